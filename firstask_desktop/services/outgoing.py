"""Files on their way out: where one is being written is kept until it is done, so that the next start finds what is left.

On Linux an unfinished file has no name and goes with the program that wrote it; on Windows, and on some disks, it has
one, and a program that was killed leaves names and phones lying in somebody's folder.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firstask_desktop.storage.store import Store

FOLDER = "outgoing"


@contextmanager
def outgoing(store: Store, path: Path) -> Iterator[None]:
    """While the block runs, a start of the program after a kill would look into the folder of `path`."""
    store.remember(FOLDER, str(path.absolute().parent))
    try:
        yield
    finally:
        store.remember(FOLDER, "")


def sweep_left(store: Store) -> None:
    """Remove what a killed program left unfinished; a folder that is not there now is looked into at a later start."""
    if folder := store.recall(FOLDER):
        from firstask_desktop.ledgers.atomic import sweep

        if sweep(Path(folder)):
            store.remember(FOLDER, "")
