"""What was said and done, by keys in the whole window: spoken phrases, calling back, ringing, tellings, a third visit."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import Answer, Visit
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Limit
from firstask_desktop.domain.states import Ending, EntryKind, State, Verdict
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.hands import Hands
from tests.views.pages.said_fixtures import Key, dialog, hands, own
from ui.dialogs.action_dialog import ActionDialog
from ui.dialogs.callback import CallbackDialog
from ui.dialogs.revisit import RevisitDialog
from ui.dialogs.spoken import PhraseUsesDialog, SpokenDialog
from ui.main_window import MainWindow
from ui.pages.board_page import BoardPage
from ui.pages.case_page import CasePage
from ui.pages.front_page import FrontPage

__all__ = ["front_desk", "hands"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")


@pytest.mark.behaviour(81)
def test_the_supervisor_writes_down_what_was_heard(
    window: MainWindow, hands: Hands, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    case = own(front_desk)
    front_desk.desk.session.sign_in(front_desk.id("周敏"))
    window.go("board")
    page = window.page("board")
    assert isinstance(page, BoardPage)
    page.change_person()
    page.figures.setFocus()
    hands.key(Key.Key_F9)
    uses = dialog(PhraseUsesDialog)
    hands.key(Key.Key_N)
    shown = dialog(SpokenDialog)
    hands.control(Key.Key_Return)
    assert shown.fields["person"].refusal and shown.person.hasFocus()
    hands.words("欧阳丽华")
    hands.key(Key.Key_Return)
    shown.phrase.setFocus()
    hands.words("不归我管")
    hands.key(Key.Key_Return)
    assert "应当这样说" in shown.instead.text.text()
    shown.case.set_value(case.id)
    hands.control(Key.Key_Return)
    assert uses.model.rowCount() == 1 and uses.count.text() == "口头 1 次，引用客户原话 0 处"
    kinds = [line.entry.kind for line in front_desk.desk.cases.file(case.id).timeline]
    assert kinds[-1] is EntryKind.SPOKEN
    with qtbot.waitActive(uses):
        uses.activateWindow()
    hands.key(Key.Key_Return)
    assert QApplication.activeModalWidget() is None
    shown_case = window.pages["case"]
    assert isinstance(shown_case, CasePage) and shown_case.file is not None and shown_case.file.case.id == case.id


@pytest.mark.behaviour(81)
def test_staff_are_not_shown_what_others_said(window: MainWindow, hands: Hands) -> None:
    window.go("board")
    page = window.page("board")
    assert isinstance(page, BoardPage)
    page.figures.setFocus()
    assert page.phrases.isHidden()
    hands.key(Key.Key_F9)
    assert not isinstance(QApplication.activeModalWidget(), QDialog)
    assert "质检" in page.said.text.text()


@pytest.mark.behaviour(12)
def test_a_one_person_desk_calls_back_by_itself_in_the_window(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    limit = next(row for row in front_desk.desk.house.all(Limit) if row.key == "one_person_desk")
    front_desk.of("周敏").house.save(replace(limit, value=1))
    case = own(front_desk)
    answer = Answer(ending=Ending.SOLVED, text="外机排水管已更换，现在不滴水了", way="当面", at=at(9, 42))
    front_desk.desk.cases.perform(Action.ANSWER, case.id, answer)
    window.open_case(case.id)
    hands.key(Key.Key_V)
    dialog(CallbackDialog)
    hands.key(Key.Key_M)
    hands.control(Key.Key_Return)
    after = front_desk.desk.cases.get(case.id)
    assert (after.state, after.self_rated) == (State.CLOSED, True)


@pytest.mark.behaviour(67)
def test_ringing_about_an_emergency_is_noted_with_four_keys(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    leak = next(each for each in front_desk.desk.house.matters() if each.name == "室内漏水抢修")
    case = front_desk.ask(urgent=True, words="厨房爆管，水漫到楼道了", matter=leak.id, promise_at=None)
    window.open_case(case.id)
    assert case.pressing
    hands.key(Key.Key_C)
    shown = dialog(ActionDialog)
    assert shown.fields["target"].editor.text() == "何静" and shown.fields["number"].editor.value() == "8013"
    shown.fields["result"].editor.choose("connected")
    hands.control(Key.Key_Return)
    assert not front_desk.desk.cases.get(case.id).pressing


@pytest.mark.behaviour(68)
def test_of_ones_own_duty_the_standard_answer_is_at_hand_and_of_another_s_it_is_not(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    page = window.page("front")
    assert isinstance(page, FrontPage)
    form = page.intake.form
    card = next(one for one in front_desk.desk.house.matters() if one.name == "门禁卡补办和人脸录入")
    form.matter.set_value(card.id)
    form.arrange()
    assert card.answer in form.answer.box.placeholderText() and form.answer.value() == ""
    hands.alt(Key.Key_F)
    assert form.answer.value() == card.answer and form.answer.box.hasFocus()
    hands.alt(Key.Key_F)
    assert form.answer.value() == card.answer
    form.verdict.choose(Verdict.OTHER_DEPARTMENT.value)
    assert card.answer not in form.answer.box.placeholderText()
    form.clear()


@pytest.mark.behaviour(77)
def test_the_three_tellings_are_read_out_from_below_the_tick_one_stands_on(
    window: MainWindow, hands: Hands, front_desk: FrontDesk
) -> None:
    page = window.page("front")
    assert isinstance(page, FrontPage)
    form = page.intake.form
    filing = next(one for one in front_desk.desk.house.matters() if one.name == "装修备案")
    form.matter.set_value(filing.id)
    told = form.matter.told
    assert told.card.isHidden()
    told.boxes["told_rule"].setFocus()
    assert told.card.text() == f"规定：{filing.rule}" and told.card.isVisible()
    hands.key(Key.Key_Tab)
    assert told.card.text() == f"程序：{filing.procedure}"
    hands.key(Key.Key_Space)
    assert told.told() == {"told_rule": False, "told_procedure": True, "told_limit": False}
    form.words.setFocus()
    assert told.card.isHidden()
    form.clear()


@pytest.mark.behaviour(80)
def test_a_third_visit_about_a_closed_matter_asks_why_and_takes_it_up_again(
    window: MainWindow, hands: Hands, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    desk = front_desk.desk
    card = next(one for one in desk.house.matters() if one.name == "门禁卡补办和人脸录入")
    asked = {"matter": card.id, "kind": card.kind, "verdict": Verdict.OWN_POST, "instant_missed": "系统故障"}
    case = front_desk.ask(**asked, promise_at=at(9, 55))
    desk.cases.visit_again(case.id, Visit())
    answer = Answer(ending=Ending.SOLVED, text="新卡已写好，旧卡同时挂失", way="当面", at=at(9, 42))
    assert desk.cases.perform(Action.ANSWER, case.id, answer).state is State.CLOSED
    page = window.page("front")
    assert isinstance(page, FrontPage)
    hands.key(Key.Key_F2)
    form = page.intake.form
    form.kind.choose(card.kind)
    form.fields["phone"].editor.setFocus()
    hands.words("13800138000")
    form.words.setFocus()
    hands.words("卡又刷不开门了")
    form.matter.set_value(card.id)
    page.intake.requester.look()
    assert not page.intake.requester.likely.isHidden()
    hands.alt(Key.Key_2)
    shown = dialog(RevisitDialog)
    hands.control(Key.Key_Return)
    assert "第 3 次来访" in shown.fields["cause"].refusal
    shown.fields["cause"].editor.row.choose("上次未办好")
    hands.control(Key.Key_Return)
    again = desk.cases.get(case.id)
    assert (again.visits, again.redo_count, again.state) == (3, 1, State.ACCEPTED)
    assert "已记为第 3 次来访" in page.intake.told.title.text() and form.words.value() == ""


def test_the_form_is_never_wider_than_its_column(window: MainWindow, front_desk: FrontDesk) -> None:
    page = window.page("front")
    assert isinstance(page, FrontPage)
    form, room = page.intake.form, page.intake._scroll.viewport().width()
    bar = page.intake._scroll.verticalScrollBar()
    room -= 0 if bar.isVisible() else bar.sizeHint().width()
    longest = max(front_desk.desk.house.matters(), key=lambda one: len(one.rule + one.procedure + one.answer))
    form.matter.set_value(longest.id)
    form.urgent.click()
    form.fold.setChecked(True)
    form.matter.told.boxes["told_procedure"].setFocus()
    QApplication.processEvents()
    assert form.minimumSizeHint().width() <= room
    form.clear()
