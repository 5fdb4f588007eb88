"""What a paper is held against: the rows of each register and list, in the office as it is and as it was at the seal."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.paper_checks import PaperCheck
from firstask_desktop.services.against import Against
from firstask_desktop.services.form_files import LISTS
from firstask_desktop.services.house import House
from firstask_desktop.services.import_lists import ListTarget
from firstask_desktop.services.office import Office
from firstask_desktop.services.own_columns import own_columns
from firstask_desktop.services.paper_books import RowsOf
from firstask_desktop.services.paper_matters import RowOf
from firstask_desktop.services.people import Session
from firstask_desktop.services.registers import OFFERED, SHIPPED, Registers

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import RecordFormat


class Papers:
    """`against(path)`: every register that is exported, and the lists of the house."""

    def __init__(self, office: Office, session: Session, folder: Path) -> None:
        self._office = office
        self._session = session
        self._folder = folder

    def against(self, path: Path, report: Callable[[int, int], None] | None = None) -> PaperCheck:
        """Whether a register or list once exported still agrees with the journal, row by row."""
        matters = tuple(fmt for fmt in map(self._format, SHIPPED) if fmt.columns)
        books = tuple(map(self._format, (*OFFERED[len(SHIPPED) :], *LISTS)))
        return Against(self._office, matters, self._row_of, books, self._rows_of).run(path, report)

    def _format(self, key: str) -> "RecordFormat":
        from firstask_desktop.ledgers.formats import load_format_or_shipped

        return load_format_or_shipped(key, self._folder / "formats")[0]

    def _row_of(self, key: str) -> RowOf:
        """How a case reads as a row of this format."""
        own = own_columns(self._format(key).columns)
        made: dict[Office, Registers] = {}

        def row(office: Office, case: Case) -> Mapping[str, object]:
            if office not in made:
                made[office] = Registers(office, self._session, self._folder)
            return made[office].row(key, case, 0, own)

        return row

    def _rows_of(self, key: str) -> RowsOf:
        """The rows of a register or list."""
        fmt = self._format(key)

        def rows(office: Office, query: LedgerQuery) -> Iterator[Mapping[str, object]]:
            if key not in LISTS:
                yield from Registers(office, self._session, self._folder).lines(fmt, query)
                return
            for row in ListTarget(office, House(office, self._session), key, fmt).rows():
                yield row | {"row_id": row["id"], "case_id": ""}

        return rows
