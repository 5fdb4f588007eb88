"""What is half-typed at the counter: written down two seconds after the last key, put back where it was left ([13])."""

from PySide6.QtCore import QObject, QTimer, Signal

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.pages.intake_form import IntakeForm
from ui.pages.intake_read import draft_of, put_draft_back

DRAFT_MS = 2000


class IntakeDraft(QObject):
    """The draft of whoever sits at the desk; `kept(whether)` after every writing, `refused(Refused)` when the disk took none.

    What the disk refuses stays in the form, and is written when it takes it.
    """

    kept = Signal(bool)
    refused = Signal(object)

    def __init__(self, desk: Desk, form: IntakeForm, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self._key = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self._in_time)

    def change_person(self) -> None:
        """The draft of the person who is signed in now."""
        actor = self._desk.actor
        self._key = f"intake/{actor.id}" if actor else ""

    def put_back(self) -> bool:
        """Put what was left into the form; whether there was something."""
        draft = self._desk.drafts.load(self._key) if self._key else {}
        if draft:
            put_draft_back(self._form, draft)
        return bool(draft)

    def soon(self) -> None:
        """Something was typed."""
        if not self._timer.isActive():
            self._timer.start()

    def rest(self) -> None:
        """Nothing is to be written any more."""
        self._timer.stop()

    def keep(self) -> None:
        """Write down what is half-typed; refused when the disk takes nothing."""
        self._timer.stop()
        if not self._key:
            return
        draft = draft_of(self._form)
        if draft:
            self._desk.drafts.save(self._key, draft)
        else:
            self._desk.drafts.clear(self._key)
        self.kept.emit(bool(draft))

    def forget(self) -> None:
        """It was saved for good."""
        if self._key:
            self._desk.drafts.clear(self._key)

    def _in_time(self) -> None:
        try:
            self.keep()
        except Refused as refused:
            self.refused.emit(refused)
