"""What a row of the ledger 06-01 says, read with every check and before anything is written (T7)."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import local, moment
from firstask_desktop.domain.states import CallbackResult, Verdict
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.cells_in import moment_in
from firstask_desktop.services.import_target import FILLED, Row
from firstask_desktop.services.office import Office
from firstask_desktop.services.register_rows import TOLD
from firstask_desktop.services.telephones import normalise
from firstask_desktop.services.text import clean, one_line

_MOMENT = re.compile(r"([\d\s\-/.:：年月日号时点分秒T上下午]*\d[\s日号时点分秒]*)(.*)", re.DOTALL)
_MINUTE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d) ?(.*)", re.ASCII)
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?: |$)", re.ASCII)
_YEARS = range(1900, 3000)
MOST_KNOWN = 5000
"""How many different combinations of values are remembered as fine while a file is checked."""
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_WITHHELD = re.compile(r"^（(.+)）$")
_VERDICTS = {verdict.word: verdict for verdict in Verdict} | {"本部门他岗": Verdict.OWN_DEPARTMENT}
_RESULTS = {result.word: result for result in CallbackResult}


@dataclass(slots=True)
class CheckedRow:
    """A row nothing is wrong with: what it is compared by, and the values the case will be read from."""

    row: Row
    contact: datetime
    text: str
    print: str
    number: str

    @property
    def words(self) -> tuple[str, str]:
        """What was said, and what was asked for."""
        return _words(self.text)


@dataclass(slots=True)
class ReadRow:
    """The case a row tells of, names still as names."""

    case: Case
    first: str
    handler: str
    department: str
    caller: str


class CaseReading:
    """`check(row)` refuses what is wrong with the name of the value at fault as field; `read` makes the case of it.

    Checking comes first for every row of a file and writes nothing, so it makes nothing either.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._zone = office.zone
        self._now = office.clock.now()
        self._today = local(self._now, self._zone).date()
        self._fine: set[tuple[object, ...]] = set()
        self._kinds = {choice.text for choice in office.choices("kind")}
        self._channels = {choice.text for choice in office.choices("channel")}

    def check(self, row: Row) -> CheckedRow:
        """Everything that can be wrong with a row."""
        text = clean(str(row.get("matter_text") or ""))
        if not text:
            raise Refused("反映事项为空", code="words", field="matter_text")
        contact = self._contact(row)
        self._once(self._listed, row, "kind", "channel")
        self._once(_named, row, "first_asked", "handler")
        for key in ("answered", "callback", "promise"):
            self._check_moment(row, key)
        for key in ("handed_at", "accepted_at", "settled_at"):
            _wall(row, key)
        self._once(_verdict, row, "verdict")
        phone = row.get("phone")
        if phone and not _MOBILE.fullmatch(phone):
            self._phone(_or_reason(phone)[0])
        return CheckedRow(
            row, contact, text, _fingerprint(row, _words(text)[0], contact), one_line(str(row.get("number") or ""))
        )

    def _once(self, check: Callable[[Row], object], row: Row, *keys: str) -> None:
        """Ask `check`, which looks at no more than these values, unless the same ones were found right before."""
        said = (keys, *(row.get(key) for key in keys))
        if said not in self._fine:
            check(row)
            if len(self._fine) >= MOST_KNOWN:
                self._fine.clear()
            self._fine.add(said)

    def _check_moment(self, row: Row, key: str) -> None:
        """What `_moment_and` would refuse; the minute that this program itself writes is looked at no further."""
        value = row.get(key)
        if not value:
            return
        if type(value) is str and _WRITTEN.match(value) and (exact := _exact(value[:16])) and exact.year in _YEARS:
            return
        self._moment_and(row, key)

    def read(self, checked: CheckedRow) -> ReadRow:
        """The case a checked row tells of."""
        row = checked.row
        kind, channel = self._listed(row)
        words, request = checked.words
        case = replace(
            self._case(row, checked.contact), words=words, request=request, kind=kind, channel=channel,
            imported_from=checked.print,
        )  # fmt: skip
        return ReadRow(
            case, _name(row, "first_asked", "首问责任人"), _name(row, "handler", "承办人"),
            one_line(str(row.get("department") or "")), self._moment_and(row, "callback")[1][:20],
        )  # fmt: skip

    def _contact(self, row: Row) -> datetime:
        day, clock = row.get("date"), row.get("time")
        if day is None or day == "":
            raise Refused("日期为空", code="date", field="date")
        if not isinstance(day, date):
            raise Refused(f"日期「{day}」看不懂，应为 2026-11-23 的样子", code="date", field="date")
        if clock is not None and not isinstance(clock, time):
            raise Refused(f"时间「{clock}」看不懂，应为 09:30 的样子", code="time", field="time")
        if isinstance(day, datetime):
            day = day.date()
        if day.year < 1990:
            raise Refused(f"日期「{day}」过早", code="date", field="date")
        if day > self._today:
            raise Refused("日期晚于今天", code="future", field="date")
        at = moment(datetime.combine(day, clock or time()), self._zone)
        if day == self._today and at > self._now:
            raise Refused("日期晚于今天", code="future", field="date")
        return at

    def _listed(self, row: Row) -> tuple[str, str]:
        kind, channel = one_line(str(row.get("kind") or "")), one_line(str(row.get("channel") or ""))
        if kind not in self._kinds:
            raise Refused(f"类别「{kind}」不在列表中" if kind else "类别为空", code="kind", field="kind")
        if channel not in self._channels:
            raise Refused(
                f"受理方式「{channel}」不在列表中" if channel else "受理方式为空", code="channel", field="channel"
            )
        return kind, channel

    def _case(self, row: Row, contact: datetime) -> Case:
        answered_at, way = self._moment_and(row, "answered")
        callback_at, _ = self._moment_and(row, "callback")
        promise_at, _ = self._moment_and(row, "promise")
        name, name_reason = _or_reason(row.get("requester_name"))
        phone, phone_reason = _or_reason(row.get("phone"))
        result = clean(str(row.get("result") or ""))
        told = str(row.get("told") or "")
        case = Case(
            centre=self._office.centre.id, scene=self._office.centre.scene, contact_at=contact, registered_at=contact,
            name=name, name_reason=name_reason, phone=self._phone(phone), phone_reason=phone_reason,
            room=one_line(str(row.get("room") or "")), verdict=_verdict(row),
            handed_at=self._at(row, "handed_at"), accepted_at=self._at(row, "accepted_at"),
            promise_at=promise_at, promise_set_at=contact if promise_at else None, promise_changes=_changes(row),
            result=result, settled_at=self._at(row, "settled_at"), answer=result if answered_at else "",
            answered_at=answered_at, answer_way=way, callback_at=callback_at,
            callback_result=_RESULTS.get(one_line(str(row.get("callback_result") or ""))),
            visits=_visits(row), remark=clean(str(row.get("remark") or "")),
        )  # fmt: skip
        ticks: dict[str, Any] = {name: word in told for name, word in TOLD}
        return replace(case, **ticks) if told else case

    def _phone(self, phone: str) -> str:
        if not phone:
            return ""
        try:
            return normalise(phone, self._office.centre.area_code).text
        except Refused as refusal:
            joint = "" if refusal.message.startswith("「") else "："
            raise Refused(f"电话{joint}{refusal.message}", code="phone", field="phone") from refusal

    def _at(self, row: Row, key: str) -> datetime | None:
        wall = _wall(row, key)
        return moment(wall, self._zone) if wall else None

    def _moment_and(self, row: Row, key: str) -> tuple[datetime | None, str]:
        """A cell such as `2026-11-23 16:00 电话`, in any of the shapes people write a day and a time."""
        value = row.get(key)
        if not value:
            return None, ""
        if isinstance(value, datetime):
            return moment(_plausible(value, key), self._zone), ""
        text = one_line(str(value))
        if (plain := _MINUTE.fullmatch(text)) and (exact := _exact(plain[1])):
            return moment(_plausible(exact, key), self._zone), plain[2]
        found = _MOMENT.fullmatch(text)
        at = moment_in(found[1]) if found else None
        if at is None or found is None:
            raise Refused(f"「{text[:30]}」看不懂，应为 2026-11-23 16:00 加方式", code="moment", field=key)
        return moment(_plausible(at, key), self._zone), one_line(found[2])


