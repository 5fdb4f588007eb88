"""相似事项: what others told in similar words lately, below the words while they are typed (QUALITY S5, [18]).

One dark staircase is told by many. It stands below the words, so that what one types in does not move.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from firstask_desktop.desk import Desk
from firstask_desktop.domain.views import CaseRow
from ui.pages.intake_circumstances import LABEL
from ui.pages.intake_form import IntakeForm
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction

PAUSE = 300
"""Milliseconds after the last key press before a month of matters is looked through."""
MATTER = 9
LOOK = "look"
LOOK_KEY = "Alt+L"


class SimilarMatters(QObject):
    """Looks while the words are typed; `opened(case_id)` for the most alike. `leaving_out()` is shown elsewhere already."""

    opened = Signal(str)

    def __init__(self, desk: Desk, form: IntakeForm, leaving_out: Callable[[], str]) -> None:
        super().__init__(form)
        self._desk, self._form, self._leaving_out = desk, form, leaving_out
        self._words = ""
        self._rows: tuple[CaseRow, ...] = ()
        self.notice: Notice | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        form.words.edited.connect(self._pause.start)

    def clear(self) -> None:
        """Nothing is typed yet."""
        self._pause.stop()
        self._words, self._rows = "", ()
        if self.notice is not None:
            self.notice.say("")

    def look(self) -> None:
        """Ask where the words changed, and say what was found."""
        self._pause.stop()
        words = self._form.words.value()
        if words != self._words and self._desk.actor is not None:
            self._words = words
            self._rows = self._desk.cases.alike(words)
        shown = self._others()
        if shown:
            self._say(shown)
        elif self.notice is not None:
            self.notice.say("")

    def _others(self) -> list[CaseRow]:
        shown = self._leaving_out()
        return [row for row in self._rows if row.id != shown]

    def _say(self, rows: list[CaseRow]) -> None:
        if self.notice is None:
            self.notice = Notice()
            self.notice.acted.connect(self._act)
            beside = QVBoxLayout()
            beside.setContentsMargins(LABEL + 10, 0, 0, 0)
            beside.addWidget(self.notice)
            self._form.rows.insertLayout(self._form.rows.indexOf(self._form.fields["words"]) + 1, beside)
        title = self.tr("近 30 天相似的事项 %1 件").replace("%1", str(len(rows)))
        look = NoticeAction(LOOK, self.tr("看 %1").replace("%1", rows[0].number), LOOK_KEY)
        self.notice.say("\n".join(map(self._one_line, rows)), Tone.ACCENT, title, [look])

    @staticmethod
    def _one_line(row: CaseRow) -> str:
        """Where, what and how far it is, in one line of the narrow form."""
        where = row.case.room or row.requester
        matter = row.matter if len(row.matter) <= MATTER else f"{row.matter[:MATTER]}…"
        return " · ".join(filter(None, (where, matter, row.state)))

    def _act(self, _look: str) -> None:
        self.opened.emit(self._others()[0].id)
