"""Every step of a case is asked for in a dialog that refuses at its field, keeps what was typed and makes the move."""

import gc
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Acceptance, Answer, Asking, Await, Dispute, Merge, OutsideTold, Settlement
from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.flow import FLOW, Action
from firstask_desktop.domain.states import AttemptResult, CallbackResult, Ending, State, Verdict
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.editors import money
from ui.dialogs.perform import OFFERED, perform_action
from ui.dialogs.slip import SlipDialog
from ui.dialogs.staff_box import StaffBox
from ui.widgets.moment_edit import MomentEdit

__all__ = ["front_desk"]
Open = Callable[..., CaseDialog]
WITHOUT_DIALOG = {Action.REGISTER, Action.TASK_DONE}


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A page to open dialogs over."""
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def told() -> list[Case]:
    """The cases a page was told of."""
    return []


@pytest.fixture
def show(window: QWidget, prompts: Any, told: list[Case], front_desk: FrontDesk) -> Open:
    """Open the dialog of an action as somebody."""

    def opened(action: Action, case: Case, by: str = "欧阳丽华", **more: str) -> CaseDialog:
        dialog = perform_action(window, front_desk.of(by), prompts, action, case.id, told.append, **more)
        assert dialog is not None, prompts.said
        return dialog

    return opened


def field(dialog: CaseDialog, name: str) -> Any:
    return dialog.fields[name].editor


def type_in(dialog: CaseDialog, name: str, text: str) -> None:
    editor = field(dialog, name)
    box = editor.box if isinstance(editor, StaffBox) else editor
    (box.setPlainText if hasattr(box, "setPlainText") else box.setText)(text)


def in_state(front_desk: FrontDesk, state: State) -> Case:
    """A case brought to `state` by the desk's own moves."""
    desk = front_desk.desk
    if state is State.AWAIT_ACCEPTANCE:
        return front_desk.handed()
    if state is State.WITH_HANDLER:
        case = front_desk.handed()
        return front_desk.of("曾国强").cases.perform(Action.ACCEPT, case.id, Acceptance(readback="上门看外机排水管"))
    if state in (State.IN_HAND, State.SETTLED, State.ANSWERED, State.CLOSED):
        case = front_desk.ask(verdict=Verdict.OWN_POST)
        if state is State.IN_HAND:
            return case
        case = desk.cases.perform(Action.SETTLE, case.id, Settlement(result="外机排水管已接到地漏，不再滴水"))
        if state is State.SETTLED:
            return case
        reply = Answer(ending=Ending.SOLVED, text="外机排水管已接好，不再滴水", way="电话", at=front_desk.clock.now())
        case = desk.cases.perform(Action.ANSWER, case.id, reply)
        if state is State.ANSWERED:
            return case
        from firstask_desktop.domain.commands import Callback

        satisfied = Callback(result=CallbackResult.SATISFIED)
        return front_desk.of("周敏").cases.perform(Action.CALLBACK, case.id, satisfied)
    case = front_desk.ask()
    other = {
        State.AWAIT_REQUESTER: (
            Action.AWAIT,
            Await(cause="不在家", explained="到家后来电即可", resume_condition="到家", reaction="接受"),
        ),
        State.TO_FIND_OUT: (Action.FIND_OUT, Asking(doubt="是否在保修期", whom="曾国强", promise_at=at(15, 30))),
        State.TO_CONSULT: (Action.CONSULT, Asking(doubt="由谁承办", whom="周敏", promise_at=at(15, 30))),
        State.OUTSIDE_TOLD: (
            Action.OUTSIDE,
            OutsideTold(unit="供水公司", phone="96390", explanation="户外管网归供水公司", reaction="接受"),
        ),
        State.RULING: (Action.DISPUTE, Dispute(claimed=front_desk.id("周敏"), reason="周敏先接的电话")),
    }
    if state is State.MERGED:
        into = front_desk.ask(name="解大妈")
        return desk.cases.perform(Action.MERGE, case.id, Merge(into=into.id))
    return desk.cases.perform(*_move(other[state], case)) if state in other else case


