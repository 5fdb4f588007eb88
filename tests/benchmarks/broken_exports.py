"""Exports that are killed or fail in the middle, and what their folders hold afterwards, judged by the bytes.

An export runs in a process of its own over an older register. Faults are of two kinds: the system's own (a limit on the
size of files, as on a full disk), and calls of the system that are made to fail as it would make them fail.
"""

import contextlib
import errno
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers import atomic
from firstask_desktop.ledgers.formats import load_format
from firstask_desktop.ledgers.writer import RegisterHeader, write_register
from tests.benchmarks.register_rows import rows

HEADER = RegisterHeader("某物业", "客服中心", "2026年11月", "1042 · 9f3c2a7b1e")
OLD_ROWS = 40
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)
CALLS = {"open": 2, "write": 60, "fsync": 2, "link": 1, "replace": 1}
"""Calls that may fail, and how many of each an export may make before."""
MARKS = ("~$台账.xlsx", ".~lock.台账.xlsx#")
Content = list[dict[str, object]]
Export = Callable[[Path, Content], object]


def house(path: Path, content: Content) -> object:
    """This program's own export."""
    return write_register(path, load_format("kf-06-01", None), HEADER, content)


def in_place(path: Path, content: Content, room: int | None = None) -> object:
    """The control: openpyxl saves over the older register, as most programs do; `room` is for so many pieces."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in content:
        sheet.append([str(value or "") for value in row.values()])
    if room is None:
        return book.save(path)
    with path.open("wb") as file:
        return book.save(_Disk(file, [room], errno.ENOSPC))  # type: ignore[arg-type]


@dataclass
class Tally:
    """What was found after the rounds; `left` are files beside the register, `untrue` sentences that say otherwise.

    `until_start` counts files that a kill left and the program removes when it is next started.
    """

    rounds: int = 0
    older: int = 0
    newer: int = 0
    broken: int = 0
    left: int = 0
    untrue: int = 0
    until_start: int = 0
    told: Counter[str] = field(default_factory=Counter)


@dataclass
class Place:
    """A folder with an older register in it, and a folder for temporary files of its own."""

    folder: Path
    temporary: Path
    old: bytes
    rows: int

    @property
    def register(self) -> Path:
        """The register that is written."""
        return self.folder / "台账.xlsx"


@contextlib.contextmanager
def place(count: int) -> Iterator[Place]:
    """A fresh one, for exports of that many rows."""
    with tempfile.TemporaryDirectory(prefix="inert-") as name:
        made = Place(Path(name) / "台账", Path(name) / "tmp", b"", count)
        made.folder.mkdir()
        made.temporary.mkdir()
        house(made.register, list(rows(OLD_ROWS)))
        made.old = made.register.read_bytes()
        yield made


def judge(made: Place, tally: Tally, told: str = "") -> None:
    """Look at the bytes; `told` is the refusal's code, if there was one. Then put the older register back."""
    tally.rounds += 1
    tally.told[told] += 1
    found = made.register.read_bytes() if made.register.exists() else b""
    if found == made.old:
        tally.older += 1
    elif lines(made.register) >= made.rows:
        tally.newer += 1
        tally.untrue += bool(told) and told != "not-flushed"
    else:
        tally.broken += 1
    for path in [*made.folder.iterdir(), *made.temporary.rglob("*")]:
        if path != made.register and path.is_file() and path.name not in MARKS:
            tally.left += 1
            path.unlink()
    made.register.write_bytes(made.old)


def lines(path: Path) -> int:
    """How many lines can be read from the first sheet; none when nobody can open it."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True)
        with contextlib.closing(book):
            return sum(1 for _ in book.worksheets[0].iter_rows(min_col=1, max_col=1))
    except Exception:  # noqa: BLE001 - whatever it says, nobody can open it
        return 0


# ------------------------------------------------------------ kills


def killed(export: Export, rounds: int, count: int, next_start: Callable[[Path], object] | None = None) -> Tally:
    """Kill the export that many times, each time at a random moment of its usual length.

    What the program does with the folder at its `next_start` is done before what is left is counted.
    """
    tally, chance, content = Tally(), random.Random(300), list(rows(count))
    with place(count) as made:
        begin = time.perf_counter()
        _run(partial(_export, made, export, content), None)
        usual = time.perf_counter() - begin
        made.register.write_bytes(made.old)
        for _ in range(rounds):
            _run(partial(_export, made, export, content), chance.uniform(0, usual * 1.1))
            if next_start is not None:
                before = len(list(made.folder.iterdir()))
                next_start(made.folder)
                tally.until_start += before - len(list(made.folder.iterdir()))
            judge(made, tally)
    return tally


def _export(made: Place, export: Export, content: Content) -> None:
    tempfile.tempdir = str(made.temporary)
    export(made.register, content)


def _run(work: Callable[[], None], patience: float | None) -> int:
    """The exit code of `work` in a process of its own, killed when it takes longer than `patience` seconds."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(patience)
    if process.exitcode is None and process.pid is not None:
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    return process.exitcode or 0


