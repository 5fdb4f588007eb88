"""Committed commands become one Qt signal on the window's thread."""

from PySide6.QtCore import QObject, Signal

from firstask_desktop.events import Bulletin, Changed


class DeskSignals(QObject):
    """Emits `changed(Changed)` for every committed command, always on the thread this object lives on.

    Told on that thread it emits at once; told by a worker it is queued. Call `stop` before throwing it away.
    """

    changed = Signal(object)
    _crossed = Signal(object)

    def __init__(self, bulletin: Bulletin, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bulletin = bulletin
        self._crossed.connect(self._pass_on)
        bulletin.listen(self._told)

    def stop(self) -> None:
        """Hear no more of the bulletin."""
        self._bulletin.forget(self._told)

    def _told(self, change: Changed) -> None:
        self._crossed.emit(change)

    def _pass_on(self, change: Changed) -> None:
        self.changed.emit(change)
