"""Handing on and signing: a named person, the substitute, consent, reading back — and the one who only answers ([68] [70] [71])."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import AttemptResult, CallbackResult, Ending, State, Verdict
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.dialogs.case_dialog_fixtures import Open, field, in_state, show, told, type_in, window
from ui.dialogs.case_dialog import CaseDialog

__all__ = ["front_desk", "show", "told", "window"]


def test_a_handoff_goes_to_a_named_person_and_the_first_asked_stays(
    show: Open, front_desk: FrontDesk, told: list[Case]
) -> None:
    dialog = show(Action.HAND_OFF, front_desk.ask())
    picker = field(dialog, "receiver")
    picker.box.setText("zgq")
    assert picker.target().person.name == "曾国强"
    assert field(dialog, "task").value() == "请今天来人看"
    field(dialog, "told").setChecked(True)
    assert "曾国强" in field(dialog, "told_text").value()
    dialog.submit()
    case = told[0]
    assert (case.state, case.handler) == (State.AWAIT_ACCEPTANCE, front_desk.id("曾国强"))
    assert case.first_asked == front_desk.id("欧阳丽华")
    assert case.told_department


def test_somebody_off_duty_offers_the_substitute_with_one_key(show: Open, front_desk: FrontDesk) -> None:
    dialog: Any = show(Action.HAND_OFF, front_desk.ask())
    dialog.picker.box.setText("解明")
    assert "替班：何静" in dialog.off_duty.text.text()
    dialog.off_duty.acted.emit("substitute")
    assert dialog.picker.target().person.name == "何静"
    assert not dialog.off_duty.isVisible()


def test_without_a_substitute_the_handoff_turns_to_to_reach_and_keeps_what_was_typed(
    show: Open, front_desk: FrontDesk, window: QWidget
) -> None:
    case = front_desk.ask()
    dialog: Any = show(Action.HAND_OFF, case)
    type_in(dialog, "task", "请清理楼道杂物")
    dialog.picker.box.setText("仇建平")
    dialog.off_duty.acted.emit("to_reach")
    opened = [one for one in window.findChildren(CaseDialog) if one.isVisible()]
    assert [one.action for one in opened] == [Action.TO_REACH]
    opened[0].close()
    again = show(Action.HAND_OFF, case)
    assert field(again, "task").value() == "请清理楼道杂物"


def test_own_duty_is_handed_on_only_with_reason_and_consent(
    show: Open, front_desk: FrontDesk, told: list[Case]
) -> None:
    case = front_desk.ask(verdict=Verdict.OWN_POST, told_limit=False)
    dialog: Any = show(Action.HAND_OFF, case)
    dialog.submit()
    assert dialog.fields["own_duty_reason"].refusal
    dialog.own_duty.box.setText("今天休假")
    dialog.submit()
    assert dialog.fields["own_duty_consent"].refusal
    dialog.consent.set_value(front_desk.id("周敏"))
    dialog.submit()
    assert "怎样同意" in dialog.fields["consent_how"].refusal
    assert dialog.fields["consent_at"].isHidden() and dialog.fields["consent_pin"].isHidden()
    dialog.own.how.choose("phone")
    assert not dialog.fields["consent_at"].isHidden() and dialog.fields["consent_pin"].isHidden()
    dialog.submit()
    assert told[0].state is State.AWAIT_ACCEPTANCE
    hop = front_desk.desk.cases.file(case.id).chain[0].hop
    assert (hop.consent_how, hop.consent_at) == (ConsentHow.PHONE, at(9, 42))


def test_the_leader_signs_on_the_spot_and_the_pin_survives_in_no_draft(
    show: Open, front_desk: FrontDesk, told: list[Case], qtbot: QtBot
) -> None:
    front_desk.of("周敏").session.set_pin(front_desk.id("周敏"), "482913")
    case = front_desk.ask(verdict=Verdict.OWN_POST, told_limit=False)
    dialog: Any = show(Action.HAND_OFF, case)
    dialog.own_duty.box.setText("今天休假")
    dialog.consent.set_value(front_desk.id("周敏"))
    qtbot.keyClick(dialog.own.how, Qt.Key.Key_1)
    assert dialog.focusWidget() is dialog.own.pin
    assert dialog.own.pin.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(dialog.own.pin, "482914")
    dialog.save_draft()
    assert "482914" not in str(front_desk.desk.drafts.load(dialog.draft_key))
    dialog.submit()
    assert "PIN 不对" in dialog.fields["consent_pin"].refusal
    dialog.own.pin.set_value("482913")
    dialog.submit()
    assert told[0].state is State.AWAIT_ACCEPTANCE


def test_the_receiver_sees_words_task_and_promise_and_reads_back(
    show: Open, front_desk: FrontDesk, told: list[Case]
) -> None:
    dialog: Any = show(Action.ACCEPT, front_desk.handed(), "曾国强")
    shown = " ".join(dialog.handed.facts.texts())
    assert "楼上空调外机" in shown
    assert "请今天来人看" in shown
    assert "请 11:00 前上门查看外机排水管" in shown
    assert "15:30" in shown
    type_in(dialog, "readback", "好")
    dialog.submit()
    assert dialog.fields["readback"].refusal
    type_in(dialog, "readback", "我理解要做的是 11 点前上门看排水管")
    dialog.submit()
    assert told[0].state is State.WITH_HANDLER


def test_a_signature_by_phone_is_recorded_with_its_time(show: Open, front_desk: FrontDesk, told: list[Case]) -> None:
    case = front_desk.handed()
    front_desk.clock.advance(minutes=20)
    dialog: Any = show(Action.RECORD_ACCEPT, case)
    dialog.at.set_text("9:50")
    dialog.submit()
    assert told[0].accepted_at == at(9, 50)


def test_an_answer_that_is_not_ones_duty_offers_the_ways_forward(
    show: Open, front_desk: FrontDesk, window: QWidget
) -> None:
    dialog: Any = show(Action.ANSWER, front_desk.ask())
    dialog.ending.set_value(Ending.CLEAR_ANSWER.value)
    type_in(dialog, "text", "外机属于业主自用设备，请与楼上业主协商")
    dialog.submit()
    assert "代为问清" in dialog.refusal.text.text()
    dialog.refusal.acted.emit(Action.ASK)
    assert [one.action for one in window.findChildren(CaseDialog) if one.isVisible()] == [Action.ASK]


def test_an_answer_closes_or_waits_for_the_callback(show: Open, front_desk: FrontDesk, told: list[Case]) -> None:
    dialog: Any = show(Action.ANSWER, in_state(front_desk, State.SETTLED))
    dialog.ending.set_value(Ending.SOLVED.value)
    dialog._insert("处理结果")
    dialog.submit()
    assert told[0].state is State.ANSWERED
    assert told[0].answer == "外机排水管已接到地漏，不再滴水"


def test_a_callback_that_reached_nobody_asks_when_to_try_again(
    show: Open, front_desk: FrontDesk, told: list[Case]
) -> None:
    dialog: Any = show(Action.CALLBACK, in_state(front_desk, State.ANSWERED), "周敏")
    assert not dialog.fields["next_at"].isVisible()
    dialog.outcome.choose(CallbackResult.NOT_REACHED.value)
    assert dialog.fields["next_at"].isVisible()
    dialog.next_at.set_text("15:00")
    dialog.submit()
    assert told[0].state is State.ANSWERED
    assert told[0].next_follow_at == at(15)


def test_an_attempt_without_a_result_is_none(show: Open, front_desk: FrontDesk, told: list[Case]) -> None:
    dialog: Any = show(Action.ATTEMPT, front_desk.handed())
    assert field(dialog, "target").text() == "曾国强"
    assert field(dialog, "number").value() == "8012"
    dialog.submit()
    assert dialog.fields["result"].refusal
    field(dialog, "result").choose(AttemptResult.NO_ANSWER.value)
    dialog.submit()
    assert told[0].attempts == 1
