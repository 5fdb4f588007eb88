"""A row of the ledger 06-01 becomes a case with its chain and timeline. What the file says is kept; nothing is invented."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from firstask_desktop.domain.case import Case, Entry, Hop
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.importing import UNDONE, Finding, RowVerdict
from firstask_desktop.domain.people import Department, Person
from firstask_desktop.domain.states import (
    AcceptedHow,
    Ending,
    EntryKind,
    Role,
    Standing,
    State,
)
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.services.import_reading import CaseReading, CheckedRow
from firstask_desktop.services.import_target import Draft, Row, Seen
from firstask_desktop.services.office import Office
from firstask_desktop.services.register_rows import matter_text
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage.import_lookups import cases_numbered, prints_known
from firstask_desktop.storage.store import Record

_NUMBER = re.compile(r"([A-Z][A-Z0-9]{0,3}?)(\d{6})-(\d{3,})")
_NEW = Finding(RowVerdict.GOOD)
_VOIDED = f"作废：{UNDONE}"


class CaseTarget:
    """Ledger rows into cases. Prints and numbers tell whether the register has a row already ([94])."""

    action = "case.import"
    needed = ("date", "channel", "kind", "matter_text", "first_asked")

    def __init__(self, office: Office, actor: Person, fmt: RecordFormat) -> None:
        self._office = office
        self._actor = actor
        self._fmt = fmt
        self._timing = Timing(office)
        self._reading = CaseReading(office)
        self._people: dict[str, Person] = {}
        self._departments: dict[str, Department] = {}

    @property
    def fmt(self) -> RecordFormat:
        """Format 06-01, the company's own copy where there is one."""
        return self._fmt

    def former(self) -> str:
        """Nothing is written over: a case that is there already stays as it is."""
        return ""

    def check(self, line: int, row: Row) -> Draft:
        """Everything that can be wrong with a row, before anything is written."""
        checked = self._reading.check(row)
        return Draft(line, checked, checked.print, checked.number)

    # -- comparing --------------------------------------------------------------------------------------------------

    def compare(self, drafts: Sequence[Draft], seen: Seen) -> list[Finding]:
        """New, known by number or print, or of a number that another matter has."""
        store = self._office.store
        known = prints_known(store, [draft.print for draft in drafts])
        numbered = cases_numbered(store, [draft.number for draft in drafts if draft.number])
        return [self._compared(draft, known, numbered.get(draft.number), seen) for draft in drafts]

    def _compared(self, draft: Draft, known: set[str], case: Case | None, seen: Seen) -> Finding:
        checked: CheckedRow = draft.what
        undone = case is not None and case.state is State.VOIDED and case.void_reason == UNDONE
        if case is not None and not (undone and _VOIDED not in str(checked.row.get("remark") or "")):
            if matter_text(case) == checked.text:
                return Finding(RowVerdict.KNOWN, f"编号 {draft.number} 已登记")
            if draft.print not in known:
                return Finding(RowVerdict.BAD, f"编号 {draft.number} 已有另一件事项，内容不同，没有改动", "number")
        if draft.print in known:
            return Finding(RowVerdict.KNOWN, "以前导入过同一行")
        line = seen.prints.setdefault(draft.print, draft.line)
        if line != draft.line:
            return Finding(RowVerdict.KNOWN, f"与第 {line} 行相同")
        if draft.number:
            line, print_ = seen.numbers.setdefault(draft.number, (draft.line, draft.print))
            if line != draft.line and print_ != draft.print:
                return Finding(RowVerdict.BAD, f"编号 {draft.number} 与第 {line} 行重复，内容不同", "number")
        return _NEW

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, draft: Draft) -> None:
        """One case, one journal line."""
        checked: CheckedRow = draft.what
        read = self._reading.read(checked)
        with self._office.store.record(self.action, self._actor.id) as entry:
            first = self._person(entry, read.first)
            handler = self._person(entry, read.handler) if read.handler else first
            caller = self._person(entry, read.caller).id if read.caller else ""
            answered = handler.id if read.case.answered_at else ""
            department = self._department(entry, read.department) if read.department else handler.department
            case = replace(
                read.case, id=entry.new_id(), first_asked=first.id, registrar=self._actor.id, carrier=first.id,
                handler=handler.id, department=department, answered_by=answered, caller_back=caller,
                hop=entry.new_id() if read.case.handed_at else "",
            )  # fmt: skip
            case = replace(case, **_standing(case))
            case = entry.put(self._timing.run(self._numbered(entry, case, checked.number)))
            entry.subject = case.id
            self._trail(entry, case)

    def _person(self, entry: Record, name: str) -> Person:
        """A person by name; a name the house does not know is added as one who has no login."""
        if not self._people:
            self._people = {person.name: person for person in reversed(self._office.all(Person).values())}
        known = self._people.get(name)
        if known is None:
            from firstask_desktop.services.pinyin import initials

            known = entry.put(Person(name=name, role=Role.STAFF, login=False, initials=" ".join(initials(name))))
        elif known.standing is Standing.LEFT and not known.login:
            known = entry.put(replace(known, standing=Standing.ACTIVE))
        self._people[name] = known
        return known

    def _department(self, entry: Record, name: str) -> str:
        if not self._departments:
            self._departments = {each.name: each for each in reversed(self._office.all(Department).values())}
        known = self._departments.get(name)
        if known is None:
            known = entry.put(Department(name=name, code=""))
        elif not known.active:
            known = entry.put(replace(known, active=True))
        self._departments[name] = known
        return known.id

    def _numbered(self, entry: Record, case: Case, number: str) -> Case:
        """Keep the file's own number where it continues the series; else the next one of that day, the old one noted."""
        counter = self._office.store.counter
        parsed = _NUMBER.fullmatch(number)
        day = local(case.contact_at, self._office.zone).date() if case.contact_at else date.min
        if parsed and parsed[1] == counter:
            try:
                day = datetime.strptime(parsed[2], "%y%m%d").date()  # noqa: DTZ007 - a calendar day has no zone
            except ValueError:
                parsed = None
        text, running = entry.next_number(day)
        if number and number != text:
            case = replace(case, remark="；".join(filter(None, (case.remark, f"原编号 {number}"))))
        return replace(case, number=text, counter=counter, day=day, day_no=running)

    def _trail(self, entry: Record, case: Case) -> None:
        """The chain and timeline the row tells of."""
        entry.put(
            Entry(
                case_id=case.id, at=entry.at, actor=self._actor.id, kind=EntryKind.REGISTERED,
                text=f"由台账导入：{case.channel} · {case.kind}", person=case.first_asked, happened_at=case.contact_at,
            )
        )  # fmt: skip
        if case.handed_at:
            entry.put(
                Hop(
                    id=case.hop, case_id=case.id, giver=case.first_asked, receiver=case.handler, department=case.department,
                    task=case.title[:200], given_at=case.handed_at, accepted_at=case.accepted_at,
                    accepted_how=AcceptedHow.PAPER if case.accepted_at else None,
                )
            )  # fmt: skip
        if case.answered_at:
            entry.put(
                Entry(
                    case_id=case.id, at=entry.at, actor=self._actor.id, kind=EntryKind.ANSWERED,
                    text=f"{Ending.CLEAR_ANSWER.word}（见处理结果）", way=case.answer_way, happened_at=case.answered_at,
                )
            )  # fmt: skip


def _standing(case: Case) -> dict[str, Any]:
    """The state the row shows: answered rows are closed as clearly answered, others still wait for somebody."""
    if case.answered_at:
        return {
            "state": State.CLOSED, "ending": Ending.CLEAR_ANSWER, "closed_at": case.answered_at,
            "closed_by": case.answered_by, "settled_at": case.settled_at or case.answered_at,
        }  # fmt: skip
    if case.settled_at:
        return {"state": State.SETTLED}
    if not case.handed_at:
        return {"state": State.ACCEPTED}
    return {"state": State.WITH_HANDLER if case.accepted_at else State.AWAIT_ACCEPTANCE}
