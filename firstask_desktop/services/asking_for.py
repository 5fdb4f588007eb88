"""What a desk owes beyond the question itself: missing papers at once, reasons for a no, preparations, what came later."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from firstask_desktop.domain.commands import Completion, Decline, Preparation, Prepared
from firstask_desktop.domain.contacts import filler_reason
from firstask_desktop.domain.desk_life import Declined, Task
from firstask_desktop.domain.people import Matter, Person
from firstask_desktop.domain.states import EntryKind, State
from firstask_desktop.errors import Refused
from firstask_desktop.services.circumstances import (
    BEFORE_STAY,
    Stay,
    check_blocked,
    check_colleague,
    check_stage,
    check_unit,
)
from firstask_desktop.services.ending import DECLINED
from firstask_desktop.services.intake import today
from firstask_desktop.services.misplaced import refuse_telephone
from firstask_desktop.services.not_mine import led_on
from firstask_desktop.services.reacting import must_react, reacted
from firstask_desktop.services.steps import Step
from firstask_desktop.services.telephones import normalise
from firstask_desktop.services.text import clean, one_line

_WORDS = {
    "name": "姓名",
    "phone": "电话",
    "room": "房号",
    "contact_place": "地点",
    "organisation": "单位",
    "identity": "身份",
    "other_contact": "其他联系方式",
    "stage": "阶段",
    "requester_staff": "提出人",
    "arrival_at": "预计到店",
    "booking_no": "预订号",
    "kept_at": "保管位置",
    "shipping_no": "寄送单号",
    "keep_until": "保管期限",
    "matter": "事项目录",
    "blocks": "受影响的客户事项",
}


def complete(step: Step, command: Completion) -> None:
    """补登记: what an emergency left open ([67]), or what became known: an arrival, a storage place, a booking ([29]–[31])."""
    changes: dict[str, Any] = {}
    for each in fields(command):
        value = getattr(command, each.name)
        if value is None:
            continue
        value = one_line(value) if isinstance(value, str) else value
        if each.name == "phone" and value:
            value = normalise(value, step.office.centre.area_code).text
        if value != getattr(step.case, each.name):
            changes[each.name] = value
    refuse_telephone(changes.get("room", ""), step.office.centre.area_code)
    if "matter" in changes and step.office.get(Matter, changes["matter"]) is None:
        raise Refused("事项目录里没有这一项", code="matter", field="matter", clause="B2 [50]")
    _check_completed(step, changes)
    if not changes:
        return
    step.change(**changes)
    words = "、".join(_WORDS[name] for name in changes)
    step.note(EntryKind.COMPLETED, f"补登记：{words}")
    if "arrival_at" in changes:
        _bring_forward(step)


def _check_completed(step: Step, changes: dict[str, Any]) -> None:
    """What was filled in later is held to the same rules as at registration, each at its field ([2] [29] [30] [44])."""
    case, arrival = step.case, changes.get("arrival_at")
    if arrival is not None and arrival <= step.now:
        raise Refused("预计到店时间要在将来", code="past", field="arrival_at", clause="H6 [29]")
    if arrival is not None and not case.stage and "stage" not in changes and step.office.choices("stage"):
        changes["stage"] = BEFORE_STAY
    if "kept_at" in changes and changes["kept_at"] and not (case.keep_until or changes.get("keep_until")):
        days = step.office.limit("keep_found_days")
        changes |= {"keep_until": today(step.office) + timedelta(days=days)} if days else {}
    if changes.get("blocks"):
        check_blocked(step.office, changes["blocks"], case.id)
    after = replace(case, **changes)
    if {"identity", "requester_staff", "name"} & changes.keys() and not case.urgent:
        check_colleague(step.office, after.identity, after.channel, after.name, after.requester_staff)
    if {"identity", "organisation", "name", "phone"} & changes.keys() and not case.urgent:
        check_unit(after)
    if {"stage", "phone", "other_contact", "keep_until"} & changes.keys():
        check_stage(step.office, Stay.of(after), after.arrival_at)


def _bring_forward(step: Step) -> None:
    """The guest comes earlier: what would be ready only after that is due the house's minutes before ([29])."""
    arrival = step.case.arrival_at
    assert arrival is not None
    before = arrival - timedelta(minutes=step.office.limit("prepare_minutes"))
    for task in step.entry.store.of_case(Task, step.case.id):
        if task.done_at is None and task.due_at is not None and task.due_at > arrival:
            moved = step.put(replace(task, due_at=max(before, step.now)))
            step.note(EntryKind.TASK, f"随到店时间提前：{task.text}", person=task.owner, moment=moved.due_at)


def decline(step: Step, command: Decline) -> None:
    """不予受理/退回 ([52]): the basis, the explanation in proper words, and what else the requester can do.

    Whether it was understood is asked, never taken for granted; who did not understand has it explained again, by the
    same or by another person, and the matter stays open.
    """
    wrong = filler_reason("matter", command.basis)
    if wrong:
        raise Refused(f"请写明依据的条文：{wrong}", code="basis", field="basis", clause="B2 [52]")
    explanation = step.staff_text("explanation", command.explanation, command.quoted)
    options = step.staff_text("options", command.options, command.quoted)
    if not options:
        raise Refused("请写明客户还可以怎么办（救济或可选途径）", code="options", field="options", clause="B2 [52]")
    led_on(step, "explanation", explanation)
    if command.understood is None:
        raise Refused("请问客户是否听明白，再选", code="heard", field="understood", clause="B2 [52]")
    if command.understood:
        must_react(command.reaction)
        reacted(step, command.reaction, command.escalate_to)
    step.put(
        Declined(
            case_id=step.case.id, basis=clean(command.basis), explanation=explanation, way=one_line(command.way),
            understood=command.understood, options=options, made_at=step.now, made_by=step.actor.id,
        )
    )  # fmt: skip
    step.change(understood=command.understood, noticed_at=step.now)
    if command.understood:
        step.to(State.SETTLED, result=f"{DECLINED}{explanation}", settled_at=step.now, settled_by=step.actor.id)
        heard = ""
    else:
        step.change(next_follow_at=step.now)
        heard = "（客户未听明白，须再解释或换人解释）"
    step.note(EntryKind.DECLINED, f"依据：{clean(command.basis)}；{explanation}{heard}", way=one_line(command.way))


def prepare(step: Step, command: Preparation) -> None:
    """准备任务: due before the guest arrives ([29])."""
    assert command.due_at is not None
    if command.due_at <= step.now:
        raise Refused("完成时间要在将来", code="past", field="due_at", clause="H6 [29]")
    if step.case.arrival_at and command.due_at > step.case.arrival_at:
        raise Refused(
            f"准备任务要在到店 {step.timing.when(step.case.arrival_at)} 之前完成", code="late", field="due_at",
            clause="H6 [29]",
        )  # fmt: skip
    owner = step.office.get(Person, command.owner)
    step.put(
        Task(
            case_id=step.case.id,
            text=clean(command.text),
            owner=owner.id if owner else step.case.handler,
            due_at=command.due_at,
        )
    )
    step.note(EntryKind.TASK, clean(command.text), person=owner.id if owner else "", moment=command.due_at)


def prepared(step: Step, command: Prepared) -> None:
    """A preparation was done."""
    task = step.entry.store.get(Task, command.task_id)
    if task is None or task.case_id != step.case.id or task.done_at:
        raise Refused("请选择一项未完成的准备任务", code="task", field="task_id", clause="H6 [29]")
    step.put(replace(task, done_at=step.now, done_by=step.actor.id))
    step.note(EntryKind.TASK, f"完成：{task.text}")
