"""Lists of the house from a workbook: people, the matter catalogue, units outside. Existing rows are changed, not doubled."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from firstask_desktop.domain.calendar import Span
from firstask_desktop.domain.importing import Finding, RowVerdict
from firstask_desktop.domain.people import Department, External, Matter, Person, Post
from firstask_desktop.domain.states import Standing
from firstask_desktop.domain.values import dataclass
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.services.house import House
from firstask_desktop.services.import_target import Draft, Row, Seen
from firstask_desktop.services.office import Office
from firstask_desktop.services.text import clean, one_line
from firstask_desktop.storage.codec import encode_row

Listed = Person | Matter | External
RECORDS: dict[str, type[Listed]] = {"staff": Person, "matters": Matter, "externals": External}
_YES, _NO = {"是", "有", "√", "✓", "y", "yes", "1", "对", "即办", "紧急"}, {"", "否", "无", "×", "n", "no", "0", "不是"}
_SEPARATORS = (re.compile(r"\n+"), re.compile("[；;]"), re.compile("[、，,]"))
_LIMIT = re.compile(r"(\d{1,4})\s*个?\s*(工作日|自然日|日|天|小时|时|分钟|分)\s*(?:内|以内)?")
_NAMES = {
    "name": "名称", "staff_no": "工号", "department": "部门", "post": "岗位", "phone": "电话", "code": "编号", "kind": "类别",
    "instant": "即办", "urgent": "紧急", "limit_minutes": "办理时限", "rule": "规定", "procedure": "办理程序",
    "materials": "所需材料", "basis": "依据", "answer": "标准答复", "keywords": "关键词", "address": "地址",
    "hours": "办公时间", "updated": "核对日期", "standing": "状态", "active": "启用",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A row as it will stand in the house; department and post still by name."""

    record: Listed
    department: str = ""
    post: str = ""


