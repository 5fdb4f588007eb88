"""The organisation's mark stands at the head of every workbook, beside or above the words, and changes no cell ([94] [95])."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.ledgers.formats import RecordFormat, load_format
from firstask_desktop.ledgers.mark import EMU, LARGEST, LEAST
from firstask_desktop.ledgers.writer import RegisterHeader, write_register
from tests.core.pictures import png
from tests.desk_fixtures import as_name, registered

WIDE, SQUARE = png(600, 190), png(80, 80)
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CaseRow = Callable[..., dict[str, object]]
pytestmark = pytest.mark.behaviour(94, 95)


def parts(path: Path, beginning: str) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None and len(set(archive.namelist())) == len(archive.namelist())
        return [name for name in archive.namelist() if name.startswith(beginning) and "_rels" not in name]


def placed(path: Path, sheet: int = 1) -> tuple[float, float, float]:
    """How far down the mark of a sheet begins, how wide and how high it is, in points."""
    with zipfile.ZipFile(path) as archive:
        rels = archive.read(f"xl/worksheets/_rels/sheet{sheet}.xml.rels").decode()
        drawing = rels.split('Target="/')[1].split('"')[0]
        tree = ElementTree.fromstring(archive.read(drawing))
    (anchor,) = [each for each in tree if each.find(f"{DRAWN}pic") is not None]
    start, size = anchor.find(f"{DRAWN}from"), anchor.find(f"{DRAWN}ext")
    assert start is not None and size is not None
    assert (start.findtext(f"{DRAWN}col"), start.findtext(f"{DRAWN}row")) == ("0", "0")
    down = float(start.findtext(f"{DRAWN}rowOff", "0"))
    return down / EMU, float(size.attrib["cx"]) / EMU, float(size.attrib["cy"]) / EMU


def words_of(path: Path) -> list[list[tuple[Any, ...]]]:
    return [[tuple(row) for row in sheet.values] for sheet in openpyxl.load_workbook(path).worksheets]


@pytest.mark.parametrize("picture", [WIDE, SQUARE])
def test_a_register_carries_the_mark_in_its_own_proportions_and_says_the_same(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow, picture: bytes
) -> None:
    plain, marked = tmp_path / "无.xlsx", tmp_path / "有.xlsx"
    write_register(plain, register, header, [case_row()])
    write_register(marked, register, replace(header, mark=picture), [case_row()])
    assert parts(plain, "xl/media/") == [] and parts(marked, "xl/media/") == ["xl/media/mark.png"]
    with zipfile.ZipFile(marked) as archive:
        assert archive.read("xl/media/mark.png") == picture
        assert b'Extension="png"' in archive.read("[Content_Types].xml")
    top, wide, high = placed(marked)
    assert wide <= LARGEST[0] + 0.01 and LEAST <= high <= LARGEST[1] + 0.01
    assert wide / high == pytest.approx(600 / 190 if picture == WIDE else 1, rel=0.01)
    sheet = openpyxl.load_workbook(marked).worksheets[0]
    assert top + high <= float(sheet.row_dimensions[1].height)
    assert words_of(plain) == words_of(marked)


def test_every_further_sheet_shows_the_same_picture(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "长.xlsx"
    rows = [case_row(seq_on_page=place) for place in range(20)]
    write_register(path, register, replace(header, mark=WIDE), rows, sheet_rows=12)
    assert len(parts(path, "xl/worksheets/")) == len(parts(path, "xl/drawings/")) == 4
    assert parts(path, "xl/media/") == ["xl/media/mark.png"]
    assert placed(path, 1) == placed(path, 4)
    assert sum(len(sheet) for sheet in words_of(path)) >= 20


def test_where_the_words_leave_no_room_the_mark_stands_above_them(tmp_path: Path, header: RegisterHeader) -> None:
    narrow = load_format("departments", None)
    narrow = replace(narrow, columns=tuple(replace(column, width=9.0) for column in narrow.columns[:3]))
    path = tmp_path / "窄.xlsx"
    write_register(path, narrow, replace(header, organisation="云杉物业服务集团有限公司", mark=WIDE), [])
    cell = openpyxl.load_workbook(path).worksheets[0]["A1"]
    top, _, high = placed(path)
    line = float(cell.parent.row_dimensions[1].height)
    assert cell.alignment.vertical == "bottom" and cell.alignment.shrink_to_fit
    assert high == pytest.approx(LARGEST[1], abs=0.1) and line - top - high >= float(cell.font.size) * 1.3


def test_forms_the_list_and_the_month_carry_it_with_one_picture_in_the_file(desk: Desk, tmp_path: Path) -> None:
    leader = as_name(desk, "仲经理")
    leader.mark.put(WIDE, "标志.png")
    for _ in range(3):
        registered(leader, kind="投诉", complaint_level="一般", involved="工程部")
    forms, month, staff = tmp_path / "表.xlsx", tmp_path / "月.xlsx", tmp_path / "人.xlsx"
    leader.ledgers.export("kf-06-05", LedgerQuery(), forms)
    leader.reports.export(date(2026, 11, 23), month)
    leader.imports.write_list("staff", staff)
    for path in (forms, month, staff):
        sheets = parts(path, "xl/worksheets/")
        assert parts(path, "xl/media/") == ["xl/media/mark.png"] and len(parts(path, "xl/drawings/")) == len(sheets)
        for number, sheet in enumerate(openpyxl.load_workbook(path).worksheets, start=1):
            top, _, high = placed(path, number)
            lines = 1 if path == staff or (path == forms and number == 1) else 2
            banner = sum(float(sheet.row_dimensions[line].height or 15) for line in range(1, lines + 1))
            assert high >= LEAST and top + high <= banner, (path.name, number)
    assert len(parts(forms, "xl/worksheets/")) == 4 and parts(month, "xl/charts/")


def test_a_register_with_the_mark_is_read_again_and_held_against_the_journal(desk: Desk, tmp_path: Path) -> None:
    leader = as_name(desk, "仲经理")
    leader.mark.put(SQUARE, "标志.png")
    registered(leader)
    path = tmp_path / "台账.xlsx"
    leader.ledgers.export("kf-06-01", LedgerQuery(), path)
    assert leader.ledgers.against(path).sound
    assert leader.ledgers.import_register("kf-06-01", path).known == 1
    leader.mark.take_away()
    leader.ledgers.export("kf-06-01", LedgerQuery(), path)
    assert parts(path, "xl/media/") == parts(path, "xl/drawings/") == []
