"""Long work: progress, cancelling, refusals and errors all reach the person."""

import gc
import threading
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from firstask_desktop.errors import Refused
from ui.jobs import Cancelled, Job, JobBar, Report, lasting


class Listener(QObject):
    """Hears a job on the window's thread."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[QThread] = []
        self.results: list[object] = []

    def hear(self, result: object) -> None:
        """Remember what and where."""
        self.threads.append(QThread.currentThread())
        self.results.append(result)


def test_the_result_arrives_on_the_windows_thread(qtbot: QtBot) -> None:
    worked_on: list[int] = []

    def work(report: Report, cancelled: Cancelled) -> object:
        worked_on.append(threading.get_ident())
        report(200, 200)
        return "06-01.xlsx"

    job, listener = Job(work), Listener()
    job.finished.connect(listener.hear)
    with qtbot.waitSignals([job.progress, job.finished]):
        job.start()
    assert listener.results == ["06-01.xlsx"]
    assert listener.threads == [qtbot.thread() if hasattr(qtbot, "thread") else job.thread()]
    assert worked_on != [threading.get_ident()]
    assert not job.running


def test_a_refusal_stays_a_refusal(qtbot: QtBot) -> None:
    def work(report: Report, cancelled: Cancelled) -> object:
        raise Refused("文件正被别的程序打开", code="file_open")

    job = Job(work)
    with qtbot.waitSignal(job.failed) as told:
        job.start()
    assert told.args is not None and told.args[0].code == "file_open"


def test_any_other_error_is_told_with_its_traceback(qtbot: QtBot) -> None:
    def work(report: Report, cancelled: Cancelled) -> object:
        raise ZeroDivisionError("page of nothing")

    job = Job(work)
    with qtbot.waitSignal(job.bug) as told:
        job.start()
    assert told.args is not None and "page of nothing" in told.args[0] and "Traceback" in told.args[0]


def test_cancelling_stops_the_work_and_says_so(qtbot: QtBot, heard: Callable[[object], list[object]]) -> None:
    begun = threading.Event()

    def work(report: Report, cancelled: Cancelled) -> object:
        begun.set()
        while not cancelled():
            threading.Event().wait(0.005)
        raise Refused("已取消", code="cancelled")

    job = Job(work, "导出台账")
    bar = JobBar()
    qtbot.addWidget(bar)
    bar.follow(job)
    finished = heard(job.finished)
    job.start()
    assert begun.wait(5)
    assert bar.isVisible() and bar.words.text() == "导出台账"
    with qtbot.waitSignal(job.cancelled):
        bar.stop.click()
    assert finished == []
    assert bar.isHidden()


def test_work_that_was_finished_before_it_saw_the_cancel_is_finished(qtbot: QtBot) -> None:
    job = Job(finish_anyway)
    job.cancel()
    with qtbot.waitSignal(job.finished) as told:
        job.start()
    assert told.args == ["done"]


def finish_anyway(report: Report, cancelled: Cancelled) -> object:
    """Never looks."""
    return "done"


def test_a_busy_job_does_not_flood_the_window(qtbot: QtBot, heard: Callable[[object], list[object]]) -> None:
    def work(report: Report, cancelled: Cancelled) -> object:
        for done in range(50_000):
            report(done, 50_000)
        report(50_000, 50_000)
        return None

    job = Job(work)
    steps = heard(job.progress)
    with qtbot.waitSignal(job.finished, timeout=20_000):
        job.start()
    assert len(steps) < 5_000
    assert steps[-1] == (50_000, 50_000)


def test_what_a_job_makes_to_stay_is_never_walked_and_still_goes_with_its_last_holder() -> None:
    class Row:
        """One row of a preview."""

    kept_before = gc.get_freeze_count()
    try:
        with lasting():
            assert not gc.isenabled()
            rows = [Row() for _ in range(1_000)]
        assert gc.isenabled()
        assert gc.get_freeze_count() >= kept_before + 1_000
        gone = weakref.ref(rows[500])
        rows.clear()
        assert gone() is None
    finally:
        gc.unfreeze()


def test_the_collector_is_back_after_a_refusal() -> None:
    try:
        with pytest.raises(Refused), lasting():
            raise Refused("已停止核对", code="cancelled")
        assert gc.isenabled()
    finally:
        gc.unfreeze()