class ListTarget:
    """Rows of `staff`, `matters` or `externals`. A department or post that the house does not have yet is added with the
    row when whoever imports may edit those; a new post gets the basic role ([64])."""

    needed = ("name",)

    def __init__(self, office: Office, house: House, key: str, fmt: RecordFormat) -> None:
        self._office = office
        self._house = house
        self._record = RECORDS[key]
        self._fmt = fmt
        self._former: list[dict[str, Any]] = []
        self._read: Callable[[Row], _Wanted] = {
            Person: self._person, Matter: self._matter, External: self._external
        }[self._record]  # fmt: skip

    @property
    def action(self) -> str:
        """The same as when a row is edited by hand."""
        return f"house.{self._record.__name__.lower()}"

    @property
    def fmt(self) -> RecordFormat:
        """The list's columns."""
        return self._fmt

    def former(self) -> str:
        """The rows this import changed, as they were."""
        return json.dumps(self._former, ensure_ascii=False, separators=(",", ":")) if self._former else ""

    # -- checking ---------------------------------------------------------------------------------------------------

    def check(self, line: int, row: Row) -> Draft:
        """What the row will become, checked as the settings page checks it."""
        wanted = self._read(row)
        if wanted.department and self._department(wanted.department) is None:
            self._field("department", Department(name=wanted.department))
        if wanted.post and self._post(wanted.post, "") is None:
            self._field("post", Post(name=wanted.post))
        record = self._field("name", wanted.record)
        identity = getattr(record, "staff_no", "") or getattr(record, "code", "") or record.name
        return Draft(line, replace(wanted, record=record), f"{identity}\x1f{record.name}")

    def _field(self, field: str, record: Any) -> Any:
        """The house's own check; a refusal without a field of this list goes to `field`."""
        try:
            return self._house.check(record)
        except Refused as refusal:
            named = refusal.field if refusal.field in {column.source for column in self._fmt.columns} else field
            raise Refused(refusal.message, code=refusal.code, field=named, clause=refusal.clause) from refusal

    def _person(self, row: Row) -> _Wanted:
        cell = _cells(row)
        known = self._known_person(cell("staff_no"), cell("name")) or Person()
        department, post = self._department(cell("department")), self._post(cell("post"), cell("department"))
        person = replace(
            known, name=cell("name"), staff_no=cell("staff_no") or known.staff_no, phone=cell("phone") or known.phone,
            department=department.id if department else (post.department if post else known.department),
            post=post.id if post else known.post,
        )  # fmt: skip
        return _Wanted(person, cell("department"), cell("post"))

    def _matter(self, row: Row) -> _Wanted:
        cell = _cells(row)
        known = self._same(Matter, cell("code"), cell("name")) or Matter()
        department, post = self._department(cell("department")), self._post(cell("post"), cell("department"))
        texts = {key: clean(str(row.get(key) or "")) for key in ("rule", "procedure", "basis", "answer")}
        matter = replace(
            known, name=cell("name"), code=cell("code") or known.code, kind=self._kind(cell("kind")) or known.kind,
            department=department.id if department else known.department, post=post.id if post else known.post,
            instant=_flag(row, "instant", known.instant), urgent=_flag(row, "urgent", known.urgent),
            limit_minutes=self._minutes(cell("limit"), known.limit_minutes),
            materials=_parts(row, "materials") or known.materials, keywords=_parts(row, "keywords") or known.keywords,
            **{key: text for key, text in texts.items() if text},
        )  # fmt: skip
        return _Wanted(matter, cell("department"), cell("post"))

    def _external(self, row: Row) -> _Wanted:
        cell = _cells(row)
        known = self._same(External, "", cell("name")) or External()
        updated = row.get("updated") or known.updated
        if updated is not None and not isinstance(updated, date):
            raise Refused(f"日期「{updated}」看不懂，应为 2026-11-23 的样子", code="date", field="updated")
        day = updated.date() if isinstance(updated, datetime) else updated
        external = replace(
            known, name=cell("name"), keywords=_parts(row, "keywords") or known.keywords, updated=day,
            **{key: cell(key) for key in ("address", "phone", "hours") if cell(key)},
        )  # fmt: skip
        return _Wanted(external)

    def _known_person(self, staff_no: str, name: str) -> Person | None:
        for person in self._house.people(all=True):
            if staff_no and person.staff_no == staff_no:
                return person
        return next((p for p in self._house.people() if p.name == name and not (p.staff_no and staff_no)), None)

    def _same(self, record: type[Any], code: str, name: str) -> Any:
        rows = [row for row in self._house.all(record) if row.active]
        by_code = [row for row in rows if code and row.code == code]
        return next((row for row in (*by_code, *rows) if row in by_code or row.name == name), None)

    def _kind(self, text: str) -> str:
        if text and text not in {choice.text for choice in self._house.kinds()}:
            raise Refused(f"类别「{text}」不在列表中", code="kind", field="kind")
        return text

    def _minutes(self, text: str, known: int) -> int:
        """Working minutes of `5个工作日`, `2小时`, `30分钟`, `即办`."""
        if not text:
            return known
        if text in ("即办", "即时", "当场", "当场办结"):
            return 0
        found = _LIMIT.fullmatch(text)
        if found is None:
            raise Refused(
                f"时限「{text[:20]}」看不懂，应为 5个工作日、2小时或 30分钟 的样子", code="limit", field="limit"
            )
        unit = 1 if found[2].startswith("分") else 60 if found[2] in ("小时", "时") else day_minutes(self._office)
        return int(found[1]) * unit

    def _department(self, name: str) -> Department | None:
        return next((row for row in self._house.departments() if name and row.name == name), None)

    def _post(self, name: str, department: str) -> Post | None:
        home = self._department(department)
        same = [row for row in self._house.posts() if name and row.name == name]
        near = [row for row in same if home is not None and row.department == home.id]
        return next(iter(near or same), None)

    # -- comparing and writing --------------------------------------------------------------------------------------

    def compare(self, drafts: Sequence[Draft], seen: Seen) -> list[Finding]:
        """New, unchanged, or what will change; a second row about the same one is refused."""
        return [self._compared(draft, seen) for draft in drafts]

    def _compared(self, draft: Draft, seen: Seen) -> Finding:
        line = seen.prints.setdefault(draft.print, draft.line)
        wanted: _Wanted = draft.what
        if line != draft.line:
            return Finding(RowVerdict.BAD, f"与第 {line} 行是同一个「{wanted.record.name}」", "name")
        changed = self._changed(wanted)
        if not wanted.record.id:
            return Finding(RowVerdict.GOOD)
        if not changed:
            return Finding(RowVerdict.KNOWN, "内容相同")
        return Finding(RowVerdict.GOOD, f"更新：{'、'.join(changed)}")

    def _changed(self, wanted: _Wanted) -> list[str]:
        record = wanted.record
        before = self._office.get(type(record), record.id) or type(record)()
        names = [_NAMES[each.name] for each in fields(record) if _differs(before, record, each.name)]
        made = [
            _NAMES[key]
            for key, name in (("department", wanted.department), ("post", wanted.post))
            if name and (self._department(name) if key == "department" else self._post(name, "")) is None
        ]
        return list(dict.fromkeys([*names, *made]))

    def write(self, draft: Draft) -> None:
        """The department and post first when they are new, then the row."""
        wanted: _Wanted = draft.what
        record: Any = wanted.record
        if wanted.department and hasattr(record, "department"):
            home = self._department(wanted.department) or self._saved(Department(name=wanted.department))
            record = replace(record, department=home.id)
        if wanted.post and hasattr(record, "post"):
            department = getattr(record, "department", "") if wanted.department else ""
            post = self._post(wanted.post, wanted.department)
            post = post or self._saved(Post(name=wanted.post, department=department))
            record = replace(record, post=post.id, department=record.department or post.department)
        before = self._office.get(type(record), record.id) if record.id else None
        if before is not None:
            self._former.append({"table": type(record).__name__, **encode_row(before)})
        self._saved(record)

    def _saved(self, record: Any) -> Any:
        """Save and keep at hand: within one transaction nobody is told yet, and the next row asks for it."""
        saved = self._house.save(record)
        self._office.all(type(saved))[saved.id] = saved
        return saved

    # -- out --------------------------------------------------------------------------------------------------------

    def rows(self) -> list[dict[str, object]]:
        """The list as it stands, in the shape it comes in: a template to be filled in further."""
        found = []
        for record in self._house.all(self._record):
            gone = record.standing is Standing.LEFT if isinstance(record, Person) else not record.active
            if not gone:
                row: dict[str, object] = {each.name: getattr(record, each.name) for each in fields(record)}
                found.append(row | self._as_words(record))
        return found

    def _as_words(self, record: Listed) -> dict[str, object]:
        if isinstance(record, External):
            return {"keywords": "、".join(record.keywords)}
        words: dict[str, object] = {
            "department": self._house.department_name(record.department),
            "post": self._house.post_name(record.post),
        }
        if isinstance(record, Matter):
            words |= {
                "instant": "是" if record.instant else "", "urgent": "是" if record.urgent else "",
                "limit": limit_words(record.limit_minutes, day_minutes(self._office)),
                "materials": "\n".join(record.materials), "keywords": "、".join(record.keywords),
            }  # fmt: skip
        return words


