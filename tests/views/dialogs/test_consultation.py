"""咨询: what was explained is ticked by digit, not understood ends nothing, a conclusion is kept with one tick."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Asking
from firstask_desktop.domain.consultation import points_of
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import External, Matter
from firstask_desktop.domain.states import Ending, State, Verdict
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from ui.dialogs.answer import AnswerDialog, AnsweringDialog
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.draft_text import kept, put_back
from ui.dialogs.people_box import UnitBox
from ui.dialogs.perform import perform_action
from ui.widgets.ticks import TickList

__all__ = ["front_desk"]
Open = Callable[..., CaseDialog]
CARD = "先到街道领表；带产权证和效果图。工程部出结构意见"


@pytest.fixture
def show(qtbot: QtBot, prompts: Any, front_desk: FrontDesk) -> Open:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()

    def opened(action: Action, case: Case, by: str = "欧阳丽华") -> CaseDialog:
        dialog = perform_action(page, front_desk.of(by), prompts, action, case.id, _nothing)
        assert dialog is not None, prompts.said
        return dialog

    return opened


def _nothing(_case: Case) -> None:
    """The test looks at the desk itself."""


@pytest.fixture
def consultation(front_desk: FrontDesk) -> Case:
    boss = front_desk.of("周敏")
    first = boss.house.matters()[0]
    matter = boss.house.save(Matter(name="外立面改造", kind="咨询", department=first.department, post=first.post,
                                    limit_minutes=4800, answer=CARD))  # fmt: skip
    return front_desk.ask(kind="咨询", verdict=Verdict.OWN_POST, matter=matter.id)


@pytest.mark.behaviour(56)
def test_the_card_is_explained_point_by_point_with_digits(
    show: Open, consultation: Case, qtbot: QtBot, front_desk: FrontDesk
) -> None:
    dialog = show(Action.ANSWER, consultation)
    assert isinstance(dialog, AnswerDialog)
    assert dialog.points.words == ("先到街道领表", "带产权证和效果图", "工程部出结构意见")
    qtbot.keyClick(dialog.points, Qt.Key.Key_1)
    qtbot.keyClick(dialog.points, Qt.Key.Key_3)
    dialog.understood.choose("yes")
    dialog.satisfied.choose("满意")
    dialog.ending.choose(Ending.CLEAR_ANSWER.value)
    dialog.text.set_value("先到街道领表，再到工程部出结构意见")
    dialog.submit()
    said = [line.text for line in front_desk.desk.cases.file(consultation.id).timeline]
    assert any("已介绍：先到街道领表；工程部出结构意见。客户表示满意" in text for text in said)


@pytest.mark.behaviour(56)
@pytest.mark.parametrize("action", [Action.ANSWER, Action.ON_SPOT])
def test_what_was_not_understood_keeps_it_open(
    show: Open, consultation: Case, front_desk: FrontDesk, action: Action
) -> None:
    dialog = show(action, consultation)
    assert isinstance(dialog, AnsweringDialog)
    dialog.points.set_value(dialog.points.words[0])
    dialog.understood.choose("no")
    dialog.ending.choose(Ending.CLEAR_ANSWER.value)
    dialog.text.set_value("先到街道领表，再到工程部出结构意见")
    dialog.submit()
    after = front_desk.desk.cases.row(consultation.id).case
    assert (after.state, after.understood) == (State.IN_HAND, False)


@pytest.mark.behaviour(56)
def test_a_repair_is_not_asked_like_a_consultation(show: Open, front_desk: FrontDesk) -> None:
    dialog = show(Action.ON_SPOT, front_desk.ask(verdict=Verdict.OWN_POST))
    assert isinstance(dialog, AnsweringDialog)
    assert not dialog.points.isVisible()
    assert not dialog.satisfied.isVisible()
    assert dialog.understood.isVisible()


@pytest.mark.behaviour(13, 56)
def test_ticks_survive_as_a_draft(qtbot: QtBot) -> None:
    box = TickList("介绍要点", points_of(CARD))
    qtbot.addWidget(box)
    qtbot.keyClick(box, Qt.Key.Key_0)
    assert box.ticked() == box.words
    qtbot.keyClick(box, Qt.Key.Key_2)
    draft = kept(box)
    qtbot.keyClick(box, Qt.Key.Key_0)
    qtbot.keyClick(box, Qt.Key.Key_0)
    assert box.ticked() == ()
    put_back(box, draft)
    assert box.ticked() == ("先到街道领表", "工程部出结构意见")


@pytest.mark.behaviour(54)
@pytest.mark.parametrize(("by", "active"), [("周敏", True), ("欧阳丽华", False)])
def test_a_conclusion_is_kept_with_one_tick(show: Open, front_desk: FrontDesk, by: str, active: bool) -> None:
    desk = front_desk.of(by)
    case = front_desk.ask(verdict=Verdict.UNKNOWN, request="外立面改造", first_asked=front_desk.id(by))
    asking = Asking(doubt="由谁核准", whom="何静", promise_at=at(15, 30))
    desk.cases.perform(Action.CONSULT, case.id, asking)
    dialog = show(Action.CONSULTED, case, by)
    dialog.fields["conclusion"].editor.set_value("外立面改造由街道核准")
    dialog.fields["to_catalogue"].editor.setChecked(True)
    dialog.submit()
    kept_line = next(each for each in desk.house.matters(all=True) if each.name == "外立面改造")
    assert (kept_line.active, kept_line.answer) == (active, "外立面改造由街道核准")


@pytest.mark.behaviour(55)
@pytest.mark.parametrize(("checked", "old"), [(date(2025, 10, 1), True), (date(2026, 3, 1), False)])
def test_a_number_nobody_checked_for_a_year_says_so(
    show: Open, front_desk: FrontDesk, checked: date, old: bool
) -> None:
    unit = External(name="湖畔街道办事处物业科", keywords=("外立面",), phone="0571-80007103", updated=checked)
    saved = front_desk.of("周敏").house.save(replace(unit, name="街道外立面窗口"))
    dialog = show(Action.OUTSIDE, front_desk.ask(verdict=Verdict.OUTSIDE))
    box = dialog.fields["unit"].editor
    assert isinstance(box, UnitBox)
    box.set_value(saved.name)
    box.box.picked.emit(saved.id)
    assert ("号码可能已变" in box.about.text()) is old
    assert dialog.fields["phone"].editor.value() == "0571-80007103"
