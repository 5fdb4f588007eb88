"""A column a company adds to a list is typed, kept, exported and imported like the list's own ([50] [62] [94])."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

import resources
from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain import own_values
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.desk_life import DeskItem
from firstask_desktop.domain.entry_fields import HOUSE_LISTS, EntryField
from firstask_desktop.domain.importing import RowVerdict
from firstask_desktop.domain.people import Department, Person
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.domain.states import Standing
from firstask_desktop.services.entry_forms import RECORDS
from tests.core.expecting import refused
from tests.desk_fixtures import as_name, person, raw

PLACED = sorted(HOUSE_LISTS - {"service-map"})


@pytest.fixture
def manager(desk: Desk) -> Desk:
    return as_name(desk, "仲经理")


def own_column(desk: Desk, key: str, heading: str, content: str = "text", words: str = "") -> str:
    """Add a column to the company's copy of a list; its source."""
    draft = desk.forms.with_own(desk.forms.current(key), heading, content, words)
    desk.forms.save(draft)
    return draft.columns[-1].source


def kept(desk: Desk, record: type, name: str) -> Mapping[str, str]:
    row = next(each for each in desk.house.all(record) if getattr(each, "name", "") == name)
    return own_values.values(row.own)


def cells_of(path: Path) -> tuple[Mapping[str, int], list[list[object]]]:
    """The columns of a list by heading, and its rows as the workbook holds them."""
    sheet = load_workbook(path).worksheets[0]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    return {str(name): place for place, name in enumerate(lines[2])}, lines[3:]


