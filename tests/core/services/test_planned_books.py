"""班次表 and 在办清单 are registers like all others: a format each, on the screen, as workbook, CSV and print ([1] [23] [94])."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import LedgerQuery, Reasoned
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.paper_checks import RowVerdict
from firstask_desktop.domain.printed import PrintedRegister
from firstask_desktop.domain.states import Standing
from tests.core.expecting import do
from tests.core.papers import alter, only
from tests.desk_fixtures import answered, as_name, handed, person, registered, settled, signed

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
WEEK = LedgerQuery(first_day=MONDAY, last_day=SUNDAY)
Row = Mapping[str, object]
pytestmark = pytest.mark.behaviour(23, 94)


@pytest.fixture
def planner(desk: Desk) -> Iterator[Desk]:
    """The supervisor, with early and late shifts of the week planned for two people."""
    leader = as_name(desk, "周敏")
    early, middle, late = leader.rosters.templates()
    for day, template in ((23, early), (24, early), (25, middle)):
        leader.rosters.put(person(desk, "曾国强").id, date(2026, 11, day), template)
    leader.rosters.put(person(desk, "何静").id, date(2026, 11, 27), late)
    yield leader


def week(desk: Desk, query: LedgerQuery = WEEK) -> dict[object, Row]:
    return {row["person"]: row for row in desk.ledgers.page("roster", query).rows}


def test_everybody_has_a_line_of_the_week_with_the_shifts_of_each_day(planner: Desk) -> None:
    rows = week(planner)
    own = rows["曾国强"]
    assert [own[day] for day in ("monday", "tuesday", "wednesday", "thursday")] == ["早班", "早班", "中班", ""]
    assert (own["shifts"], own["department"], own["post"]) == (3, "工程部", rows["曾国强"]["post"]) and own["post"]
    assert set(rows) >= {"欧阳丽华", "何静", "周敏", "仲经理"} and rows["周敏"]["shifts"] is None
    assert planner.ledgers.count("roster", replace(WEEK, open_only=True)) == len(rows) - 2
    assert list(week(planner, replace(WEEK, person=person(planner, "何静").id))) == ["何静"]


def test_who_left_stands_in_the_weeks_they_worked_and_in_no_later_one(planner: Desk) -> None:
    as_name(planner, "仲经理").house.save(replace(person(planner, "曾国强"), standing=Standing.LEFT))
    assert "曾国强" in week(planner)
    assert "曾国强" not in week(planner, LedgerQuery(first_day=date(2026, 11, 30), last_day=date(2026, 12, 6)))


def test_several_weeks_stand_one_below_the_other_without_dates_in_the_headings(planner: Desk, tmp_path: Path) -> None:
    both = LedgerQuery(first_day=MONDAY, last_day=date(2026, 11, 30))
    rows = planner.ledgers.page("roster", both).rows
    assert [row["seq_on_page"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row["date"] for row in rows} == {MONDAY, date(2026, 11, 30)}
    planner.ledgers.export("roster", both, tmp_path / "两周.xlsx")
    headings = [cell.value for cell in load_workbook(tmp_path / "两周.xlsx").worksheets[0][3]]
    assert "周一" in headings and planner.ledgers.against(tmp_path / "两周.xlsx").sound


def test_one_week_goes_out_with_its_days_above_the_columns_and_its_seal(planner: Desk, tmp_path: Path) -> None:
    written = planner.ledgers.export("roster", WEEK, tmp_path / "班次.xlsx")
    sheet = load_workbook(tmp_path / "班次.xlsx").worksheets[0]
    headings = [cell.value for cell in sheet[3]]
    assert headings[5:12] == [
        f"{day}\n11-{23 + n}" for n, day in enumerate(("周一", "周二", "周三", "周四", "周五", "周六", "周日"))
    ]
    assert "班次表　2026.11.23-2026.11.29" in str(sheet["A1"].value)
    assert planner.upkeep.head() in str(sheet["A2"].value)
    assert sheet.cell(4 + written.rows + 1, 1).value == f"共 {written.rows} 人 · 未排班 {written.rows - 2} 人"
    planner.ledgers.export("roster", WEEK, tmp_path / "班次.csv")
    with (tmp_path / "班次.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0][5] == "周一" and lines[-1] == [f"封账码：{planner.upkeep.head()}"]
    assert [line[1] for line in lines[1:-1]] == ["2026-11-23"] * written.rows


def test_the_week_is_printed_like_every_register_and_followed_by_what_is_in_hand(planner: Desk) -> None:
    (alone,) = planner.prints.week(MONDAY)
    assert isinstance(alone, PrintedRegister) and alone.sheet.seal == planner.upkeep.head()
    case = handed(planner, registered(planner))
    roster, in_hand = planner.prints.week(date(2026, 11, 26))
    assert isinstance(roster, PrintedRegister) and isinstance(in_hand, PrintedRegister)
    assert roster.columns[5].heading == "周一\n11-23" and roster.signatures == ("制表人", "客服主任", "经理", "日期")
    assert next(row for row in in_hand.rows if case.number in row)[2] == "周敏"
    assert "截至 2026-11-23 09:42" in in_hand.sheet.title


@pytest.mark.behaviour(1)
def test_open_matters_stand_with_whoever_follows_them_up_and_whether_they_have_an_account(desk: Desk) -> None:
    manager = as_name(desk, "仲经理")
    manager.house.save(replace(person(desk, "曾国强"), login=False))
    done = settled(desk, signed(desk, handed(desk, registered(desk))))
    own = registered(desk, first_asked=person(desk, "曾国强").id)
    rows = {row["number"]: row for row in desk.ledgers.page("in-hand", LedgerQuery()).rows}
    assert (rows[own.number]["carrier"], rows[own.number]["login"]) == ("曾国强", "无登录")
    assert (rows[done.number]["carrier"], rows[done.number]["login"]) == ("欧阳丽华", "")
    answered(desk, done)
    only_own = LedgerQuery(person=person(desk, "曾国强").id)
    assert [row["number"] for row in desk.ledgers.page("in-hand", only_own).rows] == [own.number]
    yesterday = LedgerQuery(first_day=date(2026, 11, 22), last_day=date(2026, 11, 22))
    assert desk.ledgers.count("in-hand", yesterday) == 0


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_roster_on_paper_is_held_against_the_journal(planner: Desk, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"班次.{ending}"
    planner.ledgers.export("roster", WEEK, path)
    assert planner.ledgers.against(path).sound
    guard = person(planner, "曾国强").id
    planner.rosters.put(guard, date(2026, 11, 24), planner.rosters.templates()[2])
    planner.rosters.clear(guard, date(2026, 11, 25))
    check = planner.ledgers.against(path)
    (row,) = check.rows
    assert check.sound and {cell.heading for cell in row.cells} == {"周二", "周三", "班数"}
    because = {cell.heading: cell.because for cell in row.cells}
    assert "周敏 排班" in because["周二"] and "周敏 取消班次" in because["周三"] and "排班" not in because["周三"]
    place = next(n for n, each in enumerate(week(planner)) if each == "何静")
    if ending == "xlsx":
        book = load_workbook(path)
        book.worksheets[0].cell(4 + place, 6).value = "早班"
        book.save(path)
    else:
        alter(path, "周一", "早班", line=place)
    wrong = [row for row in planner.ledgers.against(path).rows if not row.explained]
    assert len(wrong) == 1 and "纸上「早班」" in wrong[0].words


def test_a_list_of_what_is_in_hand_says_later_what_was_closed_since(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    done = settled(desk, signed(desk, handed(desk, registered(desk))))
    registered(desk)
    desk.ledgers.export("in-hand", LedgerQuery(), tmp_path / "在办.xlsx")
    clock.advance(minutes=3)
    do(desk, "仲经理", Action.VOID, done, Reasoned(reason="重复登记"))
    check = desk.ledgers.against(tmp_path / "在办.xlsx")
    assert check.sound and check.same == 1
    (gone,) = only(check, RowVerdict.GONE)
    assert gone.number == done.number and "仲经理 作废" in gone.words


def test_a_company_changes_the_roster_like_any_other_format(planner: Desk) -> None:
    forms = as_name(planner, "仲经理").forms
    assert {"roster", "in-hand"} <= {state.key for state in forms.states()}
    assert forms.preview(forms.current("roster"))[0]["date"] == MONDAY
    draft = forms.renamed(forms.current("roster"), "monday", "一")
    forms.save(forms.with_own(forms.hidden(draft, "post"), "网点", "fixed", "一号门"))
    (paper,) = planner.prints.week(MONDAY)
    assert isinstance(paper, PrintedRegister)
    headings = [column.heading for column in paper.columns]
    assert "一\n11-23" in headings and "岗位" not in headings and all(row[-1] == "一号门" for row in paper.rows)
