"""Registers that leave are whole and inert: hostile texts in every column, kills and faults in the middle of an export.

    bench_inert.py [TEXTS [KILLS [FAULTS]]]      (5 000, 300 and 250 unless told)

Texts: each stands in every column of every list, of the page a record and of the CSV; whatever raises, becomes a
formula or reads otherwise than it was meant counts. Kills: a process that exports over an older register is killed at
a random moment. Faults: something fails in the middle: no room, a broken disk, no permission, no renaming, a file open
elsewhere. Each round is judged by the bytes: the register is the older or the whole new one, no other file lies in its
folder or in the folder for temporary files, and what was said is true. The controls, which must be harmed or these
rounds prove nothing, do the same with openpyxl saving in place. Needs Linux.
"""

import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.ledgers.atomic import sweep  # noqa: E402
from tests.benchmarks.broken_exports import Tally, faulty, full_disk, house, in_place, killed  # noqa: E402
from tests.benchmarks.texts_in_registers import (  # noqa: E402
    Read,
    csv_of_texts,
    lists_of_texts,
    plain_openpyxl,
    records_of_texts,
)
from tests.hostile_texts import hostile_texts  # noqa: E402

ROWS = 3_000


def texts(count: int) -> bool:
    """Print what became of the texts; whether all is as it must be."""
    given = list(hostile_texts(count))
    print(f"| {count} hostile texts in every column | cells | exceptions | formulas | read otherwise |")
    print("|---|---|---|---|---|")
    found: list[Read] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, read in (
            *lists_of_texts(given, folder),
            ("kf-06-05, every box", records_of_texts(given, folder)),
            ("CSV, 25 columns", csv_of_texts(given, folder)),
            ("control: openpyxl, one cell each", plain_openpyxl(given)),
        ):
            print(f"| {what} | {read.cells} | {read.exceptions} | {read.formulas} | {read.different} |", flush=True)
            found.append(read)
    *ours, control = found
    harmed = all((control.exceptions, control.formulas))
    return harmed and not any(read.exceptions or read.formulas or read.different for read in ours)


def rounds(kills: int, faults: int) -> bool:
    """Print what the rounds left behind; whether all is as it must be."""
    print(
        f"\n| {ROWS} rows over an older register | rounds | older | whole new | broken | left until the next start"
        " | left behind | untrue words |"
    )
    print("|---|---|---|---|---|---|---|---|")
    ours, controls = [], []
    for what, into, tally in (
        ("killed", ours, killed(house, kills, ROWS, sweep)),
        ("control killed: openpyxl in place", controls, killed(in_place, max(kills // 5, 20), ROWS)),
        ("something fails", ours, faulty(faults, ROWS)),
        ("control: openpyxl in place, disk full", controls, full_disk(max(faults // 5, 20), ROWS)),
    ):
        _print(what, tally)
        into.append(tally)
    print(f"\nrefused as: {', '.join(f'{code} {times}' for code, times in sorted(ours[1].told.items()) if code)}")
    harmed = all(tally.broken + tally.left for tally in controls) and any(tally.broken for tally in controls)
    sound = not any(tally.broken or tally.left or tally.untrue for tally in ours)
    return harmed and sound and not {"unsaid", "OSError"} & ours[1].told.keys()


def _print(what: str, tally: Tally) -> None:
    counts = (tally.rounds, tally.older, tally.newer, tally.broken, tally.until_start, tally.left, tally.untrue)
    print(f"| {what} | {' | '.join(map(str, counts))} |", flush=True)


def main(count: int = 5_000, kills: int = 300, faults: int = 250) -> None:
    """Print both tables; what is not as it must be ends with an exit code."""
    good = [texts(count), rounds(kills, faults)]
    if not all(good):
        raise SystemExit("not whole, not inert, or a control that was not harmed: see the tables")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
