"""An editor for each kind of settings field, and how a record's value goes in, comes out and reads in a table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDateEdit, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain import own_values
from firstask_desktop.domain.entry_fields import EntryField
from firstask_desktop.domain.states import Role, Standing
from firstask_desktop.errors import Refused
from ui.dialogs.people_box import everybody
from ui.pages.intake_fields import Pick, Tick
from ui.pages.settings_fields import Entry, Kind, Section
from ui.pages.settings_words import GROUPS, LIMITS
from ui.theme import font
from ui.widgets.boxes import LineBox, TextBox

FEN = 100
DOT = 7.2
"""Pixels of a half-width character in a list."""
AIR = 24
LEAST_OF_KIND = {"date": 98, "standing": 84}
"""Pixels of what such a column always holds."""
KINDS = {
    "line": Kind.LINE, "text": Kind.TEXT, "list": Kind.LINES, "integer": Kind.NUMBER, "choice": Kind.OPTION,
    "tick": Kind.TICK, "money": Kind.MONEY, "limit": Kind.LIMIT, "department": Kind.DEPARTMENT, "post": Kind.POST,
    "person": Kind.PERSON, "matter": Kind.MATTER, "case-kind": Kind.CASE_KIND, "role": Kind.ENUM,
    "standing": Kind.ENUM, "shown": Kind.ENUM,
}  # fmt: skip
"""Which editor each way of typing has."""
OWN_KINDS = {"text": Kind.TEXT, "list": Kind.TEXT, "choice": Kind.OPTION, "tick": Kind.TICK}
"""Of a company's own columns, whose values are texts; all others are a line."""
ENUMS: dict[str, type[StrEnum]] = {"role": Role, "standing": Standing, "shown": Role}


class DayBox(QDateEdit):
    """A day of the calendar."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setMinimumHeight(33)
        self.setDate(QDate.currentDate())
        self.dateChanged.connect(self._tell)

    def value(self) -> date:
        """The day shown."""
        day = self.date()
        return date(day.year(), day.month(), day.day())

    def set_value(self, value: date | None) -> None:
        """Show a day without telling."""
        if value is not None:
            self.blockSignals(True)
            self.setDate(QDate(value.year, value.month, value.day))
            self.blockSignals(False)

    def _tell(self) -> None:
        self.edited.emit()


def choices(entry: Entry, desk: Desk) -> list[tuple[str, str]]:
    """What a pick list offers."""
    house = desk.house
    if entry.kind is Kind.DEPARTMENT:
        return [("", "—"), *((one.id, one.name) for one in house.departments())]
    if entry.kind is Kind.POST:
        posts = house.posts()
        return [("", "—"), *((one.id, f"{one.name}（{house.department_name(one.department)}）") for one in posts)]
    if entry.kind is Kind.PERSON:
        return [("", "—"), *((one.id, f"{one.label} {one.sub}".strip()) for one in everybody(desk))]
    if entry.kind is Kind.MATTER:
        return [("", "—"), *((one.id, one.name) for one in house.matters())]
    if entry.kind is Kind.CASE_KIND:
        return [(one.text, one.text) for one in house.kinds()]
    if entry.kind is Kind.OPTION:
        return [("", "—"), *((word, word) for word in entry.options)]
    if entry.kind is Kind.GROUP:
        return list(GROUPS.items())
    return [(one.value, getattr(one, "word", one.value)) for one in entry.enum or Role]


def make_editor(entry: Entry, desk: Desk) -> QWidget:
    """The editor of one field."""
    if entry.kind in (Kind.TEXT, Kind.LINES):
        return TextBox(entry.label, "", lines=2, most=8)
    if entry.kind is Kind.TICK:
        return Tick(entry.label)
    if entry.kind is Kind.DATE:
        return DayBox(entry.label)
    if entry.kind is Kind.DAY:
        return LineBox(entry.label, entry.hint, 20)
    if entry.kind in (Kind.LINE, Kind.NUMBER, Kind.MONEY, Kind.LIMIT):
        return LineBox(entry.label, "", 200)
    return Pick(entry.label, choices(entry, desk))


def value_of(entry: Entry, record: Any) -> Any:
    """What the record says in this field; a company's own columns hold texts."""
    if entry.own is not None:
        return own_values.values(record.own).get(entry.name, "")
    return getattr(record, entry.name)


def show(entry: Entry, editor: Any, record: Any, desk: Desk) -> None:
    """Put the record's value into the field's editor."""
    value = value_of(entry, record)
    if isinstance(editor, Pick) and entry.own is not None and value and value not in entry.options:
        editor.set_values([*choices(entry, desk), (value, value)])
    if entry.own is not None and entry.kind is not Kind.TICK:
        editor.set_value(value)
    elif entry.kind is Kind.LINES:
        editor.set_value("\n".join(value))
    elif entry.kind is Kind.MONEY:
        editor.set_value(f"{value / FEN:.2f}".removesuffix(".00"))
    elif entry.kind is Kind.LIMIT:
        editor.set_value(desk.forms.working_time(value))
    elif entry.kind is Kind.TICK:
        editor.set_value("1" if value else "")
    elif entry.kind is Kind.DAY:
        editor.set_value(f"{value:%Y-%m-%d}" if value else "")
    elif entry.kind is Kind.NUMBER:
        editor.set_value(str(value))
    else:
        editor.set_value(value)


