"""Files on their way out: where one is being written is kept until it is done, so that the next start finds what is left.

On Linux an unfinished file has no name and goes with the program that wrote it; on Windows, and on some disks, it has
one, and a program that was killed leaves names and phones lying in somebody's folder.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firstask_desktop.errors import Refused
from firstask_desktop.storage.store import Store

FOLDER = "outgoing"
log = logging.getLogger(__name__)


@contextmanager
def outgoing(store: Store, path: Path) -> Iterator[None]:
    """While the block runs, a start of the program after a kill would look into the folder of `path`.

    A full or read-only disk under the data file keeps nothing from leaving for another one.
    """
    _note(store, str(path.absolute().parent))
    try:
        yield
    finally:
        _note(store, "")


def _note(store: Store, folder: str) -> None:
    try:
        store.remember(FOLDER, folder)
    except Refused as refusal:
        log.warning("the folder of an export was not noted: %s", refusal.code)


def sweep_left(store: Store) -> None:
    """Remove what a killed program left unfinished; a folder that is not there now is looked into at a later start."""
    if folder := store.recall(FOLDER):
        from firstask_desktop.ledgers.atomic import sweep

        if sweep(Path(folder)):
            store.remember(FOLDER, "")
