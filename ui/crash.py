"""Errors nobody caught: into the log, then one dialog with the text to copy. Never silent, never a storm.

A refusal that no field waited for (the disk is full, locked or gone in the middle of anything) is no bug: its sentence
is shown as it is.
"""

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from firstask_desktop.errors import Refused
from ui.prompts import Prompts


class CrashWatch(QObject):
    """Holds the two exception hooks. While its dialog is open, and for an error already shown, it only logs."""

    _happened = Signal(str)
    _refused = Signal(str)

    def __init__(self, log: logging.Logger, prompts: Prompts) -> None:
        super().__init__()
        self._log, self._prompts = log, prompts
        self._open = False
        self._shown: set[str] = set()
        self._hooks = (sys.excepthook, threading.excepthook)
        self._happened.connect(self._show)
        self._refused.connect(self._say)
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._hooks

    def report(self, error: BaseException) -> None:
        """Log and show an error that was caught where nothing better could be done with it (a job's, a model's)."""
        self._caught(type(error), error, error.__traceback__)

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        if isinstance(error, Refused):
            self._log.error("refused where no field waited for it\n%s", text)
            self._refused.emit(str(error))
            return
        self._log.critical("uncaught error\n%s", text)
        self._happened.emit(text)

    def _caught_in_thread(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            self._caught(found.exc_type, found.exc_value, found.exc_traceback)

    def _show(self, text: str) -> None:
        if self._open or text in self._shown or QApplication.instance() is None:
            return
        self._open = True
        self._shown.add(text)
        try:
            self._prompts.bug(QApplication.activeWindow(), text, self._closed)
        except Exception:  # noqa: BLE001 — the last resort must not fail
            self._open = False
            self._log.exception("the error dialog itself failed")

    def _say(self, sentence: str) -> None:
        if self._open or QApplication.instance() is None:
            return
        self._open = True
        try:
            self._prompts.warn(QApplication.activeWindow(), sentence, self._closed)
        except Exception:  # noqa: BLE001 — the last resort must not fail
            self._open = False
            self._log.exception("the warning itself failed")

    def _closed(self) -> None:
        self._open = False


def install(log: logging.Logger, prompts: Prompts) -> CrashWatch:
    """Watch for uncaught errors on every thread; keep the result for as long as the program runs."""
    return CrashWatch(log, prompts)
