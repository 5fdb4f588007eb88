"""One column of many rows at once as worksheet cells: what is clean goes through whole, the rest cell by cell.

A column of a few hundred rows is joined, checked, escaped, coded and split again, which costs a few calls for all of
them instead of several for each cell (QUALITY S6). Whatever the quick way does not know goes the careful way.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import add, floordiv, sub
from typing import Any

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

# No text in a workbook holds it: where one does, the column goes the careful way.
_BETWEEN = "\0"
_CUT = b"\0"
# What a workbook cannot hold, besides what stands between the texts; line feeds and tabs it can.
_UNFIT = bytes([*range(1, 9), *range(0x0B, 0x20)])
_NO_CHARACTERS = ("\ufffe", "\uffff")
_ACTIVE = (b"=", b"+", b"-", b"@", b"\t")
_WHITE = (b" ", b"\n", b"\t")
# Serial numbers before 1900-03-01 mean different days to different programs.
_FIRST_SURE_DAY = 61
# From here on a workbook's numbers are rounded.
_UNSURE = 10**15


@dataclass(frozen=True)
class ColumnStyle:
    """The style numbers of one column in the workbook: the usual one and the one that marks a text as inert."""

    usual: int
    inert: int


@dataclass(frozen=True)
class Cells:
    """A column's cells, row by row, each from after its line's number up to before the next place's number.

    `least` and `most` are bounds of the lines a cell takes, and `drops` those lines themselves, negated: only worth
    working out when another column does not make the rows as tall anyway.
    """

    pieces: Sequence[bytes]
    least: int = 1
    most: int = 1
    drops: Iterable[int] = ()


class TextColumn:
    """A column whose cells are text, whatever their values are. `after` is what follows each cell."""

    def __init__(self, style: ColumnStyle, units: int, after: str) -> None:
        self._style = style
        self._units = units
        self._after = after
        self._end = f"</t></is></c>{after}".encode()
        self._start = f'" s="{style.usual}" t="inlineStr"><is><t>'.encode()
        # A reader may drop white space at the edges of a text that does not say so.
        self._keeping = f'" s="{style.usual}" t="inlineStr"><is><t xml:space="preserve">'.encode()
        self._empty = f'" s="{style.usual}"/>{after}'.encode()

    def cells(self, values: Sequence[object]) -> Cells:
        """The texts of `values`; None is no text."""
        texts: Sequence[str] = values  # type: ignore[assignment]
        try:
            plain = _BETWEEN.join(texts)
        except TypeError:
            texts = ["" if value is None else to_text(value) for value in values]
            plain = _BETWEEN.join(texts)
        try:
            coded = _CUT + plain.encode() + _CUT
        except UnicodeEncodeError:
            return self._careful_cells(texts)
        if _needs_care(plain, coded, texts):
            return self._careful_cells(texts)
        start = self._keeping if any(white in coded for white in _WHITE) else self._start
        shown: Sequence[bytes] = ()
        if b"&" in coded or b"<" in coded or b">" in coded:
            shown = coded.split(_CUT)[1:-1]
            coded = coded.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
        laid_out = coded.replace(_CUT, self._end + _CUT + start)
        if "" in texts:
            laid_out = laid_out.replace(start + self._end, self._empty)
        pieces = laid_out.split(_CUT)[1:-1]
        if len(pieces) != len(texts):
            return self._careful_cells(texts)
        around = 0 if shown else len(start) + len(self._end)
        return self._measured(texts, pieces, shown or pieces, around, broken=b"\n" in coded)

    def _measured(
        self, texts: Sequence[str], pieces: Sequence[bytes], shown: Sequence[bytes], around: int, *, broken: bool
    ) -> Cells:
        """The cells with their lines: `shown` are the coded texts with `around` more bytes each."""
        # Characters and bytes together are twice the half-widths: a Chinese one is three bytes, a Latin one is one.
        weights = map(sub, map(add, map(len, texts), map(len, shown)), repeat(around))
        drops = map(floordiv, weights, repeat(-2 * self._units))
        if broken:
            return Cells(pieces, most=CELL_LIMIT, drops=self._broken(texts, drops))
        # No text takes more half-widths than it has bytes, nor fewer than it has characters.
        most = -(-(max(map(len, shown), default=0) - around) // self._units)
        if most <= 1:
            return Cells(pieces)
        return Cells(pieces, -(-min(map(len, texts)) // self._units), most, drops)

    def _broken(self, texts: Sequence[str], drops: Iterable[int]) -> list[int]:
        counted = list(drops)
        for place in [place for place, text in enumerate(texts) if "\n" in text]:
            counted[place] = -lines_needed(texts[place], self._units)
        return counted

    def _careful_cells(self, texts: Sequence[str]) -> Cells:
        cleaned = [clean_text(text) for text in texts]
        drops = [-lines_needed(text, self._units) for text in cleaned]
        return Cells([text_cell(text, self._style, self._after) for text in cleaned], most=CELL_LIMIT, drops=drops)


class NumberColumn:
    """A column of days, times, moments or integers; what is none of these is shown as text."""

    def __init__(self, style: ColumnStyle, units: int, kind: str, after: str) -> None:
        self._style = style
        self._units = units
        self._kind = kind
        self._after = after
        self._start = f'" s="{style.usual}"><v>'
        self._end = f"</v></c>{after}"
        self._between = f"{self._end}{_BETWEEN}{self._start}"
        self._empty = f'" s="{style.usual}"/>{after}'
        self._numbers = _NUMBERS[kind]

    def cells(self, values: Sequence[object]) -> Cells:
        """The numbers that stand for `values`. A moment with a zone is the caller's mistake: ValueError."""
        try:
            joined = self._between.join(self._numbers(values))
        except (AttributeError, KeyError, TypeError):
            return self._careful_cells(values)
        written = f"{self._start}{joined}{self._end}".replace(f"{self._start}{self._end}", self._empty)
        return Cells(written.encode().split(_CUT) if values else [])

    def _careful_cells(self, values: Sequence[object]) -> Cells:
        pieces: list[bytes] = []
        drops: list[int] = []
        for value in values:
            digits = number_text(value, self._kind)
            text = "" if value is None or digits is not None else clean_text(to_text(value))
            number = f"{self._start}{digits}{self._end}".encode()
            pieces.append(text_cell(text, self._style, self._after) if digits is None else number)
            drops.append(-lines_needed(text, self._units))
        return Cells(pieces, most=CELL_LIMIT, drops=drops)


