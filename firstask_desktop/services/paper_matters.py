"""The lines of 06-01, its short layout and the 06-05 list held against the matters they are made of, by number."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.paper_checks import RowCheck, RowVerdict
from firstask_desktop.services.book_fields import behind, names_shown
from firstask_desktop.services.office import Office
from firstask_desktop.services.paper_reasons import NOT_COMPARED, Reading, Reasons, differing, plain
from firstask_desktop.storage import lookups

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import RecordFormat
    from firstask_desktop.ledgers.paper import Paper, PaperLine

RowOf = Callable[[Office, Case], Mapping[str, object]]
_COMPLAINT = "TS"


class MatterLines:
    """`check()` gives a verdict on every line of the paper, and on the matters of its days that it does not have."""

    def __init__(self, office: Office, then: Office | None, reasons: Reasons, row_of: RowOf) -> None:
        self._office = office
        self._then = then
        self._reasons = reasons
        self._row_of = row_of

    def check(self, paper: "Paper") -> list[RowCheck]:
        """Line by line as they stand on the paper, then what it lacks (not asked of a paper that shows only some rows)."""
        found: list[RowCheck] = []
        numbers: dict[str, None] = {}
        for line in paper.lines:
            number = str(line.values.get("number") or f"第 {line.line} 行")
            if number in numbers:
                found.append(RowCheck(f"{number}（第 {line.line} 行，编号重复）", line.line, RowVerdict.UNKNOWN))
            else:
                numbers[number] = None
                found.append(self._line(paper.fmt, number, line))
        return found if paper.filtered else found + self._not_printed(list(numbers))

    def _line(self, fmt: "RecordFormat", number: str, line: "PaperLine") -> RowCheck:
        case = lookups.case_by_number(self._office.store, number.removeprefix(_COMPLAINT))
        if case is None:
            return RowCheck(number, line.line, RowVerdict.UNKNOWN)
        present, former = self._row_of(self._office, case), self._former(case.id)
        sources = [
            (column.source, column.heading)
            for column in fmt.columns
            if column.key in line.there and not column.fixed and column.source in present.keys() - NOT_COMPARED
        ]
        cells = []
        for source, heading, said, says in differing(line.values, present, sources):
            was = plain(former.get(source)) if former is not None else None
            made_of = behind(fmt.key, self._office, present, source)
            named = names_shown(fmt.key, self._office, present, source)
            cells.append(self._reasons.check(Reading(heading, said, says, was), made_of, case.id, named))
        return RowCheck(number, line.line, RowVerdict.CHANGED if cells else RowVerdict.SAME, tuple(cells), case.id)

    def _former(self, case_id: str) -> Mapping[str, object] | None:
        if self._then is None:
            return None
        before = self._then.store.get(Case, case_id)
        return self._row_of(self._then, before) if before is not None else None

    def _not_printed(self, printed: Sequence[str]) -> list[RowCheck]:
        """Cases of the days on the paper that it does not have: born later, or left out."""
        numbers = [number.removeprefix(_COMPLAINT) for number in printed]
        days = sorted(day for number in numbers if (day := _day_of(number)))
        if not days:
            return []
        values: tuple[object, ...] = (days[0].isoformat(), days[-1].isoformat())
        where = "day >= ? AND day <= ?"
        prefix = _COMPLAINT if any(number.startswith(_COMPLAINT) for number in printed) else ""
        if prefix:
            kinds = tuple(choice.text for choice in self._office.choices("kind") if choice.complaint)
            where += f" AND kind IN ({','.join('?' * len(kinds))})"
            values = (*values, *kinds)
        return self._missing(lookups.ledger_rows(self._office.store, where, values, None, -1), prefix, set(numbers))

    def _missing(self, cases: Iterable[tuple[object, Case]], prefix: str, known: set[str]) -> list[RowCheck]:
        rows = []
        for _, case in cases:
            if case.number not in known:
                before = self._then.store.get(Case, case.id) if self._then is not None else None
                verdict = RowVerdict.NEW if before is None else RowVerdict.LEFT_OUT
                rows.append(RowCheck(prefix + case.number, 0, verdict, (), case.id))
        return rows


def _day_of(number: str) -> date | None:
    found = re.fullmatch(r"[A-Z][A-Z0-9]{0,3}?(\d\d)(\d\d)(\d\d)-\d{3,}", number)
    try:
        return date(2000 + int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
