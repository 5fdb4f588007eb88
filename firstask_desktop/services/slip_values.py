"""What the slips may say of a case: every value by its name; which of them are printed is the format's business."""

from datetime import datetime

from firstask_desktop.domain.case import Case, Entry, Hop, Pause
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.consultation import points_of
from firstask_desktop.domain.contacts import mask_phone
from firstask_desktop.domain.desk_life import Declined, MaterialList
from firstask_desktop.domain.moments import span
from firstask_desktop.domain.people import Matter, Person
from firstask_desktop.domain.states import EntryKind
from firstask_desktop.services.office import Office
from firstask_desktop.services.own_duty import words as own_duty_words
from firstask_desktop.services.rows import Wording

SHORTEST_MASKED = 7
BLANK = "＿＿＿＿＿＿＿＿"
"""Where a number belongs that the settings do not have yet: to be filled in by hand."""
Values = dict[str, str | tuple[str, ...]]


class SlipValues:
    """Reads a case into named words. Moments are whole dates: 今天 would be wrong as soon as it is taken home."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._wording = Wording(office)

    def every(self, case: Case, by: str, *, inside: bool) -> Values:
        """What any sheet may say; those that stay `inside` carry the whole telephone, for whoever works on it must call."""
        name, centre, minute = self._office.name, self._office.centre, self.minute
        phone = case.phone if inside and not case.confidential else masked(case.phone)
        matter = self._office.get(Matter, case.matter)
        first = self._office.get(Person, case.first_asked)
        ended = " ".join(filter(None, (case.ending.word if case.ending else "", case.answer_way)))
        called = case.callback_result.word if case.callback_result else ""
        return {
            "number": case.number, "registered_at": minute(case.registered_at),
            "contact": f"{minute(case.contact_at)} {case.channel}", "client": self._client(case, phone),
            "room": case.room or case.organisation, "identity": case.identity, "kind": case.kind,
            "matter": f"{case.kind} · {matter.name}" if matter else case.kind, "title": case.title,
            "words": case.words, "request": case.request, "place": case.contact_place,
            "first_asked": name(case.first_asked),
            "first_asked_phone": (first.phone if first else "") or centre.phone or BLANK,
            "registrar": name(case.registrar) if case.registrar != case.first_asked else "",
            "verdict": case.verdict.word, "handler": self._wording.handler_place(case),
            "told": case.told_text if case.told_department else "",
            "promise": minute(case.promise_at), "limit": minute(case.limit_at), "result": case.result,
            "answer": case.answer, "answered": f"{minute(case.answered_at)} {ended}".strip(),
            "callback": " ".join(filter(None, (called, name(case.caller_back), case.callback_note))),
            "state": case.state.word, "organisation": centre.organisation or centre.name, "centre": centre.name,
            "centre_phone": centre.phone, "centre_address": centre.address,
            "supervision_phone": centre.supervision_phone or centre.phone,
            "printed_at": minute(self._office.clock.now()), "printed_by": by,
        }  # fmt: skip

    def written(self, case: Case) -> Values:
        """《咨询书面资料》: the card and the rules of the matter asked about ([56])."""
        matter = self._office.get(Matter, case.matter) or Matter()
        return {
            "about": matter.name, "card": points_of(matter.answer), "conditions": matter.conditions,
            "rule": matter.rule, "fee": matter.fee, "legal_limit": matter.legal_limit, "procedure": matter.procedure,
            "basis": matter.basis, "bring": matter.materials,
        }  # fmt: skip

    def materials(self, row: MaterialList) -> Values:
        """《一次性告知单》: what is missing and what it must look like, by when, whom to ask ([51])."""
        return {
            "sheet_number": str(row.number), "missing": row.missing, "received": row.received,
            "deadline": row.deadline, "contact_person": row.contact, "made_at": self.minute(row.made_at),
            "made_by": self._office.name(row.made_by), "why_again": row.why_again, "came": row.came,
            "awaited": row.awaited if row.checked_at else (),
        }  # fmt: skip

    def declined(self, row: Declined) -> Values:
        """《不予受理/退回说明》: the basis, what was explained, what else the requester can do ([52])."""
        return {
            "basis": row.basis, "explanation": row.explanation, "options": row.options, "way": row.way,
            "heard": "听明白" if row.understood else "未听明白，须再解释", "made_at": self.minute(row.made_at),
            "made_by": self._office.name(row.made_by),
        }  # fmt: skip

    def hop(self, hop: Hop) -> Values:
        """引导单/转办单: where to go or what is to be done, and for whom ([53] [71])."""
        receiver = self._office.get(Person, hop.receiver)
        return {
            "department": self._office.department_name(hop.department), "receiver": receiver.name if receiver else "",
            "receiver_post": self._office.post_name(receiver.post) if receiver else "",
            "receiver_phone": receiver.phone if receiver else "", "escort": hop.escort, "place_to": hop.place,
            "receiver_role": hop.target.word, "task": hop.task,
            "giver": self._office.name(hop.giver), "given_at": self.minute(hop.given_at),
            "accept_due": self.minute(hop.accept_due_at), "promise": self.minute(hop.promise_at),
            "accepted": f"{self.minute(hop.accepted_at)} {hop.accepted_how.word}" if hop.accepted_how else "",
            "readback": hop.readback, "own_duty": own_duty_words(self._office, hop),
        }  # fmt: skip

    def urging(self, case: Case, urged: list[Entry], late: dict[str, datetime]) -> Values:
        """《催办单》: which clocks ran out, the last progress, who urged already ([72])."""
        return {
            "handler_name": self._office.name(case.handler), "given_at": self.minute(case.handed_at),
            "accepted_at": self.minute(case.accepted_at),
            **{name: self.minute(at) for name, at in late.items()},
            "progress": f"{self.minute(case.last_progress_at)} {case.last_progress}".strip(),
            "urged": tuple(
                f"{self.minute(row.at)} {self._office.name(row.actor)} {row.text}".rstrip() for row in urged
            ),
        }  # fmt: skip

    def record(self, case: Case) -> Values:
        """首问接待记录: the whole way of the case, line by line with dates ([7]), and its pauses ([25])."""
        lines = [self._entry(row) for row in self._office.store.of_case(Entry, case.id)]
        pauses = [self._pause(row) for row in self._office.store.of_case(Pause, case.id)]
        result = case.result if case.result != case.answer else ""
        return {"other_result": result, "pauses": tuple(pauses), "way_gone": tuple(lines)}

    def _pause(self, row: Pause) -> str:
        """One pause of the limit's clock: from when to when, why, what was explained, how long it stood."""
        until = self.minute(row.resume_by) or row.resume_condition
        now = self._office.clock.now()
        stood = self._office.calendar.minutes_between(row.started_at, now) if row.started_at else 0
        parts = (
            f"{self.minute(row.started_at)} 起", row.cause, f"已解释：{row.explained}" if row.explained else "",
            f"约定：{until}" if until else "",
            f"{self.minute(row.ended_at)} 恢复" if row.ended_at else "尚未恢复",
            f"停表 {span(row.working_minutes if row.ended_at else stood)}（工作时间）",
        )  # fmt: skip
        return "；".join(filter(None, parts))

    def urgings(self, case: Case) -> list[Entry]:
        """How often it was urged."""
        return [row for row in self._office.store.of_case(Entry, case.id) if row.kind is EntryKind.URGED]

    def minute(self, at: datetime | None) -> str:
        """A moment with its date, to the minute; empty for none."""
        return f"{local(at, self._office.zone):%Y-%m-%d %H:%M}" if at else ""

    def _entry(self, row: Entry) -> str:
        """One line of the timeline with whole dates; the screen's line says 今天."""
        parts = [self.minute(row.at), self._office.name(row.actor) or "系统", row.kind.word]
        if row.person:
            parts.append(f"→ {self._office.name(row.person)}")
        parts += [f"[{row.way}]" if row.way else "", row.text, f"下一步：{row.next_step}" if row.next_step else ""]
        parts.append(f"（{self.minute(row.moment)}）" if row.moment else "")
        return " ".join(filter(None, parts))

    def _client(self, case: Case, phone: str) -> str:
        who = self._wording.requester(case)
        return phone if who == case.phone else f"{who} {phone}".rstrip()


def masked(phone: str) -> str:
    """A telephone number as it may be taken home."""
    return phone if len(phone) < SHORTEST_MASKED else mask_phone(phone)
