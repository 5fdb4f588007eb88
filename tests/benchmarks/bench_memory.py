"""Idle memory with the window open on a large register, beside a bare PySide6 window. Linux only: /proc tells.

Usage: `bench_memory.py [CASES]`, by default 100 000; the promise is measured at 1 000 000.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

IDLE_MS = 3_000
BARE = "bare"


def told_when_idle() -> Callable[[], None]:
    """Prints the resident memory in kB once the window has stood open for a while, then ends the process."""

    def tell() -> None:
        words = Path("/proc/self/status").read_text(encoding="ascii").split()
        print(words[words.index("VmRSS:") + 1], flush=True)
        os._exit(0)

    return tell


def bare() -> None:
    """The floor: a window with nothing in it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    QTimer.singleShot(IDLE_MS, told_when_idle())
    app.exec()


def ours(folder: str) -> None:
    """The program as a person starts it, with its front page open."""
    from PySide6.QtCore import QTimer

    from firstask_desktop.__main__ import main as program
    from ui.main_window import MainWindow

    opened = MainWindow.begin

    def begin(window: MainWindow) -> None:
        opened(window)
        QTimer.singleShot(IDLE_MS, told_when_idle())

    setattr(MainWindow, "begin", begin)  # noqa: B010
    program(["--data", folder])


def resident(word: str) -> float:
    """The memory of one idle process, in MB."""
    environment = dict(os.environ)
    if not environment.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, str(Path(__file__).resolve()), word]
    printed = subprocess.run(command, check=True, env=environment, cwd=HOUSE, capture_output=True, text=True).stdout
    return int(printed.split()[-1]) / 1024


def main(arguments: list[str] | None = None) -> None:
    """Measure and print one table."""
    if not sys.platform.startswith("linux"):
        print("只在 Linux 上测量")
        return
    from tests.benchmarks.bench_start import register

    given = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    size = given[0] if given else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = register(Path(name) / "desk", size)
        found = {"bare PySide6 window": resident(BARE), f"register of {size:,} cases": resident(str(folder))}
    floor = found["bare PySide6 window"]
    print(f"{'idle, resident':30}{'MB':>8}{'× bare':>8}")
    for what, memory in found.items():
        print(f"{what:30}{memory:8.0f}{memory / floor:8.2f}")


if __name__ == "__main__":
    word = sys.argv[1] if len(sys.argv) == 2 else ""
    if word == BARE:
        bare()
    elif word and not word.isdecimal():
        ours(word)
    else:
        main()