def filled(record: Any, asked: Sequence[tuple[Entry, QWidget]], desk: Desk) -> Any:
    """The record with what was typed; what is missing or cannot be read is refused at its field."""
    kept = own_values.values(getattr(record, "own", ""))
    typed = {entry.name: read(entry, editor, desk, kept.get(entry.name, "")) for entry, editor in asked}
    own = {entry.name for entry, _ in asked if entry.own is not None}
    if own:
        typed["own"] = own_values.stored(kept | {name: typed.pop(name) for name in own})
    return replace(record, **typed)


def read(entry: Entry, editor: Any, desk: Desk, kept: str = "") -> Any:
    """The field's value; a number that is none is refused at its field. An own text that is as it was kept stays so."""
    value = editor.value()
    if entry.required and not value:
        raise Refused(f"请填写「{entry.label}」", code="missing", field=entry.name)
    if entry.own is not None:
        return kept if value == kept else own_values.checked(entry.own, value)
    return _typed(entry, value, desk)


def _typed(entry: Entry, value: str, desk: Desk) -> Any:
    if entry.kind is Kind.LINES:
        return tuple(line.strip() for line in value.splitlines() if line.strip())
    if entry.kind is Kind.DAY:
        return own_values.day_in(value, entry.name)
    if entry.kind is Kind.TICK:
        return bool(value)
    if entry.kind is Kind.LIMIT:
        return desk.forms.minutes(value, entry.name)
    if entry.kind is Kind.NUMBER:
        return _number(entry, value, 1)
    if entry.kind is Kind.MONEY:
        return _number(entry, value, FEN)
    if entry.kind is Kind.ENUM:
        made: type[StrEnum] = entry.enum or Role
        return made(value)
    return value


def entries_of(desk: Desk, section: Section) -> tuple[Entry, ...]:
    """The entries of a part of the settings, declared here or by its record format."""
    return declared(desk, section.form) if section.form else section.entries


def declared(desk: Desk, key: str) -> tuple[Entry, ...]:
    """The entries of a list as its record format declares them, so that the company's own copy is what is asked."""
    fields = desk.forms.entries(key)
    widest = max((field.width for field in fields if field.listed), default=0)
    stretched = next((field.name for field in fields if field.listed and field.width == widest), "")
    return tuple(entry_of(field, field.name == stretched) for field in fields)


def entry_of(field: EntryField, stretch: bool = False) -> Entry:
    """The entry that a declared field makes."""
    least = max(QFontMetrics(font()).horizontalAdvance(field.label) + AIR, LEAST_OF_KIND.get(field.kind, 0))
    kind = (
        Kind.DAY if field.kind == "date" else OWN_KINDS.get(field.kind, Kind.LINE) if field.own else KINDS[field.kind]
    )
    return Entry(
        field.name, field.label, kind, max(round(field.width * DOT), least) if field.listed else 0, field.required,
        field.hint, ENUMS.get(field.kind), stretch, field.kind == "shown", field.choices, field if field.own else None,
    )  # fmt: skip


def _number(entry: Entry, text: str, times: int) -> int:
    try:
        number = round(float(text or "0") * times)
    except (ValueError, OverflowError):
        number = -1
    if not 0 <= number < 10**9:
        raise Refused(f"「{entry.label}」应为不小于 0 的数字", code="number", field=entry.name)
    return number


def words(entry: Entry, value: Any, desk: Desk) -> str:
    """How a value reads in the table."""
    house = desk.house
    names: dict[Kind, Callable[[Any], str]] = {
        Kind.DEPARTMENT: house.department_name, Kind.POST: house.post_name, Kind.PERSON: house.name,
        Kind.LIMIT: desk.forms.working_time,
    }  # fmt: skip
    if entry.kind in names:
        return names[entry.kind](value)
    if entry.kind is Kind.MATTER:
        matter = house.matter(value)
        return matter.name if matter is not None else ""
    if entry.kind is Kind.TICK:
        return "✓" if value else ""
    if entry.own is not None:
        return "、".join(str(value).splitlines())
    if entry.kind in (Kind.DATE, Kind.DAY):
        return f"{value:%Y-%m-%d}" if value else ""
    if entry.kind is Kind.LINES:
        return "、".join(value)
    if entry.kind is Kind.ENUM:
        return str(getattr(value, "word", value))
    called = GROUPS if entry.kind is Kind.GROUP else LIMITS
    return called.get(str(value), str(value)) if entry.name in ("key", "group") else str(value)
