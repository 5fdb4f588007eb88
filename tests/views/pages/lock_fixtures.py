"""A window left alone: its clock, its hint and who comes back.

Import the fixtures by name.
"""

import pytest

from ui.main_window import MainWindow

MARKS = ("单晓燕", "13800138000", "3-1-602", "空调外机", "今天来人看", "外机排水管")


class Seconds:
    """A clock that goes when it is told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(window: MainWindow) -> Seconds:
    """The window's idle clock in the test's hand."""
    clock = Seconds()
    watch = window.desk_lock.watch
    watch._clocks = (clock,)
    watch._timer.stop()
    watch.somebody()
    return clock


def wait(window: MainWindow, clock: Seconds, seconds: int) -> None:
    for _ in range(seconds):
        clock.now += 1
        window.desk_lock.watch.second()
