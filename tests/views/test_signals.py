"""What was committed reaches the pages once, on the window's thread."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

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


def told_by_a_worker(bulletin: Bulletin, changes: Sequence[Changed]) -> None:
    """An import on its own thread, to its end, while the window does not get its turn."""

    def tell() -> None:
        for change in changes:
            bulletin.tell(change)

    worker = threading.Thread(target=tell)
    worker.start()
    worker.join()


def test_a_few_changes_of_a_worker_are_heard_one_by_one_in_their_order(qtbot: QtBot) -> None:
    bulletin, page = Bulletin(), Page()
    signals = DeskSignals(bulletin)
    signals.changed.connect(page.hear)
    changes = [replace(CHANGE, subject=f"A-{number}") for number in range(3)]
    told_by_a_worker(bulletin, changes)
    qtbot.waitUntil(lambda: bool(page.heard))
    assert page.heard == [(change, True) for change in changes]


def test_an_import_of_many_rows_refreshes_the_window_once(qtbot: QtBot) -> None:
    bulletin, page = Bulletin(), Page()
    signals = DeskSignals(bulletin)
    signals.changed.connect(page.hear)
    ids = [f"A-{number}" for number in range(1_000)]
    changes = [Changed("case.import", each, "p-1", {"cases": (each,), "entries": (f"{each}.2",)}) for each in ids]
    told_by_a_worker(bulletin, [*changes, changes[0]])
    qtbot.waitUntil(lambda: bool(page.heard))
    entries = tuple(f"{each}.2" for each in ids)
    assert page.heard == [(Changed("case.import", "", "p-1", {"cases": tuple(ids), "entries": entries}), True)]
    assert page.heard[0][0].concerns("A-999") and not page.heard[0][0].concerns("A-1000")  # type: ignore[attr-defined]
    bulletin.tell(CHANGE)
    assert page.heard[1:] == [(CHANGE, True)]


def test_after_stop_nothing_is_heard(dressed: object, heard: Callable[[object], list[object]]) -> None:
    bulletin = Bulletin()
    signals = DeskSignals(bulletin)
    told = heard(signals.changed)
    signals.stop()
    bulletin.tell(CHANGE)
    assert told == []
