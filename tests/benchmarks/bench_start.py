"""From process start to the first painted window, on a small and a large register, beside a bare PySide6 window.

Every start is a process of its own; bare and ours take turns, so that a busy moment of the machine meets both. The
clock stops when the first paint is done, and what is painted must be the front page with a filled queue. Medians; the
least of each is the start that a busy machine disturbed least. The form is made after that paint; "ready" is when it
stands there with the cursor in it. A key pressed before is not lost, so nobody waits for it.
The bare window stands there twice: with PySide6 as pip installs it, which is the floor, and with the modules of its own
unpacked that `run.py` unpacks once. Usage: `bench_start.py [STARTS] [CASES …]`, by default 9 starts on 1 000
and 100 000 cases.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

STARTS = 9
SIZES = (1_000, 100_000)
HEAVY = ("openpyxl", "pypinyin", "phonenumbers", "argon2", "chinese_calendar", "tomllib", "python_calamine")
HEAVY_OWN = tuple(f"firstask_desktop.services.{name}" for name in ("registers", "register_import", "demo", "upkeep"))
BARE, PACKED = "bare", "packed"
FLOOR = "bare PySide6 window"


def after_first_paint(kind: Any, tell: Callable[[Any], dict[str, object]]) -> None:
    """Print what `tell` says of the first window of `kind` that was painted whole, then end the process.

    A window whose page is completed later is waited for; the clocks of the paint were stopped before.
    """
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer

    class Watch(QObject):
        window: Any = None
        told: dict[str, object]

        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.User:
                clocks = {"at": time.monotonic(), "cpu": time.process_time() * 1_000}
                self.told = clocks | tell(self.window)
                QTimer.singleShot(0, self, self.end)
                return True
            return super().event(event)

        def end(self) -> None:
            if not ready(self.window):
                QTimer.singleShot(0, self, self.end)
                return
            print(json.dumps(self.told | {"ready": time.monotonic()}), flush=True)
            os._exit(0)

    watch = Watch()
    usual = kind.paintEvent

    def painted(window: Any, event: object) -> None:
        usual(window, event)
        if watch.window is None:
            watch.window = window
            QCoreApplication.postEvent(watch, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)

    kind.paintEvent = painted


def ready(window: Any) -> bool:
    """Whether everything is there that a person may type into."""
    stack = getattr(window, "stack", None)
    return stack is None or stack.currentWidget().complete_now


def bare(packed: bool) -> None:
    """The floor: a window with nothing in it; `packed` leaves PySide6's own modules where pip puts them."""
    if packed:
        there = Path.exists
        Path.exists = lambda self: self.name != "files.dir" and there(self)  # type: ignore[method-assign]
    from PySide6.QtWidgets import QApplication, QWidget

    class Window(QWidget):
        """Nothing."""

    app = QApplication(sys.argv[:1])
    after_first_paint(Window, lambda _window: {})
    window = Window()
    window.resize(1366, 768)
    window.show()
    app.exec()


def ours(folder: str) -> None:
    """The program as a person starts it."""
    from firstask_desktop import __main__ as program

    usual = program._opened

    def opened(path: Path) -> int:
        import firstask_desktop.desk  # noqa: F401 - first, as the program does
        from ui.main_window import MainWindow

        after_first_paint(MainWindow, _shown)
        return usual(path)

    program._opened = opened
    program.main(["--data", folder])


def _shown(window: Any) -> dict[str, object]:
    page = window.stack.currentWidget()
    rows = page.queue.table.model().rowCount()
    heavy = [name for name in (*HEAVY, *HEAVY_OWN) if name in sys.modules]
    return {"page": type(page).__name__, "rows": rows, "modules": len(sys.modules), "heavy": heavy}


def started(cache: Path, *words: str) -> dict[str, Any]:
    """One start in a process of its own: what it told, and the milliseconds from start to painted (`ms`).

    Modules are compiled into `cache`, once, as at any desk after the first start.
    """
    environment = dict(os.environ) | {"PYTHONPYCACHEPREFIX": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform.startswith("linux") and not environment.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, str(Path(__file__).resolve()), *words]
    begin = time.monotonic()
    printed = subprocess.run(command, check=True, env=environment, cwd=HOUSE, capture_output=True, text=True).stdout
    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return told | {"ms": (told["at"] - begin) * 1_000, "ready": (told["ready"] - begin) * 1_000}


def main(arguments: list[str] | None = None) -> None:
    """Measure and print one table."""
    given = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    starts, sizes = (given[0] if given else STARTS), (given[1:] or SIZES)
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name) / "compiled"
        contenders = {FLOOR: PACKED, "the same, modules unpacked": BARE} | {
            f"register of {size:,} cases": str(register(Path(name) / str(size), size)) for size in sizes
        }
        told: dict[str, list[dict[str, Any]]] = {contender: [] for contender in contenders}
        for contender, word in [*contenders.items()] * (1 + starts):
            told[contender].append(started(cache, word))
    print(
        f"{f'{starts} starts':30}{'ms':>8}{'× bare':>8}{'least':>8}{'× bare':>8}{'CPU ms':>8}{'× bare':>8}{'ready':>8}  painted"
    )
    floor = _numbers(told[FLOOR])
    for contender, found in told.items():
        pairs = zip(_numbers(found), floor, strict=True)
        figures = "".join(f"{own:8.0f}{own / bare:8.2f}" for own, bare in pairs)
        print(f"{contender:30}{figures}{statistics.median(one['ready'] for one in found[1:]):8.0f} ", _words(found[0]))


def _numbers(found: list[dict[str, Any]]) -> tuple[float, ...]:
    """Median and least milliseconds from start to painted, and the median of processor time; the first start warmed up."""
    ms, cpu = [one["ms"] for one in found[1:]], [one["cpu"] for one in found[1:]]
    return statistics.median(ms), min(ms), statistics.median(cpu)


def _words(one: dict[str, Any]) -> str:
    if "page" not in one:
        return ""
    heavy = ", ".join(one["heavy"]) or "nothing"
    return f"{one['page']}, {one['rows']} rows; {one['modules']} modules; imported too early: {heavy}"


def register(folder: Path, cases: int) -> Path:
    """A register of that many cases whose receptionist was here last and has no PIN; passed promises are counted."""
    from firstask_desktop.desk import open_desk
    from tests.benchmarks.bench_queue import filled

    desk = filled(folder, cases)
    desk._office.store.remember("last_person", desk.actor.id if desk.actor else "")
    desk.close()
    desk = open_desk(folder)
    desk._office.store.run("PRAGMA synchronous = off")
    while desk.upkeep.sweep():
        pass
    desk.upkeep.checkpoint()
    desk.close()
    return folder


if __name__ == "__main__":
    word = sys.argv[1] if len(sys.argv) == 2 else ""
    if word in {BARE, PACKED}:
        bare(word == PACKED)
    elif word and not word.isdecimal():
        ours(word)
    else:
        main()
