"""跟踪: progress, checks, notices, promises, snoozes, visits, corrections (G3, W2, M4.4, M4.6)."""

from dataclasses import fields, replace
from typing import Any

from firstask_desktop.domain.answering import accepted
from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.commands import (
    ComplaintForm,
    Correction,
    FollowUp,
    Merge,
    Notice,
    Progress,
    PromiseChange,
    Reasoned,
    Snooze,
    Visit,
)
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.phrases import gone_away, not_progress
from firstask_desktop.domain.states import UNANSWERED, EntryKind, State
from firstask_desktop.errors import Refused
from firstask_desktop.services.not_mine import excuse_ends_nothing
from firstask_desktop.services.reacting import reacted
from firstask_desktop.services.steps import Step
from firstask_desktop.services.text import clean


def start(step: Step, command: PromiseChange) -> None:
    """办理: begin work once the requester was told by when ([77])."""
    at = command.promise_at
    step.timing.check_promise(command, step.actor, step.case.limit_at)
    old = step.set_promise(at)
    step.to(
        State.IN_HAND, told_limit=True, told_rule=step.case.told_rule or command.told_rule,
        told_procedure=step.case.told_procedure or command.told_procedure,
    )  # fmt: skip
    step.note(EntryKind.STARTED, clean(command.reason), moment=at, old_moment=old)


def progress(step: Step, command: Progress) -> None:
    """报进展: what was done and what comes next; 「跟进中」 is no progress ([6])."""
    text = step.staff_text("text", command.text, command.quoted)
    wrong = not_progress(text, step.case.last_progress or None)
    if wrong:
        raise Refused(wrong.replace("（[6]）", ""), code="progress", field="text", clause="G3 [6]")
    old = step.case.promise_at
    if command.promise_at and command.promise_at != old:
        step.timing.check_promise(command, step.actor, step.case.limit_at)
        step.told_of_change(command.promise_at, command.told)
        step.set_promise(command.promise_at)
        step.change(noticed_at=step.now)
    step.change(last_progress=text, last_progress_at=step.now)
    _look_again(step)
    step.note(
        EntryKind.PROGRESS, text, next_step=step.staff_text("next_step", command.next_step, command.quoted),
        moment=command.promise_at, old_moment=old if command.promise_at else None
    )  # fmt: skip


def follow_up(step: Step, command: FollowUp) -> None:
    """跟踪: a check by phone, on the spot or in the system, with the next time to look ([72])."""
    step.change(next_follow_at=None)
    _look_again(step)
    if command.next_at:
        _before_promise(step, command.next_at, "next_at")
        step.change(next_follow_at=command.next_at)
    step.note(
        EntryKind.FOLLOW_UP, clean(command.text), way=command.way, person=step.case.handler,
        moment=step.case.next_follow_at,
    )  # fmt: skip


def notice(step: Step, command: Notice) -> None:
    """主动告知: tell the requester how it stands; before the promise passes it keeps the promise from breaking ([11]).

    Naming the person who now handles it makes up for a handoff the requester was not told of ([76]).
    """
    text = step.staff_text("text", command.text, command.quoted)
    old = step.case.promise_at
    step.change(noticed_at=step.now)
    if step.case.handed_over and step.office.name(step.case.handler) in text:
        step.change(told_department=True, told_text=text)
    if command.promise_at and command.promise_at != old:
        step.timing.check_promise(command, step.actor, step.case.limit_at)
        step.set_promise(command.promise_at)
    step.note(
        EntryKind.NOTICE, text, way=command.way, moment=command.promise_at,
        old_moment=old if command.promise_at else None
    )  # fmt: skip


def promise(step: Step, command: PromiseChange) -> None:
    """改承诺: the old value, the reason and that the requester was told stay on the record ([79])."""
    if command.promise_at == step.case.promise_at:
        raise Refused("新的承诺时间与原来相同", code="same", field="promise_at", clause="M4.6 [79]")
    step.timing.check_promise(command, step.actor, step.case.limit_at)
    old = step.case.promise_at
    step.set_promise(command.promise_at)
    step.change(noticed_at=step.now)
    beyond = f"（晚于时限：{clean(command.beyond_limit_reason)}）" if command.beyond_limit_reason else ""
    step.note(
        EntryKind.PROMISE, f"{step.staff_text('reason', command.reason)}{beyond}，已告知客户", moment=command.promise_at,
        old_moment=old,
    )  # fmt: skip


def snooze(step: Step, command: Snooze) -> None:
    """稍后: never past the promise, always with a reason; the row stays in the queue ([72])."""
    assert command.until is not None
    if command.until <= step.now:
        raise Refused("请填写将来的时间", code="past", field="until", clause="M4.4 [72]")
    promised = step.case.promise_at
    if promised and promised <= step.now and step.case.state in UNANSWERED - {State.AWAIT_REQUESTER}:
        raise Refused(
            f"承诺时间 {step.timing.when(promised)} 已过，不能再推后：请先告知客户，或「改承诺」", code="after_promise",
            field="until", clause="M4.4 [72]",
        )  # fmt: skip
    _before_promise(step, command.until, "until")
    step.change(next_follow_at=command.until)
    step.note(EntryKind.SNOOZED, clean(command.reason), moment=command.until)


