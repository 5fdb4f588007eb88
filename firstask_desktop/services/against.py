"""`desk.ledgers.against`: whether a register on paper still agrees with the journal, line by line and cell by cell.

The journal is replayed up to the 封账码 on the paper. A cell that differs from today but is what the register said then
was changed by later lines, and those are named; a cell the register never said was altered on the paper.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import from_text, local
from firstask_desktop.domain.flow import BY_ACTION, Action
from firstask_desktop.domain.paper_checks import WORD_OF_SEAL, CellCheck, PaperCheck, RowCheck, RowVerdict
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.storage import lookups, replay
from firstask_desktop.storage.journal import ERASED
from firstask_desktop.storage.later import Deed, deeds_after

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import FormatColumn, RecordFormat

Report = Callable[[int, int], None]
RowOf = Callable[[Office, Case], Mapping[str, object]]
_SEAL = re.compile(WORD_OF_SEAL + r"\s*[:：]?\s*([A-Za-z0-9]+-\d+-[0-9A-Fa-f]{10})")
_FILTERED = "（筛选："
_COMPLAINT = "TS"
NOT_COMPARED = frozenset({"seq_on_page"})
MOST_NAMED = 3
FIELDS: Mapping[str, tuple[str, ...]] = {
    "date": ("contact_at", "registered_at"), "time": ("contact_at",),
    "requester_name": ("name", "name_reason", "organisation", "requester_staff"), "room": ("room", "organisation"),
    "phone": ("phone", "phone_reason"), "matter_text": ("words", "request"), "summary": ("words",),
    "told": ("told_rule", "told_procedure", "told_limit", "told_department"),
    "department": ("department", "handed_at"), "handler": ("handler", "handed_at"),
    "promise": ("promise_at", "promise_changes"), "result": ("result", "answer"),
    "measures": ("result",), "answered": ("answered_at", "answer_way"), "callback": ("callback_at", "caller_back"),
    "remark": ("remark", "late_entry", "broken_promises", "visits", "redo_count", "carrier", "state", "void_reason",
               "merged_into"),
    "closed_on": ("closed_at",),
}  # fmt: skip
"""Which fields of a case stand behind a column; a column not named here shows the field of its own name."""


class Against:
    """Compares one workbook that this program wrote with the register as it is now and as it was then."""

    def __init__(
        self,
        office: Office,
        formats: "tuple[RecordFormat, ...]",
        row_of: Callable[[str], RowOf],
        others: "tuple[RecordFormat, ...]" = (),
    ) -> None:
        """`formats` are compared line by line; of `others`, whose rows are no matters, only the 封账码 is checked."""
        self._office = office
        self._formats = formats
        self._others = others
        self._row_of = row_of

    def run(self, path: Path, report: Report | None = None) -> PaperCheck:
        """Read the workbook behind the guard and compare. Refused with field `path` when it carries no 封账码."""
        fmt, seal, sheets, filtered = self._recognised(path)
        store = self._office.store
        by_line = fmt in self._formats
        printed = dict(self._printed(path, fmt, sheets)) if by_line else {}
        faults = tuple(replay.verify(store, report).faults)
        last = replay.sealed_line(store, seal)
        if not by_line:
            return PaperCheck(fmt.title, seal, self._told(last), last is not None, faults, 0, (), by_line=False)
        then = Office(replay.as_it_was(store, last)) if last else None
        try:
            deeds = tuple(deeds_after(store, last)) if last else ()
            rows = [self._line(fmt, number, *found, then, deeds) for number, found in printed.items()]
            rows += self._not_printed(printed, then) if not filtered else []
        finally:
            if then is not None:
                then.close()
        same = sum(row.verdict is RowVerdict.SAME for row in rows)
        differing = tuple(
            sorted((row for row in rows if row.verdict is not RowVerdict.SAME), key=lambda row: row.explained)
        )
        return PaperCheck(fmt.title, seal, self._told(last), last is not None, faults, same, differing)

    def _told(self, last: tuple[str, str, int] | None) -> str:
        return f"{local(from_text(last[0]), self._office.zone):%Y-%m-%d %H:%M}" if last else ""

    # -- the paper --------------------------------------------------------------------------------------------------

    def _recognised(self, path: Path) -> "tuple[RecordFormat, str, list[str], bool]":
        """Which format it is, its 封账码, the sheets that hold rows, and whether it shows only some of the rows."""
        from firstask_desktop.ledgers.headings import find_headings
        from firstask_desktop.ledgers.reading import ForeignWorkbook

        with ForeignWorkbook(path) as book:
            peeks = book.sheets
        top = [str(cell) for peek in peeks for _, line in peek.lines[:4] for cell in line if isinstance(cell, str)]
        seals = [found[1] for text in top if (found := _SEAL.search(text))]
        if not seals:
            raise Refused(f"“{path.name}”上没有封账码，不能核对；请用本程序导出的台账", code="no_seal", field="path")
        best, chosen, sheets = 0, self._formats[0], list[str]()
        for fmt in (*self._formats, *self._others):
            scores = {peek.name: len(match.places) for peek in peeks if (match := find_headings(fmt, peek.lines))}
            score = max(scores.values(), default=0)
            rank = score * 2 + (score == len(fmt.columns))
            if rank > best:
                best, chosen = rank, fmt
                sheets = [name for name, found in scores.items() if found == score]
        if not best:
            raise Refused(f"“{path.name}”不是台账，认不出表头", code="no-headings", field="path")
        return chosen, seals[0], sheets, any(_FILTERED in text for text in top)

    def _printed(
        self, path: Path, fmt: "RecordFormat", sheets: list[str]
    ) -> "Iterator[tuple[str, tuple[int, Mapping[str, object], frozenset[str]]]]":
        """(number, (line, values, the columns there are)) of every line on the paper."""
        from firstask_desktop.ledgers.reader import read_sheet

        for sheet in sheets:
            rows = read_sheet(path, fmt, sheet)
            for line, values in rows:
                yield str(values.get("number") or f"第 {line} 行"), (line, values, frozenset(rows.columns))

    # -- one line ---------------------------------------------------------------------------------------------------

    def _line(
        self,
        fmt: "RecordFormat",
        number: str,
        line: int,
        values: Mapping[str, object],
        there: frozenset[str],
        then: Office | None,
        deeds: tuple[Deed, ...],
    ) -> RowCheck:
        case = lookups.case_by_number(self._office.store, number.removeprefix(_COMPLAINT))
        if case is None:
            return RowCheck(number, line, RowVerdict.UNKNOWN)
        row_of = self._row_of(fmt.key)
        present = row_of(self._office, case)
        former = self._former(row_of, then, case.id)
        about = [deed for deed in deeds if deed.subject == case.id or deed.touched("cases", case.id)]
        cells = []
        for column in fmt.columns:
            if column.key not in there or column.fixed or not present.keys() & {column.source} - NOT_COMPARED:
                continue
            said, says = _plain(values.get(column.source)), _plain(present[column.source])
            if said != says:
                was = _plain(former.get(column.source)) if former is not None else None
                cells.append(self._cell(column, case, (said, says, was), about, deeds))
        return RowCheck(number, line, RowVerdict.CHANGED if cells else RowVerdict.SAME, tuple(cells), case.id)

    @staticmethod
    def _former(row_of: RowOf, then: Office | None, case_id: str) -> Mapping[str, object] | None:
        before = then.store.get(Case, case_id) if then is not None else None
        return row_of(then, before) if then is not None and before is not None else None

    def _cell(
        self,
        column: "FormatColumn",
        case: Case,
        texts: tuple[str, str, str | None],
        about: list[Deed],
        deeds: tuple[Deed, ...],
    ) -> CellCheck:
        said, says, was = texts
        if was is not None and ERASED in was:
            return CellCheck(column.heading, said, says, "该项已匿名化，无从比对", True)
        if was is None or said != was:
            because = f"日志当时是「{was or '空'}」，纸上被改动过" if was is not None else "封账时日志里没有这一件"
            return CellCheck(column.heading, said, says, because, False)
        behind = set(FIELDS.get(column.source, (column.source,)))
        own = [deed for deed in about if behind & set(deed.touched("cases", case.id))]
        beside = [deed for deed in about if deed not in own and not deed.touched("cases", case.id)]
        house = [deed for deed in deeds if deed.fields.keys() & {"people", "departments", "centres", "choices"}]
        return CellCheck(column.heading, said, says, self._named(own or beside or about or house), True)

    def _named(self, deeds: list[Deed]) -> str:
        """The lines that did it, newest last, with time and person."""
        lines = [
            f"日志 {deed.counter}-{deed.seq} {local(from_text(deed.at), self._office.zone):%m-%d %H:%M} "
            f"{self._office.name(deed.actor) or '系统'} {_deed_word(deed)}"
            for deed in deeds[-MOST_NAMED:]
        ]
        more = f"等 {len(deeds)} 行" if len(deeds) > MOST_NAMED else ""
        return "、".join(lines) + more

    # -- what the paper does not have -------------------------------------------------------------------------------

    def _not_printed(self, printed: Mapping[str, object], then: Office | None) -> list[RowCheck]:
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
        known = set(numbers)
        rows = []
        for _, case in lookups.ledger_rows(self._office.store, where, values, None, -1):
            if case.number not in known:
                before = then.store.get(Case, case.id) if then is not None else None
                verdict = RowVerdict.NEW if before is None else RowVerdict.LEFT_OUT
                rows.append(RowCheck(prefix + case.number, 0, verdict, (), case.id))
        return rows


def _plain(value: object) -> str:
    """A cell as both sides read it: trimmed, without what no cell can hold."""
    from firstask_desktop.ledgers.cells_in import trimmed
    from firstask_desktop.ledgers.cells_out import clean_text, to_text

    if isinstance(value, datetime):
        value = value.replace(second=0, microsecond=0)
    return trimmed(clean_text(to_text(value))) if value is not None else ""


def _day_of(number: str) -> date | None:
    found = re.fullmatch(r"[A-Z][A-Z0-9]{0,3}?(\d\d)(\d\d)(\d\d)-\d{3,}", number)
    try:
        return date(2000 + int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _deed_word(deed: Deed) -> str:
    """What a journal line did, as people say it."""
    room, _, name = deed.action.partition(".")
    if room == "case" and name in set(BY_ACTION):
        return BY_ACTION[Action(name)].word
    if room == "house":
        return next((words for table, words in _HOUSE.items() if table in deed.fields), "改设置")
    return {"case.broken": "记失约", "case.import": "导入"}.get(deed.action, deed.action)


_HOUSE = {"people": "改人员资料", "departments": "改部门资料", "choices": "改选择项", "centres": "改中心资料"}
