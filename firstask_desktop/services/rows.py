"""A case in words: list rows, the chain of hands, the timeline, the case file. Nothing here changes anything."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

from firstask_desktop.domain.case import Attempt, Case, Doubt, Entry, Hop, Pause
from firstask_desktop.domain.colleagues import is_unit
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.desk_life import Attachment, Declined, MaterialList, Task
from firstask_desktop.domain.moments import span
from firstask_desktop.domain.people import Department, Matter, Person
from firstask_desktop.domain.secrecy import NOT_YOURS, Accusation, veiled
from firstask_desktop.domain.states import UNANSWERED, EntryKind, State
from firstask_desktop.domain.views import CaseFile, CaseRow, ChainLink, HistoryLine, LastLink, TimelineLine, Tone
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.timing import Timing, still_missing
from firstask_desktop.services.veil import READ, Reader, Veil, nobody
from firstask_desktop.storage import lookups

_TONES = {
    EntryKind.BROKEN: Tone.RED,
    EntryKind.RETURNED: Tone.AMBER,
    EntryKind.ALARM: Tone.AMBER,
    EntryKind.REDO: Tone.AMBER,
    EntryKind.VOIDED: Tone.RED,
    EntryKind.DISPUTED: Tone.AMBER,
    EntryKind.ANSWERED: Tone.GREEN,
    EntryKind.CLOSED: Tone.GREEN,
    EntryKind.SETTLED: Tone.GREEN,
    EntryKind.CORRECTION: Tone.NOTE,
}


class Wording:
    """`Wording(office, reader)` puts rows into words with the office's names and clock, as `reader()` may see them."""

    def __init__(self, office: Office, reader: Reader = nobody) -> None:
        self._office = office
        self._timing = Timing(office)
        self.veil = Veil(office, reader)

    def requester(self, case: Case) -> str:
        """Room (of a unit its name) and name as a list shows them: a stated reason stands where the name is missing."""
        case = self.veil.over(case)
        staff = self._office.name(case.requester_staff)
        name = staff or case.name or case.organisation or case.name_reason or ("匿名" if case.anonymous else "")
        of_unit = (is_unit(case.identity) or not case.room) and name != case.organisation
        place = case.organisation if of_unit else case.room
        return " ".join(filter(None, (place, name))) or case.phone or "未留姓名"

    def handler_place(self, case: Case) -> str:
        """Name and department of whoever handles it."""
        name = self._office.name(case.handler)
        department = self._office.department_name(case.department) if case.handler != case.first_asked else ""
        return " · ".join(filter(None, (name, department)))

    def rows(self, cases: Iterable[Case]) -> tuple[CaseRow, ...]:
        """Cases as a list shows them; which of them an internal matter holds up is asked once for all ([45])."""
        listed = tuple(cases)
        held_up = lookups.blocked(self._office.store, [case.id for case in listed])
        return tuple(self.row(case, held_up) for case in listed)

    def row(self, case: Case, held_up: AbstractSet[str] | None = None) -> CaseRow:
        """The case as a list shows it to who looks."""
        case = self.veil.over(case)
        if held_up is None:
            held_up = lookups.blocked(self._office.store, [case.id])
        clock, note, tone = self._timing.urgency(case)
        return CaseRow(
            id=case.id, number=case.number, clock=clock, clock_note=note, tone=tone, requester=self.requester(case),
            matter=case.title, handler=self.handler_place(case), handler_note=self._handler_note(case),
            state=case.state.word, state_note=self._state_note(case, case.id in held_up),
            first_asked=self._office.name(case.first_asked),
            kind=case.kind, contact=self._timing.when(case.contact_at), case=case, missing=still_missing(case),
        )  # fmt: skip

    def history(self, case: Case) -> HistoryLine:
        """The case as one earlier contact: a call counts as much as a visit ([32])."""
        case = self.veil.over(case)
        answered = (
            f"{self._office.name(case.answered_by)} {case.answer_way}答复：{case.answer}" if case.answer else "未答复"
        )
        return HistoryLine(
            id=case.id, number=case.number, at=self._timing.when(case.contact_at), channel=case.channel,
            matter=case.title, answered=answered, state=case.state.word, open=case.open,
        )  # fmt: skip

    def _handler_note(self, case: Case) -> str:
        if case.last_progress_at:
            return f"进展 {self._timing.when(case.last_progress_at)}"
        if case.state is State.AWAIT_ACCEPTANCE:
            return f"交出 {self._timing.when(case.handed_at)}"
        return f"签收 {self._timing.when(case.accepted_at)}" if case.accepted_at else ""

    def _state_note(self, case: Case, held_up: bool) -> str:
        notes = ["受后勤影响"] if held_up and case.open else []
        if case.handed_over and case.state in UNANSWERED and not case.told_department:
            notes.append("未告知客户")
        if case.state is State.TO_REACH and case.attempts:
            notes.append(f"已试 {case.attempts} 次")
        if case.state is State.ANSWERED and case.requester_staff:
            notes.append("待需求方确认")
        if case.visits > (self._office.limit("visit_target") or 2):
            notes.append(f"来访 {case.visits} 次")
        if case.self_rated:
            notes.append("自评")
        if case.returns:
            notes.append(f"退回 {case.returns} 次")
        if case.promise_changes:
            notes.append(f"改承诺 {case.promise_changes} 次")
        if case.redo_count:
            notes.append(f"重办 {case.redo_count} 次")
        if case.state in (State.IN_HAND, State.WITH_HANDLER) and case.next_follow_at and not notes:
            notes += [f"跟踪 {self._timing.short_when(case.next_follow_at)}"] if case.due_clock != "follow" else []
        return " · ".join(notes)

    def link(self, hop: Hop) -> ChainLink:
        """One link of the chain of hands; an unsigned or returned one is broken ([7] [28])."""
        now = self._timing.now()
        end = hop.ended_at or now
        fault, tone = "", Tone.GREEN
        if hop.returned_at:
            proposed = self._office.name(hop.proposed_owner)
            fault, tone = f"已退回：{hop.return_reason}（建议 {proposed}）", Tone.AMBER
        elif hop.recalled_at:
            fault, tone = "已撤回", Tone.CALM
        elif hop.pending:
            late = hop.accept_due_at is not None and now > hop.accept_due_at
            fault, tone = ("未签收·已超时", Tone.RED) if late else ("未签收", Tone.AMBER)
        stayed = hop.accepted_at or hop.given_at
        return ChainLink(
            giver=self._office.name(hop.giver), receiver=self._office.name(hop.receiver),
            department=self._office.department_name(hop.department), given=self._timing.when(hop.given_at),
            accepted=self._timing.when(hop.accepted_at),
            stayed=span(int((end - stayed).total_seconds() // 60)) if stayed else "",
            task=hop.task, readback=hop.readback, how=hop.accepted_how.word if hop.accepted_how else "",
            broken=bool(fault), fault=fault, tone=tone, hop=hop,
        )  # fmt: skip

    def last_link(self, case: Case) -> LastLink:
        """From the carrier to the requester: whole once they were answered and understood, broken until then ([28])."""
        who = self.requester(case)
        if case.state in (State.MERGED, State.VOIDED):
            return LastLink(who, case.state.word, "", Tone.CALM)
        if case.answered_at is not None:
            return LastLink(who, self._timing.when(case.answered_at), "", Tone.GREEN)
        if not case.understood:
            return LastLink(who, "", "未听明白", Tone.AMBER)
        return LastLink(who, "", "未答复", Tone.RED if case.promise_broken else Tone.AMBER)

    def line(self, entry: Entry, numbers: dict[str, int]) -> TimelineLine:
        """One timeline line in words."""
        parts = [entry.text]
        if entry.kind is EntryKind.CORRECTION:
            parts.insert(0, f"更正第 {numbers.get(entry.corrects, 0)} 条：")
        if entry.kind in (EntryKind.HANDED, EntryKind.TRANSFERRED, EntryKind.RULED, EntryKind.HELPER, EntryKind.URGED):
            parts.insert(0, f"→ {self._office.name(entry.person)}")
        if entry.kind in (EntryKind.RETURNED, EntryKind.DISPUTED) and entry.person:
            parts.append(f"（建议 {self._office.name(entry.person)}）")
        if entry.way:
            parts.insert(0, f"[{entry.way}]")
        if entry.next_step:
            parts.append(f"下一步：{entry.next_step}")
        if entry.old_moment and entry.moment:
            parts.append(f"承诺 {self._timing.when(entry.old_moment)} → {self._timing.when(entry.moment)}")
        elif entry.moment:
            parts.append(f"（{self._timing.when(entry.moment)}）")
        if entry.happened_at and entry.at and abs((entry.at - entry.happened_at).total_seconds()) >= 120:
            parts.append(f"（发生于 {self._timing.when(entry.happened_at)}）")
        return TimelineLine(
            id=entry.id, at=self._timing.when(entry.at), actor=self._office.name(entry.actor) or "系统",
            kind=entry.kind.word, text=" ".join(filter(None, parts)), tone=_TONES.get(entry.kind, Tone.CALM),
            entry=entry,
        )  # fmt: skip


def earlier(office: Office, case: Case, limit: int = 8) -> list[Case]:
    """Other contacts of the same requester: phone, room under the same name, or the same organisation ([12] [32] [47])."""
    found = lookups.earlier_cases(office.store, case.phone, "", "")
    found += lookups.cases_of_unit(office.store, case.organisation)
    if case.name:
        found += lookups.earlier_cases(office.store, "", case.room, case.name)
    others = {each.id: each for each in found if each.id != case.id}
    return sorted(others.values(), key=lambda each: (str(each.day), each.day_no), reverse=True)[:limit]


class Files:
    """Builds the case file a case page shows."""

    def __init__(self, office: Office, reader: Reader = nobody) -> None:
        self._office = office
        self._timing = Timing(office)
        self._wording = Wording(office, reader)
        self._veil = self._wording.veil

    def file(self, case_id: str, actor: Person) -> CaseFile:
        """Everything about one case; of a confidential one who may not read it sees that there is one, and nothing else.

        Reading such a case is kept, and so is having tried ([74]).
        """
        from firstask_desktop.domain.flow import open_moves
        from firstask_desktop.services.case_warnings import Warnings
        from firstask_desktop.services.closed_files import closed_file, with_accesses
        from firstask_desktop.services.steps import standing

        store = self._office.store
        case = store.get(Case, case_id)
        if case is None:
            raise Refused("没有这件事项", code="no_case")
        if not self._veil.reads(case):
            self._veil.refused(case.id, READ, NOT_YOURS)
            return closed_file(self._office, self._timing, veiled(case), self._wording.last_link(case))
        self._veil.noted([case])
        entries = store.of_case(Entry, case.id)
        numbers = {entry.id: place for place, entry in enumerate(entries, 1)}
        chain = tuple(self._wording.link(hop) for hop in store.of_case(Hop, case.id))
        matter = self._office.get(Matter, case.matter)
        complaints = store.of_case(Complaint, case.id)
        return CaseFile(
            case=case, matter=matter,
            names={person.id: person.name for person in self._office.all(Person).values()},
            departments={row.id: row.name for row in self._office.all(Department).values()},
            facts=(*self._facts(case, matter), *self._given_away(chain)), people=self._people(case), clocks=self._clocks(case),
            promises=self._promises(entries), chain=chain,
            timeline=with_accesses(self._office, self._timing, case, [self._wording.line(each, numbers) for each in entries]),
            accusation=next(iter(store.of_case(Accusation, case.id)), None),
            attempts=tuple(store.of_case(Attempt, case.id)), doubts=tuple(store.of_case(Doubt, case.id)),
            pauses=tuple(store.of_case(Pause, case.id)), complaint=complaints[0] if complaints else None,
            tasks=tuple(store.of_case(Task, case.id)), papers=tuple(store.of_case(MaterialList, case.id)),
            attachments=tuple(store.of_case(Attachment, case.id)),
            declined=tuple(store.of_case(Declined, case.id)),
            moves=tuple(open_moves(case, standing(self._office, case, actor))), warnings=Warnings(self._office).of(case, chain),
            path=tuple(dict.fromkeys(entry.kind.value for entry in entries)), last_link=self._wording.last_link(case),
            history=tuple(
                self._wording.history(each) for each in self._veil.readable(earlier(self._office, case))
            ),
        )  # fmt: skip

    def _facts(self, case: Case, matter: Matter | None) -> tuple[tuple[str, str], ...]:
        late = f"（补录：{case.late_reason}）" if case.late_entry else ""
        told = "、".join(
            word
            for word, flag in (
                ("规定", case.told_rule), ("程序", case.told_procedure), ("时限", case.told_limit),
                ("办理部门", case.told_department),
            )
            if flag
        )  # fmt: skip
        listed = matter.name if matter else f"未编目：{case.uncatalogued_reason}" if case.uncatalogued_reason else ""
        pairs = (
            ("受理方式", case.channel), ("类别", case.kind), ("阶段", case.stage),
            ("接触时间", f"{self._timing.when(case.contact_at)}{late}"),
            ("登记时间", self._timing.when(case.registered_at)), ("接触地点", case.contact_place),
            ("单位", case.organisation),
            ("经办人" if is_unit(case.identity) or case.organisation else "客户", case.name or case.name_reason),
            ("身份", case.identity),
            ("证件/介绍信", case.agent_document), ("电话", case.phone or case.phone_reason), ("房号/地址", case.room),
            ("事项目录", listed), ("职责判定", case.verdict.word), ("未当场办", case.instant_missed),
            ("已告知", told), ("告知内容", case.told_text), ("来访次数", str(case.visits)),
        )  # fmt: skip
        return tuple((word, value) for word, value in pairs if value)

    def _given_away(self, chain: Iterable[ChainLink]) -> list[tuple[str, str]]:
        """Each time an own duty was handed on: why, and who consented how ([68])."""
        from firstask_desktop.services.own_duty import words

        return [("本岗转出", said) for link in chain if (said := words(self._office, link.hop))]

    def _people(self, case: Case) -> tuple[tuple[str, str], ...]:
        name = self._office.name
        first = self._office.get(Person, case.first_asked)
        place = ""
        if first:
            parts = (self._office.department_name(first.department), self._office.post_name(first.post))
            place = " · ".join(filter(None, parts))
        pairs = [("首问责任人", f"{name(case.first_asked)}（{place}）" if place else name(case.first_asked))]
        if case.registrar != case.first_asked:
            pairs.append(("登记人", f"{name(case.registrar)}（代登记）"))
        if case.carrier != case.first_asked:
            pairs.append(("现跟踪人", f"{name(case.carrier)}（责任移交）"))
        pairs.append(("承办人", self._wording.handler_place(case)))
        pairs.append(("协办人", "、".join(name(person) for person in case.helpers)))
        pairs.append(("答复人", name(case.answered_by)))
        pairs.append(("回访人", name(case.caller_back)))
        return tuple((word, value) for word, value in pairs if value)

    def _clocks(self, case: Case) -> tuple[tuple[str, str, Tone], ...]:
        clocks: list[tuple[str, str, Tone]] = []
        if case.state is State.AWAIT_REQUESTER:
            left = f"停表，剩 {span(case.limit_left)}（工作时间）" if case.limit_left is not None else "停表"
            clocks.append(("规定时限", left, Tone.NOTE))
        else:
            clocks.append(("规定时限", *self._moment(case, case.limit_at)))
        text, tone = self._moment(case, case.promise_at)
        if case.broken_promises:
            text, tone = f"{text}（失约 {case.broken_promises} 次）", Tone.RED
        clocks.append(("承诺时间", text, tone))
        clocks.append(("下次跟踪", *self._moment(case, case.next_follow_at)))
        return tuple(clocks)

    def _moment(self, case: Case, at: datetime | None) -> tuple[str, Tone]:
        if at is None:
            return "—", Tone.CALM
        words = self._timing.when(at)
        if case.state in UNANSWERED and at < self._timing.now():
            return f"{words} 已过", Tone.RED
        published = self._timing.published(at)
        return (words if published else f"{words}（节假日未公布）"), Tone.CALM

    def _promises(self, entries: list[Entry]) -> tuple[str, ...]:
        lines = []
        for entry in entries:
            if entry.old_moment and entry.moment:
                old, new = self._timing.when(entry.old_moment), self._timing.when(entry.moment)
                lines.append(f"{old} → {new}：{entry.text}（{self._office.name(entry.actor)}）")
            elif entry.kind is EntryKind.BROKEN:
                lines.append(f"{self._timing.when(entry.moment)}：{entry.text}，记失约")
        return tuple(lines)
