"""How each story goes on: one script per outcome, giving the real commands as the right people."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from firstask_desktop.domain.commands import (
    Acceptance,
    AskedOnBehalf,
    Asking,
    AttemptMade,
    Await,
    Dispute,
    FollowUp,
    Found,
    HandOff,
    Merge,
    Notice,
    OnSpot,
    OutsideTold,
    Reasoned,
    Resume,
    Return,
    Ruling,
    ToReach,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import External, Person
from firstask_desktop.domain.states import AcceptedHow, AttemptResult, Ending, State, TargetKind, Verdict
from firstask_desktop.services.demo_endings import answered, called_back, introduced, work
from firstask_desktop.services.demo_stage import Part, Stage
from firstask_desktop.services.handing import told_sentence
from firstask_desktop.services.material_lists import asks_for_papers

Script = Iterator[datetime]


def on_spot(stage: Stage, part: Part) -> Script:
    """Answered while the requester waits; what is another department's was asked there first ([27])."""
    mine = part.matter.department == part.first.department
    spot = OnSpot(answer=part.story.answer, ending=Ending.SOLVED, **introduced(stage, part))
    if not mine:
        whom = stage.cast.owner(part.matter, part.first).name
        spot = replace(spot, asked_whom=whom, asked_answer=part.story.progress[0])
    stage.register(part, Verdict.OWN_POST if mine else Verdict.OTHER_DEPARTMENT, spot=spot)
    yield from called_back(stage, part)


def own(stage: Stage, part: Part) -> Script:
    """The first-asked person's own duty from beginning to end."""
    stage.register(part, Verdict.OWN_POST, told=True)
    if stage.chance(0.1):
        yield stage.shortly(part, 4, 10)
        helper = stage.cast.owner(part.matter, part.first)
        stage.do(part.first, Action.HELPER, part, Reasoned(person=helper.id, reason="一同到现场"))
    yield from work(stage, part)


def handoff(stage: Stage, part: Part) -> Script:
    """Handed to the person whose duty it is, who signs and works; the first-asked person follows it up."""
    receiver = stage.cast.owner(part.matter, part.first)
    near = receiver.department == part.first.department
    stage.register(part, Verdict.OWN_DEPARTMENT if near else Verdict.OTHER_DEPARTMENT)
    yield stage.shortly(part, 2, 6)
    hand(stage, part, receiver)
    yield stage.shortly(part, 4, 24)
    sign(stage, part, receiver)
    yield stage.later(part, 0.1)
    where = FollowUp(way="电话", text=f"{receiver.name}答复：{part.story.progress[0]}")
    stage.do(part.first, Action.FOLLOW_UP, part, where)
    if stage.chance(0.25):
        stage.do(part.first, Action.NOTICE, part, Notice(way="电话", text=f"已告诉客户进度：{part.story.progress[0]}"))
    yield from work(stage, part)


def hand(stage: Stage, part: Part, receiver: Person, reason: str = "") -> None:
    """One handoff with what the requester was told."""
    case = stage.case(part)
    fields = stage.promise(part, part.first, case.limit_at)
    if case.promise_at is not None and case.promise_at > stage.now:
        fields = {"promise_at": case.promise_at, "beyond_limit_reason": f"{stage.cast.manager.name}同意：按原承诺"}
    command = HandOff(
        target=TargetKind.OFFICER if receiver not in stage.cast.leaders else TargetKind.LEADER, receiver=receiver.id,
        task=part.story.request, told=True, told_text=told_sentence(receiver, _department(stage, receiver)),
        other_owner_reason=reason or "该岗位人员正在现场", **fields,
    )  # fmt: skip
    stage.do(part.first, Action.HAND_OFF, part, command)


def _department(stage: Stage, person: Person) -> str:
    return stage.office.department_name(person.department)


def sign(stage: Stage, part: Part, receiver: Person) -> None:
    """The receiver signs at the screen, or says on the telephone that they have it."""
    readback = f"我理解要做的是：{part.story.request}"
    if stage.chance(0.25):
        phone = Acceptance(how=AcceptedHow.PHONE, readback=readback, at=stage.now)
        stage.do(part.first, Action.RECORD_ACCEPT, part, phone)
    else:
        stage.do(receiver, Action.ACCEPT, part, Acceptance(readback=readback))


def returned(stage: Stage, part: Part) -> Script:
    """Two departments give it back; the supervisor rules, and that stays ([82])."""
    one = stage.cast.owner(part.matter, part.first)
    two = stage.cast.owner(part.matter, part.first, one)
    stage.register(part, Verdict.OTHER_DEPARTMENT)
    for giver, proposed in ((one, two), (two, one)):
        yield stage.shortly(part, 2, 8)
        hand(stage, part, giver, "按退回时建议的承办人转办")
        yield stage.shortly(part, 5, 25)
        back = Return(reason=stage.pick("return") or "属其他岗位职责", proposed_owner=proposed.id)
        stage.do(giver, Action.RETURN, part, back)
    yield stage.shortly(part, 10, 40)
    judge = stage.cast.judge(part.first, one)
    stage.do(judge, Action.RULE, part, Ruling(handler=one.id, reason="按事项目录由该岗位承办，另一方配合"))
    yield from work(stage, part)


def disputed(stage: Stage, part: Part) -> Script:
    """Two people say the other one was asked first; the supervisor decides and both names stay ([66])."""
    stage.register(part, Verdict.OWN_POST, told=True)
    yield stage.shortly(part, 5, 20)
    other = stage.cast.colleague(part.first)
    stage.do(part.first, Action.DISPUTE, part, Dispute(claimed=other.id, reason="客户先在大门口问过这位同事"))
    yield stage.soon(15, 50)
    judge = stage.cast.judge(part.first, other)
    stage.do(judge, Action.RULE, part, Ruling(handler=part.first.id, reason="以首次登记为准，由登记人跟到底"))
    yield from work(stage, part)


