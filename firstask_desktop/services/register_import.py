"""A register somebody kept in Excel becomes cases with their journal: row by row, bad rows named, good ones kept."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstask_desktop.domain.case import Case, Entry, Hop
from firstask_desktop.domain.clock import local, moment
from firstask_desktop.domain.people import Department, Person
from firstask_desktop.domain.states import (
    AcceptedHow,
    CallbackResult,
    Ending,
    EntryKind,
    Role,
    State,
    Verdict,
)
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.register_rows import TOLD, matter_text
from firstask_desktop.services.telephones import normalise
from firstask_desktop.services.text import clean, one_line
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage import lookups
from firstask_desktop.storage.store import Record

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import RecordFormat

Report = Callable[[int, int], None]
_NUMBER = re.compile(r"([A-Z][A-Z0-9]{0,3}?)(\d{6})-(\d{3,})")
_MOMENT = re.compile(r"\s*(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?)\s*(.*)", re.DOTALL)
_WITHHELD = re.compile(r"^（(.+)）$")
_VERDICTS = {verdict.word: verdict for verdict in Verdict} | {"本部门他岗": Verdict.OWN_DEPARTMENT}
_RESULTS = {result.word: result for result in CallbackResult}


@dataclass(slots=True)
class ImportResult:
    """How an import went: rows read, cases made, rows already there, refused rows as (line, reason)."""

    read: int = 0
    made: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


class RegisterImport:
    """Reads 06-01 rows and writes cases. What the file says is kept as said; nothing is invented."""

    def __init__(self, office: Office, actor: Person) -> None:
        self._office = office
        self._actor = actor
        self._timing = Timing(office)
        self._kinds = {choice.text: choice for choice in office.choices("kind")}
        self._channels = {choice.text for choice in office.choices("channel")}

    def run(self, path: Path, fmt: "RecordFormat", report: Report | None = None) -> ImportResult:
        """Import a workbook in one transaction, one journal line a row."""
        from firstask_desktop.ledgers.reader import read_sheet

        result = ImportResult()
        with self._office.store.batch():
            for line, row in read_sheet(path, fmt):
                result.read += 1
                try:
                    made = self._row(row)
                except Refused as refusal:
                    result.refused.append((line, refusal.message))
                    continue
                result.made += made
                result.known += not made
                if report and result.read % 50 == 0:
                    report(result.read, result.read)
        if report:
            report(result.read, result.read)
        return result

    def _row(self, row: Mapping[str, Any]) -> bool:
        """Make one case; False when the register already has it."""
        words, request = self._matter_text(row)
        contact = self._contact(row)
        print_ = self._fingerprint(row, words, contact)
        number = one_line(str(row.get("number") or ""))
        known = lookups.case_by_number(self._office.store, number) if number else None
        if known is not None:
            if matter_text(known) != clean(str(row.get("matter_text") or "")):
                raise Refused(f"编号 {number} 已有另一件事项，内容不同，没有改动", code="number")
            return False
        if lookups.imported_before(self._office.store, print_):
            return False
        kind, channel = self._listed(row)
        with self._office.store.record("case.import", self._actor.id) as entry:
            first = self._person(entry, row.get("first_asked"), "首问责任人")
            if first is None:
                raise Refused("首问责任人为空", code="first_asked")
            case = self._case(entry, row, first, contact)
            case = self._numbered(entry, case, number, contact)
            case = entry.put(
                self._timing.run(
                    replace(case, words=words, request=request, kind=kind, channel=channel, imported_from=print_)
                )
            )
            entry.subject = case.id
            self._trail(entry, case)
        return True

    # -- one row ----------------------------------------------------------------------------------------------------

    @staticmethod
    def _matter_text(row: Mapping[str, Any]) -> tuple[str, str]:
        text = clean(str(row.get("matter_text") or ""))
        if not text:
            raise Refused("反映事项为空", code="words")
        words, mark, request = text.rpartition("\n诉求：")
        return (words, request) if mark else (text, "")

    def _contact(self, row: Mapping[str, Any]) -> datetime:
        day, clock = row.get("date"), row.get("time")
        if not isinstance(day, date):
            raise Refused(f"日期「{day or ''}」看不懂，应为 2026-11-23 的样子", code="date")
        if clock is not None and not isinstance(clock, time):
            raise Refused(f"时间「{clock}」看不懂，应为 09:30 的样子", code="time")
        at = moment(datetime.combine(day, clock or time()), self._office.zone)
        if at > self._office.clock.now():
            raise Refused("日期晚于今天", code="future")
        if day.year < 1990:
            raise Refused(f"日期「{day}」过早", code="date")
        return at

    @staticmethod
    def _fingerprint(row: Mapping[str, Any], words: str, contact: datetime) -> str:
        parts = (contact.isoformat(), words, str(row.get("requester_name") or ""), str(row.get("first_asked") or ""))
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]

    def _listed(self, row: Mapping[str, Any]) -> tuple[str, str]:
        kind, channel = one_line(str(row.get("kind") or "")), one_line(str(row.get("channel") or ""))
        if kind not in self._kinds:
            raise Refused(f"类别「{kind}」不在列表中", code="kind")
        if channel not in self._channels:
            raise Refused(f"受理方式「{channel}」不在列表中", code="channel")
        return kind, channel

    def _person(self, entry: Record, value: object, what: str) -> Person | None:
        """A person by name; a name the house does not know is added as one who has no login."""
        name = one_line(str(value or ""))
        if not name:
            return None
        if len(name) > 20:
            raise Refused(f"{what}「{name[:20]}…」不像人名", code="person")
        for person in self._office.all(Person).values():
            if person.name == name:
                return person
        from firstask_desktop.services.pinyin import initials

        made = entry.put(Person(name=name, role=Role.STAFF, login=False, initials=" ".join(initials(name))))
        self._office.all(Person)[made.id] = made
        return made

    def _department(self, entry: Record, value: object) -> str:
        name = one_line(str(value or ""))
        if not name:
            return ""
        for department in self._office.all(Department).values():
            if department.name == name:
                return department.id
        made = entry.put(Department(name=name, code=""))
        self._office.all(Department)[made.id] = made
        return made.id

    def _case(self, entry: Record, row: Mapping[str, Any], first: Person, contact: datetime) -> Case:
        handler = self._person(entry, row.get("handler"), "承办人") or first
        answered_at, way = self._moment_and(row.get("answered"))
        callback_at, caller = self._moment_and(row.get("callback"))
        promise_at, _ = self._moment_and(row.get("promise"))
        told = str(row.get("told") or "")
        verdict = one_line(str(row.get("verdict") or "")) or Verdict.OWN_POST.word
        if verdict not in _VERDICTS:
            raise Refused(f"职责判定「{verdict}」看不懂", code="verdict")
        name, name_reason = _or_reason(row.get("requester_name"))
        phone, phone_reason = _or_reason(row.get("phone"))
        caller_back = self._person(entry, caller, "回访人")
        result = clean(str(row.get("result") or ""))
        case = Case(
            centre=self._office.centre.id, scene=self._office.centre.scene, contact_at=contact, registered_at=contact,
            name=name, name_reason=name_reason, phone=self._phone(phone), phone_reason=phone_reason,
            room=one_line(str(row.get("room") or "")), first_asked=first.id, registrar=self._actor.id, carrier=first.id,
            handler=handler.id, department=self._department(entry, row.get("department")) or handler.department,
            verdict=_VERDICTS[verdict], handed_at=self._at(row, "handed_at"), accepted_at=self._at(row, "accepted_at"),
            promise_at=promise_at, promise_set_at=contact if promise_at else None, promise_changes=_changes(row),
            result=result, settled_at=self._at(row, "settled_at"), answer=result if answered_at else "",
            answered_at=answered_at, answer_way=way, answered_by=handler.id if answered_at else "",
            callback_at=callback_at, caller_back=caller_back.id if caller_back else "",
            callback_result=_RESULTS.get(one_line(str(row.get("callback_result") or ""))),
            visits=_visits(row), remark=clean(str(row.get("remark") or "")),
        )  # fmt: skip
        case = replace(case, **_told(told))
        return replace(case, **self._standing(case))

    def _standing(self, case: Case) -> dict[str, Any]:
        """The state the row shows: answered rows are closed as clearly answered, others still wait for somebody."""
        if case.answered_at:
            return {
                "state": State.CLOSED, "ending": Ending.CLEAR_ANSWER, "closed_at": case.answered_at,
                "closed_by": case.answered_by, "settled_at": case.settled_at or case.answered_at,
            }  # fmt: skip
        if case.settled_at:
            return {"state": State.SETTLED}
        if case.handed_at:
            return {"state": State.WITH_HANDLER if case.accepted_at else State.ACCEPTED}
        return {"state": State.ACCEPTED}

    def _phone(self, phone: str) -> str:
        return normalise(phone, self._office.centre.area_code).text if phone else ""

    def _at(self, row: Mapping[str, Any], key: str) -> datetime | None:
        value = row.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, datetime):
            raise Refused(f"时间「{value}」看不懂，应为 2026-11-23 09:30 的样子", code=key)
        return moment(value, self._office.zone)

    def _moment_and(self, value: object) -> tuple[datetime | None, str]:
        """A cell such as `2026-11-23 16:00 电话`."""
        if isinstance(value, datetime):
            return moment(value, self._office.zone), ""
        text = one_line(str(value or ""))
        found = _MOMENT.fullmatch(text)
        if found is None:
            if text:
                raise Refused(f"「{text[:30]}」看不懂，应为 2026-11-23 16:00 加方式", code="moment")
            return None, ""
        return moment(datetime.fromisoformat(found[1]), self._office.zone), one_line(found[2])

    def _numbered(self, entry: Record, case: Case, number: str, contact: datetime) -> Case:
        """Keep the file's own number where it continues the series; else the next one of that day, the old one noted."""
        parsed = _NUMBER.fullmatch(number)
        day = local(contact, self._office.zone).date()
        if parsed and parsed[1] == self._office.store.counter:
            try:
                day = datetime.strptime(parsed[2], "%y%m%d").date()  # noqa: DTZ007 - a calendar day has no zone
            except ValueError:
                parsed = None
        text, running = entry.next_number(day)
        if number and number != text:
            case = replace(case, remark="；".join(filter(None, (case.remark, f"原编号 {number}"))))
        return replace(case, number=text, counter=self._office.store.counter, day=day, day_no=running)

    def _trail(self, entry: Record, case: Case) -> None:
        """The chain and timeline the row tells of."""
        entry.put(
            Entry(
                case_id=case.id, at=entry.at, actor=self._actor.id, kind=EntryKind.REGISTERED,
                text=f"由台账导入：{case.channel} · {case.kind}", person=case.first_asked, happened_at=case.contact_at,
            )
        )  # fmt: skip
        if case.handed_at:
            hop = entry.put(
                Hop(
                    case_id=case.id, giver=case.first_asked, receiver=case.handler, department=case.department,
                    task=case.title[:200], given_at=case.handed_at, accepted_at=case.accepted_at,
                    accepted_how=AcceptedHow.PAPER if case.accepted_at else None,
                )
            )  # fmt: skip
            entry.put(replace(case, hop=hop.id, state=self._signed_state(case)))
        if case.answered_at:
            entry.put(
                Entry(
                    case_id=case.id, at=entry.at, actor=self._actor.id, kind=EntryKind.ANSWERED,
                    text=f"{Ending.CLEAR_ANSWER.word}（见处理结果）", way=case.answer_way, happened_at=case.answered_at,
                )
            )  # fmt: skip

    @staticmethod
    def _signed_state(case: Case) -> State:
        unsigned = case.state is State.ACCEPTED and case.accepted_at is None
        return State.AWAIT_ACCEPTANCE if unsigned else case.state


def _told(text: str) -> dict[str, Any]:
    return {name: word in text for name, word in TOLD}


def _or_reason(value: object) -> tuple[str, str]:
    text = one_line(str(value or ""))
    reason = _WITHHELD.fullmatch(text)
    return ("", reason[1]) if reason else (text, "")


def _changes(row: Mapping[str, Any]) -> int:
    found = re.search(r"改 (\d+) 次", str(row.get("promise") or ""))
    return int(found[1]) if found else 0


def _visits(row: Mapping[str, Any]) -> int:
    value = row.get("visits")
    return value if isinstance(value, int) and 0 < value < 1000 else 1
