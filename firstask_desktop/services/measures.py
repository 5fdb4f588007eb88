"""`desk.measures`: what a supervisor looks at — handoffs that went right at once, long pauses, uncatalogued matters."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from firstask_desktop.domain.case import Case, Hop, Pause
from firstask_desktop.domain.clock import moment, utc_text
from firstask_desktop.domain.views import CaseRow
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage import lookups


@dataclass(frozen=True, slots=True)
class Share:
    """A share that never pretends: without cases it reads 「—（0 件）」 ([3])."""

    part: int
    whole: int

    @property
    def words(self) -> str:
        """What people read."""
        return f"{self.part * 100 / self.whole:.0f}%（{self.whole} 件）" if self.whole else "—（0 件）"


@dataclass(frozen=True, slots=True)
class LongPause:
    """A case whose pauses add up to more than the limit, for the supervisor ([25])."""

    row: CaseRow
    minutes: int
    pauses: int


class Measures:
    """Computed from the cases when asked; nothing is stored."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._wording = Wording(office)
        self._timing = Timing(office)

    def right_at_once(self, first: date, last: date) -> Share:
        """一次转对率: handoffs of the period that were not returned ([34])."""
        hops = self._office.store.rows(Hop, "given_at >= ? AND given_at < ?", self._bounds(first, last))
        counted = [hop for hop in hops if hop.recalled_at is None]
        return Share(sum(hop.returned_at is None for hop in counted), len(counted))

    def restart_minutes(self, first: date, last: date) -> list[int]:
        """消除→开始处理 in working minutes, one number a pause that was picked up ([26])."""
        pauses = self._office.store.rows(Pause, "ended_at >= ? AND ended_at < ?", self._bounds(first, last))
        return [
            self._timing.working_minutes(pause.ended_at, pause.picked_up_at)
            for pause in pauses
            if pause.ended_at and pause.picked_up_at
        ]

    def long_pauses(self) -> list[LongPause]:
        """Open cases whose pauses exceed the limit in working minutes: the abuse list of [25]."""
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
            if case is not None and case.open and sum(minutes) > allowed:
                found.append(LongPause(self._wording.row(case), sum(minutes), len(minutes)))
        return sorted(found, key=lambda each: -each.minutes)

    def uncatalogued(self, days: int = 7) -> list[CaseRow]:
        """Cases of the last days without a line in the matter catalogue, for cataloguing ([50])."""
        since = utc_text(self._timing.now() - timedelta(days=days))
        found = lookups.cases_where(self._office.store, "matter = '' AND registered_at >= ?", (since,), limit=200)
        return [self._wording.row(case) for _, case in found]

    def many_visits(self) -> list[CaseRow]:
        """Open cases whose requester came more often than the target ([80])."""
        target = self._office.limit("visit_target") or 2
        where = "visits > ? AND state NOT IN ('closed','merged','voided')"
        found = lookups.cases_where(self._office.store, where, (target,), limit=200)
        return [self._wording.row(case) for _, case in found]

    def _bounds(self, first: date, last: date) -> tuple[str, str]:
        zone = self._office.zone
        start = moment(datetime.combine(first, time()), zone)
        end = moment(datetime.combine(last + timedelta(days=1), time()), zone)
        return utc_text(start), utc_text(end)
