"""The monthly report as data: figures that know their cases, tables of figures, and which columns are drawn how."""

from collections.abc import Iterable, Sequence
from datetime import date

from firstask_desktop.domain.values import dataclass

NOTHING = "—（0 件）"
"""What stands where there is nothing to reckon from ([3])."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as people read it, the number behind it (None where it would pretend), and the cases it counts.

    `form` is how a worksheet shows `value` (an Excel number format), so that a chart can draw it and a person reads
    the same words.
    """

    words: str
    value: float | None
    cases: tuple[str, ...] = ()
    form: str = "0"


def count_of(cases: Iterable[str], times: int | None = None, unit: str = "") -> Figure:
    """How many cases; or how often (`times`) in those cases, with its unit."""
    found = tuple(dict.fromkeys(cases))
    number = len(found) if times is None else times
    return Figure(f"{number}{unit}", number, found, f'0"{unit}"' if unit else "0")


def share_of(part: Sequence[str], whole: Sequence[str], unit: str = "件") -> Figure:
    """`part` of `whole` in per cent with its base: 85%（20 件）; without a base 「—（0 件）」."""
    if not whole:
        return Figure(f"—（0 {unit}）", None)
    value = len(part) / len(whole)
    per_cent = (200 * len(part) + len(whole)) // (2 * len(whole))  # half upwards, as worksheets round
    base = f"（{len(whole)} {unit}）"
    return Figure(f"{per_cent}%{base}", value, tuple(dict.fromkeys(whole)), f'0%"{base}"')


def average_of(minutes: Sequence[int], cases: Sequence[str], unit: str = "次") -> Figure:
    """The mean of working minutes with its base: 35 分（12 次）."""
    if not minutes:
        return Figure(f"—（0 {unit}）", None)
    mean = round(sum(minutes) / len(minutes))
    form = f'0" 分（{len(minutes)} {unit}）"'
    return Figure(f"{mean} 分（{len(minutes)} {unit}）", mean, tuple(dict.fromkeys(cases)), form)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart over a table: `kind` is stacked, bars, line or pie; `columns` are the drawn headings (0 is the first
    figure). A chart of shares has a `top` of 1; "" for no axis title."""

    kind: str
    title: str
    columns: tuple[int, ...]
    across: str = ""
    up: str = ""
    top: float = 0


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a table."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One table of the report. `whole` is its last line over all lines, where that makes sense."""

    key: str
    title: str
    first: str
    headings: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    drawings: tuple[Drawing, ...] = ()
    whole: FigureRow | None = None
    note: str = ""

    def drawn(self, drawing: Drawing) -> list[tuple[str, list[float]]]:
        """The series of a drawing: heading and one value a line, 0 where there is nothing."""
        return [
            (self.headings[column], [row.figures[column].value or 0.0 for row in self.rows])
            for column in drawing.columns
        ]


@dataclass(frozen=True, slots=True)
class MonthReport:
    """A month of the centre in figures, sealed by the journal's head."""

    organisation: str
    centre: str
    month: date
    seal: str
    made: str
    tables: tuple[FigureTable, ...]
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What stands over it."""
        return "首问责任制月度报告"

    @property
    def month_words(self) -> str:
        """2026年11月."""
        return f"{self.month:%Y}年{self.month.month}月"

    def table(self, key: str) -> FigureTable:
        """One table by key; an unknown key is the caller's mistake: KeyError."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)
