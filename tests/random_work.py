"""A desk worked at random: any command of anybody on any case, at any hour, with any text, the clock moved at will.

After each shift the live tables must equal what the journal tells. Used by the test (few shifts) and the benchmark
(many).
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from firstask_desktop.desk import DATA_FILE, Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Acceptance,
    Answer,
    AskedOnBehalf,
    Asking,
    AttemptMade,
    Await,
    Callback,
    ComplaintForm,
    Correction,
    Dispute,
    FollowUp,
    Found,
    HandOff,
    Merge,
    Notice,
    OnSpot,
    OutsideTold,
    Progress,
    PromiseChange,
    Reasoned,
    Registration,
    Resume,
    Return,
    Ruling,
    Settlement,
    Snooze,
    ToReach,
    Transfer,
    Visit,
)
from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Choice, Limit, Matter, Person
from firstask_desktop.domain.states import AcceptedHow, AttemptResult, CallbackResult, Ending, Standing, Verdict
from firstask_desktop.errors import Refused
from tests.desk_fixtures import MONDAY_MORNING, RECEPTIONIST, all_rows, as_name, handed, registered, set_up

TEXTS = st.sampled_from(
    [
        "楼上空调外机一直滴水", "已联系厂家，明天上门更换", "电梯困人，三楼，两位老人", "管道已换好，客户当面确认",
        "仲经理同意，厂家缺货",
        "先问清管线图再答复客户", "", "  ", "无", "' OR 1=1 --",
        "<b>投诉</b>\n第二行", "😀𠮷野家漏水了", "x" * 2_000, "已匿名化", '{"c": "0"}', "零\u200b宽", "客户要求\x00今天答复",
        "=HYPERLINK(\"x\")", "单晓燕", "3-1-602", "13800138000",
    ]
)  # fmt: skip
PLAIN = (Action.RECALL, Action.URGE, Action.REOPEN, Action.UNMERGE, Action.VOID)
HEARD: dict[str, Any] = {"understood": True, "satisfied": "满意"}
"""A requester who was asked, so that a consultation can end ([56])."""
NUMBERS = st.integers(min_value=0, max_value=10_000)
Make = Callable[["RandomWork", str, int], object]


def _at(work: "RandomWork", number: int) -> Any:
    """Usually a promise one may give, sometimes a moment one may not."""
    quick = work.desk.clock.quick_promises()
    return quick[number % len(quick)].at if number % 13 else work.clock.now() + timedelta(minutes=number - 5_000)


def _one(values: type[Any], number: int) -> Any:
    members = list(values)
    return members[number % len(members)]


COMMANDS: dict[Action, Make] = {
    Action.ON_SPOT: lambda w, t, n: OnSpot(answer=t, ending=_one(Ending, n), way="当面", asked_whom=t, asked_answer=t, **HEARD),
    Action.START: lambda w, t, n: PromiseChange(promise_at=_at(w, n), reason=t, told=bool(n % 2)),
    Action.HAND_OFF: lambda w, t, n: HandOff(
        receiver=w.somebody(n), task=t, promise_at=_at(w, n), told=bool(n % 2), told_text=t, own_duty_reason=t,
        own_duty_consent=w.somebody(n // 3),
        consent_how=ConsentHow.PHONE, other_owner_reason=t, beyond_limit_reason="仲经理同意",
    ),
    Action.ACCEPT: lambda w, t, n: Acceptance(readback=t),
    Action.RECORD_ACCEPT: lambda w, t, n: Acceptance(how=_one(AcceptedHow, n), readback=t),
    Action.RETURN: lambda w, t, n: Return(reason=t, proposed_owner=w.somebody(n)),
    Action.TO_REACH: lambda w, t, n: ToReach(name=t, phone="13912345678", doubt=t, promise_at=_at(w, n)),
    Action.ATTEMPT: lambda w, t, n: AttemptMade(
        person=w.somebody(n), target=t, number="13712345678", result=_one(AttemptResult, n), note=t, next_at=_at(w, n)
    ),
    Action.FIND_OUT: lambda w, t, n: Asking(doubt=t, whom=w.somebody(n), promise_at=_at(w, n)),
    Action.CONSULT: lambda w, t, n: Asking(doubt=t, whom=w.somebody(n), promise_at=_at(w, n)),
    Action.FOUND_OUT: lambda w, t, n: Found(conclusion=t, verdict=_one(Verdict, n)),
    Action.CONSULTED: lambda w, t, n: Found(conclusion=t, verdict=_one(Verdict, n)),
    Action.ASK: lambda w, t, n: AskedOnBehalf(whom=w.somebody(n), answer=t),
    Action.OUTSIDE: lambda w, t, n: OutsideTold(
        unit=t, phone="12345", explanation=t, search_route=t, reaction="接受"
    ),
    Action.AWAIT: lambda w, t, n: Await(
        cause=t, explained=t, resume_condition=t, resume_by=_at(w, n),
        reaction=("接受", "不接受")[n % 2], escalate_to=w.somebody(n),
    ),
    Action.RESUME: lambda w, t, n: Resume(note=t),
    Action.PROGRESS: lambda w, t, n: Progress(text=t, next_step=t, promise_at=_at(w, n) if n % 3 else None, told=bool(n % 5)),
    Action.FOLLOW_UP: lambda w, t, n: FollowUp(way="电话", text=t, next_at=_at(w, n)),
    Action.NOTICE: lambda w, t, n: Notice(way="电话", text=t),
    Action.PROMISE: lambda w, t, n: PromiseChange(promise_at=_at(w, n), reason=t, told=bool(n % 5)),
    Action.SNOOZE: lambda w, t, n: Snooze(until=_at(w, n), reason=t),
    Action.VISIT: lambda w, t, n: Visit(cause=t, note=t),
    Action.HELPER: lambda w, t, n: Reasoned(reason=t, person=w.somebody(n)),
    Action.SETTLE: lambda w, t, n: Settlement(result=t, compensation_fen=n if n % 2 else 0, approver=w.somebody(n)),
    Action.ANSWER: lambda w, t, n: Answer(ending=_one(Ending, n), text=t, way="电话", at=w.clock.now(), **HEARD),
    Action.CALLBACK: lambda w, t, n: Callback(result=_one(CallbackResult, n), note=t, next_at=_at(w, n)),
    Action.DISPUTE: lambda w, t, n: Dispute(claimed=w.somebody(n), reason=t),
    Action.RULE: lambda w, t, n: Ruling(handler=w.somebody(n), reason=t, promise_at=_at(w, n), told=True),
    Action.TRANSFER: lambda w, t, n: Transfer(to=w.somebody(n), reason=t),
    Action.MERGE: lambda w, t, n: Merge(into=w.case(n), reason=t),
    Action.CORRECT: lambda w, t, n: Correction(corrects=w.line(n), text=t),
    Action.FORM: lambda w, t, n: ComplaintForm(cause=t, measures=t, compensation_fen=n),
}  # fmt: skip


@cache
def _prepared() -> bytes:
    """A staffed office as one file; made once, since a first start is slower than a shift."""
    with tempfile.TemporaryDirectory() as folder:
        desk = set_up(Path(folder) / "desk", FixedClock(MONDAY_MORNING))
        content = desk.upkeep.back_up(Path(folder) / "copy").read_bytes()
        desk.close()
    return content


class RandomWork(RuleBasedStateMachine):
    """One shift. `made` counts, over all shifts, the commands that were done and those that were refused."""

    made = {"done": 0, "refused": 0}

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="shift"))
        (self.folder / DATA_FILE).write_bytes(_prepared())
        self.clock = FixedClock(MONDAY_MORNING)
        self.desk: Desk = open_desk(self.folder, self.clock)
        self.desk._office.store.database.execute_sql("PRAGMA synchronous = off")
        self.people = [person.id for person in self.desk.house.people()]
        desk = as_name(self.desk, RECEPTIONIST)
        self.cases: list[str] = [registered(desk).id, handed(desk, registered(desk, room="3-1-603")).id]

    def somebody(self, number: int) -> str:
        return self.people[number % len(self.people)]

    def case(self, number: int) -> str:
        return self.cases[number % len(self.cases)]

    def line(self, number: int) -> str:
        lines = self.desk.as_person(self.people[0]).cases.file(self.case(number)).timeline
        return lines[number % len(lines)].id

    def attempt(self, command: Callable[[], object]) -> object:
        """Done or refused; anything else is a bug and ends the shift."""
        try:
            done = command()
        except Refused:
            self.made["refused"] += 1
            return None
        self.made["done"] += 1
        return done

    @rule(who=NUMBERS, text=TEXTS, name=TEXTS, number=NUMBERS)
    def register(self, who: int, text: str, name: str, number: int) -> None:
        desk = self.desk.as_person(self.somebody(who))
        matters, kinds, channels = desk.house.matters(), desk.house.kinds(), desk.house.channels()
        form = Registration(
            channel=channels[number % len(channels)].text, kind=kinds[number // 7 % len(kinds)].text,
            name=name if number % 6 == 0 else "单晓燕", phone="" if number % 5 == 0 else f"1380013{number:04d}"[:11],
            name_reason="" if number % 6 else "不愿留", phone_reason="不愿留", room=f"3-1-{number % 4}",
            words=text if number % 4 == 0 else "楼上空调外机一直滴水", promise_at=_at(self, number), urgent=number % 11 == 0,
            matter=matters[number % len(matters)].id if number % 2 else "", verdict=_one(Verdict, number),
            told_limit=bool(number % 2), first_asked=self.somebody(number), late_reason="系统停用后补录", complaint_level="一般",
            involved="工程部", contact_at=self.clock.now() - timedelta(minutes=number // 10),
            separate_anyway=bool(number % 9), beyond_limit_reason="仲经理同意", details=(text,) if number % 6 == 0 else (),
        )  # fmt: skip
        spot = OnSpot(answer=text, asked_whom=text, asked_answer=text, **HEARD) if number % 8 == 0 else None
        case = self.attempt(lambda: desk.cases.register(form, spot))
        if case is not None:
            self.cases.append(case.id)  # type: ignore[attr-defined]

    @rule(which=NUMBERS, who=NUMBERS, move=NUMBERS, text=TEXTS, number=NUMBERS)
    def move(self, which: int, who: int, move: int, text: str, number: int) -> None:
        """One of the moves that a page would offer, mostly to somebody who has to do with the case."""
        case = self.desk.as_person(self.people[0]).cases.get(self.case(which))
        near = (case.handler, case.carrier, case.handler, case.carrier, self.people[-1], self.somebody(who))
        desk = self.desk.as_person(near[who % len(near)])
        moves = [each for each in desk.cases.moves(case.id) if each.action in (*COMMANDS, *PLAIN)]
        if moves:
            self.perform(desk, which, moves[move % len(moves)].action, text, number)

    @rule(which=NUMBERS, who=NUMBERS, action=st.sampled_from([*COMMANDS, *PLAIN]), text=TEXTS, number=NUMBERS)
    def demand(self, which: int, who: int, action: Action, text: str, number: int) -> None:
        """Any move by anybody, offered or not."""
        self.perform(self.desk.as_person(self.somebody(who)), which, action, text, number)

    def perform(self, desk: Desk, which: int, action: Action, text: str, number: int) -> None:
        make = COMMANDS.get(action)
        command = make(self, text, number) if make else Reasoned(reason=text)
        self.attempt(lambda: desk.cases.perform(action, self.case(which), command))

    @rule(who=NUMBERS, text=TEXTS, number=NUMBERS, kind=st.sampled_from([Person, Limit, Matter, Choice]))
    def settings(self, who: int, text: str, number: int, kind: type[Any]) -> None:
        desk = self.desk.as_person(self.somebody(who))
        rows = desk.house.all(kind)
        row = rows[number % len(rows)]
        edited = {
            Person: lambda: replace(row, phone=text, standing=_one(Standing, number) if number % 9 == 0 else row.standing),
            Limit: lambda: replace(row, value=number),
            Matter: lambda: replace(row, rule=text, keywords=(text, "滴水"), limit_minutes=number),
            Choice: lambda: replace(row, place=number, active=bool(number % 10)),
        }[kind]()  # fmt: skip
        self.attempt(lambda: desk.house.save(edited))

    @rule(who=NUMBERS, which=NUMBERS, text=TEXTS, number=NUMBERS)
    def together(self, who: int, which: int, text: str, number: int) -> None:
        """Two commands that stand or fall together."""
        desk = self.desk.as_person(self.somebody(who))

        def both() -> None:
            with desk._office.store.batch():
                desk.house.save(Person(name=f"{text}{number}"))
                desk.cases.perform(Action.PROGRESS, self.case(which), Progress(text=text))

        self.attempt(both)

    @rule(minutes=st.sampled_from([-2_000, -1, 1, 20, 90, 600, 1_440, 5_000]))
    def time(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)

    @rule()
    def sweep(self) -> None:
        self.desk.upkeep.sweep()

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        try:
            self.judge()
        finally:
            self.desk.close()
            shutil.rmtree(self.folder)

    def judge(self) -> None:
        """The tables are what the journal tells, to the row's place, and stay so when they are built anew."""
        assert self.desk.upkeep.verify().faults == []
        before = all_rows(self.desk)
        assert self.desk.upkeep.rebuild().faults == []
        assert all_rows(self.desk) == before
        assert self.desk.upkeep.verify().faults == []
        days: dict[str, list[int]] = {}
        for day, number in self.desk._office.store.all("SELECT day, day_no FROM cases ORDER BY rid"):
            days.setdefault(day, []).append(number)
        assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in days.values())
