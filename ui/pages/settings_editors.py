"""An editor for each kind of settings field, and how a record's value goes in, comes out and reads in a table."""

import re
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.states import Role
from firstask_desktop.errors import Refused
from ui.dialogs.people_box import everybody
from ui.pages.intake_fields import Pick, Tick
from ui.pages.settings_fields import Entry, Kind, Section
from ui.pages.settings_words import GROUPS, LIMITS
from ui.widgets.boxes import LineBox, TextBox

FEN = 100
DOT = 7.2
"""Pixels of a half-width character in a list."""
_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?")


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
    if entry.kind in (Kind.LINE, Kind.NUMBER, Kind.MONEY):
        return LineBox(entry.label, "", 200)
    return Pick(entry.label, choices(entry, desk))


def show(entry: Entry, editor: Any, value: Any) -> None:
    """Put a record's value into its editor."""
    if entry.kind is Kind.LINES:
        editor.set_value("\n".join(value))
    elif entry.kind is Kind.MONEY:
        editor.set_value(f"{value / FEN:.2f}".removesuffix(".00"))
    elif entry.kind is Kind.TICK:
        editor.set_value("1" if value else "")
    elif entry.kind is Kind.DAY:
        editor.set_value(f"{value:%Y-%m-%d}" if value else "")
    elif entry.kind is Kind.NUMBER:
        editor.set_value(str(value))
    else:
        editor.set_value(value)


def read(entry: Entry, editor: Any) -> Any:
    """The record's value; a number that is none is refused at its field."""
    value = editor.value()
    if entry.required and not value:
        raise Refused(f"请填写「{entry.label}」", code="missing", field=entry.name)
    if entry.kind is Kind.LINES:
        return tuple(line.strip() for line in value.splitlines() if line.strip())
    if entry.kind is Kind.DAY:
        return _day(entry, value)
    if entry.kind is Kind.TICK:
        return bool(value)
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
    return declared(desk, section.form, section.record) if section.form else section.entries


def declared(desk: Desk, key: str, record: type) -> tuple[Entry, ...]:
    """The entries of a register as its record format declares them, so that the company's own copy is what is asked.

    What the record has no field for can only be printed.
    """
    known = {each.name for each in fields(record)}
    kinds = {
        "text": Kind.TEXT, "list": Kind.LINES, "date": Kind.DAY, "integer": Kind.NUMBER, "choice": Kind.OPTION,
    }  # fmt: skip
    return tuple(
        Entry(
            field.name, field.label, kinds.get(field.kind, Kind.LINE), round(field.width * DOT), field.required,
            field.hint, stretch=place == 0, options=field.choices,
        )
        for place, field in enumerate(desk.forms.entries(key))
        if field.name in known
    )  # fmt: skip


def _day(entry: Entry, text: str) -> date | None:
    """A typed day with its year, or nothing."""
    if not text:
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        said = f"看不懂「{text}」，请写成 2026-12-31"
        raise Refused(said, code="date", field=entry.name) from None


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
    names = {Kind.DEPARTMENT: house.department_name, Kind.POST: house.post_name, Kind.PERSON: house.name}
    if entry.kind in names:
        return names[entry.kind](value)
    if entry.kind is Kind.MATTER:
        matter = house.matter(value)
        return matter.name if matter is not None else ""
    if entry.kind is Kind.TICK:
        return "✓" if value else ""
    if entry.kind in (Kind.DATE, Kind.DAY):
        return f"{value:%Y-%m-%d}" if value else ""
    if entry.kind is Kind.LINES:
        return "、".join(value)
    if entry.kind is Kind.ENUM:
        return str(getattr(value, "word", value))
    called = GROUPS if entry.kind is Kind.GROUP else LIMITS
    return called.get(str(value), str(value)) if entry.name in ("key", "group") else str(value)
