"""Picking one of many by typing a part of it: a matter, a person, a department."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QCompleter, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from firstask_desktop.domain.values import dataclass
from ui.theme import SMALL_POINTS, colours, font
from ui.widgets.boxes import LineBox

MOST = 40
ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to pick: its id, its word, a smaller word beside it, and further text it is found by (pinyin)."""

    id: str
    label: str
    sub: str = ""
    search: str = ""

    def answers(self, typed: str) -> bool:
        """Whether every typed word occurs in the label, the smaller word or the search text."""
        text = f"{self.label} {self.sub} {self.search}".lower()
        return all(word in text for word in typed.lower().split())


class _Found(QAbstractListModel):
    """The suggestions that answer what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Suggestion, ...] = ()

    def show(self, rows: Sequence[Suggestion]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = tuple(rows[:MOST])
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The word, or the whole suggestion for the painter."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label} {row.sub}".strip()
        return row if role == ROW else None


class _Painter(QStyledItemDelegate):
    """The word at the left, the smaller one at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line."""
        return QSize(120, 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Plain text, never markup."""
        row = index.data(ROW)
        box: QRect = option.rect
        state = option.state
        look = colours()
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.selection))
        inner = box.adjusted(10, 0, -10, 0)
        painter.setFont(font(SMALL_POINTS))
        painter.setPen(QColor(look.muted))
        sub = painter.fontMetrics().elidedText(row.sub, Qt.TextElideMode.ElideRight, inner.width() // 2)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, sub)
        room = inner.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(sub) - 12, 0)
        painter.setFont(font())
        painter.setPen(QColor(look.text))
        label = painter.fontMetrics().elidedText(row.label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, label)
        painter.restore()


class Suggest(LineBox):
    """`Suggest(name, suggestions=(), placeholder="", find=None)`: typed words filter, Enter takes the marked one.

    `value()` is the picked id, "" while what stands there was not picked (`text()` still has it). `find(typed)` may
    replace the fixed list by a search of the caller's. `picked(id)` when a person picks; `edited()` on every edit.
    ↓ opens the whole list; leaving the box picks a label typed in full.
    """

    picked = Signal(str)

    def __init__(
        self,
        name: str,
        suggestions: Sequence[Suggestion] = (),
        placeholder: str = "",
        find: Callable[[str], Sequence[Suggestion]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder, 80, parent=parent)
        self._all = tuple(suggestions)
        self._find = find
        self._id = ""
        self._found = _Found(self)
        self.popup = QListView()
        self.popup.setObjectName("suggestions")
        self.popup.setUniformItemSizes(True)
        self._finder = QCompleter(self._found, self)
        self._finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._finder.setMaxVisibleItems(9)
        self._finder.setPopup(self.popup)
        self.popup.setItemDelegate(_Painter(self.popup))
        self._finder.setWidget(self)
        self._finder.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self.textEdited.connect(self._search)

    def set_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Offer others; what stands there stays."""
        self._all = tuple(suggestions)

    def value(self) -> str:
        """The picked id, "" for none."""
        return self._id

    def set_value(self, value: str) -> None:
        """Pick by id without telling; an unknown id empties the box."""
        found = next((one for one in self._all if one.id == value), None)
        self.show_picked(found)

    def show_picked(self, suggestion: Suggestion | None) -> None:
        """Show one as picked without telling, also one that is not in the list (a search's)."""
        self._id = suggestion.id if suggestion else ""
        self.setText(suggestion.label if suggestion else "")

    def _answers(self, typed: str) -> Sequence[Suggestion]:
        if self._find is not None:
            return self._find(typed)
        return [one for one in self._all if one.answers(typed)]

    def _search(self, typed: str) -> None:
        self._id = ""
        self.offer(typed)

    def offer(self, typed: str) -> None:
        """Open the list of what answers `typed`, the first one marked."""
        self._found.show(self._answers(typed.strip()))
        if not self._found.rows:
            self.popup.hide()
            return
        self._finder.complete()
        self.popup.setCurrentIndex(self._finder.completionModel().index(0, 0))

    def _take(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Suggestion):
            self._pick(row)

    def _pick(self, row: Suggestion) -> None:
        self.show_picked(row)
        self.edited.emit()
        self.picked.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ opens the list."""
        if event.key() == Qt.Key.Key_Down and not self.popup.isVisible():
            self.offer("" if self._id else self.text())
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Pick a label typed in full."""
        super().focusOutEvent(event)
        typed = self.text().strip()
        if typed and not self._id and event.reason() != Qt.FocusReason.PopupFocusReason:
            exact = [one for one in self._answers(typed) if one.label == typed]
            if len(exact) == 1:
                self._pick(exact[0])
