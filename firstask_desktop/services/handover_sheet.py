"""What stands on a handover sheet: open promises, waiting visitors, arrivals, things at the desk ([14] [29] [30])."""

from datetime import datetime, timedelta

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import local, utc_text
from firstask_desktop.domain.desk_life import DeskItem, HandoverLine, Task, Visitor
from firstask_desktop.domain.people import Person, Shift
from firstask_desktop.domain.states import State
from firstask_desktop.domain.views import CaseRow
from firstask_desktop.services.office import Office
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage import lookups, moments

OWED = frozenset({"承诺", "接待室", "准备"})
"""Kinds of lines that keep somebody from going off shift; things and arrivals only have to stand on the sheet."""
SHORTEST = timedelta(hours=16)
"""The next shift reaches at least this far."""
MOST = 500


class HandoverSheet:
    """Draws up the lines from what stands open now."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._timing = Timing(office)
        self._wording = Wording(office)

    def draw_up(self, actor: Person) -> list[HandoverLine]:
        """The lines of the person going off shift; those the next shift must know of are `must`."""
        until = self.horizon()
        return [*self._cases(actor, until), *self._visitors(), *self._arrivals(until), *self._things()]

    def horizon(self) -> datetime:
        """The end of the next shift: 16 hours ahead, or the closing of the next working day where the centre closes."""
        now = self._timing.now()
        calendar = self._office.calendar
        until = now + SHORTEST
        if calendar.always_open:
            return until
        closing = calendar.closing(calendar.working_day_after(local(now, self._office.zone).date()))
        return max(until, closing) if closing else until

    def arriving(self) -> list[tuple[CaseRow, tuple[Task, ...]]]:
        """Open cases whose guest arrives before midnight, earliest first, with their undone tasks.

        Also of a guest who comes later, when something is to be ready today.
        """
        start, end = lookups.day_bounds(self._timing.now(), self._office.zone)
        today = lookups.arriving(self._office.store, utc_text(start), utc_text(end), MOST)
        return [(self._wording.row(case), tuple(self._undone(case.id))) for case in today]

    def _undone(self, case_id: str) -> list[Task]:
        return self._office.store.rows(Task, "case_id = ? AND done_at IS NULL", (case_id,), order="due_at")

    def _cases(self, actor: Person, until: datetime) -> list[HandoverLine]:
        found: dict[str, Case] = {}
        for column in ("carrier", "handler"):
            page = lookups.queue_page(self._office.store, column, actor.id, ("1", ()), None, MOST)
            found |= {case.id: case for _, case in page}
        return [self._case_line(case, actor, until) for case in found.values()]

    def _case_line(self, case: Case, actor: Person, until: datetime) -> HandoverLine:
        row = self._wording.row(case)
        clock = f"承诺 {self._timing.when(case.promise_at)}" if case.promise_at else row.clock_note or row.clock
        text = f"{case.number} {row.requester} {row.matter[:40]}（{case.state.word}，{clock}）"
        due = case.promise_at or case.due_at
        must = self._must(case, actor, until)
        kind = "承诺" if case.promise_at else "在办"
        return HandoverLine(kind=kind, case_id=case.id, row_id=case.id, text=text, due_at=due, must=must)

    def _must(self, case: Case, actor: Person, until: datetime) -> bool:
        """A promise due in the next shift, unless the roster has the same person on duty when it falls due."""
        if case.promise_at is None or case.state is State.ANSWERED or case.promise_at > until:
            return False
        return not self._back_by_then(actor, case.promise_at)

    def _back_by_then(self, actor: Person, at: datetime) -> bool:
        now = self._timing.now()
        return any(
            shift.starts_at and shift.ends_at and now < shift.starts_at <= at <= shift.ends_at
            for shift in self._office.all(Shift).values()
            if shift.person == actor.id and shift.active
        )

    def _visitors(self) -> list[HandoverLine]:
        rows = self._office.store.rows(Visitor, "left_at IS NULL", order="arrived_at, rid")
        return [
            HandoverLine(
                kind="接待室", case_id=row.case_id, row_id=row.id, due_at=row.arrived_at, must=True,
                text=f"{row.place} {row.name or '来访人'} 找 {self._office.name(row.leader)}，"
                f"{self._timing.when(row.arrived_at)} 到",
            )
            for row in rows
        ]  # fmt: skip

    def _arrivals(self, until: datetime) -> list[HandoverLine]:
        tasks = moments.undone_tasks(self._office.store)
        lines = [
            HandoverLine(
                kind="准备", case_id=task.case_id, row_id=task.id, due_at=task.due_at,
                text=f"准备任务：{task.text}（{self._office.name(task.owner)}，{self._timing.when(task.due_at)} 前）",
                must=task.due_at is not None and task.due_at <= until,
            )
            for task in tasks
        ]  # fmt: skip
        for row, _ in self.arriving():
            text = f"{row.number} {row.requester} {self._timing.when(row.case.arrival_at)} 到店"
            lines.append(
                HandoverLine(
                    kind="今日将到", case_id=row.id, row_id=f"{row.id}/arrival", due_at=row.case.arrival_at, text=text,
                    must=True,
                )
            )  # fmt: skip
        return lines

    def _things(self) -> list[HandoverLine]:
        lines = []
        for item in self._office.store.rows(DeskItem, "taken_at IS NULL"):
            whose = f"，{item.owner}" if item.owner else ""
            until = f"，保管至 {item.keep_until:%m-%d}" if item.keep_until else ""
            text = f"{item.what}（{item.place}{whose}{until}）"
            lines.append(HandoverLine(kind="物品", case_id=item.case_id, row_id=item.id, text=text, must=True))
        return lines
