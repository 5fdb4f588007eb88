"""请示: by when the requester has to hear, whether they did, and whether that was late (B4 [54])."""

from datetime import datetime

from firstask_desktop.domain.case import Case, Doubt, Entry, Hop
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import EntryKind
from firstask_desktop.services.office import Office
from firstask_desktop.services.steps import Step
from firstask_desktop.services.timing import Timing

HALF_A_DAY = 240
_TELLING = frozenset(
    {
        EntryKind.NOTICE, EntryKind.ANSWERED, EntryKind.OUTSIDE, EntryKind.MATERIALS, EntryKind.DECLINED,
        EntryKind.AWAITING,
    }
)  # fmt: skip
"""Lines that say the requester heard something."""


def limit_minutes(office: Office) -> int:
    """The office's limit for 请示 and the answer after it, in working minutes."""
    return office.limit("consult_minutes") or HALF_A_DAY


def due_at(office: Office, doubt: Doubt) -> datetime | None:
    """By when the requester has to hear: as it was kept when the leader was asked, whatever the limit is today.

    Of a 请示 from before that was kept only the limit of today is known.
    """
    if doubt.due_at is not None or doubt.opened_at is None:
        return doubt.due_at
    return Timing(office).add(doubt.opened_at, limit_minutes(office))


def told_at(office: Office, doubt: Doubt) -> datetime | None:
    """When the requester first heard after the conclusion: an answer, a notice, or who works on it now."""
    after = doubt.concluded_at
    if after is None:
        return None
    said = [row.at for row in office.store.of_case(Entry, doubt.case_id) if row.kind in _TELLING]
    said += [hop.given_at for hop in office.store.of_case(Hop, doubt.case_id) if hop.told_text]
    return min((at for at in said if at is not None and at >= after), default=None)


def late(office: Office, doubt: Doubt) -> bool:
    """Whether the conclusion, or the answer after it, came after the limit or is still out beyond it."""
    due = due_at(office, doubt)
    if doubt.kind != Action.CONSULT or due is None:
        return False
    now = office.clock.now()
    if doubt.concluded_at is None or doubt.concluded_at > due:
        return (doubt.concluded_at or now) > due
    told = told_at(office, doubt)
    if told is None:
        case = office.store.get(Case, doubt.case_id)
        return case is not None and case.open and now > due
    return told > due


def count_late(step: Step, doubt: Doubt, words: str) -> None:
    """Write on the timeline that it came after the limit; the supervisors' page counts it."""
    due = due_at(step.office, doubt)
    if doubt.kind == Action.CONSULT and due is not None and step.now > due:
        minutes = step.timing.working_minutes(doubt.opened_at, due) if doubt.opened_at else 0
        step.note(EntryKind.ALARM, f"{words}，规定 {minutes} 工作分钟，记逾时", person=doubt.opened_by, moment=due)


def told_late(step: Step) -> None:
    """The requester hears only in this step, after the limit, of a conclusion that came in time."""
    for doubt in step.entry.store.of_case(Doubt, step.case.id):
        due = due_at(step.office, doubt)
        in_time = doubt.concluded_at is not None and due is not None and doubt.concluded_at <= due
        if in_time and told_at(step.office, doubt) == step.now:
            count_late(step, doubt, "请示后答复晚了")
