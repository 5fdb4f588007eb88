"""Not clear, not reachable, not ours, not now: the states in which somebody must find out, reach or wait (M4.8, B4, B5, H3)."""

from dataclasses import replace

from firstask_desktop.domain.case import Attempt, Doubt, Pause
from firstask_desktop.domain.commands import (
    AskedOnBehalf,
    Asking,
    AttemptMade,
    Await,
    Found,
    Resume,
    ToReach,
)
from firstask_desktop.domain.contacts import filler_reason
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import AttemptResult, EntryKind, State
from firstask_desktop.errors import Refused
from firstask_desktop.services.cataloguing import catalogue
from firstask_desktop.services.consulted import count_late, limit_minutes
from firstask_desktop.services.escalating import Escalation
from firstask_desktop.services.material_lists import PAPERS, asks_for_papers, came_in, limit_with_papers
from firstask_desktop.services.reacting import must_react, reacted
from firstask_desktop.services.steps import Step
from firstask_desktop.services.telephones import normalise
from firstask_desktop.services.text import clean, one_line

_DOUBTS = {
    Action.TO_REACH: (State.TO_REACH, EntryKind.TO_REACH),
    Action.FIND_OUT: (State.TO_FIND_OUT, EntryKind.FIND_OUT),
    Action.CONSULT: (State.TO_CONSULT, EntryKind.CONSULT),
}
_IN_VAIN = (AttemptResult.NO_ANSWER, AttemptResult.SWITCHED_OFF)


def to_reach(step: Step, command: ToReach) -> None:
    """待联系: name, phone, doubt and a promised clock time; retries are scheduled ([86])."""
    name = one_line(command.name)
    if not command.name_reason:
        wrong = filler_reason("name", name)
        if wrong:
            raise Refused(wrong, code="name", field="name", clause="M4.8 [86]")
    phone = normalise(command.phone, step.office.centre.area_code).text if command.phone.strip() else ""
    if step.case.hop and step.case.state is State.AWAIT_ACCEPTANCE:
        step.put(replace(step.hop(), recalled_at=step.now, ended_at=step.now))
        step.change(hop="", handler=step.case.carrier, handed_at=None)
    step.change(name=name or step.case.name, phone=phone or step.case.phone)
    if command.name_reason or command.phone_reason:
        step.change(
            name_reason=one_line(command.name_reason) or step.case.name_reason,
            phone_reason=one_line(command.phone_reason) or step.case.phone_reason,
        )
    _ask(step, Asking(doubt=command.doubt, whom=command.whom, promise_at=command.promise_at,
                      outside_hours_confirmed=command.outside_hours_confirmed,
                      beyond_limit_reason=command.beyond_limit_reason))  # fmt: skip
    minutes = step.office.limit("retry_minutes" if step.case.attempts else "first_attempt_minutes")
    retry = step.timing.add(step.now, minutes)
    step.change(next_follow_at=min(retry, command.promise_at) if command.promise_at else retry)


def asking(step: Step, command: Asking) -> None:
    """待弄清 / 待请示: the doubt, whom to ask, and by when the requester hears ([54] [69])."""
    _ask(step, command)


def _ask(step: Step, command: Asking) -> None:
    state, kind = _DOUBTS[step.move.action]
    step.timing.check_promise(command, step.actor, step.case.limit_at, step.move.clause)
    doubt = step.staff_text("doubt", command.doubt) if state is not State.TO_REACH else clean(command.doubt)
    due = step.timing.add(step.now, limit_minutes(step.office)) if state is State.TO_CONSULT else None
    step.put(
        Doubt(
            case_id=step.case.id, kind=step.move.action.value, doubt=doubt, whom=one_line(command.whom),
            promise_at=command.promise_at, opened_at=step.now, opened_by=step.actor.id, due_at=due,
        )
    )  # fmt: skip
    old = step.set_promise(command.promise_at)
    remind = due or step.timing.add(step.now, step.office.limit("find_out_minutes"))
    step.to(state, next_follow_at=min(remind, command.promise_at) if command.promise_at else remind)
    step.note(kind, f"{doubt}（问：{one_line(command.whom) or '待定'}）", moment=command.promise_at, old_moment=old)


