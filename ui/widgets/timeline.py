"""What happened to a case, line by line."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from firstask_desktop.domain.values import dataclass
from ui.theme import Tone, colours, font
from ui.widgets.shapes import paint_shape

ENTRY = Qt.ItemDataRole.UserRole
TIME, RAIL = 96, 24
WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line: its id, the time as shown, who did what, the words said or written, and its tone."""

    id: str
    time: str
    who: str
    what: str
    text: str = ""
    tone: Tone = Tone.PLAIN


class _Entries(QAbstractListModel):
    """The entries as a list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[TimelineEntry, ...] = ()

    def show(self, rows: Sequence[TimelineEntry]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many entries."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry for the painter, its words for everybody else."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.time} {row.who} {row.what} {row.text}".strip()
        return row if role == ENTRY else None


class _EntryPainter(QStyledItemDelegate):
    """Time at the left, the rail with the tone's shape, then who, what and the words."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped words."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 400
        row = index.data(ENTRY)
        room = QRect(0, 0, max(width - TIME - RAIL - 14, 60), 10_000)
        height = QFontMetrics(font(bold=True)).height() + 12
        if row.text:
            height += QFontMetrics(font()).boundingRect(room, WRAP, row.text).height() + 2
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Plain text, never markup."""
        row: TimelineEntry = index.data(ENTRY)
        box: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(box, QColor(colours().hover))
        top = QRect(box.left(), box.top() + 5, box.width() - 8, QFontMetrics(font(bold=True)).height())
        self._head(painter, top, row)
        self._rail(painter, box, top, row, index)
        left = box.left() + TIME + RAIL
        painter.setFont(font())
        painter.setPen(QColor(colours().text))
        words = QRect(left, top.bottom() + 3, box.right() - left - 14, box.bottom() - top.bottom())
        painter.drawText(words, WRAP, row.text)
        painter.restore()

    def _head(self, painter: QPainter, top: QRect, row: TimelineEntry) -> None:
        """Time, what and who in one line."""
        middle = Qt.AlignmentFlag.AlignVCenter
        left = top.left() + TIME + RAIL
        painter.setFont(font(9.5))
        painter.setPen(QColor(colours().muted))
        times = QRect(top.left(), top.top(), TIME - 8, top.height())
        painter.drawText(times, Qt.AlignmentFlag.AlignRight | middle, row.time)
        what = QFontMetrics(font(bold=True)).horizontalAdvance(row.what) + 10
        painter.drawText(top.adjusted(left + what - top.left(), 0, 0, 0), middle, row.who)
        painter.setFont(font(bold=True))
        painter.setPen(colours().ink(row.tone if row.tone is not Tone.QUIET else Tone.PLAIN))
        painter.drawText(top.adjusted(left - top.left(), 0, 0, 0), middle, row.what)

    def _rail(self, painter: QPainter, box: QRect, top: QRect, row: TimelineEntry, index: Index) -> None:
        middle = box.left() + TIME + RAIL / 2 - 4
        mark = QRectF(middle - 5, top.center().y() - 4, 10, 10)
        painter.setPen(QPen(QColor(colours().line), 1.4))
        if index.row():
            painter.drawLine(int(middle), box.top(), int(middle), int(mark.top()) - 2)
        if index.row() < index.model().rowCount() - 1:
            painter.drawLine(int(middle), int(mark.bottom()) + 3, int(middle), box.bottom() + 1)
        paint_shape(painter, mark, row.tone, colours().ink(row.tone))


class TimelineView(QListView):
    """`TimelineView(name)`, `set_entries(entries)`: ↑/↓, Page and Home/End move; every line is plain text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._entries = _Entries(self)
        self.setModel(self._entries)
        self.setItemDelegate(_EntryPainter(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these entries, in the order given."""
        self._entries.show(entries)

    def entries(self) -> tuple[TimelineEntry, ...]:
        """What is shown."""
        return self._entries.rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
