"""`desk.upkeep`: broken promises counted in time, checkpoints, backups, verification.

What checks and copies the file is imported when it is first asked for: an open window needs none of it.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.flow import BY_ACTION, Action
from firstask_desktop.domain.people import Person
from firstask_desktop.errors import Refused
from firstask_desktop.services.escalating import Escalation
from firstask_desktop.services.office import Office
from firstask_desktop.services.steps import Step
from firstask_desktop.storage import lookups, moments

if TYPE_CHECKING:
    from firstask_desktop.storage.findings import Findings

SYSTEM = Person(id="", name="系统")
Report = Callable[[int, int], None]
log = logging.getLogger(__name__)
LAST, LAST_HEAD = "last_backup", "last_backup_head"
"""Where this installation remembers when it was last backed up, and how long the journal was then."""

MOST = 500
HANDFUL = 25
"""So many passed times are counted in one transaction, and shown at once."""


class Upkeep:
    """What keeps the register honest without anybody asking."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def sweep(self) -> int:
        """Count every promise that passed unkept since the last time ([11]); how many there were.

        What was not taken up again in time goes to the duty manager in the same breath ([26]), what nobody signed for in
        time back to whoever carries it ([53]).
        """
        return self._sweep(MOST)[1]

    def passed(self) -> bool:
        """Whether anything passed that was not counted yet; only asked, nothing is written."""
        store, now = self._office.store, self._office.clock.now()
        escalation = Escalation(self._office)
        due = lookups.promises_to_check(store, now, 1) or moments.missed(store, now, 1)
        return bool(due) or any(map(escalation.waits, escalation.overdue()))

    def sweep_by_handfuls(self, stopped: Callable[[], bool] | None = None) -> int:
        """The same until nothing is left, a handful in one transaction: others write in between, and a page asks once.

        After an import of an old register, or a holiday, thousands may have passed at once. How many there were.
        """
        counted = 0
        while not (stopped and stopped()):
            with self._office.store.batch():
                done, _ = self._sweep(HANDFUL)
            counted += done
            if done < HANDFUL:
                break
        return counted

    def _sweep(self, most: int) -> tuple[int, int]:
        """How many were written down, at most so many, and how many of them were promises."""
        escalation = Escalation(self._office)
        told = escalation.run(SYSTEM.id, most)
        told += escalation.unsigned(SYSTEM.id, most - told)
        broken = self._count_broken(most - told)
        return told + broken, broken

    def _count_broken(self, most: int) -> int:
        store = self._office.store
        found = lookups.promises_to_check(store, self._office.clock.now(), most)
        for case_id in found:
            with store.record("case.broken", SYSTEM.id, case_id) as entry:
                case = store.get(Case, case_id)
                if case is not None:
                    step = Step(self._office, entry, case, SYSTEM, BY_ACTION[Action.PROMISE])
                    step.count_broken()
                    step.save()
        return len(found)

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file while nobody types, so that no save has to."""
        self._office.store.one("PRAGMA wal_checkpoint(PASSIVE)")

    def verify(self, report: Report | None = None) -> "Findings":
        """Walk the journal's chain and compare the tables with what it says."""
        from firstask_desktop.storage import replay

        return replay.verify(self._office.store, report)

    def rebuild(self, report: Report | None = None) -> "Findings":
        """Rebuild the tables from the journal."""
        from firstask_desktop.storage import replay

        return replay.rebuild(self._office.store, report)

    def back_up(self, folder: Path) -> Path:
        """Write a verified copy into a folder, named by centre and time."""
        from firstask_desktop.storage import backup

        store = self._office.store
        seq, wall = store.head()[0], local(self._office.clock.now(), self._office.zone)
        path = backup.back_up(store, folder / f"firstask-{store.counter}-{wall:%Y%m%d-%H%M%S}.db")
        try:
            store.remember(LAST, wall.isoformat())
            store.remember(LAST_HEAD, str(seq))
        except Refused as refusal:  # the copy is good all the same; it is made again when it is next due
            log.warning("a backup was made and not noted: %s", refusal.code)
        return path

    def last_backup(self) -> str:
        """When the last verified backup was made, or empty."""
        return self._office.store.recall(LAST)

    def stands(self, printed: str) -> bool:
        """Whether a printed 封账码 still fits the journal: false when its tail was cut off or written anew."""
        from firstask_desktop.storage import replay

        return replay.stands(self._office.store, printed)

    def head(self) -> str:
        """封账码: counter, seq and the first ten characters of the journal's last hash."""
        seq, digest, _ = self._office.store.head()
        return f"{self._office.store.counter}-{seq}-{digest[:10].upper()}" if seq else ""