def text_cell(text: str, style: ColumnStyle, after: str) -> bytes:
    """One cell of clean text, empty where there is none, from after its line's number on."""
    if not text:
        return f'" s="{style.usual}"/>{after}'.encode()
    number = style.inert if is_active(text) else style.usual
    opening = f'" s="{number}" t="inlineStr"><is><t xml:space="preserve">'
    return f"{opening}{escaped(text)}</t></is></c>{after}".encode()


def _needs_care(plain: str, coded: bytes, texts: Sequence[str]) -> bool:
    """Whether a text holds what no cell can, or a coded character, begins like a formula, or is too long for a cell.

    A single rare character is found far faster than a pair, so the pair is only looked for where the rare one occurs.
    """
    return (
        len(coded.translate(None, _UNFIT)) != len(coded)
        or any(sign in coded and _CUT + sign in coded for sign in _ACTIVE)
        or (b"_" in coded and b"_x" in coded)
        or (not plain.isascii() and any(none in plain for none in _NO_CHARACTERS))
        or (len(plain) > CELL_LIMIT // 2 and max(map(len, texts)) > CELL_LIMIT // 2)
    )


class _Days(dict[int, str]):
    """Days since the workbook's day nought, in digits; a day that is not sure is not there: KeyError."""

    def __missing__(self, days: int) -> str:
        if days < _FIRST_SURE_DAY:
            raise KeyError(days)
        self[days] = str(days)
        return self[days]


class _Fractions(dict[int, str]):
    """Seconds of a day as its fraction, from the decimal point on."""

    def __missing__(self, second: int) -> str:
        self[second] = second_fraction(second)
        return self[second]


_days, _fractions = _Days(), _Fractions()


def _moments(values: Sequence[Any]) -> list[str]:
    """Naive moments; whatever else cannot be subtracted: TypeError."""
    return [
        "" if value is None else f"{_days[(since := value - MOMENT_ZERO).days]}{_fractions[since.seconds]}"
        for value in values
    ]


def _dates(values: Sequence[Any]) -> list[str]:
    if not set(map(type, values)) <= {dt.date, type(None)}:
        return _moments(values)
    return ["" if value is None else _recent_day(value) for value in values]


@lru_cache(maxsize=100_000)
def _recent_day(value: dt.date) -> str:
    if value < EARLIEST:
        raise KeyError(value)
    return day_number(value)


def _clocks(values: Sequence[Any]) -> list[str]:
    if not set(map(type, values)) <= {dt.time, type(None)}:
        raise TypeError("not only times of day")
    return ["" if value is None else clock_fraction(value) for value in values]


def _integers(values: Sequence[Any]) -> Iterable[str]:
    kinds = set(map(type, values))
    if not kinds <= {int, type(None)}:
        raise TypeError("not only integers")
    if type(None) in kinds:
        return ["" if value is None else _integer(value) for value in values]
    return map(_integer if max(map(abs, values)) >= _UNSURE else str, values)


def _integer(value: int) -> str:
    if abs(value) >= _UNSURE:
        raise KeyError(value)
    return str(value)


_NUMBERS = {"date": _dates, "datetime": _moments, "time": _clocks, "integer": _integers}
