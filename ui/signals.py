"""Committed commands become one Qt signal on the window's thread."""

import threading

from PySide6.QtCore import QObject, Qt, QThread, Signal

from firstask_desktop.events import Bulletin, Changed, Gathering


class DeskSignals(QObject):
    """Emits `changed(Changed)` for committed commands, always on the thread this object lives on.

    Told on that thread it emits at once; told by a worker it waits for its turn, and what came meanwhile is told with
    it: a thousand imported rows refresh the window once, not a thousand times. Call `stop` before throwing it away.
    """

    changed = Signal(object)
    _crossed = Signal()

    def __init__(self, bulletin: Bulletin, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bulletin = bulletin
        self._lock = threading.Lock()
        self._waiting = Gathering()
        self._crossed.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        bulletin.listen(self._told)

    def stop(self) -> None:
        """Hear no more of the bulletin."""
        self._bulletin.forget(self._told)

    def _told(self, change: Changed) -> None:
        if QThread.currentThread() is self.thread():
            self.changed.emit(change)
            return
        with self._lock:
            first = not self._waiting
            self._waiting.add(change)
        if first:
            self._crossed.emit()

    def _pass_on(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, Gathering()
        for change in waiting.told():
            self.changed.emit(change)
