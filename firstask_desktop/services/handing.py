"""手手相接: the handoff to a named person, the signature, the return and the ruling (H5, M4.4, M4.7). The owner stays."""

from dataclasses import replace

from firstask_desktop.domain.case import Doubt, Hop
from firstask_desktop.domain.commands import Acceptance, Dispute, HandOff, Reasoned, Return, Ruling, Transfer
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Department, Matter, Person, Post
from firstask_desktop.domain.states import AcceptedHow, EntryKind, Role, Standing, State, Verdict
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.own_duty import consented
from firstask_desktop.services.own_duty import words as own_duty_words
from firstask_desktop.services.steps import Step
from firstask_desktop.services.text import clean, one_line

_LEAST_READBACK = 4
WALKED = frozenset({"陪同", "指引"})


def told_sentence(receiver: Person, department: str) -> str:
    """What the requester is told at a handoff: who handles it and how to reach them ([76])."""
    phone = f"，电话 {receiver.phone}" if receiver.phone else ""
    return f"由【{department}】【{receiver.name}】办理{phone}"


def hand_off(step: Step, command: HandOff) -> None:
    """Give the case to a named person who is on duty; the first-asked person keeps following it ([70] [71] [76])."""
    receiver = step.person(command.receiver, "receiver", "M4.4 [71]")
    if receiver.id == step.actor.id and receiver.id == step.case.handler:
        raise Refused("不能转办给自己", code="self", field="receiver", clause="M4.4 [71]")
    _back_and_forth(step, receiver)
    step.on_duty(receiver, "receiver", "M4.4 [70]")
    if command.department and receiver.department != command.department:
        department = step.office.get(Department, command.department)
        raise Refused(
            f"{receiver.name} 不在{department.name if department else '该部门'}，请重新选择接手人", code="department",
            field="receiver", clause="B3 [53]",
        )  # fmt: skip
    place = _place(command)
    consent = consented(step, command)
    _other_owner(step, command, receiver)
    step.timing.check_promise(command, step.actor, step.case.limit_at)
    told = step.staff_text("told_text", command.told_text) if command.told else ""
    if command.told and not told:
        raise Refused(
            "请写明告知客户的内容：由哪个部门、谁办理、电话", code="told", field="told_text", clause="M4.5 [76]"
        )
    minutes = step.office.limit("escort_accept_minutes" if command.escort else "accept_minutes")
    due = step.timing.add(step.now, minutes)
    hop = step.put(
        Hop(
            case_id=step.case.id, giver=step.actor.id, receiver=receiver.id, department=receiver.department,
            target=command.target, task=clean(command.task), promise_at=command.promise_at, told_text=told,
            given_at=step.now, accept_due_at=due, own_duty_reason=consent.reason, own_duty_consent=consent.leader,
            consent_how=consent.how, consent_at=consent.at, consent_recorder=consent.recorder, escort=command.escort,
            place=place,
        )
    )  # fmt: skip
    old = step.set_promise(command.promise_at)
    step.to(
        State.AWAIT_ACCEPTANCE, handler=receiver.id, department=receiver.department, hop=hop.id, handed_at=step.now,
        accepted_at=None, next_follow_at=due, told_department=command.told,
    )  # fmt: skip
    if told:
        step.change(told_text=told)
    why = clean(command.other_owner_reason)
    text = f"{clean(command.task)}（转给归口以外：{why}）" if why else clean(command.task)
    if command.escort:
        text += f"（{command.escort}{f'到 {place}' if place else ''}）"
    if consent.reason:
        text += f"（本岗转出：{own_duty_words(step.office, hop)}）"
    step.note(EntryKind.HANDED, text, person=receiver.id, moment=command.promise_at, old_moment=old)


def _place(command: HandOff) -> str:
    """房间/窗口: where a visitor is taken or shown to; on the telephone nobody walks ([53])."""
    place = one_line(command.place)
    if command.escort in WALKED and not place:
        raise Refused("请写明带到或指到哪个房间、窗口", code="place", field="place", clause="B3 [53]")
    return place


def _back_and_forth(step: Step, receiver: Person) -> None:
    """A→B→A by 转办 is a return in disguise: it needs 退回 and then the ruling; a ruling is not handed on ([82])."""
    if step.actor.id != step.case.handler or not step.case.handed_over or step.actor.role is not Role.STAFF:
        return
    hop = step.entry.store.get(Hop, step.case.hop)
    if hop is not None and hop.ruled:
        raise Refused(
            "经主任裁定由您承办，不能再转办；确需改派请主任办理", code="ruled", field="receiver", clause="M4.7 [82]"
        )
    if receiver.id in _givers(step):
        raise Refused(
            f"{receiver.name} 是把这件事交出来的人：请用「退回」写明原因和应由谁办，由主任裁定", code="circle",
            field="receiver", clause="M4.7 [82]",
        )  # fmt: skip


