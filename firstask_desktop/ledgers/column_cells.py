"""One column of many rows at once as worksheet cells: what is clean goes through whole, the rest cell by cell.

A column of a few hundred rows is joined, checked, escaped, coded and split again, which costs a few calls for all of
them instead of several for each cell (QUALITY S6). Whatever the quick way does not know goes the careful way.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import add, floordiv

from firstask_desktop.ledgers.cells_out import (
    CELL_LIMIT,
    EARLIEST,
    MOMENT_ZERO,
    clean_text,
    clock_fraction,
    day_number,
    escaped,
    is_active,
    lines_needed,
    number_text,
    second_fraction,
    to_text,
)

# A printable character that hardly occurs; where it does, the column is only made with more care than needed.
_BETWEEN = "┊"
_CUT = _BETWEEN.encode()
# Among the unprintable characters of a column: what a workbook cannot hold, or a tab where a command could begin.
_UNFIT = re.compile(f"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|{_BETWEEN}\t")
_TEXT = ' t="inlineStr"><is><t xml:space="preserve">'
_TEXT_END = "</t></is></c>"
# Serial numbers before 1900-03-01 mean different days to different programs.
_FIRST_SURE_DAY = 61
# A text cell made without looking whether there is any text, and what it must be when there is none.
HOLLOW = f"{_TEXT}{_TEXT_END}".encode()
EMPTY = b"/>"


@dataclass(frozen=True)
class ColumnStyle:
    """The style numbers of one column in the workbook: the usual one and the one that marks a text as inert."""

    usual: int
    inert: int


@dataclass(frozen=True)
class Cells:
    """What stands between a column's `before` and `after`, row by row; `inert` are the rows that need `before_inert`.

    `least` and `most` are bounds of the lines a cell takes, and `drops` those lines themselves, negated: only worth
    working out when another column does not make the rows as tall anyway.
    """

    bodies: list[bytes]
    least: int = 1
    most: int = 1
    drops: Iterable[int] = ()
    inert: Sequence[int] = ()


class TextColumn:
    """A column whose cells are text, whatever their values are."""

    def __init__(self, style: ColumnStyle, units: int) -> None:
        self.before = f' s="{style.usual}"{_TEXT}'.encode()
        self.before_inert = f' s="{style.inert}"{_TEXT}'.encode()
        self.after = _TEXT_END.encode()
        self._units = units

    def cells(self, values: Sequence[object]) -> Cells:
        """The texts of `values`; None is no text."""
        texts: Sequence[str] = values  # type: ignore[assignment]
        try:
            plain = _BETWEEN + _BETWEEN.join(texts)
        except TypeError:
            texts = ["" if value is None else to_text(value) for value in values]
            plain = _BETWEEN + _BETWEEN.join(texts)
        if _needs_care(plain, texts):
            return self._careful_cells(texts)
        shown = bodies = plain.encode().split(_CUT)[1:]
        if "&" in plain or "<" in plain or ">" in plain:
            joined = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            bodies = joined.encode().split(_CUT)[1:]
        if len(bodies) != len(texts):
            return self._careful_cells(texts)
        # No text takes more half-widths than it has bytes, nor fewer than it has characters.
        most = -(-max(map(len, shown)) // self._units)
        if "\n" in plain:
            return Cells(bodies, most=CELL_LIMIT, drops=self._broken(texts, self._drops(texts, shown)))
        if most <= 1:
            return Cells(bodies)
        return Cells(bodies, -(-min(map(len, texts)) // self._units), most, self._drops(texts, shown))

    def _drops(self, texts: Sequence[str], shown: list[bytes]) -> Iterable[int]:
        return map(floordiv, map(add, map(len, texts), map(len, shown)), repeat(-2 * self._units))

    def _broken(self, texts: Sequence[str], drops: Iterable[int]) -> list[int]:
        counted = list(drops)
        for place in [place for place, text in enumerate(texts) if "\n" in text]:
            counted[place] = -lines_needed(texts[place], self._units)
        return counted

    def _careful_cells(self, texts: Sequence[str]) -> Cells:
        cleaned = [clean_text(text) for text in texts]
        inert = [place for place, text in enumerate(cleaned) if is_active(text)]
        drops = [-lines_needed(text, self._units) for text in cleaned]
        return Cells([escaped(text).encode() for text in cleaned], most=CELL_LIMIT, drops=drops, inert=inert)


class NumberColumn:
    """A column of days, times, moments or integers; what is none of these is shown as text."""

    def __init__(self, style: ColumnStyle, units: int, kind: str) -> None:
        self.before = self.before_inert = b' s="'
        self.after = b""
        self._style = style
        self._units = units
        self._kind = kind
        self._open = f'{style.usual}"><v>'
        self._close = "</v></c>"
        self._empty = f'{style.usual}"/>'
        self._between = f"{self._close}{_BETWEEN}{self._open}"
        self._converters = _CONVERTERS[kind]

    def cells(self, values: Sequence[object]) -> Cells:
        """The numbers that stand for `values`. A moment with a zone is the caller's mistake: ValueError."""
        converters = self._converters
        try:
            joined = _BETWEEN.join([converters[type(value)](value) for value in values])  # type: ignore[misc]
        except (KeyError, TypeError):
            return self._careful_cells(values)
        written = f"{self._open}{joined.replace(_BETWEEN, self._between)}{self._close}"
        return Cells(written.replace(f"{self._open}{self._close}", self._empty).encode().split(_CUT))

    def _careful_cells(self, values: Sequence[object]) -> Cells:
        bodies: list[bytes] = []
        drops: list[int] = []
        for value in values:
            digits = number_text(value, self._kind)
            text = "" if value is None or digits is not None else clean_text(to_text(value))
            style = self._style.inert if is_active(text) else self._style.usual
            if digits is not None:
                body = f"{self._open}{digits}{self._close}"
            else:
                body = f'{style}"{_TEXT}{escaped(text)}{_TEXT_END}' if text else self._empty
            bodies.append(body.encode())
            drops.append(-lines_needed(text, self._units))
        return Cells(bodies, most=CELL_LIMIT, drops=drops)


