"""Opening the office: the store on its file, with the search terms that storage itself cannot make."""

from pathlib import Path

from firstask_desktop.domain.clock import Clock
from firstask_desktop.services.indexing import case_terms
from firstask_desktop.services.office import Office
from firstask_desktop.services.outgoing import sweep_left
from firstask_desktop.storage.database import written_version
from firstask_desktop.storage.migrations import STEPS
from firstask_desktop.storage.store import Store

STAGED = "firstask.db.restore"
"""A proven backup that waits to take the register's place at the next opening."""


def open_office(path: Path, clock: Clock) -> Office:
    """Open (or begin) a data file. A backup that was readied takes its place first; an older file is kept as it was.

    What an export that was killed left in its folder is removed.
    """
    if path.with_name(STAGED).exists():
        from firstask_desktop.services.backups import take_over

        take_over(path, clock.now())
    if 0 < written_version(path) < len(STEPS):
        from firstask_desktop.services.backups import before_newer

        before_newer(path, clock.now())
    store = Store(path, clock, case_terms)
    sweep_left(store)
    return Office(store)
