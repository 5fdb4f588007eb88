"""`desk.prints`: registers and forms as they go on paper, from the same declaration as the workbook ([94] [95])."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstask_desktop.domain.clock import local
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.desk_life import Handover
from firstask_desktop.domain.printed import (
    Printed,
    PrintedBox,
    PrintedColumn,
    PrintedForm,
    PrintedRegister,
    PrintedSection,
    Sheet,
)
from firstask_desktop.services.handover import ShiftHandover
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.planned_books import IN_HAND, ROSTER
from firstask_desktop.services.registers import Registers
from firstask_desktop.services.rosters import DAYS, monday
from firstask_desktop.services.waiting import WaitingRoom

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import RecordFormat
    from firstask_desktop.ledgers.template import RegisterHeader

MOST_ROWS, MOST_FORMS = 5_000, 300
"""More than a printer should be given at once."""


class Prints:
    """What the printer is given."""

    def __init__(self, office: Office, session: Session, folder: Path) -> None:
        self._office = office
        self._session = session
        self._registers = Registers(office, session, folder)

    def sheets(self, key: str, query: LedgerQuery) -> tuple[Printed, ...]:
        """A register, or one form a record. Refused when there is nothing to print, or more than one sitting prints."""
        fmt = self._registers.format(key)
        header, footer, rows = self._registers.on_paper(key, query, MOST_FORMS if fmt.sections else MOST_ROWS)
        if fmt.sections:
            return tuple(form_of(fmt, header, row) for row in rows)
        return (register_of(fmt, header, footer, rows),)

    def room(self) -> PrintedRegister:
        """《接待室等候登记》 of today: who came, and whoever of an earlier day still waits ([87]–[89])."""
        visitors = WaitingRoom(self._office, self._session).today()
        waiting = sum(visitor.waiting for visitor in visitors)
        return self._book("waiting-room", visitors, waiting, self._today())

    def shift_log(self, handover: Handover) -> PrintedRegister:
        """《交接班日志》 of one handover, every line with both confirmations ([14])."""
        lines = ShiftHandover(self._office, self._session).lines(handover.id)
        open_ = sum(not (line.given and line.received) for line in lines)
        begun = local(handover.begun_at, self._office.zone).date() if handover.begun_at else self._today()
        return self._book("shift-log", lines, open_, begun)

    def week(self, day: date) -> tuple[Printed, ...]:
        """《班次表》 of the week around `day`, and the matters everybody has in hand: also the list of people without a login
        ([23])."""
        first = monday(day)
        made = self.sheets(ROSTER, LedgerQuery(first_day=first, last_day=first + timedelta(days=DAYS - 1)))
        if 1 <= self._registers.count(IN_HAND, LedgerQuery()) <= MOST_ROWS:
            made += self.sheets(IN_HAND, LedgerQuery())
        return made

    def _book(self, key: str, records: Sequence[Any], unfinished: int, day: date) -> PrintedRegister:
        header, footer, rows = self._registers.lines_on_paper(key, records, unfinished, day)
        return register_of(self._registers.format(key), header, footer, rows)

    def _today(self) -> date:
        return local(self._office.clock.now(), self._office.zone).date()


def _sheet(fmt: "RecordFormat", header: "RegisterHeader") -> Sheet:
    named = " · ".join(part for part in (header.organisation, header.centre) if part)
    page = fmt.page
    return Sheet(
        f"{fmt.title}　{header.month}" if fmt.columns else fmt.title, named, fmt.form_number, fmt.revision, header.seal,
        page.paper, page.landscape, page.margins, page.font, page.font_size,
        header.mark,
    )  # fmt: skip


def register_of(
    fmt: "RecordFormat", header: "RegisterHeader", footer: Any, rows: Sequence[Mapping[str, object]]
) -> PrintedRegister:
    """The rows of a list as the format prints them, with the counts below and who signs."""
    from firstask_desktop.ledgers.cells_out import clean_text
    from firstask_desktop.ledgers.displaying import displayed

    columns = tuple(
        PrintedColumn(header.heading(column), column.width, column.kind in ("text", "ticks") and column.width >= 14)
        for column in fmt.columns
    )
    words = tuple(
        tuple(
            "" if (value := row.get(column.source)) is None else clean_text(displayed(value, column.display))
            for column in fmt.columns
        )
        for row in rows
    )
    counts = fmt.counts.format(received=footer.received, open=footer.open, due_today=footer.due_today)
    return PrintedRegister(_sheet(fmt, header), columns, words, counts, fmt.signatures)


def form_of(fmt: "RecordFormat", header: "RegisterHeader", record: Mapping[str, object]) -> PrintedForm:
    """One record as its form is printed; what it does not say is left to be written by hand."""
    from firstask_desktop.ledgers.form_layout import paper_rows

    rows = paper_rows(fmt, record, 3.7)
    sections = tuple(
        PrintedSection(
            section.heading,
            tuple(
                tuple(PrintedBox(box.label, box.text, box.span, box.lines, box.kind == "sign") for box in row.boxes)
                for row in rows
                if row.section == section.heading
            ),
        )
        for section in fmt.sections
    )
    return PrintedForm(_sheet(fmt, header), str(record.get("record_number") or ""), sections)