def changed_cell(path: Path, row: int, heading: str, value: object) -> None:
    """Write into the workbook: `row` counts from 0 below the headings."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = next(cell.column for cell in sheet[3] if cell.value == heading)
    sheet.cell(4 + row, place).value = value
    book.save(path)


@pytest.mark.parametrize("key", PLACED)
@pytest.mark.behaviour(94)
def test_an_own_column_of_every_list_is_kept_goes_out_and_comes_back(manager: Desk, tmp_path: Path, key: str) -> None:
    name = own_column(manager, key, "说明栏")
    asked = manager.forms.entries(key)[-1]
    assert (asked.name, asked.label, asked.kind, asked.own) == (name, "说明栏", "line", True)
    first, other = manager.house.all(RECORDS[key])[:2]
    manager.house.save(replace(first, own=own_values.stored({name: "三号楼"})))
    path = tmp_path / "名单.xlsx"
    manager.imports.write_list(key, path)
    headings, rows = cells_of(path)
    assert [row[headings["说明栏"]] for row in rows].count("三号楼") == 1
    place = next(at for at, row in enumerate(rows) if row[headings["说明栏"]] is None and other.name in row)
    changed_cell(path, place, "说明栏", "  五号楼 ")
    plan = manager.imports.open(key, path)
    told = [finding.reason for at in range(len(plan.rows)) if (finding := plan.finding(at)).verdict is RowVerdict.GOOD]
    assert told == ["更新：说明栏"]
    run = manager.imports.run(plan)
    assert kept(manager, RECORDS[key], other.name) == {name: "五号楼"}
    assert kept(manager, RECORDS[key], first.name) == {name: "三号楼"}
    manager.imports.undo(run.id)
    assert kept(manager, RECORDS[key], other.name) == {}
    assert manager.upkeep.verify().sound


@pytest.mark.behaviour(33, 94)
def test_a_link_of_the_service_map_keeps_its_own_column(manager: Desk, tmp_path: Path) -> None:
    name = own_column(manager, "service-map", "单据号", "integer")
    matter, (giver, receiver) = manager.house.matters()[0], manager.house.posts()[:2]
    link = ServiceLink(matter=matter.id, giver=giver.id, receiver=receiver.id, own=own_values.stored({name: "12"}))
    manager.house.save(link)
    manager.imports.write_list("service-map", tmp_path / "图.xlsx")
    headings, rows = cells_of(tmp_path / "图.xlsx")
    assert [row[headings["单据号"]] for row in rows] == [12]
    changed_cell(tmp_path / "图.xlsx", 0, "单据号", "13")
    manager.imports.run(manager.imports.open("service-map", tmp_path / "图.xlsx"))
    assert [own_values.values(each.own) for each in manager.map.links()] == [{name: "13"}]


@pytest.mark.behaviour(94)
def test_a_list_on_paper_is_held_against_what_the_company_s_column_says_today(manager: Desk, tmp_path: Path) -> None:
    name = own_column(manager, "departments", "楼层")
    unit = manager.house.departments()[0]
    unit = manager.house.save(replace(unit, own=own_values.stored({name: "2 层"})))
    manager.imports.write_list("departments", tmp_path / "部门.xlsx")
    assert manager.ledgers.against(tmp_path / "部门.xlsx").sound
    manager.house.save(replace(unit, own=own_values.stored({name: "3 层"})))
    check = manager.ledgers.against(tmp_path / "部门.xlsx")
    (row,) = [each for each in check.rows if each.cells]
    assert (row.cells[0].heading, row.cells[0].printed, row.cells[0].present) == ("楼层", "2 层", "3 层")
    assert row.cells[0].explained and check.sound
    changed_cell(tmp_path / "部门.xlsx", 0, "楼层", "9 层")
    assert not manager.ledgers.against(tmp_path / "部门.xlsx").sound


@pytest.mark.behaviour(94)
def test_an_own_column_is_read_as_the_kind_it_was_declared(manager: Desk, tmp_path: Path) -> None:
    day = own_column(manager, "staff", "入职日期", "date")
    size = own_column(manager, "staff", "工装", "choice", "大、中，小、中")
    flag = own_column(manager, "staff", "住宿舍", "tick")
    someone = manager.house.people()[0]
    manager.imports.write_list("staff", tmp_path / "员工.xlsx")
    headings, rows = cells_of(tmp_path / "员工.xlsx")
    place = next(at for at, row in enumerate(rows) if row[headings["姓名"]] == someone.name)
    for heading, value in (("入职日期", "2019年3月5日"), ("工装", "中"), ("住宿舍", "是")):
        changed_cell(tmp_path / "员工.xlsx", place, heading, value)
    plan = manager.imports.open("staff", tmp_path / "员工.xlsx")
    assert plan.finding(place).reason == "更新：入职日期、工装、住宿舍"
    manager.imports.run(plan)
    assert kept(manager, Person, someone.name) == {day: "2019-03-05", size: "中", flag: "是"}
    manager.imports.write_list("staff", tmp_path / "再.xlsx")
    headings, rows = cells_of(tmp_path / "再.xlsx")
    assert f"{rows[place][headings['入职日期']]:%Y-%m-%d}" == "2019-03-05"
    for heading, value, said in (
        ("工装", "特大", "可选：大、中、小"),
        ("入职日期", "上周", "2026-12-31"),
        ("住宿舍", "也许", "是"),
    ):
        manager.imports.write_list("staff", tmp_path / "错.xlsx")
        changed_cell(tmp_path / "错.xlsx", place, heading, value)
        wrong = manager.imports.open("staff", tmp_path / "错.xlsx").finding(place)
        assert wrong.verdict is RowVerdict.BAD and said in wrong.reason


@pytest.mark.behaviour(94)
def test_a_new_column_never_takes_over_what_rows_keep_of_another(manager: Desk) -> None:
    first = own_column(manager, "departments", "楼层")
    unit = manager.house.departments()[0]
    manager.house.save(replace(unit, own=own_values.stored({first: "2 层"})))
    forms = manager.forms
    forms.save(forms.hidden(forms.current("departments"), first))
    second = own_column(manager, "departments", "邮箱")
    assert second != first and kept(manager, Department, unit.name) == {first: "2 层"}


@pytest.mark.behaviour(94)
def test_a_hand_written_column_needs_no_word_on_how_it_is_typed(manager: Desk) -> None:
    text = (
        resources.text("formats", "staff.toml") + '\n[[column]]\nkey = "hobby"\nheading = "特长"\nrequired = "always"\n'
    )
    folder = manager.folder / "formats"
    folder.mkdir()
    (folder / "staff.toml").write_text(text, "utf-8")
    asked = manager.forms.entries("staff")[-1]
    assert (asked.label, asked.kind, asked.required, asked.own) == ("特长", "line", True, True)
    (folder / "staff.toml").write_text(text + 'entry = "none"\n', "utf-8")
    assert manager.forms.entries("staff")[-1].label == "可登录"


@pytest.mark.behaviour(62, 94)
def test_a_copy_from_before_formats_said_how_things_are_typed_asks_what_the_shipped_one_asks(manager: Desk) -> None:
    old = "\n".join(
        line
        for line in resources.text("formats", "staff.toml").split("\n")
        if not line.startswith(("entry", "hint", "required", "screen"))
    ).replace('heading = "姓名"', 'heading = "员工"')
    old = old[: old.index('\n[[column]]\nkey = "standing"')] + "\n"
    (manager.folder / "formats").mkdir()
    (manager.folder / "formats" / "staff.toml").write_text(old, "utf-8")
    assert manager.forms.complaints() == []
    asked = {field.name: field for field in manager.forms.entries("staff")}
    shipped = ["name", "staff_no", "department", "post", "role", "phone", "standing", "substitute", "shared", "login"]
    assert list(asked) == shipped and asked["name"].label == "员工" and asked["name"].required
    assert asked["substitute"].kind == "person" and asked["standing"].kind == "standing"
    assert asked["post"].required and asked["substitute"].hint and not asked["login"].listed
    draft = manager.forms.columns.asked(manager.forms.current("staff"), "phone", "不录入")
    manager.forms.save(draft)
    assert [field.name for field in manager.forms.entries("staff")] == [name for name in shipped if name != "phone"]


@pytest.mark.behaviour(30)
def test_a_thing_kept_keeps_the_company_s_column_out_of_the_journal_s_clear_text(manager: Desk, tmp_path: Path) -> None:
    name = own_column(manager, "things-kept", "失主电话")
    manager.handover.keep(DeskItem(what="雨伞", place="抽屉", own=own_values.stored({name: "13800138000"})))
    (row,) = manager.ledgers.page("things-kept", LedgerQuery()).rows
    assert row[name] == "13800138000"
    manager.ledgers.export("things-kept", LedgerQuery(), tmp_path / "册.xlsx")
    headings, rows = cells_of(tmp_path / "册.xlsx")
    assert rows[0][headings["失主电话"]] == "13800138000"
    connection = raw(manager)
    assert "13800138000" not in str(connection.execute("SELECT changes FROM journal").fetchall())
    connection.close()


@pytest.mark.behaviour(23, 62)
def test_standing_substitute_and_account_come_in_with_the_list(manager: Desk, tmp_path: Path) -> None:
    manager.imports.write_list("staff", tmp_path / "员工.xlsx")
    headings, rows = cells_of(tmp_path / "员工.xlsx")
    place, other = 1, str(rows[0][headings["姓名"]])
    name = str(rows[place][headings["姓名"]])
    for heading, value in (("在岗情况", "休假"), ("替班人", other), ("可登录", "否")):
        changed_cell(tmp_path / "员工.xlsx", place, heading, value)
    plan = manager.imports.open("staff", tmp_path / "员工.xlsx")
    assert plan.finding(place).reason == "更新：在岗情况、替班人、可登录"
    manager.imports.run(plan)
    someone = person(manager, name)
    assert (someone.standing, manager.house.name(someone.substitute), someone.login) == (
        Standing.ON_LEAVE,
        other,
        False,
    )
    for heading, value, said in (
        ("在岗情况", "出差了", "在岗、休假"),
        ("替班人", "没有这人", "没有「没有这人」"),
        ("权限", "经理", "由岗位决定"),
    ):
        manager.imports.write_list("staff", tmp_path / "错.xlsx")
        changed_cell(tmp_path / "错.xlsx", place, heading, value)
        assert said in manager.imports.open("staff", tmp_path / "错.xlsx").finding(place).reason


@pytest.mark.behaviour(94)
def test_a_list_prints_its_fixed_texts(manager: Desk, tmp_path: Path) -> None:
    own_column(manager, "departments", "地点", "fixed", "一号楼")
    manager.imports.write_list("departments", tmp_path / "部门.xlsx")
    headings, rows = cells_of(tmp_path / "部门.xlsx")
    assert {row[headings["地点"]] for row in rows} == {"一号楼"}
    assert [field.label for field in manager.forms.entries("departments")][-1] == "电话"


def test_what_no_own_column_can_hold_is_refused(manager: Desk) -> None:
    draft = manager.forms.current("staff")
    with refused("choices", saying="顿号"):
        manager.forms.with_own(draft, "工装", "choice", " 、 ")
    with refused("fixed"):
        manager.forms.with_own(draft, "地点", "fixed", " ")
    with refused("source"):
        manager.forms.with_own(draft, "状态", "case.state")
    field = EntryField("own_1", "备注", "line", 10, own=True)
    with refused("own_1", saying="2000"):
        own_values.checked(field, "长" * 2_001)


@pytest.mark.behaviour(94)
def test_an_import_from_before_there_were_own_columns_is_still_undone(
    manager: Desk, tmp_path: Path, clock: FixedClock
) -> None:
    manager.imports.write_list("departments", tmp_path / "部门.xlsx")
    headings, rows = cells_of(tmp_path / "部门.xlsx")
    name = str(rows[0][headings["部门名称"]])
    changed_cell(tmp_path / "部门.xlsx", 0, "电话", "8899")
    run = manager.imports.run(manager.imports.open("departments", tmp_path / "部门.xlsx"))
    manager.close()
    connection = raw(manager)
    former = connection.execute("SELECT former FROM imports").fetchone()[0]
    assert ',"own":""' in former
    connection.execute("UPDATE imports SET former = ?", (former.replace(',"own":""', ""),))
    connection.commit()
    connection.close()
    again = open_desk(manager.folder, clock)
    again.session.sign_in(person(again, "仲经理").id)
    again.imports.undo(run.id)
    assert next(each for each in again.house.departments() if each.name == name).phone != "8899"
    again.close()
