"""How long a register of 25 columns takes to leave as a workbook, beside a bare floor and what people use instead.

    python tests/benchmarks/bench_export.py [ROWS]      (20 000 unless told; the promise is measured at 100 000)

The floor is the least a correct workbook needs: sheet XML by f-string with escaped texts and cell references, deflate
level 1, one thread; no styles, widths, row heights or print set-up, values as `str` gives them. Each contender runs in
a process of its own with its library already imported, gets the same list of mappings, and the rounds take turns, so
that a busy moment of the machine meets all of them. Libraries that are no part of the program are brought by `peers.py`.
"""

import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from peers import bring
from register_rows import rows

HOUSE = Path(__file__).resolve().parents[2]
ROUNDS = 3
HEAD_LINES = 3


def floor(path: Path, content: list[dict[str, object]]) -> None:
    """The bare floor."""
    letters = [chr(65 + place) for place in range(25)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATION.format(type="officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _RELATION.format(type="worksheet", target="worksheets/sheet1.xml")
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, row in enumerate(content, start=1):
                cells = "".join(
                    [
                        f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
                        for letter, value in zip(letters, row.values(), strict=True)
                        if value is not None
                    ]
                )
                part.write(f'<row r="{number}">{cells}</row>'.encode())
            part.write(b"</sheetData></worksheet>")


def house(path: Path, content: list[dict[str, object]]) -> None:
    """This program's own writer: styles, titles, print set-up, inert texts, whole or absent."""
    from firstask_desktop.ledgers.formats import load_format
    from firstask_desktop.ledgers.writer import RegisterFooter, RegisterHeader, write_register

    header = RegisterHeader("某物业", "客服中心", "2026年11月", "1042 · 9f3c2a7b1e")
    write_register(path, load_format("kf-06-01", None), header, content, RegisterFooter(len(content), 0, 0))


def openpyxl_normal(path: Path, content: list[dict[str, object]]) -> None:
    """openpyxl as most people use it, without any style."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    for row in content:
        sheet.append(list(row.values()))
    book.save(path)


def openpyxl_text(path: Path, content: list[dict[str, object]]) -> None:
    """openpyxl in its write-only mode, everything as text, without any style."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in content:
        sheet.append(["" if value is None else str(value) for value in row.values()])
    book.save(path)


def openpyxl_styled(path: Path, content: list[dict[str, object]]) -> None:
    """openpyxl in its write-only mode with the same font, border and alignment on every cell."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    side = Side(style="thin")
    look = {"font": Font(name="宋体", size=9), "alignment": Alignment(wrap_text=True), "border": Border(side, side)}
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in content:
        cells = []
        for value in row.values():
            cell: Any = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]
            cell.font, cell.alignment, cell.border = look.values()
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


def xlsxwriter_formats(path: Path, content: list[dict[str, object]]) -> None:
    """XlsxWriter in constant memory with one format for texts, days, times and moments each."""
    options = {"constant_memory": True, "strings_to_formulas": False}
    book = __import__("xlsxwriter").Workbook(str(path), options)
    sheet = book.add_worksheet()
    look = {"font_name": "宋体", "font_size": 9, "border": 1, "text_wrap": True, "valign": "vcenter"}
    usual = book.add_format(look | {"num_format": "@"})
    looks = {
        dt.date: book.add_format(look | {"num_format": "yyyy-mm-dd"}),
        dt.time: book.add_format(look | {"num_format": "hh:mm"}),
        dt.datetime: book.add_format(look | {"num_format": "yyyy-mm-dd hh:mm"}),
        int: book.add_format(look | {"num_format": "0"}),
    }
    for number, row in enumerate(content):
        for place, value in enumerate(row.values()):
            sheet.write(number, place, value, looks.get(type(value), usual))
    book.close()


def pyexcelerate_plain(path: Path, content: list[dict[str, object]]) -> None:
    """pyexcelerate, no styles."""
    book = __import__("pyexcelerate").Workbook()
    book.new_sheet("1", data=[list(row.values()) for row in content])
    book.save(str(path))


def rust_plain(path: Path, content: list[dict[str, object]]) -> None:
    """rustpy-xlsxwriter, no styles."""
    __import__("rustpy_xlsxwriter").write_worksheet(content, str(path), sheet_name="1")


CONTENDERS: dict[str, Callable[[Path, list[dict[str, object]]], None]] = {
    "floor": floor,
    "首问台": house,
    "rustpy-xlsxwriter": rust_plain,
    "pyexcelerate": pyexcelerate_plain,
    "XlsxWriter, formats": xlsxwriter_formats,
    "openpyxl write-only, text": openpyxl_text,
    "openpyxl normal": openpyxl_normal,
    "openpyxl write-only, styled": openpyxl_styled,
}


def main(count: int = 20_000) -> None:
    """Print seconds (median of three), the ratio to the floor, peak memory and file size of each contender."""
    bring()
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in CONTENDERS}
    for _ in repeat(None, ROUNDS):
        for name in CONTENDERS:
            taken[name].append(_in_own_process(name, count))
    base = statistics.median(one[0] for one in taken["floor"])
    base_work = statistics.median(one[1] for one in taken["floor"])
    print(f"| {count} rows × 25 columns | s | × floor | CPU s | CPU × floor | MB above start | file MB |")
    print("|---|---|---|---|---|---|---|")
    for name in CONTENDERS:
        seconds, work, memory, size = (statistics.median(column) for column in zip(*taken[name], strict=True))
        ratios = f"{seconds:.2f} | {seconds / base:.2f} | {work:.2f} | {work / base_work:.2f}"
        print(f"| {name} | {ratios} | {memory:.0f} | {size:.1f} |")
    print(_in_own_process_text("re-read", count))


def _in_own_process(name: str, count: int) -> tuple[float, ...]:
    return tuple(map(float, _in_own_process_text(name, count).split()))


def _in_own_process_text(name: str, count: int) -> str:
    command = [sys.executable, str(Path(__file__).resolve()), name, str(count)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=HOUSE).stdout.strip()


def _one(name: str, count: int) -> None:
    sys.path[:0] = [str(HOUSE), str(bring())]
    content = list(rows(count))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        if name == "re-read":
            house(path, content)
            print(_read_again(path, content))
            return
        write = CONTENDERS[name]
        write(path, content[:2])
        before = _peak()
        start, worked = time.perf_counter(), time.process_time()
        write(path, content)
        seconds, work = time.perf_counter() - start, time.process_time() - worked
        print(seconds, work, _peak() - before, path.stat().st_size / 1e6)


def _read_again(path: Path, content: list[dict[str, object]]) -> str:
    """Every cell of every row, by two readers; what differs stops the run."""
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    sheet = load_workbook(path, read_only=True).worksheets[0]
    by_openpyxl = sheet.iter_rows(min_row=HEAD_LINES + 1, max_row=HEAD_LINES + len(content), values_only=True)
    by_calamine = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[HEAD_LINES:]
    cells = 0
    for row, one, other in zip(content, by_openpyxl, by_calamine, strict=False):
        meant = list(map(_plain, row.values()))
        if meant != list(map(_plain, one)) or meant != list(map(_plain, other)):
            raise SystemExit(f"differs: {meant}\n{one}\n{other}")
        cells += len(meant)
    if cells != 25 * len(content):
        raise SystemExit(f"{25 * len(content)} cells written, {cells} read")
    return f"{cells} cells re-read by openpyxl and by calamine: all equal"


def _plain(value: object) -> object:
    """A value as both readers can show it: nothing is nothing, days are midnights, whole numbers are whole."""
    if isinstance(value, dt.datetime):
        return value.replace(microsecond=0)
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    return value or None


def _peak() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_WORKBOOK}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_WORKBOOK}.worksheet+xml"/></Types>'
)
_RELATION = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/{{type}}" Target="{{target}}"/></Relationships>'
)
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>'
)

if __name__ == "__main__":
    if len(sys.argv) == 3:
        _one(sys.argv[1], int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
