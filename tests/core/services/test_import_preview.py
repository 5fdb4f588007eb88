"""A register from another office is looked at before it comes in: columns, verdicts, mended cells, all or nothing."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.importing import RowVerdict
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers import reading
from firstask_desktop.services.import_cases import CaseTarget
from firstask_desktop.services.import_plan import ImportPlan
from tests.core.expecting import refused
from tests.desk_fixtures import person

LEDGER = "kf-06-01"
HEADINGS = ("序号", "来电日期", "来电人", "电话", "事项", "处理结果")
CALLS = (
    (1, "2026.11.2", "区志豪", "13900139000", "楼道灯不亮", "已换灯泡"),
    (2, "2026年11月3日", "查一鸣", "13900139001", "水压低", None),
    ("小计", None, None, None, "2", None),
    (3, "前天", "翟文静", "13900139002", "门禁卡失灵", None),
    (4, date(2026, 11, 4), "仇海燕", "12345678", "电梯异响", None),
)


def sheet(path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> Path:
    """A sheet as somebody keeps it: a title, an empty line, the headings, the rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["小区来电登记"])
    page.append([])
    page.append(list(headings))
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def told(desk: Desk, plan: ImportPlan) -> ImportPlan:
    """The plan with what stands in the whole file said by the person at the desk."""
    for key, text in (("channel", "来电"), ("kind", "报修"), ("first_asked", "何静")):
        plan.fill(key, text)
    desk.imports.judge(plan)
    return plan


def opened(desk: Desk, path: Path, rows: Sequence[Sequence[object]] = CALLS) -> ImportPlan:
    return told(desk, desk.imports.open(LEDGER, sheet(path, rows)))


def verdicts(plan: ImportPlan) -> list[str]:
    return [plan.finding(place).verdict.word for place in range(len(plan.rows))]


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return tmp_path / "来电登记.xlsx"


@pytest.mark.behaviour(94)
def test_headings_are_found_and_columns_proposed(desk: Desk, theirs: Path):
    plan = desk.imports.open(LEDGER, sheet(theirs, CALLS))
    assert plan.heading_line == 3
    assert [plan.headings[plan.places[key]] for key in ("date", "requester_name", "phone", "matter_text", "result")] == [
        "来电日期", "来电人", "电话", "事项", "处理结果",
    ]  # fmt: skip
    assert plan.missing == ("channel", "kind", "first_asked")
    assert plan.samples(plan.places["requester_name"]) == ["区志豪", "查一鸣", "翟文静"]


@pytest.mark.behaviour(94)
def test_every_row_has_its_verdict_with_the_reason_in_words(desk: Desk, theirs: Path):
    plan = opened(desk, theirs)
    assert verdicts(plan) == ["可导入", "可导入", "有误", "有误"]
    bad = [desk.imports.view(plan, place) for place in plan.places_of(RowVerdict.BAD)]
    assert [(row.line, row.finding.field) for row in bad] == [(7, "date"), (8, "phone")]
    assert "前天" in bad[0].finding.reason and "12345678" in bad[1].finding.reason
    assert bad[0].cells["matter_text"] == "门禁卡失灵" and bad[0].cells["channel"] == "来电"
    assert desk.ledgers.count(LEDGER, LedgerQuery()) == 0


def test_a_mended_cell_is_judged_again_and_comes_in_as_mended(desk: Desk, theirs: Path):
    plan = opened(desk, theirs)
    desk.imports.mend(plan, 2, "date", "明年")
    assert "明年" in plan.finding(2).reason
    desk.imports.mend(plan, 2, "date", "2026-11-20")
    desk.imports.leave_out(plan, 3)
    assert verdicts(plan) == ["可导入", "可导入", "可导入", "不导入"]
    run = desk.imports.run(plan)
    assert (run.made, run.refused, run.left_out) == (3, 0, 1)
    assert "2026-11-20" in [str(row["date"]) for row in desk.ledgers.page(LEDGER, LedgerQuery()).rows]
    assert load_workbook(theirs).worksheets[0]["B7"].value == "前天"
    desk.imports.leave_out(plan, 3, False)
    assert plan.finding(3).verdict is RowVerdict.BAD


def test_the_same_trouble_is_mended_everywhere_at_once(desk: Desk, theirs: Path):
    rows = [(place, "去年冬天", f"住户{place}", None, f"水管冻裂 {place}", None) for place in range(1, 6)]
    plan = opened(desk, theirs, rows)
    assert plan.as_bad_as(0) == 4
    assert desk.imports.mend_alike(plan, "date", "去年冬天", "2025-12-20") == 5
    assert verdicts(plan) == ["可导入"] * 5


