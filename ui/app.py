"""The program with a window: dressed, watched, shown — the first start, the sign-in or the desk."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from firstask_desktop.desk import Desk
from ui import crash, theme
from ui.main_window import MainWindow
from ui.memory import WindowMemory
from ui.page_list import Kit
from ui.prompts import Prompts
from ui.signals import DeskSignals

TURN = 0.001
"""Seconds that work beside the window may keep the interpreter while the window waits for it; usually five times that."""
MEMORY_FILE = "window.json"
LOCK_FILE = "window.lock"
log = logging.getLogger(__name__)


class Shell(QObject):
    """Holds what lives as long as the program: the first start page, then the window."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.first: QWidget | None = None
        self.window: MainWindow | None = None

    def begin(self) -> QWidget:
        """Show the first start where nothing is set up yet, else the window."""
        if self.kit.desk.house.ready:
            return self._window()
        from ui.pages.first_start import FirstStartPage

        page = FirstStartPage(self.kit.desk, self.kit.prompts)
        page.resize(980, 720)
        page.done.connect(self._set_up)
        self.first = page
        self._show(page)
        return page

    def _set_up(self, _person: object) -> None:
        self._window()
        if self.first is not None:
            self.first.close()
            self.first.deleteLater()
            self.first = None

    def _window(self) -> MainWindow:
        """The window, with who was here last signed in unless they have a PIN."""
        session = self.kit.desk.session
        if self.kit.desk.actor is None:
            last = session.last_person()
            person = self.kit.desk.house.person(last) if last else None
            if person is not None and person.login and not session.needs_pin(last):
                session.sign_in(last)
        self.window = MainWindow(self.kit)
        if self.kit.desk.actor is not None:
            self.window.begin()
        self._show(self.window)
        if self.kit.desk.actor is None:
            QTimer.singleShot(0, self.window, self.window.lock)
        return self.window

    def _show(self, made: QWidget) -> None:
        """Show a window, dressed only now that it is made."""
        theme.dress(application(()))
        made.show()


def make_kit(desk: Desk, folder: Path, prompts: Prompts | None = None) -> Kit:
    """What every page is given, for this desk and the window's memory in `folder`."""
    return Kit(desk, prompts or Prompts(), DeskSignals(desk.bulletin), WindowMemory(folder / MEMORY_FILE))


def application(argv: Sequence[str]) -> QApplication:
    """The one QApplication of the process."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    sys.setswitchinterval(TURN)
    app = QApplication([*(argv or sys.argv[:1]), *theme.STYLED])
    app.setProperty("styled", True)
    app.setApplicationName("firstask")
    app.setApplicationDisplayName("首问台")
    return app


def run(desk: Desk, data_folder: Path, argv: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed; the exit code.

    A second window on the same data folder works (the store takes turns) but is said, since it is rarely meant.
    """
    app = application(argv)
    kit = make_kit(desk, data_folder)
    theme.prepare(app, kit.memory.theme)
    watch = crash.install(log, kit.prompts)
    lock = QLockFile(str(data_folder / LOCK_FILE))
    lock.setStaleLockTime(0)
    alone = lock.tryLock(0)
    shell = Shell(kit)
    shown = shell.begin()
    if not alone:
        kit.prompts.tell(
            shown, "这个数据文件夹已在另一个窗口中打开。两边都可以登记，互不覆盖；如非有意，请关闭其中一个。"
        )
    code = app.exec()
    kit.signals.stop()
    watch.uninstall()
    lock.unlock()
    return int(code)


def refuse_to_start(message: str) -> int:
    """Say why the data file cannot be opened (damaged, newer, unreachable); nothing of it was touched. Exit code 1."""
    app = application(())
    theme.apply(app, "light")
    Prompts().warn(None, message, app.quit)
    app.exec()
    return 1


def construct_for_self_check(desk: Desk) -> QWidget:
    """Build the whole first view without showing it: what a frozen program must at least be able to do."""
    app = application(())
    kit = make_kit(desk, desk.folder)
    theme.apply(app, kit.memory.theme)
    if not desk.house.ready:
        from ui.pages.first_start import FirstStartPage

        return FirstStartPage(desk, kit.prompts)
    window = MainWindow(kit)
    if desk.actor is not None:
        window.enter()
    return window
