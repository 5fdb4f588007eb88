"""A case as the row of a register: 06-01's columns and 06-05's boxes, moments on the centre's wall clock."""

from collections.abc import Mapping
from datetime import datetime

from firstask_desktop.domain.case import Case, Hop
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.desk_life import Attachment
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import State
from firstask_desktop.services.office import Office

TOLD = (("told_rule", "规定"), ("told_procedure", "程序"), ("told_limit", "时限"), ("told_department", "办理部门"))


def matter_text(case: Case) -> str:
    """Column 反映事项: the requester's words and, on a line of its own, the request."""
    return f"{case.words}\n诉求：{case.request}" if case.words and case.request else case.title_text


class RegisterRows:
    """Puts cases and complaint records into the shape the record formats name."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def wall(self, at: datetime | None) -> datetime | None:
        """A moment on the centre's wall clock, without zone, as a cell holds it."""
        return local(at, self._office.zone) if at else None

    def minute(self, at: datetime | None) -> str:
        """The same as text to the minute; empty for none."""
        wall = self.wall(at)
        return f"{wall:%Y-%m-%d %H:%M}" if wall else ""

    def ledger_row(self, case: Case, place: int) -> dict[str, object]:
        """The 25 columns of 06-01; `place` is the row's number on the page."""
        contact = self.wall(case.contact_at)
        name, changes = self._office.name, case.promise_changes
        passed_on = bool(case.handed_at)
        return {
            "seq_on_page": place,
            "number": case.number,
            "date": contact.date() if contact else None,
            "time": contact.time().replace(second=0) if contact else None,
            "channel": case.channel,
            "requester_name": name(case.requester_staff) or case.name or case.organisation or _reason(case.name_reason),
            "room": case.room or (case.organisation if case.name else ""),
            "phone": case.phone or _reason(case.phone_reason),
            "kind": case.kind,
            "matter_text": matter_text(case),
            "first_asked": name(case.first_asked),
            "verdict": case.verdict.word,
            "told": self._told(case),
            "department": self._office.department_name(case.department) if passed_on or self._elsewhere(case) else "",
            "handler": name(case.handler) if passed_on else "",
            "handed_at": self.wall(case.handed_at),
            "accepted_at": self.wall(case.accepted_at),
            "promise": self.minute(case.promise_at) + (f"（改 {changes} 次）" if changes and case.promise_at else ""),
            "result": case.result or case.answer,
            "settled_at": self.wall(case.settled_at),
            "answered": f"{self.minute(case.answered_at)} {case.answer_way}".strip(),
            "callback": f"{self.minute(case.callback_at)} {name(case.caller_back)}".strip(),
            "callback_result": case.callback_result.word if case.callback_result else "",
            "visits": case.visits,
            "remark": self._remark(case),
        }

    def _elsewhere(self, case: Case) -> bool:
        """Whether an imported row named a department of its own without saying when it was passed on."""
        first = self._office.get(Person, case.first_asked)
        return bool(case.imported_from) and (first is None or case.department != first.department)

    @staticmethod
    def _told(case: Case) -> str:
        return "、".join(word for field, word in TOLD if getattr(case, field))

    def _remark(self, case: Case) -> str:
        parts = [case.remark]
        if case.late_entry:
            parts.append("补录")
        if case.broken_promises:
            parts.append(f"失约 {case.broken_promises} 次")
        if case.visits > 1:
            parts.append("再次来访")
        if case.redo_count:
            parts.append(f"重办 {case.redo_count} 次")
        if case.carrier != case.first_asked:
            parts.append(f"责任移交：{self._office.name(case.carrier)}")
        if case.state is State.VOIDED:
            parts.append(f"作废：{case.void_reason}")
        if case.state is State.MERGED:
            into = self._office.store.get(Case, case.merged_into)
            parts.append(f"并入 {into.number if into else ''}")
        if not case.remark and case.kind in self._office.derived("complaint_kinds", self._complaint_kinds):
            parts.append(f"06-05：TS{case.number}")
        return "；".join(part for part in parts if part)

    def _complaint_kinds(self) -> frozenset[str]:
        return frozenset(choice.text for choice in self._office.choices("kind") if choice.complaint)

    def complaint_record(self, case: Case, row: Complaint, hops: list[Hop]) -> dict[str, object]:
        """Every box of 06-05, most of it taken from the case: nothing is typed twice ([95])."""
        name = self._office.name
        centre = self._office.centre
        handed = bool(hops)
        record: dict[str, object] = {
            "record_number": row.number, "kind": case.kind, "source": row.source or case.channel,
            "recorded_at": self.wall(case.registered_at), "centre": centre.name, "ledger_number": case.number,
            "requester_name": case.name or _reason(case.name_reason), "room": case.room or case.organisation,
            "phone": case.phone or _reason(case.phone_reason), "identity": case.identity,
            "confidential": case.confidential, "anonymous": case.anonymous, "wished_answer": row.wished_answer,
            "occurred_at": row.occurred_at, "place": row.place or case.contact_place, "involved": row.involved,
            "category": row.category, "level": row.level, "words": case.words, "request": case.request,
            "attachments": row.attachments or len(self._office.store.of_case(Attachment, case.id)),
            "first_asked": name(case.first_asked),
            "first_asked_at": self.wall(case.contact_at), "soothed": row.soothed or case.told_text,
            "told": self._told(case), "promise": self.minute(case.promise_at),
            "department": self._office.department_name(case.department) if handed else "",
            "handler": name(case.handler) if handed else "", "accepted_at": self.wall(case.accepted_at),
            "limit_at": self.wall(case.limit_at), "measures": row.measures or case.result,
            "settled_at": self.wall(case.settled_at), "answered_at": self.wall(case.answered_at),
            "answer_way": case.answer_way, "answered_by": name(case.answered_by),
            "callback_at": self.wall(case.callback_at), "callback_way": case.callback_way,
            "caller_back": name(case.caller_back),
            "callback_result": case.callback_result.word if case.callback_result else "",
            "callback_note": case.callback_note, "redo_number": case.number if case.redo_count else "",
            "closed_by": name(case.closed_by), "closed_at": self.wall(case.closed_at),
        }  # fmt: skip
        own = (
            "investigation", "cause", "validity", "truth", "department_opinion", "supervisor_opinion",
            "manager_approval", "corrective", "reaction", "archive_number", "liability",
        )  # fmt: skip
        record |= {key: getattr(row, key) for key in own}
        if row.compensation_fen:
            yuan = f"{row.compensation_fen // 100}.{row.compensation_fen % 100:02d} 元"
            record["compensation"] = f"{yuan}（批准人 {row.compensation_by or '—'}）"
        return record

    def complaint_list_row(self, record: Mapping[str, object]) -> dict[str, object]:
        """The record as a line of the 06-05 list."""
        from firstask_desktop.ledgers.record_form import list_row

        return list_row(record)


def _reason(reason: str) -> str:
    return f"（{reason}）" if reason else ""