def awaiting(stage: Stage, part: Part) -> Script:
    """Work stops because of the requester and goes on the moment the cause is gone ([25] [26])."""
    stage.register(part, Verdict.OWN_POST, told=True)
    yield stage.soon(6, 25)
    cause = stage.pick("awaiting_requester")
    wait = Await(
        cause="本人要求改时间" if asks_for_papers(cause) else cause, explained=f"已向客户说明：{part.story.progress[0]}",
        resume_condition=part.story.progress[-1], resume_by=stage.soon(240, 700), reaction="接受",
    )  # fmt: skip
    stage.do(part.first, Action.AWAIT, part, wait)
    yield stage.soon(120, 500)
    stage.do(part.first, Action.RESUME, part, Resume(note="客户来电：可以继续办理"))
    yield from work(stage, part)


def unreachable(stage: Stage, part: Part) -> Script:
    """The person in charge does not pick up: name, number, doubt and promise are noted, tries are logged ([85] [86])."""
    whom = stage.cast.owner(part.matter, part.first)
    stage.register(part, Verdict.OTHER_DEPARTMENT)
    yield stage.shortly(part, 2, 6)
    case = stage.case(part)
    fields = stage.promise(part, part.first, case.limit_at)
    reach = ToReach(
        name=part.requester.name, phone=case.phone, phone_reason=case.phone_reason, doubt=part.story.request,
        whom=whom.name, **fields,
    )  # fmt: skip
    stage.do(part.first, Action.TO_REACH, part, reach)
    for result in (AttemptResult.NO_ANSWER, AttemptResult.NO_ANSWER, AttemptResult.CONNECTED):
        yield stage.shortly(part, 6, 18)
        tried = AttemptMade(person=whom.id, target=whom.name, number=whom.phone, way="内线", result=result)
        stage.do(part.first, Action.ATTEMPT, part, tried)
        if part.stop is State.TO_REACH and stage.chance(0.5):
            return
    yield stage.shortly(part, 2, 5)
    hand(stage, part, whom)
    yield stage.shortly(part, 3, 12)
    sign(stage, part, whom)
    yield from work(stage, part)


def unknown(stage: Stage, part: Part) -> Script:
    """Whose it is, or how it is, must be found out or asked above first ([54] [69])."""
    consult = part.stop is State.TO_CONSULT or (part.stop is None and stage.chance(0.5))
    stage.register(part, Verdict.UNKNOWN)
    yield stage.shortly(part, 3, 9)
    fields = stage.promise(part, part.first, stage.case(part).limit_at)
    whom = stage.cast.judge(part.first) if consult else stage.cast.owner(part.matter, part.first)
    asking = Asking(doubt=part.story.request, whom=whom.name, **fields)
    stage.do(part.first, Action.CONSULT if consult else Action.FIND_OUT, part, asking)
    yield stage.later(part, 0.3)
    found = Found(conclusion=part.story.progress[0], verdict=Verdict.OWN_POST)
    stage.do(part.first, Action.CONSULTED if consult else Action.FOUND_OUT, part, found)
    yield stage.later(part, 0.1)
    stage.do(part.first, Action.ASK, part, AskedOnBehalf(whom=whom.name, answer=part.story.progress[-1]))
    yield from answered(stage, part)


def outside(stage: Stage, part: Part) -> Script:
    """Not this house's at all: the requester is told which unit, where and how, and still gets an answer ([55])."""
    units = [unit for unit in stage.office.all(External).values() if unit.active]
    near = [unit for unit in units if any(word in part.story.words + part.story.answer for word in unit.keywords)]
    unit = stage.rng.choice(near or units[:1])
    stage.register(part, Verdict.OUTSIDE)
    yield stage.shortly(part, 2, 8)
    told = OutsideTold(unit=unit.name, phone=unit.phone, explanation=part.story.progress[0], reaction="接受")
    stage.do(part.first, Action.OUTSIDE, part, told)
    yield stage.later(part, 0.4)
    yield from answered(stage, part, Ending.CLEAR_ANSWER)


def void(stage: Stage, part: Part) -> Script:
    """Registered twice by mistake: the manager voids it, the number and the reason stay ([75])."""
    stage.register(part, Verdict.OWN_POST, told=True)
    yield stage.soon(5, 40)
    stage.do(stage.cast.manager, Action.VOID, part, Reasoned(reason=stage.pick("void") or "重复登记"))


def merged(stage: Stage, part: Part) -> Script:
    """The requester calls a second time about the same matter; the second case is merged into the first ([18])."""
    stage.register(part, Verdict.OWN_POST, told=True)
    yield stage.soon(15, 60)
    again = replace(part, first=stage.cast.colleague(part.first), case_id="")
    stage.register(again, Verdict.OWN_POST, told=True, words=f"再问一下：{part.story.words}")
    stage.do(again.first, Action.MERGE, again, Merge(into=part.case_id, reason="同一客户同一事项"))
    yield from work(stage, part)


SCRIPTS: Mapping[str, Callable[[Stage, Part], Script]] = {
    "on_spot": on_spot,
    "own": own,
    "handoff": handoff,
    "complaint": handoff,
    "redo": own,
    "returned": returned,
    "disputed": disputed,
    "awaiting": awaiting,
    "unreachable": unreachable,
    "unknown": unknown,
    "outside": outside,
    "void": void,
    "merged": merged,
}