def _move(made: tuple[Action, object], case: Case) -> tuple[Action, str, object]:
    return made[0], case.id, made[1]


WHO = {
    Action.ACCEPT: "曾国强",
    Action.RETURN: "曾国强",
    Action.RULE: "郑文斌",
    Action.TRANSFER: "郑文斌",
    Action.VOID: "郑文斌",
}
WHERE = {
    Action.SETTLE: State.IN_HAND, Action.FOUND_OUT: State.TO_FIND_OUT, Action.CONSULTED: State.TO_CONSULT,
    Action.RESUME: State.AWAIT_REQUESTER, Action.CALLBACK: State.ANSWERED, Action.REOPEN: State.CLOSED,
    Action.RULE: State.RULING, Action.UNMERGE: State.MERGED, Action.ANSWER: State.SETTLED,
    **dict.fromkeys([Action.ACCEPT, Action.RECORD_ACCEPT, Action.RETURN, Action.RECALL, Action.URGE], State.AWAIT_ACCEPTANCE),
}  # fmt: skip
NOTHING_NEEDED = {Action.URGE, Action.RESUME, Action.UNMERGE, Action.VISIT, Action.COMPLETE}


def test_every_step_of_the_flow_has_its_dialog() -> None:
    assert {move.action for move in FLOW} - WITHOUT_DIALOG == OFFERED


@pytest.mark.parametrize("action", sorted(OFFERED - {Action.FORM}))
def test_an_empty_dialog_refuses_at_a_field_and_stays_open(
    action: Action, show: Open, front_desk: FrontDesk, told: list[Case]
) -> None:
    case = in_state(front_desk, WHERE.get(action, State.ACCEPTED))
    dialog = show(action, case, WHO.get(action, "周敏" if action is Action.CALLBACK else "欧阳丽华"))
    for asked in dialog.fields.values():
        if hasattr(asked.editor, "clear"):
            asked.editor.clear()
    assert all(widget.accessibleName() for widget in (one.editor for one in dialog.fields.values()))
    dialog.submit()
    if action in NOTHING_NEEDED or action is Action.RECORD_ACCEPT:
        assert len(told) == 1
        return
    refusals = [one.refusal for one in dialog.fields.values() if one.refusal]
    assert not told
    assert refusals, dialog.refusal.text.text()
    assert dialog.isVisible()


def test_what_a_guest_is_called_is_shown_as_typed(show: Open, front_desk: FrontDesk) -> None:
    dialog = show(Action.HAND_OFF, front_desk.ask(name="<b>x</b>", words="<img src=x>漏水"))
    shown = [label for label in dialog.findChildren(QLabel) if "<b>x</b>" in label.text()]
    assert shown
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel) if label.text())


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


def test_a_forbidden_phrase_is_told_while_typing_and_replaced_with_one_key(show: Open, front_desk: FrontDesk) -> None:
    dialog = show(Action.PROGRESS, front_desk.ask())
    type_in(dialog, "text", "已联系楼上业主，我们也没办法")
    box: StaffBox = field(dialog, "text")
    assert "没办法" in box.notice.text.text()
    assert box.notice.isVisible()
    dialog.submit()
    assert dialog.fields["text"].refusal
    dialog.replace_phrase()
    assert "没办法" not in box.value()
    assert not box.notice.isVisible()


def test_a_quotation_of_the_requester_passes_and_is_counted(
    show: Open, front_desk: FrontDesk, told: list[Case]
) -> None:
    case = front_desk.ask()
    dialog = show(Action.PROGRESS, case)
    type_in(dialog, "text", "楼上业主回电说他没办法，已约物业陪同下午上门")
    box: StaffBox = field(dialog, "text")
    box.quote.setChecked(True)
    dialog.submit()
    assert told
    assert front_desk.desk.cases.file(case.id).timeline[-1].entry.quoted == 1


