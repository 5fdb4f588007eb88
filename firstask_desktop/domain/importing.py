"""A register somebody else made, on its way in: what is thought of each row, and what an import left behind."""

from datetime import datetime
from enum import StrEnum

from firstask_desktop.domain.values import dataclass

UNDONE = "撤销导入"
"""The reason that stands with every case an undone import had made."""


class RowVerdict(StrEnum):
    """What will happen with a row of the file."""

    GOOD = "good"
    KNOWN = "known"
    BAD = "bad"
    LEFT = "left"

    @property
    def word(self) -> str:
        """What people read."""
        return {
            RowVerdict.GOOD: "可导入",
            RowVerdict.KNOWN: "已有",
            RowVerdict.BAD: "有误",
            RowVerdict.LEFT: "不导入",
        }[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one row, the reason in words, and the value at fault by its name in a row."""

    verdict: RowVerdict
    reason: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a preview: its place there, its line in the file, the verdict, every value as text, which were mended."""

    place: int
    line: int
    finding: Finding
    cells: dict[str, str]
    mended: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRun:
    """One import that wrote something: which journal lines it wrote, of what file, by whom; and when it was undone.

    `former` keeps, as JSON, the rows of the house that the import changed, as they were before.
    """

    id: str = ""
    at: datetime | None = None
    actor: str = ""
    format: str = ""
    title: str = ""
    file: str = ""
    sheet: str = ""
    read: int = 0
    made: int = 0
    known: int = 0
    refused: int = 0
    left_out: int = 0
    counter: str = ""
    first_seq: int = 0
    last_seq: int = 0
    former: str = ""
    undone_at: datetime | None = None
    undone_by: str = ""
