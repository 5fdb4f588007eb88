"""What a settings record is made of: one line a field, read by the table, the dialog and nobody else."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from firstask_desktop.domain.entry_fields import EntryField
from firstask_desktop.domain.values import dataclass


class Kind(StrEnum):
    """Which editor a field has."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    MONEY = "money"
    TICK = "tick"
    ENUM = "enum"
    DATE = "date"
    DEPARTMENT = "department"
    POST = "post"
    PERSON = "person"
    MATTER = "matter"
    CASE_KIND = "case_kind"
    GROUP = "group"
    DAY = "day"
    OPTION = "option"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a record: its name in the record, its word, its editor; `wide` is its column's width, 0 for none."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    wide: int = 0
    required: bool = False
    hint: str = ""
    enum: type[StrEnum] | None = None
    stretch: bool = False
    fixed: bool = False
    """Shown, never edited."""
    options: tuple[str, ...] = ()
    own: EntryField | None = None
    """A column the company added: its value is a text among the record's own ones."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the settings: `record` rows edited by `entries`; `keep` tells which rows belong here.

    `alone` is a part with just one record; `off` and `on` are the fields that switch a record off and on again; `form`
    is the record format that declares the entries of a list, by which it also goes out to a workbook and comes back;
    `today` are days that a new record begins with.
    """

    key: str
    title: str
    about: str
    record: type
    entries: tuple[Entry, ...] = ()
    off: tuple[tuple[str, Any], ...] = (("active", False),)
    on: tuple[tuple[str, Any], ...] = (("active", True),)
    alone: bool = False
    adds: bool = True
    form: str = ""
    today: tuple[str, ...] = ()
    keep: Callable[[Any], bool] | None = None
