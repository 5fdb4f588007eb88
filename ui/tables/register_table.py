"""The table every page uses: fixed rows, keys, remembered widths, what to say when it is empty."""

from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from ui.memory import WindowMemory
from ui.tables.cell_painter import CellPainter
from ui.tables.paged_model import Index, PagedTableModel
from ui.theme import colours, font
from ui.widgets.labels import KeyHints, plain

TALL, LOW = 46, 32
SETTLE = 400
"""Milliseconds a dragged column rests before its width is remembered."""


class RegisterTable(QTableView):
    """`RegisterTable(name, model, memory=None, two_lines=True, empty="没有要显示的内容")`.

    `opened(id)` on Enter and double click, `current(id)` when the cursor moves, `keyed(letter, id)` on a single letter or
    digit without modifiers (id "" where no row stands) and on Delete ("delete"), `sort_asked(key, descending)` when a
    sortable heading is clicked.
    """

    opened = Signal(str)
    current = Signal(str)
    keyed = Signal(str, str)
    sort_asked = Signal(str, bool)

    def __init__(
        self,
        name: str,
        model: PagedTableModel[Any],
        memory: WindowMemory | None = None,
        two_lines: bool = True,
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self.paged, self._memory = name, model, memory
        self._empty = empty or self.tr("没有要显示的内容")
        self._sorted = ("", False)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(CellPainter(self))
        self._set_up(TALL if two_lines else LOW)
        self._restore_widths()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE)
        self._settle.timeout.connect(self.keep_widths)
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.horizontalHeader().sectionClicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)
        model.modelReset.connect(self._stand_on_first)

    def _set_up(self, height: int) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(height)
        rows.setMinimumSectionSize(height)
        rows.hide()
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setMinimumSectionSize(36)
        heading.setFixedHeight(34)

    def _restore_widths(self) -> None:
        kept = self._memory.columns(self.name) if self._memory else {}
        for place, column in enumerate(self.paged.columns):
            self.setColumnWidth(place, kept.get(column.key, column.width))
            if column.stretch:
                self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def keep_widths(self) -> None:
        """Remember the columns' widths now."""
        if self._memory is not None:
            widths = {one.key: self.columnWidth(at) for at, one in enumerate(self.paged.columns) if not one.stretch}
            self._memory.keep_columns(self.name, widths)

    def _resized(self) -> None:
        if self._memory is not None and self.isVisible():
            self._settle.start()

    def current_id(self) -> str:
        """The id of the row the cursor is on, "" for none."""
        return self.paged.id_at(self.currentIndex().row())

    def go_to(self, row_id: str) -> bool:
        """Put the cursor on a loaded row; False when it is not loaded."""
        place = self.paged.place(row_id)
        if place >= 0:
            self.setCurrentIndex(self.paged.index(place, 0))
        return place >= 0

    def reload(self) -> None:
        """Ask anew and keep the cursor on its row, or near it when the row is gone."""
        row_id, place = self.current_id(), max(self.currentIndex().row(), 0)
        found = self.paged.reload(row_id)
        near = found if found >= 0 else min(place, self.paged.rowCount() - 1)
        if near >= 0:
            self.setCurrentIndex(self.paged.index(near, 0))

    def show_sorted(self, key: str, descending: bool) -> None:
        """Mark the heading by which the rows are sorted."""
        self._sorted = (key, descending)
        places = [at for at, one in enumerate(self.paged.columns) if one.key == key]
        self.horizontalHeader().setSortIndicatorShown(bool(places))
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        if places:
            self.horizontalHeader().setSortIndicator(places[0], order)

    def _clicked(self, place: int) -> None:
        column = self.paged.columns[place]
        if column.sortable:
            descending = self._sorted == (column.key, False)
            self.show_sorted(column.key, descending)
            self.sort_asked.emit(column.key, descending)

    def _double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.paged.id_at(index.row()))

    def _stand_on_first(self) -> None:
        if self.paged.rowCount():
            self.setCurrentIndex(self.paged.index(0, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row the cursor is on."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.current.emit(self.paged.id_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, letters are told, the rest moves the cursor or goes to the page."""
        row_id = self.current_id()
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text = event.text().lower()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bare:
            if row_id:
                self.opened.emit(row_id)
        elif event.key() == Qt.Key.Key_Delete and bare and row_id:
            self.keyed.emit("delete", row_id)
        elif bare and len(text) == 1 and text.isascii() and text.isalnum():
            self.keyed.emit(text, row_id)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() != Qt.Key.Key_Home:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A cursor is always somewhere."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._stand_on_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Load on when the first page does not fill the view."""
        super().resizeEvent(event)
        filled = self.paged.rowCount() * self.verticalHeader().defaultSectionSize() >= self.height()
        if not filled and self.paged.canFetchMore():
            self.paged.fetchMore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or why there are none."""
        super().paintEvent(event)
        if self.paged.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setFont(font())
            painter.setPen(QColor(colours().muted))
            problem = self.paged.problem
            words = self._empty if problem is None else self.tr("读取失败：%1").replace("%1", str(problem))
            room: QRect = self.viewport().rect().adjusted(20, 20, -20, -20)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

    def set_empty(self, words: str) -> None:
        """Say this when there are no rows."""
        self._empty = words
        if self.isVisible():
            self.viewport().update()


class TableFooter(QWidget):
    """`TableFooter(table, hints=())`: the keys at the left, "已显示 200 / 共 50 000" at the right."""

    def __init__(
        self, table: RegisterTable, hints: tuple[tuple[str, str], ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = table.paged
        self.hints = KeyHints(hints)
        self.count = plain("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.hints, 1)
        row.addWidget(self.count)
        self._model.counted.connect(self._show)
        self._show()

    def _show(self) -> None:
        total = f"{self._model.total:,}".replace(",", " ") + ("+" if self._model.at_least else "")
        shown = f"{self._model.rowCount():,}".replace(",", " ")
        self.count.setText(self.tr("已显示 %1 / 共 %2").replace("%1", shown).replace("%2", total))
