"""A ledger on the screen: the record format's own columns over the desk's rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.memory import WindowMemory
from ui.tables.columns import Column, Fetch
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import font

Row = Mapping[str, object]
DOT = 8.2
AIR = 18
LEAST, MOST = 62, 320
LEAST_OF_KIND = {"choice": 76, "person": 82, "date": 96, "datetime": 96}
NUMBER_WIDTH = 122
"""Pixels: paper can wrap a heading or a number within a cell, the screen shows them whole."""
RIGHT = frozenset({"integer"})


class FormatColumn(Protocol):
    """What a column of a record format says of itself; `width` in half-width characters, as on paper."""

    @property
    def key(self) -> str:
        """Its name for remembered widths."""

    @property
    def heading(self) -> str:
        """What stands above it."""

    @property
    def kind(self) -> str:
        """What its values are."""

    @property
    def width(self) -> float:
        """How wide it is on paper."""

    @property
    def source(self) -> str:
        """Which value of a row it shows."""


def cell_words(value: object) -> str:
    """A value as the screen says it: days, clock times and moments to the minute, everything else as it stands."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return QCoreApplication.translate("LedgerSheet", "是") if value else ""
    return "" if value is None else str(value)


def _says(source: str) -> Callable[[Row], str]:
    def words(row: Row) -> str:
        return cell_words(row.get(source))

    return words


def _pixels(column: FormatColumn) -> int:
    """As wide as on paper, but never narrower than the heading and what such a column usually holds."""
    least = max(LEAST, LEAST_OF_KIND.get(column.kind, 0), QFontMetrics(font()).horizontalAdvance(column.heading) + AIR)
    if column.source == "number":
        least = max(least, NUMBER_WIDTH)
    return round(min(max(column.width * DOT + AIR, least), MOST))


def sheet_columns(columns: Sequence[FormatColumn]) -> list[Column[Row]]:
    """The format's columns, in its order, with its headings, as wide as on paper."""
    return [
        Column(
            column.key, column.heading, _pixels(column), _says(column.source),
            align="right" if column.kind in RIGHT else "left",
        )
        for column in columns
    ]  # fmt: skip


def row_id(row: Row) -> str:
    """Which row it is: in a ledger of matters the matter itself."""
    return str(row["row_id"])


class LedgerSheet(QWidget):
    """`LedgerSheet(key, name, columns, fetch, memory)`: the table of one format with its footer; `opened(case_id)`."""

    opened = Signal(str)

    def __init__(
        self,
        key: str,
        name: str,
        columns: Sequence[FormatColumn],
        fetch: Fetch[Row],
        memory: WindowMemory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.model: PagedTableModel[Row] = PagedTableModel(sheet_columns(columns), fetch, row_id, self)
        self.table = RegisterTable(f"{name} {key}", self.model, memory)
        self.table.setAccessibleName(name)
        self.table.opened.connect(self._open)
        keys = (
            ("Enter", self.tr("打开事项")),
            ("Ctrl+E", self.tr("导出")),
            ("Ctrl+I", self.tr("导入")),
            ("Ctrl+F", self.tr("回到筛选")),
        )
        self.footer = TableFooter(self.table, keys)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.footer)
        self.setFocusProxy(self.table)

    def _open(self, row: str) -> None:
        """Open the matter a row belongs to; a visitor or a thing may have none."""
        found = self.model.row(self.model.place(row))
        case_id = str(found["case_id"]) if found is not None else ""
        if case_id:
            self.opened.emit(case_id)
