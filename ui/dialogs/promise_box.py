"""Entry of a promised clock time (M4.6 [79]): quick keys, what the calendar knows, and the two confirmations."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.widgets.boxes import LineBox
from ui.widgets.labels import plain
from ui.widgets.moment_edit import MomentEdit, Quick

OUTSIDE_HOURS = "outside_hours"
BEYOND_LIMIT = "beyond_limit"


class WallClock:
    """The present moment as the centre's wall clock shows it; what typed words are read against."""

    def __init__(self, desk: Desk) -> None:
        self._clock = desk.clock

    def now(self) -> datetime:
        """Aware, in the centre's zone."""
        return self._clock.now().astimezone(self._clock.zone)

    def quick_promises(self) -> list[Quick]:
        """The promises that are one key away."""
        return [Quick(one.label, one.at.astimezone(self._clock.zone)) for one in self._clock.quick_promises()]

    def just_now(self) -> list[Quick]:
        """The one quick key of entries about something that has happened."""
        return [Quick("现在", self.now().replace(second=0), "n")]


class PromiseBox(QWidget):
    """`PromiseBox(name, desk, confirms=True)`: a promise is a clock time, never 尽快.

    A year whose holidays are not announced is said to be 未公布. When the desk refuses the time, `heed(refusal)` shows
    what lets it pass: a tick for working outside hours, a reason for going beyond the limit.
    """

    edited = Signal()

    def __init__(self, name: str, desk: Desk, *, confirms: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wall = WallClock(desk)
        self.confirms = confirms
        self.setAccessibleName(name)
        self.edit = MomentEdit(name, self._wall.now, self._wall.quick_promises())
        self.said = plain("", "small", wrap=True)
        self.outside = QCheckBox(self.tr("确认在非工作时间(&O)"))
        self.outside.setAccessibleName(self.tr("确认在非工作时间"))
        example = self.tr("由哪位主任或经理批准、原因，如：郑主任同意，配件明天到")
        self.reason = LineBox(self.tr("晚于时限的批准"), example)
        self.setFocusProxy(self.edit)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        for part in (self.edit, self.said, self.outside, self.reason):
            rows.addWidget(part)
        self.outside.hide()
        self.reason.hide()
        self.edit.edited.connect(self._changed)
        self.outside.toggled.connect(self.edited)
        self.reason.edited.connect(self.edited)
        self._show()

    def value(self) -> datetime | None:
        """The promise, None for none; refuses words it cannot read."""
        return self.edit.value()

    def text(self) -> str:
        """What was typed, readable or not."""
        return self.edit.text()

    def set_value(self, moment: datetime | None) -> None:
        """Show a promise without telling."""
        self.edit.set_value(moment)
        self._show()

    def confirmed(self) -> bool:
        """Whether a time outside working hours was confirmed."""
        return self.outside.isVisibleTo(self) and self.outside.isChecked()

    def excuse(self) -> str:
        """Why the promise lies beyond the limit."""
        return self.reason.value() if self.reason.isVisibleTo(self) else ""

    def confirmations(self) -> dict[str, object]:
        """The two fields of a command that carry the confirmations."""
        if not self.confirms:
            return {}
        return {"outside_hours_confirmed": self.confirmed(), "beyond_limit_reason": self.excuse()}

    def heed(self, refusal: Refused) -> bool:
        """Show what lets a refused time pass and put the cursor there; False when nothing here can."""
        waived = {OUTSIDE_HOURS: self.outside, BEYOND_LIMIT: self.reason}.get(refusal.code)
        if waived is None or not self.confirms:
            return False
        waived.show()
        waived.setFocus()
        return True

    def _changed(self) -> None:
        self.outside.setChecked(False)
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        try:
            moment = self.edit.value()
        except Refused:
            moment = None
        unknown = moment is not None and not self._desk.clock.published(moment)
        said = self.tr("未公布：这一年的放假安排尚未公布，先按常规工作日计算") if unknown else ""
        self.said.setText(said)
        self.said.setVisible(unknown)
