"""How long a whole check of the journal takes, and building the tables anew from it, beside hashing the lines alone.

The lines are made as `long_journal` says. "A check that finds a fault" is one of the same file with one letter of one
row changed by raw SQL: only then all of it is replayed, to name the row. Seconds are those of the clock and, since other
work on the machine shows in them, of the processor; the last columns are of the processor.
Usage: `bench_verify.py [LINES]`, by default 100 000; the promise is measured at 1 000 000.
"""

import hashlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import Desk  # noqa: E402
from firstask_desktop.storage.proving import raw_blocks  # noqa: E402
from tests.benchmarks.long_journal import with_lines  # noqa: E402


def hashing(desk: Desk) -> Callable[[], object]:
    """The floor: read every line and hash it."""

    def once() -> None:
        last = ""
        for block in raw_blocks(desk._office.store):
            for line in block:
                last = hashlib.sha256(f"{line[7]}{line[6]}{last}".encode()).hexdigest()

    return once


def faulty(desk: Desk) -> Callable[[], object]:
    """A check after somebody changed one word in one row."""

    def once() -> None:
        found = desk.upkeep.verify().faults
        assert len(found) == 1 and "words" in found[0], found

    return once


def main(arguments: list[str] | None = None) -> None:
    """Measure and print one table."""
    given = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    with tempfile.TemporaryDirectory() as name:
        desk = with_lines(Path(name) / "desk", given[0] if given else 100_000)
        lines = int(desk._office.store.one("SELECT count(*) FROM journal")[0])
        before = peak()
        rows: list[tuple[str, float, float, int]] = []
        for what, work in (
            ("read and hash the lines", hashing(desk)),
            ("check everything", desk.upkeep.verify),
            ("build the tables anew", desk.upkeep.rebuild),
            ("check what was built", desk.upkeep.verify),
            ("a check that finds a fault", faulty(desk)),
        ):
            if what.startswith("a check"):
                desk._office.store.run("UPDATE cases SET words = words || 'x' WHERE rid = 7")
            begin, worked = time.perf_counter(), time.process_time()
            assert getattr(work(), "sound", True)
            rows.append((what, time.perf_counter() - begin, time.process_time() - worked, peak()))
        desk.close()
    print(f"{lines:,} lines; {before} MB before")
    print(f"{'':30}{'clock s':>10}{'CPU s':>10}{'s a million':>14}{'× floor':>10}{'peak MB':>10}")
    for what, clock, cpu, memory in rows:
        print(f"{what:30}{clock:10.2f}{cpu:10.2f}{cpu / lines * 1e6:14.1f}{cpu / rows[0][2]:10.1f}{memory:10}")


def peak() -> int:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
