"""One step with a case: load it inside the command, check the flow table, change it, note it, write it once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from firstask_desktop.domain.case import Case, Entry, Hop, Pause
from firstask_desktop.domain.flow import Action, Move, Relation, check, relations, require
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.secrecy import CLAUSE, NOT_YOURS, may_read
from firstask_desktop.domain.states import UNANSWERED, Duty, EntryKind, State
from firstask_desktop.domain.values import replace
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import duty_of
from firstask_desktop.services.saying import said
from firstask_desktop.services.timing import TO_RESTART, Timing
from firstask_desktop.storage.store import Record

R = TypeVar("R")
_ENDINGS = (Action.SETTLE, Action.ANSWER, Action.ON_SPOT)
_NOT_PICKED_UP = frozenset(
    {Action.RESUME, Action.ATTEMPT, Action.CORRECT, Action.FORM, Action.SNOOZE, Action.COMPLETE, Action.HELPER}
)
"""What an owner can do with a case without going on with it: none of it ends the minutes to restart ([26])."""
_WORKED_ON = UNANSWERED - {State.SETTLED, State.OUTSIDE_TOLD}


class Step:
    """A move in progress. Its functions live in the modules by stretch (handing, following, ending …)."""

    def __init__(self, office: Office, entry: Record, case: Case, actor: Person, move: Move) -> None:
        self.office = office
        self.timing = Timing(office)
        self.entry = entry
        self.case = case
        self.actor = actor
        self.move = move
        self.now: datetime = entry.at
        self._overridden = 0

    def change(self, **fields: Any) -> None:
        """Change fields of the case; the state only through `to`."""
        self.case = replace(self.case, **fields)

    def to(self, state: State, **fields: Any) -> None:
        """Go to a state that the flow table allows for this move."""
        if state not in self.move.targets:
            raise ValueError(f"{self.move.action} does not lead to {state}")
        self.change(state=state, **fields)

    def note(self, kind: EntryKind, text: str = "", **fields: Any) -> Entry:
        """Add a line to the timeline; it carries how often a phrase passed as a quotation since the line before ([81])."""
        quoted, self._overridden = self._overridden, 0
        return self.entry.put(
            Entry(
                case_id=self.case.id, at=self.now, actor=self.actor.id, kind=kind, text=text, quoted=quoted, **fields
            )
        )  # fmt: skip

    def put(self, row: R) -> R:
        """Write a row that hangs on the case."""
        return self.entry.put(row)

    def staff_text(self, field: str, text: str, quoted: tuple[str, ...] = ()) -> str:
        """A text staff say to the requester: no forbidden phrase but a quotation, no blank of a template ([81] [83])."""
        checked = said(self.office, field, text, quoted)
        self._overridden += checked.overridden
        return checked.text

    def person(self, person_id: str, field: str, clause: str) -> Person:
        """A real, single person who can be given a matter; a shared account or nobody is refused."""
        person = self.office.get(Person, person_id)
        if person is None:
            raise Refused("请选择具体的人，不能只写部门", code="person", field=field, clause=clause)
        if person.shared:
            raise Refused(f"「{person.name}」是共用账号，请选择具体的人", code="shared", field=field, clause=clause)
        if person.id in self.case.accused:
            raise Refused("被举报人不能经手这件事项，请选择别人", code="accused", field=field, clause=CLAUSE)
        return person

    def on_duty(self, person: Person, field: str, clause: str) -> Person:
        """The same person when reachable now; otherwise refused, naming the substitute ([70])."""
        duty = duty_of(self.office, person.id, self.now)
        if duty.reachable:
            return person
        substitute = self.office.name(person.substitute)
        hint = f"可交给替班 {substitute}" if substitute else "没有替班，请转「待联系」"
        word = person.standing.word if duty is Duty.ABSENT else duty.word
        raise Refused(f"{person.name} {word}，{hint}", code="off_duty", field=field, clause=clause)

    def past(self, at: datetime | None, field: str, not_before: datetime | None = None) -> datetime:
        """A moment at which something happened: now when not given; the future or before its cause is refused."""
        if at is None:
            return self.now
        if at > self.now:
            raise Refused("时间不能晚于现在", code="future", field=field, clause=self.move.clause)
        if not_before and at < not_before.replace(second=0):
            raise Refused(
                f"时间不能早于 {self.timing.when(not_before)}", code="too_early", field=field, clause=self.move.clause
            )
        return at

    def set_promise(self, at: datetime | None) -> datetime | None:
        """Set the promise anew and give back the one it replaces; a broken one stays counted ([11] [79])."""
        old = self.case.promise_at
        if at is None or at == old:
            return None
        self.change(
            promise_at=at, promise_set_at=self.now, promise_broken=False,
            promise_changes=self.case.promise_changes + (1 if old else 0),
        )  # fmt: skip
        return old

    def told_of_change(self, at: datetime | None, told: bool) -> None:
        """Refuse another time than the one promised unless the requester was told of it ([79])."""
        old = self.case.promise_at
        if at is not None and old is not None and at != old and not told:
            raise Refused(
                f"承诺由 {self.timing.when(old)} 改了：请把新的时间告知客户，并勾选已告知", code="told", field="told",
                clause="M4.6 [79]",
            )  # fmt: skip

    def count_broken(self) -> None:
        """Count a promise that passed unkept before this step, so that no later step can hide it."""
        if self.timing.promise_failed(self.case):
            self.note(
                EntryKind.BROKEN, "承诺时间已过，未告知客户",
                moment=self.case.promise_at,
            )  # fmt: skip
            self.change(promise_broken=True, broken_promises=self.case.broken_promises + 1)

    def hop(self) -> Hop:
        """The present link of the chain."""
        hop = self.entry.store.get(Hop, self.case.hop) if self.case.hop else None
        if hop is None:
            raise Refused("这件事项没有转办记录", code="no_hop", clause=self.move.clause)
        return hop

    def next_look(self) -> datetime:
        """When the first-asked person looks again: the usual working minutes from now, never after the promise ([72])."""
        look = self.timing.add(self.now, self.office.limit("follow_up_minutes"))
        promise = self.case.promise_at
        return min(look, promise) if promise and promise > self.now else look

    def working_state(self) -> State:
        """Where work goes on: with the handler who signed, else in hand once the requester was told by when ([77])."""
        if self.case.handed_over and self.case.accepted_at:
            return State.WITH_HANDLER
        return State.IN_HAND if self.case.told_limit else State.ACCEPTED

    def tie_up(self) -> None:
        """Leave nothing hanging on a state that was left: a stopped clock, an unsigned link, a link worked off.

        Whatever the way out, the limit runs on with what was left ([25]) and no link stays unsigned for ever ([28]).
        """
        state = self.case.state
        if self.case.restart_at is not None and state not in TO_RESTART:
            self.change(restart_at=None)
        if state is not State.AWAIT_REQUESTER:
            for pause in self.entry.store.of_case(Pause, self.case.id):
                if pause.ended_at is None and pause.started_at:
                    minutes = self.timing.working_minutes(pause.started_at, self.now)
                    self.put(replace(pause, ended_at=self.now, picked_up_at=self.now, working_minutes=minutes))
            if self.case.limit_left is not None:
                self.change(limit_at=self.timing.add(self.now, self.case.limit_left), limit_left=None)
        for hop in self.entry.store.of_case(Hop, self.case.id):
            if hop.pending and state is not State.AWAIT_ACCEPTANCE:
                self.put(replace(hop, recalled_at=self.now, ended_at=self.now))
            elif hop.accepted_at and not hop.ended_at and not (hop.id == self.case.hop and state in _WORKED_ON):
                self.put(replace(hop, ended_at=self.now))

    def picked_up(self) -> None:
        """The first step after 「原因已消除」 ends the minutes to restart, which are measured ([26])."""
        owner = self.actor.id in (self.case.carrier, self.case.handler)
        if not owner or self.move.action in _NOT_PICKED_UP:
            return
        self.change(restart_at=None)
        for pause in self.entry.store.of_case(Pause, self.case.id):
            if pause.ended_at and pause.picked_up_at is None:
                self.put(replace(pause, picked_up_at=self.now))
                minutes = self.timing.working_minutes(pause.ended_at, self.now)
                self.note(EntryKind.PICKED_UP, f"原因消除后 {minutes} 分钟恢复办理", minutes=minutes)

    def follow_the_handler(self, before: Case) -> None:
        """承办部门 is the department of whoever handles it now, also after a return or a handoff taken back."""
        handler = self.office.get(Person, self.case.handler)
        if handler is not None and handler.id != before.handler:
            self.change(department=handler.department)

    def save(self) -> Case:
        """Set the clocks and write the case."""
        self.case = self.entry.put(self.timing.run(self.case))
        return self.case


def standing(office: Office, case: Case, actor: Person) -> frozenset[Relation]:
    """How the actor stands to the case; a one-person desk may call back its own cases, marked 自评 ([12])."""
    found = relations(case, actor)
    return found | {Relation.THIRD} if office.limit("one_person_desk") else found


def guard(office: Office, case: Case, actor: Person) -> None:
    """Only who may read a confidential matter may do anything with it ([74])."""
    if not may_read(case, actor, bool(office.limit("confidential_supervisors"))):
        raise Refused(f"{case.number}：{NOT_YOURS}", code="confidential", clause=CLAUSE)


@contextmanager
def stepping(office: Office, actor: Person, action: Action, case_id: str, command: object) -> Iterator[Step]:
    """Open a move as one command. A refusal leaves everything as it was."""
    with office.store.record(f"case.{action}", actor.id, case_id) as entry:
        case = office.store.get(Case, case_id)
        if case is None:
            raise Refused("没有这件事项", code="no_case")
        guard(office, case, actor)
        _unbroken(office, action, case)
        move = check(action, case, standing(office, case, actor))
        require(move, command)
        step = Step(office, entry, case, actor, move)
        step.count_broken()
        step.picked_up()
        yield step
        step.follow_the_handler(case)
        if (step.case.state, step.case.hop) != (case.state, case.hop):
            step.tie_up()
        step.save()


def _unbroken(office: Office, action: Action, case: Case) -> None:
    """Nothing ends over a link nobody signed for; the refusal names the link and its person ([28])."""
    if action in _ENDINGS and case.state is State.AWAIT_ACCEPTANCE:
        raise Refused(
            f"链条未接上：转给 {office.name(case.handler)} 的还没有签收", code="broken_link", clause="H5 [28]"
        )
