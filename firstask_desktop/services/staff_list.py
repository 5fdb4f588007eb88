"""The list of employees from a sheet: 姓名 工号 部门 岗位 电话. Good rows are kept, bad rows named."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.people import Department, Person, Post
from firstask_desktop.errors import Refused
from firstask_desktop.services.text import one_line

if TYPE_CHECKING:
    from firstask_desktop.services.house import House

Report = Callable[[int, int], None]


def import_staff(house: "House", path: Path, report: Report | None = None) -> list[tuple[int, str]]:
    """Add or update people by staff number, else by name; the refused rows come back as (line, reason).

    A department or post the house does not have yet is added with the row when whoever imports may edit those; a new
    post gets the basic role ([64]).
    """
    from firstask_desktop.ledgers.formats import load_format
    from firstask_desktop.ledgers.reader import read_sheet

    refused: list[tuple[int, str]] = []
    for count, (line, row) in enumerate(read_sheet(path, load_format("staff", None)), 1):
        cells = {key: one_line(str(value or "")) for key, value in row.items()}
        try:
            _save(house, cells)
        except Refused as refusal:
            refused.append((line, refusal.message))
        if report:
            report(count, count)
    return refused


def _save(house: "House", cells: Mapping[str, str]) -> None:
    known = _known(house, cells.get("staff_no", ""), cells.get("name", "")) or Person()
    department = _department(house, cells.get("department", ""))
    post = _post(house, cells.get("post", ""), department)
    house.save(
        replace(
            known, name=cells.get("name", ""), staff_no=cells.get("staff_no", "") or known.staff_no,
            department=department or (post.department if post else known.department),
            post=post.id if post else known.post, phone=cells.get("phone", "") or known.phone,
        )
    )  # fmt: skip


def _department(house: "House", name: str) -> str:
    if not name:
        return ""
    found = next((row for row in house.departments() if row.name == name), None)
    return (found or house.save(Department(name=name))).id


def _post(house: "House", name: str, department: str) -> Post | None:
    if not name:
        return None
    same = [row for row in house.posts() if row.name == name]
    near = [row for row in same if row.department == department]
    if near or same:
        return (near or same)[0]
    return house.save(Post(name=name, department=department))


def _known(house: "House", staff_no: str, name: str) -> Person | None:
    for person in house.people(all=True):
        if staff_no and person.staff_no == staff_no:
            return person
    return next((p for p in house.people() if p.name == name and not (p.staff_no and staff_no)), None)