def day_minutes(office: Office) -> int:
    """The working minutes of a usual working day of the centre; a centre that never closes has 24 hours."""
    if office.centre.always_open or not office.centre.hours:
        return 24 * 60
    _, *spans = office.centre.hours[0].split()
    return sum(int(Span.parse(span).length.total_seconds()) // 60 for span in spans)


def limit_words(minutes: int, day: int) -> str:
    """A limit as people write it."""
    if not minutes:
        return ""
    if minutes % day == 0:
        return f"{minutes // day}个工作日"
    return f"{minutes // 60}小时" if minutes % 60 == 0 else f"{minutes}分钟"


def _differs(before: object, after: object, name: str) -> bool:
    return name in _NAMES and getattr(before, name) != getattr(after, name)


def _cells(row: Row) -> Callable[[str], str]:
    def cell(key: str) -> str:
        return one_line(str(row.get(key) or ""))

    return cell


def _flag(row: Row, key: str, known: bool) -> bool:
    if row.get(key) is None:
        return known
    text = one_line(str(row[key])).lower()
    if text not in _YES | _NO:
        raise Refused(f"「{text[:10]}」看不懂，应填“是”或“否”", code="flag", field=key)
    return text in _YES


def _parts(row: Row, key: str) -> tuple[str, ...]:
    """The items of a cell, separated by line breaks; where there are none by semicolons, else by commas."""
    text = clean(str(row.get(key) or ""))
    separator = next((each for each in _SEPARATORS if each.search(text)), _SEPARATORS[0])
    return tuple(part.strip() for part in separator.split(text) if part.strip())
