"""How a column of a form is filled in, changed without a text editor: whether it must be, how, from what, with which hint."""

from collections.abc import Sequence
from dataclasses import replace

from firstask_desktop.domain.entry_fields import NOT_ASKED, OWN_ENTRIES, known_fields
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import FormatColumn, RecordFormat

MOST_CHOICES, LONGEST_CHOICE, LONGEST_HINT = 60, 40, 120


def demands(fmt: RecordFormat, shipped: RecordFormat, key: str) -> tuple[str, ...]:
    """What can be said of a column that is typed: that it may be empty, or must be filled. Of a ledger of matters the flow
    says when each value must be there ([57]), not its form."""
    typed = [entry for entry in entries_of(fmt, shipped, key) if entry not in ("shown", "tick", NOT_ASKED)]
    return ("", "always") if typed else ()


def demanded(fmt: RecordFormat, shipped: RecordFormat, key: str, required: str) -> RecordFormat:
    """A column that must be filled, or need not be; what a row is recognised by always must."""
    column = fmt.column(key)
    if required not in demands(fmt, shipped, key):
        raise Refused(f"“{column.heading}”是否必填不由表来定", code="required", field="required")
    if required != "always" and key in (*fmt.essential, *shipped.essential):
        raise Refused(f"“{column.heading}”必须填：一行靠它认出来", code="needed", field="required")
    if required == "always" and _entry(fmt, shipped, column) == NOT_ASKED:
        raise Refused(f"“{column.heading}”不在录入窗口里，不能必填；先选怎样录入", code="required", field="required")
    return _with(fmt, replace(column, required=required))


def entries_of(fmt: RecordFormat, shipped: RecordFormat, key: str) -> tuple[str, ...]:
    """The ways in which a column can be typed, not to be asked among them; nothing where it is not typed at all."""
    column, known = fmt.column(key), known_fields(fmt.key)
    if not known or column.fixed:
        return ()
    if column.source in known:
        return (*known[column.source].entries, NOT_ASKED)
    return (*OWN_ENTRIES, NOT_ASKED) if is_kept(fmt, shipped, column) else ()


def asked(fmt: RecordFormat, shipped: RecordFormat, key: str, entry: str) -> RecordFormat:
    """A column typed in another way, or not asked any more."""
    column = fmt.column(key)
    if entry not in entries_of(fmt, shipped, key):
        raise Refused(f"“{column.heading}”不能这样录入，请从列表里选", code="entry", field="entry")
    if entry == NOT_ASKED and key in (*fmt.essential, *shipped.essential):
        raise Refused(f"“{column.heading}”要录入：一行靠它认出来", code="needed", field="entry")
    required = "" if entry == NOT_ASKED else column.required
    kind = "text" if entry in ("tick", "list", "text") and is_kept(fmt, shipped, column) else column.kind
    choices = column.choices if kind == "choice" else () if is_kept(fmt, shipped, column) else column.choices
    return _with(fmt, replace(column, entry=entry, required=required, kind=kind, choices=choices))


def offering(fmt: RecordFormat, shipped: RecordFormat, key: str, choices: Sequence[str]) -> RecordFormat:
    """A column with other words to choose from. A company's own text becomes a choice by them, and a text without them."""
    column = fmt.column(key)
    if not offers(fmt, shipped, column):
        raise Refused(f"“{column.heading}”不是选出来的，没有选项", code="choices", field="choices")
    kept = tuple(dict.fromkeys(word for each in choices if (word := " ".join(each.split()))))
    if len(kept) > MOST_CHOICES or any(len(word) > LONGEST_CHOICE for word in kept):
        said = f"选项最多 {MOST_CHOICES} 个，每个不超过 {LONGEST_CHOICE} 字"
        raise Refused(said, code="choices", field="choices")
    if is_kept(fmt, shipped, column):
        return _with(fmt, replace(column, kind="choice" if kept else "text", choices=kept, entry="line"))
    if not kept:
        raise Refused(f"“{column.heading}”至少要有一个选项", code="choices", field="choices")
    return _with(fmt, replace(column, choices=kept))


def offers(fmt: RecordFormat, shipped: RecordFormat, column: FormatColumn) -> bool:
    """Whether words to choose from belong to this column."""
    return column.kind == "choice" or (is_kept(fmt, shipped, column) and column.kind == "text")


def hinted(fmt: RecordFormat, shipped: RecordFormat, key: str, hint: str) -> RecordFormat:
    """Other words beside the field."""
    column, hint = fmt.column(key), " ".join(hint.split())
    if not entries_of(fmt, shipped, key):
        raise Refused(f"“{column.heading}”不在录入窗口里，没有提示", code="hint", field="hint")
    if len(hint) > LONGEST_HINT:
        raise Refused(f"提示不超过 {LONGEST_HINT} 字", code="too-long", field="hint")
    return _with(fmt, replace(column, hint=hint))


def on_screen(fmt: RecordFormat, key: str, shown: bool) -> RecordFormat:
    """A column that the list on the screen shows, or leaves to paper; one at least stays."""
    if not shown and [column.key for column in fmt.columns if column.screen] == [key]:
        raise Refused("屏幕上至少要有一列", code="needed", field="screen")
    return _with(fmt, replace(fmt.column(key), screen=shown))


def is_kept(fmt: RecordFormat, shipped: RecordFormat, column: FormatColumn) -> bool:
    """Whether the company added the column and its values are kept with the rows."""
    known = known_fields(fmt.key)
    return (
        bool(known)
        and not column.fixed
        and column.source == column.key
        and column.source not in known
        and all(column.source != other.source for other in shipped.columns)
    )


def entry_of(fmt: RecordFormat, shipped: RecordFormat, column: FormatColumn) -> str:
    """How the column's value is typed: as it says, else as in the shipped form, else a line; "" when it is not."""
    entry = _entry(fmt, shipped, column)
    return "" if entry == NOT_ASKED else entry


def _entry(fmt: RecordFormat, shipped: RecordFormat, column: FormatColumn) -> str:
    if column.entry or column.fixed:
        return NOT_ASKED if column.fixed else column.entry
    if is_kept(fmt, shipped, column):
        return "line"
    return next((each.entry for each in shipped.columns if each.source == column.source), "")


def _with(fmt: RecordFormat, column: FormatColumn) -> RecordFormat:
    return replace(fmt, columns=tuple(column if other.key == column.key else other for other in fmt.columns))
