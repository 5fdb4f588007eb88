"""Long work of the import on a desk of its own beside the window: one piece at a time, with its bar and its words."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from ui.jobs import Cancelled, Job, JobBar, Report
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction

Done = Callable[[object], None]
Work = Callable[[Desk, Report, Cancelled], object]


class DeskWork(QWidget):
    """`start(words, work, done)`: `work` gets a fork of the desk; `done` gets what it gave.

    `began()` when work begins; `freed()` when it ended, before anything is told; then `done`, or `refused(sentence)`, or
    `stopped()` when it was cancelled. `say(...)` shows words above the page.
    """

    began = Signal()
    freed = Signal()
    refused = Signal(str)
    stopped = Signal()
    acted = Signal(str)

    def __init__(self, desk: Desk, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self._done: Done = self._nothing
        self.job: Job | None = None
        self.bar, self.notice = JobBar(), Notice()
        self.notice.acted.connect(self.acted)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.bar)
        rows.addWidget(self.notice)

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self.job is not None

    def say(self, words: str, tone: Tone = Tone.ACCENT, *actions: NoticeAction) -> None:
        """Show words, or nothing for none."""
        self.notice.say(words, tone, actions=actions)

    def start(self, words: str, work: Work, done: Done) -> bool:
        """Begin unless something runs; whether it began."""
        if self.job is not None:
            return False
        desk = self._desk

        def beside(report: Report, cancelled: Cancelled) -> object:
            forked = desk.fork()
            try:
                return work(forked, report, cancelled)
            finally:
                forked.close()

        self.job, self._done = Job(beside, words, self), done
        self.say("")
        self.job.finished.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.job.cancelled.connect(self._cancelled)
        self.job.bug.connect(self._bug)
        self.bar.follow(self.job)
        self.began.emit()
        self.job.start()
        return True

    def cancel(self) -> None:
        """Ask what runs to stop."""
        if self.job is not None:
            self.job.cancel()

    def _over(self) -> None:
        if self.job is not None:
            self.job.deleteLater()
            self.job = None
        self.freed.emit()

    def _finished(self, what: object) -> None:
        self._over()
        self._done(what)

    def _failed(self, refusal: object) -> None:
        self._over()
        self.refused.emit(str(refusal))

    def _cancelled(self) -> None:
        self._over()
        self.stopped.emit()

    def _bug(self, text: str) -> None:
        self._over()
        self._prompts.bug(self, text)

    def _nothing(self, _what: object) -> None:
        """Nothing was begun yet."""
