"""`desk.handover`: 交接班. Open promises, waiting visitors, things at the desk — confirmed line by line by both ([14])."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.desk_life import DeskItem, Handover, HandoverLine
from firstask_desktop.domain.desk_views import Arrival
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import EntryKind, Role, Standing
from firstask_desktop.errors import Refused
from firstask_desktop.services.handover_sheet import OWED, HandoverSheet
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.text import clean, one_line
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage.store import Record

GIVEN_LATELY = timedelta(hours=12)
"""A handover given this long ago still covers whoever goes off shift."""
CLAUSE = "W3 [14]"
REDRAWN = "未完成，已重新交班"


class ShiftHandover:
    """The handover sheet of this desk."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._timing = Timing(office)
        self._sheet = HandoverSheet(office)

    # -- questions --------------------------------------------------------------------------------------------------

    def current(self) -> tuple[Handover, list[HandoverLine]] | None:
        """The handover being confirmed, if any."""
        found = self._office.store.rows(Handover, "received_at IS NULL", order="rid DESC")
        return (found[0], self.lines(found[0].id)) if found else None

    def lines(self, handover_id: str) -> list[HandoverLine]:
        """The lines of a handover."""
        return self._office.store.rows(HandoverLine, "handover_id = ?", (handover_id,))

    def recent(self, count: int = 30) -> list[Handover]:
        """The last handovers, newest first."""
        return self._office.store.rows(Handover, order=f"rid DESC LIMIT {int(count)}")

    def completed(self, handover: Handover) -> bool:
        """Whether both shifts confirmed it; a sheet drawn up anew was never received."""
        return handover.received_at is not None and handover.given_at is not None and handover.remark != REDRAWN

    def arrivals(self) -> list[Arrival]:
        """今日将到: the cases whose guest arrives before midnight, and what is still to be made ready ([29])."""
        return [Arrival(row, tasks) for row, tasks in self._sheet.arriving()]

    def undone(self) -> list[HandoverLine]:
        """What somebody going off shift now would leave behind, handed to nobody.

        Promises and preparations due in the next shift, and visitors who still wait.
        """
        actor = self._session.actor()
        covered = {line.row_id for handover in self._given(actor) for line in self.lines(handover.id) if line.given}
        lines = self._sheet.draw_up(actor)
        return [line for line in lines if line.must and line.kind in OWED and line.row_id not in covered]

    # -- giving and receiving ---------------------------------------------------------------------------------------

    def begin(self, shift: str = "") -> Handover:
        """Draw up the sheet from what stands open now; an unfinished one is drawn up anew by its giver or a supervisor."""
        actor = self._session.actor()
        unfinished = self._office.store.rows(Handover, "received_at IS NULL")
        for old in unfinished:
            if old.given_at and old.giver != actor.id and actor.role is Role.STAFF:
                who, to = self._office.name(old.giver), self._office.name(old.receiver)
                raise Refused(f"{who} 已交班给 {to}，等 {to} 接班确认", code="given", clause=CLAUSE)
        lines = self._sheet.draw_up(actor)
        with self._office.store.record("handover.begin", actor.id) as entry:
            handover = entry.put(Handover(shift=one_line(shift), giver=actor.id, begun_at=entry.at))
            for line in lines:
                entry.put(replace(line, handover_id=handover.id))
            for old in unfinished:
                entry.put(replace(old, received_at=entry.at, remark=REDRAWN))
        return handover

    def confirm(self, line_id: str, note: str = "") -> HandoverLine:
        """Confirm one line: the giver says what there is to know, then the named receiver takes it."""
        actor = self._session.actor()
        line = self._office.store.get(HandoverLine, line_id)
        handover = self._office.store.get(Handover, line.handover_id) if line else None
        if line is None or handover is None:
            raise Refused("没有这一条", code="line", clause=CLAUSE)
        if handover.received_at is not None:
            raise Refused("这张交接班单已经结束", code="over", clause=CLAUSE)
        giving = handover.given_at is None
        if giving and actor.id != handover.giver:
            raise Refused("请由交班人先逐条确认", code="giver", clause=CLAUSE)
        if not giving and actor.id != handover.receiver:
            to = self._office.name(handover.receiver)
            raise Refused(f"接班确认请由接班人 {to} 本人登录（F12）", code="receiver", clause=CLAUSE)
        said = clean(note)
        with self._office.store.record("handover.confirm", actor.id, line.case_id) as entry:
            if giving:
                return entry.put(replace(line, given=True, note=said or line.note))
            added = "；".join(filter(None, (line.note, f"接班：{said}" if said else "")))
            return entry.put(replace(line, received=True, note=added))

    def give(self, receiver_id: str, remark: str = "") -> Handover:
        """Hand the desk over; refused, naming the lines, while a promise due in the next shift is not confirmed."""
        handover, lines = self._unfinished()
        actor = self._session.actor()
        if actor.id != handover.giver:
            raise Refused("请由交班人交班", code="giver", clause=CLAUSE)
        if handover.given_at is not None:
            to = self._office.name(handover.receiver)
            raise Refused(f"已交班给 {to}，等 {to} 接班确认；要改接班人请重新生成", code="given", clause=CLAUSE)
        open_ = [line for line in lines if not line.given and line.must]
        if open_:
            said = f"还有 {len(open_)} 条未确认：{_named(open_)}。请逐条确认后再交班"
            raise Refused(said, code="unconfirmed", field="lines", clause=CLAUSE)
        receiver = self._office.get(Person, receiver_id)
        if receiver is None or receiver.shared or receiver.id == actor.id:
            raise Refused("请选择接班人", code="receiver", field="receiver", clause=CLAUSE)
        if receiver.standing is not Standing.ACTIVE or not receiver.login:
            word = receiver.standing.word if receiver.standing is not Standing.ACTIVE else "不能登录"
            raise Refused(f"{receiver.name} {word}，不能接班", code="absent", field="receiver", clause=CLAUSE)
        with self._office.store.record("handover.give", actor.id, handover.id) as entry:
            return entry.put(replace(handover, receiver=receiver.id, given_at=entry.at, remark=clean(remark)))

    def receive(self) -> Handover:
        """Take the desk over as the named receiver, line by line; one is 协办 of every promise taken over."""
        handover, lines = self._unfinished()
        actor = self._session.actor()
        if handover.given_at is None:
            raise Refused("交班人还没有交班", code="not_given", clause=CLAUSE)
        if actor.id != handover.receiver:
            to = self._office.name(handover.receiver)
            raise Refused(f"接班人是 {to}，请本人登录（F12）确认", code="receiver", clause=CLAUSE)
        open_ = [line for line in lines if line.must and not line.received]
        if open_:
            said = f"还有 {len(open_)} 条未确认：{_named(open_)}。请逐条确认后再接班"
            raise Refused(said, code="unconfirmed", field="lines", clause=CLAUSE)
        with self._office.store.record("handover.receive", actor.id, handover.id) as entry:
            for case_id in dict.fromkeys(line.case_id for line in lines if line.received and line.case_id):
                self._watch(entry, case_id, actor, handover)
            return entry.put(replace(handover, received_at=entry.at))

    def _watch(self, entry: Record, case_id: str, actor: Person, handover: Handover) -> None:
        """The receiver may now report progress and reach people; first-asked and handler stay ([1] [14])."""
        case = self._office.store.get(Case, case_id)
        if case is None or not case.open:
            return
        if actor.id not in (case.carrier, case.handler, *case.helpers):
            entry.put(replace(case, helpers=(*case.helpers, actor.id)))
        text = f"{self._office.name(handover.giver)} 交班，{actor.name} 接班"
        entry.put(
            Entry(case_id=case_id, at=entry.at, actor=actor.id, kind=EntryKind.HELPER, text=text, person=actor.id)
        )

    def going_off(self) -> None:
        """Refuse to go off shift over promises due in the next shift that nobody took, each by its line ([14])."""
        left = self.undone()
        if left:
            said = f"下一班到期的 {len(left)} 件没有交接：{_named(left)}。请生成交接班单，逐条确认后再下班"
            raise Refused(said, code="unhanded", clause=CLAUSE)
        waiting = next((h for h in self._given(self._session.actor()) if h.received_at is None), None)
        if waiting is not None:
            to = self._office.name(waiting.receiver)
            raise Refused(f"{to} 还没有接班确认，请等 {to} 按 F12 登录后逐条确认", code="unreceived", clause=CLAUSE)

    def _given(self, actor: Person) -> list[Handover]:
        since = self._timing.now() - GIVEN_LATELY
        return [
            each
            for each in self.recent(5)
            if each.giver == actor.id and each.given_at and each.given_at >= since and each.remark != REDRAWN
        ]

    def _unfinished(self) -> tuple[Handover, list[HandoverLine]]:
        found = self.current()
        if found is None:
            raise Refused("请先生成交接班单", code="none", clause=CLAUSE)
        return found

    # -- things at the desk -----------------------------------------------------------------------------------------

    def items(self) -> list[DeskItem]:
        """Things kept at the desk."""
        return self._office.store.rows(DeskItem, "taken_at IS NULL")

    def keep(self, item: DeskItem) -> DeskItem:
        """Record a thing kept at the desk; what it is and where it lies are needed ([30])."""
        if not clean(item.what) or not one_line(item.place):
            field = "what" if not clean(item.what) else "place"
            raise Refused("请写明物品和存放位置", code="missing", field=field, clause="H6 [30]")
        actor = self._session.actor()
        with self._office.store.record("desk.keep", actor.id, item.case_id) as entry:
            kept = replace(item, what=clean(item.what), place=one_line(item.place), owner=one_line(item.owner))
            return entry.put(replace(kept, recorded_at=entry.at, recorded_by=actor.id))

    def taken(self, item_id: str, by: str) -> DeskItem:
        """Somebody took it; by name."""
        item = self._office.store.get(DeskItem, item_id)
        if item is None or item.taken_at:
            raise Refused("这件物品已取走", code="taken", clause="H6 [30]")
        if not one_line(by):
            raise Refused("请填写领取人", code="missing", field="by", clause="H6 [30]")
        with self._office.store.record("desk.taken", self._session.actor().id, item.case_id) as entry:
            return entry.put(replace(item, taken_at=entry.at, taken_by=one_line(by)))


def _named(lines: Iterable[HandoverLine]) -> str:
    """The first lines by what they begin with, so that a refusal says which they are."""
    texts = [line.text for line in lines]
    named = "；".join(text[:30] for text in texts[:5])
    return f"{named} 等" if len(texts) > 5 else named