def test_what_a_person_said_of_a_layout_is_remembered(desk: Desk, theirs: Path, tmp_path: Path):
    plan = opened(desk, theirs)
    plan.assign(plan.headings.index("处理结果"), "remark")
    desk.imports.judge(plan)
    turned = sheet(tmp_path / "下月.xlsx", [tuple(reversed(row)) for row in CALLS], tuple(reversed(HEADINGS)))
    again = desk.imports.open(LEDGER, turned)
    assert again.headings[again.places["remark"]] == "处理结果" and "result" not in again.places
    assert again.fixed == {"channel": "来电", "kind": "报修", "first_asked": "何静"} and again.missing == ()
    other = desk.imports.open(LEDGER, sheet(tmp_path / "别的.xlsx", CALLS, (*HEADINGS[:5], "结果")))
    assert other.fixed == {}


@pytest.mark.behaviour(94)
def test_rows_that_are_there_already_are_recognised(desk: Desk, theirs: Path):
    rows = (CALLS[0], CALLS[1], (9, *CALLS[0][1:]))
    plan = opened(desk, theirs, rows)
    assert verdicts(plan) == ["可导入", "可导入", "已有"]
    assert plan.finding(2).reason == "与第 4 行相同"
    assert desk.imports.run(plan).made == 2
    head = desk.upkeep.head()
    plan = opened(desk, theirs, rows)
    assert verdicts(plan) == ["已有"] * 3
    assert desk.imports.run(plan).made == 0 and desk.upkeep.head() == head


def test_a_row_that_came_in_by_another_way_meanwhile_is_left(desk: Desk, theirs: Path, tmp_path: Path):
    first = opened(desk, theirs)
    desk.imports.run(opened(desk, tmp_path / "同事先导.xlsx", CALLS[:1]))
    run = desk.imports.run(first)
    assert (run.made, run.known) == (1, 1)
    assert desk.ledgers.count(LEDGER, LedgerQuery()) == 2


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("how", ["refusal", "bug", "cancelled"])
def test_an_import_that_does_not_end_leaves_nothing(
    desk: Desk, theirs: Path, monkeypatch: pytest.MonkeyPatch, how: str
):
    rows = [(place, "2026-11-02", f"新人{place}", None, f"水管漏水 {place}", None) for place in range(1, 46)]
    plan = opened(desk, theirs, rows)
    plan.fill("first_asked", "钟点工老解")
    desk.imports.judge(plan)
    head, write = desk.upkeep.head(), CaseTarget.write

    def fails(target: CaseTarget, draft: object) -> None:
        write(target, draft)  # type: ignore[arg-type]
        if getattr(draft, "line", 0) == 45:
            raise Refused("磁盘已满", code="full") if how == "refusal" else RuntimeError("a bug")

    if how != "cancelled":
        monkeypatch.setattr(CaseTarget, "write", fails)
    with pytest.raises((Refused, RuntimeError)):
        desk.imports.run(plan, cancelled=lambda: how == "cancelled")
    assert desk.upkeep.head() == head and desk.ledgers.count(LEDGER, LedgerQuery()) == 0
    assert "钟点工老解" not in [each.name for each in desk.house.people(all=True)]
    assert desk.imports.history() == []
    monkeypatch.undo()
    assert desk.imports.run(plan).made == 45 and desk.upkeep.verify().sound


@pytest.mark.behaviour(94)
def test_refused_rows_go_to_a_workbook_with_the_reason_beside_and_come_back_mended(
    desk: Desk, theirs: Path, tmp_path: Path
):
    plan = opened(desk, theirs)
    desk.imports.run(plan)
    path = tmp_path / "有误的行.xlsx"
    assert desk.imports.write_refused(plan, path).rows == 2
    book = load_workbook(path)
    page = book.worksheets[0]
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    heading = next(place for place, row in enumerate(lines) if "未导入的原因" in row)
    why, day = lines[heading].index("未导入的原因"), lines[heading].index("日期")
    assert [row[0] for row in lines[heading + 1 : heading + 3]] == [7, 8] and "前天" in lines[heading + 1][why]
    page.cell(heading + 2, day + 1).value = date(2026, 11, 20)
    book.save(path)
    again = desk.imports.open(LEDGER, path)
    assert verdicts(again) == ["可导入", "有误"]
    assert desk.imports.run(again).made == 1


def test_headings_over_two_lines_are_taken_where_a_person_points(desk: Desk, theirs: Path):
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["值班记录"], ["来电", None, "处理", None], ["何时", "何事", "谁", "如何"],
        ["2026-11-05", "水管漏水", "曾国强", "已修好"], ["2026-11-06", "灯不亮", "曾国强", "已换"],
    ):  # fmt: skip
        page.append(row)
    page.merge_cells("A2:B2")
    page.merge_cells("C2:D2")
    page2 = book.create_sheet("空表")
    page2.append(["说明"])
    book.save(theirs)
    plan = desk.imports.open(LEDGER, theirs, "Sheet", 2, True)
    assert plan.headings == ("来电何时", "来电何事", "处理谁", "处理如何") and plan.heading_line == 2
    for column, key in enumerate(("date", "matter_text", "first_asked", "result")):
        plan.assign(column, key)
    plan.fill("channel", "来电")
    plan.fill("kind", "报修")
    desk.imports.judge(plan)
    assert verdicts(plan) == ["可导入", "可导入"]
    assert desk.imports.run(plan).made == 2
    row = desk.ledgers.page(LEDGER, LedgerQuery()).rows[0]
    assert (row["matter_text"], row["first_asked"], row["result"]) == ("水管漏水", "曾国强", "已修好")
    assert person(desk, "曾国强").login


