import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.form_layout import pieces, ticks
from firstask_desktop.ledgers.formats import RecordFormat, load_format
from firstask_desktop.ledgers.record_form import write_records
from firstask_desktop.ledgers.writer import RegisterHeader

RECORD: dict[str, object] = {
    "record_number": "T20261123/01",
    "kind": "投诉",
    "source": "来电",
    "recorded_at": dt.datetime(2026, 11, 23, 9, 12),
    "requester_name": "刘建华",
    "phone": "075582345678",
    "confidential": True,
    "words": "=道闸不抬杆",
    "told": "规定、时限",
    "category": "停车",
    "level": "重要",
    "callback_result": None,
    "closed_at": dt.datetime(2026, 11, 25, 10, 0),
}


@pytest.fixture
def form() -> RecordFormat:
    return load_format("kf-06-05", None)


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]


def test_each_record_is_a_page_of_its_own_behind_the_list(
    tmp_path: Path, form: RecordFormat, header: RegisterHeader
) -> None:
    path = tmp_path / "记录.xlsx"
    listed = load_format("kf-06-05-list", None)
    told: list[tuple[int, int]] = []
    write_records(path, form, header, [RECORD, RECORD], lambda *at: told.append(at), list_format=listed)
    assert told == [(1, 2), (2, 2)]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["一览表", "T20261123-01", "T20261123-01(2)"]
    page = book["T20261123-01"]
    shown = texts(page)
    assert "☑投诉　□建议　□意见" in shown
    assert "☑规定　□程序　☑时限" in shown
    assert "2026-11-23 09:12" in shown
    assert "表号：WI-NWGZ-AL.KF-06-05　封账码：1042 · 9f3c2a7b1e" in shown
    assert shown.count("　年　月　日") == 4
    assert {cell.data_type for line in page.iter_rows() for cell in line if cell.value is not None} == {"s"}
    assert (page.page_setup.orientation, page.page_setup.fitToHeight, page.print_title_rows) == ("portrait", 1, "$1:$3")


def test_the_list_has_one_line_for_each_record_with_real_dates(
    tmp_path: Path, form: RecordFormat, header: RegisterHeader
) -> None:
    path = tmp_path / "记录.xlsx"
    listed = load_format("kf-06-05-list", None)
    write_records(path, form, header, [RECORD], list_format=listed)
    sheet = openpyxl.load_workbook(path)["一览表"]
    row = {column.key: cell for column, cell in zip(listed.columns, sheet[4], strict=True)}
    assert (row["number"].value, row["number"].data_type) == ("T20261123/01", "s")
    assert (row["phone"].value, row["phone"].data_type) == ("075582345678", "s")
    assert (row["date"].value, row["closed_on"].value) == (dt.datetime(2026, 11, 23), dt.datetime(2026, 11, 25))
    assert (row["summary"].value, row["summary"].data_type) == ("=道闸不抬杆", "s")
    assert row["summary"].quotePrefix


def test_a_very_long_account_goes_on_overleaf_and_nothing_of_it_is_lost(
    tmp_path: Path, form: RecordFormat, header: RegisterHeader
) -> None:
    words = "".join(f"第{number}句，道闸不抬杆。" for number in range(900))
    path = tmp_path / "记录.xlsx"
    write_records(path, form, header, [RECORD | {"words": words}])
    page = openpyxl.load_workbook(path).worksheets[0]
    assert page.page_setup.fitToHeight == 0
    assert max(line.height or 0 for line in page.row_dimensions.values()) <= 409
    assert "事情经过（客户原话）（续）" in texts(page)
    assert "".join(text for text in texts(page) if "道闸" in text) == words


def test_nothing_to_write_and_cancelling_leave_no_file(
    tmp_path: Path, form: RecordFormat, header: RegisterHeader
) -> None:
    with pytest.raises(Refused, match="没有可导出的记录"):
        write_records(tmp_path / "记录.xlsx", form, header, [])
    with pytest.raises(Refused, match="取消"):
        write_records(tmp_path / "记录.xlsx", form, header, [RECORD], cancelled=lambda: True)
    with pytest.raises(Refused, match="一件一页"):
        write_records(tmp_path / "记录.xlsx", load_format("kf-06-01", None), header, [RECORD])
    assert list(tmp_path.iterdir()) == []


def test_ticks_lose_nothing() -> None:
    assert ticks(("来访", "来电"), "来电") == "□来访　☑来电"
    assert ticks(("来访", "来电"), "微信") == "□来访　□来电　☑微信"
    assert ticks(("规定", "程序"), ["程序"]) == "□规定　☑程序"
    assert (ticks(("是",), True), ticks(("是",), False), ticks(("是",), None)) == ("☑是", "□是", "□是")


def test_pieces_keep_every_line_break_inside_a_part() -> None:
    assert pieces("一\n二\n三", 10, 2) == ["一\n二", "三"]
    assert pieces("", 10, 2) == [""]
    assert "".join(pieces("长" * 100, 10, 3)) == "长" * 100


def test_a_text_that_looks_like_a_coded_character_stays_one(
    tmp_path: Path, form: RecordFormat, header: RegisterHeader
) -> None:
    path = tmp_path / "记录.xlsx"
    write_records(path, form, header, [RECORD | {"words": "照单 _x000D_ 填写"}])
    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert "照单 _x000D_ 填写" in {value for line in lines for value in line}
