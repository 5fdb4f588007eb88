"""What was found out once is kept for the next who asks: the conclusion of 请示 in the matter catalogue (B4 [54])."""

from dataclasses import replace

from firstask_desktop.domain.case import Doubt
from firstask_desktop.domain.people import Matter, Person
from firstask_desktop.domain.states import EntryKind, Role
from firstask_desktop.errors import Refused
from firstask_desktop.services.steps import Step
from firstask_desktop.services.text import one_line

LONGEST_NAME = 24
KEPT, PROPOSED = "已存入事项目录", "建议存入事项目录，待主任确认"


def catalogue(step: Step, conclusion: str) -> None:
    """A leader's conclusion goes into the catalogue at once; anybody else's waits there, switched off, for a leader.

    A case without a line in the catalogue gets one, named after the matter asked about; the line of a case that has
    one takes the conclusion as its standard answer, or under it, when a leader says so.
    """
    leads = step.actor.role is not Role.STAFF
    known = step.office.get(Matter, step.case.matter)
    if known is not None:
        if leads and conclusion not in known.answer:
            step.put(replace(known, answer="\n".join(filter(None, (known.answer, conclusion)))))
        step.note(EntryKind.PROGRESS, f"{KEPT if leads else PROPOSED}：{known.name}")
        return
    name = one_line(step.case.request or step.case.title)[:LONGEST_NAME]
    if any(matter.name == name for matter in step.office.all(Matter).values()):
        raise Refused(
            f"事项目录里已有「{name}」，请用「补登记」选上", code="twice", field="to_catalogue", clause="B4 [54]"
        )
    answering = _owner(step)
    made = step.put(
        Matter(
            name=name, kind=step.case.kind, department=answering.department, post=answering.post,
            limit_minutes=step.office.limit("consult_minutes") or 240, answer=conclusion, keywords=(name,), active=leads,
        )
    )  # fmt: skip
    if leads:
        step.change(matter=made.id, uncatalogued_reason="")
    step.note(EntryKind.PROGRESS, f"{KEPT if leads else PROPOSED}：{name}")


def _owner(step: Step) -> Person:
    """Whoever was asked when it is somebody of the house, else the person who asked."""
    asked = [doubt.whom for doubt in step.entry.store.of_case(Doubt, step.case.id) if doubt.whom]
    people = {person.name: person for person in step.office.all(Person).values()}
    return people.get(asked[-1] if asked else "", step.actor)
