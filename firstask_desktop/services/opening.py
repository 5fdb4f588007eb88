"""Opening the office: the store on its file, with the search terms that storage itself cannot make."""

from pathlib import Path

from firstask_desktop.domain.clock import Clock
from firstask_desktop.services.indexing import case_terms
from firstask_desktop.services.office import Office
from firstask_desktop.storage.store import Store


def open_office(path: Path, clock: Clock) -> Office:
    """Open (or begin) a data file."""
    return Office(Store(path, clock, case_terms))
