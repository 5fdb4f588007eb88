"""The dialogs around a stay and a colleague: preparations before arrival, completing, who asks ([2] [29] [30] [44])."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Completion
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Verdict
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.completion import CompletionDialog
from ui.dialogs.perform import perform_action

__all__ = ["front_desk"]
Open = Callable[..., CaseDialog]


@pytest.fixture
def show(qtbot: QtBot, prompts: Any, front_desk: FrontDesk) -> Open:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()

    def opened(action: Action, case: Case) -> CaseDialog:
        dialog = perform_action(page, front_desk.desk, prompts, action, case.id, _nothing)
        assert dialog is not None, prompts.said
        return dialog

    return opened


def _nothing(_case: Case) -> None:
    """The test looks at the desk itself."""


@pytest.mark.behaviour(29)
def test_a_preparation_is_due_the_houses_minutes_before_the_guest_arrives(show: Open, front_desk: FrontDesk) -> None:
    case = front_desk.ask(verdict=Verdict.OWN_POST, stage="到店前", arrival_at=at(20))
    dialog = show(Action.TASK, case)
    due = dialog.fields["due_at"].editor
    assert due.value() == at(18)  # type: ignore[attr-defined]
    offered = [one.label for one in due._quick]  # type: ignore[attr-defined]
    assert offered[:2] == ["到店前 2 小时", "到店前 4 小时"]
    dialog.fields["text"].editor.set_value("备好婴儿床")  # type: ignore[attr-defined]
    dialog.submit()
    (task,) = front_desk.desk.cases.file(case.id).tasks
    assert (task.text, task.due_at) == ("备好婴儿床", at(20) - timedelta(hours=2))


@pytest.mark.behaviour(29)
def test_without_an_arrival_the_usual_times_are_offered(show: Open, front_desk: FrontDesk) -> None:
    dialog = show(Action.TASK, front_desk.ask(verdict=Verdict.OWN_POST))
    assert dialog.fields["due_at"].editor.value() is None  # type: ignore[attr-defined]


@pytest.mark.behaviour(2, 44)
def test_completing_picks_a_colleague_from_the_list_and_what_waits_for_them(show: Open, front_desk: FrontDesk) -> None:
    guest = front_desk.ask()
    case = front_desk.ask(name="曾国强", phone="13900139000", room="")
    dialog = show(Action.COMPLETE, case)
    assert isinstance(dialog, CompletionDialog)
    assert dialog.fields["requester_staff"].isHidden()
    dialog.identity.set_value("员工" if dialog.identity.findData("员工") >= 0 else "")
    if not dialog.identity.value():
        dialog.identity.addItem("员工", "员工")
        dialog.identity.set_value("员工")
    dialog.identity.edited.emit()
    assert not dialog.fields["requester_staff"].isHidden()
    dialog.submit()
    assert "请从员工名单中选择提出人" in dialog.fields["requester_staff"].refusal
    dialog.staff.set_value(front_desk.id("曾国强"))
    dialog.blocks.set_value(guest.id)
    dialog.submit()
    done = front_desk.desk.cases.get(case.id)
    assert (done.requester_staff, done.blocks) == (front_desk.id("曾国强"), guest.id)


@pytest.mark.behaviour(30)
def test_only_what_was_changed_is_given_on(show: Open, front_desk: FrontDesk) -> None:
    dialog = show(Action.COMPLETE, front_desk.ask())
    assert isinstance(dialog, CompletionDialog)
    assert dialog.value() == Completion()
