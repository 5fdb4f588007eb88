"""The stack under the desk: a Qt that does not abort in the middle of a shift, an SQLite that does not lose a page."""

import subprocess
import sys

import pytest

BUSY_SHIFT = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPushButton

class Bell(QObject):
    rang = Signal(object)

application = QApplication([])
heard = []
bell, button = Bell(), QPushButton("转办")
bell.rang.connect(heard.append)
for turn in range(20_000):
    button.setEnabled(turn % 2 == 0)
for turn in range(5_000):
    bell.rang.emit(None if turn % 2 else True)
print(len(heard), button.isEnabled())
"""


def test_a_long_shift_of_enabling_buttons_and_ringing_bells_does_not_abort() -> None:
    """PySide6 6.12 loses a reference to None or True at each such call and aborts after some thousands."""
    shift = subprocess.run([sys.executable, "-c", BUSY_SHIFT], capture_output=True, text=True, timeout=120)
    assert (shift.returncode, shift.stdout.split()) == (0, ["5000", "False"]), shift.stderr[-2000:]


@pytest.mark.skipif(sys.platform != "linux", reason="the wheels that carry a newer SQLite are for Linux and Windows")
def test_sqlite_is_free_of_the_wal_reset_race() -> None:
    pysqlite3 = pytest.importorskip("pysqlite3.dbapi2", reason="no wheel for this machine")
    assert pysqlite3.sqlite_version_info >= (3, 51, 3)
