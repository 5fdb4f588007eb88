"""How long a register of 25 columns takes to leave as a workbook, beside a bare floor and what people use instead.

The floor is the least a correct workbook needs: sheet XML by f-string with escaped texts and cell references, deflate
level 1, one thread, no styles, no widths, no print set-up. Each contender runs in a process of its own.
"""

import datetime as dt
import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

HOUSE = Path(__file__).resolve().parents[2]
ROUNDS = 3
MATTERS = (
    "客厅空调漏水，地板已经泡了一小块，家里有老人，请尽快派人来看。",
    "车库道闸不抬杆，按对讲没有人应答。",
    "想了解办理装修备案需要带哪些材料，什么时候可以来办？",
    "楼上连续三个晚上十一点以后还在跑步机上跑步，影响孩子休息，希望协调。",
)
RESULTS = ("师傅到场更换冷凝水管，试机两小时无滴漏，客户现场确认。", "已重启道闸并安排保安值守。", "当场告知材料清单。")


def rows(count: int) -> Iterator[dict[str, object]]:
    """Believable rows, always the same ones."""
    first = dt.datetime(2026, 11, 1, 8, 0)
    for index in range(count):
        at = first + dt.timedelta(minutes=7 * (index % 5000))
        called_back = index % 2 == 0
        yield {
            "seq_on_page": index + 1,
            "number": f"Q1-{at:%Y%m%d}-{index % 1000:04d}",
            "date": at.date(),
            "time": at.time(),
            "channel": ("来访", "来电", "网络")[index % 3],
            "requester_name": ("张伟", "欧阳丽华", "陈小姐", "刘建华")[index % 4],
            "room": f"{index % 20 + 1}-2-{index % 3000:04d}",
            "phone": f"0755-8{index % 10_000_000:07d}" if index % 3 else f"139{index % 100_000_000:08d}",
            "kind": ("咨询", "报修", "投诉")[index % 3],
            "matter_text": MATTERS[index % 4],
            "first_asked": "何静",
            "verdict": "他部门",
            "told": "规定、程序、时限",
            "department": "工程部",
            "handler": "李建国",
            "handed_at": at + dt.timedelta(minutes=7),
            "accepted_at": at + dt.timedelta(minutes=12),
            "promise": f"{at:%Y-%m-%d} 17:30（改 1 次）",
            "result": RESULTS[index % 3],
            "settled_at": at + dt.timedelta(hours=3),
            "answered": f"{at:%Y-%m-%d} 16:00 电话",
            "callback": f"{at:%Y-%m-%d} 18:00 周敏" if called_back else None,
            "callback_result": "满意" if called_back else None,
            "visits": 1,
            "remark": None if index % 5 else "关联 06-05 记录",
        }


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


def openpyxl_plain(path: Path, content: list[dict[str, object]]) -> None:
    """openpyxl in its write-only mode, without any style."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in content:
        sheet.append(list(row.values()))
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


def xlsxwriter_plain(path: Path, content: list[dict[str, object]]) -> None:
    """XlsxWriter in constant memory."""
    xlsxwriter = __import__("xlsxwriter")
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for number, row in enumerate(content):
        sheet.write_row(number, 0, list(row.values()))
    book.close()


def pyexcelerate_plain(path: Path, content: list[dict[str, object]]) -> None:
    """pyexcelerate, no styles."""
    book = __import__("pyexcelerate").Workbook()
    book.new_sheet("1", data=[list(row.values()) for row in content])
    book.save(str(path))


CONTENDERS: dict[str, tuple[str, Callable[[Path, list[dict[str, object]]], None]]] = {
    "floor": ("zipfile", floor),
    "首问台": ("openpyxl", house),
    "pyexcelerate": ("pyexcelerate", pyexcelerate_plain),
    "XlsxWriter": ("xlsxwriter", xlsxwriter_plain),
    "openpyxl write-only": ("openpyxl", openpyxl_plain),
    "openpyxl write-only, styled": ("openpyxl", openpyxl_styled),
}


def main(count: int = 20_000) -> None:
    """Print seconds (median of three), the ratio to the floor, peak memory and file size of each contender."""
    print(f"| {count} rows × 25 columns | s | × floor | MB above start | file MB |\n|---|---|---|---|---|")
    base = 0.0
    for name, (module, _) in CONTENDERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"| {name} | not installed | | | |")
            continue
        taken = [_in_own_process(name, count) for _ in repeat(None, ROUNDS)]
        seconds = statistics.median(one[0] for one in taken)
        base = base or seconds
        print(f"| {name} | {seconds:.2f} | {seconds / base:.2f} | {taken[0][1]:.0f} | {taken[0][2]:.1f} |")


def _in_own_process(name: str, count: int) -> tuple[float, float, float]:
    command = [sys.executable, str(Path(__file__).resolve()), name, str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HOUSE).stdout.split()
    return float(told[0]), float(told[1]), float(told[2])


def _one(name: str, count: int) -> None:
    sys.path.insert(0, str(HOUSE))
    content = list(rows(count))
    before = _peak()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        start = time.perf_counter()
        CONTENDERS[name][1](path, content)
        seconds = time.perf_counter() - start
        print(seconds, _peak() - before, path.stat().st_size / 1e6)


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
        main()
