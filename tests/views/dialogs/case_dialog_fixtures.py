"""A dialog of a case on a real desk, shown as a page shows it.

Import the fixtures by name.
"""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Acceptance, Answer, Asking, Await, Dispute, Merge, OutsideTold, Settlement
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import CallbackResult, Ending, State, Verdict
from tests.views.desk_fixtures import FrontDesk, at
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.perform import perform_action
from ui.dialogs.staff_box import StaffBox

Open = Callable[..., CaseDialog]


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
