"""The three clocks (DESIGN 3.3): which of them run, what is promised, and how urgent that looks in words."""

from datetime import datetime, timedelta

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.colleagues import is_colleague
from firstask_desktop.domain.moments import quick_promises, short_span, when
from firstask_desktop.domain.people import Choice, Matter, Person
from firstask_desktop.domain.states import OPEN, UNANSWERED, Role, State
from firstask_desktop.domain.values import replace
from firstask_desktop.domain.views import QuickMoment, Tone
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office

CLOCK_WORDS = {
    "limit": "时限",
    "promise": "承诺",
    "follow": "跟踪",
    "accept": "签收",
    "callback": "回访",
    "resume": "约定",
    "restart": "消除",
    "ring": "接报",
}
_FOLLOW_WORD = {
    State.AWAIT_ACCEPTANCE: "accept",
    State.ANSWERED: "callback",
    State.AWAIT_REQUESTER: "resume",
}


REPORTED_ON = (State.ACCEPTED, State.IN_HAND, State.WITH_HANDLER)
TO_RESTART = UNANSWERED - {State.SETTLED, State.AWAIT_REQUESTER}
"""Where a matter whose cause went can still be taken up again ([26])."""


class Timing:
    """Reads the office's clock and calendar; also given to the window as `desk.clock`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def now(self) -> datetime:
        """The present moment (UTC)."""
        return self._office.clock.now()

    def when(self, at: datetime | None) -> str:
        """A moment in Chinese words; empty for none."""
        return when(at, self.now(), self._office.zone) if at else ""

    def short_when(self, at: datetime) -> str:
        """The same in as few words as a narrow column has room for: 15:30 today, else the day."""
        day, _, clock = self.when(at).rpartition(" ")
        return clock if day == "今天" else day

    @property
    def zone(self):  # type: ignore[no-untyped-def]
        """The centre's time zone."""
        return self._office.zone

    def quick_promises(self) -> list[QuickMoment]:
        """Quick keys for a promise, on the working calendar ([79])."""
        return [QuickMoment(label, at) for label, at in quick_promises(self.now(), self._office.calendar)]

    def working(self, at: datetime) -> bool:
        """Whether `at` is working time."""
        return self._office.calendar.is_working(at)

    def published(self, at: datetime) -> bool:
        """Whether the holidays of that year are known; otherwise people read 「未公布」."""
        return self._office.calendar.published(at.astimezone(self._office.zone).date())

    def add(self, start: datetime, working_minutes: int) -> datetime:
        """`working_minutes` later on the working calendar."""
        return self._office.calendar.add(start, working_minutes)

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Working minutes between two moments."""
        return self._office.calendar.minutes_between(start, end)

    def limit_for(
        self, matter: Matter | None, kind_is_complaint: bool, start: datetime, urgent: bool = False
    ) -> datetime | None:
        """规定时限: from the matter catalogue in working minutes, else the complaint rule in clock minutes, else none.

        What is `urgent` without being so in the catalogue has the shorter limit of emergencies, by the clock ([67]).
        """
        limit: datetime | None = None
        settle = self._office.limit("complaint_settle_minutes")
        if matter and matter.limit_minutes:
            limit = self.add(start, matter.limit_minutes)
        elif kind_is_complaint and settle:
            limit = start + timedelta(minutes=settle)
        if not urgent or (matter and matter.urgent and limit):
            return limit
        shorter = start + timedelta(minutes=self._office.limit("urgent_settle_minutes"))
        return min(limit, shorter) if limit else shorter

    def ring_by(self, start: datetime) -> datetime:
        """立即电话: by when somebody was rung about an emergency, by the clock ([67])."""
        return start + timedelta(minutes=self._office.limit("urgent_minutes"))

    def check_promise(
        self, command: object, actor: Person, limit_at: datetime | None, clause: str = "M4.6 [79]"
    ) -> None:
        """Refuse a promise in the past, outside working hours without confirmation, or past the limit unapproved."""
        at: datetime | None = getattr(command, "promise_at", None)
        if at is None:
            return
        if at <= self.now():
            raise Refused(
                f"承诺时间 {self.when(at)} 已经过去，请填写将来的时间", code="past", field="promise_at", clause=clause
            )
        if not self.working(at) and not getattr(command, "outside_hours_confirmed", False):
            raise Refused(
                f"{self.when(at)} 不在工作时间内，请改为工作时间，或勾选「确认在非工作时间」",
                code="outside_hours", field="promise_at", clause=clause,
            )  # fmt: skip
        if limit_at and at > limit_at and not self._approved(getattr(command, "beyond_limit_reason", ""), actor):
            raise Refused(
                f"承诺时间晚于规定时限 {self.when(limit_at)}，请写明由哪位主任或经理批准及原因",
                code="beyond_limit", field="promise_at", clause=clause,
            )  # fmt: skip

    def _approved(self, reason: str, actor: Person) -> bool:
        if not reason.strip():
            return False
        if actor.role is not Role.STAFF:
            return True
        leaders = [p.name for p in self._office.all(Person).values() if p.role is not Role.STAFF]
        return any(name and name in reason for name in leaders)

    def run(self, case: Case) -> Case:
        """The case with `due_at` and `due_clock` set to the nearest clock that runs in its state.

        Nothing is nearer than an emergency nobody was rung about ([67]), or a cause that went: until somebody takes the
        matter up again that is its clock ([26]).
        """
        if case.pressing and case.registered_at is not None:
            return replace(case, due_at=case.registered_at, due_clock="ring")
        if case.restart_at is not None and case.state in TO_RESTART:
            return replace(case, due_at=case.restart_at, due_clock="restart")
        clocks: list[tuple[datetime, str]] = []
        if case.state in UNANSWERED and case.state is not State.AWAIT_REQUESTER:
            clocks += [(at, name) for at, name in ((case.promise_at, "promise"), (case.limit_at, "limit")) if at]
        if case.state in OPEN and case.next_follow_at:
            clocks.append((case.next_follow_at, _FOLLOW_WORD.get(case.state, "follow")))
        at, name = min(clocks) if clocks else (None, "")
        return replace(case, due_at=at, due_clock=name)

    def promise_failed(self, case: Case) -> bool:
        """Whether the promise passed without the requester being told or answered ([11]), not yet counted."""
        if case.promise_broken or case.promise_at is None or case.state not in UNANSWERED:
            return False
        if case.state is State.AWAIT_REQUESTER or self.now() <= case.promise_at:
            return False
        told = case.noticed_at is not None and (case.promise_set_at is None or case.noticed_at > case.promise_set_at)
        return not told

    def urgency(self, case: Case) -> tuple[str, str, Tone]:
        """The clock column of a list: main words, small words, tone. Colour never stands without its word."""
        if case.ended:
            return case.state.word, self.when(case.closed_at), Tone.CALM
        note = f"{CLOCK_WORDS.get(case.due_clock, '')} {self.when(case.due_at)}".strip()
        lacking = "紧急待补登记" if still_missing(case) else ""
        ring = "立即电话" if case.pressing else ""
        if ring or lacking:
            return ring or lacking, (ring and lacking) or note, Tone.RED
        if case.due_at is None:
            return "未定时间", "请定下一步", Tone.AMBER
        late = int((self.now() - case.due_at).total_seconds() // 60)
        if late >= 0:
            return (
                self._late_words(case, late),
                note,
                Tone.AMBER if case.due_clock in ("follow", "callback") else Tone.RED,
            )
        if case.promise_broken:
            return "失约", f"承诺 {self.when(case.promise_at)}", Tone.RED
        silent = self.silent_minutes(case)
        if silent:
            return f"无进展 {short_span(silent)}", note, Tone.AMBER
        left = -late
        if left <= self._amber_minutes(case):
            return f"还有 {short_span(left)}", note, Tone.AMBER
        return self.when(case.due_at), CLOCK_WORDS.get(case.due_clock, ""), Tone.CALM

    def silent_minutes(self, case: Case) -> int:
        """Working minutes without a progress entry once they exceed the limit, else 0 ([6])."""
        allowed = self._progress_minutes(case.kind)
        since = case.last_progress_at or case.accepted_at or case.registered_at
        if not allowed or since is None or case.state not in REPORTED_ON:
            return 0
        silent = self.working_minutes(since, self.now())
        return silent if silent > allowed else 0

    def _progress_minutes(self, kind: str) -> int:
        """How long this kind may go without a progress entry: its own number, else the house's ([6])."""
        kinds = self._office.derived("progress", self._by_kind)
        return kinds.get(kind) or self._office.limit("progress_minutes")

    def _by_kind(self) -> dict[str, int]:
        rows = self._office.all(Choice).values()
        return {row.text: row.progress_minutes for row in rows if row.group == "kind" and row.active}

    @staticmethod
    def _late_words(case: Case, late: int) -> str:
        word = {
            "limit": "超期", "promise": "失约" if case.promise_broken else "超期", "accept": "未签收",
            "follow": "该跟踪", "callback": "该回访", "resume": "到约定", "restart": "待恢复",
        }.get(case.due_clock, "超期")  # fmt: skip
        return f"{word} {short_span(late)}" if late else f"{word} 刚到"

    def _amber_minutes(self, case: Case) -> int:
        """Yellow at a share of the whole time (20 % unless edited), at least a quarter of an hour."""
        start = case.promise_set_at if case.due_clock == "promise" and case.promise_set_at else case.registered_at
        if start is None or case.due_at is None:
            return 15
        whole = int((case.due_at - start).total_seconds() // 60)
        return max(15, whole * self._office.limit("amber_percent") // 100)


def still_missing(case: Case) -> tuple[str, ...]:
    """What an emergency registration still lacks while somebody waits; it blinks until filled ([67])."""
    if not case.urgent or case.state not in UNANSWERED:
        return ()
    lacking = []
    if not (case.phone or case.other_contact or case.phone_reason or case.requester_staff):
        lacking.append("联系方式")
    if not (case.room or case.contact_place):
        lacking.append("地点")
    if is_colleague(case.identity, case.channel) and not case.requester_staff:
        lacking.append("提出人")
    return tuple(lacking)
