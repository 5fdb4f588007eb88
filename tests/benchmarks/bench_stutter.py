"""How long the window stands still while long work runs beside it: export, backup, check, import of a large register.

    bench_stutter.py [CASES [LINES [ROWS]]]   (100 000 cases out and backed up, a journal of 10 000 lines checked, a workbook
                                               of 20 000 rows read and taken in, unless told otherwise)

The real window is shown on the register and its own jobs are run in it. A timer asks to be woken every millisecond; the
longest time between two wakings is how long a key press would have waited at worst. The same is measured with nothing
running, before and after: what the machine itself takes away shows there. On a busy machine the other figure counts: how
long this program computed, on all its threads, between two wakings. Each job is also begun once more and
cancelled at its first progress: how long until the window says so.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))
if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer  # noqa: E402

from firstask_desktop.desk import Desk  # noqa: E402
from firstask_desktop.domain.commands import LedgerQuery  # noqa: E402
from tests.benchmarks.bench_queue import filled  # noqa: E402
from tests.benchmarks.long_journal import with_lines  # noqa: E402
from tests.benchmarks.register_rows import rows  # noqa: E402
from ui.app import application, make_kit  # noqa: E402
from ui.dialogs.import_work import DeskWork  # noqa: E402
from ui.jobs import Cancelled, Report, lasting  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402

Work = Callable[[Desk, Report, Cancelled], object]
LONG_AGO = datetime(2025, 1, 1, 8, 0)
"""When the imported rows begin: a register's rows lie in the past, those of the future would be refused."""
IDLE = 2.0
"""Seconds that nothing runs."""


class Pulse(QObject):
    """Wakes every millisecond; remembers how long it was not woken and what was computed meanwhile, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.work: list[float] = []
        self._last, self._worked = 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """From now on."""
        self.gaps, self.work = [], []
        self._last, self._worked = time.perf_counter(), time.process_time()
        self._timer.start(1)

    def end(self) -> None:
        """Until now."""
        self._timer.stop()
        self._beat()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.process_time()
        self.gaps.append((now - self._last) * 1_000)
        self.work.append((worked - self._worked) * 1_000)
        self._last, self._worked = now, worked


@dataclass
class Run:
    """One job: seconds, gaps, how often it told its progress, and seconds from cancelling to the window saying so."""

    seconds: float = 0.0
    gaps: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    told: int = 0
    stopped: float = 0.0


class Watch(QObject):
    """Runs work as the window's pages do, and measures the window meanwhile."""

    def __init__(self, work: DeskWork) -> None:
        super().__init__()
        self._work, self._loop, self._pulse = work, QEventLoop(), Pulse()
        self._told, self._cancelling, self._cancelled_at = 0, False, 0.0
        self.result: object = None
        work.refused.connect(self._refused)
        work.stopped.connect(self._loop.quit)

    def idle(self) -> Run:
        """Nothing runs."""
        QTimer.singleShot(round(IDLE * 1_000), self._loop, self._loop.quit)
        self._pulse.begin()
        self._loop.exec()
        self._pulse.end()
        return Run(IDLE, self._pulse.gaps, self._pulse.work)

    def run(self, work: Work, *, cancelling: bool = False) -> Run:
        """This work, to its end or until it was cancelled at its first progress."""
        self._told, self._cancelling, self._cancelled_at = 0, cancelling, 0.0
        begin = time.perf_counter()
        self._pulse.begin()
        assert self._work.start("measured", work, self._done)
        assert self._work.job is not None
        self._work.job.progress.connect(self._progress)
        self._work.job.bug.connect(self._bug)
        self._loop.exec()
        self._pulse.end()
        end = time.perf_counter()
        stopped = end - self._cancelled_at if self._cancelled_at else 0.0
        return Run(end - begin, self._pulse.gaps, self._pulse.work, self._told, stopped)

    def _progress(self, _done: int, _total: int) -> None:
        self._told += 1
        if self._cancelling and not self._cancelled_at:
            self._cancelled_at = time.perf_counter()
            self._work.cancel()

    def _done(self, result: object) -> None:
        self.result = result
        self._loop.quit()

    def _bug(self, text: str) -> None:
        raise SystemExit(text)

    def _refused(self, sentence: str) -> None:
        print(sentence, file=sys.stderr)
        self._loop.quit()


