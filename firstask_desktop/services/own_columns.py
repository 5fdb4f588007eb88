"""What a company's own columns may show of a case, by name: `case.identity`, `case.state` …"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Case
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


SOURCES: Mapping[str, tuple[str, str, Value]] = {
    "case.matter": ("事项目录", "text", _matter),
    "case.state": ("状态", "text", _state),
    "case.identity": ("客户身份", "text", _plain("identity")),
    "case.organisation": ("单位名称", "text", _plain("organisation")),
    "case.request": ("诉求", "text", _plain("request")),
    "case.contact_place": ("接待地点", "text", _plain("contact_place")),
    "case.registered_at": ("登记时间", "datetime", _moment("registered_at")),
    "case.registrar": ("登记人", "person", _person("registrar")),
    "case.carrier": ("跟踪人", "person", _person("carrier")),
    "case.helpers": ("协办人", "text", _helpers),
    "case.limit_at": ("规定时限", "datetime", _moment("limit_at")),
    "case.promise_changes": ("改承诺次数", "integer", _plain("promise_changes")),
    "case.broken_promises": ("失约次数", "integer", _plain("broken_promises")),
    "case.returns": ("退回次数", "integer", _plain("returns")),
    "case.attempts": ("联系次数", "integer", _plain("attempts")),
    "case.redo_count": ("重办次数", "integer", _plain("redo_count")),
    "case.minutes_taken": ("办理分钟", "integer", _plain("minutes_taken")),
    "case.answer": ("答复内容", "text", _plain("answer")),
    "case.answered_by": ("答复人", "person", _person("answered_by")),
    "case.closed_at": ("结案时间", "datetime", _moment("closed_at")),
    "case.closed_by": ("结案人", "person", _person("closed_by")),
    "case.booking_no": ("订单号", "text", _plain("booking_no")),
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
