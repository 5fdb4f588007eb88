"""The entry form of a list or a simple register, read from its record format; and the values of a company's own columns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from firstask_desktop.domain.desk_life import DeskItem
from firstask_desktop.domain.entry_fields import NOT_ASKED, EntryField, known_fields
from firstask_desktop.domain.own_values import as_cell, checked, stored, values
from firstask_desktop.domain.people import Department, External, Matter, Person, Post
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.ledgers.column_edit import entry_of, is_kept

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import FormatColumn, RecordFormat
    from firstask_desktop.services.office import Office

OWN_KINDS = frozenset({"date", "integer", "choice"})


def entry_fields(fmt: "RecordFormat", shipped: "RecordFormat") -> tuple[EntryField, ...]:
    """What is asked, in the format's order."""
    asked = (_field(fmt, column, shipped) for column in fmt.columns)
    return tuple(field for field in asked if field is not None)


def own_fields(fmt: "RecordFormat", shipped: "RecordFormat") -> tuple[EntryField, ...]:
    """The columns that the company added and whose values the rows keep, asked or not."""
    return tuple(_own(column) for column in fmt.columns if is_kept(fmt, shipped, column))


def _field(fmt: "RecordFormat", column: "FormatColumn", shipped: "RecordFormat") -> EntryField | None:
    entry = entry_of(fmt, shipped, column)
    if not entry:
        return None
    if is_kept(fmt, shipped, column):
        return replace(_own(column), kind=column.kind if column.kind in OWN_KINDS else entry)
    known = known_fields(fmt.key)[column.source]
    kind = entry if known.kind in ("line", "text") else known.kind
    required = column.required == "always" or column.key in shipped.essential
    return EntryField(
        known.name, column.heading, kind, column.width, required, column.hint, column.choices, column.screen
    )


def _own(column: "FormatColumn") -> EntryField:
    kind = column.kind if column.kind in OWN_KINDS else column.entry or "line"
    return EntryField(
        column.source, column.heading, "line" if kind == NOT_ASKED else kind, column.width,
        column.required == "always", column.hint, column.choices, column.screen, own=True,
    )  # fmt: skip


def read_own(fields: Sequence[EntryField], row: Mapping[str, Any], kept: str) -> str:
    """What a row of a workbook says in a company's own columns; what a cell leaves open stays as it is kept."""
    typed = {field.name: checked(field, row[field.name]) for field in fields if row.get(field.name) is not None}
    return stored(values(kept) | typed)


def own_cells(fields: Sequence[EntryField], kept: str) -> dict[str, object]:
    """The kept values as the cells of a row."""
    found = values(kept)
    return {field.name: as_cell(field.kind, found.get(field.name, "")) for field in fields}


RECORDS: Mapping[str, type[Any]] = {
    "departments": Department, "posts": Post, "staff": Person, "matters": Matter, "service-map": ServiceLink,
    "externals": External, "things-kept": DeskItem,
}  # fmt: skip
"""What the rows of each list are."""


def kept_keys(office: "Office", key: str) -> frozenset[str]:
    """The columns that rows keep values of, also those the form no longer has: a new one must not take over theirs."""
    rows = office.store.everything(RECORDS[key]) if key in RECORDS else ()
    return frozenset(name for row in rows if row.own for name in values(row.own))
