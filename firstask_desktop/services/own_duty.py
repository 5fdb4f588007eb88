"""本岗转出: handing on what is one's own duty needs a reason and a leader's consent, given and not just named (M4.4 [68])."""

from datetime import datetime

from firstask_desktop.domain.case import Hop
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.commands import HandOff
from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import Role, Standing, Verdict
from firstask_desktop.domain.values import dataclass
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.steps import Step
from firstask_desktop.services.text import clean

CLAUSE = "M4.4 [68]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Why an own duty goes to somebody else, who agreed, how, when, and who wrote it down; empty where none is needed."""

    reason: str = ""
    leader: str = ""
    how: ConsentHow | None = None
    at: datetime | None = None
    recorder: str = ""


def proved(session: Session, command: object) -> None:
    """Whoever signs with a PIN is who they say: asked before anything is written, so that a wrong PIN stays counted."""
    if isinstance(command, HandOff) and command.consent_how is ConsentHow.SIGNED:
        session.prove(command.own_duty_consent, command.consent_pin, "consent_pin")


def consented(step: Step, command: HandOff) -> Consent:
    """The consent to hand on this case; refused without reason, leader, way or, of what is recorded, a time that passed.

    Whose own case it is never consents to it; a leader who hands on somebody else's case consents by doing so.
    """
    if not needs_consent(step):
        return Consent()
    reason, actor = clean(command.own_duty_reason), step.actor
    if not reason:
        raise Refused("本岗事项转办请写明原因", code="own_duty", field="own_duty_reason", clause=CLAUSE)
    if actor.id != step.case.carrier:
        return Consent(reason=reason, leader=actor.id, how=ConsentHow.SIGNED, at=step.now, recorder=actor.id)
    if not _others(step):
        return Consent(reason=reason)
    leader = _leader(step, command.own_duty_consent)
    if command.consent_how is None:
        raise Refused(
            f"请记下 {leader.name} 怎样同意的：本人在此签字，或电话、书面同意", code="consent_how", field="consent_how",
            clause=CLAUSE,
        )  # fmt: skip
    at = step.now
    if command.consent_how is not ConsentHow.SIGNED:
        at = step.past(command.consent_at, "consent_at", step.case.contact_at)
    return Consent(reason=reason, leader=leader.id, how=command.consent_how, at=at, recorder=actor.id)


def needs_consent(step: Step) -> bool:
    """Whether what is handed on is the carrier's own duty, which nobody else works on yet or the carrier takes back."""
    if step.case.verdict is not Verdict.OWN_POST:
        return False
    leading = step.actor.role is not Role.STAFF and not step.case.handed_over
    return step.actor.id == step.case.carrier or leading


def _others(step: Step) -> list[Person]:
    """The leaders whom the carrier can ask."""
    people = step.office.all(Person).values()
    return [
        one
        for one in people
        if one.role is not Role.STAFF and one.standing is not Standing.LEFT and one.id != step.actor.id
    ]


def _leader(step: Step, person_id: str) -> Person:
    leader = step.office.get(Person, person_id)
    if leader is None or leader not in _others(step):
        said = "本岗事项转办须经主任同意，请选择同意的主任"
        if leader is not None and leader.id == step.actor.id:
            said = "自己的事项不能自己同意，请选择另一位主任或经理"
        raise Refused(said, code="consent", field="own_duty_consent", clause=CLAUSE)
    return leader


def words(office: Office, hop: Hop) -> str:
    """Reason and consent of a link in one line, with whole dates; "" for a link that needed none."""
    if not hop.own_duty_reason:
        return ""
    if not hop.own_duty_consent:
        return f"{hop.own_duty_reason}；没有别的主任或经理可以同意"
    leader = office.name(hop.own_duty_consent)
    if hop.consent_how is None:
        return f"{hop.own_duty_reason}；{leader} 同意"
    when = f"{local(hop.consent_at, office.zone):%m-%d %H:%M}" if hop.consent_at else ""
    by_other = hop.consent_how is not ConsentHow.SIGNED
    recorder = f"{office.name(hop.consent_recorder)} 记录" if by_other else ""
    return "，".join(filter(None, (f"{hop.own_duty_reason}；{leader} {hop.consent_how.word}", when, recorder)))
