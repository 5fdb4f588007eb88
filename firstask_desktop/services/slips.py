"""The slips of a case as sheets of words: receipt, one-time notice, refusal, hand-over, urging, reception record."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from firstask_desktop.domain.case import Case, Entry, Hop
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.contacts import mask_phone
from firstask_desktop.domain.desk_life import Declined, MaterialList
from firstask_desktop.domain.papers import Items, Line, Paper, PaperKind, Paragraph, Part, Signature, Size
from firstask_desktop.domain.people import Matter, Person
from firstask_desktop.domain.states import UNANSWERED, EntryKind
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.rows import Wording

SHORTEST_MASKED = 7
PLEDGE = "您的事由首问责任人全程跟进，直至解决或明确答复。"

BLANK = "＿＿＿＿＿＿＿＿"
"""Where a number belongs that the settings do not have yet: to be filled in by hand."""


class Slips:
    """Which sheets a case offers and what stands on them; nothing is changed by printing."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._wording = Wording(office)

    def receipt(self, case_id: str) -> Paper:
        """首问回执: number, first-asked person and phone, promise, who handles it, supervision phone ([11])."""
        case = self._case(case_id)
        centre = self._office.centre
        first = self._office.get(Person, case.first_asked)
        name, phone = (first.name, first.phone) if first else ("", "")
        lines = [
            ("编号", case.number),
            ("登记时间", self._minute(case.registered_at)),
            ("客户", self._client(case, _masked(case.phone))),
            ("事项", case.title),
            ("首问责任人", f"{name}  电话：{phone or centre.phone or BLANK}"),
            ("办理", case.told_text if case.told_department else ""),
            ("承诺时间", f"{self._minute(case.promise_at)} 前给您答复" if case.promise_at else ""),
            ("答复", case.answer),
            ("监督电话", centre.supervision_phone or centre.phone or BLANK),
        ]
        parts: list[Part] = [*_lines(lines), Paragraph(PLEDGE)]
        return self._paper(PaperKind.RECEIPT, "首问回执", case, parts, Size.A5)

    def all(self, case_id: str, by: str = "") -> tuple[Paper, ...]:
        """Every sheet that has something to say about this case; the receipt first. `by` prints it."""
        case = self._case(case_id)
        foot = f"{case.number} · 打印 {self._minute(self._office.clock.now())} {by}".rstrip()
        makers: tuple[Callable[[Case, str], Iterator[Paper]], ...] = (
            self._materials, self._declined, self._hand_over, self._urging, self._record,
        )  # fmt: skip
        return (self.receipt(case_id), *(paper for make in makers for paper in make(case, foot)))

    def _materials(self, case: Case, foot: str) -> Iterator[Paper]:
        """《一次性告知单》 ([51]): what is missing and what it must look like, by when, whom to ask; the requester signs."""
        for row in reversed(self._office.store.of_case(MaterialList, case.id)):
            parts: list[Part] = list(_lines(self._head(case)))
            parts.append(Items("请补齐以下材料", row.missing))
            if row.received:
                parts.append(Items("已收到", row.received))
            more = [("补齐时限", row.deadline), ("联系人", row.contact), ("告知时间", self._minute(row.made_at))]
            more.append(("再次告知的原因", row.why_again))
            parts += [*_lines(more), Paragraph("以上为本事项需补充的全部材料，补齐后接着办理，不另要求。")]
            signed = (Signature("告知人", self._office.name(row.made_by)), Signature("办事人"))
            title = "一次性告知单" if row.number == 1 else f"一次性告知单（第 {row.number} 张）"
            yield self._paper(PaperKind.MATERIALS, title, case, parts, Size.A5, signed, foot)

    def _declined(self, case: Case, foot: str) -> Iterator[Paper]:
        """《不予受理/退回说明》 ([52]): the basis, what was explained, and what else the requester can do."""
        for row in reversed(self._office.store.of_case(Declined, case.id)):
            heard = "听明白" if row.understood else "未听明白，须再解释"
            more = [
                ("依据", row.basis), ("说明", row.explanation), ("您还可以", row.options),
                ("解释方式", row.way), ("办事人是否听明白", heard), ("说明时间", self._minute(row.made_at)),
                ("监督电话", self._office.centre.supervision_phone or self._office.centre.phone or BLANK),
            ]  # fmt: skip
            signed = (Signature("说明人", self._office.name(row.made_by)), Signature("办事人"))
            parts = [*_lines(self._head(case)), *_lines(more)]
            yield self._paper(PaperKind.DECLINED, "不予受理/退回说明", case, parts, Size.A4, signed, foot)

    def _hand_over(self, case: Case, foot: str) -> Iterator[Paper]:
        """引导单/转办单 ([53] [71]): where to go or what is to be done, for whom, and a box for the receiver's signature."""
        hops = [hop for hop in self._office.store.of_case(Hop, case.id) if not (hop.recalled_at or hop.returned_at)]
        if not hops:
            return
        hop = hops[-1]
        receiver = self._office.get(Person, hop.receiver)
        post = self._office.post_name(receiver.post) if receiver else ""
        whom = " ".join(filter(None, (receiver.name if receiver else "", post, receiver.phone if receiver else "")))
        signed_at = f"{self._minute(hop.accepted_at)} {hop.accepted_how.word}" if hop.accepted_how else ""
        more = [
            ("接手部门", self._office.department_name(hop.department)), ("接手人", whom), ("引导方式", hop.escort),
            ("交办事项", hop.task), ("交出人", self._office.name(hop.giver)), ("交出时间", self._minute(hop.given_at)),
            ("签收期限", self._minute(hop.accept_due_at)), ("承诺时间", self._minute(hop.promise_at)),
            ("已签收", signed_at), ("复述", hop.readback),
        ]  # fmt: skip
        signed = (
            Signature("交出人", self._office.name(hop.giver)),
            Signature("接手人", receiver.name if receiver else ""),
        )
        parts = [*_lines(self._head(case, inside=True)), *_lines(more)]
        title = "引导单" if hop.escort else "转办单"
        yield self._paper(PaperKind.HAND_OVER, title, case, parts, Size.A5, signed, foot)

    def _urging(self, case: Case, foot: str) -> Iterator[Paper]:
        """《催办单》 for whoever works on it: when a clock has run out or it was urged already."""
        entries = [row for row in self._office.store.of_case(Entry, case.id) if row.kind is EntryKind.URGED]
        now = self._office.clock.now()
        late = [
            (word, at) for word, at in (("规定时限", case.limit_at), ("承诺时间", case.promise_at)) if at and at < now
        ]
        if not case.handed_over or case.state not in UNANSWERED or not (entries or late):
            return
        more = [
            ("承办人", self._wording.handler_place(case)), ("交出时间", self._minute(case.handed_at)),
            ("签收时间", self._minute(case.accepted_at) or "未签收"),
            *((word, f"{self._minute(at)}，已过") for word, at in late),
            ("最近进展", f"{self._minute(case.last_progress_at)} {case.last_progress}".strip() or "没有"),
        ]  # fmt: skip
        parts: list[Part] = [*_lines(self._head(case, inside=True)), *_lines(more)]
        if entries:
            urged = tuple(
                f"{self._minute(row.at)} {self._office.name(row.actor)} {row.text}".rstrip() for row in entries
            )
            parts.append(Items("已催办", urged))
        parts.append(Paragraph("请接单后立即报告进展和完成时间，由首问责任人答复客户。"))
        signed = (Signature("催办人"), Signature("承办人", self._office.name(case.handler)))
        yield self._paper(PaperKind.URGING, "催办单", case, parts, Size.A5, signed, foot)

    def _record(self, case: Case, foot: str) -> Iterator[Paper]:
        """首问接待记录: the whole case on paper, its way line by line with dates."""
        name = self._office.name
        ended = " ".join(filter(None, (case.ending.word if case.ending else "", case.answer_way)))
        called = case.callback_result.word if case.callback_result else ""
        more = [
            ("客户要求", case.request), ("地点", case.contact_place), ("职责判定", case.verdict.word),
            ("首问责任人", name(case.first_asked)),
            ("登记人", name(case.registrar) if case.registrar != case.first_asked else ""),
            ("承办", self._wording.handler_place(case)), ("承诺时间", self._minute(case.promise_at)),
            ("处理结果", case.result if case.result != case.answer else ""),
            ("答复", case.answer), ("答复时间", f"{self._minute(case.answered_at)} {ended}".strip()),
            ("回访", " ".join(filter(None, (called, name(case.caller_back), case.callback_note)))),
            ("现状态", case.state.word),
        ]  # fmt: skip
        lines = [self._entry(row) for row in self._office.store.of_case(Entry, case.id)]
        parts: list[Part] = [*_lines(self._head(case, inside=True)), *_lines(more), Items("经过", tuple(lines))]
        signed = (Signature("首问责任人", name(case.first_asked)), Signature("客服主任"))
        yield self._paper(PaperKind.RECORD, "首问接待记录", case, parts, Size.A4, signed, foot)

    def _entry(self, row: Entry) -> str:
        """One line of the timeline with whole dates; the screen's line says 今天."""
        parts = [self._minute(row.at), self._office.name(row.actor) or "系统", row.kind.word]
        if row.person:
            parts.append(f"→ {self._office.name(row.person)}")
        parts += [f"[{row.way}]" if row.way else "", row.text, f"下一步：{row.next_step}" if row.next_step else ""]
        parts.append(f"（{self._minute(row.moment)}）" if row.moment else "")
        return " ".join(filter(None, parts))

    def _head(self, case: Case, *, inside: bool = False) -> list[tuple[str, str]]:
        """Which case; sheets that stay `inside` carry the whole number, for whoever works on it must call."""
        phone = case.phone if inside and not case.confidential else _masked(case.phone)
        matter = self._office.get(Matter, case.matter)
        return [
            ("编号", case.number), ("接触时间", f"{self._minute(case.contact_at)} {case.channel}"),
            ("客户", self._client(case, phone)),
            ("事项", f"{case.kind} · {matter.name}" if matter else case.kind), ("客户原话", case.title),
        ]  # fmt: skip

    def _client(self, case: Case, phone: str) -> str:
        who = self._wording.requester(case)
        return phone if who == case.phone else f"{who} {phone}".rstrip()

    def _paper(
        self, kind: PaperKind, title: str, case: Case, parts: Sequence[Part], size: Size,
        signatures: tuple[Signature, ...] = (), foot: str = "",
    ) -> Paper:  # fmt: skip
        centre = self._office.centre
        house = " ".join(dict.fromkeys(filter(None, (centre.organisation, centre.name))))
        organisation = house if signatures else centre.organisation or centre.name
        return Paper(kind, title, case.number, organisation, size, tuple(parts), signatures, foot)

    def _case(self, case_id: str) -> Case:
        case = self._office.store.get(Case, case_id)
        if case is None:
            raise Refused("没有这件事项", code="no_case")
        return case

    def _minute(self, at: datetime | None) -> str:
        return f"{local(at, self._office.zone):%Y-%m-%d %H:%M}" if at else ""


def _lines(pairs: list[tuple[str, str]]) -> Iterator[Line]:
    """Only what has words; an empty box on paper asks to be filled by hand."""
    return (Line(label, words) for label, words in pairs if words)


def _masked(phone: str) -> str:
    return phone if len(phone) < SHORTEST_MASKED else mask_phone(phone)