def _wall(row: Row, key: str) -> datetime | None:
    """The reading of a wall clock that stands in a cell, if there is one."""
    value = row.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, datetime):
        raise Refused(f"时间「{value}」看不懂，应为 2026-11-23 09:30 的样子", code=key, field=key)
    return _plausible(value, key)


def _plausible(wall: datetime, key: str) -> datetime:
    """Refuse years no register has, which are slips of the keyboard and beyond what a zone can be applied to."""
    if wall.year not in _YEARS:
        raise Refused(f"年份「{wall.year}」不对，应为 2026-11-23 的样子", code="year", field=key)
    return wall


def _named(row: Row) -> str:
    """Refuse a row without a first-asked, or with something that is no name in the place of one."""
    if not _name(row, "first_asked", "首问责任人"):
        raise Refused("首问责任人为空", code="first_asked", field="first_asked")
    return _name(row, "handler", "承办人")


def _exact(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _words(text: str) -> tuple[str, str]:
    words, mark, request = text.rpartition("\n诉求：")
    return (words, request) if mark else (text, "")


def _verdict(row: Row) -> Verdict:
    word = one_line(str(row.get("verdict") or "")) or Verdict.OWN_POST.word
    if word not in _VERDICTS:
        raise Refused(f"职责判定「{word}」看不懂", code="verdict", field="verdict")
    return _VERDICTS[word]


def _name(row: Row, key: str, what: str) -> str:
    name = one_line(str(row.get(key) or ""))
    if len(name) > 20:
        raise Refused(f"{what}「{name[:20]}…」不像人名", code="person", field=key)
    return name


def _fingerprint(row: Row, words: str, contact: datetime) -> str:
    """What tells this row from others. A first-asked filled in for the whole file is nothing the row says."""
    first = "" if "first_asked" in row.get(FILLED, ()) else str(row.get("first_asked") or "")
    parts = (contact.isoformat(), words, str(row.get("requester_name") or ""), first)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _or_reason(value: object) -> tuple[str, str]:
    text = one_line(str(value or ""))
    reason = _WITHHELD.fullmatch(text)
    return ("", reason[1]) if reason else (text, "")


def _changes(row: Row) -> int:
    found = re.search(r"改 (\d+) 次", str(row.get("promise") or ""))
    return int(found[1]) if found else 0


def _visits(row: Row) -> int:
    value = row.get("visits")
    return value if isinstance(value, int) and 0 < value < 1000 else 1
