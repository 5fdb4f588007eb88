"""Entry of a moment: typed words and the caller's quick buttons."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from firstask_desktop.domain.values import dataclass
from firstask_desktop.errors import Refused
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import plain
from ui.widgets.moment_text import moment_words, parse_moment

CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Quick:
    """One quick button: its word, the moment it means and the letters or digits that choose it."""

    label: str
    moment: datetime
    keys: str = ""


class MomentEdit(QWidget):
    """`MomentEdit(name, now, quick=())`; `now()` gives the current moment in the centre's zone.

    `value()` is None when nothing is entered and raises `Refused` (code "moment_unread", shown by a form at the
    field) when the words cannot be read. Whether the past is allowed is the caller's to say.
    """

    edited = Signal()

    def __init__(
        self, name: str, now: Callable[[], datetime], quick: Sequence[Quick] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._quick: tuple[Quick, ...] = ()
        self._picked: datetime | None = None
        self.setAccessibleName(name)
        self.row = ChoiceRow(name, ())
        self.box = LineBox(name, self.tr("15:30　明天 10:00　11-25 17:00　2小时后"), 40)
        self.read_back = plain("", "small")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        for part in (self.row, self.box, self.read_back):
            rows.addWidget(part)
        self.row.chosen.connect(self._chose)
        self.box.edited.connect(self._typed)
        self.set_quick(quick)

    def set_quick(self, quick: Sequence[Quick]) -> None:
        """Offer other quick buttons; what is entered stays."""
        self._quick = tuple(quick)
        choices = [Choice(str(place), one.label, one.keys) for place, one in enumerate(self._quick)]
        self.row.set_choices([*choices, Choice(CUSTOM, self.tr("自定…"), "z")] if choices else [])
        self.row.setVisible(bool(choices))
        self.setFocusProxy(self.row if choices else self.box)
        self._show()

    def value(self) -> datetime | None:
        """The moment entered, None for none; refuses words it cannot read."""
        if self._picked is not None:
            return self._picked
        return parse_moment(self.box.value(), self._now()) if self.box.value() else None

    def set_value(self, moment: datetime | None) -> None:
        """Show a moment without telling."""
        places = [str(place) for place, one in enumerate(self._quick) if one.moment == moment]
        self.row.set_value(places[0] if places else CUSTOM if moment else "")
        self.box.set_value("" if moment is None or places else moment_words(moment, self._now()))
        self._picked = moment
        self._show()

    def text(self) -> str:
        """What stands in the entry, readable or not."""
        return self.box.text()

    def set_text(self, text: str) -> None:
        """Put back a typed draft without telling."""
        self._picked = None
        self.row.set_value(CUSTOM if text else "")
        self.box.set_value(text)
        self._show()

    def _chose(self, which: str) -> None:
        if which == CUSTOM:
            self._picked = None
            self._show()
            self.box.setFocus()
        else:
            self._picked = self._quick[int(which)].moment
            self.box.set_value("")
            self._show()
        self.edited.emit()

    def _typed(self) -> None:
        self._picked = None
        self.row.set_value(CUSTOM)
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        """The entry only when it is needed, and below it how the words are understood."""
        custom = not self._quick or self.row.value() == CUSTOM
        self.box.setVisible(custom)
        try:
            moment = self.value()
        except Refused:
            moment = None
        self.read_back.setText(f"{moment:%Y-%m-%d %H:%M}" if moment and custom else "")
        self.read_back.setVisible(bool(self.read_back.text()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs to the part in use."""
        super().focusInEvent(event)
        (self.box if self.box.isVisible() else self.row).setFocus()
