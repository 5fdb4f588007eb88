"""`desk.ledgers.against`: whether a register on paper still agrees with the journal, line by line and cell by cell.

The journal is replayed up to the 封账码 on the paper. A cell that differs from today but is what the register said then
was changed by later lines, and those are named; a cell the register never said was altered on the paper.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.clock import from_text, local
from firstask_desktop.domain.paper_checks import PaperCheck, RowCheck, RowVerdict
from firstask_desktop.services.office import Office
from firstask_desktop.services.paper_books import BookLines, RowsOf
from firstask_desktop.services.paper_matters import MatterLines, RowOf
from firstask_desktop.services.paper_reasons import Reasons
from firstask_desktop.storage import replay
from firstask_desktop.storage.later import deeds_after

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import RecordFormat
    from firstask_desktop.ledgers.paper import Paper

Report = Callable[[int, int], None]


class Against:
    """Compares one workbook or CSV that this program wrote with the register as it is now and as it was then."""

    def __init__(
        self,
        office: Office,
        matters: "tuple[RecordFormat, ...]",
        row_of: Callable[[str], RowOf],
        books: "tuple[RecordFormat, ...]",
        rows_of: Callable[[str], RowsOf],
    ) -> None:
        """The rows of `matters` are found by their number where it is printed, those of `books` by what they say."""
        self._office = office
        self._matters = matters
        self._books = books
        self._row_of = row_of
        self._rows_of = rows_of

    def run(self, path: Path, report: Report | None = None) -> PaperCheck:
        """Read the paper behind the guard and compare. Refused with field `path` when it carries no 封账码."""
        from firstask_desktop.ledgers.paper import read_paper

        paper = read_paper(path, (*self._matters, *self._books))
        store = self._office.store
        faults = tuple(replay.verify(store, report).faults)
        last = replay.sealed_line(store, paper.seal)
        then = Office(replay.as_it_was(store, last)) if last else None
        try:
            rows = self._rows(paper, then, Reasons(self._office, deeds_after(store, last) if last else ()))
        finally:
            if then is not None:
                then.close()
        same = sum(row.verdict is RowVerdict.SAME for row in rows)
        differing = sorted((row for row in rows if row.verdict is not RowVerdict.SAME), key=lambda row: row.explained)
        return PaperCheck(
            paper.fmt.title, paper.seal, self._told(last), last is not None, faults, same, tuple(differing),
            len(paper.lines), paper.counted,
        )  # fmt: skip

    def _rows(self, paper: "Paper", then: Office | None, reasons: Reasons) -> list[RowCheck]:
        key = paper.fmt.key
        if paper.fmt in self._matters and all("number" in line.there for line in paper.lines):
            return MatterLines(self._office, then, reasons, self._row_of(key)).check(paper)
        return BookLines(self._office, then, reasons, self._rows_of(key)).check(paper)

    def _told(self, last: tuple[str, str, int] | None) -> str:
        return f"{local(from_text(last[0]), self._office.zone):%Y-%m-%d %H:%M}" if last else ""