def watched(desk: Desk, folder: Path) -> tuple[MainWindow, Watch]:
    """The real window on this desk, shown, with somebody signed in, and who watches it."""
    window = MainWindow(make_kit(desk, folder))
    window.resize(1366, 768)
    window.begin()
    window.show()
    work = DeskWork(desk, window.kit.prompts, window)
    return window, Watch(work)


def told(name: str, run: Run, stopped: float | None = None) -> None:
    """One line of the table."""
    gaps = sorted(run.gaps)
    often = gaps[int(len(gaps) * 0.99)]
    ending = "" if stopped is None else f"{stopped:.2f}"
    print(
        f"| {name} | {run.seconds:.1f} | {gaps[-1]:.0f} | {often:.1f} | {max(run.work):.0f} | {run.told} | {ending} |",
        flush=True,
    )


def on_many_cases(folder: Path, cases: int) -> None:
    """Export and backup of a register of so many cases."""
    desk = filled(folder / "desk", cases)
    window, watch = watched(desk, folder)
    out = folder / "台账.xlsx"

    def export(forked: Desk, report: Report, cancelled: Cancelled) -> object:
        return forked.ledgers.export("kf-06-01", LedgerQuery(), out, report, cancelled).rows

    def back_up(forked: Desk, _report: Report, _cancelled: Cancelled) -> object:
        return forked.backups.make()

    watch.idle()
    told("nothing", watch.idle())
    told(f"export, {cases} cases", watch.run(export), watch.run(export, cancelling=True).stopped)
    told(f"backup, {cases} cases", watch.run(back_up))
    told("nothing", watch.idle())
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.close()


def _import(folder: Path, watch: Watch, count: int) -> None:
    from firstask_desktop.ledgers.formats import load_format
    from firstask_desktop.ledgers.writer import RegisterHeader, write_register

    path = folder / "别处的台账.xlsx"
    write_register(path, load_format("kf-06-01", None), RegisterHeader("某物业"), list(rows(count, LONG_AGO)))

    def read(forked: Desk, report: Report, cancelled: Cancelled) -> object:
        with lasting():
            return forked.imports.open("kf-06-01", path, report=report, cancelled=cancelled)

    stopped = watch.run(read, cancelling=True).stopped
    told(f"import: read and judge {count} rows", watch.run(read), stopped)
    plan = watch.result

    def take(forked: Desk, report: Report, cancelled: Cancelled) -> object:
        run = forked.imports.run(plan, report, cancelled, confirmed=True)  # type: ignore[arg-type]
        with lasting():
            forked.imports.judge(plan)  # type: ignore[arg-type]
        return run

    stopped = watch.run(take, cancelling=True).stopped
    taken = watch.run(take)
    told(f"import: take in {getattr(watch.result, 'made', 0)} of {count} rows", taken, stopped)


def on_a_journal(folder: Path, lines: int, count: int) -> None:
    """The check of a journal of so many lines, and an import behind it."""
    desk = with_lines(folder / "journal", lines)
    window, watch = watched(desk, folder)

    def check(forked: Desk, report: Report, _cancelled: Cancelled) -> object:
        return forked.upkeep.verify(report)

    watch.idle()
    told(f"check, {lines} lines", watch.run(check))
    _import(folder, watch, count)
    told("nothing", watch.idle())
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.close()


def main(cases: int = 100_000, lines: int = 10_000, count: int = 20_000) -> None:
    """Print one table."""
    application(sys.argv[:1])
    print(
        "| beside the window | s | longest gap, ms | 99 of 100 below, ms | most computed in one, ms | progress told | s to cancel |"
    )
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        on_many_cases(Path(name), cases)
        gc.unfreeze()
        gc.collect()  # the second window begins as in a process of its own
        on_a_journal(Path(name), lines, count)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
