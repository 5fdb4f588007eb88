"""People, the matter catalogue and units outside come in from Excel, and go out to be changed there."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.importing import RowVerdict
from firstask_desktop.domain.people import External, Matter
from firstask_desktop.domain.states import Standing
from firstask_desktop.services.import_plan import ImportPlan
from firstask_desktop.services.list_words import day_minutes, limit_words
from tests.core.expecting import refused
from tests.desk_fixtures import as_name, person


def listed(path: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def reasons(plan: ImportPlan) -> list[tuple[str, str]]:
    found = [plan.finding(place) for place in range(len(plan.rows))]
    return [(each.verdict.word, each.reason) for each in found]


@pytest.fixture
def manager(desk: Desk) -> Desk:
    return as_name(desk, "仲经理")


MATTERS = (
    ("事项名称", "承办部门", "办理时限", "所需材料", "即办", "关键词"),
    ("车库漏水报修", "工程部", "3个工作日", "房号\n现场照片，两张", None, "漏水、渗水"),
    ("装修押金退还", "财务部（新）", "2小时", "收据", "是", "押金"),
    ("宠物登记", "客户服务部", "看情况", None, None, None),
    ("访客放行", "秩序部", None, None, "大概", None),
)


@pytest.mark.parametrize("key", ["staff", "matters", "externals", "departments", "posts"])
def test_a_list_goes_out_and_comes_back_without_a_change(manager: Desk, tmp_path: Path, key: str):
    path = tmp_path / "现有.xlsx"
    written = manager.imports.write_list(key, path)
    plan = manager.imports.open(key, path)
    assert written.rows > 2 and {words for words, _ in reasons(plan)} == {"已有"}, reasons(plan)
    head = manager.upkeep.head()
    assert manager.imports.run(plan).id == "" and manager.upkeep.head() == head


def test_matters_come_in_with_their_owner_limit_and_materials(manager: Desk, tmp_path: Path):
    plan = manager.imports.open("matters", listed(tmp_path / "目录.xlsx", *MATTERS))
    assert [words for words, _ in reasons(plan)] == ["可导入", "可导入", "有误", "有误"]
    assert "看情况" in reasons(plan)[2][1] and "是" in reasons(plan)[3][1]
    assert manager.imports.run(plan).made == 2
    made = {each.name: each for each in manager.house.matters()}
    leak, deposit = made["车库漏水报修"], made["装修押金退还"]
    assert manager.house.department_name(leak.department) == "工程部"
    assert leak.materials == ("房号", "现场照片，两张") and leak.keywords == ("漏水", "渗水")
    assert leak in manager.house.find_matters("渗水")
    assert (deposit.limit_minutes, deposit.instant) == (120, True)
    assert manager.house.department_name(deposit.department) == "财务部（新）"
    assert manager.upkeep.verify().sound


def test_a_changed_list_updates_what_is_there_and_says_what_changes(manager: Desk, tmp_path: Path):
    path = tmp_path / "外部单位.xlsx"
    manager.imports.write_list("externals", path)
    book = load_workbook(path)
    page = book.worksheets[0]
    cells = {cell.value: cell for row in page.iter_rows() for cell in row if cell.value is not None}
    row, heading = cells["消防救援"].row, {cell.value: cell.column for cell in page[cells["单位名称"].row]}
    page.cell(row, heading["电话"]).value = "119（队部 80001190）"
    book.save(path)
    plan = manager.imports.open("externals", path)
    assert [each for each in reasons(plan) if each[0] != "已有"] == [("可导入", "更新：电话")]
    run = manager.imports.run(plan)
    fire = next(each for each in manager.house.all(External) if each.name == "消防救援")
    assert fire.phone == "119（队部 80001190）" and run.made == 1
    manager.imports.undo(run.id)
    assert next(each for each in manager.house.all(External) if each.name == "消防救援").phone == "119"
    assert manager.upkeep.verify().sound


def test_an_undone_list_switches_new_rows_off(manager: Desk, tmp_path: Path):
    run = manager.imports.run(manager.imports.open("matters", listed(tmp_path / "目录.xlsx", *MATTERS)))
    manager.imports.undo(run.id)
    assert "车库漏水报修" not in [each.name for each in manager.house.matters()]
    assert [each.active for each in manager.house.all(Matter) if each.name == "车库漏水报修"] == [False]
    assert "财务部（新）" not in [each.name for each in manager.house.departments()]
    again = manager.imports.run(manager.imports.open("matters", tmp_path / "目录.xlsx"))
    assert again.made == 2 and manager.upkeep.verify().sound


def test_an_edited_row_keeps_its_import(manager: Desk, tmp_path: Path):
    path = listed(tmp_path / "名单.xlsx", ("姓名", "工号", "部门"), ("翟文静", "0301", "工程部"))
    run = manager.imports.run(manager.imports.open("staff", path))
    hired = person(manager, "翟文静")
    manager.house.save(type(hired)(**{name: getattr(hired, name) for name in hired.__slots__} | {"phone": "8031"}))
    with refused(saying="翟文静"):
        manager.imports.undo(run.id)
    assert person(manager, "翟文静").standing is Standing.ACTIVE


def test_the_same_person_twice_in_a_list_is_named(manager: Desk, tmp_path: Path):
    rows = (("姓名", "工号", "电话"), ("翟文静", "0301", "8031"), ("翟文静", "0301", "8032"))
    plan = manager.imports.open("staff", listed(tmp_path / "名单.xlsx", *rows))
    assert reasons(plan) == [("可导入", ""), ("有误", "与第 2 行是同一个「翟文静」")]


def test_staff_may_not_found_departments_with_a_list(desk: Desk, tmp_path: Path):
    rows = (("姓名", "部门"), ("翟文静", "航天部"), ("区志豪", "工程部"))
    plan = desk.imports.open("staff", listed(tmp_path / "名单.xlsx", *rows))
    assert [words for words, _ in reasons(plan)] == ["有误", "可导入"]
    assert plan.finding(0).field == "department" and plan.counts()[RowVerdict.BAD] == 1


def test_limits_read_as_people_write_them(manager: Desk):
    day = day_minutes(manager._office)
    assert [limit_words(minutes, day) for minutes in (0, 30, 120, 3 * day)] == ["", "30分钟", "2小时", "3个工作日"]


def test_what_is_no_list_is_refused(desk: Desk, tmp_path: Path):
    with refused("format"):
        desk.imports.open("kf-06-05", tmp_path / "x.xlsx")
    with refused("format"):
        desk.imports.write_list("kf-06-01", tmp_path / "x.xlsx")
