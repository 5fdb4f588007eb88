"""How long a register takes to be read, and to be judged row by row for the preview, beside openpyxl read-only and bare
python-calamine.

`python tests/benchmarks/bench_import.py [ROWS [ROUNDS]]`; 20 000 rows and three rounds unless told.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import repeat
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
ROUNDS = 3


def house(path: Path) -> int:
    """This program's reader: guard, child process, headings found, values typed."""
    from firstask_desktop.ledgers.formats import load_format
    from firstask_desktop.ledgers.reader import read_sheet

    return sum(1 for _ in read_sheet(path, load_format("kf-06-01", None)))


def preview(path: Path) -> int:
    """The whole way to a preview: read, columns proposed, every row checked and compared with an office's register."""
    from datetime import UTC, datetime, timedelta

    from firstask_desktop.desk import open_desk
    from firstask_desktop.domain.clock import FixedClock
    from firstask_desktop.domain.commands import FirstStart

    later = FixedClock(datetime.now(UTC) + timedelta(days=3650))
    desk = open_desk(path.parent / f"desk-{time.monotonic_ns()}", later)
    desk.house.set_up(FirstStart(scene="property", centre="试用中心", counter="A", person="单晓燕"))
    start = time.perf_counter()
    plan = desk.imports.open("kf-06-01", path)
    print(time.perf_counter() - start, *_peaks(), len(plan.rows))
    desk.close()
    return len(plan.rows)


def calamine(path: Path) -> int:
    """python-calamine in this process: no guard, no headings, no types."""
    from python_calamine import CalamineWorkbook

    return sum(1 for _ in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())


def openpyxl(path: Path) -> int:
    """openpyxl in its read-only mode."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


CONTENDERS: dict[str, Callable[[Path], int]] = {
    "首问台, read": house,
    "首问台, preview with verdicts": preview,
    "python-calamine, unchecked": calamine,
    "openpyxl read-only": openpyxl,
}


def main(count: int = 20_000, times: int = ROUNDS) -> None:
    """Print seconds (median), how many times faster than openpyxl read-only, and peak memory in all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.xlsx"
        _in_own_process("write", path, count)
        taken = {name: [_in_own_process(name, path, count) for _ in repeat(None, times)] for name in CONTENDERS}
    medians = {name: statistics.median(one[0] for one in rounds) for name, rounds in taken.items()}
    print(f"| {count} rows × 25 columns | s | × faster than openpyxl | MB, parent / child |\n|---|---|---|---|")
    for name, rounds in taken.items():
        faster = medians["openpyxl read-only"] / medians[name]
        print(f"| {name} | {medians[name]:.2f} | {faster:.1f} | {rounds[0][1]:.0f} / {rounds[0][2]:.0f} |")


def _in_own_process(name: str, path: Path, count: int) -> tuple[float, float, float]:
    command = [sys.executable, str(Path(__file__).resolve()), name, str(path), str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HOUSE).stdout.split()
    return float(told[0]), float(told[1]), float(told[2])


def _one(name: str, path: Path, count: int) -> None:
    sys.path[:0] = [str(HOUSE), str(Path(__file__).resolve().parent)]
    start = time.perf_counter()
    if name == "write":
        import bench_export

        bench_export.house(path, list(bench_export.rows(count)))
    else:
        CONTENDERS[name](path)
        if CONTENDERS[name] is preview:
            return
    print(time.perf_counter() - start, *_peaks())


def _peaks() -> tuple[float, float]:
    if sys.platform == "win32":
        return 0.0, 0.0
    import resource

    return (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    )


if __name__ == "__main__":
    if len(sys.argv) == 4 and not sys.argv[1].isdecimal():
        _one(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:3]))
