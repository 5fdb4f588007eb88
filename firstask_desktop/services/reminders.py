"""`desk.reminders`: what is due now and was not acknowledged yet. Never twice for the same moment, again after restart."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.desk_life import Task, Visitor
from firstask_desktop.domain.states import State
from firstask_desktop.domain.views import Tone
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage import lookups

_KEPT = "reminded:"
AHEAD = timedelta(minutes=10)
"""A promise is announced this long before it falls due, while there is still time to tell the requester ([11])."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to look at now: `key` names the moment, so that acknowledging it silences exactly this one."""

    key: str
    text: str
    detail: str
    tone: Tone
    loud: bool
    case_id: str
    visitor_id: str
    at: datetime


class Reminders:
    """Computed from the clocks; only what was acknowledged is remembered, on this machine."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._timing = Timing(office)

    def due(self) -> list[Reminder]:
        """What is due for the signed-in person and not acknowledged, most urgent first."""
        person = self._session.person
        if person is None:
            return []
        now = self._timing.now()
        found = [*self._cases(person.id, now), *self._visitors(now), *self._tasks(person.id, now)]
        fresh = [each for each in found if not self._office.store.recall(_KEPT + each.key)]
        return sorted(fresh, key=lambda each: (each.tone is not Tone.RED, each.at))

    def acknowledge(self, key: str) -> None:
        """This moment was seen; it is never announced again, also not after a restart."""
        self._office.store.remember(_KEPT + key, utc_text(self._timing.now()))

    def forget_old(self, days: int = 30) -> int:
        """Drop acknowledgements older than `days`; their moments are long past."""
        before = utc_text(self._timing.now() - timedelta(days=days))
        return self._office.store.run("DELETE FROM memory WHERE key LIKE 'reminded:%' AND value < ?", (before,))

    def _cases(self, person_id: str, now: datetime) -> list[Reminder]:
        wording = Wording(self._office)
        until = utc_text(now + AHEAD)
        found = []
        for column in ("carrier", "handler"):
            extra = ("due_at <= ?", (until,))
            found += lookups.queue_page(self._office.store, column, person_id, extra, None, 100)
        reminders: dict[str, Reminder] = {}
        for _, case in found:
            if case.due_at is None or (case.due_clock != "promise" and case.due_at > now):
                continue
            row = wording.row(case)
            word = "待您签收" if case.state is State.AWAIT_ACCEPTANCE and case.handler == person_id else row.clock
            key = f"{case.id}:{case.due_clock}:{utc_text(case.due_at)}"
            loud = case.urgent or case.due_clock == "resume"
            text = f"{word} · {case.number} {row.requester}"
            reminders[key] = Reminder(key, text, case.title[:60], row.tone, loud, case.id, "", case.due_at)
        return list(reminders.values())

    def _visitors(self, now: datetime) -> list[Reminder]:
        report = timedelta(minutes=self._office.limit("report_minutes") or 5)
        red = timedelta(minutes=self._office.limit("waiting_red_minutes") or 20)
        reminders = []
        for row in self._office.store.rows(Visitor, "left_at IS NULL"):
            if row.arrived_at is None:
                continue
            waited = now - row.arrived_at
            where = f"{row.place} {row.name}"
            if row.reported_at is None and waited >= report:
                text = f"请立即向 {self._office.name(row.leader)} 汇报：{where} 在等候"
                reminders.append(
                    Reminder(f"{row.id}:report", text, row.purpose, Tone.RED, True, row.case_id, row.id, now)
                )
            elif waited >= red:
                text = f"{where} 已等 {int(waited.total_seconds() // 60)} 分"
                reminders.append(
                    Reminder(f"{row.id}:waiting", text, row.purpose, Tone.AMBER, False, row.case_id, row.id, now)
                )
        return reminders

    def _tasks(self, person_id: str, now: datetime) -> list[Reminder]:
        rows = self._office.store.rows(
            Task, "done_at IS NULL AND owner = ? AND due_at <= ?", (person_id, utc_text(now))
        )
        return [
            Reminder(f"{t.id}:task", f"准备任务到期：{t.text}", "", Tone.AMBER, False, t.case_id, "", t.due_at or now)
            for t in rows
        ]