def _givers(step: Step) -> set[str]:
    """Who gave the case on along the chain that led here."""
    links = step.entry.store.of_case(Hop, step.case.id)
    return {link.giver for link in links if not (link.recalled_at or link.returned_at)}


def _other_owner(step: Step, command: HandOff, receiver: Person) -> None:
    """Handing to somebody whose post does not own the matter asks why; a leader may always be asked ([34])."""
    matter = step.office.get(Matter, step.case.matter)
    if matter is None or owns(step.office, matter, receiver):
        return
    post = step.office.get(Post, receiver.post)
    if post is not None and (post.leader or post.role is not Role.STAFF):
        return
    if clean(command.other_owner_reason):
        return
    owner = " ".join(filter(None, (step.office.department_name(matter.department), step.office.post_name(matter.post))))
    raise Refused(
        f"「{matter.name}」由{owner}负责，转给其他岗位请写明原因", code="other_owner", field="other_owner_reason",
        clause="H8 [34]",
    )  # fmt: skip


def owns(office: Office, matter: Matter, person: Person) -> bool:
    """Whether the matter is the duty of this person's post, or of one they stand in for ([34]).

    A matter without a post, or whose post nobody holds, is the whole department's.
    """
    holders = [each for each in office.all(Person).values() if matter.post and each.post == matter.post]
    if not holders:
        return person.department == matter.department
    return any(person.id in (each.id, each.substitute) for each in holders)


def accept(step: Step, command: Acceptance) -> None:
    """The receiver signs by their own sign-in and reads back what is to be done ([13] [71])."""
    readback = clean(command.readback)
    if len(readback) < _LEAST_READBACK:
        raise Refused("请用自己的话写「我理解要做的是…」", code="readback", field="readback", clause="W3 [13]")
    _sign(step, replace(command, how=AcceptedHow.LOGIN, at=None, readback=readback))


def record_accept(step: Step, command: Acceptance) -> None:
    """电话已接 or 纸质签收: recorded by somebody else with the time, marked as such ([71])."""
    if command.how is AcceptedHow.LOGIN:
        raise Refused(
            "代为记录请选「电话已接」或「纸质签收」；本人签收请本人登录", code="how", field="how", clause="M4.4 [71]"
        )
    if step.actor.id == step.case.handler:
        raise Refused("这是转给您本人的，请直接「签收」", code="own", field="how", clause="M4.4 [71]")
    _sign(step, command)


