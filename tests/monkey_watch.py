"""Beside the monkey: a person who answers every question at random and later, and whoever counts what goes wrong."""

import logging
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.prompts import Answer, Chosen, Prompts, Then

HANG = 1.0
"""Seconds of the window's own computing in one event from which on it counts as a hang."""
STUCK = 5.0
"""Seconds computed or waited, without those in which a busy machine gave the window no processor."""
THEIR_OWN = ("This plugin does not support", "Mouse event at")
"""What the platform without a screen says of itself, and the clicking hand when a dialog is not yet as large as its fields."""


class RandomPrompts(Prompts):
    """Nothing is answered before `answer()`; then yes, no, given up, or one of the files and folders in `places`.

    As with a real box, an answer never comes while the question is being asked, nor after its window is gone.
    """

    def __init__(self, chance: random.Random, places: list[Path]) -> None:
        self._chance, self._places = chance, places
        self._open: list[tuple[QWidget | None, Callable[[], object]]] = []
        self.bugs: list[str] = []
        self.asked = 0

    @property
    def waiting(self) -> bool:
        """Whether a question is on the screen."""
        return bool(self._open)

    def answer(self) -> None:
        """Answer the question that lies on top."""
        parent, then = self._open.pop()
        if parent is None or isValid(parent):
            then()

    def tell(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        self._put(parent, then or (lambda: None))

    def warn(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        self._put(parent, then or (lambda: None))

    def bug(self, parent: QWidget | None, text: str, then: Then | None = None) -> None:
        self.bugs.append(text)
        self._put(parent, then or (lambda: None))

    def ask(
        self, parent: QWidget | None, text: str, yes_text: str, no_text: str, then: Answer, careful: bool = False
    ) -> None:
        yes = self._chance.random() < 0.5
        self._put(parent, lambda: then(yes))

    def save_path(self, parent: QWidget | None, title: str, suggested: str, filter: str, then: Chosen) -> None:
        place = self._chance.choice(self._places)
        self._choose(parent, place / (Path(suggested).name or "x") if place.is_dir() else place, then)

    def open_path(self, parent: QWidget | None, title: str, filter: str, then: Chosen) -> None:
        files = [path for place in self._places for path in (place.iterdir() if place.is_dir() else [place])]
        self._choose(parent, self._chance.choice(files or self._places), then)

    def folder(self, parent: QWidget | None, title: str, then: Chosen) -> None:
        self._choose(parent, self._chance.choice(self._places), then)

    def _choose(self, parent: QWidget | None, path: Path, then: Chosen) -> None:
        gives_up = self._chance.random() < 0.3
        self._put(parent, (lambda: None) if gives_up else (lambda: then(path)))

    def _put(self, parent: QWidget | None, then: Callable[[], object]) -> None:
        self.asked += 1
        self._open.append((parent, then))


@dataclass
class Watch(logging.Handler):
    """Counts what must not be: `wrong` holds uncaught errors, `said` Qt's and the log's complaints, `hangs` what took too long."""

    wrong: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    opened: list[QUrl] = field(default_factory=list)
    longest: float = 0.0

    def __post_init__(self) -> None:
        logging.Handler.__init__(self, logging.ERROR)

    __hash__ = logging.Handler.__hash__

    def emit(self, record: logging.LogRecord) -> None:
        """An error in the log is an error nobody caught."""
        self.wrong.append(self.format(record))

    @contextmanager
    def everything(self) -> Iterator["Watch"]:
        """Watch until the end of the block."""
        unraisable, opened = sys.unraisablehook, QDesktopServices.openUrl
        setattr(QDesktopServices, "openUrl", self.opened.append)  # noqa: B010 — nothing opens outside the program
        before = qInstallMessageHandler(self._qt)
        sys.unraisablehook = self._unraisable
        logging.getLogger().addHandler(self)
        try:
            yield self
        finally:
            logging.getLogger().removeHandler(self)
            sys.unraisablehook = unraisable
            qInstallMessageHandler(before)
            setattr(QDesktopServices, "openUrl", opened)  # noqa: B010

    @contextmanager
    def timed(self, words: str) -> Iterator[None]:
        """One event: the window's own computing counts, and the clock where it stood still for very long."""
        computed, began, queued = time.thread_time(), time.perf_counter(), _queued()
        yield
        computed, clock = time.thread_time() - computed, time.perf_counter() - began - (_queued() - queued)
        self.longest = max(self.longest, computed)
        if computed > HANG or clock > STUCK:
            self.hangs.append(f"{words}: {computed:.1f} s computed, {clock:.1f} s in all")

    def _qt(self, kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg and not text.startswith(THEIR_OWN):
            self.said.append(text)

    def _unraisable(self, found: Any) -> None:
        self.wrong.append(f"{found.err_msg}: {found.exc_value!r} in {found.object!r}")

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """For a program without its own crash watch."""
        self.wrong.append(f"{kind.__name__}: {error}")


def _queued() -> float:
    """Seconds this process stood in the queue for a processor; 0 where the system does not say."""
    counts = Path("/proc/self/schedstat")
    return int(counts.read_text(encoding="ascii").split()[1]) / 1e9 if counts.exists() else 0.0


def resident() -> float:
    """This process's memory in MB. Linux: /proc tells."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2
