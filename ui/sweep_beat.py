"""What passed unkept is counted beside the window: promises, pauses nobody took up, links nobody signed ([11] [26] [53])."""

from PySide6.QtCore import QObject, QThreadPool, Signal

from firstask_desktop.desk import Desk
from ui.disk_trouble import DiskTrouble
from ui.jobs import Cancelled, Job, Report
from ui.prompts import Prompts

LONGEST_MS = 10_000


class SweepBeat(QObject):
    """`beat()` is called now and then; it starts to count when something passed. `told()` when that is over.

    Never on the window's thread: while a long import has the file, a write waits for it, and so would every key. What the
    disk refuses is said as the disk's trouble.
    """

    told = Signal()

    def __init__(self, desk: Desk, prompts: Prompts, disk: DiskTrouble, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._prompts, self._disk = desk, prompts, disk
        self.job: Job | None = None

    def beat(self) -> None:
        """Count what is due, unless that is going on."""
        if self.job is not None or not self._desk.upkeep.passed():
            return
        desk = self._desk

        def work(_report: Report, cancelled: Cancelled) -> object:
            forked = desk.fork()
            try:
                return forked.upkeep.sweep_by_handfuls(cancelled)
            finally:
                forked.close()

        self.job = Job(work, parent=self)
        self.job.finished.connect(self._counted)
        self.job.failed.connect(self._failed)
        self.job.bug.connect(self._bug)
        self.job.start()

    def rest(self) -> None:
        """The window closes: the handful at hand is finished first."""
        if self.job is not None:
            self.job.cancel()
            QThreadPool.globalInstance().waitForDone(LONGEST_MS)

    def _counted(self, _count: object) -> None:
        self._over("")

    def _failed(self, refusal: object) -> None:
        self._over(str(refusal))

    def _bug(self, text: str) -> None:
        self._over("")
        self._prompts.bug(None, text)

    def _over(self, trouble: str) -> None:
        if self.job is not None:
            self.job.deleteLater()
            self.job = None
        self._disk.words = trouble or self._disk.words
        self.told.emit()
