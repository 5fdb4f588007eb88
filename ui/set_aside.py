"""What a person had open when the desk was locked: written down, taken off the screen, and given back to them alone (T9)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QToolTip

from firstask_desktop.domain.values import dataclass
from ui.behind_lock import JobsBehind
from ui.clip import forget_copied
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.sign_in import SignInDialog
from ui.dialogs.typed_text import put_typed_back, typed
from ui.locking import left_by
from ui.reopening import reopen

if TYPE_CHECKING:
    from pathlib import Path

    from ui.dialogs.import_parts import Plan
    from ui.main_window import MainWindow
    from ui.pages.format_grid import Draft

OPEN = "open"


@dataclass(frozen=True, slots=True)
class Left:
    """One dialog as it was left: which, about what, with which words in its fields."""

    kind: str
    ids: tuple[str, ...]
    typed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person was: kept in memory only, for whoever signs in next."""

    person: str
    page: str
    case: str
    form: Draft | None
    book: tuple[str, Path, Plan | None] | None


class SetAside(QObject):
    """`put(person)` clears the screen, `bring_back(person)` opens again what that person had open.

    Typed words lie on the disk under the person, as drafts do; nobody else is shown them.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._drafts = window.kit.desk.drafts
        self._place: Place | None = None
        self._held: dict[str, list[Left]] = {}
        self.jobs = JobsBehind(window.kit.prompts, window)

    # ------------------------------------------------------------ away

    def put(self, person: str) -> list[QDialog]:
        """Write down what is open and half-typed, let long work go on, and take everything off the screen.

        The dialogs that go; Qt deletes them later.
        """
        QGuiApplication.inputMethod().commit()
        dialogs = [one for one in self._window.findChildren(QDialog) if one.isVisible()]
        if person:
            self._keep(person, [*self._kept(person), *self._left_open(dialogs)])
            self._place = self._where(person, dialogs)
            self.jobs.take(self._window, person)
        self._clear(dialogs)
        return dialogs

    def _where(self, person: str, dialogs: Sequence[QDialog]) -> Place:
        from ui.pages.case_page import CasePage

        window = self._window
        shown = window.stack.currentWidget()
        case = shown.file.case.id if isinstance(shown, CasePage) and shown.file is not None else ""
        book = next((one.put_aside() for one in dialogs if isinstance(one, ImportDialog)), None)
        return Place(person, window.nav.current, case, self._unsaved_form(), book)

    def _unsaved_form(self) -> Draft | None:
        """A record format with changes nobody saved."""
        if "settings" not in self._window.pages:
            return None
        from ui.pages.formats_page import FormatsPanel

        panels = self._window.pages["settings"].findChildren(FormatsPanel)
        return next((panel.unsaved() for panel in panels), None)

    def _clear(self, dialogs: Sequence[QDialog]) -> None:
        """Innermost first; nothing is answered and nothing is thrown away by it."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for dialog in reversed(dialogs):
            dialog.hide()
            dialog.deleteLater()
        QToolTip.hideText()
        forget_copied()

    # ------------------------------------------------------------ back

    def bring_back(self, person: str) -> None:
        """Open what this person had open; what does not open any more stays written down."""
        place, self._place = self._place, None
        if place is not None and place.person == person:
            self._go_back(place)
        stays = [left for left in self._kept(person) if not self._reopen(left)]
        self._keep(person, stays)
        self.jobs.tell(person)

    def _go_back(self, place: Place) -> None:
        window = self._window
        if place.page and place.page != window.nav.current:
            window.go(place.page)
        if place.case:
            window.open_case(place.case)
        if place.form is not None:
            from ui.pages.settings_page import FORMATS, SettingsPage

            page = window.page("settings")
            part = page.show_part(FORMATS) if isinstance(page, SettingsPage) else None
            getattr(part, "take_up", _nothing)(place.form)
        if place.book is not None:
            key, path, plan = place.book
            kit = window.kit
            ImportDialog(kit.desk, kit.prompts, kit.memory, key, window).take_up(path, plan)

    def _reopen(self, left: Left) -> bool:
        dialog = reopen(self._window, left.kind, left.ids)
        if dialog is None:
            return False
        if not isinstance(dialog, CaseDialog):  # that one has put its own draft back
            put_typed_back(dialog, left.typed)
        return True

    # ------------------------------------------------------------ on the disk

    def _left_open(self, dialogs: Sequence[QDialog]) -> list[Left]:
        """The forms among these dialogs as they stand; those about a case keep a draft of their own."""
        found = []
        for dialog in dialogs:
            if isinstance(dialog, FormDialog) and not isinstance(dialog, SignInDialog):
                if isinstance(dialog, CaseDialog):
                    self._window.disk.during(dialog.save_draft)
                words = {} if isinstance(dialog, CaseDialog) else typed(dialog)
                found.append(Left(type(dialog).__name__, dialog.ids(), words))
        return found

    def _keep(self, person: str, left: list[Left]) -> None:
        """Write it down; a disk that takes nothing does not keep the desk from being locked, the memory has it too."""
        self._held[person] = left
        self._window.disk.during(partial(self._drafts.save, left_by(person), {OPEN: _packed(left)}))

    def _kept(self, person: str) -> list[Left]:
        if person in self._held:
            return self._held[person]
        kept = self._drafts.load(left_by(person)).get(OPEN, "")
        return [Left(kind, tuple(ids), words) for kind, ids, words in json.loads(kept or "[]")]


def _packed(left: Sequence[Left]) -> str:
    return json.dumps([[one.kind, one.ids, one.typed] for one in left], ensure_ascii=True) if left else ""


def _nothing(_form: object) -> None:
    """A part of the settings that is not there any more takes nothing up."""
