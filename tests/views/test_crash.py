"""An error nobody caught is logged, shown once, and never brings a storm of dialogs."""

import logging
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ui import crash
from ui.prompts import Prompts


class SlowReader(Prompts):
    """A person who leaves the error dialog open."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.close: Any = None

    def bug(self, parent: object, text: str, then: Any = None) -> None:
        """Keep it open."""
        self.shown.append(text)
        self.close = then


@pytest.fixture
def reader() -> SlowReader:
    """Whoever sees the dialogs."""
    return SlowReader()


@pytest.fixture
def watch(dressed: object, reader: SlowReader) -> Iterator[crash.CrashWatch]:
    """The hooks, given back after the test."""
    watching = crash.install(logging.getLogger("crash"), reader)
    yield watching
    watching.uninstall()


def error(words: str) -> Exception:
    """An error that was really raised."""
    try:
        raise RuntimeError(words)
    except RuntimeError as raised:
        return raised


def test_an_uncaught_error_is_logged_and_shown(
    watch: crash.CrashWatch, reader: SlowReader, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = error("no such hand")
    sys.excepthook(type(wrong), wrong, wrong.__traceback__)
    assert "no such hand" in reader.shown[0]
    assert "no such hand" in caplog.text


def test_errors_behind_an_open_dialog_are_only_logged(
    watch: crash.CrashWatch, reader: SlowReader, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(5):
        watch.report(error(f"wrong {number}"))
    assert len(reader.shown) == 1
    assert "wrong 4" in caplog.text
    reader.close()
    watch.report(error("another"))
    assert len(reader.shown) == 2


def test_the_same_error_is_shown_once(watch: crash.CrashWatch, reader: SlowReader) -> None:
    for _ in range(3):
        watch.report(error("every second"))
        reader.close()
    assert len(reader.shown) == 1


def test_an_error_of_a_thread_is_shown_too(watch: crash.CrashWatch, reader: SlowReader, qtbot: QtBot) -> None:
    thread = threading.Thread(target=[].pop)
    thread.start()
    thread.join()
    qtbot.waitUntil(reader.shown.__len__)
    assert "IndexError" in reader.shown[0]


def test_the_hooks_are_given_back(dressed: object, reader: SlowReader) -> None:
    before = sys.excepthook, threading.excepthook
    watching = crash.install(logging.getLogger("crash"), reader)
    assert sys.excepthook != before[0]
    watching.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