def visit(step: Step, command: Visit) -> None:
    """客户再次来访: counted; beyond the target the cause is asked and the supervisor sees it ([80])."""
    visits = step.case.visits + 1
    target = step.office.limit("visit_target") or 2
    if visits > target and not clean(command.cause):
        raise Refused(
            f"这是第 {visits} 次来访（目标不超过 {target} 次），请选择原因",
            code="cause",
            field="cause",
            clause="M4.6 [80]",
        )
    step.change(visits=visits)
    step.note(EntryKind.VISIT, "；".join(filter(None, (f"第 {visits} 次", command.cause, clean(command.note)))))


def helper(step: Step, command: Reasoned) -> None:
    """协办: somebody who reads along and reports progress ([14]); naming them again takes them off."""
    person = step.person(command.person, "person", "W3 [14]")
    if person.id in (step.case.carrier, step.case.handler):
        raise Refused("首问责任人和承办人不必再列为协办", code="same", field="person", clause="W3 [14]")
    listed = person.id in step.case.helpers
    rest = tuple(each for each in step.case.helpers if each != person.id)
    step.change(helpers=rest if listed else (*rest, person.id))
    step.note(EntryKind.HELPER, f"{'取消' if listed else '增加'}协办 {clean(command.reason)}".strip(), person=person.id)


def correct(step: Step, command: Correction) -> None:
    """更正: a new line that points at the old one, which stays as it was ([7])."""
    old = step.entry.store.get(Entry, command.corrects)
    if old is None or old.case_id != step.case.id:
        raise Refused("请选择要更正的那一条记录", code="corrects", field="corrects", clause="G4 [7]")
    step.note(EntryKind.CORRECTION, clean(command.text), corrects=old.id)


def merge(step: Step, command: Merge) -> None:
    """并入 another open case; both stay on record and it can be undone ([18])."""
    into = step.entry.store.get(Case, command.into)
    if into is None or not into.open or into.id == step.case.id:
        raise Refused("请选择另一件在办的事项", code="into", field="into", clause="P3 [18]")
    step.to(State.MERGED, merged_into=into.id, prior_state=step.case.state)
    step.note(EntryKind.MERGED, f"并入 {into.number} {clean(command.reason)}".strip())


def unmerge(step: Step, command: Reasoned) -> None:
    """撤销合并: the case stands on its own again."""
    step.to(
        State.ACCEPTED, merged_into="", prior_state=None, handler=step.case.carrier, hop="", next_follow_at=step.now
    )
    step.note(EntryKind.UNMERGED, clean(command.reason))


def void(step: Step, command: Reasoned) -> None:
    """作废: the number stays with its reason; only the manager may ([75])."""
    reason = clean(command.reason)
    excuse_ends_nothing(reason, "reason")
    gone = gone_away(reason)
    if gone:
        raise Refused(
            f"「{gone}」不能作为结束的理由：事项只以「已解决」或「明确答复」结束，等客户的请转「待客户」", code="gone",
            field="reason", clause="M4.1 [65]",
        )  # fmt: skip
    step.to(State.VOIDED, void_reason=reason, closed_at=step.now, closed_by=step.actor.id)
    step.note(EntryKind.VOIDED, reason)


def form(step: Step, command: ComplaintForm) -> None:
    """Fill in parts of 《投诉/建议/意见记录表》 06-05; what the case knows is taken from the case ([95])."""
    found = step.entry.store.of_case(Complaint, step.case.id)
    if not found:
        raise Refused(f"「{step.case.kind}」不填 06-05 记录表", code="no_form", clause="M5.2 [95]")
    given = {each.name: getattr(command, each.name) for each in fields(command) if each.name != "escalate_to"}
    if command.soothed is not None:
        given["soothed"] = step.staff_text("soothed", command.soothed)
    changes: dict[str, Any] = {
        name: clean(v) if isinstance(v, str) else v for name, v in given.items() if v is not None
    }
    new = replace(found[0], **changes)
    if step.case.kind == "投诉" and not (new.level and new.involved):
        field = "involved" if new.level else "level"
        raise Refused("投诉须有等级和涉及部门", code=field, field=field, clause="M5.2 [95]")
    if new != found[0]:
        heard = bool(step.case.reaction) and not accepted(step.case.reaction)
        if new.reaction and new.reaction != found[0].reaction and not accepted(new.reaction) and not heard:
            reacted(step, new.reaction, command.escalate_to)
        step.put(new)
        step.note(EntryKind.FORM, "更新 06-05 记录表")


def _look_again(step: Step) -> None:
    """Set the next look if the present one is over or missing."""
    if step.case.next_follow_at is None or step.case.next_follow_at <= step.now:
        step.change(next_follow_at=step.next_look())


def _before_promise(step: Step, at: object, field: str) -> None:
    limit = step.case.promise_at
    if limit is not None and limit > step.now and at > limit:  # type: ignore[operator]
        raise Refused(
            f"不能晚于承诺时间 {step.timing.when(limit)}", code="after_promise", field=field, clause="M4.4 [72]"
        )
