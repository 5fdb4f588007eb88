"""The list of employees from a sheet: 姓名 工号 部门 岗位 电话. Good rows are kept, bad rows named."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.people import Person
from firstask_desktop.errors import Refused
from firstask_desktop.services.text import one_line

if TYPE_CHECKING:
    from firstask_desktop.services.house import House

Report = Callable[[int, int], None]


def import_staff(house: "House", path: Path, report: Report | None = None) -> list[tuple[int, str]]:
    """Add or update people by staff number, else by name; the refused rows come back as (line, reason)."""
    from firstask_desktop.ledgers.formats import load_format
    from firstask_desktop.ledgers.reader import read_sheet

    refused: list[tuple[int, str]] = []
    departments = {row.name: row for row in house.departments()}
    posts = {row.name: row for row in house.posts()}
    for count, (line, row) in enumerate(read_sheet(path, load_format("staff", None)), 1):
        cells = {key: one_line(str(value or "")) for key, value in row.items()}
        try:
            department = departments.get(cells.get("department", ""))
            post = posts.get(cells.get("post", ""))
            if cells.get("department") and department is None:
                raise Refused(f"没有「{cells['department']}」这个部门，请先在设置里添加", code="department")
            if cells.get("post") and post is None:
                raise Refused(f"没有「{cells['post']}」这个岗位，请先在设置里添加", code="post")
            known = _known(house, cells.get("staff_no", ""), cells.get("name", ""))
            house.save(
                Person(
                    id=known.id if known else "", name=cells.get("name", ""), staff_no=cells.get("staff_no", ""),
                    department=department.id if department else (post.department if post else ""),
                    post=post.id if post else "", phone=cells.get("phone", ""),
                    substitute=known.substitute if known else "",
                )
            )  # fmt: skip
        except Refused as refusal:
            refused.append((line, refusal.message))
        if report:
            report(count, count)
    return refused


def _known(house: "House", staff_no: str, name: str) -> Person | None:
    for person in house.people(all=True):
        if staff_no and person.staff_no == staff_no:
            return person
    return next((p for p in house.people() if p.name == name and not p.staff_no), None)