def test_a_promise_outside_hours_passes_only_when_confirmed(
    show: Open, front_desk: FrontDesk, told: list[Case]
) -> None:
    dialog: Any = show(Action.PROMISE, front_desk.ask())
    box = field(dialog, "promise_at")
    box.edit.set_text("今天 22:00")
    field(dialog, "reason").box.setText("楼上业主晚上才到家")
    field(dialog, "told").setChecked(True)
    dialog.submit()
    assert dialog.fields["promise_at"].refusal
    assert box.outside.isVisible()
    box.outside.setChecked(True)
    dialog.submit()
    assert told[0].promise_at == at(22)


def test_words_that_are_no_time_are_refused_at_the_promise(show: Open, front_desk: FrontDesk) -> None:
    dialog = show(Action.PROMISE, front_desk.ask())
    field(dialog, "promise_at").edit.set_text("尽快")
    dialog.submit()
    assert dialog.fields["promise_at"].refusal
    assert field(dialog, "promise_at").text() == "尽快"


def test_a_year_without_announced_holidays_is_said(show: Open, front_desk: FrontDesk) -> None:
    dialog = show(Action.PROMISE, front_desk.ask())
    box: Any = field(dialog, "promise_at")
    box.edit.box.setText("2031-01-06 10:00")
    box.edit.box.textEdited.emit("2031-01-06 10:00")
    assert "未公布" in box.said.text()


def test_a_draft_survives_a_kill_and_goes_with_the_move(show: Open, front_desk: FrontDesk, told: list[Case]) -> None:
    case = front_desk.ask()
    dialog = show(Action.PROGRESS, case)
    type_in(dialog, "text", "已到现场，拍了照片")
    dialog.save_draft()
    dialog.deleteLater()
    again = show(Action.PROGRESS, case)
    assert field(again, "text").value() == "已到现场，拍了照片"
    assert again.restored.isVisible()
    again.submit()
    assert told
    assert front_desk.desk.drafts.load(again.draft_key) == {}


def test_escape_asks_before_it_throws_away_and_then_forgets(show: Open, front_desk: FrontDesk, prompts: Any) -> None:
    case = front_desk.ask()
    dialog = show(Action.PROGRESS, case)
    type_in(dialog, "text", "已到现场")
    dialog.save_draft()
    dialog.reject()
    assert dialog.isVisible()
    prompts.reply(False)
    assert field(dialog, "text").value() == "已到现场"
    dialog.reject()
    prompts.reply(True)
    assert front_desk.desk.drafts.load(dialog.draft_key) == {}


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


def test_a_missing_name_asks_for_the_reason_only_then(show: Open, front_desk: FrontDesk) -> None:
    dialog: Any = show(Action.TO_REACH, front_desk.ask())
    assert not dialog.fields["name_reason"].isVisible()
    dialog.fields["name"].editor.setText("")
    dialog.fields["name"].editor.edited.emit()
    assert dialog.fields["name_reason"].isVisible()


def test_the_complaint_form_saves_what_the_case_does_not_know(
    show: Open, front_desk: FrontDesk, told: list[Case]
) -> None:
    case = front_desk.ask(kind="投诉", complaint_level="一般", involved="工程部")
    dialog: Any = show(Action.FORM, case)
    field(dialog, "level").set_value("")
    dialog.submit()
    assert dialog.fields["level"].refusal
    field(dialog, "level").set_value("重要")
    type_in(dialog, "investigation", "已查看，外机排水管脱落")
    type_in(dialog, "compensation_fen", "12.50")
    dialog.submit()
    complaint = front_desk.desk.cases.file(case.id).complaint
    assert complaint is not None
    assert (complaint.level, complaint.compensation_fen) == ("重要", 1250)
    assert complaint.investigation == "已查看，外机排水管脱落"


