"""A foreign workbook's raw rows, read by a child process that can be killed without harm."""

import datetime as dt
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import firstask_desktop
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.guard import Limits, check

Cancelled = Callable[[], bool]
LOOK = 0.02
"""Seconds between two looks at the child: in so short a time it takes some 20 MB at most."""
CHILD_WORD = "--read-sheet"
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_BATCH = b'{"rows":'


@dataclass(frozen=True)
class SheetPeek:
    """The first lines of one sheet: (line number, values) of every line that is not empty.

    `wide` when it has more columns than are read.
    """

    name: str
    lines: tuple[tuple[int, list[object]], ...]
    wide: bool = False


def child_command() -> list[str]:
    """How to start the reading process: from a checkout or an installed package by module, from a frozen program by the
    word `--read-sheet`, on which the program calls `reading_child.main()` before anything else."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD]
    return [sys.executable, "-m", "firstask_desktop.ledgers.reading_child"]


class ForeignWorkbook:
    """A workbook somebody else made, open in a child process. Use as a context manager, or call `close`.

    Every trouble is refused with field `path`: no workbook, damaged, too large, too slow, child killed. `cancelled` is
    asked, on a thread of its own, also while the child has nothing to tell.
    """

    def __init__(self, path: Path, limits: Limits | None = None, cancelled: Cancelled | None = None) -> None:
        self._name = path.name
        self._limits = limits or Limits()
        check(path, self._limits)
        place = str(Path(firstask_desktop.__file__).resolve().parents[1])
        found = os.pathsep.join(part for part in (place, os.environ.get("PYTHONPATH", "")) if part)
        self._child = subprocess.Popen(
            child_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": found},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._late = self._stopped = False
        self._over = threading.Event()
        size = path.stat().st_size
        threading.Thread(target=self._watch, args=(cancelled, self._limits.resident_for(size)), daemon=True).start()
        memory = self._limits.memory_for(size)
        request = {"path": str(path.resolve()), "memory": memory, "seconds": self._limits.seconds}
        try:
            self._ask(request)
            self.sheets = tuple(
                SheetPeek(sheet["name"], tuple((number, values) for number, values in sheet["peek"]), sheet["wide"])
                for sheet in self._hear()["sheets"]
            )
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "ForeignWorkbook":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        self._over.set()
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # the child went first and left bytes unread; nothing of ours is lost
                    continue

    def batches(self, sheet: str) -> Iterator[bytes]:
        """Every line of `sheet` that is not empty, packed, to be read with `unpacked_rows`. May be asked once."""
        self._ask({"sheet": sheet})
        while True:
            line = self._hear_line()
            if line.startswith(_BATCH):
                yield line
            elif "end" in self._message(line):
                return

    def _ask(self, question: dict[str, object]) -> None:
        if self._child.stdin is None:
            raise ValueError("the child has no standard input")
        try:
            self._child.stdin.write(json.dumps(question).encode() + b"\n")
            self._child.stdin.flush()
        except OSError as error:
            raise self._broken("") from error

    def _hear(self) -> dict[str, Any]:
        return self._message(self._hear_line())

    def _hear_line(self) -> bytes:
        if self._child.stdout is None:
            raise ValueError("the child has no standard output")
        line = self._child.stdout.readline()
        if not line.endswith(b"\n"):
            raise self._broken("")
        return line

    def _message(self, line: bytes) -> dict[str, Any]:
        message: dict[str, Any] = _DECODER.decode(line.decode())
        if "error" in message:
            raise self._broken(message["error"])
        return message

    def _watch(self, cancelled: Cancelled | None, most: int) -> None:
        """End the child when its time is over, when it holds more than `most` bytes or when nobody wants it any more."""
        end = time.monotonic() + self._limits.seconds
        while not self._over.wait(min(LOOK, self._limits.seconds)):
            self._late = time.monotonic() >= end
            self._stopped = cancelled is not None and cancelled()
            if self._late or self._stopped or _resident(self._child.pid) > most:
                self._child.kill()
                return

    def _broken(self, kind: str) -> Refused:
        if self._stopped:
            return Refused("已取消读取，没有改动", code="cancelled")
        if self._late:
            words, code = (
                f"读“{self._name}”超过 {self._limits.seconds:g} 秒仍未读完，已停止；请分成几份导入",
                "too-slow",
            )
        elif kind in ("", "memory", "MemoryError"):
            words, code = (
                f"读“{self._name}”时耗用过大，已停止，未导入任何内容；请只留登记表另存，或分成几份再导入",
                "too-large",
            )
        else:
            words, code = (
                f"“{self._name}”已损坏或不是正常的工作簿，读不出来；请在 Excel 或 WPS 中另存一份再导入",
                "damaged",
            )
        return Refused(words, code=code, field="path", clause="T7")


def _resident(process: int) -> int:
    """The memory a process really holds, in bytes; 0 where the system does not tell (its own limit then stands alone)."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):  # not Linux, or the child has just ended
        return 0
    return int(pages) * PAGE


def unpacked_rows(batch: bytes) -> list[tuple[int, list[object]]]:
    """(line number, values) of the lines in a batch."""
    rows: list[tuple[int, list[object]]] = _DECODER.decode(batch.decode())["rows"]
    return rows


def _unpacked(cell: dict[str, Any]) -> object:
    """A moment as the child marks it; any other object of its messages stays what it is."""
    if len(cell) == 1:
        for kind, value in cell.items():
            if kind == "m":
                return dt.datetime.fromisoformat(value)
            if kind == "d":
                return dt.date.fromisoformat(value)
            if kind == "t":
                return dt.time.fromisoformat(value)
            if kind == "s":
                return dt.timedelta(seconds=value)
    return cell


_DECODER = json.JSONDecoder(object_hook=_unpacked)
