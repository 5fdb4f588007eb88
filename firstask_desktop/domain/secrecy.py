"""Who may read a confidential matter or a report about a colleague, and how it looks to everybody else ([74]).

A confidential matter is read by the people who must work on it — first-asked, carrier, handler or receiver, helpers, whoever
calls back — and by the manager (the supervisor too where the house says so). Who is complained of never reads it, whatever
their role. Everybody else sees that there is a matter and where it stands, and neither whose nor what.
"""

from dataclasses import FrozenInstanceError, fields
from datetime import datetime

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.privacy import personal
from firstask_desktop.domain.states import Role
from firstask_desktop.domain.values import dataclass

REPORT = "举报"
MASK = "***"
HIDDEN = "（保密事项）"
NOT_YOURS = "这是保密事项，只有首问责任人、承办人和经理可以查看和办理"
CLAUSE = "M4.5 [74]"
_ABOUT = (
    *("name", "phone", "room", "organisation", "result", "answer", "remark", "callback_note", "last_progress"),
    *("how_to_reach", "other_contact", "agent_document", "kept_at", "shipping_no", "booking_no", "contact_place"),
    *("told_text", "reaction", "void_reason", "uncatalogued_reason", "late_reason"),
)
_NOTHING = ("request", "name_reason", "phone_reason", "identity", "requester_staff", "blocks", "matter", "satisfied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accusation:
    """举报: what is reported — 被举报对象 in words and, where it is a colleague, who; the facts; when and where."""

    id: str = ""
    case_id: str = ""
    target: str = personal()
    staff: tuple[str, ...] = ()
    facts: str = ""
    occurred: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Somebody read a confidential matter, or tried what they may not: `what` is "read", "print", "export" or the action."""

    id: str = ""
    case_id: str = ""
    person: str = ""
    at: datetime | None = None
    what: str = ""
    refused: bool = False
    words: str = ""


class Veiled(Case):
    """A case as somebody sees it who may not read it. No table knows this class: it can be shown, never written."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        """As frozen as the case it covers; said here, so that it is made field by field."""
        raise FrozenInstanceError(f"cannot assign to field {name!r}")


def secret(case: Case) -> bool:
    """Whether not everybody may read it."""
    return case.confidential or bool(case.accused)


def may_read(case: Case, person: Person | None, supervisors: bool = False) -> bool:
    """Whether this person may; nobody (None) may not. `supervisors`: the house lets its 主任 read confidential matters."""
    if not secret(case):
        return True
    if person is None or person.id in case.accused:
        return False
    working = (case.first_asked, case.carrier, case.handler, case.caller_back, *case.helpers)
    if not case.confidential or person.id in working:
        return True
    return person.role is Role.MANAGER or (supervisors and person.role is Role.SUPERVISOR)


def veiled(case: Case) -> Veiled:
    """The case with *** for whose it is and what came of it, and no word of what it is about."""
    values = {each.name: getattr(case, each.name) for each in fields(Case)}
    values |= {name: MASK for name in _ABOUT if values[name]}
    values |= dict.fromkeys(_NOTHING, "")
    values |= {"name": MASK, "words": HIDDEN, "details": (), "ratings": (), "accused": (), "anonymous": False}
    return Veiled(**values)
