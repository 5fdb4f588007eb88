"""What becomes of hostile texts in everything that leaves: counted by reading it back with other programs' readers."""

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from firstask_desktop.ledgers.cells_out import clean_text
from firstask_desktop.ledgers.csv_out import alive, write_csv
from firstask_desktop.ledgers.formats import load_format
from firstask_desktop.ledgers.record_form import write_records
from firstask_desktop.ledgers.writer import RegisterHeader, write_register

LISTS = ("kf-06-01", "kf-06-01-short", "kf-06-05-list")
HEADER = RegisterHeader("某物业", "客服中心", "2026年11月", "1042 · 9f3c2a7b1e")
FIRST = 4
SHORT, FEW_LINES = 400, 8
# What keeps a literal _x000D_ literal; spreadsheets and calamine take it away, openpyxl leaves it.
_MARK = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Read:
    """What came of the texts."""

    cells: int = 0
    exceptions: int = 0
    formulas: int = 0
    different: int = 0


def lists_of_texts(texts: list[str], folder: Path) -> Iterator[tuple[str, Read]]:
    """Every list with every text in every column, read back by openpyxl and by calamine."""
    for key in LISTS:
        fmt = load_format(key, None)
        found, path = Read(), folder / f"{key}.xlsx"
        content = [{column.source: text for column in fmt.columns} for text in texts]
        try:
            write_register(path, fmt, HEADER, content)
            _judge_list(path, texts, len(fmt.columns), found)
        except Exception as error:  # noqa: BLE001 - counted, and shown
            print(f"{key}: {error!r}", file=sys.stderr)
            found.exceptions += 1
        yield f"{key}, {len(fmt.columns)} columns", found


def _judge_list(path: Path, texts: list[str], width: int, found: Read) -> None:
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    found.formulas += formulas(path)
    book = load_workbook(path, read_only=True)
    last = FIRST + len(texts) - 1
    one = book.worksheets[0].iter_rows(min_row=FIRST, max_row=last, max_col=width)
    other = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[FIRST - 1 : last]
    for text, cells, values in zip(texts, one, other, strict=True):
        meant = clean_text(text)
        found.cells += width
        found.formulas += sum(cell.data_type == "f" for cell in cells)
        found.different += sum(_unmarked(cell.value) != meant for cell in cells)
        found.different += sum((value or "") != meant for value in values[:width])
    book.close()


def _unmarked(value: object) -> str:
    return _MARK.sub("_", str(value or ""))


def records_of_texts(texts: list[str], folder: Path) -> Read:
    """The page a record: the texts that fit into a box, dealt out over the boxes of as many pages as they need."""
    from openpyxl import load_workbook

    fmt, listed, found = load_format("kf-06-05", None), load_format("kf-06-05-list", None), Read()
    fields = [field for section in fmt.sections for row in section.rows for field in row]
    keys = [field.key for field in fields if field.key and field.kind == "text"]
    short = [text for text in texts if len(text) <= SHORT and len(text.splitlines()) <= FEW_LINES]
    dealt = [short[start : start + len(keys)] for start in range(0, len(short), len(keys))]
    path = folder / "kf-06-05.xlsx"
    try:
        content = [dict(zip(keys, some, strict=False)) | {"record_number": "T1"} for some in dealt]
        write_records(path, fmt, HEADER, content, list_format=listed)
        found.formulas += formulas(path)
        sheets = load_workbook(path).worksheets[1:]
    except Exception as error:  # noqa: BLE001 - counted, and shown
        print(f"kf-06-05: {error!r}", file=sys.stderr)
        return Read(exceptions=1)
    for some, sheet in zip(dealt, sheets, strict=True):
        shown = [_unmarked(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
        whole = _squeezed("".join(shown))
        found.cells += len(shown)
        missed = [
            text
            for key, text in zip(keys, some, strict=False)
            if key != "record_number" and _squeezed(clean_text(text)) not in whole
        ]
        found.different += len(missed)
        for text in missed:
            print(f"kf-06-05: {text[:60]!r} is not there", file=sys.stderr)
    return found


def _squeezed(text: str) -> str:
    """Without white space: a long text is broken into lines at it."""
    return "".join(text.split())


def csv_of_texts(texts: list[str], folder: Path) -> Read:
    """The CSV with every text in every column: no field begins like a formula, each reads as it was meant."""
    fmt, found, path = load_format("kf-06-01", None), Read(), folder / "kf-06-01.csv"
    try:
        write_csv(path, fmt, [{column.source: text for column in fmt.columns} for text in texts])
        with path.open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(1 << 20)
            lines = list(csv.reader(file))[1:]
    except Exception as error:  # noqa: BLE001 - counted, and shown
        print(f"csv: {error!r}", file=sys.stderr)
        return Read(exceptions=1)
    for text, line in zip(texts, lines, strict=True):
        meant = clean_text(text)
        found.cells += len(line)
        found.formulas += sum(field.startswith(BEGINNINGS) for field in line)
        found.different += sum(alive(field) != meant for field in line)
    return found


def plain_openpyxl(texts: list[str]) -> Read:
    """The control: each text put into a cell as most programs do."""
    from openpyxl import Workbook, load_workbook

    found = Read()
    for text in texts:
        book, held = Workbook(), io.BytesIO()
        try:
            book.worksheets[0]["A1"] = text
            book.save(held)
            cell = load_workbook(held).worksheets[0]["A1"]
        except Exception:  # noqa: BLE001 - counted
            found.exceptions += 1
            continue
        found.cells += 1
        found.formulas += cell.data_type == "f"
        found.different += str(cell.value or "") != clean_text(text)
    return found


def formulas(path: Path) -> int:
    """Formula elements in any sheet of a workbook."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return sum(archive.read(name).count(b"<f>") + archive.read(name).count(b"<f ") for name in sheets)
