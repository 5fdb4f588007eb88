"""What a comparison of a register on paper with the register of today found, in words a person can check."""

from collections.abc import Mapping
from enum import StrEnum

from firstask_desktop.domain.values import dataclass

WORD_OF_SEAL = "封账码"


class RowVerdict(StrEnum):
    """How one line of the paper stands to the register of today."""

    SAME = "same"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    LEFT_OUT = "left_out"
    NEW = "new"
    GONE = "gone"

    @property
    def word(self) -> str:
        """What people read."""
        return _WORDS[self]


_WORDS = {
    RowVerdict.SAME: "一致",
    RowVerdict.CHANGED: "有出入",
    RowVerdict.UNKNOWN: "册上没有这一行",
    RowVerdict.LEFT_OUT: "纸上缺这一行",
    RowVerdict.NEW: "纸上之后新增",
    RowVerdict.GONE: "现已不在册上",
}


@dataclass(frozen=True, slots=True)
class CellCheck:
    """One cell that reads otherwise today: what the paper says, what the register says, and which lines made it so.

    `explained` is False when the register never said what the paper says: then the paper was altered.
    """

    heading: str
    printed: str
    present: str
    because: str
    explained: bool

    @property
    def words(self) -> str:
        """The difference in one line."""
        return f"{self.heading}：纸上「{self.printed or '空'}」 → 现在「{self.present or '空'}」（{self.because}）"


@dataclass(frozen=True, slots=True)
class RowCheck:
    """One line of the paper (`line` is its line in the sheet, 0 for none) with its verdict. `number` is the matter's number,
    or what else tells the line from others."""

    number: str
    line: int
    verdict: RowVerdict
    cells: tuple[CellCheck, ...] = ()
    case_id: str = ""

    @property
    def explained(self) -> bool:
        """Whether later journal lines say how it came to be so."""
        if self.verdict in (RowVerdict.CHANGED, RowVerdict.GONE):
            return all(cell.explained for cell in self.cells)
        return self.verdict in (RowVerdict.SAME, RowVerdict.NEW)

    @property
    def words(self) -> str:
        """The line's verdict in words."""
        return "；".join(cell.words for cell in self.cells) or self.verdict.word


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """Everything a comparison found. `rows` holds what is not the same; `same` counts what is.

    `counted` is how many rows the paper says it has (None where it does not), `lines` how many it has.
    """

    title: str
    seal: str
    sealed_at: str
    stands: bool
    faults: tuple[str, ...]
    same: int
    rows: tuple[RowCheck, ...]
    lines: int = 0
    counted: int | None = None

    @property
    def counts(self) -> Mapping[RowVerdict, int]:
        """How many lines have each verdict."""
        found = dict.fromkeys(RowVerdict, 0) | {RowVerdict.SAME: self.same}
        for row in self.rows:
            found[row.verdict] += 1
        return found

    @property
    def unexplained(self) -> int:
        """How many lines no journal line explains."""
        return sum(not row.explained for row in self.rows)

    @property
    def complete(self) -> bool:
        """Whether the paper has as many lines as it says."""
        return self.counted in (None, self.lines)

    @property
    def sound(self) -> bool:
        """Whether the chain is whole, no line is missing and every difference has its line in the journal."""
        return self.stands and not self.faults and not self.unexplained and self.complete

    @property
    def summary(self) -> str:
        """The result in one paragraph."""
        stands = (
            f"日志里有这份纸的封账码 {self.seal}（{self.sealed_at}）"
            if self.stands
            else f"日志里没有这份纸的封账码 {self.seal}：日志在此之前被截断或改写过，或这份纸出自别处"
        )
        counted = "，".join(f"{verdict.word} {count} 行" for verdict, count in self.counts.items() if count) or "没有行"
        chain = f"；日志有 {len(self.faults)} 处不符" if self.faults else "；日志前后相连"
        left = f"，其中 {self.unexplained} 行日志不能解释" if self.unexplained else ""
        whole = "" if self.complete else f"纸上写着 {self.counted} 行，实有 {self.lines} 行。"
        return f"《{self.title}》{stands}{chain}。{counted}{left}。{whole}"
