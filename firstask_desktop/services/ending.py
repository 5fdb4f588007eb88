"""A case ends only as 解决 or 明确答复, with text, time and way (M4.1 [65]); then somebody else calls back ([12])."""

import re
from dataclasses import replace

from firstask_desktop.domain.case import Doubt
from firstask_desktop.domain.commands import Answer, Callback, OnSpot, Reasoned, Settlement
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.consultation import CONSULTATION
from firstask_desktop.domain.desk_life import Task
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.phrases import not_an_answer
from firstask_desktop.domain.states import CallbackResult, Ending, EntryKind, Standing, State
from firstask_desktop.errors import Refused
from firstask_desktop.services.circumstances import BEFORE_STAY
from firstask_desktop.services.consulting import explain_again, introduced
from firstask_desktop.services.not_mine import led_on
from firstask_desktop.services.outside import outside_on_spot
from firstask_desktop.services.reacting import CLAUSE, reacted
from firstask_desktop.services.steps import Step
from firstask_desktop.services.text import clean, one_line

CANCELLED = "取消"
SHORTEST_REASON = 4
_PLAINLY_CANCELLED = re.compile(r"[宾客人已经的预订定房间单了要求取消，。,.；;！!\s]")
RATED = frozenset({"热情", "耐心", "认真", "服务"})
RATINGS = frozenset({"满意", "基本满意", "不满意"})
DECLINED = "不予受理："
"""How the result of a matter begins that was declined ([52])."""
UNCLEAR = "（没有弄清就答复了）"
_BY_CHANNEL = {"来电": "电话", "来信": "书面", "网络": "书面"}


