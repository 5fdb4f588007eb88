import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.cells_out import CELL_LIMIT, CUT_MARK
from firstask_desktop.ledgers.formats import RecordFormat, load_format
from firstask_desktop.ledgers.writer import RegisterFooter, RegisterHeader, write_register

CaseRow = Callable[..., dict[str, object]]
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+86 755 8234",
    "-8012",
    "@SUM(A1)",
    "\t=cmd",
    "<b>&amp;</b>",
    "]]>",
    "_x000D_",
    "a_x0041_b",
    "bell\x07 null\x00 esc\x1b",
    "lone \ud800 surrogate",
    "not a character \ufffe\uffff",
    "𠮷野家 👨‍👩‍👧",
    "first\r\nsecond\rthird\nfourth",
    "%s %d %%",
    "┊=1+1",
    "   blanks   ",
    "00123456789012345678",
]


def read_back(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[0]


def test_given_a_day_when_exported_then_cells_have_the_types_the_paper_needs(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    written = write_register(path, register, header, [case_row(), case_row(seq_on_page=2)], RegisterFooter(2, 1, 1))
    assert (written.rows, written.path) == (2, path)
    sheet = read_back(path)
    assert [cell.value for cell in sheet[3]] == [column.heading for column in register.columns]
    row = {column.key: cell for column, cell in zip(register.columns, sheet[4], strict=True)}
    assert (row["phone"].value, row["phone"].data_type, row["phone"].number_format) == ("075582345678", "s", "@")
    assert (row["room"].value, row["number"].data_type) == ("03-1201", "s")
    assert (row["date"].value, row["date"].is_date) == (dt.datetime(2026, 11, 23), True)
    assert (row["time"].value, row["time"].number_format) == (dt.time(8, 5), "hh:mm")
    assert row["accepted_at"].value == dt.datetime(2026, 11, 23, 8, 15, 30)
    assert (row["visits"].value, row["callback"].value) == (1, None)
    assert row["callback"].border.left.style == "thin"


def test_the_sheet_is_set_up_as_paper(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    long = case_row(matter_text="从早上到晚上一直有噪声。" * 20)
    write_register(path, register, header, [case_row(), long], RegisterFooter(2, 1, 1, {"交班人": "何静"}))
    sheet = read_back(path)
    assert sheet["A1"].value == "云杉物业 & 服务 · 一号客服中心　客服前台工作台账　2026年11月"
    assert sheet["A2"].value == "表号：WI-NWGZ-AL.KF-06-01　封账码：1042 · 9f3c2a7b1e"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "C4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert "9f3c2a7b1e" in sheet.oddHeader.right.text
    assert 18 <= sheet.row_dimensions[4].height < sheet.row_dimensions[5].height <= 400
    assert sheet["A7"].value == "本班受理 2 件 · 未结 1 件 · 今日到期 1 件"
    assert sheet["A8"].value.startswith("交班人：何静　　接班人：＿")
    assert "A7:Y7" in {str(merged) for merged in sheet.merged_cells.ranges}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_becomes_a_formula_in_any_column(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, hostile: str
) -> None:
    path = tmp_path / "台账.xlsx"
    row = {column.source: hostile for column in register.columns}
    write_register(path, register, RegisterHeader(hostile, hostile, hostile, hostile), [row])
    sheet = read_back(path)
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    shown = sheet["J4"]
    assert shown.value is not None
    assert shown.quotePrefix == hostile.startswith(("=", "+", "-", "@", "\t"))


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    write_register(path, register, header, [case_row(matter_text="𠮷" * 40_000, result="长" * CELL_LIMIT)])
    sheet = read_back(path)
    assert sheet["J4"].value.endswith(CUT_MARK)
    assert len(sheet["J4"].value.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert len(sheet["S4"].value) == CELL_LIMIT


def test_more_rows_than_a_sheet_holds_go_on_in_the_next_sheet(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    rows = [case_row(seq_on_page=number) for number in range(1, 26)]
    write_register(path, register, header, rows, RegisterFooter(25, 0, 0), sheet_rows=16)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["台账", "台账(2)", "台账(3)"]
    numbers = [line[0].value for sheet in book.worksheets for line in sheet.iter_rows(min_row=4)]
    assert [number for number in numbers if isinstance(number, int)] == list(range(1, 26))
    assert all(sheet.print_title_rows == "$1:$3" for sheet in book.worksheets)
    assert all(sheet["B3"].value == "编号" for sheet in book.worksheets)


def test_odd_values_are_written_as_what_a_person_would_read(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    odd = {"phone": 13800138000, "told": ["规定", "时限"], "date": "不详", "visits": "两次", "time": None, "remark": ""}
    write_register(path, register, header, [case_row(**odd), {"number": "只有编号"}])
    sheet = read_back(path)
    assert [sheet[place].value for place in ("H4", "M4", "C4", "X4", "D4", "Y4")] == [
        "13800138000",
        "规定、时限",
        "不详",
        "两次",
        None,
        None,
    ]
    assert (sheet["B5"].value, sheet["C5"].value) == ("只有编号", None)


def test_a_moment_with_a_zone_is_the_callers_mistake(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    with pytest.raises(ValueError, match="zone"):
        write_register(tmp_path / "x.xlsx", register, header, [case_row(handed_at=dt.datetime.now(dt.UTC))])
    assert list(tmp_path.iterdir()) == []


def test_when_cancelled_then_the_old_register_stays_and_nothing_is_left(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    told: list[tuple[int, int]] = []
    rows = [case_row() for _ in range(600)]
    with pytest.raises(Refused) as refusal:
        write_register(
            path, register, header, rows, report=lambda *at: told.append(at), cancelled=lambda: len(told) > 1
        )
    assert refusal.value.code == "cancelled"
    assert told == [(250, 600), (500, 600)]
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("台账.xlsx", b"old")]


def test_when_the_rows_fail_half_way_then_nothing_is_left(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    def failing() -> Any:
        yield from (case_row() for _ in range(3000))
        raise LookupError("the store went away")

    with pytest.raises(LookupError):
        write_register(tmp_path / "台账.xlsx", register, header, failing())
    assert list(tmp_path.iterdir()) == []


def test_a_form_is_not_written_as_a_list(tmp_path: Path, header: RegisterHeader) -> None:
    with pytest.raises(Refused, match="不是列表"):
        write_register(tmp_path / "x.xlsx", load_format("kf-06-05", None), header, [])


def test_the_seal_has_room_above_a_narrow_list_and_above_a_single_column(
    tmp_path: Path, header: RegisterHeader
) -> None:
    staff = load_format("staff", None)
    write_register(tmp_path / "人.xlsx", staff, header, [])
    sheet = read_back(tmp_path / "人.xlsx")
    room = next(part for part in sheet.merged_cells.ranges if part.coord.startswith("A2:"))
    wide = sum(column.width for column in staff.columns[: room.max_col])
    assert wide * 5.25 >= sum(10 if ord(letter) > 0x2E7F else 5.6 for letter in sheet["A2"].value)
    assert sheet.cell(2, room.max_col + 1).value == f"版本：{staff.revision}" and sheet["A2"].alignment.shrink_to_fit
    write_register(tmp_path / "一列.xlsx", replace(staff, columns=staff.columns[:1]), header, [{"name": "何静"}])
    only = read_back(tmp_path / "一列.xlsx")
    assert header.seal in only["A2"].value and "版本" in only["A2"].value and only["A4"].value == "何静"
