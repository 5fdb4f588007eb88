"""Beside the form: polite sentences, reception steps, the quick card, new colleagues, 即办, and a blinking emergency."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import Answer, Completion
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import Ending, Role, State, Verdict
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.front_fixtures import hands, page
from tests.views.pages.hands import Hands
from ui.dialogs.completion import CompletionDialog
from ui.dialogs.polite import PoliteDialog
from ui.dialogs.quick_card import QuickCard
from ui.memory import WindowMemory
from ui.pages import queue_beat
from ui.pages.front_page import FrontPage
from ui.pages.intake_panel import Way
from ui.signals import DeskSignals
from ui.theme import Tone

__all__ = ["front_desk", "hands", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


def dialog(page: FrontPage, kind: type) -> Any:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def newest(front_desk: FrontDesk) -> Any:
    return front_desk.desk.search.find("").rows[0].case


@pytest.mark.behaviour(67)
def test_a_polite_sentence_goes_into_the_answer_by_one_letter(page: FrontPage, hands: Hands) -> None:
    page.intake.form.answer.setFocus()
    hands.key(Key.Key_F4)
    offered = dialog(page, PoliteDialog)
    phrase = page._desk.house.polite()[1]
    hands.key(Key.Key_B)
    assert offered.taken == phrase.text
    assert page.intake.form.answer.value() == phrase.text


@pytest.mark.behaviour(67)
def test_without_a_staff_side_field_the_sentence_is_copied(page: FrontPage, hands: Hands) -> None:
    page.intake.form.words.setFocus()
    hands.key(Key.Key_F4)
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    assert QApplication.clipboard().text() == page._desk.house.polite()[1].text
    assert page.intake.form.words.value() == ""


@pytest.mark.behaviour(49)
def test_the_reception_steps_are_ticked_by_digit_and_recorded(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    page.start("来电")
    hands.alt(Key.Key_S)
    assert page.aids.steps.words[0] == "三声内接听并报单位姓名"
    hands.key(Key.Key_1)
    hands.key(Key.Key_3)
    assert "2/6" in page.aids.fold.text()
    fill_call(page)
    page.intake.save(Way.REGISTER)
    assert newest(front_desk).details == ("接待步骤 2/6：三声内接听并报单位姓名、核对姓名和电话",)
    assert page.aids.steps.ticked() == ()
    fill_call(page, phone="13700137000", room="9-1-101")
    page.intake.save(Way.REGISTER)
    assert newest(front_desk).details == ()


@pytest.mark.behaviour(13, 49)
def test_ticked_reception_steps_survive_a_kill(
    page: FrontPage, hands: Hands, front_desk: FrontDesk, prompts: RecordingPrompts, memory: WindowMemory, qtbot: QtBot
) -> None:
    page.start("来电")
    hands.alt(Key.Key_S)
    hands.key(Key.Key_1)
    hands.key(Key.Key_3)
    page.intake.keep_draft()  # what the timer does; then the power goes
    signals = DeskSignals(front_desk.desk.bulletin)
    again = FrontPage(front_desk.desk, prompts, signals, memory)
    qtbot.addWidget(again)
    try:
        assert again.aids.steps.ticked() == ("三声内接听并报单位姓名", "核对姓名和电话")
        assert "2/6" in again.aids.fold.text()
        fill_call(again)
        again.intake.save(Way.REGISTER)
        assert newest(front_desk).details == ("接待步骤 2/6：三声内接听并报单位姓名、核对姓名和电话",)
    finally:
        signals.stop()


def fill_call(page: FrontPage, phone: str = "13900139000", room: str = "2-2-1103") -> None:
    form = page.intake.form
    page.start("来电")
    form.kind.choose("求助")
    form.phone.set_value(phone)
    form.name.set_value("翟女士")
    form.room.set_value(room)
    form.words.set_value("门禁卡刷不开单元门")
    form.uncatalogued.set_value("目录里没有")
    form.promise.set_value(form._wall.quick_promises()[0].moment)


@pytest.mark.behaviour(64)
def test_room_what_and_phone_are_enough_for_the_quick_card(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    hands.key(Key.Key_F7)
    card = dialog(page, QuickCard)
    hands.words("3-1-602")
    hands.key(Key.Key_Return)
    hands.words("楼道灯不亮")
    hands.key(Key.Key_Tab)
    hands.words("13800138000")
    card.submit()
    case = newest(front_desk)
    assert (case.room, case.words, case.phone) == ("3-1-602", "楼道灯不亮", "13800138000")
    assert (case.first_asked, case.verdict) == (front_desk.id("欧阳丽华"), Verdict.UNKNOWN)
    assert case.number in page.intake.told.title.text()
    assert case.promise_at is not None


@pytest.mark.behaviour(64)
def test_the_quick_card_refuses_what_nobody_could_follow_up(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    hands.key(Key.Key_F7)
    card = dialog(page, QuickCard)
    card.words.set_value("楼道灯不亮")
    card.submit()
    assert card.isVisible()
    assert card.fields["phone"].refusal
    assert front_desk.desk.search.find("").total == 0


@pytest.mark.behaviour(64)
def test_an_account_without_a_post_may_register_and_is_never_more(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    guard = front_desk.desk.house.save(Person(name="解大力"))
    assert guard.role is Role.STAFF
    front_desk.desk.session.sign_in(guard.id)
    page.change_person()
    hands.key(Key.Key_F7)
    card = dialog(page, QuickCard)
    card.room.set_value("地下车库 B2")
    card.words.set_value("消防门关不上")
    card.submit()
    case = newest(front_desk)
    assert case.first_asked == guard.id
    actions = {move.action for move in front_desk.desk.cases.moves(case.id)}
    assert {Action.PROGRESS, Action.HAND_OFF} <= actions
    assert Action.VOID not in actions


@pytest.mark.behaviour(2)
def test_an_unknown_colleague_is_added_with_one_key(page: FrontPage, hands: Hands, front_desk: FrontDesk) -> None:
    form = page.intake.form
    fill_call(page)
    form.channel.choose("内部")
    form.around.staff.setText("解小虎")
    page.intake.save(Way.REGISTER)
    assert "员工名单里没有「解小虎」" in page.intake.told.title.text()
    assert front_desk.desk.search.find("").total == 0
    hands.alt(Key.Key_4)
    hired = next(person for person in front_desk.desk.house.people() if person.name == "解小虎")
    assert (hired.role, form.around.staff.value()) == (Role.STAFF, hired.id)
    page.intake.save(Way.REGISTER)
    assert newest(front_desk).requester_staff == hired.id


@pytest.mark.behaviour(12, 32)
def test_a_returning_guest_is_shown_with_calls_beside_visits(page: FrontPage, front_desk: FrontDesk) -> None:
    call = front_desk.ask(channel="来电", kind="咨询", words="装修垃圾放哪里", verdict=Verdict.OWN_POST)
    answer = Answer(
        ending=Ending.CLEAR_ANSWER, text="放到 3 号门外的围栏里", way="电话", at=front_desk.clock.now(), understood=True,
        satisfied="满意",
    )  # fmt: skip
    front_desk.desk.cases.perform(Action.ANSWER, call.id, answer)
    front_desk.clock.advance(days=60)
    page.intake.form.phone.setText("13800138000")
    page.intake.requester.look()
    known = page.intake.requester.known
    assert known.title.text() == "老客户 · 以前来过"
    assert known.text.text().endswith("来电 装修垃圾放哪里 · 欧阳丽华 电话答复")


@pytest.mark.behaviour(78)
def test_an_instant_matter_makes_on_the_spot_the_default(page: FrontPage, hands: Hands, front_desk: FrontDesk) -> None:
    form = page.intake.form
    instant = next(matter for matter in front_desk.desk.house.matters() if matter.instant)
    fill_call(page)
    form.matter.set_value(instant.id)
    form.answer.set_value("门禁卡已重新授权，现在可以刷开")
    form.edited.emit()
    assert page.intake.save_buttons.preferred is Way.ON_SPOT
    assert "Ctrl+Enter" in page.intake.save_buttons.buttons[Way.ON_SPOT].text()
    form.words.setFocus()
    hands.control(Key.Key_Return)
    assert newest(front_desk).on_spot
    assert page.intake.save_buttons.preferred is Way.REGISTER


@pytest.mark.behaviour(78)
def test_somebody_elses_instant_matter_is_registered_as_usual(page: FrontPage, front_desk: FrontDesk) -> None:
    form = page.intake.form
    instant = next(matter for matter in front_desk.desk.house.matters() if matter.instant)
    form.matter.set_value(instant.id)
    form.verdict.set_value(Verdict.OTHER_DEPARTMENT)
    form.edited.emit()
    assert page.intake.save_buttons.preferred is Way.REGISTER


@pytest.mark.behaviour(67)
def test_an_emergency_without_phone_and_place_blinks_until_0_fills_it(
    page: FrontPage, hands: Hands, front_desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_beat, "at_rest", bool)
    case = front_desk.ask(urgent=True, phone="", room="", name="", words="电梯困人")
    beat = page.queue.beat
    row = page.queue.model.row(page.queue.model.place(case.id))
    assert row is not None
    assert row.missing == ("联系方式", "地点")
    assert beat.beating
    assert beat.tone(row) is Tone.RED
    beat.beat()
    assert beat.tone(row) is Tone.PLAIN
    page.queue.table.setFocus()
    page.queue.table.go_to(case.id)
    assert "还缺联系方式、地点" in page.queue.said.title.text()
    hands.key(Key.Key_0)
    assert dialog(page.window(), CompletionDialog) is not None  # type: ignore[arg-type]
    filled = Completion(phone="13800138000", contact_place="2 号楼 1 单元电梯")
    front_desk.desk.cases.perform(Action.COMPLETE, case.id, filled)
    page.queue.reload()
    assert not beat.beating


@pytest.mark.behaviour(67)
def test_whoever_turned_blinking_off_sees_a_steady_mark(
    page: FrontPage, front_desk: FrontDesk, dressed: QApplication
) -> None:
    before = dressed.styleHints().cursorFlashTime()
    dressed.setCursorFlashTime(0)
    try:
        case = front_desk.ask(urgent=True, phone="", room="", name="", words="电梯困人")
        row = page.queue.model.row(page.queue.model.place(case.id))
        assert row is not None
        assert not page.queue.beat.beating
        assert page.queue.beat.tone(row) is Tone.RED
        assert row.case.state is State.ACCEPTED
    finally:
        dressed.setCursorFlashTime(before)


@pytest.mark.behaviour(64, 67)
def test_an_emergency_told_in_passing_says_whom_to_ring_and_is_saved_at_once(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    hands.key(Key.Key_F7)
    card = dialog(page, QuickCard)
    card.words.setFocus()
    hands.words("三号楼电梯困人了")
    assert "立即电话" in card.ring.title.text() and card.ring.property("tone") == Tone.RED.value
    hands.control(Key.Key_Return)
    assert card.isVisible(), "without a room or a telephone nobody could follow it up"
    hands.alt(Key.Key_U)
    hands.control(Key.Key_Return)
    case = newest(front_desk)
    assert case.urgent and case.pressing and case.words == "三号楼电梯困人了"
