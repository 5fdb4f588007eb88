"""One table of the monthly report on the screen: every number is a cell to stand on, and opens its rows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from firstask_desktop.desk import Desk
from firstask_desktop.domain.month_views import Figure, FigureRow, FigureTable
from firstask_desktop.domain.views import CaseRow
from ui.pages.queue_columns import case_columns, table_page
from ui.tables.columns import Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import font
from ui.widgets.labels import plain

LINE = 30
SIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
"""Words stand at the left, numbers in the middle."""
AIR = 26


class FigureGrid(QTableWidget):
    """`show_table(table)`; `asked(row, column)` on Enter and double click, the last line being `len(table.rows)`."""

    asked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setDefaultSectionSize(LINE)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.cellDoubleClicked.connect(self._asked)

    def show_table(self, table: FigureTable) -> None:
        """Show another table; the cursor goes to its first number."""
        rows: list[FigureRow] = [*table.rows, *([table.whole] if table.whole else [])]
        self.setAccessibleName(table.title)
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(table.headings) + 1)
        self.setHorizontalHeaderLabels([table.first, *table.headings])
        for place, row in enumerate(rows):
            bold = row is table.whole
            self.setItem(place, 0, self._item(row.label, row.label, bold, SIDE))
            for column, figure in enumerate(row.figures, 1):
                said = f"{row.label} {table.headings[column - 1]} {figure.words}"
                self.setItem(place, column, self._item(figure.words, said, bold))
        first = self.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(SIDE)
        self._fit(rows, table)
        if rows:
            self.setCurrentCell(0, 1)

    def _item(
        self, words: str, said: str, bold: bool, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter
    ) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setTextAlignment(side)
        item.setFont(font(bold=bold))
        return item

    def _fit(self, rows: list[FigureRow], table: FigureTable) -> None:
        few = len(table.headings) < 4
        mode = QHeaderView.ResizeMode.Stretch if few else QHeaderView.ResizeMode.Interactive
        self.horizontalHeader().setSectionResizeMode(mode)
        metrics = QFontMetrics(font(bold=True))
        for column, heading in enumerate((table.first, *table.headings)):
            texts = [row.label if column == 0 else row.figures[column - 1].words for row in rows]
            widest = max((metrics.horizontalAdvance(text) for text in (heading, *texts)), default=0)
            self.setColumnWidth(column, widest + AIR)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the rows of the number the cursor stands on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._asked(self.currentRow(), self.currentColumn())
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _asked(self, row: int, column: int) -> None:
        if row >= 0:
            self.asked.emit(row, max(column - 1, 0))


class FigureRows(QDialog):
    """`FigureRows(desk, title, figure, parent)`: the cases a number counts; Enter tells `opened(case_id)`."""

    opened = Signal(str)

    def __init__(self, desk: Desk, title: str, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._figure = desk, figure
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumSize(1040, 460)
        self.model: PagedTableModel[CaseRow] = PagedTableModel(case_columns(self.tr), self._fetch, parent=self)
        self.table = RegisterTable(title, self.model, empty=self.tr("—（0 件）"))
        self.table.opened.connect(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addWidget(plain(title, "title"))
        rows.addWidget(self.table, 1)
        rows.addWidget(TableFooter(self.table, (("Enter", self.tr("打开事项")), ("Esc", self.tr("关闭")))))
        self.finished.connect(self.deleteLater)
        self.model.reload()
        self.table.setFocus()

    def _fetch(self, after: object | None) -> Page[CaseRow]:
        return table_page(self._desk.reports.rows(self._figure.cases, after))

    def _open(self, case_id: str) -> None:
        self.accept()
        self.opened.emit(case_id)
