"""What was committed reaches the pages once, on the window's thread."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from firstask_desktop.events import Bulletin, Changed
from ui.signals import DeskSignals

CHANGE = Changed("hand_off", "A-1", "p-1", {"cases": ("A-1",)})


class Page(QObject):
    """A page that hears of changes."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[object, bool]] = []

    def hear(self, change: object) -> None:
        """Remember it and whether this is the page's own thread."""
        self.heard.append((change, QThread.currentThread() is self.thread()))


def test_a_change_told_here_is_heard_at_once(dressed: object) -> None:
    bulletin, page = Bulletin(), Page()
    signals = DeskSignals(bulletin)
    signals.changed.connect(page.hear)
    bulletin.tell(CHANGE)
    assert page.heard == [(CHANGE, True)]


def test_a_change_told_by_a_worker_is_heard_on_the_windows_thread(qtbot: QtBot) -> None:
    bulletin, page = Bulletin(), Page()
    signals = DeskSignals(bulletin)
    signals.changed.connect(page.hear)
    worker = threading.Thread(target=bulletin.tell, args=(CHANGE,))
    with qtbot.waitSignal(signals.changed):
        worker.start()
    worker.join()
    assert page.heard == [(CHANGE, True)]


def test_after_stop_nothing_is_heard(dressed: object, heard: Callable[[object], list[object]]) -> None:
    bulletin = Bulletin()
    signals = DeskSignals(bulletin)
    told = heard(signals.changed)
    signals.stop()
    bulletin.tell(CHANGE)
    assert told == []
