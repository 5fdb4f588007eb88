"""`desk.handover`: 交接班. Open promises, waiting visitors, things at the desk — confirmed line by line by both ([14])."""

from dataclasses import replace
from datetime import datetime, timedelta

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.desk_life import DeskItem, Handover, HandoverLine, Task, Visitor
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import State
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.text import clean, one_line
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage import lookups

NEXT_SHIFT = timedelta(hours=16)
"""A promise due within this time falls into the next shift and must be handed over."""
ASK = "请逐条确认后再交班"


class ShiftHandover:
    """The handover sheet of this desk."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._timing = Timing(office)

    def current(self) -> tuple[Handover, list[HandoverLine]] | None:
        """The handover being confirmed, if any."""
        found = self._office.store.rows(Handover, "received_at IS NULL", order="rid DESC")
        return (found[0], self.lines(found[0].id)) if found else None

    def lines(self, handover_id: str) -> list[HandoverLine]:
        """The lines of a handover."""
        return self._office.store.rows(HandoverLine, "handover_id = ?", (handover_id,))

    def recent(self, count: int = 30) -> list[Handover]:
        """The last handovers, newest first."""
        return self._office.store.rows(Handover, order="rid DESC")[:count]

    def begin(self, shift: str = "") -> Handover:
        """Draw up the sheet from what stands open now; an unfinished one is drawn up anew."""
        actor = self._session.actor()
        lines = self._drawn_up(actor)
        with self._office.store.record("handover.begin", actor.id) as entry:
            handover = entry.put(Handover(shift=one_line(shift), giver=actor.id, begun_at=entry.at))
            for line in lines:
                entry.put(replace(line, handover_id=handover.id))
            for old in self._office.store.rows(Handover, "received_at IS NULL AND id <> ?", (handover.id,)):
                entry.put(replace(old, received_at=entry.at, remark="未完成，已重新交班"))
        return handover

    def confirm(self, line_id: str, note: str = "") -> HandoverLine:
        """Confirm one line: the giver says what there is to know, then the receiver takes it."""
        actor = self._session.actor()
        line = self._office.store.get(HandoverLine, line_id)
        handover = self._office.store.get(Handover, line.handover_id) if line else None
        if line is None or handover is None:
            raise Refused("没有这一条", code="line", clause="W3 [14]")
        giving = handover.given_at is None
        if giving and actor.id != handover.giver:
            raise Refused("请由交班人先逐条确认", code="giver", clause="W3 [14]")
        if not giving and actor.id == handover.giver:
            raise Refused("接班确认请由接班人本人登录", code="receiver", clause="W3 [14]")
        with self._office.store.record("handover.confirm", actor.id, line.case_id) as entry:
            changes = {"given": True, "note": clean(note) or line.note} if giving else {"received": True}
            return entry.put(replace(line, **changes))

    def give(self, receiver_id: str, remark: str = "") -> Handover:
        """Hand the desk over; refused, naming the lines, while a promise due in the next shift is not confirmed."""
        handover, lines = self._unfinished()
        actor = self._session.actor()
        if actor.id != handover.giver:
            raise Refused("请由交班人交班", code="giver", clause="W3 [14]")
        open_ = [line for line in lines if not line.given and line.must]
        if open_:
            named = "；".join(line.text[:30] for line in open_[:5])
            raise Refused(
                f"还有 {len(open_)} 条未确认：{named}。{ASK}", code="unconfirmed", field="lines", clause="W3 [14]"
            )
        receiver = self._office.get(Person, receiver_id)
        if receiver is None or receiver.shared or receiver.id == actor.id:
            raise Refused("请选择接班人", code="receiver", field="receiver", clause="W3 [14]")
        with self._office.store.record("handover.give", actor.id, handover.id) as entry:
            return entry.put(replace(handover, receiver=receiver.id, given_at=entry.at, remark=clean(remark)))

    def receive(self) -> Handover:
        """Take the desk over as the named receiver; every line that must be known is confirmed first."""
        handover, lines = self._unfinished()
        actor = self._session.actor()
        if handover.given_at is None:
            raise Refused("交班人还没有交班", code="not_given", clause="W3 [14]")
        if actor.id != handover.receiver:
            raise Refused(
                f"接班人是 {self._office.name(handover.receiver)}，请本人登录确认", code="receiver", clause="W3 [14]"
            )
        open_ = [line for line in lines if line.must and not line.received]
        if open_:
            raise Refused(
                f"还有 {len(open_)} 条未确认，请逐条确认后再接班", code="unconfirmed", field="lines", clause="W3 [14]"
            )
        with self._office.store.record("handover.receive", actor.id, handover.id) as entry:
            return entry.put(replace(handover, received_at=entry.at))

    def undone(self) -> list[HandoverLine]:
        """What somebody going off shift without a handover would leave behind: promises due in the next shift."""
        return [line for line in self._drawn_up(self._session.actor()) if line.must]

    def going_off(self) -> None:
        """Refuse to go off shift while a promise due in the next shift was handed to nobody ([14])."""
        actor = self._session.actor()
        since = self._timing.now() - timedelta(hours=2)
        given = [h for h in self.recent(5) if h.giver == actor.id and h.given_at and h.given_at >= since]
        if given:
            return
        left = self.undone()
        if left:
            named = "；".join(line.text[:30] for line in left[:5])
            raise Refused(f"有 {len(left)} 件下一班到期的承诺未交接：{named}。{ASK}", code="unhanded", clause="W3 [14]")

    # -- things at the desk -----------------------------------------------------------------------------------------

    def items(self) -> list[DeskItem]:
        """Things kept at the desk."""
        return self._office.store.rows(DeskItem, "taken_at IS NULL")

    def keep(self, item: DeskItem) -> DeskItem:
        """Record a thing kept at the desk."""
        if not clean(item.what) or not one_line(item.place):
            field = "what" if not clean(item.what) else "place"
            raise Refused("请写明物品和存放位置", code="missing", field=field, clause="H6 [30]")
        actor = self._session.actor()
        with self._office.store.record("desk.keep", actor.id, item.case_id) as entry:
            return entry.put(
                replace(
                    item, what=clean(item.what), place=one_line(item.place), recorded_at=entry.at, recorded_by=actor.id
                )
            )

    def taken(self, item_id: str, by: str) -> DeskItem:
        """Somebody took it."""
        item = self._office.store.get(DeskItem, item_id)
        if item is None or item.taken_at:
            raise Refused("这件物品已取走", code="taken", clause="H6 [30]")
        if not one_line(by):
            raise Refused("请填写领取人", code="missing", field="by", clause="H6 [30]")
        with self._office.store.record("desk.taken", self._session.actor().id, item.case_id) as entry:
            return entry.put(replace(item, taken_at=entry.at, taken_by=one_line(by)))

    # -- the sheet --------------------------------------------------------------------------------------------------

    def _unfinished(self) -> tuple[Handover, list[HandoverLine]]:
        found = self.current()
        if found is None:
            raise Refused("请先生成交接班单", code="none", clause="W3 [14]")
        return found

    def _drawn_up(self, actor: Person) -> list[HandoverLine]:
        now = self._timing.now()
        return [*self._cases(actor, now), *self._visitors(), *self._arrivals(now), *self._things()]

    def _cases(self, actor: Person, now: datetime) -> list[HandoverLine]:
        wording = Wording(self._office)
        found = lookups.queue_page(self._office.store, "carrier", actor.id, ("1", ()), None, 500)
        lines = []
        for _, case in found:
            must = self._due(case, now)
            row = wording.row(case)
            text = (
                f"{case.number} {row.requester} {case.title[:40]}（{case.state.word}，{row.clock_note or row.clock}）"
            )
            kind = "承诺" if case.promise_at else "在办"
            due = case.promise_at or case.due_at
            lines.append(HandoverLine(kind=kind, case_id=case.id, row_id=case.id, text=text, due_at=due, must=must))
        return lines

    @staticmethod
    def _due(case: Case, now: datetime) -> bool:
        return case.promise_at is not None and case.promise_at <= now + NEXT_SHIFT and case.state is not State.ANSWERED

    def _visitors(self) -> list[HandoverLine]:
        rows = self._office.store.rows(Visitor, "left_at IS NULL")
        return [
            HandoverLine(
                kind="接待室", case_id=row.case_id, row_id=row.id, due_at=row.arrived_at, must=True,
                text=f"{row.place} {row.name} 找 {self._office.name(row.leader)}，{self._timing.when(row.arrived_at)} 到",
            )
            for row in rows
        ]  # fmt: skip

    def _arrivals(self, now: datetime) -> list[HandoverLine]:
        tasks = self._office.store.rows(Task, "done_at IS NULL", order="due_at")
        return [
            HandoverLine(
                kind="今日将到", case_id=task.case_id, row_id=task.id, due_at=task.due_at, text=f"准备任务：{task.text}",
                must=task.due_at is not None and task.due_at <= now + NEXT_SHIFT,
            )
            for task in tasks
        ]  # fmt: skip

    def _things(self) -> list[HandoverLine]:
        return [
            HandoverLine(
                kind="物品", case_id=item.case_id, row_id=item.id, text=f"{item.what}（{item.place}）", must=True
            )
            for item in self.items()
        ]