@pytest.mark.parametrize("typed", ["十二", "-1", "1.234", "1e9", "nan", "99999999"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    from firstask_desktop.errors import Refused

    with pytest.raises(Refused):
        money(typed, "compensation_fen")


def test_a_move_out_of_order_is_refused_in_words_and_opens_nothing(
    window: QWidget, prompts: Any, front_desk: FrontDesk, told: list[Case]
) -> None:
    case = front_desk.handed()
    assert perform_action(window, front_desk.desk, prompts, Action.SETTLE, case.id, told.append) is None
    assert "待签收" in prompts.said[0][1]


def test_ctrl_enter_submits_from_a_text_box(show: Open, front_desk: FrontDesk, qtbot: QtBot, told: list[Case]) -> None:
    dialog = show(Action.PROGRESS, front_desk.ask())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    type_in(dialog, "text", "已到现场，换好了灯管")
    qtbot.keyClick(field(dialog, "text").box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told


def test_the_slip_is_copied_and_written_as_pdf(
    qtbot: QtBot, prompts: Any, front_desk: FrontDesk, tmp_path: Any
) -> None:
    slip = SlipDialog(front_desk.desk, prompts, front_desk.ask().id)
    qtbot.addWidget(slip)
    slip.open()
    slip.copy_all()
    assert "欧阳丽华" in QApplication.clipboard().text()
    prompts.path = tmp_path / "slip.pdf"
    slip.save_pdf()
    assert prompts.path.read_bytes().startswith(b"%PDF")
    assert prompts.suggested.endswith(".pdf")


def test_dialogs_opened_and_closed_again_and_again_leave_nothing_behind(
    show: Open, front_desk: FrontDesk, window: QWidget, qapp: QApplication
) -> None:
    case = front_desk.ask()
    for _ in range(12):
        for action in (Action.HAND_OFF, Action.ANSWER, Action.PROMISE):
            show(action, case).reject()
        gc.collect()
        qapp.sendPostedEvents(None, 52)
        qapp.processEvents()
    assert window.findChildren(CaseDialog) == []
    assert not [one for one in qapp.allWidgets() if isinstance(one, MomentEdit)]


@pytest.mark.behaviour(77)
def test_the_three_tellings_are_ticked_one_by_one_and_the_limit_is_required(
    show: Open, front_desk: FrontDesk, told: list[Case]
) -> None:
    matter = next(one for one in front_desk.desk.house.matters() if one.rule and one.procedure and not one.instant)
    case = front_desk.ask(
        verdict=Verdict.OWN_POST, matter=matter.id, told_limit=False, told_procedure=True, promise_at=at(10, 30)
    )
    dialog = show(Action.START, case)
    assert any(matter.rule in label.text() for label in dialog.findChildren(QLabel))
    assert field(dialog, "told_procedure").isChecked() and not field(dialog, "told_rule").isChecked()
    field(dialog, "promise_at").set_value(at(10, 30))
    field(dialog, "told_rule").setChecked(True)
    dialog.submit()
    assert "M4.6 [77]" in dialog.fields["told"].refusal and not told
    field(dialog, "told").setChecked(True)
    dialog.submit()
    assert (told[0].told_rule, told[0].told_procedure, told[0].told_limit) == (True, True, True)


@pytest.mark.behaviour(83)
def test_a_no_is_explained_from_a_template_and_the_reaction_is_asked(
    show: Open, front_desk: FrontDesk, told: list[Case], qtbot: QtBot
) -> None:
    dialog = show(Action.ANSWER, front_desk.ask(verdict=Verdict.OWN_POST))
    assert isinstance(dialog, AnswerDialog)
    assert dialog.explaining.isHidden()
    dialog.ending.choose(Ending.CLEAR_ANSWER.value)
    assert not dialog.explaining.isHidden()
    qtbot.keyClick(dialog.explain, Qt.Key.Key_1)
    assert dialog.text.value().startswith("您的要求我记下了")
    type_in(dialog, "text", "按装修管理规定外机不能移位，可以加装接水盘")
    dialog.way.choose("当面")
    dialog.submit()
    assert "M4.7 [83]" in dialog.fields["reaction"].refusal and not told
    dialog.reaction.choose("接受")
    dialog.submit()
    assert told and told[0].reaction == "接受"
