"""What a public office's desk asks beside the question itself: papers at once, reasons for a no, a room to be taken to."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Materials
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import State, Verdict
from tests.desk_fixtures import papers_in
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.hands import Hands
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.papers_in import PapersInDialog
from ui.dialogs.slip import CasePapersDialog
from ui.memory import WindowMemory
from ui.pages.board_page import BoardPage
from ui.pages.case_page import CasePage
from ui.pages.front_page import FrontPage
from ui.signals import DeskSignals

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key
Shown = Callable[[str], CasePage]


@pytest.fixture
def page_of(show: Show, prompts: Any, memory: WindowMemory, front_desk: FrontDesk) -> Shown:
    def shown(case_id: str) -> CasePage:
        signals = DeskSignals(front_desk.desk.bulletin)
        page = CasePage(front_desk.desk, prompts, signals, memory)
        signals.setParent(page)
        show(page, (1180, 700))
        page.show_case(case_id)
        QApplication.processEvents()
        return page

    return shown


@pytest.fixture
def front(
    front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory, show: Show
) -> FrontPage:
    return show(FrontPage(front_desk.desk, prompts, signals, memory), (1218, 738))


def dialog(page: Any) -> Any:
    return next(one for one in page.findChildren(CaseDialog) if one.isVisible())


def second_sheet(front_desk: FrontDesk) -> str:
    """A case whose papers were asked for twice."""
    case = front_desk.ask(verdict=Verdict.OWN_POST)
    cases = front_desk.desk.cases
    cases.perform(Action.MATERIALS, case.id, Materials(missing=("身份证复印件",), reaction="接受", deadline="三天内"))
    papers_in(front_desk.desk, case)
    cases.perform(
        Action.MATERIALS,
        case.id,
        Materials(missing=("产权证",), why_again="换了经办人", reaction="接受", deadline="三天内"),
    )
    return case.id


@pytest.mark.behaviour(52)
def test_a_no_is_not_taken_as_understood_before_somebody_asked(
    page_of: Shown, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    page = page_of(front_desk.ask(verdict=Verdict.OWN_POST).id)
    page.perform(Action.DECLINE)
    asked = dialog(page)
    for name, words in (("basis", "《物业管理条例》第五十条"), ("explanation", "公共绿地不能划给单户")):
        asked.fields[name].editor.set_value(words)
    asked.fields["options"].editor.set_value("可向业主委员会提出共用方案")
    asked.fields["way"].editor.choose("当面")
    assert asked.fields["understood"].editor.value() == ""
    asked.submit()
    assert "B2 [52]" in asked.fields["understood"].refusal
    qtbot.keyClick(asked.fields["understood"].editor, Key.Key_W)
    asked.submit()
    case = front_desk.desk.cases.row(page.file.case.id).case  # type: ignore[union-attr]
    assert (case.state, case.understood) == (State.IN_HAND, False)
    sheet = page.findChild(CasePapersDialog)
    assert "未听明白，须再解释" in sheet.text.toPlainText()
    sheet.done(0)
    assert any(move.action is Action.DECLINE for move in front_desk.desk.cases.moves(case.id))


@pytest.mark.behaviour(51, 52)
@pytest.mark.parametrize(("key", "word"), [(Key.Key_Z, "一次性告知单"), (Key.Key_B, "不予受理")])
def test_papers_and_a_no_are_one_key_away(
    page_of: Shown, front_desk: FrontDesk, qtbot: QtBot, key: Qt.Key, word: str
) -> None:
    page = page_of(front_desk.ask(verdict=Verdict.OWN_POST).id)
    qtbot.keyClick(page.timeline, key)
    assert word in dialog(page).windowTitle()


@pytest.mark.behaviour(51)
def test_a_further_sheet_says_whose_it_is_and_asks_why(page_of: Shown, front_desk: FrontDesk) -> None:
    case = front_desk.ask(verdict=Verdict.OWN_POST)
    page = page_of(case.id)
    page.perform(Action.MATERIALS)
    assert dialog(page).fields["why_again"].isHidden()
    dialog(page).done(0)
    front_desk.desk.cases.perform(
        Action.MATERIALS, case.id, Materials(missing=("身份证复印件",), reaction="接受", deadline="三天内")
    )
    papers_in(front_desk.desk, case)
    page.perform(Action.MATERIALS)
    again = dialog(page)
    assert not again.fields["why_again"].isHidden()
    assert "第 2 张" in again.counted.text.text() and "欧阳丽华" in again.counted.text.text()
    again.fields["missing"].editor.set_value("产权证")
    again.fields["deadline"].editor.set_value("三天内")
    again.submit()
    assert "为何第一次未一次告知" in again.fields["why_again"].refusal
    again.fields["why_again"].editor.set_value("客户换了经办人")
    again.fields["reaction"].editor.choose("接受")
    again.submit()
    assert front_desk.desk.cases.row(case.id).case.state is State.AWAIT_REQUESTER


@pytest.mark.behaviour(51)
def test_the_supervisor_opens_the_second_sheets_of_one_officer_by_keys(
    front_desk: FrontDesk, prompts: Any, memory: WindowMemory, show: Show
) -> None:
    case_id = second_sheet(front_desk)
    desk = front_desk.of("周敏")
    signals = DeskSignals(desk.bulletin)
    page = BoardPage(desk, prompts, signals, memory)
    signals.setParent(page)
    show(page, (1180, 700))
    page.setFocus()
    hands = Hands(page)
    hands.key(Key.Key_Down, times=list(FigureKey).index(FigureKey.SECOND_NOTICE) + 1)
    assert page.figures.current_id() == f"second_notice:{front_desk.id('欧阳丽华')}"
    assert page.right.title.text() == "二次告知 · 欧阳丽华"
    hands.key(Key.Key_Return)
    assert page.table.hasFocus() and page.table.current_id() == case_id


@pytest.mark.behaviour(53)
def test_whoever_is_walked_there_gets_a_guiding_slip_at_once(page_of: Shown, front_desk: FrontDesk) -> None:
    page = page_of(front_desk.ask().id)
    page.perform(Action.HAND_OFF)
    asked = dialog(page)
    assert asked.fields["place"].isHidden()
    asked.picker.offer(front_desk.id("曾国强"))
    asked.promise.set_value(at(15, 30))
    asked.escort.choose("陪同")
    assert not asked.fields["place"].isHidden()
    asked.submit()
    assert "B3 [53]" in asked.fields["place"].refusal
    asked.place.set_value("二楼 206")
    asked.submit()
    sheet = page.findChild(CasePapersDialog)
    assert sheet.paper.title == "引导单" and "二楼 206" in sheet.text.toPlainText()
    sheet.done(0)


@pytest.mark.behaviour(47)
def test_a_unit_is_asked_its_name_and_agent_and_known_by_its_name(front: FrontPage, front_desk: FrontDesk) -> None:
    unit = {"identity": "单位", "organisation": "湖畔建设有限公司"}
    front_desk.ask(**unit, name="翟文静", phone="0571-88001234", room="", words="公章备案要带什么")
    form = front.intake.form
    assert form.fields["organisation"].isHidden()
    form.identity.set_values([("", "未选"), ("单位", "单位")])
    form.identity.set_value("单位")
    form.arrange()
    assert not form.fields["organisation"].isHidden() and form.fields["name"].label.text() == "经办人"
    form.organisation.set_value("湖畔建设有限公司")
    front.intake.requester.look()
    assert "公章备案要带什" in front.intake.requester.known.text.text()
    assert form.name.value() == "" and form.phone.value() == ""


def awaiting_papers(front_desk: FrontDesk) -> Case:
    """A matter whose requester was told of two missing papers."""
    case = front_desk.ask(verdict=Verdict.OWN_POST)
    list_ = Materials(missing=("产权证", "身份证复印件"), reaction="接受", deadline="三天内")
    return front_desk.desk.cases.perform(Action.MATERIALS, case.id, list_)


@pytest.mark.behaviour(51)
def test_what_comes_is_looked_at_paper_by_paper_with_keys(page_of: Shown, front_desk: FrontDesk, qtbot: QtBot) -> None:
    case = awaiting_papers(front_desk)
    page = page_of(case.id)
    qtbot.keyClick(page.timeline, Key.Key_W)
    shown = dialog(page)
    assert isinstance(shown, PapersInDialog) and [row.name for row in shown.rows] == ["产权证", "身份证复印件"]
    assert shown.focusWidget() is shown.rows[0].standing and shown.fields["reaction"].isHidden()
    shown.submit()
    assert "B2 [51]" in shown.fields["paper_0"].refusal
    qtbot.keyClick(shown.rows[0].standing, Key.Key_1)
    assert shown.rows[0].count.value() == "1"
    qtbot.keyClick(shown.rows[1].standing, Key.Key_2)
    assert "还缺 1 样" in shown.standing.text.text() and not shown.fields["reaction"].isHidden()
    shown.submit()
    assert "M4.7 [83]" in shown.fields["reaction"].refusal
    qtbot.keyClick(shown.fields["reaction"].editor, Key.Key_1)
    shown.submit()
    still = front_desk.desk.cases.get(case.id)
    assert still.state is State.AWAIT_REQUESTER
    sheet = page.findChild(CasePapersDialog)
    assert sheet.paper.title == "一次性告知单" and "核对后仍缺" in sheet.text.toPlainText()
    sheet.done(0)
    qtbot.keyClick(page.timeline, Key.Key_W)
    rest = dialog(page)
    assert [row.name for row in rest.rows] == ["身份证复印件"]
    qtbot.keyClick(rest.rows[0].standing, Key.Key_1)
    assert "都齐了" in rest.standing.text.text() and rest.fields["reaction"].isHidden()
    rest.submit()
    assert front_desk.desk.cases.get(case.id).state is State.IN_HAND


@pytest.mark.behaviour(51)
def test_what_the_list_had_not_named_asks_why_and_says_whose_it_is(page_of: Shown, front_desk: FrontDesk) -> None:
    case = awaiting_papers(front_desk)
    page = page_of(case.id)
    page.perform(Action.RESUME)
    shown = dialog(page)
    for row in shown.rows:
        row.standing.choose("齐")
    assert shown.fields["why_again"].isHidden()
    shown.also.setPlainText("租赁合同")
    assert not shown.fields["why_again"].isHidden()
    assert "第 2 张" in shown.standing.text.text() and "欧阳丽华" in shown.standing.text.text()
    shown.fields["reaction"].editor.choose("接受")
    shown.submit()
    assert "为何第一次未一次告知" in shown.fields["why_again"].refusal
    shown.fields["why_again"].editor.set_value("客户换了经办人")
    shown.save_draft()
    shown.submit()
    assert [sheet.missing for sheet in front_desk.desk.cases.file(case.id).papers][1] == ("租赁合同",)


@pytest.mark.behaviour(51)
def test_papers_half_looked_at_survive_a_kill(page_of: Shown, front_desk: FrontDesk) -> None:
    case = awaiting_papers(front_desk)
    page = page_of(case.id)
    page.perform(Action.RESUME)
    first = dialog(page)
    first.rows[0].standing.choose("不合格")
    first.rows[0].note.set_value("没有盖章")
    first.fields["reaction"].editor.choose("不接受")
    first.save_draft()
    first.done(0)
    page.perform(Action.RESUME)
    again = dialog(page)
    assert again.rows[0].checked().lacking() == "产权证（不合格：没有盖章）"
    assert again.fields["reaction"].editor.value() == "不接受" and not again.fields["escalate_to"].isHidden()


@pytest.mark.behaviour(83)
def test_a_requester_who_has_to_wait_is_asked_and_a_no_goes_higher_up(page_of: Shown, front_desk: FrontDesk) -> None:
    page = page_of(front_desk.ask(verdict=Verdict.OWN_POST).id)
    page.perform(Action.AWAIT)
    asked = dialog(page)
    for name, words in (("cause", "客户外出"), ("explained", "要有人在家才能进户检查"), ("resume_condition", "回家后")):
        asked.fields[name].editor.set_value(words)
    assert asked.fields["escalate_to"].isHidden()
    asked.submit()
    assert "M4.7 [83]" in asked.fields["reaction"].refusal
    asked.fields["reaction"].editor.box.setText("不接受")
    asked.submit()
    assert not asked.fields["escalate_to"].isHidden() and "上报给哪位" in asked.fields["escalate_to"].refusal
    asked.fields["escalate_to"].editor.set_value(front_desk.id("周敏"))
    asked.submit()
    case = front_desk.desk.cases.get(page.file.case.id)  # type: ignore[union-attr]
    assert (case.state, case.reaction) == (State.AWAIT_REQUESTER, "不接受")


@pytest.mark.behaviour(52, 83)
def test_who_did_not_understand_a_no_is_not_asked_what_they_think(page_of: Shown, front_desk: FrontDesk) -> None:
    page = page_of(front_desk.ask(verdict=Verdict.OWN_POST).id)
    page.perform(Action.DECLINE)
    asked = dialog(page)
    assert not asked.fields["reaction"].isHidden()
    asked.fields["understood"].editor.choose("no")
    assert asked.fields["reaction"].isHidden() and asked.fields["escalate_to"].isHidden()
    asked.fields["understood"].editor.choose("yes")
    assert not asked.fields["reaction"].isHidden()
