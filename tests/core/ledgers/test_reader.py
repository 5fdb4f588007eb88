import datetime as dt
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers import reading
from firstask_desktop.ledgers.cells_in import moment_in, time_in, typed
from firstask_desktop.ledgers.formats import RecordFormat, load_format
from firstask_desktop.ledgers.guard import Limits
from firstask_desktop.ledgers.reader import read_sheet
from firstask_desktop.ledgers.writer import RegisterFooter, RegisterHeader, write_register

Sheet = Callable[..., Path]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """A workbook somebody else made, from its lines."""

    def build(*lines: Sequence[object], name: str = "登记", merged: Sequence[str] = ()) -> Path:
        book = openpyxl.Workbook()
        page = book.worksheets[0]
        page.title = name
        for line in lines:
            page.append(list(line))
        for place in merged:
            page.merge_cells(place)
        path = tmp_path / "外来登记表.xlsx"
        book.save(path)
        return path

    return build


def test_given_another_offices_register_when_read_then_columns_are_recognised_by_what_they_mean(
    sheet: Sheet, register: RecordFormat
) -> None:
    path = sheet(
        ["附件：来电登记（2019年）"],
        [],
        ["序号", "留言用户", "手 机\n号 码", "留言时间", "事 项★", "答复意见", "经费"],
        [1, "张小满", 13800138000, "2019/3/5 10:20", "\u3000\u00a0水压低\r\n二楼也低\u200b ", "已调阀", 12],
        [None, " ", None, None, None, None, None],
        ["小计", None, None, None, None, "1 件"],
        ["序号", "留言用户", "手机号码", "留言时间", "事项", "答复意见", "经费"],
        [2, "李四", "075588", dt.datetime(2019, 3, 6, 8, 0), "灯不亮", None, None],
        ["合 计", None, None, None, None, "2 件"],
    )
    rows = read_sheet(path, register)
    assert (rows.sheet, rows.heading_line) == ("登记", 3)
    assert rows.columns["phone"] == "手 机\n号 码"
    assert rows.unknown == ("经费",)
    assert "首问责任人" in rows.missing
    first, second = list(rows)
    assert first == (
        4,
        {
            "seq_on_page": 1,
            "requester_name": "张小满",
            "phone": "13800138000",
            "date": dt.date(2019, 3, 5),
            "time": dt.time(10, 20),
            "matter_text": "水压低\n二楼也低",
            "result": "已调阀",
        },
    )
    assert (second[0], second[1]["phone"], second[1]["result"]) == (8, "075588", None)


def test_headings_over_two_lines_with_merged_cells_are_understood(sheet: Sheet, register: RecordFormat) -> None:
    path = sheet(
        ["登记表"],
        ["编号", "客户", None, "反映事项", "处理", None],
        [None, "姓名", "电话", None, "承办人", "完成时间"],
        ["A-1", "张小满", "123", "灯不亮", "李建国", "2026年11月23日 9时5分"],
        merged=["A2:A3", "B2:C2", "D2:D3", "E2:F2"],
    )
    rows = read_sheet(path, register)
    assert rows.heading_line == 3
    ((line, row),) = list(rows)
    assert line == 4
    assert (row["requester_name"], row["phone"], row["matter_text"]) == ("张小满", "123", "灯不亮")
    assert row["settled_at"] == dt.datetime(2026, 11, 23, 9, 5)


def test_a_workbook_that_declares_far_more_rows_than_it_has_gives_the_real_ones(
    tmp_path: Path, register: RecordFormat
) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["日期", "姓名", "电话", "事项"])
    for number in range(1, 121):
        page.append([dt.date(2026, 10, 1), f"住户{number}", f"0{number}", "水压低"])
    page.cell(9000, 4).font = Font(bold=True)
    path = tmp_path / "空行.xlsx"
    book.save(path)
    rows = list(read_sheet(path, register))
    assert len(rows) == 120
    assert rows[-1][1]["phone"] == "0120"


def test_among_several_sheets_the_fitting_one_is_taken_or_the_one_asked_for(
    tmp_path: Path, register: RecordFormat
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["说明", "请勿修改"])
    for name, matter in (("一月", "灯不亮"), ("二月", "水压低")):
        page = book.create_sheet(name)
        page.append(["日期", "姓名", "事项"])
        page.append([dt.date(2026, 1, 1), "张小满", matter])
    path = tmp_path / "全年.xlsx"
    book.save(path)
    taken = read_sheet(path, register)
    assert (taken.sheet, taken.sheets) == ("一月", ("Sheet", "一月", "二月"))
    taken.close()
    ((_, row),) = list(read_sheet(path, register, "二月"))
    assert row["matter_text"] == "水压低"
    with pytest.raises(Refused, match="三月"):
        read_sheet(path, register, "三月")


def test_a_printed_form_is_refused_kindly(sheet: Sheet, register: RecordFormat) -> None:
    path = sheet(["服务记录单"], [None, "□上门 □电话"], ["客户签字", None, "日期"])
    with pytest.raises(Refused, match="没有找到《客服前台工作台账》的表头") as refusal:
        read_sheet(path, register)
    assert refusal.value.field == "path"
    assert "反映事项" in refusal.value.message


