"""How long visitors have waited and what is due next for each, in words and tone ([87] [89])."""

from datetime import datetime, timedelta

from firstask_desktop.domain.clock import local
from firstask_desktop.domain.desk_life import Reply, Visitor
from firstask_desktop.domain.desk_views import VisitorRow
from firstask_desktop.domain.views import Tone
from firstask_desktop.services.office import Office
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage import lookups

_RANK = {Tone.CALM: 0, Tone.NOTE: 1, Tone.AMBER: 2, Tone.RED: 3}


class WaitingClock:
    """Reads the waiting limits of the scene and the clock."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._timing = Timing(office)

    @property
    def report_minutes(self) -> int:
        """Within how many minutes the leader is told."""
        return self._office.limit("report_minutes") or 5

    @property
    def amber_minutes(self) -> int:
        """From when on a wait is long."""
        return self._office.limit("waiting_amber_minutes") or 10

    @property
    def red_minutes(self) -> int:
        """From when on a wait is too long."""
        return self._office.limit("waiting_red_minutes") or 20

    def waited(self, visitor: Visitor, until: datetime | None = None) -> int:
        """Whole minutes from the arrival to now or `until`; never negative, whatever was done to the computer's clock."""
        if visitor.arrived_at is None:
            return 0
        return max(0, int(((until or self._timing.now()) - visitor.arrived_at).total_seconds() // 60))

    def closed_at(self) -> datetime:
        """The last moment at which everybody should have left: today's closing once it passed, else this midnight."""
        now = self._timing.now()
        start, _ = lookups.day_bounds(now, self._office.zone)
        calendar = self._office.calendar
        closing = None if calendar.always_open else calendar.closing(local(now, self._office.zone).date())
        return closing if closing is not None and now > closing else start

    def row(self, visitor: Visitor) -> VisitorRow:
        """The visitor as the board shows them."""
        waited = self.waited(visitor)
        word, wait_tone = self._wait(waited)
        step, tone = self.next_step(visitor)
        urgent = max(tone, wait_tone, key=_RANK.__getitem__)
        name = visitor.name or "来访人"
        office = self._office
        return VisitorRow(
            visitor,
            name,
            office.name(visitor.leader),
            office.name(visitor.escort),
            waited,
            word,
            wait_tone,
            step,
            urgent,
        )

    def _wait(self, waited: int) -> tuple[str, Tone]:
        if waited >= self.red_minutes:
            return "久等", Tone.RED
        return ("稍久", Tone.AMBER) if waited >= self.amber_minutes else ("刚到", Tone.CALM)

    def next_step(self, visitor: Visitor) -> tuple[str, Tone]:
        """What is to be done now."""
        if visitor.reported_at is None:
            late = self.waited(visitor) >= self.report_minutes
            return ("请立即向领导汇报", Tone.RED) if late else ("待汇报", Tone.AMBER)
        if visitor.reply is None:
            return "等领导答复", Tone.CALM
        if visitor.told_at is None:
            return f"请告知来访人：{self.reply_words(visitor)}", Tone.AMBER
        due = self.again_at(visitor)
        if due is not None and self._timing.now() >= due:
            return f"约好 {self._timing.when(due)}，请再请领导", Tone.RED
        return self.reply_words(visitor), Tone.CALM

    def again_at(self, visitor: Visitor) -> datetime | None:
        """When the leader said to come, for 几分钟后."""
        if visitor.reply is not Reply.IN_MINUTES or visitor.replied_at is None:
            return None
        return visitor.replied_at + timedelta(minutes=visitor.reply_minutes)

    def reply_words(self, visitor: Visitor) -> str:
        """The leader's answer as it is told to the visitor."""
        if visitor.reply is None:
            return ""
        extra = {
            Reply.IN_MINUTES: f"{visitor.reply_minutes} 分钟后见",
            Reply.DELEGATE: f"委托 {self._office.name(visitor.delegate)}",
            Reply.APPOINTMENT: f"改约 {self._timing.when(visitor.appointment_at)}",
        }
        return extra.get(visitor.reply, visitor.reply.word)
