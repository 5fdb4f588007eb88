"""The columns of a format file: each word known, each value one there is, each way of typing one its value can be typed in."""

from collections.abc import Set

from firstask_desktop.domain.entry_fields import NOT_ASKED, OWN_ENTRIES, known_fields
from firstask_desktop.ledgers.format_sources import known_sources, unknown_source
from firstask_desktop.ledgers.format_text import FormatText
from firstask_desktop.ledgers.formats import ENTRIES, FIXED, KINDS, REQUIRED, FormatColumn

WORDS = (
    "key", "heading", "kind", "width", "required", "source", "choices", "filled_by", "display", "aliases", "split_from",
    "fixed", "entry", "hint", "screen",
)  # fmt: skip
OWN_KINDS = ("text", "date", "integer", "choice")
LEAST_WIDTH, MOST_WIDTH = 1, 255


def format_columns(table: FormatText, wanted: str) -> tuple[FormatColumn, ...]:
    """The `[[column]]`s of a file; `wanted` is the key of the shipped form that the file is a company's copy of, or ""."""
    columns: list[FormatColumn] = []
    seen: set[str] = set()
    known = known_sources(wanted) if wanted else None
    for part in table.tables("column"):
        part.only(WORDS)
        key = part.string("key", required=True)
        if key in seen:
            raise part.complaint(part.line_of("key"), f"列“{key}”写了两次")
        seen.add(key)
        column = _column(part, key)
        _check_source(part, column, known)
        _check_entry(part, column, wanted, known or frozenset())
        if column.split_from and known is not None and column.split_from not in known:
            said = unknown_source("split_from", column.split_from, known)
            raise part.complaint(part.line_of("split_from"), said)
        columns.append(column)
    return tuple(columns)


def _column(part: FormatText, key: str) -> FormatColumn:
    fixed = part.string("fixed")
    return FormatColumn(
        key=key,
        heading=part.string("heading", required=True),
        kind=part.one_of("kind", KINDS, "text"),
        width=part.number("width", 10, least=LEAST_WIDTH, most=MOST_WIDTH),
        required=part.one_of("required", REQUIRED, ""),
        source=f"{FIXED}{key}" if fixed else part.string("source") or key,
        choices=part.strings("choices"),
        filled_by=part.string("filled_by"),
        display=part.string("display"),
        aliases=part.strings("aliases"),
        split_from=part.string("split_from"),
        fixed=fixed,
        entry=part.one_of("entry", ENTRIES, ""),
        hint=part.string("hint"),
        screen=part.flag("screen", True),
    )


def _check_source(part: FormatText, column: FormatColumn, known: Set[str] | None) -> None:
    """A value that a column names is one there is; a column of its own key holds what the company fills in itself."""
    if known is not None and not column.fixed and column.source != column.key and column.source not in known:
        raise part.complaint(part.line_of("source"), unknown_source("source", column.source, known))


def _check_entry(part: FormatText, column: FormatColumn, wanted: str, known: Set[str]) -> None:
    """A value of the house is typed as what it is; a company's own as a text, a day, a number or one of its choices."""
    fields = known_fields(wanted)
    if not fields or column.fixed:
        return
    if column.source in fields:
        allowed: tuple[str, ...] = fields[column.source].entries
    elif column.source in known:
        allowed = ()
    else:
        allowed = OWN_ENTRIES
        if column.kind not in OWN_KINDS:
            raise part.complaint(part.line_of("kind"), f"自己的列 kind 只能写：{'、'.join(OWN_KINDS)}")
        if column.kind == "choice" and not column.choices:
            raise part.complaint(part.line_of("kind"), "choice 的列要用 choices 写出可选的各项")
    if column.entry not in ("", NOT_ASKED, *allowed):
        words = f"，可用：{'、'.join((*allowed, NOT_ASKED))}" if allowed else "，它不是录入的，不写 entry"
        raise part.complaint(part.line_of("entry"), f"“{column.heading}”一列的 entry 不能写“{column.entry}”{words}")
