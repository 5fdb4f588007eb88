"""What every view test stands on: the dressed program, a desk that records its questions, a window memory."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.views.desk_fixtures import FrontDesk
from ui import theme
from ui.main_window import MainWindow
from ui.memory import WindowMemory
from ui.page_list import Kit
from ui.prompts import Answer, Chosen, Prompts, Then
from ui.signals import DeskSignals

W = TypeVar("W", bound=QWidget)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@dataclass
class RecordingPrompts(Prompts):
    """Records what a person was asked. `reply(True)` answers the open question; `path` is every file choice.

    `said` holds (kind, text) pairs: tell, warn, ask, bug, save, open, folder. A `path` of None gives up.
    """

    said: list[tuple[str, str]] = field(default_factory=list)
    path: Path | None = None
    suggested: str = ""
    open_questions: list[Answer] = field(default_factory=list)

    def tell(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        """Read at once."""
        self._read("tell", text, then)

    def warn(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        """Read at once."""
        self._read("warn", text, then)

    def bug(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        """Read at once."""
        self._read("bug", text, then)

    def ask(
        self, parent: QWidget | None, text: str, yes_text: str, no_text: str, then: Answer, careful: bool = False
    ) -> None:
        """Stays open until `reply`."""
        self.said.append(("ask", text))
        self.open_questions.append(then)

    def reply(self, yes: bool) -> None:
        """Answer the last open question."""
        self.open_questions.pop()(yes)

    def save_path(self, parent: QWidget | None, title: str, suggested: str, filter: str, then: Chosen) -> None:
        """Choose `path`."""
        self.suggested = suggested
        self._choose("save", title, then)

    def open_path(self, parent: QWidget | None, title: str, filter: str, then: Chosen) -> None:
        """Choose `path`."""
        self._choose("open", title, then)

    def folder(self, parent: QWidget | None, title: str, then: Chosen) -> None:
        """Choose `path`."""
        self._choose("folder", title, then)

    def _read(self, kind: str, text: str, then: Then | None) -> None:
        self.said.append((kind, text))
        if then is not None:
            then()

    def _choose(self, kind: str, title: str, then: Chosen) -> None:
        self.said.append((kind, title))
        if self.path is not None:
            then(self.path)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The program in its light theme, whatever a test did to it."""
    if qapp.property("theme") != "light":
        theme.apply(qapp, "light")
    yield qapp
    QCoreApplication.sendPostedEvents(
        None, QEvent.Type.DeferredDelete.value
    )  # windows left to be deleted slow the next
    if theme.colours().name != "light":
        theme.apply(qapp, "light")


@pytest.fixture
def prompts() -> RecordingPrompts:
    """A desk that records its questions."""
    return RecordingPrompts()


@pytest.fixture
def memory(tmp_path: Path) -> WindowMemory:
    """A window memory of its own."""
    return WindowMemory(tmp_path / "window.json")


class Show(Protocol):
    """`show(widget, (1200, 700))`: the widget in front of a person, active and ready for keys."""

    def __call__(self, widget: W, size: tuple[int, int] | None = None) -> W:
        """Show it and give it back."""
        ...


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows a widget, holds it as the program does, and closes it after the test."""
    held: list[QWidget] = []

    def shown(widget: W, size: tuple[int, int] | None = None) -> W:
        held.append(widget)
        qtbot.addWidget(widget)
        if size:
            widget.resize(*size)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    yield shown
    held.clear()


@pytest.fixture
def signals(front_desk: FrontDesk) -> Iterator[DeskSignals]:
    """What the desk commits, told to the pages."""
    made = DeskSignals(front_desk.desk.bulletin)
    yield made
    made.stop()


@pytest.fixture
def kit(front_desk: FrontDesk, prompts: RecordingPrompts, signals: DeskSignals, memory: WindowMemory) -> Kit:
    """What the window is made of."""
    return Kit(front_desk.desk, prompts, signals, memory)


@pytest.fixture
def window(kit: Kit, show: Show) -> MainWindow:
    """The whole window with 欧阳丽华 of the front desk signed in."""
    made = show(MainWindow(kit), (1366, 768))
    made.enter()
    return made


@pytest.fixture
def heard() -> Callable[[object], list[tuple[object, ...]]]:
    """`told = heard(signal)`: a list that grows with every emission's arguments."""

    def listen(signal: object) -> list[tuple[object, ...]]:
        told: list[tuple[object, ...]] = []

        def remember(*what: object) -> None:
            told.append(what)

        signal.connect(remember)  # type: ignore[attr-defined]
        return told

    return listen
