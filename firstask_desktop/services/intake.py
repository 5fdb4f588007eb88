"""接待登记: who asked what, when and how, who was asked first — and the matter is somebody's for good (G0, B1, M4.2)."""

from datetime import date, datetime, timedelta

from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.commands import OnSpot, Registration
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.contacts import filler_reason
from firstask_desktop.domain.flow import BY_ACTION, Action
from firstask_desktop.domain.people import Choice, Matter, Person
from firstask_desktop.domain.secrecy import REPORT
from firstask_desktop.domain.states import Duty, EntryKind, State, Verdict
from firstask_desktop.domain.values import replace
from firstask_desktop.errors import Refused
from firstask_desktop.services import circumstances, ending, reporting
from firstask_desktop.services.asked_together import AskedTogether
from firstask_desktop.services.misplaced import refuse_telephone
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import duty_of
from firstask_desktop.services.saying import said
from firstask_desktop.services.steps import Step
from firstask_desktop.services.telephones import normalise
from firstask_desktop.services.text import clean, one_line
from firstask_desktop.services.timing import Timing
from firstask_desktop.services.veil import Veil
from firstask_desktop.storage import lookups

PHONE_CALL = "来电"
COMPLAINT = "投诉"
_REASONS = {"words_reason": "words", "name_reason": "name", "phone_reason": "phone"}


