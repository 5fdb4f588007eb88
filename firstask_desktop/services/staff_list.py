"""The list of employees from a sheet: 姓名 工号 部门 岗位 电话. Good rows are kept, bad rows named."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.services.register_import import import_file

if TYPE_CHECKING:
    from firstask_desktop.services.import_desk import Imports

Report = Callable[[int, int], None]


def import_staff(imports: "Imports", path: Path, report: Report | None = None) -> list[tuple[int, str]]:
    """Add or update people by staff number, else by name; the refused rows come back as (line, reason)."""
    return import_file(imports, "staff", path, report).refused
