"""How a case of the demonstration ends: settled, answered, called back, and now and then done again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Answer, Callback, ComplaintForm, Progress, Reasoned, Settlement, Visit
from firstask_desktop.domain.consultation import CONSULTATION, SATISFACTION, UNSAID, points_of
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import CallbackResult, Ending, State
from firstask_desktop.services.demo_stage import Part, Stage
from firstask_desktop.services.ending import RATED

Script = Iterator[datetime]
WAYS = {"来电": "电话", "来信": "书面", "网络": "书面"}
ALIKE = 2
MARKS = ("满意", "基本满意", "不满意")
UNHAPPY = "客户说问题又出现了，希望再来看一次"
PRAISE = ("客户说处理得及时", "已解决，客户表示感谢", "", "", "希望今后先打电话再上门")


def work(stage: Stage, part: Part) -> Script:
    """The work itself: progress as it comes, the result, the answer, the callback. Careless people are late with it."""
    if stage.recorded(part):
        fill_form(stage, part)
    for line in part.story.progress:
        yield stage.later(part, 0.22)
        stage.do(stage.handler(part), Action.PROGRESS, part, Progress(text=line, next_step=part.story.request))
        if stage.chance(0.12):
            visit(stage, part)
    if part.careless:
        yield stage.later(part, 1.0)
    elif stage.chance(0.12):
        stage.move_promise(part, stage.pick("promise_change") or "现场情况比预计复杂")
    yield stage.later(part, 0.1)
    stage.do(stage.handler(part), Action.SETTLE, part, Settlement(result=part.story.answer))
    yield from answered(stage, part)


def visit(stage: Stage, part: Part) -> None:
    """The requester comes again; from the third time on the cause is asked ([80])."""
    target = stage.office.limit("visit_target") or 2
    cause = stage.pick("revisit_cause") if stage.case(part).visits >= target else ""
    stage.do(stage.cast.colleague(), Action.VISIT, part, Visit(cause=cause, note="到前台询问进度"))


def answered(stage: Stage, part: Part, ending: Ending = Ending.SOLVED) -> Script:
    """The first-asked person answers the requester."""
    yield stage.shortly(part, 3, 25)
    way = WAYS.get(part.story.channel, "当面" if stage.chance(0.4) else "电话")
    if stage.chance(0.2):
        ending = Ending.CLEAR_ANSWER
    said = Answer(ending=ending, text=part.story.answer, way=way, at=stage.now, reaction="接受")
    stage.do(part.first, Action.ANSWER, part, replace(said, **introduced(stage, part)))
    yield from called_back(stage, part)


def introduced(stage: Stage, part: Part) -> dict[str, Any]:
    """What a consultation ends with: the points of the card, understood, and what the requester thought of it ([56])."""
    if part.story.kind != CONSULTATION:
        return {}
    thought = stage.rng.choices(SATISFACTION[:2], (5, 2))[0] if stage.chance(0.9) else UNSAID
    return {
        "points": points_of(part.matter.answer), "understood": True, "satisfied": thought, "written": stage.chance(0.3),
    }  # fmt: skip


def called_back(stage: Stage, part: Part) -> Script:
    """Somebody who had no hand in it calls back; not everybody picks up the first time."""
    while stage.case(part).state is State.ANSWERED:
        yield stage.soon(45, 420)
        case = stage.case(part)
        caller = _caller(stage, case)
        redo = part.story.outcome == "redo" and case.redo_count == 0
        result = CallbackResult.DISSATISFIED if redo else _result(stage, case.redo_count)
        note = UNHAPPY if result is CallbackResult.DISSATISFIED else stage.rng.choice(PRAISE)
        command = Callback(result=result, note=note, ratings=_ratings(stage, result))
        stage.do(caller, Action.CALLBACK, part, command)
        if result is CallbackResult.DISSATISFIED:
            yield from again(stage, part)
            return
    if part.story.outcome == "redo" and stage.case(part).redo_count == 0:
        yield stage.soon(60, 300)
        stage.do(part.first, Action.REOPEN, part, Reasoned(reason=UNHAPPY))
        yield from again(stage, part)


def _caller(stage: Stage, case: Case) -> Person:
    """The colleague who asked, else the first at the front, then above, who had no hand in it."""
    if case.requester_staff:
        return stage.office.all(Person)[case.requester_staff]
    away = {case.first_asked, case.handler, case.carrier, case.answered_by}
    everybody = (*stage.cast.front, *stage.cast.leaders, stage.cast.manager)
    return next(person for person in everybody if person.id not in away)


def _ratings(stage: Stage, result: CallbackResult) -> tuple[str, ...]:
    """Now and then the requester also rates the four things one by one, seldom better than the whole ([49])."""
    if result.word not in MARKS or not stage.chance(0.35):
        return ()
    return tuple(f"{item}：{stage.rng.choice((result.word, result.word, MARKS[0]))}" for item in sorted(RATED))


def _result(stage: Stage, redone: int) -> CallbackResult:
    if stage.chance(0.12):
        return CallbackResult.NOT_REACHED
    if not redone and stage.chance(0.05):
        return CallbackResult.DISSATISFIED
    return CallbackResult.SATISFIED if stage.chance(0.78) else CallbackResult.FAIR


def again(stage: Stage, part: Part) -> Script:
    """重办: a new promise, then the result and the answer once more."""
    yield stage.shortly(part, 5, 20)
    stage.begin_again(part)
    yield stage.later(part, 0.5)
    stage.do(stage.handler(part), Action.SETTLE, part, Settlement(result=f"再次处理：{part.story.answer}"))
    yield from answered(stage, part)


def fill_form(stage: Stage, part: Part) -> None:
    """What 06-05 asks of a complaint beyond the case itself."""
    form = ComplaintForm(
        category=_category(stage, part), investigation=part.story.progress[0], validity="有效",
        truth="属实" if stage.chance(0.7) else "部分属实", cause="现场核对后与当事人确认",
        department_opinion="情况属实，按整改措施落实", supervisor_opinion="同意，落实后回访",
        measures=part.story.answer,
    )  # fmt: skip
    stage.do(part.first, Action.FORM, part, form)


def _category(stage: Stage, part: Part) -> str:
    """The category whose characters occur most in the matter and the words; the last one (其他) where none does."""
    department = stage.office.department_name(part.matter.department)
    told = f"{department}{part.matter.name}{''.join(part.matter.keywords)}{part.story.words}"
    rows = [choice.text for choice in stage.office.choices("complaint_category")]
    scores = [(sum(letter in told for letter in text) + 3 * (text in told), -place) for place, text in enumerate(rows)]
    best, place = max(scores)
    return rows[-place] if best >= ALIKE else rows[-1]