def on_spot(step: Step, command: OnSpot) -> None:
    """当场办结: answered at once and closed with the minutes it took ([24])."""
    if command.asked_whom or command.asked_answer:
        _asked(step, command)
    text = _answer_text(step, "answer", command.answer, command.quoted)
    way = command.way or _BY_CHANNEL.get(step.case.channel, "当面")
    outside_on_spot(step, command, text)
    led_on(step, "answer", text)
    _prepared(step, text, "answer")
    _asked_what_they_think(step, command)
    introduced(step, command, way)
    if command.understood is False:
        explain_again(step, text, way)
        return
    reacted(step, command.reaction, command.escalate_to)
    minutes = int((step.now - step.case.contact_at).total_seconds() // 60) if step.case.contact_at else 0
    step.change(
        on_spot=True, understood=True, minutes_taken=minutes, result=text, settled_at=step.now, settled_by=step.actor.id
    )
    _answered(step, command.ending, text, way, step.now)


def _asked(step: Step, command: OnSpot) -> None:
    if not (one_line(command.asked_whom) and clean(command.asked_answer)):
        field = "asked_answer" if command.asked_whom else "asked_whom"
        raise Refused("请写明问了谁、对方怎么答复", code="asked", field=field, clause="H4 [27]")
    step.note(
        EntryKind.ASKED, step.staff_text("asked_answer", command.asked_answer), way=one_line(command.asked_whom),
        happened_at=step.now,
    )  # fmt: skip


def settle(step: Step, command: Settlement) -> None:
    """办结: the work is done; the requester still has to be answered."""
    result = step.staff_text("result", command.result, command.quoted)
    wrong = not_an_answer(result)
    if wrong:
        raise Refused("请写明做了什么、结果如何", code="result", field="result", clause="M4.4 [72]")
    at = step.past(command.at, "at", step.case.registered_at)
    step.to(State.SETTLED, result=result, settled_at=at, settled_by=step.actor.id, next_follow_at=step.now)
    step.note(EntryKind.SETTLED, result, happened_at=at)


def answer(step: Step, command: Answer) -> None:
    """答复: solved or clearly answered; never "not my duty" as the reason ([27] [58] [65])."""
    assert command.ending is not None
    _not_declined(step, command.ending)
    text = _answer_text(step, "text", command.text, command.quoted)
    at = step.past(command.at, "at", step.case.contact_at)
    led_on(step, "text", text)
    _prepared(step, text, "text")
    introduced(step, command, one_line(command.way))
    _asked_what_they_think(step, command)
    if command.understood is False:
        explain_again(step, text, command.way)
        return
    reacted(step, command.reaction, command.escalate_to)
    step.change(understood=True)
    _cleared_up(step)
    if command.ending is Ending.SOLVED and not step.case.result:
        step.change(result=text)
    if step.case.settled_at is None:
        step.change(settled_at=at, settled_by=step.actor.id, result=step.case.result or text)
    _complaint_ready(step)
    _answered(step, command.ending, text, command.way, at)


def _not_declined(step: Step, ending: Ending) -> None:
    """What was just declined was not solved: it ends as a clear answer, to which the requester can object ([65] [83])."""
    declined = step.case.state is State.SETTLED and step.case.result.startswith(DECLINED)
    if ending is Ending.SOLVED and declined:
        raise Refused("不予受理的不是「已解决」，请选「明确答复」", code="declined", field="ending", clause="M4.1 [65]")


def _prepared(step: Step, text: str, field: str) -> None:
    """A matter before arrival ends with its preparations done, or because the booking was cancelled and why ([29])."""
    if step.case.stage != BEFORE_STAY:
        return
    undone = [task for task in step.entry.store.of_case(Task, step.case.id) if task.done_at is None]
    if undone and CANCELLED not in text:
        raise Refused(
            f"还有 {len(undone)} 项准备任务未完成：{undone[0].text}。预订取消的请写明「取消」及原因", code="tasks",
            field=field, clause="H6 [29]",
        )  # fmt: skip
    if undone and len(_PLAINLY_CANCELLED.sub("", text)) < SHORTEST_REASON:
        raise Refused("请写明预订为什么取消", code="cancelled", field=field, clause="H6 [29]")


def _asked_what_they_think(step: Step, command: Answer | OnSpot) -> None:
    """What could not be done as asked was explained, and the requester said what they think of it ([83])."""
    plain = step.case.kind == CONSULTATION or step.case.stage == BEFORE_STAY or step.case.state is State.OUTSIDE_TOLD
    refused = command.ending is Ending.CLEAR_ANSWER and not plain
    if refused and command.understood is not False and not command.reaction:
        raise Refused(
            "没有照要求解决的，请记下客户意见：接受、不接受或要求上报", code="reaction", field="reaction",
            clause=CLAUSE,
        )  # fmt: skip


def _cleared_up(step: Step) -> None:
    """An answer while a doubt stands open without 弄清结果 is a broken promise, counted once with the time passed ([69])."""
    for doubt in step.entry.store.of_case(Doubt, step.case.id):
        if doubt.kind != Action.FIND_OUT or doubt.concluded_at is not None:
            continue
        step.put(replace(doubt, conclusion=UNCLEAR, concluded_at=step.now, concluded_by=step.actor.id))
        if step.case.promise_broken and step.case.promise_at == doubt.promise_at:
            continue
        step.note(EntryKind.BROKEN, f"没有弄清结果就答复：{doubt.doubt}", moment=doubt.promise_at)
        step.change(broken_promises=step.case.broken_promises + 1)


def _answer_text(step: Step, field: str, text: str, quoted: tuple[str, ...]) -> str:
    text = step.staff_text(field, text, quoted)
    wrong = not_an_answer(text)
    if wrong:
        raise Refused(wrong.replace("（[58]）", ""), code="no_answer", field=field, clause="B7 [58]")
    return text


def _complaint_ready(step: Step) -> None:
    for row in step.entry.store.of_case(Complaint, step.case.id):
        if step.case.kind == "投诉" and not (row.level and row.involved):
            raise Refused("投诉须先填写等级和涉及部门", code="level", field="level", clause="M5.2 [95]")


def _answered(step: Step, ending: Ending, text: str, way: str, at: object) -> None:
    step.change(ending=ending, answer=text, answered_at=at, answer_way=one_line(way), answered_by=step.actor.id)
    step.note(EntryKind.ANSWERED, f"{ending.word}：{text}", way=one_line(way), happened_at=at)
    if step.case.callback_needed:
        minutes = step.office.limit("callback_minutes") or 480
        step.to(State.ANSWERED, next_follow_at=step.timing.add(step.now, minutes))
        return
    step.to(State.CLOSED, callback_result=CallbackResult.NOT_NEEDED)
    _close(step)


def _close(step: Step) -> None:
    step.change(closed_at=step.now, closed_by=step.actor.id, next_follow_at=None)
    step.note(EntryKind.CLOSED, step.case.ending.word if step.case.ending else "")


def callback(step: Step, command: Callback) -> None:
    """回访 by a third person; dissatisfied means 重办, a second 重办 goes to the supervisor ([12])."""
    assert command.result is not None
    note = clean(command.note)
    _confirmed_by(step, note)
    items = [rating.partition("：")[0] for rating in command.ratings]
    for rating in command.ratings:
        item, _, value = rating.partition("：")
        if item not in RATED or value not in RATINGS or items.count(item) > 1:
            raise Refused(f"评价「{rating}」不在列表中", code="ratings", field="ratings", clause="B1 [49]")
    if command.result is CallbackResult.NOT_NEEDED:
        raise Refused("请填写回访结果", code="result", field="result", clause="W2 [12]")
    if command.result is CallbackResult.NOT_REACHED:
        again = command.next_at or step.timing.add(step.now, step.office.limit("retry_minutes") or 30)
        if again <= step.now:
            raise Refused("下次回访时间要在将来", code="past", field="next_at", clause="W2 [12]")
        step.change(
            next_follow_at=again, callback_result=command.result, callback_at=step.now, caller_back=step.actor.id
        )
        step.note(EntryKind.CALLBACK, f"未接通 {note}".strip(), way=command.way, moment=again)
        return
    if command.result is CallbackResult.DISSATISFIED and not note:
        raise Refused("请写明客户为什么不满意", code="note", field="note", clause="W2 [12]")
    step.change(
        callback_result=command.result, callback_at=step.now, caller_back=step.actor.id,
        callback_way=command.way, callback_note=note, ratings=command.ratings, self_rated=_self_rated(step),
    )  # fmt: skip
    step.note(EntryKind.CALLBACK, "；".join(filter(None, (command.result.word, note))), way=command.way)
    if command.result is CallbackResult.DISSATISFIED:
        _redo(step, note)
        return
    step.to(State.CLOSED)
    _close(step)


def _confirmed_by(step: Step, note: str) -> None:
    """An internal matter is confirmed by whoever asked for it ([45]).

    Of somebody who cannot sign in (a cleaner, or one who left) a third person writes down how they confirmed it.
    """
    asked = step.office.get(Person, step.case.requester_staff)
    if asked is None or step.actor.id == asked.id:
        return
    if asked.login and asked.standing is not Standing.LEFT:
        raise Refused(f"内部事项由需求方 {asked.name} 本人确认", code="requester", field="result", clause="H12 [45]")
    if not note:
        raise Refused(
            f"{asked.name} 不能登录，请写明怎样向本人（或其部门）确认的", code="note", field="note", clause="H12 [45]"
        )


def _self_rated(step: Step) -> bool:
    """Whether the rating came from the one person of a one-person desk: marked 自评 ([12])."""
    return step.actor.id in (step.case.first_asked, step.case.handler, step.case.carrier)


def _redo(step: Step, reason: str) -> None:
    """Once more, with a new time told before work begins ([77]); the second time the supervisor rules ([12])."""
    again = step.case.redo_count + 1
    step.change(
        redo_count=again, answered_at=None, settled_at=None, ending=None, on_spot=False, told_limit=False,
        promise_at=None, promise_set_at=None, promise_broken=False,
    )  # fmt: skip
    step.note(EntryKind.REDO, f"第 {again} 次重办：{reason}")
    if again >= 2:
        step.to(State.RULING, prior_state=State.ACCEPTED, next_follow_at=step.now)
    else:
        step.to(State.ACCEPTED, handler=step.case.carrier, hop="", next_follow_at=step.now)


def reopen(step: Step, command: Reasoned) -> None:
    """重办 of a closed case: the number, the first-asked person and the whole record stay; the limit is over."""
    step.change(closed_at=None, closed_by="", limit_at=None)
    _redo(step, clean(command.reason))
