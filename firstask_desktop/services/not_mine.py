""" "Not my duty" ends nothing: somebody was asked, handed to, or a unit outside was named first ([27] [54] [84])."""

from firstask_desktop.domain.case import Entry, Hop
from firstask_desktop.domain.phrases import not_my_duty
from firstask_desktop.domain.states import NOT_MINE, EntryKind, State, Verdict
from firstask_desktop.errors import Refused
from firstask_desktop.services.steps import Step

_RECORDS = frozenset({EntryKind.ASKED, EntryKind.OUTSIDE})
_FOUND = frozenset({EntryKind.CONSULTED, EntryKind.FOUND_OUT, EntryKind.RULED})


def led_on(step: Step, field: str, text: str) -> None:
    """Refuse an ending of what is another's duty, or is said to be in `text`, without one of the two records.

    Whose duty it is must also be known, or somebody asked, before the matter can end.
    """
    case = step.case
    if case.state is State.OUTSIDE_TOLD or _recorded(step):
        return
    if case.verdict is Verdict.UNKNOWN:
        raise Refused(
            "还不明由谁办：请先「代为问清」「请示」或「联系部门」转办到人，不得以非本职为由结束（M4.8）",
            code="not_known", field="verdict", clause="B4 [54]",
        )  # fmt: skip
    outside = case.verdict is Verdict.OUTSIDE
    other = "或写明告知了哪个单位、电话" if outside else "或「联系部门」转办到人"
    if case.verdict in NOT_MINE:
        raise Refused(
            f"不得以非本职为由结束：请先「代为问清」（问了谁、何时、答复），{other}",
            code="told_nobody" if outside else "not_mine", field="verdict", clause="M4.8 [27]",
        )  # fmt: skip
    excuse_ends_nothing(text, field)


def excuse_ends_nothing(text: str, field: str) -> None:
    """Refuse words of the kind 「非本人职责」 as the reason of an ending ([84])."""
    said = not_my_duty(text)
    if said:
        raise Refused(
            f"「{said}」不能作为结束的理由（4.8）：请先「代为问清」，或「联系部门」转办到人", code="not_mine", field=field,
            clause="M4.8 [84]",
        )  # fmt: skip


def _recorded(step: Step) -> bool:
    """Whether the requester was led on: somebody signed for it, was asked for them, or a unit outside was named."""
    case = step.case
    hops = step.entry.store.of_case(Hop, case.id)
    signed = any(hop.accepted_at and hop.returned_at is None for hop in hops)
    if signed and case.verdict is not Verdict.OUTSIDE:
        return True
    records = _RECORDS | _FOUND if case.verdict is Verdict.UNKNOWN else _RECORDS
    return any(entry.kind in records for entry in step.entry.store.of_case(Entry, case.id))
