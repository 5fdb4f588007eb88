"""《客服前台工作台账》 and every other register as a workbook: fast, inert, whole or absent (QUALITY S6, T6, [94])."""

import operator
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers import template
from firstask_desktop.ledgers.atomic import replacing, suggested_name
from firstask_desktop.ledgers.cells_out import clean_text, column_letters, escaped
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.ledgers.pressing import PressedPart
from firstask_desktop.ledgers.row_encoder import RowEncoder
from firstask_desktop.ledgers.template import FIRST_ROW, RegisterHeader, SheetFrame

__all__ = ["RegisterFooter", "RegisterHeader", "Written", "suggested_name", "write_register"]

SHEET_ROWS = 1_048_576
# A zip part without the 64-bit extension, which some readers refuse, ends at 2 GiB.
SHEET_BYTES = 1_900_000_000
BATCH = 250
# Bytes handed to the second thread at once: it waits for the interpreter's lock several times for each of them.
CHUNK_BYTES = 4_000_000
FOOTER_ROWS = 3


@dataclass(frozen=True)
class RegisterFooter:
    """What stands below a register: the counts of the shift, and names already signed, by the signature's label."""

    received: int = 0
    open: int = 0
    due_today: int = 0
    signed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """How many rows were written, and where."""

    rows: int
    path: Path


def no_report(done: int, total: int) -> None:
    """Nobody is watching."""


def never() -> bool:
    """Nobody cancels."""
    return False


def write_register(
    path: Path,
    fmt: RecordFormat,
    header: RegisterHeader,
    rows: Iterable[Mapping[str, object]],
    footer: RegisterFooter | None = None,
    report: Callable[[int, int], None] = no_report,
    cancelled: Callable[[], bool] = never,
    *,
    total: int | None = None,
    sheet_rows: int = SHEET_ROWS,
) -> Written:
    """Write `rows` to the workbook `path` in the layout of `fmt`, replacing an older file only when all is written.

    Row mappings are read by each column's `source`; dates and times are naive, in the centre's zone. Over `sheet_rows`
    lines the register goes on in a further sheet. Refused with field `path` when the file cannot be written ([94]) and
    with code `cancelled` when `cancelled()` says so; then the older file is untouched and nothing is left behind.
    """
    if not fmt.columns:
        raise Refused(f"“{fmt.title}”不是列表格式，不能导出为台账", code="not-a-list", field="format")
    expected = total if total is not None else operator.length_hint(rows, 0)
    with replacing(path) as file:
        register = _Register(file, fmt, header, sheet_rows)
        try:
            coming = iter(rows)
            while block := list(islice(coming, BATCH)):
                register.add(block)
                if len(block) == BATCH:
                    report(register.count, max(expected, register.count))
                    if cancelled():
                        raise Refused("已取消导出，没有写出文件", code="cancelled", field="path")
            register.finish(footer)
        except BaseException:
            register.abandon()
            raise
    report(register.count, register.count)
    return Written(register.count, path)


class _Register:
    """A workbook being written: rows go in one by one, full sheets are closed and followed by another."""

    def __init__(self, file: BinaryIO, fmt: RecordFormat, header: RegisterHeader, sheet_rows: int) -> None:
        self._fmt = fmt
        self._header = header
        self._last_line = sheet_rows - FOOTER_ROWS
        self._frame: SheetFrame = template.frame(template.build(fmt, header), len(fmt.columns))
        self._encoder = RowEncoder(fmt.columns, self._frame.styles, fmt.page)
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._sheets = 0
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._line = FIRST_ROW - 1
        self._part = self._open_sheet()
        self.count = 0

    def add(self, block: Sequence[Mapping[str, object]]) -> None:
        """Put some more rows at the end."""
        while block:
            room = self._last_line - self._line
            if room <= 0 or self._part.taken > SHEET_BYTES:
                self._close_sheet([])
                self._part = self._open_sheet()
                continue
            fitting, block = block[:room], block[room:]
            self._wait(self._encoder.encode(fitting, self._line + 1))
            self._line += len(fitting)
            self.count += len(fitting)
            if self._waiting_bytes >= CHUNK_BYTES:
                self._pass_on()

    def finish(self, footer: RegisterFooter | None) -> None:
        """Close the last sheet with the footer and add the rest of the workbook."""
        self._close_sheet(_footer_lines(self._fmt, footer))
        for name, content in template.other_parts(template.build(self._fmt, self._header, self._sheets)):
            self._archive.writestr(name, content)
        self._archive.close()

    def abandon(self) -> None:
        """Stop at once; what was written so far is of no use."""
        self._part.abandon()
        self._archive.fp = None

    def _open_sheet(self) -> PressedPart:
        self._sheets += 1
        self._line = FIRST_ROW - 1
        part = PressedPart(self._archive, f"xl/worksheets/sheet{self._sheets}.xml")
        head = self._frame.head
        part.put(head if self._sheets == 1 else head.replace(b' tabSelected="1"', b""))
        return part

    def _wait(self, made: bytes) -> None:
        self._waiting.append(made)
        self._waiting_bytes += len(made)

    def _pass_on(self) -> None:
        self._part.put(b"".join(self._waiting))
        self._waiting.clear()
        self._waiting_bytes = 0

    def _close_sheet(self, footer: list[str]) -> None:
        merged = []
        for step, text in enumerate(footer):
            number = self._line + 1 + step
            last = column_letters(len(self._fmt.columns) - 1)
            cell = f'<c r="A{number}" s="{self._frame.footer_style}" t="inlineStr">'
            shown = f'{cell}<is><t xml:space="preserve">{escaped(text)}</t></is></c>' if text else ""
            height = 24 if text else 6
            self._wait(f'<row r="{number}" ht="{height}" customHeight="1">{shown}</row>'.encode())
            if text and len(self._fmt.columns) > 1:
                merged.append(f"A{number}:{last}{number}")
        self._pass_on()
        self._part.put(_with_merged(self._frame.tail, merged))
        self._part.close()


def _footer_lines(fmt: RecordFormat, footer: RegisterFooter | None) -> list[str]:
    counts = ""
    if footer is not None and fmt.counts:
        counts = fmt.counts.format(received=footer.received, open=footer.open, due_today=footer.due_today)
    signed = footer.signed if footer is not None else {}
    boxes = [f"{label}：{signed[label] if signed.get(label) else '＿' * 8}" for label in fmt.signatures]
    lines = [clean_text(line) for line in (counts, "　　".join(boxes)) if line]
    return ["", *lines] if lines else []


def _with_merged(tail: bytes, places: list[str]) -> bytes:
    if not places:
        return tail
    added = "".join(f'<mergeCell ref="{place}"/>' for place in places).encode()
    tail = tail.replace(b"</mergeCells>", added + b"</mergeCells>", 1)
    start = tail.index(b"<mergeCells")
    count = tail.count(b"<mergeCell ")
    end = tail.index(b">", start)
    return tail[:start] + b'<mergeCells count="%d"' % count + tail[end:]
