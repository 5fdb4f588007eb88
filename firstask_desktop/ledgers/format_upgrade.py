"""A company's copy of a list from before formats said how values are typed: it is asked for, and shown, as the shipped one is."""

from collections.abc import Mapping
from dataclasses import replace

from firstask_desktop.domain.entry_fields import HOUSE_LISTS
from firstask_desktop.ledgers.formats import FormatColumn, RecordFormat

GAINED: Mapping[str, tuple[str, ...]] = {"staff": ("role", "standing", "substitute", "shared", "login")}
"""Columns that lists got together with that: such a copy cannot have left them out on purpose."""


def completed(fmt: RecordFormat, shipped: RecordFormat) -> RecordFormat:
    """The copy with what the shipped form says of the same columns, and with the columns the list has gained."""
    if fmt.key not in HOUSE_LISTS or any(column.entry for column in fmt.columns):
        return fmt
    models = {column.source: column for column in shipped.columns}
    columns = [_completed(column, models.get(column.source)) for column in fmt.columns]
    there = {column.key for column in columns} | {column.source for column in columns}
    gained = (shipped.column(key) for key in GAINED.get(fmt.key, ()) if key not in there)
    return replace(fmt, columns=(*columns, *gained))


def _completed(column: FormatColumn, model: FormatColumn | None) -> FormatColumn:
    if model is None or column.fixed:
        return column
    return replace(
        column, entry=model.entry, required=column.required or model.required, hint=column.hint or model.hint,
        screen=column.screen and model.screen,
    )  # fmt: skip
