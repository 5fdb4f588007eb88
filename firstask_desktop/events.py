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


def together(changes: Sequence[Changed]) -> Changed:
    """Many commands told as one: all rows they wrote, once each; action, subject and person where all have the same."""
    rows: dict[str, dict[str, None]] = {}
    for change in changes:
        for table, ids in change.rows.items():
            rows.setdefault(table, {}).update(dict.fromkeys(ids))
    actions = {change.action for change in changes}
    subjects = {change.subject for change in changes}
    actors = {change.actor for change in changes}
    return Changed(_only(actions), _only(subjects), _only(actors), {table: tuple(ids) for table, ids in rows.items()})


def _only(words: set[str]) -> str:
    return words.pop() if len(words) == 1 else ""


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