class Intake:
    """Checks one registration field by field and writes the case."""

    def __init__(self, office: Office, actor: Person) -> None:
        self._office = office
        self._actor = actor
        self._timing = Timing(office)
        self._overridden = 0

    def register(self, form: Registration, spot: OnSpot | None = None) -> Case:
        """Register a case; with `spot` it is answered and settled in the same step ([24])."""
        form = self._cleaned(form)
        matter = self._matter(form)
        form = self._emergency(form, matter)
        kind = self._listed(form)
        first_asked = self._first_asked(form)
        AskedTogether(self._office, form.asked_together).check(first_asked, bool(form.first_asked))
        self._what(form)
        circumstances.check(self._office, form, matter, spot is not None, first_asked.id)
        self._who(form, spot is not None)
        self._complaint(form, kind, matter)
        reporting.check(self._office, form, first_asked, self._actor)
        self._doubles(form)
        with self._office.store.record("case.register", self._actor.id) as entry:
            now = entry.at
            contact_at, late = self._contact(form, now)
            limit_at = self._timing.limit_for(matter, kind.complaint, contact_at, form.urgent)
            if spot is None:
                self._promise(form, limit_at)
            day = local(now, self._office.zone).date()
            number, running = entry.next_number(day)
            case = self._case(form, kind, first_asked, number)
            case = replace(
                case, counter=self._office.store.counter, day=day, day_no=running, contact_at=contact_at,
                registered_at=now, late_entry=late, limit_at=limit_at, promise_set_at=now if form.promise_at else None,
            )  # fmt: skip
            if spot is None and form.verdict is Verdict.OWN_POST and form.promise_at and form.told_limit:
                case = replace(case, state=State.IN_HAND)
            elif spot is None and form.urgent:
                case = replace(case, next_follow_at=self._timing.ring_by(now))
            case = entry.put(self._timing.run(case))
            entry.subject = case.id
            entry.put(self._first_line(case, form, 0 if spot else self._overridden))
            if kind.complaint:
                entry.put(self._complaint_row(case, form, matter))
            if form.kind == REPORT:
                entry.put(reporting.row_of(self._office, case, form))
            if spot is not None:
                step = Step(self._office, entry, case, self._actor, BY_ACTION[Action.ON_SPOT])
                ending.on_spot(step, spot)
                case = step.save()
        return case

    # -- fields -----------------------------------------------------------------------------------------------------

    def _cleaned(self, form: Registration) -> Registration:
        lines: tuple[str, ...] = ("how_to_reach", "other_contact", "booking_no", "kept_at", "shipping_no")
        lines += ("name", "room", "organisation", "name_reason", "phone_reason", "contact_place", "late_reason")
        texts = ("words", "request", "told_text", "uncatalogued_reason", "off_duty_reason", "beyond_limit_reason")
        changes = {name: one_line(getattr(form, name)) for name in lines}
        changes |= {name: clean(getattr(form, name)) for name in texts}
        if form.phone.strip():
            changes["phone"] = normalise(form.phone, self._office.centre.area_code).text
        told = said(self._office, "told_text", form.told_text, form.quoted)
        changes["told_text"], self._overridden = told.text, told.overridden
        return reporting.cleaned(replace(form, **changes))  # type: ignore[arg-type]

    def _emergency(self, form: Registration, matter: Matter | None) -> Registration:
        """An urgent line of the catalogue makes the case urgent; its name stands for words nobody had time for ([67])."""
        urgent = form.urgent or bool(matter and matter.urgent)
        wordless = urgent and matter is not None and not (form.words or form.request)
        return replace(form, urgent=urgent, request=matter.name if matter and wordless else form.request)

    def _listed(self, form: Registration) -> Choice:
        """Channel and kind from the editable lists ([48]); the kind's row says whether callbacks and 06-05 apply."""
        kind = None
        for field, word in (("channel", "受理方式"), ("kind", "类别")):
            value = getattr(form, field)
            if not value:
                raise Refused(f"请选择{word}", code="missing", field=field, clause="B1 [48]")
            kind = next((choice for choice in self._office.choices(field) if choice.text == value), None)
            if kind is None:
                raise Refused(f"{word}「{value}」不在列表中或已停用", code="unlisted", field=field, clause="B1 [48]")
        assert kind is not None
        return kind

    def _matter(self, form: Registration) -> Matter | None:
        if not form.matter:
            return None
        matter = self._office.get(Matter, form.matter)
        if matter is None:
            raise Refused("事项目录里没有这一项", code="matter", field="matter", clause="B2 [50]")
        return matter

    def _first_asked(self, form: Registration) -> Person:
        """The person first asked: named, not shared, in service; off the roster only with a reason ([1] [23] [73])."""
        person = self._office.get(Person, form.first_asked or self._actor.id)
        if person is None:
            raise Refused("请选择首问责任人", code="first_asked", field="first_asked", clause="G0 [1]")
        if person.shared:
            raise Refused(
                f"「{person.name}」是共用账号，首问责任人必须是具体的人", code="shared", field="first_asked",
                clause="M4.5 [73]",
            )  # fmt: skip
        duty = duty_of(self._office, person.id, form.contact_at or self._timing.now())
        if duty is Duty.ABSENT:
            raise Refused(
                f"{person.name} {person.standing.word}，不能登记为首问责任人", code="absent", field="first_asked",
                clause="G0 [1]",
            )  # fmt: skip
        if duty is Duty.OFF and not form.off_duty_reason and not form.urgent:
            raise Refused(
                f"{person.name} 当班表无此班次，请写明原因", code="off_duty", field="first_asked", clause="H1 [23]"
            )
        return person

    def _what(self, form: Registration) -> None:
        """The matter itself: text, or for a call an explicit reason ([57]). Life-safety is never held up (rule 13)."""
        text = form.words or form.request
        if not text and form.words_reason:
            return
        wrong = filler_reason("matter", text)
        if wrong and not (form.urgent and text):
            raise Refused(wrong, code="words", field="words", clause="B7 [57]")

    def _who(self, form: Registration, on_spot: bool) -> None:
        """Name and phone, or a stated reason for each; never forced in an emergency ([57] [75])."""
        if form.urgent:
            return
        refuse_telephone(form.room, self._office.centre.area_code)
        for given, field in _REASONS.items():
            reason = getattr(form, given)
            if reason and filler_reason("matter", reason):
                raise Refused(
                    f"「{reason}」不是原因，请写明为什么没有登记", code="reason", field=field, clause="B7 [57]"
                )
        calling = form.channel == PHONE_CALL
        clause = "B7 [57]" if calling else "M4.5 [75]"
        if not form.name_reason and not form.requester_staff:
            wrong = filler_reason("name", form.name)
            if wrong and (form.name or calling or not on_spot):
                raise Refused(wrong, code="name", field="name", clause=clause)
        reachable = form.phone or form.phone_reason or form.requester_staff
        if not reachable and (calling or not (on_spot or form.room or form.anonymous)):
            raise Refused("请填写联系电话，或说明未留电话的原因", code="phone", field="phone", clause=clause)

    def _complaint(self, form: Registration, kind: Choice, matter: Matter | None) -> None:
        """投诉 needs its level and the department it is about ([95])."""
        if kind.text != COMPLAINT:
            return
        levels = [choice.text for choice in self._office.choices("complaint_level")]
        if form.complaint_level not in levels:
            raise Refused(
                f"请选择投诉等级：{'、'.join(levels)}", code="level", field="complaint_level", clause="M5.2 [95]"
            )
        if not form.involved and not (matter and matter.department):
            raise Refused("请填写投诉涉及的部门", code="involved", field="involved", clause="M5.2 [95]")

    def _contact(self, form: Registration, now: datetime) -> tuple[datetime, bool]:
        """接触时间: never in the future; long before registration it is a late entry (补录) with a reason ([10] [66])."""
        at = form.contact_at or now
        if at > now:
            raise Refused("接触时间不能晚于现在", code="future", field="contact_at", clause="M4.2 [66]")
        late = at < now - timedelta(minutes=self._office.limit("late_entry_minutes") or 120)
        if late and not form.late_reason:
            raise Refused(
                f"接触时间 {self._timing.when(at)} 较早，将标为「补录」，请写明原因", code="late", field="late_reason",
                clause="M4.2 [66]",
            )  # fmt: skip
        return at, late

    def _promise(self, form: Registration, limit_at: datetime | None) -> None:
        """预计解决时间 is always a clock time ([79]); only an emergency may be registered before it is told."""
        if form.promise_at is None and not form.urgent:
            raise Refused(
                "请填写承诺时间（告知客户的预计解决时间）", code="missing", field="promise_at", clause="M4.6 [79]"
            )
        if form.urgent:
            form, limit_at = replace(form, outside_hours_confirmed=True), None
        self._timing.check_promise(form, self._actor, limit_at)

    def _doubles(self, form: Registration) -> None:
        """An open case of the same phone or room and the same matter is shown before a second one is made ([18])."""
        if form.separate_anyway or form.urgent:
            return
        found = Veil(self._office, self._reader).readable(doubles(self._office, form))
        if not found:
            return
        if found[0].open:
            said, clause = f"{found[0].number} 正在办理。请选「并入」「再次来访」或「仍新建」", "P3 [18]"
        else:
            said, clause = f"{found[0].number} 刚办结。请选「再次来访」或「仍新建」", "M4.6 [80]"
        raise Refused(f"可能是同一件事：{said}", code="duplicate", field="words", clause=clause)

    def _reader(self) -> Person:
        return self._actor

    # -- rows -------------------------------------------------------------------------------------------------------

    def _case(self, form: Registration, kind: Choice, first: Person, number: str) -> Case:
        return Case(
            number=number, centre=self._office.centre.id, scene=self._office.centre.scene,
            channel=form.channel, kind=form.kind, stage=form.stage, urgent=form.urgent,
            contact_place=form.contact_place, late_reason=form.late_reason, identity=form.identity, name=form.name,
            name_reason=form.name_reason, phone=form.phone, phone_reason=form.phone_reason, room=form.room,
            organisation=form.organisation, requester_staff=form.requester_staff, anonymous=form.anonymous,
            confidential=form.confidential, accused=form.accused if form.kind == REPORT else (),
            words=form.words or form.words_reason, request=form.request,
            matter=form.matter, uncatalogued_reason=form.uncatalogued_reason, details=form.details,
            first_asked=first.id, registrar=self._actor.id, carrier=first.id, handler=first.id,
            department=first.department, verdict=form.verdict, told_rule=form.told_rule,
            told_procedure=form.told_procedure, told_limit=form.told_limit, told_text=form.told_text,
            promise_at=form.promise_at, blocks=form.blocks, how_to_reach=form.how_to_reach,
            callback_needed=kind.callback or kind.text == COMPLAINT or bool(form.requester_staff),
            other_contact=form.other_contact, agent_document=form.agent_document, arrival_at=form.arrival_at,
            booking_no=form.booking_no, kept_at=form.kept_at, shipping_no=form.shipping_no,
            keep_until=self._keep_until(form), instant_missed=form.instant_missed, next_follow_at=form.next_follow_at,
        )  # fmt: skip

    def _keep_until(self, form: Registration) -> date | None:
        """What was left behind is kept for the house's days unless another date was said ([30])."""
        days = self._office.limit("keep_found_days")
        if form.keep_until or not (form.kept_at and days):
            return form.keep_until
        return today(self._office) + timedelta(days=days)

    def _first_line(self, case: Case, form: Registration, quoted: int) -> Entry:
        parts = [f"{case.channel} · {case.kind}"]
        if case.registrar != case.first_asked:
            parts.append(f"代登记：首问责任人 {self._office.name(case.first_asked)}")
        if case.late_entry:
            parts.append(f"补录：{form.late_reason}")
        first = self._office.get(Person, case.first_asked)
        if form.asked_together and first is not None:
            parts.append(AskedTogether(self._office, form.asked_together).words(first))
        if form.off_duty_reason:
            parts.append(f"非当班：{form.off_duty_reason}")
        if form.beyond_limit_reason:
            parts.append(f"承诺晚于时限：{form.beyond_limit_reason}")
        if form.told_text:
            parts.append(f"已告知：{form.told_text}")
        return Entry(
            case_id=case.id, at=case.registered_at, actor=self._actor.id, kind=EntryKind.REGISTERED,
            text="；".join(parts), person=case.first_asked, happened_at=case.contact_at, moment=case.promise_at,
            quoted=quoted,
        )  # fmt: skip

    def _complaint_row(self, case: Case, form: Registration, matter: Matter | None) -> Complaint:
        owner = self._office.department_name(matter.department) if matter else ""
        contact = local(case.contact_at, self._office.zone) if case.contact_at else None
        return Complaint(
            case_id=case.id, number=f"TS{case.number}", source=case.channel, level=form.complaint_level or "一般",
            involved=form.involved or owner, occurred_at=f"{contact:%Y-%m-%d %H:%M}" if contact else "",
            place=form.contact_place, soothed=form.told_text,
        )  # fmt: skip


def doubles(office: Office, form: Registration) -> list[Case]:
    """What may be the same matter: open cases first ([18]), then those closed lately, whose return counts ([80])."""
    who = {"phone": form.phone, "room": form.room, "organisation": form.organisation}
    found = lookups.open_doubles(office.store, who, form.matter, form.kind)
    since = office.clock.now() - timedelta(days=office.limit("revisit_days") or 30)
    return found + lookups.closed_lately(office.store, who, form.matter, since)


def today(office: Office) -> date:
    """The centre's date now."""
    return local(office.clock.now(), office.zone).date()