def column_cells(kind: str, style: ColumnStyle, units: int) -> TextColumn | NumberColumn:
    """The maker of cells for a column of `kind`, `units` half-width characters wide."""
    return NumberColumn(style, units, kind) if kind in _CONVERTERS else TextColumn(style, units)


def _needs_care(joined: str, texts: Sequence[str]) -> bool:
    """Whether a text holds what no cell can, or a coded character, begins like a formula, or is too long for a cell.

    A single rare character is found far faster than a pair, so the pair is only looked for where the rare one occurs.
    """
    return (
        (not joined.isprintable() and not joined.replace("\n", "").isprintable() and _UNFIT.search(joined) is not None)
        or f"{_BETWEEN}-" in joined
        or ("_" in joined and "_x" in joined)
        or ("=" in joined and f"{_BETWEEN}=" in joined)
        or ("+" in joined and f"{_BETWEEN}+" in joined)
        or ("@" in joined and f"{_BETWEEN}@" in joined)
        or (len(joined) > CELL_LIMIT // 2 and max(map(len, texts)) > CELL_LIMIT // 2)
    )


def _nothing(_: None) -> str:
    return ""


def _integer(value: int) -> str | None:
    return str(value) if -(10**15) < value < 10**15 else None


@lru_cache(maxsize=100_000)
def _recent_day(value: dt.date) -> str | None:
    return day_number(value) if value >= EARLIEST else None


def _recent_moment(value: dt.datetime) -> str | None:
    # A moment with a zone cannot be subtracted: TypeError, and the careful way says what is wrong.
    since = value - MOMENT_ZERO
    return f"{since.days}{second_fraction(since.seconds)}" if since.days >= _FIRST_SURE_DAY else None


_DAYS: dict[type, Callable[..., str | None]] = {
    dt.date: _recent_day,
    dt.datetime: _recent_moment,
    type(None): _nothing,
}
_CONVERTERS: dict[str, dict[type, Callable[..., str | None]]] = {
    "date": _DAYS,
    "datetime": _DAYS,
    "time": {dt.time: clock_fraction, type(None): _nothing},
    "integer": {int: _integer, type(None): _nothing},
}
