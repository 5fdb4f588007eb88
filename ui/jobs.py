"""Long work off the window's thread: import, export, backup, verify, merge."""

import gc
import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from firstask_desktop.errors import Refused

log = logging.getLogger(__name__)

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Work = Callable[[Report, Cancelled], object]

PAUSE = 0.04
"""Least seconds between two progress signals, so that a busy job cannot flood the window."""


@contextmanager
def lasting() -> Iterator[None]:
    """What is made meanwhile is large and stays, as a register read for its preview: the collector does not walk it.

    A full collection that walks a hundred thousand rows stops the window for a tenth of a second, several times while
    they are read and again whenever something else grows. What nobody holds any more still goes at once.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class Job(QObject):
    """Runs `work(report, cancelled)` on the thread pool; exactly one of the last four signals ends it.

    `progress(done, total)`; `finished(result)`; `failed(Refused)` for a refusal; `bug(traceback)` for any other
    error; `cancelled()` when it was asked to stop and then returned None or refused with code "cancelled".
    All signals arrive on the thread the job was made on. Keep the job until it ended (a parent does).
    """

    progress = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    bug = Signal(str)
    cancelled = Signal()
    _over = Signal(str, object)
    _step = Signal(int, int)

    def __init__(self, work: Work, words: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._work = work
        self._stop = threading.Event()
        self._told = 0.0
        self.running = False
        self._step.connect(self.progress, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Begin; starting a running job again does nothing."""
        if not self.running:
            self.running = True
            (pool or QThreadPool.globalInstance()).start(self._run)

    def cancel(self) -> None:
        """Ask the work to stop at its next look."""
        self._stop.set()

    def _run(self) -> None:
        try:
            self._over.emit("finished", self._work(self._report, self._stop.is_set))
        except Refused as refusal:
            self._over.emit("failed", refusal)
        except BaseException as error:  # on this thread nobody else would hear of it
            log.critical("a job failed: %s", self.words, exc_info=True)
            self._over.emit("bug", "".join(traceback.format_exception(error)))

    def _report(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - self._told >= PAUSE:
            self._told = now
            self._step.emit(done, total)

    def _end(self, how: str, what: object) -> None:
        self.running = False
        if how == "bug":
            self.bug.emit(str(what))
        elif self._stop.is_set() and (what is None or (isinstance(what, Refused) and what.code == "cancelled")):
            self.cancelled.emit()
        elif how == "failed":
            self.failed.emit(what)
        else:
            self.finished.emit(what)


class JobBar(QWidget):
    """A job's words, progress and 取消; hidden while no job runs. `follow(job)` before `job.start()`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("正在进行的工作"))
        self._job: Job | None = None
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("进度"))
        self.stop = QPushButton(self.tr("取消"))
        self.stop.setAccessibleName(self.tr("取消这项工作"))
        self.stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.count)
        row.addWidget(self.stop)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show this job until it ends, however it ends."""
        self._job = job
        self.words.setText(job.words)
        self.count.setText("")
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        job.progress.connect(self._progress)
        for end in (job.finished, job.failed, job.bug, job.cancelled):
            end.connect(self._ended)
        self.show()

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(min(done, total))
        self.count.setText(f"{done:,} / {total:,}".replace(",", "\u202f"))

    def _cancel(self) -> None:
        if self._job is not None:
            self.stop.setEnabled(False)
            self.words.setText(self.tr("正在停下…"))
            self._job.cancel()

    def _ended(self) -> None:
        if self.sender() in (None, self._job):
            self._job = None
            self.hide()
