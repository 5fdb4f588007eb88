"""`desk.waiting`: the reception room (M4.9). Who waits, since when, for whom, and what the leader answered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.commands import Registration, Visit
from firstask_desktop.domain.contacts import filler_reason
from firstask_desktop.domain.desk_life import Reply, Visitor
from firstask_desktop.domain.desk_views import LEADER_KIND, WITHHELD, LeaderReply, VisitorRow
from firstask_desktop.domain.flow import BY_ACTION, Action
from firstask_desktop.domain.people import Person, Post
from firstask_desktop.domain.states import UNANSWERED, EntryKind, Role, Standing, State, Verdict
from firstask_desktop.domain.views import CaseRow
from firstask_desktop.errors import Refused
from firstask_desktop.services import following
from firstask_desktop.services.intake import Intake
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session, duty_of
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.steps import Step, stepping
from firstask_desktop.services.telephones import normalise
from firstask_desktop.services.text import clean, one_line
from firstask_desktop.services.timing import Timing
from firstask_desktop.services.waiting_clock import WaitingClock
from firstask_desktop.storage import lookups
from firstask_desktop.storage.store import Record

LONGEST_WAIT_MINUTES = 240
Values = Callable[[datetime], dict[str, Any]]
"""What a step writes, given the moment of its journal line (never earlier than the line before it)."""


class WaitingRoom:
    """Visitors who want the leader; their case stays with the first-asked person."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._timing = Timing(office)
        self._clock = WaitingClock(office)

    # -- questions --------------------------------------------------------------------------------------------------

    def places(self) -> list[str]:
        """The rooms and seats visitors can be shown to."""
        return [choice.text for choice in self._office.choices("waiting_place")] or ["接待室 1", "接待室 2", "接待室 3"]

    def leaders(self) -> list[Person]:
        """Whom visitors may want to see: leading posts, supervisors and managers who are still in the house."""
        posts = {post.id for post in self._office.all(Post).values() if post.leader}
        return [
            person
            for person in self._office.all(Person).values()
            if (person.post in posts or person.role is not Role.STAFF)
            and person.standing is not Standing.LEFT
            and not person.shared
        ]

    def board(self) -> list[VisitorRow]:
        """Everybody still waiting, longest first."""
        return [self._clock.row(visitor) for visitor in self._waiting()]

    def row(self, visitor_id: str) -> VisitorRow | None:
        """One visitor still waiting, as the board shows them."""
        visitor = self._office.store.get(Visitor, visitor_id)
        return self._clock.row(visitor) if visitor is not None and visitor.waiting else None

    def unclosed(self) -> list[VisitorRow]:
        """Visitors without 离开时间 once the centre has closed, or left over from an earlier day ([87])."""
        closed_at = self._clock.closed_at()
        return [row for row in self.board() if row.visitor.arrived_at and row.visitor.arrived_at < closed_at]

    def today(self) -> list[Visitor]:
        """Everybody who came today, and whoever of an earlier day still waits, for the register of the room."""
        start, _ = lookups.day_bounds(self._timing.now(), self._office.zone)
        return self._office.store.rows(
            Visitor, "arrived_at >= ? OR left_at IS NULL", (utc_text(start),), order="arrived_at, rid"
        )

    def earlier(self, phone: str, name: str) -> list[CaseRow]:
        """Earlier cases of this visitor, for the leader ([88]): by phone, else those of earlier visits by that name."""
        found = lookups.earlier_cases(self._office.store, self._digits(phone), "", "")
        called = one_line(name)
        if not found and called:
            visits = self._office.store.rows(Visitor, "name = ? AND case_id <> ''", (called,), order="rid DESC")
            ids = dict.fromkeys(visit.case_id for visit in visits)
            cases = (self._office.store.get(Case, case_id) for case_id in list(ids)[:20])
            found = [case for case in cases if case is not None]
        wording = Wording(self._office, self._session.reader)
        return [wording.row(case) for case in wording.veil.readable(found)]

    # -- arriving ---------------------------------------------------------------------------------------------------

    def arrive(self, visitor: Visitor, visit: Visit | None = None) -> Visitor:
        """Show a visitor of a known case to a place: purpose (or 「来访人不愿说明」) and leader are asked ([87] [88]).

        With `visit` the case counts one more visit of its requester ([80]).
        """
        visitor = self._checked(visitor)
        with self._office.store.batch():
            if visit is not None:
                with stepping(self._office, self._session.actor(), Action.VISIT, visitor.case_id, visit) as step:
                    following.visit(step, visit)
            return self._show_in(visitor)

    def arrive_anew(
        self, visitor: Visitor, promise_at: datetime | None, name_reason: str = "", phone_reason: str = ""
    ) -> Visitor:
        """The same for somebody without a case: it is registered in the same stroke, whoever is asked stays first-asked.

        Refuses what registering refuses: no name or phone without a stated reason, no promised time ([57] [79]).
        """
        visitor = self._checked(visitor, name_reason)
        form = Registration(
            channel="来访", kind=LEADER_KIND, name=visitor.name, name_reason=name_reason, phone=visitor.phone,
            phone_reason=phone_reason, organisation=visitor.organisation, contact_at=visitor.arrived_at,
            words=visitor.purpose or WITHHELD, request=f"要见{self._office.name(visitor.leader)}",
            first_asked=self._session.actor().id, verdict=Verdict.UNKNOWN, promise_at=promise_at, told_limit=True,
            separate_anyway=True,
        )  # fmt: skip
        with self._office.store.batch():
            case = Intake(self._office, self._session.actor()).register(form)
            return self._show_in(replace(visitor, case_id=case.id))

    def _checked(self, visitor: Visitor, name_reason: str = "") -> Visitor:
        name, purpose = one_line(visitor.name), clean(visitor.purpose)
        if not one_line(visitor.place):
            raise Refused("请选择接待室或座位", code="place", field="place", clause="M4.9 [87]")
        wrong = filler_reason("name", name)
        if wrong and (name or not name_reason):
            raise Refused(wrong, code="name", field="name", clause="M4.9 [88]")
        if not purpose and not visitor.purpose_withheld:
            said = f"请填写事由；来访人不愿说明时请勾选「{WITHHELD}」"
            raise Refused(said, code="purpose", field="purpose", clause="M4.9 [88]")
        if visitor.leader not in {person.id for person in self.leaders()}:
            raise Refused("请选择要找的领导", code="leader", field="leader", clause="M4.9 [88]")
        if visitor.arrived_at and visitor.arrived_at > self._timing.now():
            raise Refused("到达时间不能晚于现在", code="future", field="arrived_at", clause="M4.9 [87]")
        phone = normalise(visitor.phone, self._office.centre.area_code).text if visitor.phone.strip() else ""
        return replace(
            visitor, place=one_line(visitor.place), name=name, phone=phone, purpose=purpose,
            organisation=one_line(visitor.organisation), escort=visitor.escort or self._session.actor().id,
        )  # fmt: skip

    def _show_in(self, visitor: Visitor) -> Visitor:
        actor = self._session.actor()
        with self._office.store.record("waiting.arrive", actor.id, visitor.case_id) as entry:
            for other in self._office.store.rows(Visitor, "left_at IS NULL AND place = ?", (visitor.place,)):
                name = other.name or "来访人"
                raise Refused(
                    f"{visitor.place} 现有 {name}（{self._timing.when(other.arrived_at)} 到），请换一处",
                    code="occupied", field="place", clause="M4.9 [87]",
                )  # fmt: skip
            saved = entry.put(replace(visitor, arrived_at=visitor.arrived_at or entry.at))
            booked = "有预约" if saved.appointment else "无预约"
            self._note(entry, saved, f"到 {saved.place} 等候，找 {self._office.name(saved.leader)}（{booked}）")
        return saved

    # -- while somebody waits ---------------------------------------------------------------------------------------

    def serve(self, visitor_id: str, what: str) -> Visitor:
        """茶水/资料: what the visitor was given, added to what they had before."""
        given = one_line(what)
        if not given:
            raise Refused("请填写送了什么", code="what", field="what", clause="M4.9 [87]")
        had = self._get(visitor_id).served
        return self._change(visitor_id, "waiting.serve", lambda _at: {"served": "、".join(filter(None, (had, given)))})

    def report(self, visitor_id: str, way: str, reported_at: datetime | None = None) -> Visitor:
        """汇报: the leader was told, when (now unless said), how and by whom ([89]).

        The first report keeps its time, so that a late one stays visible; reporting again after 「几分钟后」 asks the
        leader for a new answer.
        """
        way = one_line(way)
        if not way:
            raise Refused("请选择汇报方式", code="way", field="way", clause="M4.9 [89]")
        before = self._get(visitor_id)
        self._between(before, reported_at)
        actor = self._session.actor()

        def values(at: datetime) -> dict[str, Any]:
            if before.reported_at is None:
                return {"reported_at": reported_at or at, "reported_way": way, "reported_by": actor.id}
            return {"reply": None, "reply_minutes": 0, "replied_at": None, "told_at": None, "reported_way": way}

        waited = self._clock.waited(before, reported_at)
        late = f"，到达 {waited} 分钟后" if waited > self._clock.report_minutes else ""
        text = f"已向领导汇报（{way}{late}）" if before.reported_at is None else f"再次请领导（{way}）"
        return self._change(visitor_id, "waiting.report", values, text)

    def _between(self, visitor: Visitor, at: datetime | None) -> None:
        """A time that was said lies between the arrival and now."""
        if at is None:
            return
        if at > self._timing.now():
            raise Refused("汇报时间不能晚于现在", code="future", field="reported_at", clause="M4.9 [89]")
        if visitor.arrived_at and at < visitor.arrived_at.replace(second=0, microsecond=0):
            arrived = self._timing.when(visitor.arrived_at)
            said = f"汇报时间不能早于到达时间 {arrived}"
            raise Refused(said, code="too_early", field="reported_at", clause="M4.9 [89]")

    def reply(self, visitor_id: str, answer: LeaderReply) -> Visitor:
        """The leader's answer. 「不在」 without a delegate or an appointment is refused ([89])."""
        visitor = self._get(visitor_id)
        if visitor.reported_at is None:
            raise Refused("请先向领导汇报", code="unreported", field="reply", clause="M4.9 [89]")
        if answer.reply is None:
            raise Refused("请选择领导的答复", code="reply", field="reply", clause="M4.9 [89]")
        if answer.reply is Reply.IN_MINUTES and not 0 < answer.minutes <= LONGEST_WAIT_MINUTES:
            raise Refused("请填写几分钟后（1 至 240）", code="minutes", field="minutes", clause="M4.9 [89]")
        if answer.reply is Reply.DELEGATE:
            self._delegate(answer.delegate, visitor.leader)
        late = answer.appointment_at is None or answer.appointment_at <= self._timing.now()
        if answer.reply is Reply.APPOINTMENT and late:
            said = "领导不在：请委托他人，或填写改约的时间"
            raise Refused(said, code="appointment", field="appointment_at", clause="M4.9 [89]")
        kept = {
            "reply": answer.reply,
            "reply_minutes": answer.minutes if answer.reply is Reply.IN_MINUTES else 0,
            "delegate": answer.delegate if answer.reply is Reply.DELEGATE else "",
            "appointment_at": answer.appointment_at if answer.reply is Reply.APPOINTMENT else None,
            "told_at": None,
        }
        words = self._clock.reply_words(replace(visitor, **kept))  # type: ignore[arg-type]
        return self._change(visitor_id, "waiting.reply", lambda at: {**kept, "replied_at": at}, f"领导答复：{words}")

    def _delegate(self, person_id: str, leader: str) -> None:
        person = self._office.get(Person, person_id)
        away = person is None or not duty_of(self._office, person_id, self._timing.now()).reachable
        if person is None or away or person.shared or person_id == leader:
            said = f"{person.name} 不在岗，请选择在岗的受托人" if person and away else "请选择在岗的受托人"
            raise Refused(said, code="delegate", field="delegate", clause="M4.9 [89]")

    def told(self, visitor_id: str) -> Visitor:
        """The visitor was told what the leader answered. A new appointment becomes the case's promise ([79] [89])."""
        visitor = self._get(visitor_id)
        if visitor.reply is None:
            raise Refused("领导还没有答复", code="no_reply", clause="M4.9 [89]")
        actor = self._session.actor()
        with self._office.store.record("waiting.told", actor.id, visitor.case_id) as entry:
            saved = entry.put(replace(visitor, told_at=entry.at, told_by=actor.id))
            self._note(entry, saved, f"已告知来访人：{self._clock.reply_words(saved)}")
            case = self._office.store.get(Case, visitor.case_id)
            if case is not None and case.state in UNANSWERED:
                step = Step(self._office, entry, case, actor, BY_ACTION[Action.PROMISE])
                step.count_broken()
                if saved.appointment_at and case.state is not State.AWAIT_REQUESTER:
                    old = step.set_promise(saved.appointment_at)
                    step.note(EntryKind.PROMISE, "领导改约，已告知客户", moment=saved.appointment_at, old_moment=old)
                step.change(noticed_at=entry.at)
                step.save()
        return saved

    def leave(self, visitor_id: str, outcome: str) -> Visitor:
        """The visitor left: how it ended is recorded ([87]). The case goes on until it is answered."""
        how = clean(outcome)
        if not how:
            said = "请写明结果，如「已见面」「改约」「自行离开」"
            raise Refused(said, code="outcome", field="outcome", clause="M4.9 [87]")
        return self._change(
            visitor_id, "waiting.leave", lambda at: {"left_at": at, "outcome": how}, f"离开接待室：{how}"
        )

    # -- parts ------------------------------------------------------------------------------------------------------

    def _waiting(self) -> list[Visitor]:
        return self._office.store.rows(Visitor, "left_at IS NULL", order="arrived_at, rid")

    def _digits(self, phone: str) -> str:
        """The stored form of a number being typed; nothing while it is not one yet."""
        try:
            return normalise(phone, self._office.centre.area_code).text if phone.strip() else ""
        except Refused:
            return ""

    def _get(self, visitor_id: str) -> Visitor:
        visitor = self._office.store.get(Visitor, visitor_id)
        if visitor is None or not visitor.waiting:
            raise Refused("来访人已离开", code="gone", clause="M4.9 [87]")
        return visitor

    def _change(self, visitor_id: str, action: str, values: Values, text: str = "") -> Visitor:
        visitor = self._get(visitor_id)
        with self._office.store.record(action, self._session.actor().id, visitor.case_id) as entry:
            saved = entry.put(replace(visitor, **values(entry.at)))
            if text:
                self._note(entry, saved, text)
        return saved

    def _note(self, entry: Record, visitor: Visitor, text: str) -> None:
        case = self._office.store.get(Case, visitor.case_id)
        if case is not None:
            actor = self._session.actor().id
            entry.put(Entry(case_id=visitor.case_id, at=entry.at, actor=actor, kind=EntryKind.VISITOR, text=text))
