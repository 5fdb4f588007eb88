"""Backups make themselves: half an hour after the last, and at every shift handover, beside the window (QUALITY, Trust)."""

from PySide6.QtCore import QObject, QThreadPool, Signal

from firstask_desktop.desk import Desk
from firstask_desktop.domain.backups import Made
from firstask_desktop.events import Changed
from ui.jobs import Cancelled, Job, Report
from ui.prompts import Prompts
from ui.signals import DeskSignals

SHIFT_CLOSED = "handover.receive"
LONGEST_MS = 30_000


class BackupBeat(QObject):
    """`beat()` is called now and then; it starts a backup when one is due. `told()` when there is something new to say.

    `trouble` is what went wrong last, in a sentence, empty when all is well.
    """

    told = Signal()

    def __init__(self, desk: Desk, prompts: Prompts, signals: DeskSignals, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self._wanted = False
        self.trouble = ""
        self.job: Job | None = None
        signals.changed.connect(self._changed)

    def _changed(self, changed: Changed) -> None:
        if changed.action == SHIFT_CLOSED:
            self._wanted = True

    def beat(self) -> None:
        """Start a backup when one is due, or a shift was closed since the last."""
        if self.job is not None or not self._desk.house.ready:
            return
        backups = self._desk.backups
        if backups.due() or (self._wanted and backups.changed()):
            self.begin()

    def begin(self) -> None:
        """Back up now."""
        self._wanted = False
        desk = self._desk

        def work(_report: Report, _cancelled: Cancelled) -> object:
            forked = desk.fork()
            try:
                return forked.backups.make()
            finally:
                forked.close()

        self.job = Job(work, self.tr("正在备份"), self)
        self.job.finished.connect(self._made)
        self.job.failed.connect(self._failed)
        self.job.bug.connect(self._bug)
        self.job.start()

    def rest(self) -> None:
        """The window closes: what is being written is finished first."""
        if self.job is not None:
            QThreadPool.globalInstance().waitForDone(LONGEST_MS)

    def _made(self, made: object) -> None:
        self._over(made.trouble if isinstance(made, Made) else "")

    def _failed(self, refusal: object) -> None:
        self._over(str(refusal))

    def _bug(self, text: str) -> None:
        self._over(self.tr("自动备份出错，见日志"))
        self._prompts.bug(None, text)

    def _over(self, trouble: str) -> None:
        if self.job is not None:
            self.job.deleteLater()
            self.job = None
        self.trouble = trouble
        self.told.emit()