@pytest.mark.parametrize(
    ("sheet_name", "line", "field"), [("没有这张", 0, "sheet"), ("Sheet", 2, "line"), ("Sheet", 24, "line")]
)
def test_a_place_where_nothing_is_is_refused(desk: Desk, theirs: Path, sheet_name: str, line: int, field: str):
    with refused(field):
        desk.imports.open(LEDGER, sheet(theirs, CALLS), sheet_name, line)


def test_a_printed_form_is_kindly_refused(desk: Desk, theirs: Path):
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["上门服务单"], ["姓名", None, "电话", None], ["□维修", "□安装", "□保养"], ["□已付", "□未付", "□其他"],
        ["签字", None, "日期", None],
    ):  # fmt: skip
        page.append(row)
    book.save(theirs)
    with pytest.raises(Refused) as refusal:
        desk.imports.open(LEDGER, theirs)
    assert refusal.value.field == "path" and "单据" in refusal.value.message


@pytest.mark.behaviour(94)
def test_years_no_register_has_and_cells_no_sheet_has_are_named(desk: Desk, theirs: Path):
    headings = ("来电日期", "来电人", "事项", "答复时间", "转办时间")
    plan = opened_as(
        desk,
        theirs,
        headings,
        ("2026-11-2", "区志豪", "楼道灯不亮", "0001-01-01 00:00 电话", None),
        ("2026-11-2", "查一鸣", "水压低", "2026-11-02 16:00 电话", "9999-12-31 23:59"),
        ("2026-11-2", "翟文静", "门禁卡失灵", "2026年11月2日 下午4点 电话", "2026-11-02 10:00"),
        ("1899-12-31", "仇海燕", "电梯异响", None, None),
    )
    assert [(plan.finding(place).field, plan.finding(place).reason) for place in range(4)] == [
        ("answered", "年份「1」不对，应为 2026-11-23 的样子"),
        ("handed_at", "年份「9999」不对，应为 2026-11-23 的样子"),
        ("", ""),
        ("date", "日期「1899-12-31」过早"),
    ]


def opened_as(desk: Desk, path: Path, headings: Sequence[str], *rows: Sequence[object]) -> ImportPlan:
    return told(desk, desk.imports.open(LEDGER, sheet(path, rows, headings)))


@pytest.mark.behaviour(94)
def test_a_text_longer_than_any_cell_of_excel_is_refused_in_its_row(desk: Desk, theirs: Path):
    sheet(theirs, [("2026-11-2", "区志豪", "短"), ("2026-11-2", "查一鸣", "长")], ("来电日期", "来电人", "事项"))
    with ZipFile(theirs) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page] = parts[page].replace("<t>长</t>".encode(), f"<t>{'字' * 3_000_000}</t>".encode())
    with ZipFile(theirs, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    plan = told(desk, desk.imports.open(LEDGER, theirs))
    assert verdicts(plan) == ["可导入", "有误"]
    assert plan.finding(1).reason == "这一格超过 32767 字，正常的表格放不下，请改短"
    assert plan.finding(1).field == "matter_text"
    desk.imports.mend(plan, 1, "matter_text", "门口的灯不亮")
    assert verdicts(plan) == ["可导入", "可导入"]


@pytest.mark.behaviour(94)
def test_long_rows_and_short_ones_stand_in_their_places(desk: Desk, theirs: Path):
    rows = [
        ("2026-11-2", f"住户{place}", f"第 {place} 件" + "说" * (9000 if place % 7 == 0 else 3)) for place in range(500)
    ]
    plan = told(desk, desk.imports.open(LEDGER, sheet(theirs, rows, ("来电日期", "来电人", "事项"))))
    assert len(plan.rows) == 500
    for place in (0, 1, 7, 133, 399, 400, 499):
        view = desk.imports.view(plan, place)
        assert (view.line, view.cells["requester_name"]) == (place + 4, f"住户{place}")


@pytest.mark.behaviour(94)
def test_a_workbook_that_keeps_silent_can_be_cancelled(desk: Desk, theirs: Path, monkeypatch: pytest.MonkeyPatch):
    silent = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(reading, "child_command", lambda: silent)
    sheet(theirs, [("2026-11-2", "区志豪", "短")], ("来电日期", "来电人", "事项"))
    with refused(saying="已取消读取"):
        desk.imports.open(LEDGER, theirs, cancelled=lambda: True)
