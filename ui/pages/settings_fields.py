"""What a settings record is made of: one line a field, read by the table, the dialog and nobody else."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the settings: `record` rows edited by `entries`; `keep` tells which rows belong here.

    `alone` is a part with just one record; `off` and `on` are the fields that switch a record off and on again;
    `imports` is the list it can be brought in from a workbook by; `form` the record format that declares its entries;
    `today` are days that a new record begins with.
    """

    key: str
    title: str
    about: str
    record: type
    entries: tuple[Entry, ...]
    off: tuple[tuple[str, Any], ...] = (("active", False),)
    on: tuple[tuple[str, Any], ...] = (("active", True),)
    alone: bool = False
    adds: bool = True
    imports: str = ""
    form: str = ""
    today: tuple[str, ...] = ()
    keep: Callable[[Any], bool] | None = None
