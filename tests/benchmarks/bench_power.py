"""Power cuts, simulated on the real store: whatever the disk had not yet promised to keep is partly lost.

A desk registers, hands off and folds its log while every write, truncation and sync of its files is recorded in order,
and each number it acknowledges with them. A power cut is a moment in that record: what a file's last sync promised is
there; of what came later each sector of 512 bytes is there or not, by chance, in any order. Each such image of the disk
is opened as after the restart: every number acknowledged before that moment must be there, every case whole, the file
sound; a whole check of the journal is made now and then. The control does the same work with `synchronous=NORMAL`, as
most programs use SQLite: it must lose some, or the images prove nothing.

The column of acknowledged numbers is the sum over all images of those that had to be there.

Not simulated: sectors with garbage, a disk that lies about its syncs, names of files that the folder lost.
Needs Linux and a C compiler (`cc`). Usage: `bench_power.py [IMAGES] [CASES]`, by default 500 and 150.
"""

import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import DATA_FILE, open_desk  # noqa: E402
from firstask_desktop.domain.clock import FixedClock  # noqa: E402
from firstask_desktop.errors import Refused  # noqa: E402
from tests.desk_fixtures import MONDAY_MORNING, RECEPTIONIST, as_name, handed, registered, set_up  # noqa: E402

SECTOR = 512
HEAD = struct.Struct("<ccqq")
NAMES = {b"d": DATA_FILE, b"l": f"{DATA_FILE}-wal", b"j": f"{DATA_FILE}-journal"}
VERIFY_EVERY = 50
WORK = "work"
Op = tuple[bytes, bytes, int, bytes]


