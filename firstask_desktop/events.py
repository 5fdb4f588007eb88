"""What is told after a command was committed, so that a page refreshes the row that changed and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """One committed command: its action word, the subject's row id, the acting person's id and the rows it wrote."""

    action: str
    subject: str
    actor: str
    rows: Mapping[str, tuple[str, ...]]

    def touches(self, table: str) -> bool:
        """Whether any row of `table` was written by the command."""
        return table in self.rows

    def concerns(self, case_id: str) -> bool:
        """Whether the command was about this case, or wrote it."""
        return case_id == self.subject or case_id in self.rows.get("cases", ())


class Gathering:
    """Commands made in one go, told when all are made: a few each for itself, more than `MANY` as one.

    A page then asks once and not a thousand times. The one holds all rows that were written, once each, and the action,
    subject and person where all commands have the same. What is gathered are row ids alone: a hundred thousand
    commands leave nothing behind that a garbage collection would have to walk.
    """

    MANY = 8

    def __init__(self) -> None:
        self._few: list[Changed] = []
        self._count = 0
        self._rows: dict[str, dict[str, None]] = {}
        self._one: tuple[str, str, str] | None = None

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, change: Changed) -> None:
        """Remember one more."""
        self._count += 1
        if self._count <= self.MANY:
            self._few.append(change)
        for table, ids in change.rows.items():
            self._rows.setdefault(table, {}).update(dict.fromkeys(ids))
        words = (change.action, change.subject, change.actor)
        known = self._one or words
        self._one = (_same(known[0], words[0]), _same(known[1], words[1]), _same(known[2], words[2]))

    def told(self) -> Sequence[Changed]:
        """What listeners hear, in the order it came."""
        if self._count <= self.MANY:
            return self._few
        return (Changed(*(self._one or ("", "", "")), {table: tuple(ids) for table, ids in self._rows.items()}),)


def _same(one: str, other: str) -> str:
    return one if one == other else ""


Listener = Callable[[Changed], None]


class Bulletin:
    """Tells every listener of a committed command, in the order they came. A listener's error is the caller's."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of every later command."""
        self._listeners.append(listener)

    def forget(self, listener: Listener) -> None:
        """Stop telling `listener`; unknown listeners are ignored so that closing twice is harmless."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def tell(self, changed: Changed) -> None:
        """Tell all listeners what was committed."""
        for listener in tuple(self._listeners):
            listener(changed)
