"""The roster as a grid: a person a row, a day a column."""

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from firstask_desktop.domain.desk_views import RosterRow
from firstask_desktop.domain.people import Shift
from firstask_desktop.domain.states import Duty, Standing
from ui.theme import colours, font
from ui.widgets.labels import tip

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
HEIGHT = 34
FIXED = 2
"""Columns before Monday: name and duty now."""


class RosterModel(QAbstractTableModel):
    """`RosterModel(zone, parent)`, `show(rows, first_day, today)`."""

    def __init__(self, zone: tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self.rows: tuple[RosterRow, ...] = ()
        self.first = self.today = date.min

    def show(self, rows: Sequence[RosterRow], first: date, today: date) -> None:
        """Show this week."""
        self.beginResetModel()
        self.rows, self.first, self.today = tuple(rows), first, today
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """A person a row."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Name, duty now, seven days."""
        return 0 if parent.isValid() else FIXED + len(WEEKDAYS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """周一 11-23 …; the present day says 今天."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < FIXED:
            return (self.tr("姓名"), self.tr("现在"))[section]
        day = self.first + timedelta(days=section - FIXED) if self.first != date.min else None
        word = self.tr("今天") if day == self.today else WEEKDAYS[section - FIXED]
        return f"{word} {day:%m-%d}" if day else word

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The shift's name; its times in the tip."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], index.column()
        shifts = row.shifts[column - FIXED] if column >= FIXED else ()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column, shifts)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.person.name} {self.headerData(column, Qt.Orientation.Horizontal)} {self._words(row, column, shifts)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignHCenter
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and shifts:
            return tip("\n".join(f"{one.name} {self._span(one)}" for one in shifts))
        if role == Qt.ItemDataRole.FontRole:
            return font(bold=bool(shifts) or column == 0)
        return self._colour(row, column, role, bool(shifts))

    def _words(self, row: RosterRow, column: int, shifts: Sequence[Shift]) -> str:
        if column == 0:
            return f"{row.person.name}　{row.department}"
        if column == 1:
            return row.person.standing.word if row.person.standing is not Standing.ACTIVE else row.duty.word
        return " ".join(f"{one.name}" for one in shifts)

    def _span(self, shift: Shift) -> str:
        begins, ends = (at.astimezone(self._zone) if at else None for at in (shift.starts_at, shift.ends_at))
        return f"{begins:%H:%M}-{ends:%H:%M}" if begins and ends else ""

    def _colour(self, row: RosterRow, column: int, role: int, planned: bool) -> Any:
        look = colours()
        today = column >= FIXED and self.first + timedelta(days=column - FIXED) == self.today
        if role == Qt.ItemDataRole.BackgroundRole:
            if planned:
                return QColor(look.accent_quiet)
            return QColor(look.alternate) if today else None
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            ink = {Duty.ON: look.green, Duty.ABSENT: look.amber}.get(row.duty, look.muted)
            return QColor(ink)
        return None


class CellFrame(QStyledItemDelegate):
    """Draws a frame round the cell with the cursor, so that it is seen on a planned day too."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell without its selection colour, then the frame."""
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, option, index)
        if here:
            painter.save()
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()


class RosterGrid(QTableView):
    """`RosterGrid(name, zone)`, `show_week(rows, first, today)`.

    `cell()` is the person's row and the day under the cursor; `keyed(key)` on letters, digits, brackets and "delete".
    """

    keyed = Signal(str)

    def __init__(self, name: str, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.week = RosterModel(zone, self)
        self.setModel(self.week)
        self.setItemDelegate(CellFrame(self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(HEIGHT)
        rows.hide()
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heading.setFixedHeight(34)
        for column, width in ((0, 210), (1, 84)):
            heading.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)

    def show_week(self, rows: Sequence[RosterRow], first: date, today: date) -> None:
        """Show this week with the cursor where it was, at first on today."""
        here = self.currentIndex()
        row, column = (
            (here.row(), here.column()) if here.isValid() else (0, FIXED + max(0, min((today - first).days, 6)))
        )
        self.week.show(rows, first, today)
        self.setCurrentIndex(self.week.index(min(row, len(rows) - 1), column))

    def cell(self) -> tuple[RosterRow, date] | None:
        """Whose row and which day; on the name the first day."""
        here = self.currentIndex()
        if not here.isValid():
            return None
        days = max(here.column() - FIXED, 0)
        return self.week.rows[here.row()], self.week.first + timedelta(days=days)

    def step_on(self) -> None:
        """The next day, after Sunday the next person's Monday."""
        here = self.currentIndex()
        if here.column() < self.week.columnCount() - 1:
            self.setCurrentIndex(self.week.index(here.row(), max(here.column(), FIXED) + 1))
        elif here.row() + 1 < self.week.rowCount():
            self.setCurrentIndex(self.week.index(here.row() + 1, FIXED))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters, digits, brackets and Delete are told; arrows move."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text = event.text().lower()
        if bare and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.keyed.emit("delete")
        elif bare and len(text) == 1 and text.isascii() and (text.isalnum() or text in "[]"):
            self.keyed.emit(text)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
