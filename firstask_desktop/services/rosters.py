"""`desk.rosters`: 班次. Who works when, who is on duty now, and 责任移交 of everything one person carries ([1] [23])."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from firstask_desktop.domain.clock import moment
from firstask_desktop.domain.commands import Transfer
from firstask_desktop.domain.desk_views import Moved, RosterRow, ShiftTemplate
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person, Shift
from firstask_desktop.domain.states import Duty, Role, Standing
from firstask_desktop.domain.views import CaseRow
from firstask_desktop.errors import Refused
from firstask_desktop.services import handing
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session, duty_of
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.steps import stepping
from firstask_desktop.services.text import clean, one_line
from firstask_desktop.storage import lookups

TEMPLATES = "shift"
"""The pick list that holds the shifts of the house, each as 早班 08:00-16:00."""
SHIPPED = (
    ShiftTemplate("早班", time(8), time(16)),
    ShiftTemplate("中班", time(16), time()),
    ShiftTemplate("晚班", time(), time(8)),
)
MOST = 100_000
DAYS = 7


class Rosters:
    """The week of every person."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session

    # -- questions --------------------------------------------------------------------------------------------------

    def templates(self) -> list[ShiftTemplate]:
        """The shifts one key away, from the pick list, else the shipped three; an unreadable line is left out."""
        listed = [_template(choice.text) for choice in self._office.choices(TEMPLATES)]
        return [each for each in listed if each is not None] or list(SHIPPED)

    def week(self, day: date) -> list[RosterRow]:
        """Everybody's week around `day`, Monday first: by department, then name. People who left are not shown."""
        first = monday(day)
        now = self._office.clock.now()
        found: dict[tuple[str, date], list[Shift]] = {}
        for shift in self._office.all(Shift).values():
            if shift.active and shift.day is not None and first <= shift.day < first + timedelta(days=DAYS):
                found.setdefault((shift.person, shift.day), []).append(shift)
        rows = []
        for person in self._office.all(Person).values():
            if person.standing is Standing.LEFT or person.shared:
                continue
            days = (tuple(found.get((person.id, first + timedelta(days=n)), ())) for n in range(DAYS))
            department = self._office.department_name(person.department)
            rows.append(RosterRow(person, department, duty_of(self._office, person.id, now), tuple(days), first))
        return sorted(rows, key=lambda row: (row.department, row.person.name))

    def on_duty(self) -> list[RosterRow]:
        """Who is on duty now by the roster."""
        today = self._office.clock.now().astimezone(self._office.zone).date()
        return [row for row in self.week(today) if row.duty is Duty.ON]

    def shift_now(self, person_id: str) -> str:
        """The name of the shift a person is on now; empty when the roster has none."""
        now = self._office.clock.now()
        running = (
            shift.name
            for shift in self._office.all(Shift).values()
            if shift.person == person_id and shift.active and shift.starts_at and shift.ends_at
            and shift.starts_at <= now <= shift.ends_at
        )  # fmt: skip
        return next(running, "")

    def carried(self, person_id: str) -> list[CaseRow]:
        """Open cases this person follows up: what a 责任移交 moves, and the list of somebody without a login ([23])."""
        wording = Wording(self._office, self._session.reader)
        page = lookups.queue_page(self._office.store, "carrier", person_id, ("1", ()), None, MOST)
        return [wording.row(case) for _, case in page]

    # -- commands ---------------------------------------------------------------------------------------------------

    def put(self, person_id: str, day: date, template: ShiftTemplate) -> Shift:
        """Give a person this shift on that day in place of others that begin then; refused over one still running."""
        self._planner()
        person = self._office.get(Person, person_id)
        if person is None or person.standing is Standing.LEFT or person.shared:
            raise Refused("请选择在册的人员", code="person", field="person", clause="H1 [23]")
        shift = self._shift(person_id, day, template)
        self._overlaps(shift, day)
        with self._office.store.batch():
            self._clear(person_id, day)
            with self._office.store.record("roster.put", self._session.actor().id, person_id) as entry:
                return entry.put(shift)

    def clear(self, person_id: str, day: date) -> int:
        """Take a person's shifts of that day off the roster; they stay in the journal. How many there were."""
        self._planner()
        return self._clear(person_id, day)

    def copy_week(self, day: date) -> int:
        """Fill the empty days of this week from the week before; days that have a shift stay. How many shifts came."""
        self._planner()
        first = monday(day)
        week = timedelta(days=DAYS)
        taken = {(row.person.id, n) for row in self.week(first) for n in range(DAYS) if row.shifts[n]}
        copied = 0
        with self._office.store.record("roster.copy", self._session.actor().id, first.isoformat()) as entry:
            for row in self.week(first - week):
                for n, shifts in enumerate(row.shifts):
                    for shift in shifts if (row.person.id, n) not in taken else ():
                        entry.put(self._later(shift, week))
                        copied += 1
        return copied

    def move_all(self, person_id: str, to: str, reason: str) -> Moved:
        """责任移交 of everything a person follows up, all or nothing; the first-asked name stays in print ([1]).

        Only a manager or supervisor may, with a reason, to somebody who can be reached now.
        """
        actor = self._session.actor()
        person = self._office.get(Person, person_id)
        if actor.role is Role.STAFF:
            raise Refused("责任移交由经理或主任办理", code="role", clause="G0 [1]")
        if person is None:
            raise Refused("请选择离岗的人", code="person", field="person", clause="G0 [1]")
        if not clean(reason):
            raise Refused("请写明移交原因，如「休假」「离职」", code="missing", field="reason", clause="G0 [1]")
        if not to or to == person_id:
            raise Refused("请选择接手的另一个人", code="to", field="to", clause="G0 [1]")
        command = Transfer(to=to, reason=clean(reason))
        rows = self.carried(person_id)
        with self._office.store.batch():
            for row in rows:
                with stepping(self._office, actor, Action.TRANSFER, row.id, command) as step:
                    handing.transfer(step, command)
        wording = Wording(self._office, self._session.reader)
        left = lookups.queue_page(self._office.store, "handler", person_id, ("1", ()), None, MOST)
        return Moved(len(rows), tuple(wording.row(case) for _, case in left))

    # -- parts ------------------------------------------------------------------------------------------------------

    def _planner(self) -> None:
        if self._session.actor().role is Role.STAFF:
            raise Refused("只有主任或经理可以排班", code="role", clause="M3.2 [63]")

    def _shift(self, person_id: str, day: date, template: ShiftTemplate) -> Shift:
        zone = self._office.zone
        ends_on = day if template.ends > template.begins else day + timedelta(days=1)
        return Shift(
            person=person_id, day=day, name=template.name,
            starts_at=moment(datetime.combine(day, template.begins), zone),
            ends_at=moment(datetime.combine(ends_on, template.ends), zone),
        )  # fmt: skip

    def _overlaps(self, shift: Shift, day: date) -> None:
        """A night of the day before that runs into this shift, or this one into tomorrow's, is refused."""
        for other in self._office.all(Shift).values():
            if other.person != shift.person or not other.active or other.day == day:
                continue
            assert shift.starts_at and shift.ends_at
            if (
                other.starts_at
                and other.ends_at
                and other.starts_at < shift.ends_at
                and shift.starts_at < other.ends_at
            ):
                said = f"与 {other.day:%m-%d} {other.name} 的时间重叠"
                raise Refused(said, code="overlap", field="shift", clause="H1 [23]")

    def _clear(self, person_id: str, day: date) -> int:
        there = [
            shift
            for shift in self._office.all(Shift).values()
            if shift.person == person_id and shift.day == day and shift.active
        ]
        if there:
            with self._office.store.record("roster.clear", self._session.actor().id, person_id) as entry:
                for shift in there:
                    entry.put(replace(shift, active=False))
        return len(there)

    @staticmethod
    def _later(shift: Shift, by: timedelta) -> Shift:
        assert shift.day and shift.starts_at and shift.ends_at
        return Shift(
            person=shift.person, day=shift.day + by, name=shift.name, starts_at=shift.starts_at + by,
            ends_at=shift.ends_at + by,
        )  # fmt: skip


def monday(day: date) -> date:
    """The Monday of that week."""
    return day - timedelta(days=day.weekday())


def _template(text: str) -> ShiftTemplate | None:
    """Read 早班 08:00-16:00; None for what is no shift."""
    name, _, times = one_line(text).rpartition(" ")
    begins, _, ends = times.partition("-")
    try:
        start = time.fromisoformat(begins.strip())
        end = time() if ends.strip() in ("24:00", "0:00") else time.fromisoformat(ends.strip())
    except ValueError:
        return None
    return ShiftTemplate(name, start, end) if name and start != end else None
