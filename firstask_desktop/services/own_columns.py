"""What a company's own columns may show of a case, by name: `case.identity`, `case.state` …"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.case_values import CASE_VALUES
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.people import Matter
from firstask_desktop.services.office import Office

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import FormatColumn, FormSection

Value = Callable[[Office, Case], object]


def _moment(field: str) -> Value:
    def value(office: Office, case: Case) -> object:
        at = getattr(case, field)
        return local(at, office.zone) if at else None

    return value


def _person(field: str) -> Value:
    def value(office: Office, case: Case) -> object:
        return office.name(getattr(case, field))

    return value


def _plain(field: str) -> Value:
    def value(_office: Office, case: Case) -> object:
        return getattr(case, field)

    return value


def _matter(office: Office, case: Case) -> object:
    matter = office.get(Matter, case.matter)
    return matter.name if matter else ""


def _helpers(office: Office, case: Case) -> object:
    return "、".join(office.name(each) for each in case.helpers)


def _state(_office: Office, case: Case) -> object:
    return case.state.word


_READ: Mapping[str, Value] = {
    "case.matter": _matter,
    "case.state": _state,
    "case.identity": _plain("identity"),
    "case.organisation": _plain("organisation"),
    "case.request": _plain("request"),
    "case.contact_place": _plain("contact_place"),
    "case.registered_at": _moment("registered_at"),
    "case.registrar": _person("registrar"),
    "case.carrier": _person("carrier"),
    "case.helpers": _helpers,
    "case.limit_at": _moment("limit_at"),
    "case.promise_changes": _plain("promise_changes"),
    "case.broken_promises": _plain("broken_promises"),
    "case.returns": _plain("returns"),
    "case.attempts": _plain("attempts"),
    "case.redo_count": _plain("redo_count"),
    "case.minutes_taken": _plain("minutes_taken"),
    "case.answer": _plain("answer"),
    "case.answered_by": _person("answered_by"),
    "case.closed_at": _moment("closed_at"),
    "case.closed_by": _person("closed_by"),
    "case.booking_no": _plain("booking_no"),
}
SOURCES: Mapping[str, tuple[str, str, Value]] = {
    source: (words, kind, _READ[source]) for source, (words, kind) in CASE_VALUES.items()
}
"""Source → what it is called, what kind of value it is, and how it is read."""


def own_columns(columns: "Sequence[FormatColumn]") -> "tuple[FormatColumn, ...]":
    """The columns a row must be filled up for: fixed texts and values of the case."""
    return tuple(column for column in columns if column.fixed or column.source in SOURCES)


def own_values(office: Office, case: Case | None, columns: "Sequence[FormatColumn]") -> dict[str, object]:
    """What such columns say of a case; where a row belongs to none, only the fixed texts."""
    return {
        column.source: column.fixed or (SOURCES[column.source][2](office, case) if case else "") for column in columns
    }


def form_values(office: Office, case: Case, sections: "Sequence[FormSection]") -> dict[str, object]:
    """What a company's own boxes of a one-page form say of a case."""
    asked = {box.key for section in sections for row in section.rows for box in row}
    return {source: SOURCES[source][2](office, case) for source in asked if source in SOURCES}
