"""Whose turn it is to write, when several programs have the file open."""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from firstask_desktop.storage.database import DataFile

LONGEST_PAUSE = 0.005
"""Seconds between two questions; by chance, so that programs that wait do not ask in step."""


@contextmanager
def in_turn(file: DataFile) -> Iterator[None]:
    """A transaction that writes, asked for every few milliseconds until the file's patience ends; then it is locked.

    SQLite's own waiting soon asks only ten times a second: among several busy programs one may then not be lucky for ten
    seconds, and somebody is told that the file is in use.
    """
    waits = int(file.read("PRAGMA busy_timeout").fetchone()[0])
    until = time.monotonic() + waits / 1000
    with ExitStack() as whole:
        file.read("PRAGMA busy_timeout = 0")
        try:
            while not _begun(file, whole, time.monotonic() >= until):
                time.sleep(random.uniform(0, LONGEST_PAUSE))
        finally:
            file.read(f"PRAGMA busy_timeout = {waits}")
        yield


def _begun(file: DataFile, whole: ExitStack, last: bool) -> bool:
    try:
        whole.enter_context(file.database.atomic("IMMEDIATE"))
    except Exception as error:  # whose class it is depends on the driver; only a locked file is waited for
        if last or "locked" not in str(error):
            raise
        return False
    return True
