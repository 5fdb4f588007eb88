"""A calm beat under the rows of an emergency that still lacks a phone or a place ([67])."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from firstask_desktop.domain.views import CaseRow
from ui.tables.paged_model import PagedTableModel
from ui.theme import Tone

BEAT_MS = 900
WATCHED = 200


def at_rest() -> bool:
    """Whether the person's system asks programs not to blink or move; then the mark simply stays lit."""
    from PySide6.QtWidgets import QStyle

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return True
    calm = app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0
    return calm or app.styleHints().cursorFlashTime() <= 0


class Beat(QObject):
    """`watch(model)`; `tone(row)` is the mark's tone now. It beats only while a loaded row lacks something."""

    beaten = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lit = True
        self._model: PagedTableModel[CaseRow] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)

    @property
    def beating(self) -> bool:
        """Whether something blinks now."""
        return self._timer.isActive()

    def watch(self, model: PagedTableModel[CaseRow]) -> None:
        """Follow the rows of this model."""
        self._model = model
        model.counted.connect(self.look)
        model.dataChanged.connect(self.look)
        self.look()

    def tone(self, row: CaseRow) -> Tone | None:
        """Red and plain in turn for a row that lacks something; nothing for any other."""
        if not row.missing:
            return None
        return Tone.RED if self.lit else Tone.PLAIN

    def look(self) -> None:
        """Begin when a row lacks something, end when none does."""
        needed = bool(self._places()) and not at_rest()
        if needed and not self._timer.isActive():
            self._timer.start()
        elif not needed:
            self._timer.stop()
            self.lit = True

    def beat(self) -> None:
        """The other half of the beat: only the rows concerned are drawn anew."""
        self.lit = not self.lit
        model = self._model
        if model is None:
            return
        last = model.columnCount() - 1
        for place in self._places():
            model.dataChanged.emit(model.index(place, last), model.index(place, last))
        self.beaten.emit(self.lit)

    def _places(self) -> list[int]:
        model = self._model
        rows = () if model is None else ((place, model.row(place)) for place in range(min(model.rowCount(), WATCHED)))
        return [place for place, row in rows if row is not None and row.missing]
