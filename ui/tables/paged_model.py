"""Rows fetched a page at a time while a person scrolls."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.tables.columns import Column, Fetch, Page
from ui.widgets.labels import tip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
SUB = Qt.ItemDataRole.UserRole + 1
TONE = Qt.ItemDataRole.UserRole + 2
SIDES = Qt.AlignmentFlag
ALIGN = {"left": SIDES.AlignLeft, "center": SIDES.AlignHCenter, "right": SIDES.AlignRight}
log = logging.getLogger(__name__)


def id_of(row: Any) -> str:
    """A row's id when it has a field of that name."""
    return str(row.id)


class PagedTableModel(QAbstractTableModel, Generic[R]):
    """`PagedTableModel(columns, fetch, row_id=id_of, parent=None)`; call `reload()` for the first page.

    `fetch(after)` gets None or the former page's `next`. Nothing raises into Qt: an error of `fetch` or of a column is
    kept in `problem` and told once by `failed(error)`; no more pages are then asked for until `reload`.
    `counted()` after every change of the number of rows.
    """

    failed = Signal(object)
    counted = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        fetch: Fetch[R],
        row_id: Callable[[R], str] = id_of,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._row_id = row_id
        self._rows: list[R] = []
        self._places: dict[str, int] = {}
        self._next: object | None = None
        self.total, self.at_least = 0, False
        self.problem: Exception | None = None

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns are declared."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The declared headings."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return ALIGN[self.columns[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a column says of a row; "？" where it could not say anything."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        try:
            return self._said(self._rows[index.row()], self.columns[index.column()], role)
        except Exception as error:  # noqa: BLE001 — raised into Qt it would end the program
            self._fail(error)
            return "？" if role == Qt.ItemDataRole.DisplayRole else None

    def _said(self, row: R, column: Column[R], role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == ROW:
            return row
        if role == SUB:
            return column.sub(row) if column.sub else ""
        if role == TONE:
            return column.tone(row) if column.tone else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip((column.tip or column.text)(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title} {column.text(row)} {column.sub(row) if column.sub else ''}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: Index = ROOT) -> bool:
        """Whether a further page is there to ask for."""
        return not parent.isValid() and self._next is not None and self.problem is None

    def fetchMore(self, _parent: Index = ROOT) -> None:
        """Load the next page."""
        page = self._page(self._next)
        if page is None:
            return
        fresh = [row for row in page.rows if self._row_id(row) not in self._places]
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(fresh) - 1)
            self._take(fresh)
            self.endInsertRows()
        self._next, self.total, self.at_least = page.next, page.total, page.at_least
        self.counted.emit()

    def set_fetch(self, fetch: Fetch[R]) -> None:
        """Ask another question (filter, sorting) from the next `reload` on."""
        self._fetch = fetch

    def reload(self, keep_id: str = "") -> int:
        """Ask anew; loads as many pages as it takes to have `keep_id` again, at most as many rows as before.

        Returns the row of `keep_id`, -1 when it is not there. After an error the former rows stay.
        """
        self.problem = None
        before = len(self._rows) if keep_id in self._places else 0
        page = self._page(None)
        if page is None:
            return self._places.get(keep_id, -1)
        rows = list(page.rows)
        while page.next is not None and len(rows) < before and keep_id not in map(self._row_id, page.rows):
            following = self._page(page.next)
            if following is None:
                break
            page = following
            rows += page.rows
        self.beginResetModel()
        self._rows, self._places = [], {}
        self._take(rows)
        self._next, self.total, self.at_least = page.next, page.total, page.at_least
        self.endResetModel()
        self.counted.emit()
        return self._places.get(keep_id, -1)

    def replace_row(self, row_id: str, row: R) -> bool:
        """Show `row` where `row_id` stands; False when it is not loaded."""
        place = self._places.get(row_id, -1)
        if place < 0:
            return False
        self._rows[place] = row
        self._places.pop(row_id)
        self._places[self._row_id(row)] = place
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        return True

    def remove_row(self, row_id: str) -> bool:
        """Take a row away; False when it is not loaded."""
        place = self._places.get(row_id, -1)
        if place < 0:
            return False
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self._places = {self._row_id(row): at for at, row in enumerate(self._rows)}
        self.endRemoveRows()
        self.total = max(self.total - 1, 0)
        self.counted.emit()
        return True

    def row(self, place: int) -> R | None:
        """The row at a place, None outside."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def id_at(self, place: int) -> str:
        """The id of the row at a place, "" outside."""
        return self._row_id(self._rows[place]) if 0 <= place < len(self._rows) else ""

    def place(self, row_id: str) -> int:
        """Where a row stands, -1 when it is not loaded."""
        return self._places.get(row_id, -1)

    def _take(self, rows: Sequence[R]) -> None:
        for row in rows:
            self._places[self._row_id(row)] = len(self._rows)
            self._rows.append(row)

    def _page(self, after: object | None) -> Page[R] | None:
        try:
            return self._fetch(after)
        except Exception as error:  # noqa: BLE001 — raised into Qt it would end the program
            self._fail(error)
            return None

    def _fail(self, error: Exception) -> None:
        if self.problem is None:
            self.problem = error
            log.error("a table could not show its rows", exc_info=error)
            self.failed.emit(error)
