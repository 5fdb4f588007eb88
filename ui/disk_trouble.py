"""What the disk says against the window's own work, in the line at its foot, until the disk takes it again."""

from collections.abc import Callable

from firstask_desktop.errors import Refused
from ui.theme import repolish
from ui.widgets.labels import ElidedLabel

Work = Callable[[], object]


class DiskTrouble:
    """`during(work …)` does each and never raises a refusal: nobody pressed anything, so no box may come up every half minute.

    `words` is the refusal of the last time, empty when all went well.
    """

    def __init__(self, line: ElidedLabel) -> None:
        self._line = line
        self.words = ""

    def during(self, *works: Work) -> bool:
        """Do each, whatever becomes of the others; whether all went well."""
        refused = [said for said in map(_refused, works) if said]
        self.words = refused[0] if refused else ""
        if refused:
            self.say(str)
        return not refused

    def say(self, safe: Callable[[], str]) -> None:
        """The trouble in red, else that all is safe."""
        try:
            words = self.words or safe()
        except Refused as refused:
            words = self.words = str(refused)
        role = "refusal" if self.words else "muted"
        if self._line.property("role") != role:
            self._line.setProperty("role", role)
            repolish(self._line)
        self._line.set_words(words)


def _refused(work: Work) -> str:
    try:
        work()
    except Refused as refused:
        return str(refused)
    return ""
