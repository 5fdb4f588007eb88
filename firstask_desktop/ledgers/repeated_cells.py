"""Cells of values that come again and again — names, departments, kinds, days — made once and then looked up (S6)."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from firstask_desktop.ledgers.cells_out import units_per_line
from firstask_desktop.ledgers.column_cells import Cells, ColumnStyle, NumberColumn, TextColumn
from firstask_desktop.ledgers.formats import FormatColumn, PageSetup

# So many different values are kept for one column; a column that has more is better made anew each time.
MOST_KEPT = 4_000
# After so many blocks of mostly new values a column is taken for one whose values hardly come again.
PATIENCE = 4
# Values of these kinds are never equal to one of another kind that reads differently, as True is to 1.
_KEPT = frozenset({str, type(None), dt.date, dt.time})


class Column(Protocol):
    """Whatever makes the cells of one column."""

    def cells(self, values: Sequence[object]) -> Cells:
        """The cells of `values`, row by row."""
        ...


class RepeatedColumn:
    """A column that remembers what it made, as long as that pays."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._pieces: dict[object, bytes] = {}
        self._drops: dict[object, int] = {}
        self._least, self._most = 0, 0
        self._patience = PATIENCE

    def cells(self, values: Sequence[object]) -> Cells:
        """The cells of `values`, from memory where all of them are known."""
        if self._patience == 0:
            return self._column.cells(values)
        try:
            pieces = list(map(self._pieces.__getitem__, values))
        except (KeyError, TypeError):
            if not self._learn(values):
                return self._column.cells(values)
            pieces = list(map(self._pieces.__getitem__, values))
        if self._most <= 1:
            return Cells(pieces)
        return Cells(pieces, self._least, self._most, map(self._drops.__getitem__, values))

    def _learn(self, values: Sequence[object]) -> bool:
        """Remember what is new among `values`, unless something in there, or so much of it, is not worth it."""
        if not _KEPT.issuperset(map(type, values)):
            return False
        fresh = list(set(values) - self._pieces.keys())
        if len(fresh) * 2 > len(values):
            self._patience -= 1
        if self._patience == 0 or len(fresh) + len(self._pieces) > MOST_KEPT:
            self._patience = 0
            self._pieces.clear()
            self._drops.clear()
            return False
        made = self._column.cells(fresh)
        drops = list(made.drops) or [-made.most] * len(fresh)
        self._pieces.update(zip(fresh, made.pieces, strict=True))
        self._drops.update(zip(fresh, drops, strict=True))
        self._least, self._most = -max(self._drops.values()), -min(self._drops.values())
        return True


def column_cells(column: FormatColumn, style: ColumnStyle, page: PageSetup, after: str) -> Column:
    """The maker of cells for `column`; `after` is what follows each of its cells."""
    units = units_per_line(column.width, page.font_size)
    if column.kind in ("datetime", "integer"):
        return NumberColumn(style, units, column.kind, after)
    if column.kind in ("date", "time"):
        return RepeatedColumn(NumberColumn(style, units, column.kind, after))
    return RepeatedColumn(TextColumn(style, units, after))
