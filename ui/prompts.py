"""Questions and file choices: the only place that opens QMessageBox and QFileDialog. Nothing here blocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.prompt_boxes import Box, FileChoice

Then = Callable[[], None]
Answer = Callable[[bool], None]
Chosen = Callable[[Path], None]


class Prompts:
    """Everything a page may ask a person outside its own fields. Each call returns at once; answers come by callback.

    All text is shown as typed (plain). `filter` is Qt's, e.g. "Excel 工作簿 (*.xlsx)".
    """

    def tell(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        """Say something; `then` is called when it was read."""
        _box(parent, "tell", text).acknowledge(then)

    def warn(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        """Say something that went wrong; `then` is called when it was read."""
        _box(parent, "warn", text).acknowledge(then)

    def ask(
        self, parent: QWidget | None, text: str, yes_text: str, no_text: str, then: Answer, careful: bool = False
    ) -> None:
        """Ask; `then` gets True for yes, False for no, Esc and closing. `careful`: Enter means no."""
        _box(parent, "ask", text).put(yes_text, no_text, then, careful)

    def save_path(self, parent: QWidget | None, title: str, suggested: str, filter: str, then: Chosen) -> None:
        """Ask where to save; `suggested` is a file name or path. `then` is not called when the person gives up."""
        _file_choice(parent, title, filter, then).saving_as(suggested)

    def open_path(self, parent: QWidget | None, title: str, filter: str, then: Chosen) -> None:
        """Ask which file to read. `then` is not called when the person gives up."""
        _file_choice(parent, title, filter, then).reading()

    def folder(self, parent: QWidget | None, title: str, then: Chosen) -> None:
        """Ask for a folder. `then` is not called when the person gives up."""
        _file_choice(parent, title, "", then).for_folder()

    def bug(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        """Show an error of the program itself with its text to copy."""
        from ui.prompt_boxes import BugBox

        BugBox(parent, text, then).open()


def _box(parent: QWidget | None, kind: str, text: str) -> Box:
    from ui.prompt_boxes import Box

    return Box(parent, kind, text)


def _file_choice(parent: QWidget | None, title: str, kinds: str, then: Chosen) -> FileChoice:
    from ui.prompt_boxes import FileChoice

    return FileChoice(parent, title, kinds, then)
