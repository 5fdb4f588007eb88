"""The moments of cases that one person is reminded of: clocks, unsigned handoffs, causes removed, callbacks, shifts."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from firstask_desktop.domain.case import Case, Entry, Pause
from firstask_desktop.domain.clock import local, moment, utc_text
from firstask_desktop.domain.desk_life import Handover, HandoverLine
from firstask_desktop.domain.desk_views import Reminder
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import UNANSWERED, Role, State
from firstask_desktop.domain.views import Tone
from firstask_desktop.services.emergencies import emergency_of
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import duty_of
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage import lookups, moments
from firstask_desktop.storage.tables import OPEN_CASES

AHEAD = timedelta(minutes=10)
"""A promise is announced this long before it falls due, while there is still time to tell the requester ([11])."""
TAKEN_OVER = timedelta(hours=24)
"""For this long after taking the desk over one is reminded of what stood on the sheet ([14])."""
LATELY = timedelta(days=30)
MOST = 100


class CaseMoments:
    """`CaseMoments(office, person).struck()`: every moment that has struck, as reminders with their keys."""

    def __init__(self, office: Office, person: Person) -> None:
        self._office = office
        self._person = person
        self._timing = Timing(office)
        self._wording = Wording(office, self._reader)
        self._now = self._timing.now()

    def _reader(self) -> Person:
        return self._person

    def struck(self) -> list[Reminder]:
        """All of them, one for each key."""
        cases = self._cases()
        found = [moment for case in cases.values() for moment in self._clocks(case)]
        found += [*self._unsigned(), *self._resumed(), *self._callbacks(), *self._kept()]
        found += [*self._escalated(), *self._visits(), *self._unrung()]
        return list({each.key: each for each in found}.values())

    def _cases(self) -> dict[str, Case]:
        """Cases of this person whose nearest clock has struck or strikes soon: carried, handled or taken over."""
        store, until = self._office.store, utc_text(self._now + AHEAD)
        found: dict[str, Case] = {}
        for column in ("carrier", "handler"):
            page = lookups.queue_page(store, column, self._person.id, ("due_at <= ?", (until,)), None, MOST)
            found |= {case.id: case for _, case in page}
        since = utc_text(self._now - TAKEN_OVER)
        for handover in store.rows(Handover, "receiver = ? AND received_at >= ?", (self._person.id, since)):
            for line in store.rows(HandoverLine, "handover_id = ? AND case_id <> ''", (handover.id,)):
                case = store.get(Case, line.case_id)
                if case is not None and case.open and self._person.id in case.helpers:
                    found[case.id] = case
        return found

    def _clocks(self, case: Case) -> Iterator[Reminder]:
        """Promise (soon, then passed), limit, the next look; each is a moment of its own."""
        if case.state in UNANSWERED and case.state is not State.AWAIT_REQUESTER:
            if case.promise_at is not None and self._now < case.promise_at <= self._now + AHEAD:
                left = int((case.promise_at - self._now).total_seconds() // 60)
                soon = f"承诺还有 {left} 分，请先告知客户"
                yield self._moment(case, "soon", case.promise_at, soon, Tone.AMBER, at=case.promise_at - AHEAD)
            for name, at, word in (("promise", case.promise_at, "承诺到期"), ("limit", case.limit_at, "规定时限到")):
                if at is not None and at <= self._now:
                    call = "应回电" if name == "promise" and case.channel == "来电" else word
                    yield self._moment(case, name, at, call, Tone.RED, loud=case.urgent)
        look = case.next_follow_at
        if look is None or look > self._now or not case.open:
            return
        if case.state is State.AWAIT_REQUESTER:
            yield self._moment(case, "resume", look, "到约定时间，请看客户的原因消除没有", Tone.RED, loud=True)
        elif case.pressing:
            yield self._ring(case, look)
        elif case.state not in (State.AWAIT_ACCEPTANCE, State.ANSWERED):
            yield self._moment(case, "follow", look, "该跟踪", Tone.AMBER, loud=case.urgent)

    def _ring(self, case: Case, look: datetime) -> Reminder:
        """Nobody was rung about an emergency yet: loud, with the number to dial ([67])."""
        word = f"立即电话 {emergency_of(self._office, case).words}"
        return self._moment(case, "ring", look, word, Tone.RED, loud=True)

    def _unrung(self) -> Iterator[Reminder]:
        """The supervisor hears of an emergency that nobody took up within its minutes ([67])."""
        if not self._on_watch():
            return
        where = f"{OPEN_CASES} AND state = ? AND urgent = 1 AND next_follow_at <= ?"
        values = (State.ACCEPTED.value, utc_text(self._now))
        for _, case in lookups.cases_where(self._office.store, where, values, "rid", MOST):
            if case.next_follow_at is not None and case.pressing:
                yield self._ring(case, case.next_follow_at)

    def _escalated(self) -> Iterator[Reminder]:
        """A requester who did not accept an answer was reported to this leader ([83])."""
        where = "kind = 'alarm' AND person <> '' AND person = ? AND at >= ?"
        for entry in self._office.store.rows(Entry, where, (self._person.id, utc_text(self._now - LATELY))):
            case = self._office.store.get(Case, entry.case_id)
            if case is not None and entry.at is not None and case.state not in (State.VOIDED, State.MERGED):
                yield self._moment(case, f"reported:{entry.id}", entry.at, entry.text, Tone.RED, loud=True)

    def _visits(self) -> Iterator[Reminder]:
        """A requester who had to come more often than the target is a red mark to the supervisor, with the cause ([80])."""
        if not self._on_watch():
            return
        target = self._office.limit("visit_target") or 2
        last: dict[str, Entry] = {}
        for entry in self._office.store.rows(Entry, "kind = 'visit' AND at >= ?", (utc_text(self._now - LATELY),)):
            last[entry.case_id] = entry
        for entry in last.values():
            case = self._office.store.get(Case, entry.case_id)
            if case is not None and case.open and case.visits > target and entry.at is not None:
                yield self._moment(case, f"visits:{case.visits}", entry.at, f"客户来访：{entry.text}", Tone.RED)

    def _unsigned(self) -> Iterator[Reminder]:
        """A handoff comes to its receiver at once, and back to giver and carrier when nobody signed in time ([53])."""
        for case, hop in moments.unsigned_of(self._office.store, self._person.id, MOST):
            if not hop.pending or hop.given_at is None:
                continue
            giver, receiver = self._office.name(hop.giver), self._office.name(hop.receiver)
            late = hop.accept_due_at is not None and hop.accept_due_at <= self._now
            if self._person.id == hop.receiver:
                word = f"待您签收（{giver} 交办）"
                tone = Tone.RED if late else Tone.AMBER
                yield self._moment(case, f"sign:{hop.id}", hop.given_at, word, tone, loud=case.urgent)
            if late and hop.accept_due_at and self._person.id in (hop.giver, case.carrier):
                word = f"未接上：{receiver} 还没有签收"
                yield self._moment(case, f"unsigned:{hop.id}", hop.accept_due_at, word, Tone.RED, loud=True)

    def _resumed(self) -> Iterator[Reminder]:
        """「原因已消除」 calls the owner at once; not picked up in time it goes to the duty manager ([26])."""
        since = utc_text(self._now - LATELY)
        where = "ended_at >= ? AND picked_up_at IS NULL"
        for pause in self._office.store.rows(Pause, where, (since,)):
            case = self._office.store.get(Case, pause.case_id)
            if case is None or pause.ended_at is None or pause.ended_at > self._now:
                continue
            if case.state not in UNANSWERED - {State.SETTLED, State.AWAIT_REQUESTER}:
                continue
            waited = self._timing.working_minutes(pause.ended_at, self._now)
            if self._person.id in (case.carrier, case.handler):
                word = "原因已消除，请马上办理"
                yield self._moment(case, f"resumed:{pause.id}", pause.ended_at, word, Tone.RED, loud=True)
            elif waited >= (self._office.limit("restart_minutes") or 30) and self._on_watch():
                owner = self._office.name(case.handler or case.carrier)
                word = f"原因消除 {waited} 分仍未恢复办理（{owner}）"
                yield self._moment(case, f"restart:{pause.id}", pause.ended_at, word, Tone.RED, loud=True)

    def _callbacks(self) -> Iterator[Reminder]:
        """A callback due goes to the supervisors who may make it, in a one-person desk to the carrier ([12])."""
        yield from self._confirmations()
        alone = bool(self._office.limit("one_person_desk"))
        if not (alone or self._on_watch()):
            return
        where = f"{OPEN_CASES} AND state = ? AND due_at <= ?"
        values = (State.ANSWERED.value, utc_text(self._now))
        for _, case in lookups.cases_where(self._office.store, where, values, "due_at", MOST):
            involved = self._person.id in (case.first_asked, case.carrier, case.handler, case.answered_by)
            if case.requester_staff:
                continue
            if case.due_at is not None and involved == (alone and self._person.role is Role.STAFF):
                yield self._moment(case, "callback", case.due_at, "该回访", Tone.AMBER)

    def _kept(self) -> Iterator[Reminder]:
        """What a guest left behind, on the last day it is kept ([30])."""
        today = local(self._now, self._office.zone).date()
        for case in moments.kept_until(self._office.store, self._person.id, today.isoformat()):
            assert case.keep_until is not None
            due = moment(datetime.combine(case.keep_until, time()), self._office.zone)
            yield self._moment(case, "keep", due, f"保管期限到 {case.keep_until:%m-%d}，请联系客户", Tone.AMBER)

    def _confirmations(self) -> Iterator[Reminder]:
        """An answered internal matter asks the colleague it was done for, at once and again every day ([45])."""
        where = f"{OPEN_CASES} AND state = ? AND requester_staff = ?"
        values = (State.ANSWERED.value, self._person.id)
        for _, case in lookups.cases_where(self._office.store, where, values, "rid", MOST):
            if case.answered_at is None or case.answered_at > self._now:
                continue
            days = (self._now - case.answered_at) // timedelta(days=1)
            word = f"待您确认办好没有（{self._office.name(case.answered_by)}答复）"
            yield self._moment(case, "confirm", case.answered_at + timedelta(days=days), word, Tone.AMBER)

    def _on_watch(self) -> bool:
        """Whether the person is a supervisor or manager who can be reached now."""
        reachable = duty_of(self._office, self._person.id, self._now).reachable
        return self._person.role is not Role.STAFF and reachable

    def _moment(
        self,
        case: Case,
        name: str,
        due: datetime,
        word: str,
        tone: Tone,
        *,
        loud: bool = False,
        at: datetime | None = None,
    ) -> Reminder:
        if not self._wording.veil.reads(case):
            case, word = self._wording.veil.over(case), "保密事项有提醒"
        text = f"{word} · {case.number} {self._wording.requester(case)}"
        key = f"case:{case.id}:{name}:{utc_text(due)}"
        return Reminder(key, text, case.title[:60], tone, loud, case.id, "", at or due)
