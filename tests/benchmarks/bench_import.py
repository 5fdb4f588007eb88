"""How long a register takes to be read, to be judged row by row for the preview, to be written, and to be judged again when
the house has every row already, beside openpyxl read-only and bare python-calamine.

`python tests/benchmarks/bench_import.py [ROWS [ROUNDS]]`; 20 000 rows and three rounds unless told. Writing is measured
once. Processor time, parent and child together, stands beside the clock: a busy machine stretches only the clock.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
ROUNDS = 3
FLOOR = "openpyxl read-only"


@dataclass(frozen=True)
class Taken:
    """What one piece of work took: seconds by the clock and of processors, and peak memory in MB."""

    name: str
    seconds: float
    processor: float
    parent: float
    child: float
    words: str = ""


class Watch:
    """Started when made; `taken(name)` says what was used since, and the highest memory so far."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self._used = _used()

    def taken(self, name: str, words: str = "") -> Taken:
        """The measurement."""
        seconds, used = time.perf_counter() - self.began, _used()
        return Taken(name, seconds, used[0] - self._used[0], used[1], used[2], words)


def read(path: Path) -> list[Taken]:
    """This program's reader: guard, child process, headings found, values typed."""
    watch = Watch()
    from firstask_desktop.ledgers.formats import load_format
    from firstask_desktop.ledgers.reader import read_sheet

    rows = sum(1 for _ in read_sheet(path, load_format("kf-06-01", None)))
    return [watch.taken("首问台, read", f"{rows} rows")]


def preview(path: Path) -> list[Taken]:
    """The whole way to a preview: read, columns proposed, every row checked and compared with an office's register."""
    desk = _office(path)
    watch = Watch()
    plan = desk.imports.open("kf-06-01", path)
    taken = watch.taken("首问台, preview with verdicts", f"{len(plan.rows)} rows")
    desk.close()
    return [taken]


def written(path: Path) -> list[Taken]:
    """A previewed register written in one transaction, and the preview of the same file afterwards."""
    from firstask_desktop.domain.importing import RowVerdict

    desk = _office(path)
    plan = desk.imports.open("kf-06-01", path)
    steps: list[float] = []
    watch = Watch()
    run = desk.imports.run(plan, lambda _done, _total: steps.append(time.perf_counter()))
    gap = max(later - sooner for sooner, later in pairwise([watch.began, *steps]))
    taken = [
        watch.taken("首问台, written in one transaction", f"{run.made} cases, progress at least every {gap:.2f} s")
    ]
    watch = Watch()
    known = desk.imports.open("kf-06-01", path).counts()[RowVerdict.KNOWN]
    taken.append(watch.taken("首问台, preview of the same file again", f"{known} known"))
    desk.close()
    return taken


def calamine(path: Path) -> list[Taken]:
    """python-calamine in this process: no guard, no headings, no types."""
    watch = Watch()
    from python_calamine import CalamineWorkbook

    rows = sum(1 for _ in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())
    return [watch.taken("python-calamine, unchecked", f"{rows} lines")]


def openpyxl(path: Path) -> list[Taken]:
    """openpyxl in its read-only mode."""
    watch = Watch()
    from openpyxl import load_workbook

    rows = sum(1 for _ in load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))
    return [watch.taken(FLOOR, f"{rows} lines")]


def write(path: Path, count: int) -> list[Taken]:
    """The register to read."""
    import bench_export

    bench_export.house(path, list(bench_export.rows(count)))
    return []


CONTENDERS: tuple[Callable[[Path], list[Taken]], ...] = (read, preview, calamine, openpyxl)


def main(count: int = 20_000, times: int = ROUNDS) -> None:
    """Print the medians, and how many times faster than openpyxl read-only each is by the clock and by processor."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.xlsx"
        _in_own_process("write", path, count)
        rounds = [
            taken for _ in repeat(None, times) for each in CONTENDERS for taken in _in_own_process(each.__name__, path)
        ]
        rounds += _in_own_process("written", path)
    by_name: dict[str, list[Taken]] = {}
    for taken in rounds:
        by_name.setdefault(taken.name, []).append(taken)
    floor = [
        statistics.median(values) for values in zip(*((t.seconds, t.processor) for t in by_name[FLOOR]), strict=True)
    ]
    print(
        f"| {count} rows × 25 columns | s | × | processor s | × | MB, parent / child | |\n|---|---|---|---|---|---|---|"
    )
    for name, each in by_name.items():
        seconds = statistics.median(one.seconds for one in each)
        processor = statistics.median(one.processor for one in each)
        print(
            f"| {name} | {seconds:.2f} | {floor[0] / seconds:.1f} | {processor:.2f} | {floor[1] / processor:.1f} |"
            f" {max(one.parent for one in each):.0f} / {max(one.child for one in each):.0f} | {each[0].words} |"
        )


def _office(path: Path) -> Any:
    from datetime import UTC, datetime, timedelta

    from firstask_desktop.desk import open_desk
    from firstask_desktop.domain.clock import FixedClock
    from firstask_desktop.domain.commands import FirstStart

    later = FixedClock(datetime.now(UTC) + timedelta(days=3650))
    desk = open_desk(path.parent / f"desk-{time.monotonic_ns()}", later)
    desk.house.set_up(FirstStart(scene="property", centre="试用中心", counter="A", person="单晓燕"))
    return desk


def _in_own_process(name: str, path: Path, count: int = 0) -> list[Taken]:
    command = [sys.executable, str(Path(__file__).resolve()), name, str(path), str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HOUSE).stdout
    return [Taken(**each) for each in json.loads(told)]


def _one(name: str, path: Path, count: int) -> None:
    sys.path[:0] = [str(HOUSE), str(Path(__file__).resolve().parent)]
    contenders = {each.__name__: each for each in (*CONTENDERS, written)}
    print(json.dumps([asdict(each) for each in (write(path, count) if name == "write" else contenders[name](path))]))


def _used() -> tuple[float, float, float]:
    """Seconds of processor used so far, and the highest memory of this process and of its children, in MB."""
    if sys.platform == "win32":
        return time.process_time(), 0.0, 0.0
    import resource

    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    return seconds, own.ru_maxrss / 1024, others.ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) == 4 and not sys.argv[1].isdecimal():
        _one(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:3]))