# ------------------------------------------------------------ faults


def faulty(rounds: int, count: int) -> Tally:
    """Let something fail in this program's export that many times."""
    tally, chance, content = Tally(), random.Random(250), list(rows(count))
    with place(count) as made:
        told = made.temporary.parent / "told.txt"
        house(made.register, content)
        size = made.register.stat().st_size
        made.register.write_bytes(made.old)
        for number in range(rounds):
            told.write_text("")
            fault = _fault(chance, number, size, made)
            _run(partial(_failing, made, content, fault, told), None)
            judge(made, tally, told.read_text())
            for mark in MARKS:
                (made.folder / mark).unlink(missing_ok=True)
    return tally


def full_disk(rounds: int, count: int) -> Tally:
    """The control: the disk with the register is full while it is saved in place; the temporary folder has room."""
    tally, chance, content = Tally(), random.Random(250), list(rows(count))
    with place(count) as made:
        for _ in range(rounds):
            _run(partial(_quietly, made, content, chance.randrange(20)), None)
            judge(made, tally, "OSError")
    return tally


def _quietly(made: Place, content: Content, room: int) -> None:
    try:
        _export(made, partial(in_place, room=room), content)
    except OSError:
        os._exit(1)  # without a word of the library's own about the file it could not finish


Fault = contextlib.AbstractContextManager[None]


def _failing(made: Place, content: Content, fault: Fault, told: Path) -> None:
    tempfile.tempdir = str(made.temporary)
    try:
        with fault:
            house(made.register, content)
    except Refused as refusal:
        said = refusal.field == "path" and any("\u4e00" <= letter <= "\u9fff" for letter in str(refusal))
        told.write_text(refusal.code if said else "unsaid")
    except OSError:
        told.write_text("OSError")


def _fault(chance: random.Random, number: int, size: int, made: Place) -> Fault:
    kind = number % (len(CALLS) + 2)
    if kind == len(CALLS):
        return _size_limit(chance, size)
    if kind == len(CALLS) + 1:
        (made.folder / chance.choice(MARKS)).write_bytes(b"")
        return contextlib.nullcontext()
    call = [*CALLS][kind]
    return failing(call, chance.choice(ERRORS), chance.randrange(CALLS[call]), nameless=chance.random() < 0.5)


@contextlib.contextmanager
def _size_limit(chance: random.Random, size: int) -> Iterator[None]:
    """The system lets no file grow beyond a part of what the register needs."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most = chance.randrange(1, size)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextlib.contextmanager
def failing(call: str, number: int, after: int, *, nameless: bool) -> Iterator[None]:
    """The `after`-th call fails as the system would; without `nameless` files the way is that of Windows."""
    owner: Any = Path if call == "replace" else os
    name = "fdopen" if call == "write" else call
    usual, whole = getattr(owner, name), atomic._nameless
    left = [after]
    made = _guarded(usual, left, number)
    setattr(owner, name, (lambda *given: _Disk(usual(*given), left, number)) if call == "write" else made)
    if not nameless:
        atomic._nameless = lambda _folder: None  # type: ignore[assignment]
    try:
        yield
    finally:
        setattr(owner, name, usual)
        atomic._nameless = whole


def _guarded(usual: Callable[..., Any], left: list[int], number: int) -> Callable[..., Any]:
    def step(*given: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(number, os.strerror(number))
        return usual(*given, **named)

    return step


class _Disk:
    """An open file that stops taking what is written."""

    def __init__(self, file: Any, left: list[int], number: int) -> None:
        self._file = file
        self.write = _guarded(file.write, left, number)

    def __enter__(self) -> "_Disk":
        return self

    def __exit__(self, *given: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
