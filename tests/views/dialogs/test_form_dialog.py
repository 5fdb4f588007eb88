"""A dialog keeps what was typed until the desk took it or the person threw it away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from firstask_desktop.errors import Refused
from ui.dialogs.form_dialog import FormDialog
from ui.prompts import Prompts
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.field import Field


@dataclass(frozen=True, slots=True)
class Handoff:
    """The command of this dialog."""

    to: str
    task: str


class HandoffDialog(FormDialog):
    """Two fields."""

    def __init__(self, prompts: Prompts, submit: Callable[[object], None], parent: QWidget) -> None:
        super().__init__("转办", prompts, submit, parent=parent)
        self.to, self.task = LineBox("转给"), TextBox("要做什么")
        self.add(Field("转给", self.to, name="to", required=True))
        self.add(Field("要做什么", self.task, name="task"))

    def value(self) -> Handoff:
        """The command."""
        return Handoff(self.to.value(), self.task.value())


class Page:
    """Takes commands; refuses departments."""

    def __init__(self) -> None:
        self.taken: list[object] = []

    def take(self, command: object) -> None:
        """Take a command or refuse it."""
        assert isinstance(command, Handoff)
        if command.to == "工程部":
            raise Refused("必须落到具体的人", code="named", field="to", clause="M4.8")
        if command.to == "disk":
            raise Refused("磁盘已满", code="disk_full")
        if command.to == "bug":
            raise ZeroDivisionError
        self.taken.append(command)


@pytest.fixture
def page() -> Page:
    """Who takes the command."""
    return Page()


@pytest.fixture
def dialog(qtbot: QtBot, prompts: Any, page: Page) -> Iterator[HandoffDialog]:
    """The open dialog."""
    parent = QWidget()
    qtbot.addWidget(parent)
    made = HandoffDialog(prompts, page.take, parent)
    parent.show()
    with qtbot.waitActive(made):
        made.open()
        made.activateWindow()
    yield made


def test_the_cursor_is_in_the_first_field_and_ctrl_enter_gives_the_command(
    dialog: HandoffDialog, page: Page, qtbot: QtBot
) -> None:
    assert dialog.to.hasFocus()
    dialog.to.set_value("曾国强")
    dialog.task.setFocus()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.task, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.taken == [Handoff("曾国强", "")]


def test_enter_goes_on_to_the_next_field(dialog: HandoffDialog, page: Page, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.to, Qt.Key.Key_Return)
    assert dialog.task.hasFocus() and dialog.isVisible() and page.taken == []


def test_a_refusal_goes_to_its_field_and_nothing_typed_is_lost(dialog: HandoffDialog, page: Page) -> None:
    dialog.to.set_value("工程部")
    dialog.task.set_value("上门查看")
    dialog.task.setFocus()
    dialog.submit()
    assert dialog.isVisible() and dialog.to.hasFocus()
    assert dialog.fields["to"].refusal == "必须落到具体的人（M4.8）"
    assert (dialog.to.value(), dialog.task.value()) == ("工程部", "上门查看")
    dialog.to.set_value("曾国强")
    dialog.submit()
    assert page.taken == [Handoff("曾国强", "上门查看")]


def test_a_refusal_without_a_field_stands_at_the_top(dialog: HandoffDialog) -> None:
    dialog.to.set_value("disk")
    dialog.submit()
    assert dialog.refusal.isVisible() and dialog.refusal.text.text() == "磁盘已满"
    assert dialog.isVisible()


def test_a_bug_is_not_hidden_and_keeps_the_dialog(dialog: HandoffDialog) -> None:
    dialog.to.set_value("bug")
    with pytest.raises(ZeroDivisionError):
        dialog.submit()
    assert dialog.isVisible() and dialog.to.value() == "bug"


def test_escape_asks_before_it_throws_typing_away(dialog: HandoffDialog, prompts: Any, qtbot: QtBot) -> None:
    dialog.to.set_value("曾")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and prompts.said == [("ask", "放弃已经填写的内容？")]
    prompts.reply(False)
    assert dialog.isVisible() and dialog.to.value() == "曾"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    with qtbot.waitSignal(dialog.rejected):
        prompts.reply(True)


def test_escape_closes_an_untouched_dialog_at_once(dialog: HandoffDialog, prompts: Any, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert prompts.said == []


def test_a_long_form_fits_the_screen(qtbot: QtBot, prompts: Any, page: Page, dressed: QApplication) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = HandoffDialog(prompts, page.take, parent)
    for number in range(40):
        made.add(Field(f"栏 {number}", LineBox("栏"), name=f"f{number}"))
    made.open()
    assert made.height() <= made.screen().availableGeometry().height()
    made.refuse(Refused("缺", code="x", field="f39"))
    field = made.fields["f39"]
    assert made.rect().contains(field.editor.mapTo(made, field.editor.rect().center()))
    made.done(0)