def test_a_table_of_other_things_is_refused_naming_the_missing_column(sheet: Sheet, register: RecordFormat) -> None:
    path = sheet(["姓名", "电话", "日期"], ["张小满", "123", "2026-1-1"])
    with pytest.raises(Refused, match="没有“反映事项”一列"):
        read_sheet(path, register)


def test_its_own_footer_is_not_taken_for_a_row(
    tmp_path: Path, register: RecordFormat, header: RegisterHeader, case_row: Callable[..., dict[str, object]]
) -> None:
    path = tmp_path / "台账.xlsx"
    write_register(path, register, header, [case_row()], RegisterFooter(1, 0, 0))
    ((line, row),) = list(read_sheet(path, register))
    assert line == 4
    assert row == case_row()


def test_an_escaped_character_is_read_as_excel_shows_it(sheet: Sheet, register: RecordFormat) -> None:
    path = sheet(["日期", "姓名", "事项"], ["2026-1-1", "张小满", "一_x000D_\n二_x005F_x000D_"])
    ((_, row),) = list(read_sheet(path, register))
    assert row["matter_text"] == "一\n二_x000D_"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019/3/5", dt.datetime(2019, 3, 5)),
        ("2019年3月5日 10:20", dt.datetime(2019, 3, 5, 10, 20)),
        ("2019-03-05T10:20:30", dt.datetime(2019, 3, 5, 10, 20, 30)),
        ("2019.3.5 下午3点", dt.datetime(2019, 3, 5, 15)),
        ("２０１９－３－５", dt.datetime(2019, 3, 5)),
        ("2019年3月5日（星期二）上午9时5分", dt.datetime(2019, 3, 5, 9, 5)),
        ("20190305", dt.datetime(2019, 3, 5)),
        ("43529.5", dt.datetime(2019, 3, 5, 12)),
        ("19-3-5", dt.datetime(2019, 3, 5)),
        ("2019/13/5", None),
        ("2019/2/30", None),
        ("3月5日", None),
        ("明天", None),
    ],
)
def test_dates_are_understood_in_the_shapes_people_write(text: str, moment: dt.datetime | None) -> None:
    assert moment_in(text) == moment


def test_times_and_counts_and_what_is_neither() -> None:
    assert time_in("15时07分") == dt.time(15, 7)
    assert time_in("25:00") is None
    assert typed(0.5, "time") == dt.time(12)
    assert typed("３次", "integer") == 3
    assert typed("若干", "integer") == "若干"
    assert typed(43529, "date") == dt.date(2019, 3, 5)
    assert typed("下周", "date") == "下周"
    assert typed(dt.datetime(2026, 1, 2, 3, 4), "text") == "2026-01-02 03:04"
    assert typed(1.0, "text") == "1"
    assert typed("\ufeff \u3000", "text") is None


def test_a_child_that_dies_or_takes_too_long_is_a_refusal(
    sheet: Sheet, register: RecordFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(["日期", "姓名", "事项"], ["2026-1-1", "张小满", "灯不亮"])
    abort = [sys.executable, "-c", "import os; os.abort()"]
    monkeypatch.setattr(reading, "child_command", lambda: abort)
    with pytest.raises(Refused) as refusal:
        read_sheet(path, register)
    assert refusal.value.code == "too-large"
    slow = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(reading, "child_command", lambda: slow)
    with pytest.raises(Refused) as refusal:
        read_sheet(path, register, limits=Limits(seconds=0.2))
    assert refusal.value.code == "too-slow"


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is set another way there")
def test_a_child_without_memory_is_a_refusal(sheet: Sheet, register: RecordFormat) -> None:
    wide = [["日期", "姓名", "事项"]] + [
        ["2026-1-1", "张小满", "灯不亮" * 5000 + str(number)] for number in range(1500)
    ]
    path = sheet(*wide)
    with pytest.raises(Refused) as refusal:
        list(read_sheet(path, register, limits=Limits(memory_bytes=60 * 1024 * 1024)))
    assert refusal.value.code in ("too-large", "damaged")


@pytest.mark.parametrize("place", ["XFE1", "A99999999"])
def test_a_cell_where_no_sheet_has_any_is_damage_not_a_long_wait(
    sheet: Sheet, register: RecordFormat, place: str
) -> None:
    path = sheet(["日期", "姓名", "事项"], ["2026-1-1", "张小满", "灯不亮"])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = page.replace(b'r="C2"', f'r="{place}"'.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(Refused) as refusal:
        read_sheet(path, register, limits=Limits(seconds=20))
    assert refusal.value.code in ("damaged", "too-large")


def test_the_reading_process_starts_by_module_or_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading.child_command() == [sys.executable, "-m", "firstask_desktop.ledgers.reading_child"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reading.child_command() == [sys.executable, "--read-sheet"]


def test_a_form_cannot_be_read_as_a_list(sheet: Sheet) -> None:
    with pytest.raises(Refused, match="不是列表"):
        read_sheet(sheet(["日期"]), load_format("kf-06-05", None))
