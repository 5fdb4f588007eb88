"""Locking the desk, by F12 or because it was left alone: nothing of one person's work stays for another (T9)."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from firstask_desktop.domain.people import IDLE_KEY
from ui.idle import IdleHint, IdleWatch

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.set_aside import SetAside

SOON_MS = 200


def left_by(person: str) -> str:
    """Under which draft lies what a person had open."""
    return f"aside/{person}"


class DeskLock(QObject):
    """`lock()` takes everything off the screen and asks who is there; `unlocked()` gives a person back what they had.

    It locks by itself after so many seconds without input as the settings say.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._aside: SetAside | None = None
        self._going: list[QWidget] = []
        self.hint = IdleHint(window)
        self.watch = IdleWatch(self._limit, self)
        self.watch.due.connect(self.lock)
        self.watch.left.connect(self.hint.say)

    def _limit(self) -> int:
        desk = self._window.kit.desk
        return desk.house.limit(IDLE_KEY) if desk.session.person_id else 0

    @property
    def aside(self) -> SetAside:
        """What was open; made when it is first needed, for a start has no use of it."""
        if self._aside is None:
            from ui.set_aside import SetAside

            self._aside = SetAside(self._window)
        return self._aside

    def lock(self) -> None:
        """Nobody is signed in: what was half-typed is kept, pages and dialogs are gone, the next person is asked for."""
        window, session = self._window, self._window.kit.desk.session
        here = session.person_id
        window.keep()
        self._going = [*window.pages.values(), *self.aside.put(here)]
        window.leave()
        session.sign_out()
        window.reminders.refresh()
        QTimer.singleShot(0, self, self._forget)
        self._ask_who(here or session.last_person())

    def unlocked(self) -> None:
        """Somebody signed in: what they left open when they went, also before the program was closed."""
        person = self._window.kit.desk.session.person_id
        if self._aside is not None or self._window.kit.desk.drafts.load(left_by(person)):
            self.aside.bring_back(person)

    def _forget(self) -> None:
        """What the last person's pages leave behind is collected, while nobody types; not before they are gone.

        A page taken off the stack belongs to nobody but Python: collected before Qt has deleted it, it would take its
        children with it in no order.
        """
        self._going = [one for one in self._going if isValid(one)]
        if self._going:
            QTimer.singleShot(SOON_MS, self, self._forget)
            return
        gc.unfreeze()
        gc.collect()

    def _ask_who(self, person_id: str) -> None:
        from ui.dialogs.sign_in import SignInDialog

        window = self._window
        SignInDialog(window.kit.desk, window.kit.prompts, window.signed_in, person_id, window).open()
