"""What an import writes into: cases, people, matters, external units. One way of checking, comparing and writing each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from firstask_desktop.domain.importing import Finding
from firstask_desktop.ledgers.formats import RecordFormat

Row = Mapping[str, Any]
FILLED = " filled"
"""Where a row names the values that it does not hold itself, but that were filled in for the whole file."""


@dataclass(slots=True)
class Draft:
    """A row that passed its checks: its line in the file, what it will become, and what tells it from other rows."""

    line: int
    what: Any
    print: str = ""
    number: str = ""


@dataclass(slots=True)
class Seen:
    """Rows of the same file that came before, by what tells them apart: where each of them stands."""

    prints: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[int, str]] = field(default_factory=dict)


class Target(Protocol):
    """`check` a row without writing, `compare` checked rows with what is there already, `write` one."""

    @property
    def action(self) -> str:
        """The journal action of one row's line."""

    @property
    def fmt(self) -> RecordFormat:
        """The columns it knows."""

    @property
    def needed(self) -> tuple[str, ...]:
        """Keys of the columns without which no row is complete."""

    def check(self, line: int, row: Row) -> Draft:
        """What a row will become; refused with the name of the value at fault as field."""

    def compare(self, drafts: Sequence[Draft], seen: Seen) -> list[Finding]:
        """For each draft whether it is new, there already, or at odds with what is there."""

    def write(self, draft: Draft) -> None:
        """Write one row as one command."""

    def former(self) -> str:
        """As JSON, what was written over, for an undo."""
