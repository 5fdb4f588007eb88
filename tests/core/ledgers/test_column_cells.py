import datetime as dt
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from firstask_desktop.ledgers.cells_out import clean_text, to_text
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.ledgers.writer import RegisterHeader, write_register

CaseRow = Callable[..., dict[str, object]]
ODD = [
    "=1+1",
    "\t=cmd",
    "-8012",
    "<b>&amp;</b>",
    "_x000D_",
    "┊夹着分隔符┊",
    "铃\x07",
    "\ud800",
    "两行\n文字",
    "\u3000全角空格\u3000",
    " 前后空格 ",
    "",
    None,
    "长" * 40_000,
    ["规定", "时限"],
    13800138000,
    3.5,
    True,
]


def expected(value: object) -> str | None:
    return None if value is None else clean_text(to_text(value)) or None


def test_odd_texts_among_plain_ones_come_back_in_their_own_cells_by_two_readers(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    values = [value for odd in ODD for value in ("平常的文字", odd)]
    write_register(path, register, header, [case_row(remark=value, room=value) for value in values])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    meant = [expected(value) for value in values]
    for column in ("G", "Y"):
        cells = [sheet[f"{column}{line}"] for line in range(4, 4 + len(values))]
        # openpyxl leaves the mark that keeps a literal _x000D_ literal; spreadsheets and calamine take it away.
        assert [cell.value and cell.value.replace("_x005F_", "_") for cell in cells] == meant
        started = [value is not None and value.startswith(("=", "+", "-", "@", "\t")) for value in meant]
        assert [cell.quotePrefix for cell in cells] == started
    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3 : 3 + len(values)]
    assert [line[24] or None for line in lines] == meant
    assert {line[23] for line in lines} == {1.0}


@pytest.mark.parametrize("empty", [None, ""])
def test_empty_cells_push_no_other_cell_aside_and_stay_framed(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, empty: object
) -> None:
    path = tmp_path / "台账.xlsx"
    keys = [column.source for column in register.columns]
    rows = [{key: (place if key == filled else empty) for key in keys} for place, filled in enumerate(keys)]
    write_register(path, register, header, rows)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for place, line in enumerate(sheet.iter_rows(min_row=4, max_row=3 + len(keys))):
        assert [str(cell.value) if cell.value is not None else None for cell in line] == [
            str(place) if index == place else None for index in range(len(keys))
        ]
        assert all(cell.border.left.style == "thin" for cell in line)
    shown = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3 : 3 + len(keys)]
    assert [[index for index, value in enumerate(line) if value != ""] for line in shown] == [
        [place] for place in range(len(keys))
    ]


def test_every_cell_says_where_it_stands_for_programs_that_only_know_cells_by_their_place(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    rows = [case_row(remark=odd, visits=odd, handed_at=None) for odd in ("平常", "=1", None, " 边 ", 3)]
    write_register(path, register, header, rows)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    for line in range(4, 4 + len(rows)):
        (row,) = re.findall(f'<row r="{line}".*?</row>', xml)
        assert re.findall('<c r="([A-Z]+)([0-9]+)"', row) == [(chr(65 + place), str(line)) for place in range(25)]
        assert row.count("<c ") == 25


def test_values_that_come_again_read_the_same_from_the_first_to_the_last(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    few = ["何静", "", None, "=何静", " 何静 ", "<何静>", "何静\n李建国", "很长的部门名称" * 6]
    many = [f"第 {number} 位" for number in range(2_000)]
    given = [few[number % len(few)] if number % 3 else many[number] for number in range(2_000)]
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=number // 7) for number in range(2_000)]
    clocks = [dt.time(number % 24, number % 60) for number in range(2_000)]
    rows = [
        case_row(handler=few[number % len(few)], requester_name=given[number], date=days[number], time=clocks[number])
        for number in range(2_000)
    ]
    write_register(path, register, header, rows)
    book = openpyxl.load_workbook(path, read_only=True)
    lines = list(book.worksheets[0].iter_rows(min_row=4, max_row=2_003, values_only=True))
    book.close()
    assert [line[14] for line in lines] == [few[number % len(few)] or None for number in range(2_000)]
    assert [line[5] for line in lines] == [value or None for value in given]
    assert [line[2].date() for line in lines] == days
    assert [line[3] for line in lines] == clocks


def test_one_and_true_are_not_taken_for_each_other(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    odd = [1, True, 1.0, "1", 0, False, 10**15, -(10**15) + 1, None]
    write_register(path, register, header, [case_row(visits=value, remark=value) for value in odd])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet[f"X{line}"].value for line in range(4, 13)] == [
        1, "是", 1, "1", 0, "否", str(10**15), -(10**15) + 1, None
    ]  # fmt: skip
    assert [sheet[f"Y{line}"].value for line in range(4, 8)] == ["1", "是", "1.0", "1"]


def test_days_and_moments_of_every_kind_stand_in_one_column(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    path = tmp_path / "台账.xlsx"
    given = [
        dt.datetime(2026, 11, 23, 23, 59, 59),
        dt.date(2026, 11, 23),
        None,
        dt.datetime(2026, 11, 23, 0, 0, 1, 999_999),
        dt.datetime(1900, 3, 1),
    ]
    write_register(path, register, header, [case_row(handed_at=value) for value in given])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet[f"P{line}"].value for line in range(4, 9)] == [
        dt.datetime(2026, 11, 23, 23, 59, 59),
        dt.datetime(2026, 11, 23),
        None,
        dt.datetime(2026, 11, 23, 0, 0, 1),
        dt.datetime(1900, 3, 1),
    ]
    odd = [*given, "当日", dt.datetime(1899, 5, 4, 8, 0)]
    write_register(path, register, header, [case_row(handed_at=value) for value in odd])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet[f"P{line}"].value for line in (4, 9, 10)] == [given[0], "当日", "1899-05-04 08:00"]


def test_a_row_is_as_tall_beside_odd_rows_as_it_is_alone(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: CaseRow
) -> None:
    texts = ["漏水", "长一些的事项，" * 8, "第一行\n第二行\n第三行", "<&>" * 30, "=" * 60, "Ünïcödé ёж" * 9, "完"]
    alone = []
    for text in texts:
        write_register(tmp_path / "一.xlsx", register, header, [case_row(matter_text=text)])
        alone.append(openpyxl.load_workbook(tmp_path / "一.xlsx").worksheets[0].row_dimensions[4].height)
    write_register(tmp_path / "全.xlsx", register, header, [case_row(matter_text=text) for text in texts])
    sheet = openpyxl.load_workbook(tmp_path / "全.xlsx").worksheets[0]
    assert [sheet.row_dimensions[line].height for line in range(4, 4 + len(texts))] == alone
    assert any(one != other for one, other in pairwise(alone))
