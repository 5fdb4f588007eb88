"""A foreign workbook's raw rows, read by a child process that can be killed without harm."""

import datetime as dt
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import firstask_desktop
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.guard import Limits, check

CHILD_WORD = "--read-sheet"
_BATCH = b'{"rows":'


@dataclass(frozen=True)
class SheetPeek:
    """The first lines of one sheet: (line number, values) of every line that is not empty."""

    name: str
    lines: tuple[tuple[int, list[object]], ...]


def child_command() -> list[str]:
    """How to start the reading process: from a checkout or an installed package by module, from a frozen program by the
    word `--read-sheet`, on which the program calls `reading_child.main()` before anything else."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD]
    return [sys.executable, "-m", "firstask_desktop.ledgers.reading_child"]


class ForeignWorkbook:
    """A workbook somebody else made, open in a child process. Use as a context manager, or call `close`.

    Every trouble is refused with field `path`: no workbook, damaged, too large, too slow, child killed.
    """

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
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
        self._late = False
        self._watch = threading.Timer(self._limits.seconds, self._end_late)
        self._watch.daemon = True
        self._watch.start()
        request = {"path": str(path.resolve()), "memory": self._limits.memory_bytes, "seconds": self._limits.seconds}
        try:
            self._ask(request)
            self.sheets = tuple(
                SheetPeek(sheet["name"], tuple((number, _values(row)) for number, row in sheet["peek"]))
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
        self._watch.cancel()
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # the child went first and left bytes unread; nothing of ours is lost
                    continue

    def rows(self, sheet: str) -> Iterator[tuple[int, list[object]]]:
        """(line number, values) of every line of `sheet` that is not empty. May be asked once."""
        self._ask({"sheet": sheet})
        while True:
            message = self._hear()
            if "end" in message:
                return
            for number, row in message["rows"]:
                yield number, _values(row)

    def batches(self, sheet: str) -> Iterator[bytes]:
        """The same lines as `rows` gives, still packed, to be kept and read with `unpacked_rows`. May be asked once."""
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
        message: dict[str, Any] = json.loads(line)
        if "error" in message:
            raise self._broken(message["error"])
        return message

    def _end_late(self) -> None:
        self._late = True
        self._child.kill()

    def _broken(self, kind: str) -> Refused:
        if self._late:
            words, code = (
                f"读“{self._name}”超过 {self._limits.seconds:g} 秒仍未读完，已停止；请分成几份导入",
                "too-slow",
            )
        elif kind in ("", "memory", "MemoryError"):
            words, code = f"读“{self._name}”时耗用过大，已停止，未导入任何内容；请只留登记表另存后再导入", "too-large"
        else:
            words, code = (
                f"“{self._name}”已损坏或不是正常的工作簿，读不出来；请在 Excel 或 WPS 中另存一份再导入",
                "damaged",
            )
        return Refused(words, code=code, field="path", clause="T7")


def unpacked_rows(batch: bytes) -> list[tuple[int, list[object]]]:
    """(line number, values) of the lines in a batch."""
    return [(number, _values(row)) for number, row in json.loads(batch)["rows"]]


def _values(row: list[Any]) -> list[object]:
    return [_unpacked(cell) if type(cell) is dict else cell for cell in row]


def _unpacked(cell: dict[str, Any]) -> object:
    for kind, value in cell.items():
        match kind:
            case "m":
                return dt.datetime.fromisoformat(value)
            case "d":
                return dt.date.fromisoformat(value)
            case "t":
                return dt.time.fromisoformat(value)
            case "s":
                return dt.timedelta(seconds=value)
    return None
