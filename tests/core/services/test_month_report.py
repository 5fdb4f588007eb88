"""The month in figures: every one knows its cases, none pretends, and the workbook draws them as native charts."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Callback, LedgerQuery, Reasoned
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.month_views import NOTHING, Figure, MonthReport
from firstask_desktop.domain.states import CallbackResult, Verdict
from tests.core.expecting import at, do
from tests.desk_fixtures import answered, at_once, handed, registered, registration, returned, settled, signed

NOVEMBER = date(2026, 11, 23)


def figure(report: MonthReport, table: str, line: str, heading: str = "本月") -> Figure:
    found = report.table(table)
    rows = [*found.rows, *([found.whole] if found.whole else [])]
    row = next(row for row in rows if row.label == line)
    return row.figures[found.headings.index(heading)]


@pytest.fixture
def worked(desk: Desk, clock: FixedClock) -> Desk:
    """Three days of November: a repair done in time and called back, one returned and late, a question, a void one."""
    done = answered(desk, settled(desk, signed(desk, handed(desk, registered(desk)))))
    do(desk, "何静", Action.CALLBACK, done, Callback(result=CallbackResult.SATISFIED))
    desk.cases.register(registration(desk, kind="咨询", verdict=Verdict.OWN_POST), at_once("在三号楼东侧"))
    returned(desk, handed(desk, registered(desk, promise_at=at("16:00"))))
    do(desk, "仲经理", Action.VOID, registered(desk), Reasoned(reason="重复登记"))
    clock.set(at("24 09:30"))
    desk.upkeep.sweep()
    return desk


def test_the_overview_counts_what_the_month_held(worked: Desk):
    report = worked.reports.month(NOVEMBER)
    assert report.month_words == "2026年11月" and report.seal == worked.upkeep.head()
    words = {row.label: row.figures[0].words for row in report.table("overview").rows}
    assert (words["受理"], words["其中作废、合并"], words["当场办结"]) == ("4 件", "1 件", "1 件")
    assert (words["本月答复（含以前受理的）"], words["至今未结"]) == ("2 件", "1 件")
    assert (words["按时率"], words["失约"]) == ("67%（3 件）", "1 次")
    assert (words["满意率"], words["回访率"]) == ("100%（1 件）", "100%（1 件）")
    assert (words["转办"], words["退回"], words["一次转对率"]) == ("2 次", "1 次", "50%（2 次）")
    assert words["平均签收用时（工作分钟）"] == "0 分（1 次）"


def test_a_figure_opens_the_rows_it_counts(worked: Desk):
    report = worked.reports.month(NOVEMBER)
    late = figure(report, "people", "欧阳丽华", "失约")
    page = worked.reports.rows(late.cases)
    assert late.words == "1" and [row.number for row in page.rows] == ["A261123-003"] and page.next is None
    asked = figure(report, "days", "23", "受理")
    assert [row.number for row in worked.reports.rows(asked.cases).rows] == [
        f"A261123-00{place}" for place in range(1, 5)
    ]


def test_days_kinds_departments_and_people_add_up(worked: Desk):
    report = worked.reports.month(NOVEMBER)
    days = report.table("days")
    assert len(days.rows) == 30 and days.whole is not None
    for place, _ in enumerate(days.headings):
        assert sum(row.figures[place].value or 0 for row in days.rows) == days.whole.figures[place].value
    for key, first in (("kinds", 4), ("departments", 3), ("people", 3)):
        assert sum(row.figures[0].value or 0 for row in report.table(key).rows) == first, key
    assert figure(report, "departments", "工程部", "退回").words in ("0 次", "1 次")


@pytest.mark.behaviour(12)
def test_owed_callbacks_are_said_instead_of_a_clean_rate(desk: Desk):
    case = answered(desk, settled(desk, signed(desk, handed(desk, registered(desk)))))
    assert desk.cases.file(case.id).case.callback_needed
    found = figure(desk.reports.month(NOVEMBER), "overview", "满意率")
    assert found.words.startswith("回访未完成 1 件") and found.value is None and found.cases == (case.id,)
    do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.NOT_REACHED, note="无人接听"))
    assert figure(desk.reports.month(NOVEMBER), "overview", "满意率").value is None


@pytest.mark.behaviour(3)
def test_a_month_without_cases_pretends_nothing(desk: Desk, tmp_path: Path):
    report = desk.reports.month(date(2026, 1, 15))
    for label in ("按时率", "满意率", "回访率"):
        assert figure(report, "overview", label).words == NOTHING
    assert report.table("departments").rows == ()
    path = desk.reports.export(date(2026, 1, 15), tmp_path / "空.xlsx")
    assert load_workbook(path)["按部门"]["A5"].value == "合计"


def test_the_count_is_the_registers_count(worked: Desk):
    query = LedgerQuery(first_day=date(2026, 11, 1), last_day=date(2026, 11, 30))
    assert figure(worked.reports.month(NOVEMBER), "overview", "受理").value == worked.ledgers.count("kf-06-01", query)


def test_the_workbook_has_tables_native_charts_and_a_seal(worked: Desk, tmp_path: Path):
    path = worked.reports.export(NOVEMBER, tmp_path / worked.reports.suggested_name(NOVEMBER))
    assert path.name == "首问责任制月度报告_202611.xlsx"
    book = load_workbook(path)
    assert book.sheetnames == ["概况", "按日", "按类别", "回访", "按部门", "按首问责任人"]
    assert [len(sheet._charts) for sheet in book.worksheets] == [0, 2, 2, 1, 2, 2]
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
        assert {"barChart", "lineChart", "pieChart"} <= {
            kind for kind in ("barChart", "lineChart", "pieChart") for chart in charts if f"<{kind}" in chart
        }
        assert any("每日受理量（按类别）" in chart for chart in charts)
        assert all('<delete val="0"' in chart for chart in charts if "pieChart" not in chart)
    for sheet in book.worksheets:
        assert f"封账码：{worked.upkeep.head()}" in str(sheet["A3"].value)
        assert sheet.page_setup.paperSize == 9 and sheet.print_title_rows == "$1:$4"
    on_time = next(row for row in book["概况"].iter_rows(min_row=5) if row[0].value == "按时率")[1]
    assert round(on_time.value, 4) == 0.6667 and on_time.number_format == '0%"（3 件）"'
