"""The preview of an import: which column is what, and the verdict on every row, before anything is written (S7, T7)."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from firstask_desktop.domain.importing import Finding, RowVerdict, RowView
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.cells_in import as_text, converter
from firstask_desktop.ledgers.raw_table import Lines, RawTable
from firstask_desktop.ledgers.reading_child import MOST_TEXT
from firstask_desktop.ledgers.typed_rows import RowReader
from firstask_desktop.services.import_target import FILLED, Draft, Row, Seen, Target

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
_GOOD = Finding(RowVerdict.GOOD)
_CODES = (RowVerdict.GOOD, RowVerdict.KNOWN, RowVerdict.BAD, RowVerdict.LEFT)
_PLACE = {verdict: place for place, verdict in enumerate(_CODES)}
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class _Ready:
    """The reader of rows, the kinds of their values, and the values for the whole file, as the columns stand."""

    reader: RowReader
    kinds: dict[str, str]
    filling: list[tuple[str, object]]


@dataclass
class ImportPlan:
    """A file on its way in. `places` maps the format's keys to columns of the sheet, `fixed` gives what stands in the
    whole file where a cell is empty. Rows are counted from 0; a row's values are named as in the format (`source`).
    """

    key: str
    title: str
    table: RawTable
    places: dict[str, int]
    needed: tuple[str, ...]
    fixed: dict[str, str] = field(default_factory=dict)
    rows: "array[int]" = field(default_factory=lambda: array("l"))
    _verdicts: bytearray = field(default_factory=bytearray)
    _findings: dict[int, Finding] = field(default_factory=dict)
    _mended: dict[int, dict[str, str]] = field(default_factory=dict)
    _alike: dict[tuple[str, str], str] = field(default_factory=dict)
    _left: set[int] = field(default_factory=set)
    _seen: Seen = field(default_factory=Seen)
    _ready: "_Ready | None" = None

    # -- questions --------------------------------------------------------------------------------------------------

    @property
    def headings(self) -> tuple[str, ...]:
        """The sheet's headings by column."""
        return self.table.match.headings

    @property
    def heading_line(self) -> int:
        """The first line of the headings."""
        return self.table.match.line - (1 if self.table.double else 0)

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys that every row needs and that neither a column nor a value for the whole file gives."""
        return tuple(key for key in self.needed if key not in self.places and not self.fixed.get(key))

    def counts(self) -> dict[RowVerdict, int]:
        """How many rows of each verdict."""
        return {verdict: self._verdicts.count(place) for place, verdict in enumerate(_CODES)}

    def places_of(self, verdict: RowVerdict | None) -> Sequence[int]:
        """The rows of a verdict, or all of them, in the order of the file."""
        if verdict is None:
            return range(len(self.rows))
        code = _PLACE[verdict]
        return array("l", (place for place, each in enumerate(self._verdicts) if each == code))

    def as_bad_as(self, place: int) -> int:
        """How many further rows are refused for the very same reason."""
        reason = self.finding(place).reason
        return sum(1 for each in self._findings.values() if each.reason == reason) - 1 if reason else 0

    def finding(self, place: int) -> Finding:
        """The verdict on a row and its reason."""
        verdict = _CODES[self._verdicts[place]]
        return self._findings.get(place, _GOOD) if verdict is not RowVerdict.LEFT else Finding(RowVerdict.LEFT)

    def view(self, target: Target, place: int) -> RowView:
        """A row as the preview shows it."""
        line, row = self.row(target, place)
        cells = {column.source: shown(row.get(column.source)) for column in target.fmt.columns}
        return RowView(place, line, self.finding(place), cells, frozenset(self._mended.get(place, ())))

    def samples(self, column: int) -> list[str]:
        """The first values that stand in a column, to tell what it is."""
        found = [
            shown(values[column])
            for line, values in self.table.peek.lines
            if line > self.table.match.line and column < len(values) and values[column] is not None
        ]
        return list(dict.fromkeys(found))[:SAMPLES]

    # -- what a person says -----------------------------------------------------------------------------------------

    def assign(self, column: int, key: str) -> None:
        """Say what a column of the sheet is; an empty key means that it is not imported. The rows are to be judged anew."""
        self.places = {known: place for known, place in self.places.items() if place != column and known != key}
        if key:
            self.places[key] = column
        self._ready = None

    def fill(self, key: str, text: str) -> None:
        """Say what stands in the whole file where this value is empty; an empty text says nothing."""
        self.fixed = {known: value for known, value in self.fixed.items() if known != key}
        if text.strip():
            self.fixed[key] = text.strip()
        self._ready = None

    def forget_rows(self) -> None:
        """Columns moved to other meanings: mended cells and left-out rows no longer fit."""
        self._mended.clear()
        self._alike.clear()
        self._left.clear()

    def mend(self, place: int, source: str, text: str) -> None:
        """Write something else into a cell."""
        self._mended.setdefault(place, {})[source] = text

    def mend_alike(self, source: str, old: str, new: str) -> None:
        """Write `new` into every cell of this column that says `old`."""
        self._alike[source, old] = new

    def leave_out(self, place: int, out: bool) -> None:
        """Leave a row out, or take it in again; it is then to be judged anew."""
        (self._left.add if out else self._left.discard)(place)

    # -- rows -------------------------------------------------------------------------------------------------------

    def row(self, target: Target, place: int) -> tuple[int, Row]:
        """(line number, values) of a row, with everything a person said."""
        line, values = self.table.line(self.rows[place])
        read = self.ready(target).reader.read(line, values)
        return line, self._said(target, place, read if read is not None else {})

    def ready(self, target: Target) -> "_Ready":
        """What types the cells as the columns are understood now."""
        if self._ready is None:
            columns = {column.key: column for column in target.fmt.columns}
            reader = RowReader(target.fmt, self.places, self.headings, self.table.match.line)
            filling = [(columns[key].source, converter(columns[key].kind)(text)) for key, text in self.fixed.items()]
            self._ready = _Ready(reader, {each.source: each.kind for each in columns.values()}, filling)
        return self._ready

    def _said(self, target: Target, place: int, row: dict[str, object]) -> Row:
        if not (self.fixed or self._alike or place in self._mended):
            return row
        ready = self.ready(target)
        if self._alike:
            for source in list(row):
                changed = self._alike.get((source, shown(row[source])))
                if changed is not None:
                    row[source] = converter(ready.kinds[source])(changed)
        for source, text in self._mended.get(place, {}).items():
            row[source] = converter(ready.kinds[source])(text)
        filled = [(source, value) for source, value in ready.filling if row.get(source) is None]
        if filled:
            row.update(filled)
            row[FILLED] = frozenset(source for source, _ in filled)
        return row

    # -- judging ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Forget every verdict."""
        self._ready = None
        self.rows = array("l")
        self._verdicts = bytearray()
        self._findings = {}
        self._seen = Seen()

    def judge_block(self, target: Target, first: int, lines: Lines) -> None:
        """Judge the next lines of the table."""
        reader = self.ready(target).reader
        drafts: list[tuple[int, Draft]] = []
        for offset, line, read in reader.read_lines(lines):
            place = len(self.rows)
            self.rows.append(first + offset)
            self._verdicts.append(_PLACE[RowVerdict.GOOD])
            draft = self._checked(target, place, line, self._said(target, place, read))
            if draft is not None:
                drafts.append((place, draft))
        self._compare(target, drafts)

    def judge_again(self, target: Target, places: Iterable[int]) -> None:
        """Judge single rows, after somebody mended them."""
        drafts = []
        for place in places:
            self._set(place, _GOOD)
            line, row = self.row(target, place)
            draft = self._checked(target, place, line, row)
            if draft is not None:
                drafts.append((place, draft))
        self._compare(target, drafts)

    def alike_rows(self, target: Target, source: str, text: str) -> list[int]:
        """The rows that say `text` in this column."""
        return [place for place in range(len(self.rows)) if shown(self.row(target, place)[1].get(source)) == text]

    def _checked(self, target: Target, place: int, line: int, row: Row) -> Draft | None:
        if place in self._left:
            self._set(place, Finding(RowVerdict.LEFT))
            return None
        try:
            _refuse_too_long(row)
            return target.check(line, row)
        except Refused as refusal:
            self._set(place, Finding(RowVerdict.BAD, refusal.message, refusal.field))
            return None

    def _compare(self, target: Target, drafts: list[tuple[int, Draft]]) -> None:
        findings = target.compare([draft for _, draft in drafts], self._seen)
        for (place, _), finding in zip(drafts, findings, strict=True):
            self._set(place, finding)

    def _set(self, place: int, finding: Finding) -> None:
        self._verdicts[place] = _PLACE[finding.verdict]
        if finding.verdict is RowVerdict.GOOD and not finding.reason:
            self._findings.pop(place, None)
        else:
            self._findings[place] = finding

    def drafts(self, target: Target) -> Iterator[list[tuple[int, Draft]]]:
        """The rows found good, checked once more, block by block."""
        block: list[tuple[int, Draft]] = []
        code = _PLACE[RowVerdict.GOOD]
        for place, verdict in enumerate(self._verdicts):
            if verdict == code:
                block.append((place, target.check(*self.row(target, place))))
            if len(block) == 200:
                yield block
                block = []
        yield block


def _refuse_too_long(row: Row) -> None:
    for source, value in row.items():
        if type(value) is str and len(value) > MOST_TEXT:
            raise Refused(f"这一格超过 {MOST_TEXT} 字，正常的表格放不下，请改短", code="too-long", field=source)


def shown(value: object) -> str:
    """A value as a cell shows it."""
    return "" if value is None else as_text(value) or ""
