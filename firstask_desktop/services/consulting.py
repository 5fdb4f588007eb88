"""A consultation ends when it was explained, understood and judged; never by what nobody was asked (B6 [56])."""

from firstask_desktop.domain.commands import Answer, OnSpot
from firstask_desktop.domain.consultation import (
    CONSULTATION,
    DISSATISFIED,
    SATISFACTION,
    UNSAID,
    WRITTEN_WAYS,
    points_of,
)
from firstask_desktop.domain.people import Matter
from firstask_desktop.domain.states import EntryKind, Verdict
from firstask_desktop.errors import Refused
from firstask_desktop.services.steps import Step
from firstask_desktop.services.text import clean, one_line

CLAUSE = "B6 [56]"


def introduced(step: Step, command: Answer | OnSpot, way: str) -> None:
    """Write down what was explained of the card and what the requester thought of it.

    A consultation is refused without its points ticked (where the matter has a card), without a word on whether it was
    understood and, when it was, whether the requester was satisfied; an answer in writing asks only for the points. Who
    is dissatisfied is called back by somebody else, whatever the kind of the matter.
    """
    points = tuple(filter(None, map(clean, command.points)))
    if step.case.kind == CONSULTATION:
        _asked(step, command, points, way)
    if command.satisfied and command.satisfied not in SATISFACTION:
        raise Refused(f"评价「{command.satisfied}」不在列表中", code="satisfied", field="satisfied", clause=CLAUSE)
    step.change(satisfied=command.satisfied, written=command.written)
    if command.satisfied == DISSATISFIED:
        step.change(callback_needed=True)
    said = [
        f"已介绍：{'；'.join(points)}" if points else "",
        _heard(command),
        "已给书面资料" if command.written else "",
    ]
    if any(said):
        step.note(EntryKind.NOTICE, "。".join(filter(None, said)))


def _heard(command: Answer | OnSpot) -> str:
    if command.satisfied == UNSAID:
        return "客户听明白，没有表示是否满意"
    return f"客户表示{command.satisfied}" if command.satisfied else ""


def _asked(step: Step, command: Answer | OnSpot, points: tuple[str, ...], way: str) -> None:
    matter = step.office.get(Matter, step.case.matter)
    card = points_of(matter.answer) if matter and step.case.verdict is not Verdict.OUTSIDE else ()
    if card and not points:
        raise Refused(
            f"请勾选向客户介绍了「{matter.name if matter else ''}」的哪几点",
            code="points",
            field="points",
            clause=CLAUSE,
        )
    if way in WRITTEN_WAYS:
        return
    if command.understood is None:
        raise Refused(
            "请问客户是否听明白，再选「听明白」或「未听明白」", code="heard", field="understood", clause=CLAUSE
        )
    if command.understood and not command.satisfied:
        raise Refused(
            f"请问客户是否满意；没有表示的选「{UNSAID}」", code="satisfied", field="satisfied", clause=CLAUSE
        )  # fmt: skip


def explain_again(step: Step, text: str, way: str) -> None:
    """未听明白 ends nothing: it is explained a second time, by the same or by another person."""
    step.change(understood=False, noticed_at=step.now, next_follow_at=step.now)
    step.note(EntryKind.NOTICE, f"已解释，客户未听明白，须再次解释或换人解释：{text}", way=one_line(way))
