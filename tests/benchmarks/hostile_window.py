"""One process with the real import dialog, which looks at every file it is told of: what `bench_hostile_in.py` measures."""

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WRITTEN = 500
"""Rows up to which a readable file is also imported; the rest is only judged."""
WHOLE = {"date": "2026-11-01", "channel": "来电", "kind": "报修", "matter_text": "无", "first_asked": "何静"}


def window(folder: str) -> None:
    """Read one path a line, look at it through the dialog, answer with one line of JSON."""
    from datetime import UTC, datetime

    from firstask_desktop.desk import open_desk
    from firstask_desktop.domain.clock import FixedClock
    from firstask_desktop.domain.commands import FirstStart
    from ui.app import application

    app = application(sys.argv[:1])
    desk = open_desk(
        Path(folder) / f"desk-{time.monotonic_ns()}", FixedClock(datetime(2026, 11, 23, 1, 42, tzinfo=UTC))
    )
    desk.house.set_up(FirstStart(scene="property", centre="试用中心", counter="A", person="单晓燕"))
    print(json.dumps({"idle": _idle() * 1000}), flush=True)
    for path in sys.stdin:
        print(json.dumps(_looked(app, desk, Path(path.strip())), ensure_ascii=False), flush=True)


def _looked(app: Any, desk: Any, path: Path) -> dict[str, Any]:
    from ui.dialogs.import_dialog import ImportDialog
    from ui.memory import WindowMemory
    from ui.prompts import Prompts

    class Silent(Prompts):
        """Remembers what would have been told."""

        bugs: list[str]

        def bug(self, parent: Any, text: str, then: Any = None) -> None:
            self.bugs.append(text)

        def ask(
            self, parent: Any, text: str, yes: str, no: str, answer: Callable[[bool], None], careful: bool = False
        ) -> None:
            answer(True)

    prompts = Silent()
    prompts.bugs = []
    dialog = ImportDialog(desk, prompts, WindowMemory(path.parent / "memory.ini"))
    dialog.show()
    cost = Cost()
    began, head, cases = time.perf_counter(), desk.upkeep.head(), _cases(desk)
    gaps = [_settled(app, dialog, lambda: dialog.read(path))]
    plan = dialog.plan
    told: dict[str, Any] = {"seen": plan is not None, "words": dialog.work.notice.text.text(), "made": 0}
    if plan is not None:
        for key, text in WHOLE.items():
            if key in plan.missing:
                plan.fill(key, text)
        gaps.append(_settled(app, dialog, dialog.preview.judge_asked.emit))
        counts = {verdict.value: count for verdict, count in plan.counts().items()}
        reasons = [
            plan.finding(place).reason for place in range(len(plan.rows)) if plan.finding(place).verdict.value == "bad"
        ]
        told |= {"counts": counts, "dumb": sum(not reason for reason in reasons), "reasons": sorted(set(reasons))[:5]}
        if counts["good"] > 0 and len(plan.rows) <= WRITTEN:
            gaps.append(_settled(app, dialog, dialog.start))
            told["made"] = _cases(desk) - cases
            told["halves"] = told["made"] != counts["good"]
    told["halves"] = told.get("halves", False) or (told["made"] == 0 and desk.upkeep.head() != head)
    dialog.close()
    dialog.deleteLater()
    app.processEvents()
    return told | {
        "gap": max(gap for gap, _ in gaps) * 1000,
        "work": max(work for _, work in gaps) * 1000,
        "seconds": time.perf_counter() - began,
        "bugs": prompts.bugs,
        **cost.end(),
    }


class _Resting:
    """In the place of a dialog: nothing is going on until `seconds` are over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.perf_counter() + seconds
        self.work = self

    @property
    def busy(self) -> bool:
        """Whether the time is not over."""
        return time.perf_counter() < self._end


def _idle() -> float:
    """The longest gap of an event loop that has nothing to do: what this machine takes away at the moment."""
    return _settled(None, _Resting(3.0), lambda: None)[0]


def _settled(app: Any, dialog: Any, begin: Callable[[], None]) -> tuple[float, float]:
    """Begin and turn the event loop until the work is over: the longest time between two wakings, in seconds by the clock,
    and the most that this program computed, on all its threads, between two. On a busy machine only that one says anything.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    loop, ticks = QEventLoop(), QTimer()
    last, longest = (time.perf_counter(), time.process_time()), (0.0, 0.0)

    def tick() -> None:
        nonlocal last, longest
        now = time.perf_counter(), time.process_time()
        longest = max(longest[0], now[0] - last[0]), max(longest[1], now[1] - last[1])
        last = now
        if not dialog.work.busy:
            loop.quit()

    ticks.timeout.connect(tick)
    ticks.start(2)
    begin()
    loop.exec()
    ticks.stop()
    return longest


def _cases(desk: Any) -> int:
    from firstask_desktop.domain.commands import LedgerQuery

    return int(desk.ledgers.count("kf-06-01", LedgerQuery()))


class Cost:
    """What one file costs in memory: how much this process grew and what its children hold, looked at every few ms."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._before = _resident(os.getpid())
        self.parent = self.child = self.both = 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._over.wait(0.005):
            own = _resident(os.getpid()) - self._before
            others = sum(_resident(child) for child in _children())
            self.parent, self.child = max(self.parent, own), max(self.child, others)
            self.both = max(self.both, own + others)

    def end(self) -> dict[str, float]:
        """The most there was."""
        self._over.set()
        return {"parent": self.parent, "child": self.child, "both": self.both}


def _resident(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):  # it ended between two looks
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _children() -> list[int]:
    """The reading processes; one that has not begun its own program yet only shares our memory."""
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            words = (task / "children").read_text(encoding="ascii").split()
            found += [int(word) for word in words if b"reading_child" in Path(f"/proc/{word}/cmdline").read_bytes()]
    return found
