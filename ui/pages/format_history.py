"""The steps of an editor: back and forth, as many as were taken."""

from typing import Any

Draft = Any
MOST = 200


class History:
    """`History(draft)`: `now` is the draft as it stands; `change(draft, what)` takes a step, `undo()` and `redo()` move.

    Steps of the same `what` in a row are one: a word that is typed is taken back as a whole.
    """

    def __init__(self, draft: Draft) -> None:
        self._steps: list[Draft] = [draft]
        self._at = 0
        self._what = ""

    @property
    def now(self) -> Draft:
        """The draft as it stands."""
        return self._steps[self._at]

    @property
    def undoes(self) -> bool:
        """Whether there is a step to take back."""
        return self._at > 0

    @property
    def redoes(self) -> bool:
        """Whether a step was taken back."""
        return self._at + 1 < len(self._steps)

    def change(self, draft: Draft, what: str = "") -> None:
        """One step further; what was taken back before is forgotten."""
        if draft == self.now:
            return
        if what and what == self._what and self.undoes and not self.redoes:
            self._steps[self._at] = draft
        else:
            self._steps[self._at + 1 :] = [draft]
            self._steps = self._steps[-MOST:]
            self._at = len(self._steps) - 1
        self._what = what

    def undo(self) -> None:
        """One step back, if there is one."""
        self._at, self._what = max(self._at - 1, 0), ""

    def redo(self) -> None:
        """The step that was taken back, again."""
        self._at, self._what = min(self._at + 1, len(self._steps) - 1), ""
