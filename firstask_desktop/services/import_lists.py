"""Lists of the house from a workbook: people, matters, units outside, departments, posts, links of the service map. Existing
rows are changed, not doubled."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from firstask_desktop.domain.entry_fields import known_fields
from firstask_desktop.domain.importing import Finding, RowVerdict
from firstask_desktop.domain.own_values import values
from firstask_desktop.domain.people import Department, External, Matter, Person, Post
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.domain.states import Standing
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import RecordFormat, shipped_format
from firstask_desktop.services.entry_forms import own_cells, own_fields, read_own
from firstask_desktop.services.house import House
from firstask_desktop.services.import_target import Draft, Row, Seen
from firstask_desktop.services.list_reading import Listed, ListReading, Wanted
from firstask_desktop.services.list_words import day_minutes, limit_words, yuan
from firstask_desktop.services.office import Office
from firstask_desktop.storage.codec import encode_row

MAP = "service-map"
RECORDS: dict[str, type[Listed]] = {
    "staff": Person, "matters": Matter, "externals": External, "departments": Department, "posts": Post, MAP: ServiceLink,
}  # fmt: skip


class ListTarget:
    """Rows of one of `RECORDS`. A department or post that the house does not have yet is added with the row when whoever
    imports may edit those; a new post gets the basic role ([64]). A link of the service map adds nothing: an item or a post
    that is not there is named as a bad row ([33])."""

    def __init__(self, office: Office, house: House, key: str, fmt: RecordFormat) -> None:
        self._office = office
        self._house = house
        self._record = RECORDS[key]
        self._fmt = fmt
        shipped = shipped_format(key)
        self._own = own_fields(fmt, shipped)
        self._fixed: dict[str, object] = {each.source: each.fixed for each in fmt.columns if each.fixed}
        self._names = _called(key, shipped) | _called(key, fmt)
        self._former: list[dict[str, Any]] = []
        self._reading = ListReading(office, house)

    @property
    def action(self) -> str:
        """The same as when a row is edited by hand."""
        return f"house.{self._record.__name__.lower()}"

    @property
    def fmt(self) -> RecordFormat:
        """The list's columns."""
        return self._fmt

    @property
    def needed(self) -> tuple[str, ...]:
        """What no row of the list can do without."""
        return ("matter", "giver", "receiver") if self._record is ServiceLink else ("name",)

    def former(self) -> str:
        """The rows this import changed, as they were."""
        return json.dumps(self._former, ensure_ascii=False, separators=(",", ":")) if self._former else ""

    # -- checking ---------------------------------------------------------------------------------------------------

    def check(self, line: int, row: Row) -> Draft:
        """What the row will become, checked as the settings page checks it."""
        wanted = self._reading.read(self._record, row)
        if self._own:
            own = read_own(self._own, row, wanted.record.own)
            wanted = replace(wanted, record=replace(wanted.record, own=own))
        if wanted.department and self._reading.department(wanted.department) is None:
            self._field("department", Department(name=wanted.department))
        if wanted.post and self._reading.post(wanted.post, "") is None:
            self._field("post", Post(name=wanted.post))
        record = self._field(self.needed[0], wanted.record)
        identity = getattr(record, "staff_no", "") or getattr(record, "code", "") or wanted.name
        return Draft(line, replace(wanted, record=record), f"{identity}\x1f{wanted.name}")

    def _field(self, field: str, record: Any) -> Any:
        """The house's own check; a refusal without a field of this list goes to `field`."""
        try:
            return self._house.check(record)
        except Refused as refusal:
            named = refusal.field if refusal.field in {column.source for column in self._fmt.columns} else field
            raise Refused(refusal.message, code=refusal.code, field=named, clause=refusal.clause) from refusal

    # -- comparing and writing --------------------------------------------------------------------------------------

    def compare(self, drafts: Sequence[Draft], seen: Seen) -> list[Finding]:
        """New, unchanged, or what will change; a second row about the same one is refused."""
        return [self._compared(draft, seen) for draft in drafts]

    def _compared(self, draft: Draft, seen: Seen) -> Finding:
        line = seen.prints.setdefault(draft.print, draft.line)
        wanted: Wanted = draft.what
        if line != draft.line:
            return Finding(RowVerdict.BAD, f"与第 {line} 行是同一个「{wanted.name}」", self.needed[0])
        changed = self._changed(wanted)
        if not wanted.record.id:
            return Finding(RowVerdict.GOOD)
        if not changed:
            return Finding(RowVerdict.KNOWN, "内容相同")
        return Finding(RowVerdict.GOOD, f"更新：{'、'.join(changed)}")

    def _changed(self, wanted: Wanted) -> list[str]:
        record = wanted.record
        before = self._office.get(type(record), record.id) or type(record)()
        names = [word for name, word in self._names.items() if getattr(before, name) != getattr(record, name)]
        made = []
        if wanted.department and self._reading.department(wanted.department) is None:
            made.append(self._names["department"])
        if wanted.post and self._reading.post(wanted.post, "") is None:
            made.append(self._names["post"])
        was, now = values(before.own), values(record.own)
        made += [field.label for field in self._own if was.get(field.name) != now.get(field.name)]
        return list(dict.fromkeys([*names, *made]))

    def write(self, draft: Draft) -> None:
        """The department and post first when they are new, then the row."""
        wanted: Wanted = draft.what
        record: Any = wanted.record
        if wanted.department and hasattr(record, "department"):
            home = self._reading.department(wanted.department) or self._saved(Department(name=wanted.department))
            record = replace(record, department=home.id)
        if wanted.post and hasattr(record, "post"):
            department = getattr(record, "department", "") if wanted.department else ""
            post = self._reading.post(wanted.post, wanted.department)
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
                found.append(row | self._as_words(record) | own_cells(self._own, record.own) | self._fixed)
        return sorted(found, key=_on_its_way) if self._record is ServiceLink else found

    def _as_words(self, record: Listed) -> dict[str, object]:
        if isinstance(record, External):
            return {"keywords": "、".join(record.keywords)}
        if isinstance(record, Department):
            return {}
        if isinstance(record, ServiceLink):
            matter = self._house.matter(record.matter)
            return {
                "matter": matter.name if matter else "", "giver": self._house.post_name(record.giver),
                "receiver": self._house.post_name(record.receiver), "place": record.place or None,
                "limit": limit_words(record.limit_minutes, day_minutes(self._office)),
            }  # fmt: skip
        words: dict[str, object] = {"department": self._house.department_name(record.department)}
        if isinstance(record, Post):
            leader = "是" if record.leader else ""
            return words | {"role": record.role.word, "leader": leader, "limit_fen": yuan(record.limit_fen)}
        words["post"] = self._house.post_name(record.post)
        if isinstance(record, Person):
            words |= {
                "role": record.role.word, "standing": record.standing.word,
                "substitute": self._house.name(record.substitute), "shared": "是" if record.shared else "",
                "login": "是" if record.login else "否",
            }  # fmt: skip
        if isinstance(record, Matter):
            words |= {
                "instant": "是" if record.instant else "", "urgent": "是" if record.urgent else "",
                "limit": limit_words(record.limit_minutes, day_minutes(self._office)),
                "materials": "\n".join(record.materials), "keywords": "、".join(record.keywords),
            }  # fmt: skip
        return words


def _on_its_way(row: dict[str, object]) -> tuple[str, int]:
    place = row["place"]
    return str(row["matter"]), place if isinstance(place, int) else 0


def _called(key: str, fmt: RecordFormat) -> dict[str, str]:
    """What the record's fields are called in the format."""
    known = known_fields(key)
    return {known[each.source].name: each.heading for each in fmt.columns if each.source in known}
