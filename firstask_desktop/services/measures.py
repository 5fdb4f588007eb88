"""`desk.measures`: what a supervisor looks at — handoffs that went right at once, long pauses, uncatalogued matters."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from firstask_desktop.domain.case import Case, Entry, Hop, Pause
from firstask_desktop.domain.clock import moment, utc_text
from firstask_desktop.domain.desk_life import SpokenPhrase
from firstask_desktop.domain.figures import PER_OFFICER, Figure, FigureKey
from firstask_desktop.domain.moments import span
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import UNANSWERED, Role
from firstask_desktop.domain.values import dataclass
from firstask_desktop.domain.views import CaseRow, Page, Tone
from firstask_desktop.services.charges import Charges, by_person
from firstask_desktop.services.escalating import Escalation
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.spoken import HEARD, QUOTED
from firstask_desktop.services.timing import REPORTED_ON, Timing
from firstask_desktop.storage import lookups

NOTHING = "—（0 件）"
MOST_ROWS = 500
MOST_OPEN = 5_000
"""More open cases than any desk has."""
_OPEN = "state NOT IN ('closed','merged','voided','draft')"
_WAITING = f"state IN ({','.join(repr(state.value) for state in sorted(UNANSWERED))})"


@dataclass(frozen=True, slots=True)
class Share:
    """A share that never pretends: without cases it reads 「—（0 件）」 ([3])."""

    part: int
    whole: int

    @property
    def words(self) -> str:
        """What people read."""
        return f"{self.part * 100 / self.whole:.0f}%（{self.whole} 件）" if self.whole else NOTHING


@dataclass(frozen=True, slots=True)
class LongPause:
    """A case whose pauses add up to more than the limit, for the supervisor ([25])."""

    row: CaseRow
    minutes: int
    pauses: int


class Measures:
    """Computed from the cases when asked; nothing is stored. Leaders see the whole centre, staff their department."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._wording = Wording(office, session.reader)
        self._timing = Timing(office)
        self._charges = Charges(office)

    # -- the board --------------------------------------------------------------------------------------------------

    @property
    def scope(self) -> str:
        """Whose cases are counted: the department's name, or empty for the whole centre ([19])."""
        actor = self._session.actor()
        return self._office.department_name(actor.department) or actor.name if actor.role is Role.STAFF else ""

    def board(self, first: date, last: date) -> tuple[Figure, ...]:
        """Every number of the supervisor's page for that period, days inclusive."""
        return tuple(figure for key in FigureKey for figure in self._lines(key, first, last))

    def rows(self, key: FigureKey, first: date, last: date, person: str = "") -> Page[CaseRow]:
        """The rows a number was counted from, of one officer when asked; at most the newest 500."""
        cases = self._charged(key, first, last, person) if person else self._cases(key, first, last)
        rows = self._wording.rows(cases[:MOST_ROWS])
        if key is FigureKey.LONG_PAUSE:
            rows = self._with_pauses(rows, first, last)
        return Page(rows, None, len(cases))

    def _with_pauses(self, rows: tuple[CaseRow, ...], first: date, last: date) -> tuple[CaseRow, ...]:
        """The rows say for how long their clock stood still, and how often."""
        stood = {case.id: f"停表 {span(minutes)}·{times} 次" for case, minutes, times in self._long_paused(first, last)}
        return tuple(replace(row, state_note=stood.get(row.id, row.state_note)) for row in rows)

    def _silent(self) -> list[Case]:
        """Cases under way without a progress entry for longer than their kind may ([6])."""
        states = ",".join(f"'{state.value}'" for state in REPORTED_ON)
        found = lookups.cases_where(self._office.store, f"state IN ({states}) AND {_OPEN}", (), limit=MOST_OPEN)
        return [case for _, case in found if self._timing.silent_minutes(case)]

    def _lines(self, key: FigureKey, first: date, last: date) -> list[Figure]:
        """The number, and below one that counts against somebody a line for each officer."""
        if key not in PER_OFFICER:
            return [self._figure(key, first, last)]
        charges = [each for each in self._charges.of(key, self._bounds(first, last)) if self._of_mine(each.case_id)]
        if not charges:
            return [Figure(key, NOTHING, "", 0, Tone.CALM)]
        people = by_person(charges)
        whole = Figure(key, f"{len(charges)} 次", f"{len(people)} 人", len(charges), Tone.AMBER)
        own = [Figure(key, f"{many} 次", "", many, Tone.AMBER, who, self._office.name(who)) for who, many in people]
        return [whole, *own]

    def _charged(self, key: FigureKey, first: date, last: date, person: str = "") -> list[Case]:
        charges = self._charges.of(key, self._bounds(first, last)) if key in PER_OFFICER else []
        cases = self._behind([each.case_id for each in charges if person in ("", each.person)])
        return [case for case in cases if self._mine(case)]

    def _figure(self, key: FigureKey, first: date, last: date) -> Figure:
        found = len(self._cases(key, first, last))
        if key is FigureKey.RIGHT_AT_ONCE:
            share = self.right_at_once(first, last)
            tone = Tone.AMBER if found else Tone.GREEN if share.whole else Tone.CALM
            return Figure(key, share.words, f"退回 {found} 件" if found else "", found, tone)
        if key is FigureKey.RESTART:
            minutes = self.restart_minutes(first, last)
            if not minutes:
                return Figure(key, NOTHING, "", 0, Tone.CALM)
            allowed = self._office.limit("restart_minutes") or 30
            mean = f"平均 {sum(minutes) / len(minutes):.0f} 分（{len(minutes)} 件）"
            slow = max(minutes) > allowed
            return Figure(key, mean, f"最长 {max(minutes)} 分", found, Tone.AMBER if slow else Tone.GREEN)
        if key is FigureKey.PHRASES:
            return self._phrase_figure(first, last, found)
        usual = {FigureKey.MANY_VISITS: Tone.RED, FigureKey.PROGRESS: Tone.CALM}.get(key, Tone.AMBER)
        return Figure(key, f"{found} 件" if found else NOTHING, "", found, usual if found else Tone.CALM)

    def _phrase_figure(self, first: date, last: date, found: int) -> Figure:
        """口头 and 引用 counted apart: what was said is a fault, what was quoted only wants a look ([81])."""
        heard = len(self._office.store.rows(SpokenPhrase, HEARD, self._bounds(first, last)))
        passed = sum(each.quoted for each in self._office.store.rows(Entry, QUOTED, self._bounds(first, last)))
        if not heard and not passed:
            return Figure(FigureKey.PHRASES, NOTHING, "", 0, Tone.CALM)
        said = f"口头 {heard} 次，引用 {passed} 处"
        return Figure(FigureKey.PHRASES, said, f"涉及 {found} 件", found, Tone.RED if heard else Tone.AMBER)

    def _phrase_cases(self, first: date, last: date) -> list[str]:
        bounds = self._bounds(first, last)
        spoken = [row.case_id for row in self._office.store.rows(SpokenPhrase, HEARD, bounds) if row.case_id]
        return spoken + [row.case_id for row in self._office.store.rows(Entry, QUOTED, bounds)]

    def _cases(self, key: FigureKey, first: date, last: date) -> list[Case]:
        """The cases behind a number, newest first, only those the signed-in person may look at."""
        asked: dict[FigureKey, Callable[[], list[Case]]] = {
            FigureKey.RIGHT_AT_ONCE: lambda: self._behind(
                [h.case_id for h in self._hops(first, last) if h.returned_at]
            ),
            FigureKey.RESTART: lambda: self._behind([pause.case_id for pause in self._restarted(first, last)]),
            FigureKey.NOT_RESTARTED: lambda: Escalation(self._office).overdue(),
            FigureKey.LONG_PAUSE: lambda: [each for each, _, _ in self._long_paused(first, last)],
            FigureKey.PROGRESS: lambda: lookups.progressed(self._office.store, *self._bounds(first, last)),
            FigureKey.SILENT: self._silent,
            FigureKey.UNCATALOGUED: lambda: self._where(
                "matter = '' AND state NOT IN ('merged','voided') AND registered_at >= ? AND registered_at < ?",
                *self._bounds(first, last),
            ),
            FigureKey.MANY_VISITS: lambda: self._where(f"visits > ? AND {_OPEN}", self._visit_target()),
            FigureKey.NOT_TOLD: lambda: [
                case for case in self._where(f"told_department = 0 AND {_WAITING}") if case.handed_over
            ],
            FigureKey.RETURNED: lambda: self._where(f"returns >= 2 AND {_OPEN}"),
            FigureKey.OWN_DUTY: lambda: self._behind(
                [hop.case_id for hop in self._hops(first, last) if hop.own_duty_reason]
            ),
            FigureKey.PHRASES: lambda: self._behind(self._phrase_cases(first, last)),
            FigureKey.SECOND_NOTICE: lambda: self._charged(key, first, last),
            FigureKey.LATE_CONSULT: lambda: self._charged(key, first, last),
            FigureKey.CALLS: lambda: self._where(f"channel = '来电' AND {_WAITING}"),
        }
        return [case for case in asked[key]() if self._mine(case)]

    def _behind(self, case_ids: list[str]) -> list[Case]:
        found = [self._office.store.get(Case, case_id) for case_id in dict.fromkeys(reversed(case_ids))]
        return [case for case in found if case is not None]

    def _where(self, where: str, *values: object) -> list[Case]:
        return [case for _, case in lookups.cases_where(self._office.store, where, values, limit=MOST_ROWS)]

    def _mine(self, case: Case) -> bool:
        """Leaders see everything; others what their department was asked, carries or works on."""
        actor = self._session.actor()
        if actor.role is not Role.STAFF or actor.id in (case.first_asked, case.carrier, case.handler):
            return True
        first = self._office.get(Person, case.first_asked)
        homes = {case.department, first.department if first else ""}
        return bool(actor.department) and actor.department in homes

    # -- single measures --------------------------------------------------------------------------------------------

    def right_at_once(self, first: date, last: date) -> Share:
        """一次转对率: handoffs of the period that were not returned ([34])."""
        counted = self._hops(first, last)
        return Share(sum(hop.returned_at is None for hop in counted), len(counted))

    def _hops(self, first: date, last: date) -> list[Hop]:
        hops = self._office.store.rows(Hop, "given_at >= ? AND given_at < ?", self._bounds(first, last))
        return [hop for hop in hops if hop.recalled_at is None and self._of_mine(hop.case_id)]

    def restart_minutes(self, first: date, last: date) -> list[int]:
        """消除→开始处理 in working minutes, one number a pause that was picked up ([26])."""
        return [
            self._timing.working_minutes(pause.ended_at, pause.picked_up_at)
            for pause in self._restarted(first, last)
            if pause.ended_at and pause.picked_up_at
        ]

    def _restarted(self, first: date, last: date) -> list[Pause]:
        pauses = self._ended_pauses(first, last)
        return [pause for pause in pauses if pause.ended_at and pause.picked_up_at and self._of_mine(pause.case_id)]

    def _ended_pauses(self, first: date, last: date) -> list[Pause]:
        return self._office.store.rows(Pause, "ended_at >= ? AND ended_at < ?", self._bounds(first, last))

    def _of_mine(self, case_id: str) -> bool:
        if self._session.actor().role is not Role.STAFF:
            return True
        case = self._office.store.get(Case, case_id)
        return case is not None and self._mine(case)

    def long_pauses(self) -> list[LongPause]:
        """Open cases whose pauses exceed the limit in working minutes: the abuse list of [25]."""
        today = self._timing.now().astimezone(self._office.zone).date()
        return [
            LongPause(self._wording.row(case), minutes, pauses)
            for case, minutes, pauses in self._long_paused(today, today)
            if self._mine(case)
        ]

    def _long_paused(self, first: date, last: date) -> list[tuple[Case, int, int]]:
        """With their minutes and number: open cases, and those of the period's ended pauses, so that closing hides none."""
        lately = {pause.case_id for pause in self._ended_pauses(first, last)}
        allowed = self._office.limit("pause_limit_minutes") or 4800
        totals: dict[str, list[int]] = {}
        now = self._timing.now()
        for pause in self._office.store.everything(Pause):
            if pause.started_at:
                totals.setdefault(pause.case_id, []).append(
                    self._timing.working_minutes(pause.started_at, pause.ended_at or now)
                )
        found = []
        for case_id, minutes in totals.items():
            case = self._office.store.get(Case, case_id)
            if case is not None and (case.open or case_id in lately) and sum(minutes) > allowed:
                found.append((case, sum(minutes), len(minutes)))
        return sorted(found, key=lambda each: -each[1])

    def uncatalogued(self, days: int = 7) -> list[CaseRow]:
        """Cases of the last days without a line in the matter catalogue, for cataloguing ([50])."""
        since = utc_text(self._timing.now() - timedelta(days=days))
        found = self._where("matter = '' AND registered_at >= ?", since)
        return [self._wording.row(case) for case in found if self._mine(case)]

    def many_visits(self) -> list[CaseRow]:
        """Open cases whose requester came more often than the target ([80])."""
        found = self._where(f"visits > ? AND {_OPEN}", self._visit_target())
        return [self._wording.row(case) for case in found if self._mine(case)]

    def _visit_target(self) -> int:
        return self._office.limit("visit_target") or 2

    def _bounds(self, first: date, last: date) -> tuple[str, str]:
        zone = self._office.zone
        start = moment(datetime.combine(first, time()), zone)
        end = moment(datetime.combine(last + timedelta(days=1), time()), zone)
        return utc_text(start), utc_text(end)