def work(folder: Path, cases: int, synchronous: str) -> None:
    """What is recorded: register, acknowledge, hand every third off, fold the log every tenth time; then just stop."""
    desk = as_name(open_desk(folder, FixedClock(MONDAY_MORNING)), RECEPTIONIST)
    desk._office.store.run(f"PRAGMA synchronous = {synchronous}")
    said = os.open(folder / "acknowledged", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    for number in range(cases):
        case = registered(desk, urgent=True, promise_at=None)
        os.write(said, f"{case.number}\n".encode())
        if number % 3 == 0:
            handed(desk, case)
        if number % 10 == 9:
            desk.upkeep.checkpoint()
    os._exit(0)


@dataclass
class Disk:
    """The files as last promised, and what was written since and may be lost."""

    kept: dict[bytes, bytearray]
    later: dict[bytes, list[Op]] = field(default_factory=lambda: {file: [] for file in NAMES})

    def take(self, op: Op) -> None:
        """One thing the process asked for."""
        kind, file, _, _ = op
        if kind == b"s":
            for each in self.later[file]:
                _apply(self.kept[file], each)
            self.later[file] = []
        else:
            self.later[file].append(op)

    def after_a_cut(self, chance: random.Random) -> dict[bytes, bytearray]:
        """The files as somebody finds them."""
        share = chance.choice((0.0, 1.0, chance.random(), chance.random()))
        found = {file: bytearray(content) for file, content in self.kept.items()}
        for file, ops in self.later.items():
            for op in ops:
                for part in _sectors(op):
                    if chance.random() < share:
                        _apply(found[file], part)
        return found


def _sectors(op: Op) -> Iterator[Op]:
    kind, file, at, data = op
    if kind == b"t":
        yield op
        return
    place = 0
    while place < len(data):
        size = SECTOR - (at + place) % SECTOR
        yield kind, file, at + place, data[place : place + size]
        place += size


def _apply(content: bytearray, op: Op) -> None:
    kind, _, at, data = op
    if kind == b"t":
        del content[at:]
    end = at + len(data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[at:end] = data


def recorded(log: Path) -> Iterator[Op]:
    """Everything asked for, in order; a number acknowledged has the file `a`."""
    with log.open("rb") as file:
        while head := file.read(HEAD.size):
            kind, of, at, length = HEAD.unpack(head)
            yield kind, of, at, file.read(length)


@dataclass
class Tally:
    """What came of the images."""

    images: int = 0
    acknowledged: int = 0
    lost_in: int = 0
    half: int = 0
    broken: int = 0


def judge(folder: Path, files: dict[bytes, bytearray], said: list[str], tally: Tally) -> None:
    """Open one image as after the restart."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for file, content in files.items():
        if content or file == b"d":
            (folder / NAMES[file]).write_bytes(content)
    tally.images += 1
    tally.acknowledged += len(said)
    try:
        desk = open_desk(folder, FixedClock(MONDAY_MORNING))
    except Refused:
        tally.broken += 1
        return
    store = desk._office.store
    present = {number for (number,) in store.all("SELECT number FROM cases")}
    tally.lost_in += not present.issuperset(said)
    tally.half += store.one(
        "SELECT count(*) FROM cases WHERE id NOT IN (SELECT case_id FROM entries WHERE kind = 'registered')"
        " OR rid NOT IN (SELECT id FROM search_docsize)"
    )[0]
    sound = store.one("PRAGMA quick_check")[0] == "ok"
    if tally.images % VERIFY_EVERY == 0:
        sound = sound and desk.upkeep.verify().sound
    tally.broken += not sound
    desk.close()


def cut(scratch: Path, synchronous: str, images: int, cases: int) -> Tally:
    """Record one stretch of work, then cut the power that many times."""
    folder, log = scratch / f"desk-{synchronous}", scratch / f"{synchronous}.log"
    set_up(folder, FixedClock(MONDAY_MORNING)).close()
    disk = Disk({file: bytearray((folder / NAMES[file]).read_bytes() if file == b"d" else b"") for file in NAMES})
    environment = {
        **os.environ, "LD_PRELOAD": str(scratch / "record.so"), "RECORD_FOLDER": str(folder), "RECORD_LOG": str(log)
    }  # fmt: skip
    command = [sys.executable, str(Path(__file__).resolve()), WORK, str(folder), str(cases), synchronous]
    subprocess.run(command, check=True, env=environment, cwd=HOUSE)
    ops, chance, tally, said = list(recorded(log)), random.Random(20_261_123), Tally(), list[str]()
    moments = sorted(chance.randrange(len(ops)) for _ in range(images))
    for place, op in enumerate(ops):
        if op[1] == b"a":
            said += op[3].decode("ascii").split()
        else:
            disk.take(op)
        while moments and moments[0] == place:
            moments.pop(0)
            judge(scratch / "found", disk.after_a_cut(chance), said, tally)
    assert len(said) == cases, "not every acknowledgement was recorded"
    for file, name in NAMES.items():
        disk.take((b"s", file, 0, b""))
        written = (folder / name).read_bytes() if (folder / name).exists() else b""
        assert disk.kept[file] == written, f"the record does not lead to the {name} that was left"
    return tally


def main(arguments: list[str] | None = None) -> None:
    """Cut, look, print one table."""
    if not sys.platform.startswith("linux") or not shutil.which("cc"):
        print("需要 Linux 和 C 编译器 cc")
        return
    given = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)]
    images, cases = (given + [500, 150][len(given) :])[:2]
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name).resolve()
        source = Path(__file__).with_name("record_writes.c")
        subprocess.run(
            ["cc", "-O1", "-shared", "-fPIC", "-o", str(scratch / "record.so"), str(source), "-ldl"], check=True
        )
        print(f"{'':34}{'images':>8}{'acknowledged':>14}{'lost in':>9}{'half':>7}{'broken':>8}")
        for synchronous, count, title in (
            ("full", images, "this desk"),
            ("normal", images // 10, "control: synchronous=NORMAL"),
        ):
            tally = cut(scratch, synchronous, count, cases)
            row = (tally.images, tally.acknowledged, tally.lost_in, tally.half, tally.broken)
            print(
                f"{title:34}" + "".join(f"{value:{width}}" for value, width in zip(row, (8, 14, 9, 7, 8), strict=True))
            )
            lost = tally.lost_in + tally.half + tally.broken > 0
            if lost != (synchronous == "normal"):
                raise SystemExit(
                    "the control lost nothing" if synchronous == "normal" else "acknowledged work was lost"
                )


if __name__ == "__main__":
    if sys.argv[1:2] == [WORK]:
        work(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    main()
