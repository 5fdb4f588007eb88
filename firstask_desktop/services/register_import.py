"""A register as the command line brings it in: without a preview, good rows kept, bad ones named ([94])."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.importing import RowVerdict
from firstask_desktop.errors import Refused

if TYPE_CHECKING:
    from firstask_desktop.services.import_desk import Imports

Report = Callable[[int, int], None]


@dataclass(slots=True)
class ImportResult:
    """How an import went: rows read, cases made, rows already there, refused rows as (line, reason)."""

    read: int = 0
    made: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def import_file(imports: "Imports", key: str, path: Path, report: Report | None = None) -> ImportResult:
    """Read a workbook whose headings are known and write its good rows in one transaction.

    A file without the format's essential columns is refused whole (field `path`): somebody has to look at it first.
    """
    plan = imports.open(key, path, report=report)
    fmt = imports.format(key)
    lacking = [fmt.column(each).heading for each in fmt.essential if each not in plan.places]
    if lacking:
        raise Refused(
            f"“{path.name}”里没有认出“{'”“'.join(lacking)}”一列，不像《{fmt.title}》；请在窗口里导入，逐列指明",
            code="no-essential", field="path", clause="[94]",
        )  # fmt: skip
    run = imports.run(plan, report)
    target = imports.target(key)
    bad = [(plan.row(target, place)[0], plan.finding(place).reason) for place in plan.places_of(RowVerdict.BAD)]
    return ImportResult(run.read, run.made, run.known, bad)
