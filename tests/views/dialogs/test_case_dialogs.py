"""Every step of a case is asked for in a dialog that refuses at its field, keeps what was typed and makes the move."""

import gc
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.flow import FLOW, Action
from firstask_desktop.domain.states import Ending, State, Verdict
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.dialogs.case_dialog_fixtures import Open, field, in_state, show, told, type_in, window
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.editors import money
from ui.dialogs.perform import OFFERED, perform_action
from ui.dialogs.slip import SlipDialog
from ui.dialogs.staff_box import StaffBox
from ui.widgets.moment_edit import MomentEdit

__all__ = ["front_desk", "show", "told", "window"]

WITHOUT_DIALOG = {Action.REGISTER, Action.TASK_DONE}
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
