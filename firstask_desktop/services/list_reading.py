"""What a row of a list says: a person, a matter, a unit outside, a department, a post, a link of the service map.

Reading writes nothing. What the house has already is found again, and what a cell leaves open stays as it is there.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from firstask_desktop.domain.people import Department, External, Matter, Person, Post
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.domain.states import Role, Standing
from firstask_desktop.errors import Refused
from firstask_desktop.services.house import House
from firstask_desktop.services.import_target import Row
from firstask_desktop.services.list_words import cells, count, fen, flag, minutes, parts
from firstask_desktop.services.office import Office
from firstask_desktop.services.text import clean

Listed = Person | Matter | External | Department | Post | ServiceLink
_ROLES = {role.word: role for role in Role}
_STANDINGS = {standing.word: standing for standing in Standing}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row as it will stand in the house; department and post still by name. `name` is what people call it."""

    record: Listed
    name: str
    department: str = ""
    post: str = ""


class ListReading:
    """`read(record, row)`: a row as one of these records; refused with the name of the value at fault as field."""

    def __init__(self, office: Office, house: House) -> None:
        self._office = office
        self._house = house
        self._read: dict[type[Listed], Callable[[Row], Wanted]] = {
            Person: self._person, Matter: self._matter, External: self._external, Department: self._unit,
            Post: self._duty, ServiceLink: self._link,
        }  # fmt: skip

    def read(self, record: type[Listed], row: Row) -> Wanted:
        """The row; departments and posts that the house does not have are named and not looked for any further."""
        return self._read[record](row)

    def department(self, name: str) -> Department | None:
        """The department of that name that is in service."""
        return next((row for row in self._house.departments() if name and row.name == name), None)

    def post(self, name: str, department: str) -> Post | None:
        """The post of that name, in that department if there are several."""
        home = self.department(department)
        same = [row for row in self._house.posts() if name and row.name == name]
        near = [row for row in same if home is not None and row.department == home.id]
        return next(iter(near or same), None)

    # -- the lists --------------------------------------------------------------------------------------------------

    def _person(self, row: Row) -> Wanted:
        cell = cells(row)
        known = self._known_person(cell("staff_no"), cell("name")) or Person()
        department, post = self.department(cell("department")), self.post(cell("post"), cell("department"))
        person = replace(
            known, name=cell("name"), staff_no=cell("staff_no") or known.staff_no, phone=cell("phone") or known.phone,
            department=department.id if department else (post.department if post else known.department),
            post=post.id if post else known.post, standing=_standing(cell("standing"), known.standing),
            shared=flag(row, "shared", known.shared), login=flag(row, "login", known.login),
            substitute=self._substitute(cell("substitute"), known.substitute),
        )  # fmt: skip
        self._refuse_other_role(cell("role"), post or self._office.get(Post, person.post))
        return Wanted(person, person.name, cell("department"), cell("post"))

    def _substitute(self, name: str, known: str) -> str:
        if not name or self._house.name(known) == name:
            return known
        found = next((person for person in self._house.people() if person.name == name), None)
        if found is None:
            said = f"没有「{name[:20]}」这个人，替班人要先在名单里"
            raise Refused(said, code="person", field="substitute")
        return found.id

    def _refuse_other_role(self, role: str, post: Post | None) -> None:
        """A person's role comes from their post ([64]); a sheet that says otherwise is told so."""
        given = (post or Post()).role.word
        if role and role != given:
            said = f"权限由岗位决定：这个岗位是「{given}」，不是「{role[:10]}」；请改岗位"
            raise Refused(said, code="role", field="role", clause="M3.1 [62]")

    def _matter(self, row: Row) -> Wanted:
        cell = cells(row)
        known = self._same(Matter, cell("code"), cell("name")) or Matter()
        department, post = self.department(cell("department")), self.post(cell("post"), cell("department"))
        written = ("rule", "procedure", "basis", "answer", "conditions", "legal_limit", "fee", "contact")
        texts = {key: clean(str(row.get(key) or "")) for key in written}
        matter = replace(
            known, name=cell("name"), code=cell("code") or known.code, kind=self._kind(cell("kind")) or known.kind,
            department=department.id if department else known.department, post=post.id if post else known.post,
            instant=flag(row, "instant", known.instant), urgent=flag(row, "urgent", known.urgent),
            limit_minutes=minutes(self._office, cell("limit"), known.limit_minutes),
            materials=parts(row, "materials") or known.materials, keywords=parts(row, "keywords") or known.keywords,
            **{key: text for key, text in texts.items() if text},
        )  # fmt: skip
        return Wanted(matter, matter.name, cell("department"), cell("post"))

    def _external(self, row: Row) -> Wanted:
        cell = cells(row)
        known = self._same(External, "", cell("name")) or External()
        updated = row.get("updated") or known.updated
        if updated is not None and not isinstance(updated, date):
            raise Refused(f"日期「{updated}」看不懂，应为 2026-11-23 的样子", code="date", field="updated")
        day = updated.date() if isinstance(updated, datetime) else updated
        external = replace(
            known, name=cell("name"), keywords=parts(row, "keywords") or known.keywords, updated=day,
            **{key: cell(key) for key in ("address", "phone", "hours") if cell(key)},
        )  # fmt: skip
        return Wanted(external, external.name)

    def _unit(self, row: Row) -> Wanted:
        cell = cells(row)
        known = self._same(Department, cell("code"), cell("name")) or Department()
        unit = replace(
            known, name=cell("name"), code=cell("code") or known.code, phone=cell("phone") or known.phone
        )  # fmt: skip
        return Wanted(unit, unit.name)

    def _duty(self, row: Row) -> Wanted:
        cell = cells(row)
        known = self._same(Post, cell("code"), cell("name")) or Post()
        department = self.department(cell("department"))
        role = cell("role")
        if role and role not in _ROLES:
            raise Refused(f"权限「{role[:10]}」看不懂，应为 {'、'.join(_ROLES)}", code="role", field="role")
        texts = {key: clean(str(row.get(key) or "")) for key in ("duties", "alone", "ask")}
        post = replace(
            known, name=cell("name"), code=cell("code") or known.code, role=_ROLES.get(role, known.role),
            department=department.id if department else known.department, leader=flag(row, "leader", known.leader),
            limit_fen=fen(cell("limit_fen"), known.limit_fen), **{key: text for key, text in texts.items() if text},
        )  # fmt: skip
        return Wanted(post, post.name, cell("department"))

    def _link(self, row: Row) -> Wanted:
        cell = cells(row)
        matter = self._same(Matter, cell("matter"), cell("matter"))
        if matter is None:
            words = f"事项目录里没有「{cell('matter')[:30]}」" if cell("matter") else "服务项目为空"
            raise Refused(f"{words}，请先登记到目录或改成目录里的名称", code="matter", field="matter", clause="[33]")
        giver, receiver = self._end(cell("giver"), "giver", "上一环"), self._end(cell("receiver"), "receiver", "下一环")
        links = (each for each in self._office.all(ServiceLink).values() if each.active)
        same = (matter.id, giver.id, receiver.id)
        known = next((each for each in links if (each.matter, each.giver, each.receiver) == same), ServiceLink())
        link = replace(
            known, matter=matter.id, giver=giver.id, receiver=receiver.id,
            place=count(cell("place"), known.place, "place"), hands=cell("hands") or known.hands,
            limit_minutes=minutes(self._office, cell("limit"), known.limit_minutes),
            contact=cell("contact") or known.contact,
        )  # fmt: skip
        return Wanted(link, f"{matter.name}：{giver.name} → {receiver.name}")

    # -- what the house has -----------------------------------------------------------------------------------------

    def _end(self, name: str, field: str, what: str) -> Post:
        post = self.post(name, "")
        if post is None:
            words = f"没有「{name[:30]}」这个岗位" if name else f"{what}为空"
            raise Refused(f"{words}，请先登记岗位或改成现有的名称", code="post", field=field, clause="[33]")
        return post

    def _known_person(self, staff_no: str, name: str) -> Person | None:
        for person in self._house.people(all=True):
            if staff_no and person.staff_no == staff_no:
                return person
        return next((p for p in self._house.people() if p.name == name and not (p.staff_no and staff_no)), None)

    def _same(self, record: type[Any], code: str, name: str) -> Any:
        rows = [row for row in self._house.all(record) if row.active]
        by_code = [row for row in rows if code and getattr(row, "code", "") == code]
        return next((row for row in (*by_code, *rows) if row in by_code or row.name == name), None)

    def _kind(self, text: str) -> str:
        if text and text not in {choice.text for choice in self._house.kinds()}:
            raise Refused(f"类别「{text}」不在列表中", code="kind", field="kind")
        return text


def _standing(text: str, known: Standing) -> Standing:
    if text and text not in _STANDINGS:
        said = f"在岗情况「{text[:10]}」看不懂，应为 {'、'.join(_STANDINGS)}"
        raise Refused(said, code="standing", field="standing")
    return _STANDINGS.get(text, known)
