"""`desk.waiting`: the reception room (M4.9). Who waits, since when, for whom, and what the leader answered."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.contacts import filler_reason
from firstask_desktop.domain.desk_life import Reply, Visitor
from firstask_desktop.domain.people import Person, Post
from firstask_desktop.domain.states import EntryKind, Role
from firstask_desktop.domain.views import CaseRow, Tone
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session, duty_of
from firstask_desktop.services.rows import Wording
from firstask_desktop.services.telephones import normalise
from firstask_desktop.services.text import clean, one_line
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage import lookups
from firstask_desktop.storage.store import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderReply:
    """The leader's answer; `minutes` for 几分钟后, `delegate` for 委托, `appointment_at` for 改约 ([89])."""

    reply: Reply | None = None
    minutes: int = 0
    delegate: str = ""
    appointment_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VisitorRow:
    """A visitor on the board: minutes waited, what is due next in words, tone."""

    visitor: Visitor
    name: str
    leader: str
    escort: str
    waited: int
    next_step: str
    tone: Tone


class WaitingRoom:
    """Visitors who want the leader; their case stays with the first-asked person."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._timing = Timing(office)

    def places(self) -> list[str]:
        """The rooms and seats visitors can be shown to."""
        return [choice.text for choice in self._office.choices("waiting_place")] or ["接待室 1", "接待室 2", "接待室 3"]

    def leaders(self) -> list[Person]:
        """Whom visitors may want to see."""
        posts = {post.id for post in self._office.all(Post).values() if post.leader}
        people = self._office.all(Person).values()
        return [person for person in people if person.post in posts or person.role is not Role.STAFF]

    def board(self) -> list[VisitorRow]:
        """Everybody still waiting, longest first."""
        rows = self._office.store.rows(Visitor, "left_at IS NULL", order="arrived_at")
        return [self._row(visitor) for visitor in rows]

    def today(self) -> list[Visitor]:
        """Everybody who came today, for the register of the room."""
        start, _ = lookups.day_bounds(self._timing.now(), self._office.zone)
        return [
            v for v in self._office.store.rows(Visitor, order="arrived_at") if v.arrived_at and v.arrived_at >= start
        ]

    def earlier(self, phone: str, name: str) -> list[CaseRow]:
        """Earlier cases of this visitor, for the leader ([88])."""
        digits = normalise(phone, self._office.centre.area_code).text if phone.strip() else ""
        found = lookups.earlier_cases(self._office.store, digits, "", one_line(name))
        return [Wording(self._office).row(case) for case in found]

    def arrive(self, visitor: Visitor) -> Visitor:
        """Show a visitor to a place: purpose (or 「来访人不愿说明」), leader and appointment are asked ([87] [88])."""
        actor = self._session.actor()
        place = one_line(visitor.place)
        if not place:
            raise Refused("请选择接待室或座位", code="place", field="place", clause="M4.9 [87]")
        for other in self._office.store.rows(Visitor, "left_at IS NULL AND place = ?", (place,)):
            name = other.name or "来访人"
            raise Refused(
                f"{place} 现有 {name}（{self._timing.when(other.arrived_at)} 到），请换一处", code="occupied",
                field="place", clause="M4.9 [87]",
            )  # fmt: skip
        wrong = filler_reason("name", one_line(visitor.name))
        if wrong:
            raise Refused(wrong, code="name", field="name", clause="M4.9 [88]")
        if not clean(visitor.purpose) and not visitor.purpose_withheld:
            raise Refused(
                "请填写事由；来访人不愿说明时请勾选「来访人不愿说明」",
                code="purpose",
                field="purpose",
                clause="M4.9 [88]",
            )
        if self._office.get(Person, visitor.leader) is None:
            raise Refused("请选择要找的领导", code="leader", field="leader", clause="M4.9 [88]")
        phone = normalise(visitor.phone, self._office.centre.area_code).text if visitor.phone.strip() else ""
        with self._office.store.record("waiting.arrive", actor.id, visitor.case_id) as entry:
            saved = entry.put(
                replace(
                    visitor, place=place, name=one_line(visitor.name), phone=phone, purpose=clean(visitor.purpose),
                    escort=visitor.escort or actor.id, arrived_at=visitor.arrived_at or entry.at,
                )
            )  # fmt: skip
            self._note(entry, saved, f"到 {place} 等候，找 {self._office.name(saved.leader)}")
        return saved

    def serve(self, visitor_id: str, what: str) -> Visitor:
        """Tea, papers: what the visitor was given."""
        return self._change(visitor_id, "waiting.serve", {"served": one_line(what)}, "")

    def report(self, visitor_id: str, way: str) -> Visitor:
        """汇报: the leader was told, when, how and by whom ([89])."""
        if not one_line(way):
            raise Refused("请选择汇报方式", code="way", field="way", clause="M4.9 [89]")
        values = {
            "reported_at": self._timing.now(),
            "reported_way": one_line(way),
            "reported_by": self._session.actor().id,
        }
        return self._change(visitor_id, "waiting.report", values, f"已向领导汇报（{one_line(way)}）")

    def reply(self, visitor_id: str, answer: LeaderReply) -> Visitor:
        """The leader's answer. 「不在」 without a delegate or an appointment is refused ([89])."""
        visitor = self._get(visitor_id)
        if visitor.reported_at is None:
            raise Refused("请先向领导汇报", code="unreported", field="reply", clause="M4.9 [89]")
        if answer.reply is None:
            raise Refused("请选择领导的答复", code="reply", field="reply", clause="M4.9 [89]")
        if answer.reply is Reply.IN_MINUTES and not 0 < answer.minutes <= 240:
            raise Refused("请填写几分钟后（1 至 240）", code="minutes", field="minutes", clause="M4.9 [89]")
        if answer.reply is Reply.DELEGATE:
            self._delegate(answer.delegate)
        if answer.reply is Reply.APPOINTMENT and (
            answer.appointment_at is None or answer.appointment_at <= self._timing.now()
        ):
            raise Refused(
                "领导不在：请委托他人，或填写改约的时间", code="appointment", field="appointment_at", clause="M4.9 [89]"
            )
        values = {
            "reply": answer.reply, "reply_minutes": answer.minutes, "delegate": answer.delegate,
            "appointment_at": answer.appointment_at, "replied_at": self._timing.now(), "told_at": None,
        }  # fmt: skip
        return self._change(visitor_id, "waiting.reply", values, f"领导答复：{answer.reply.word}")

    def _delegate(self, person_id: str) -> None:
        person = self._office.get(Person, person_id)
        if person is None or not duty_of(self._office, person_id, self._timing.now()).reachable:
            raise Refused("请选择在岗的受托人", code="delegate", field="delegate", clause="M4.9 [89]")

    def told(self, visitor_id: str) -> Visitor:
        """The visitor was told what the leader answered."""
        if self._get(visitor_id).reply is None:
            raise Refused("领导还没有答复", code="no_reply", clause="M4.9 [89]")
        values = {"told_at": self._timing.now(), "told_by": self._session.actor().id}
        return self._change(visitor_id, "waiting.told", values, "已把领导的答复告知来访人")

    def leave(self, visitor_id: str, outcome: str) -> Visitor:
        """The visitor left: how it ended is recorded ([87])."""
        if not clean(outcome):
            raise Refused(
                "请写明结果，如「已见面」「改约」「自行离开」", code="outcome", field="outcome", clause="M4.9 [87]"
            )
        values = {"left_at": self._timing.now(), "outcome": clean(outcome)}
        return self._change(visitor_id, "waiting.leave", values, f"离开接待室：{clean(outcome)}")

    def _get(self, visitor_id: str) -> Visitor:
        visitor = self._office.store.get(Visitor, visitor_id)
        if visitor is None or not visitor.waiting:
            raise Refused("来访人已离开", code="gone", clause="M4.9 [87]")
        return visitor

    def _change(self, visitor_id: str, action: str, values: dict[str, object], text: str) -> Visitor:
        visitor = self._get(visitor_id)
        with self._office.store.record(action, self._session.actor().id, visitor.case_id) as entry:
            saved = entry.put(replace(visitor, **values))  # type: ignore[arg-type]
            if text:
                self._note(entry, saved, text)
        return saved

    def _note(self, entry: Record, visitor: Visitor, text: str) -> None:
        case = self._office.store.get(Case, visitor.case_id)
        if case is not None:
            actor = self._session.actor().id
            entry.put(Entry(case_id=visitor.case_id, at=entry.at, actor=actor, kind=EntryKind.VISITOR, text=text))

    def _row(self, visitor: Visitor) -> VisitorRow:
        now = self._timing.now()
        waited = int((now - visitor.arrived_at).total_seconds() // 60) if visitor.arrived_at else 0
        step, tone = self._next_step(visitor, now, waited)
        red = self._office.limit("waiting_red_minutes") or 20
        amber = self._office.limit("waiting_amber_minutes") or 10
        if tone is Tone.CALM and waited >= amber:
            tone = Tone.RED if waited >= red else Tone.AMBER
        name, office = visitor.name or "来访人", self._office
        return VisitorRow(visitor, name, office.name(visitor.leader), office.name(visitor.escort), waited, step, tone)

    def _next_step(self, visitor: Visitor, now: datetime, waited: int) -> tuple[str, Tone]:
        if visitor.reported_at is None:
            late = waited >= (self._office.limit("report_minutes") or 5)
            return ("请立即向领导汇报" if late else "待汇报"), (Tone.RED if late else Tone.AMBER)
        if visitor.reply is None:
            return "等领导答复", Tone.CALM
        if visitor.told_at is None:
            return f"请告知来访人：{self._reply_words(visitor)}", Tone.AMBER
        if visitor.reply is Reply.IN_MINUTES and visitor.replied_at:
            due = visitor.replied_at + timedelta(minutes=visitor.reply_minutes)
            if now >= due:
                return f"约好 {self._timing.when(due)}，请再请领导", Tone.RED
        return self._reply_words(visitor), Tone.CALM

    def _reply_words(self, visitor: Visitor) -> str:
        assert visitor.reply is not None
        extra = {
            Reply.IN_MINUTES: f"{visitor.reply_minutes} 分钟后见",
            Reply.DELEGATE: f"委托 {self._office.name(visitor.delegate)}",
            Reply.APPOINTMENT: f"改约 {self._timing.when(visitor.appointment_at)}",
        }
        return extra.get(visitor.reply, visitor.reply.word)
