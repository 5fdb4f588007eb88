"""客户意见: what the requester thinks of an explanation; who does not accept it is heard higher up (M4.7 [83])."""

from dataclasses import replace

from firstask_desktop.domain.answering import accepted
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import EntryKind, Role, Standing
from firstask_desktop.errors import Refused
from firstask_desktop.services.steps import Step

CLAUSE = "M4.7 [83]"
ACCEPTED, NOT_ACCEPTED = "接受", "不接受"


def must_react(reaction: str) -> None:
    """Whoever is told to wait, to bring more or that it cannot be done says what they think of it ([83])."""
    if not reaction:
        raise Refused(
            "向客户解释后，请记下客户意见：接受、不接受或要求上报", code="reaction", field="reaction", clause=CLAUSE
        )


def reacted(step: Step, reaction: str, escalate_to: str) -> None:
    """Keep the reaction, tick it on the 06-05 record, and report a refusal to the named 主任 or 经理."""
    if not reaction:
        return
    fine = accepted(reaction)
    if not fine:
        above = _above(step, reaction, escalate_to)
        step.change(callback_needed=True)
        step.note(EntryKind.ALARM, f"客户{reaction}，已上报 {above.name}", person=above.id)
    step.change(reaction=reaction)
    for row in step.entry.store.of_case(Complaint, step.case.id):
        step.put(replace(row, reaction=ACCEPTED if fine else NOT_ACCEPTED))


def _above(step: Step, reaction: str, person_id: str) -> Person:
    """To whom it is reported: a leader in service, somebody else than who answered as long as there is one."""
    above = step.office.get(Person, person_id)
    if above is None or above.role is Role.STAFF or above.standing is Standing.LEFT:
        raise Refused(
            f"客户{reaction}：请选择上报给哪位主任或经理", code="escalate", field="escalate_to", clause=CLAUSE
        )
    others = [
        person
        for person in step.office.all(Person).values()
        if person.role is not Role.STAFF and person.standing is Standing.ACTIVE and person.id != step.actor.id
    ]
    if above.id == step.actor.id and others:
        raise Refused("请上报给本人以外的主任或经理", code="escalate", field="escalate_to", clause=CLAUSE)
    return above
