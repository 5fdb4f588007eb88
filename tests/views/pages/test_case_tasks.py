"""On the case page: preparations ticked off by digit, earlier calls beside visits, 即办 first, 0 fills in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import Answer, Preparation, Progress
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Ending, Verdict
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.completion import CompletionDialog
from ui.dialogs.slip import CasePapersDialog
from ui.memory import WindowMemory
from ui.pages.case_moves import MoveButton
from ui.pages.case_page import CasePage
from ui.signals import DeskSignals
from ui.widgets.material_row import MaterialRow

__all__ = ["front_desk"]
Pages = Callable[..., CasePage]


@pytest.fixture
def page_of(qtbot: QtBot, prompts: Any, memory: WindowMemory, front_desk: FrontDesk) -> Pages:
    def shown(case_id: str) -> CasePage:
        signals = DeskSignals(front_desk.desk.bulletin)
        page = CasePage(front_desk.desk, prompts, signals, memory)
        signals.setParent(page)
        qtbot.addWidget(page)
        page.resize(1218, 738)
        page.show()
        page.show_case(case_id)
        QApplication.processEvents()
        return page

    return shown


@pytest.fixture
def prepared(front_desk: FrontDesk) -> str:
    """A case with two preparations, the later one entered first."""
    case = front_desk.ask()
    for text, hour in (("备好婴儿床", 15), ("通知餐厅过敏事项", 11)):
        order = Preparation(text=text, owner=front_desk.id("何静"), due_at=at(hour))
        front_desk.desk.cases.perform(Action.TASK, case.id, order)
    return case.id


@pytest.mark.behaviour(29)
def test_a_digit_ticks_a_preparation_off_once_it_is_confirmed(
    page_of: Pages, prepared: str, qtbot: QtBot, prompts: Any, front_desk: FrontDesk
) -> None:
    page = page_of(prepared)
    assert [task.text for task in page.facts.tasks.undone] == ["通知餐厅过敏事项", "备好婴儿床"]
    qtbot.keyClick(page.timeline, Qt.Key.Key_2)
    assert prompts.said[-1] == ("ask", "「备好婴儿床」已经做好？")
    prompts.reply(False)
    assert len(page.facts.tasks.undone) == 2
    qtbot.keyClick(page.timeline, Qt.Key.Key_2)
    prompts.reply(True)
    assert [task.text for task in page.facts.tasks.undone] == ["通知餐厅过敏事项"]
    done = next(task for task in front_desk.desk.cases.file(prepared).tasks if task.done_at)
    assert (done.text, done.done_by) == ("备好婴儿床", front_desk.id("欧阳丽华"))
    assert "完成：备好婴儿床" in page.timeline.entries()[-1].text


@pytest.mark.behaviour(29)
def test_the_button_does_the_same_and_a_digit_without_a_task_nothing(
    page_of: Pages, prepared: str, qtbot: QtBot, prompts: Any
) -> None:
    page = page_of(prepared)
    qtbot.keyClick(page.timeline, Qt.Key.Key_7)
    assert prompts.said == []
    page.facts.tasks.buttons[0].click()
    prompts.reply(True)
    assert [task.text for task in page.facts.tasks.undone] == ["备好婴儿床"]


@pytest.mark.behaviour(29)
def test_a_case_without_preparations_has_no_such_panel(page_of: Pages, front_desk: FrontDesk) -> None:
    assert not page_of(front_desk.ask().id).facts.preparing.isVisible()


@pytest.mark.behaviour(12, 32)
def test_earlier_calls_stand_beside_visits_with_who_answered(page_of: Pages, front_desk: FrontDesk) -> None:
    call = front_desk.ask(channel="来电", kind="咨询", words="装修垃圾放哪里", verdict=Verdict.OWN_POST)
    answer = Answer(
        ending=Ending.CLEAR_ANSWER,
        text="放到 3 号门外的围栏里",
        way="电话",
        at=at(9, 42),
        understood=True,
        satisfied="满意",
    )
    front_desk.desk.cases.perform(Action.ANSWER, call.id, answer)
    page = page_of(front_desk.ask().id)
    assert page.facts.history.texts() == ["今天 09:42 · 装修垃圾放哪里 · 欧阳丽华 电话答复：放到 3 号门外的围栏里"]
    assert page.facts.history.isVisible()


@pytest.mark.behaviour(78)
def test_an_instant_matter_is_done_on_the_spot_first(page_of: Pages, front_desk: FrontDesk) -> None:
    instant = next(matter for matter in front_desk.desk.house.matters() if matter.instant)
    case = front_desk.ask(verdict=Verdict.OWN_POST, matter=instant.id, instant_missed="等客户取证件", promise_at=None,
                          urgent=True)  # fmt: skip
    page = page_of(case.id)
    primary = [one.action for one in page.moves.findChildren(MoveButton) if one.property("primary")]
    assert primary == [Action.ON_SPOT]


@pytest.mark.behaviour(67)
def test_0_fills_in_what_an_emergency_left_open(page_of: Pages, front_desk: FrontDesk, qtbot: QtBot) -> None:
    case = front_desk.ask(urgent=True, phone="", room="", name="")
    page = page_of(case.id)
    qtbot.keyClick(page.timeline, Qt.Key.Key_0)
    assert page.findChild(CompletionDialog) is not None


@pytest.mark.behaviour(51)
def test_a_one_time_notice_is_on_paper_as_soon_as_it_was_written(
    page_of: Pages, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    page = page_of(front_desk.ask(verdict=Verdict.OWN_POST).id)
    page.perform(Action.MATERIALS)
    dialog = next(one for one in page.findChildren(CaseDialog) if one.isVisible())
    dialog.fields["missing"].editor.set_value("身份证复印件 2 份")
    dialog.submit()
    assert "B2 [51]" in dialog.fields["deadline"].refusal
    dialog.deadline.set_value("三天内")
    dialog.submit()
    assert "M4.7 [83]" in dialog.fields["reaction"].refusal
    dialog.fields["reaction"].editor.choose("接受")
    dialog.submit()
    sheets = page.findChild(CasePapersDialog)
    assert sheets is not None
    assert sheets.paper.title == "一次性告知单"
    assert "身份证复印件 2 份" in sheets.text.toPlainText()


@pytest.mark.behaviour(51)
def test_every_paper_of_the_catalogue_is_checked_by_digit_with_its_count(
    page_of: Pages, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    matter = next(one for one in front_desk.desk.house.matters() if len(one.materials) >= 3 and not one.instant)
    page = page_of(front_desk.ask(verdict=Verdict.OWN_POST, matter=matter.id, promise_at=at(10, 30)).id)
    page.perform(Action.MATERIALS)
    dialog = next(one for one in page.findChildren(CaseDialog) if one.isVisible())
    rows = dialog.findChildren(MaterialRow)
    assert [row.name for row in rows] == list(matter.materials)
    qtbot.keyClick(rows[0].standing, Qt.Key.Key_1)
    rows[0].count.set_value("2")
    dialog.submit()
    assert "核对" in dialog.fields["material_1"].refusal
    qtbot.keyClick(rows[1].standing, Qt.Key.Key_3)
    for row in rows[2:]:
        qtbot.keyClick(row.standing, Qt.Key.Key_2)
    dialog.submit()
    assert "哪里不合格" in dialog.fields["material_1"].refusal
    rows[1].count.set_value("1")
    rows[1].note.set_value("已过期")
    dialog.deadline.set_value("三天内")
    dialog.fields["reaction"].editor.choose("接受")
    dialog.save_draft()
    dialog.submit()
    sheet = page.findChild(CasePapersDialog).text.toPlainText()
    first, second, *others = matter.materials
    assert f"{first} 2 份" in sheet and f"{second}（不合格：已过期）" in sheet
    assert f"{second} 1 份（不合格）" in sheet and others[0] in sheet


@pytest.mark.behaviour(11)
def test_ctrl_p_offers_every_sheet_and_the_receipt_first(page_of: Pages, front_desk: FrontDesk) -> None:
    case = front_desk.handed()
    front_desk.desk.cases.perform(Action.PROGRESS, case.id, replace(Progress(), text="已电话催过曾国强"))
    page = page_of(case.id)
    page.show_papers()
    offered = page.findChild(CasePapersDialog)
    assert offered is not None
    titles = [offered.list.item(place).text() for place in range(offered.list.count())]
    assert titles == ["首问回执", "转办单", "首问接待记录"]