def _sign(step: Step, command: Acceptance) -> None:
    hop = step.hop()
    at = step.past(command.at, "at", hop.given_at)
    step.put(
        replace(hop, accepted_at=at, accepted_how=command.how, recorder=step.actor.id, readback=clean(command.readback))
    )
    step.to(State.WITH_HANDLER, accepted_at=at, next_follow_at=step.next_look())
    by_other = "" if command.how is AcceptedHow.LOGIN else f"（{command.how.word}，{step.actor.name} 代签记录）"
    waited = int((at - hop.given_at).total_seconds() // 60) if hop.given_at else 0
    step.note(
        EntryKind.ACCEPTED, f"{clean(command.readback)}{by_other}", person=step.case.handler, happened_at=at,
        minutes=waited,
    )  # fmt: skip


def give_back(step: Step, command: Return) -> None:
    """退回 with reason and proposed owner, within the window; the second time the supervisor rules ([82])."""
    hop = step.hop()
    if hop.ruled:
        raise Refused("经主任裁定的事项不能退回", code="ruled", clause="M4.7 [82]")
    proposed = there(step.person(command.proposed_owner, "proposed_owner", "M4.7 [82]"), "proposed_owner")
    if proposed.id == step.actor.id:
        raise Refused("建议的承办人不能是自己", code="self", field="proposed_owner", clause="M4.7 [82]")
    window = step.office.limit("return_window_minutes")
    if hop.accepted_at and step.timing.working_minutes(hop.accepted_at, step.now) > window:
        raise Refused(f"签收已超过 {window} 工作分钟，不能再退回", code="window", field="reason", clause="M4.7 [82]")
    reason = step.staff_text("reason", command.reason)
    earlier = step.entry.store.of_case(Hop, step.case.id)
    circle = proposed.id in _givers(step) | {link.receiver for link in earlier if link.returned_at}
    step.put(replace(hop, returned_at=step.now, return_reason=reason, proposed_owner=proposed.id, ended_at=step.now))
    step.change(returns=step.case.returns + 1, next_follow_at=step.now)
    if step.case.returns >= 2 or circle:
        step.to(State.RULING, prior_state=State.ACCEPTED)
    else:
        step.to(State.ACCEPTED, handler=step.case.carrier, handed_at=None, accepted_at=None, hop="")
    step.note(EntryKind.RETURNED, reason, person=proposed.id)


def recall(step: Step, command: Reasoned) -> None:
    """Take back a handoff nobody signed for yet."""
    step.put(replace(step.hop(), recalled_at=step.now, ended_at=step.now))
    step.to(
        State.ACCEPTED, handler=step.case.carrier, handed_at=None, accepted_at=None, hop="", next_follow_at=step.now
    )
    step.note(EntryKind.RECALLED, clean(command.reason))


def urge(step: Step, command: Reasoned) -> None:
    """催办: remind whoever holds it; it stays on the record."""
    step.note(EntryKind.URGED, clean(command.reason) or "请尽快签收/办理并报进展", person=step.case.handler)


def dispute(step: Step, command: Dispute) -> None:
    """首问争议 goes to the supervisor; both names are kept ([66])."""
    claimed = step.person(command.claimed, "claimed", "M4.2 [66]")
    if claimed.id == step.case.first_asked:
        raise Refused("另一位首问人不能与登记的相同", code="same", field="claimed", clause="M4.2 [66]")
    step.to(State.RULING, prior_state=step.case.state, next_follow_at=step.now)
    step.note(EntryKind.DISPUTED, clean(command.reason), person=claimed.id)


def rule(step: Step, command: Ruling) -> None:
    """The supervisor decides who handles it; this cannot be returned ([82]). One does not rule on one's own case."""
    if step.actor.id in (step.case.first_asked, step.case.carrier):
        raise Refused(
            "裁定人不能是本件的首问责任人，请由另一位主任或经理裁定", code="own", field="handler", clause="H10 [38]"
        )
    handler = there(step.person(command.handler, "handler", "M4.7 [82]"), "handler")
    step.timing.check_promise(command, step.actor, step.case.limit_at)
    step.told_of_change(command.promise_at, command.told)
    old = step.set_promise(command.promise_at)
    reason = clean(command.reason)
    _conclude(step, reason)
    if handler.id == step.case.carrier:
        step.to(
            State.IN_HAND if step.case.told_limit else State.ACCEPTED, handler=handler.id,
            department=handler.department, hop="", handed_at=None, accepted_at=None, verdict=Verdict.OWN_POST,
        )  # fmt: skip
    else:
        hop = step.put(
            Hop(
                case_id=step.case.id, giver=step.actor.id, receiver=handler.id, department=handler.department,
                task=f"裁定：{reason}", promise_at=step.case.promise_at, given_at=step.now, accepted_at=step.now,
                accepted_how=AcceptedHow.LOGIN, recorder=step.actor.id, readback="主任裁定，不得退回", ruled=True,
            )
        )  # fmt: skip
        step.to(
            State.WITH_HANDLER, handler=handler.id, department=handler.department, hop=hop.id, handed_at=step.now,
            accepted_at=step.now,
        )  # fmt: skip
    step.change(prior_state=None, next_follow_at=step.next_look())
    step.note(EntryKind.RULED, reason, person=handler.id, moment=command.promise_at, old_moment=old)


def there(person: Person, field: str) -> Person:
    """The same person unless they are on leave or left: nobody is given a matter they cannot take up ([82])."""
    if person.standing is Standing.ACTIVE:
        return person
    raise Refused(
        f"{person.name} {person.standing.word}，请另选在岗的人", code="absent", field=field, clause="M4.7 [82]"
    )


def _conclude(step: Step, reason: str) -> None:
    """What was being asked of a leader is answered by the ruling: no 请示 is left without its conclusion ([54])."""
    for doubt in step.entry.store.of_case(Doubt, step.case.id):
        if doubt.kind == Action.CONSULT and doubt.concluded_at is None:
            said = f"裁定：{reason}"
            step.put(replace(doubt, conclusion=said, concluded_at=step.now, concluded_by=step.actor.id))


def transfer(step: Step, command: Transfer) -> None:
    """责任移交: who follows it up from now on; the first-asked name stays ([1])."""
    to = step.person(command.to, "to", "G0 [1]")
    step.on_duty(to, "to", "G0 [1]")
    if to.id == step.case.carrier:
        raise Refused("接手人已在跟踪这件事项", code="same", field="to", clause="G0 [1]")
    handler = to.id if step.case.handler == step.case.carrier else step.case.handler
    step.change(carrier=to.id, handler=handler)
    step.note(EntryKind.TRANSFERRED, clean(command.reason), person=to.id)
