"""`desk.reminders`: what is due now and was not acknowledged yet. Never twice for the same moment, again after restart."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.desk_life import Handover, Visitor
from firstask_desktop.domain.desk_views import Reminder
from firstask_desktop.domain.views import Tone
from firstask_desktop.services.case_moments import CaseMoments
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.timing import Timing
from firstask_desktop.services.waiting_clock import WaitingClock
from firstask_desktop.storage import moments

_KEPT = "reminded:"
KEPT_DAYS = 30
TELL_WITHIN = timedelta(minutes=3)
"""A visitor hears the leader's answer within this time."""


class Reminders:
    """Computed from the clocks; only what was acknowledged is remembered, for each person, on this machine."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._timing = Timing(office)
        self._waiting = WaitingClock(office)

    def due(self) -> list[Reminder]:
        """What is due for the signed-in person and not acknowledged, alarms first; nothing while nobody is."""
        seen = self._office.store.recalled(self._kept(""))
        fresh = _latest(each for each in self._moments() if self._kept(each.key) not in seen)
        return sorted(fresh, key=lambda each: (not each.loud, each.tone is not Tone.RED, each.at, each.key))

    def acknowledge(self, *keys: str) -> None:
        """These moments were seen; they are never announced to this person again, also not after a restart."""
        for key in keys:
            self._office.store.remember(self._kept(key), utc_text(self._timing.now()))

    def forget_old(self, days: int = KEPT_DAYS) -> int:
        """Drop acknowledgements older than `days` whose moment is no longer due; how many went."""
        before = utc_text(self._timing.now() - timedelta(days=days))
        standing = {self._kept(each.key) for each in self._moments()}
        mine = f"{self._kept('')}%"
        rows = self._office.store.all("SELECT key FROM memory WHERE key LIKE ? AND value < ?", (mine, before))
        gone = [str(row[0]) for row in rows if row[0] not in standing]
        for key in gone:
            self._office.store.remember(key, "")
        return len(gone)

    def _kept(self, key: str) -> str:
        person = self._session.person
        return f"{_KEPT}{person.id if person else ''}:{key}"

    def _moments(self) -> list[Reminder]:
        """Every moment that has struck for the signed-in person, acknowledged or not."""
        person = self._session.person
        if person is None:
            return []
        cases = CaseMoments(self._office, person)
        return [*cases.struck(), *self._visitors(), *self._tasks(person.id), *self._handovers(person.id)]

    # -- the reception room -----------------------------------------------------------------------------------------

    def _visitors(self) -> list[Reminder]:
        found: list[Reminder] = []
        for visitor in self._office.store.rows(Visitor, "left_at IS NULL", order="arrived_at, rid"):
            if visitor.arrived_at is not None:
                found += self._visitor(visitor)
        return found

    def _visitor(self, visitor: Visitor) -> list[Reminder]:
        """The moments of one wait: not reported, long, too long, not told, the leader's minutes over, closing time."""
        assert visitor.arrived_at is not None
        clock, now = self._waiting, self._timing.now()
        where = f"{visitor.place} {visitor.name or '来访人'}"
        leader = self._office.name(visitor.leader)
        waited = clock.waited(visitor)
        long = f"{where} 已等 {waited} 分，找 {leader}"
        offers = [
            ("amber", visitor.arrived_at + timedelta(minutes=clock.amber_minutes), long, Tone.AMBER, False),
            ("red", visitor.arrived_at + timedelta(minutes=clock.red_minutes), f"久等：{long}", Tone.RED, False),
        ]
        again = clock.again_at(visitor)
        if visitor.reported_at is None:
            at = visitor.arrived_at + timedelta(minutes=clock.report_minutes)
            offers.append(("report", at, f"请立即向 {leader} 汇报：{where} 在等候 {waited} 分", Tone.RED, True))
        elif visitor.reply is not None and visitor.told_at is None and visitor.replied_at:
            at = visitor.replied_at + TELL_WITHIN
            words = clock.reply_words(visitor)
            offers.append((f"tell:{utc_text(at)}", at, f"请告知 {where}：{words}", Tone.AMBER, False))
        elif again is not None:
            offers.append(
                (f"again:{utc_text(again)}", again, f"{leader} 约好的时间到了，请再请：{where}", Tone.RED, True)
            )
        closed = clock.closed_at()
        if visitor.arrived_at < closed:
            words = f"{where} 没有登记离开，请补登记"
            offers.append((f"left:{closed:%Y-%m-%d}", closed, words, Tone.RED, False))
        return [
            Reminder(f"visitor:{visitor.id}:{name}", text, visitor.purpose, tone, loud, visitor.case_id, visitor.id, at)
            for name, at, text, tone, loud in offers
            if at <= now
        ]

    # -- tasks and shifts -------------------------------------------------------------------------------------------

    def _tasks(self, person_id: str) -> list[Reminder]:
        until = self._timing.now()
        rows = [t for t in moments.undone_tasks(self._office.store, person_id) if t.due_at and t.due_at <= until]
        return [
            Reminder(
                f"task:{t.id}:{utc_text(t.due_at)}", f"准备任务到期：{t.text}", self._timing.when(t.due_at), Tone.AMBER,
                False, t.case_id, "", t.due_at,
            )
            for t in rows
            if t.due_at is not None
        ]  # fmt: skip

    def _handovers(self, person_id: str) -> list[Reminder]:
        where = "received_at IS NULL AND given_at IS NOT NULL AND receiver = ?"
        return [
            Reminder(
                f"handover:{each.id}", f"{self._office.name(each.giver)} 已交班给您，请逐条确认接班", each.remark,
                Tone.AMBER, False, "", "", each.given_at,
            )
            for each in self._office.store.rows(Handover, where, (person_id,))
            if each.given_at is not None
        ]  # fmt: skip


def _latest(moments: Iterable[Reminder]) -> list[Reminder]:
    """One line for each case, visitor or task: its latest unseen moment, speaking for the earlier ones too."""
    spoken: dict[str, Reminder] = {}
    for each in sorted(moments, key=lambda one: (one.tone is Tone.RED, one.at)):
        about = each.visitor_id or (each.case_id if each.key.startswith("case:") else each.key)
        before = spoken.get(about)
        keys = (*(before.keys if before else ()), each.key)
        loud = each.loud or bool(before and before.loud)
        spoken[about] = replace(each, keys=keys, loud=loud)
    return list(spoken.values())
