"""A company changes a form without a text editor: headings, order, widths, number, revision, columns of its own."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import FIXED, FormatColumn, RecordFormat
from firstask_desktop.ledgers.headings import plain_heading

NEEDED = frozenset({"number"})
"""Columns no ledger of matters can do without: the number ties the paper to the journal."""
OWN = "own_"
LEAST_WIDTH, MOST_WIDTH = 2.0, 120.0
MOST_COLUMNS = 60


def changed_title(fmt: RecordFormat, title: str, form_number: str, revision: str) -> RecordFormat:
    """The form under another title, number and revision; a form without a title is refused."""
    if not title.strip():
        raise Refused("标题不能为空", code="missing", field="title")
    return replace(fmt, title=title.strip(), form_number=form_number.strip(), revision=revision.strip())


def renamed(fmt: RecordFormat, key: str, heading: str) -> RecordFormat:
    """A column under another heading. The former one stays an alias, so that older sheets are still read."""
    heading = " ".join(heading.split())
    column = fmt.column(key)
    if not heading:
        raise Refused("表头不能为空", code="missing", field="heading")
    if any(plain_heading(other.heading) == plain_heading(heading) for other in fmt.columns if other.key != key):
        raise Refused(f"已有一列叫“{heading}”", code="twice", field="heading")
    aliases = tuple(dict.fromkeys((*column.aliases, column.heading))) if column.heading != heading else column.aliases
    return _with(
        fmt, replace(column, heading=heading, aliases=tuple(each for each in aliases if each not in ("", heading)))
    )


def widened(fmt: RecordFormat, key: str, width: float) -> RecordFormat:
    """A column of another width, in half-width characters."""
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise Refused(f"列宽要在 {LEAST_WIDTH:g} 到 {MOST_WIDTH:g} 之间", code="width", field="width")
    return _with(fmt, replace(fmt.column(key), width=round(width, 1)))


def moved(fmt: RecordFormat, key: str, steps: int) -> RecordFormat:
    """A column that many places to the right (left when negative), as far as there is room."""
    columns = list(fmt.columns)
    start = next(place for place, column in enumerate(columns) if column.key == key)
    column = columns.pop(start)
    columns.insert(max(0, min(start + steps, len(columns))), column)
    return replace(fmt, columns=tuple(columns))


def hidden(fmt: RecordFormat, key: str) -> RecordFormat:
    """The form without a column; the number and what the form is recognised by stay."""
    always = fmt.column(key).required == "always" or key in fmt.essential
    if always or (key in NEEDED and fmt.key.startswith("kf-")):
        raise Refused(f"“{fmt.column(key).heading}”一列不能去掉：核对和导入都要靠它", code="needed", field="heading")
    left = (column for column in fmt.columns if column.key != key)
    return replace(
        fmt, columns=tuple(replace(each, split_from="") if each.split_from == key else each for each in left)
    )


def left_out(fmt: RecordFormat, shipped: RecordFormat) -> tuple[FormatColumn, ...]:
    """The shipped columns that this form hides."""
    there = {column.key for column in fmt.columns}
    return tuple(column for column in shipped.columns if column.key not in there)


def shown_again(fmt: RecordFormat, shipped: RecordFormat, key: str) -> RecordFormat:
    """A hidden column back, right of the one it stood behind."""
    order = [column.key for column in shipped.columns]
    before = set(order[: order.index(key)])
    place = max((at + 1 for at, column in enumerate(fmt.columns) if column.key in before), default=0)
    columns = [*fmt.columns[:place], shipped.column(key), *fmt.columns[place:]]
    split = {column.key for column in shipped.columns if column.split_from == key}
    columns = [replace(each, split_from=key) if each.key in split else each for each in columns]
    there = {column.key for column in columns}
    columns = [each if each.split_from in there else replace(each, split_from="") for each in columns]
    return renamed(replace(fmt, columns=tuple(columns)), key, shipped.column(key).heading)


def with_own(
    fmt: RecordFormat, heading: str, *, fixed: str = "", source: str = "", kind: str = "text", entry: str = "",
    choices: Sequence[str] = (), taken: Collection[str] = (),
) -> RecordFormat:  # fmt: skip
    """The form with a column of the company's own at its end: a fixed text, a value of the case, or filled in by hand.

    `entry` and `choices` say how it is typed where rows are typed; its key is none of those `taken` before.
    """
    if len(fmt.columns) >= MOST_COLUMNS:
        raise Refused(f"一张表最多 {MOST_COLUMNS} 列", code="too-many", field="heading")
    used = {column.key for column in fmt.columns} | set(taken)
    key = next(f"{OWN}{number}" for number in range(1, len(used) + 2) if f"{OWN}{number}" not in used)
    column = FormatColumn(
        key, "", kind, 10.0, source=f"{FIXED}{key}" if fixed else source or key, filled_by="本单位", fixed=fixed,
        entry=entry, choices=tuple(choices),
    )  # fmt: skip
    return renamed(replace(fmt, columns=(*fmt.columns, column)), key, heading)


def is_own(column: FormatColumn) -> bool:
    """Whether the company added this column."""
    return column.key.startswith(OWN)


def _with(fmt: RecordFormat, column: FormatColumn) -> RecordFormat:
    return replace(fmt, columns=tuple(column if other.key == column.key else other for other in fmt.columns))