def attempt(step: Step, command: AttemptMade) -> None:
    """联系记录: whom, how, which number, what came of it, when next; without a result it is no attempt ([85])."""
    assert command.result is not None
    phone = command.number.strip()
    number = normalise(phone, step.office.centre.area_code).text if phone and command.way == "电话" else phone
    made = step.case.attempts + 1
    allowed = step.office.limit("attempts_before_substitute") or 3
    failed = command.result in _IN_VAIN
    retry = step.timing.add(step.now, step.office.limit("retry_minutes"))
    next_at = command.next_at or (retry if failed else None)
    if next_at and next_at <= step.now:
        raise Refused("下次联系时间要在将来", code="past", field="next_at", clause="M4.8 [85]")
    step.put(
        Attempt(
            case_id=step.case.id, at=step.now, actor=step.actor.id, person=command.person,
            target=one_line(command.target), way=command.way, number=number, result=command.result,
            note=clean(command.note), next_at=next_at,
        )
    )  # fmt: skip
    step.change(attempts=made, next_follow_at=next_at or step.case.next_follow_at)
    text = f"{one_line(command.target)}：{command.result.word} {clean(command.note)}".strip()
    step.note(EntryKind.ATTEMPT, text, way=command.way, person=command.person, moment=next_at)
    in_vain = sum(each.result in _IN_VAIN for each in step.entry.store.of_case(Attempt, step.case.id))
    if failed and in_vain >= allowed:
        step.change(next_follow_at=step.now)
        person = step.office.get(Person, command.person)
        substitute = person.substitute if person else ""
        advice = f"请转替班 {step.office.name(substitute)}" if substitute else "请主任指定承办人"
        leaders = Escalation(step.office).duty_managers()
        called = substitute or (leaders[0].id if leaders else "")
        step.note(EntryKind.ALARM, f"已联系 {in_vain} 次未果，{advice}", person=called)


def found(step: Step, command: Found) -> None:
    """弄清结果 / 请示结论: without it the state cannot be left ([54] [69])."""
    conclusion = step.staff_text("conclusion", command.conclusion, command.quoted)
    for doubt in step.entry.store.of_case(Doubt, step.case.id):
        if doubt.concluded_at is None:
            step.put(replace(doubt, conclusion=conclusion, concluded_at=step.now, concluded_by=step.actor.id))
            count_late(step, doubt, "请示的结论晚了")
    if command.verdict:
        step.change(verdict=command.verdict)
    if command.to_catalogue:
        catalogue(step, conclusion)
    if step.move.action is Action.CONSULTED:
        step.to(State.ACCEPTED, next_follow_at=step.now)
        step.note(EntryKind.CONSULTED, conclusion)
    else:
        step.to(step.working_state(), next_follow_at=step.now)
        step.note(EntryKind.FOUND_OUT, conclusion)


def ask(step: Step, command: AskedOnBehalf) -> None:
    """代为问清: the owner asked for the requester; one of the two ways forward when it is not one's duty ([27])."""
    answer = step.staff_text("answer", command.answer, command.quoted)
    step.note(
        EntryKind.ASKED, answer, way=one_line(command.whom), happened_at=step.past(command.at, "at")
    )  # fmt: skip


def wait(step: Step, command: Await) -> None:
    """待客户: the limit's clock stops; what was explained and when to go on must be said ([25])."""
    if asks_for_papers(command.cause):
        raise Refused(
            "要补材料的请开「一次性告知单」：缺的一次写清，客户带走一张", code="papers", field="cause", clause="B2 [51]"
        )
    if not clean(command.resume_condition) and command.resume_by is None:
        raise Refused("请填写恢复条件或约定时间", code="resume", field="resume_by", clause="H3 [25]")
    if command.resume_by and command.resume_by <= step.now:
        raise Refused("约定时间要在将来", code="past", field="resume_by", clause="H3 [25]")
    explained = step.staff_text("explained", command.explained, command.quoted)
    step.put(
        Pause(
            case_id=step.case.id, cause=one_line(command.cause), explained=explained,
            explained_at=step.past(command.explained_at, "explained_at"),
            resume_condition=clean(command.resume_condition), resume_by=command.resume_by, started_at=step.now,
        )
    )  # fmt: skip
    must_react(command.reaction)
    reacted(step, command.reaction, command.escalate_to)
    limit = step.case.limit_at
    left = max(0, step.timing.working_minutes(step.now, limit)) if limit else None
    step.to(
        State.AWAIT_REQUESTER, limit_at=None, limit_left=left, noticed_at=step.now,
        next_follow_at=command.resume_by or step.timing.add(step.now, 480),
    )  # fmt: skip
    step.note(EntryKind.AWAITING, f"{one_line(command.cause)}：{explained}", moment=command.resume_by)


def resume(step: Step, command: Resume) -> None:
    """原因已消除: the clock runs again with what was left, and the case stands at the top of the queue ([26]).

    Where papers were missing each is looked at first; as long as one is, the requester is still the cause ([51]).
    """
    pause = next((p for p in reversed(step.entry.store.of_case(Pause, step.case.id)) if p.ended_at is None), None)
    at = step.past(command.at, "at", pause.started_at if pause else None)
    papers = pause is not None and pause.cause == PAPERS
    if pause and papers and not came_in(step, command, pause, at):
        return
    if pause and pause.started_at:
        minutes = step.timing.working_minutes(pause.started_at, at)
        step.put(replace(pause, ended_at=at, working_minutes=minutes))
    left = step.case.limit_left
    limit = step.timing.add(at, left) if left is not None else None
    if papers:
        limit = limit_with_papers(step, at, limit)
    step.to(step.working_state(), limit_at=limit, limit_left=None, next_follow_at=step.now, restart_at=at)
    step.note(EntryKind.RESUMED, clean(command.note), happened_at=at)
