"""The rows of a file on its way in: verdict and reason first, then the cells, each of which can be mended in place."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from firstask_desktop.domain.importing import RowVerdict, RowView
from ui.tables.cell_painter import CellPainter
from ui.tables.paged_model import SUB, TONE
from ui.theme import Tone
from ui.widgets.labels import tip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
TONES = {
    RowVerdict.GOOD: Tone.GREEN,
    RowVerdict.KNOWN: Tone.QUIET,
    RowVerdict.BAD: Tone.RED,
    RowVerdict.LEFT: Tone.PLAIN,
}
FRONT = 2
"""Columns before the cells: the line in the file, and the verdict with its reason."""
KEPT, SHOWN = 400, 600
"""Rows kept at hand, and characters of a cell that are shown; the editor holds all of them."""
LINE, VERDICT, LEAST, MOST = 58, 236, 84, 230


class ImportRows(QAbstractTableModel):
    """`show_rows(view, places, fields)`: `view(place)` gives a row, `fields` are (value's name, heading, width).

    A cell that is edited is told by `mended(place, source, text)` and shows what `view` says afterwards.
    """

    mended = Signal(int, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view: Callable[[int], RowView] | None = None
        self._places: Sequence[int] = ()
        self.fields: tuple[tuple[str, str, int], ...] = ()
        self._kept: dict[int, RowView] = {}

    def show_rows(
        self, view: Callable[[int], RowView], places: Sequence[int], fields: Sequence[tuple[str, str, int]]
    ) -> None:
        """Show these rows instead of the former ones."""
        self.beginResetModel()
        self._view, self._places, self.fields, self._kept = view, places, tuple(fields), {}
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._places, self._kept = (), {}
        self.endResetModel()

    def refresh(self) -> None:
        """The same rows, looked at anew."""
        self._kept = {}
        if self._places:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def place(self, row: int) -> int:
        """Which row of the plan stands there; -1 outside."""
        return self._places[row] if 0 <= row < len(self._places) else -1

    def row(self, row: int) -> RowView | None:
        """The row as shown."""
        place = self.place(row)
        if place < 0 or self._view is None:
            return None
        if place not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[place] = self._view(place)
        return self._kept[place]

    def source(self, column: int) -> str:
        """The name of the value in a column; "" for the first two."""
        return self.fields[column - FRONT][0] if column >= FRONT else ""

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Line, verdict, cells."""
        return 0 if parent.isValid() else FRONT + len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The format's headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < FRONT:
            return (self.tr("行号"), self.tr("结果与原因"))[section]
        return self.fields[section - FRONT][1]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be edited, line and verdict cannot."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= FRONT else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in the file or was mended; the cell at fault carries the red mark."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if index.column() == 0:
            return str(row.line) if role == Qt.ItemDataRole.DisplayRole else None
        if index.column() == 1:
            return self._verdict(row, role)
        source = self.source(index.column())
        text = row.cells.get(source, "")
        wrong = row.finding.field == source
        if role == Qt.ItemDataRole.DisplayRole:
            return (text[:SHOWN] or self.tr("（空）")) if wrong else text[:SHOWN]
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == TONE:
            return Tone.RED if wrong else Tone.ACCENT if source in row.mended else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(text[:600])
        return None

    def _verdict(self, row: RowView, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.finding.verdict.word
        if role == SUB:
            return row.finding.reason
        if role == TONE:
            return TONES[row.finding.verdict]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row.finding.reason)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.finding.verdict.word} {row.finding.reason}".strip()
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed into a cell."""
        row = self.row(index.row())
        if role != Qt.ItemDataRole.EditRole or row is None or index.column() < FRONT:
            return False
        source = self.source(index.column())
        if str(value) == row.cells.get(source, ""):
            return False
        self.mended.emit(row.place, source, str(value))
        return True


class RowPainter(CellPainter):
    """The cells of every table of the house, with a line to type in; `words(source)` are offered while typing."""

    def __init__(self, words: Callable[[str], Sequence[str]], view: QAbstractItemView) -> None:
        super().__init__(view)
        self._words = words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Esc end the editor, as in every list."""
        return QStyledItemDelegate.eventFilter(self, watched, event)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """One line; known words are offered below it."""
        editor = QLineEdit(parent)
        model = index.model()
        words = self._words(model.source(index.column())) if isinstance(model, ImportRows) else ()
        if words:
            completer = QCompleter(list(words), editor)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The text as it stands, marked to be typed over."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)


class ImportTable(QTableView):
    """`left_out(place)` on Delete; Enter or F2 mends the cell under the cursor."""

    left_out = Signal(int)

    def __init__(self, model: ImportRows, words: Callable[[str], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(RowPainter(words, self))
        self.setAccessibleName(self.tr("逐行核对"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        upright = self.verticalHeader()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(46)
        upright.hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(34)
        model.modelReset.connect(self._fit)

    def _fit(self) -> None:
        for column, width in enumerate((LINE, VERDICT, *(field[2] for field in self.rows.fields))):
            self.setColumnWidth(column, width)
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, self._first_wrong(0)))

    def _first_wrong(self, row: int) -> int:
        view = self.rows.row(row)
        names = [field[0] for field in self.rows.fields]
        field = view.finding.field if view else ""
        return FRONT + names.index(field) if field in names else 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter mends, Delete leaves out or takes in again; the rest moves."""
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()  # what ends the editor is no key of the table
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if index.column() < FRONT:
                index = self.rows.index(index.row(), self._first_wrong(index.row()))
                self.setCurrentIndex(index)
            if index.column() >= FRONT:
                self.edit(index)
        elif event.key() == Qt.Key.Key_Delete:
            self.left_out.emit(self.rows.place(index.row()))
        else:
            super().keyPressEvent(event)
