"""The service map comes in from Excel whole, is kept, changed, exported, and shows where it is broken ([33])."""

from dataclasses import replace
from pathlib import Path

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.people import Department, Post
from firstask_desktop.domain.service_map import GapKind, ServiceLink
from firstask_desktop.domain.states import Role
from tests.core.expecting import refused
from tests.core.services.test_import_lists import listed, reasons
from tests.desk_fixtures import as_name, person

HEADINGS = ("服务项目", "序号", "上一环", "下一环", "交接物", "时限", "联系人")


@pytest.fixture
def manager(desk: Desk) -> Desk:
    return as_name(desk, "仲经理")


@pytest.fixture
def rows(manager: Desk) -> list[tuple[object, ...]]:
    """Two links of an item of the catalogue, and the three posts they go through."""
    item = manager.house.matters()[0].name
    first, second, third = (post.name for post in manager.house.posts()[:3])
    return [
        (item, 1, first, second, "报修单", "30分钟", "8002"),
        (item, 2, second, third, "完工单", "2小时", None),
    ]


@pytest.mark.behaviour(33)
def test_a_map_comes_in_goes_out_and_comes_back_without_a_change(manager: Desk, tmp_path: Path, rows):
    plan = manager.imports.open("service-map", listed(tmp_path / "服务地图.xlsx", HEADINGS, *rows))
    assert reasons(plan) == [("可导入", ""), ("可导入", "")]
    assert manager.imports.run(plan).made == 2
    one, two = manager.map.links()
    assert (one.place, one.hands, one.limit_minutes, one.contact) == (1, "报修单", 30, "8002")
    assert (two.place, two.limit_minutes, one.receiver) == (2, 120, two.giver)
    path = tmp_path / "现有.xlsx"
    assert manager.imports.write_list("service-map", path).rows == 2
    again = manager.imports.open("service-map", path)
    assert [words for words, _ in reasons(again)] == ["已有", "已有"], reasons(again)
    assert manager.upkeep.verify().sound


@pytest.mark.behaviour(33)
def test_bad_rows_are_named_and_nothing_comes_in_until_they_are_mended_or_it_is_confirmed(
    manager: Desk, tmp_path: Path, rows
):
    item, _, first, second, *_ = rows[0]
    bad = [
        ("没有的项目", 1, first, second, "", "", ""),
        (item, 3, "没有的岗位", second, "", "", ""),
        (item, 4, first, first, "", "", ""),
        (item, 5, first, None, "", "看情况", ""),
        rows[0],
    ]
    plan = manager.imports.open("service-map", listed(tmp_path / "服务地图.xlsx", HEADINGS, *rows, *bad))
    assert [plan.finding(place).field for place in range(7)] == [
        "",
        "",
        "matter",
        "giver",
        "receiver",
        "receiver",
        "matter",
    ]
    assert "没有「没有的岗位」这个岗位" in plan.finding(3).reason and "第 2 行" in plan.finding(6).reason
    head = manager.upkeep.head()
    with refused(clause="[33]", saying="5 行有误"):
        manager.imports.run(plan)
    assert manager.upkeep.head() == head and not manager.map.links()
    manager.imports.mend(plan, 3, "giver", rows[1][3])
    for place in (2, 4, 5, 6):
        manager.imports.leave_out(plan, place)
    assert manager.imports.run(plan).made == 3


@pytest.mark.behaviour(33)
def test_a_confirmed_import_takes_the_good_rows_and_can_be_taken_back(manager: Desk, tmp_path: Path, rows):
    plan = manager.imports.open(
        "service-map", listed(tmp_path / "地图.xlsx", HEADINGS, *rows, ("无此项目", 1, "甲", "乙"))
    )
    run = manager.imports.run(plan, confirmed=True)
    assert (run.made, run.refused) == (2, 1)
    manager.imports.undo(run.id)
    assert not manager.map.links() and manager.upkeep.verify().sound


@pytest.mark.behaviour(33)
def test_the_map_says_where_a_post_was_switched_off_or_an_item_has_no_owner(manager: Desk, tmp_path: Path, rows):
    manager.imports.run(manager.imports.open("service-map", listed(tmp_path / "地图.xlsx", HEADINGS, *rows)))
    before = manager.map.gaps()
    post = next(each for each in manager.house.posts() if each.name == rows[1][3])
    manager.house.save(replace(post, active=False))
    item = manager.house.matters()[1]
    manager.house.save(replace(item, post=""))
    found = [gap for gap in manager.map.gaps() if gap not in before]
    assert (GapKind.NO_OWNER, item.id) in [(gap.kind, gap.matter) for gap in found]
    assert GapKind.POST_GONE in {gap.kind for gap in found}


@pytest.mark.behaviour(33)
@pytest.mark.parametrize(
    ("change", "field"),
    [({"matter": ""}, "matter"), ({"giver": ""}, "giver"), ({"receiver": "x"}, "receiver"), ({"place": -1}, "place")],
)
def test_a_link_edited_by_hand_is_refused_at_its_field(manager: Desk, change: dict[str, object], field: str):
    first, second = manager.house.posts()[:2]
    link = ServiceLink(matter=manager.house.matters()[0].id, giver=first.id, receiver=second.id)
    with refused(field):
        manager.house.save(replace(link, **change))
    manager.house.save(link)
    with refused("receiver", saying="已经有了"):
        manager.house.save(link)


@pytest.mark.behaviour(62)
def test_only_who_leads_changes_the_map(desk: Desk):
    first, second = desk.house.posts()[:2]
    with refused(clause="M3.1 [62]"):
        desk.house.save(ServiceLink(matter=desk.house.matters()[0].id, giver=first.id, receiver=second.id))


def test_departments_and_posts_come_in_and_are_switched_off_again_when_taken_back(manager: Desk, tmp_path: Path):
    units = listed(
        tmp_path / "部门.xlsx", ("科室名称", "部门代码", "联系电话"), ("绿化组", "LH", "8031"), ("", "X", "")
    )
    plan = manager.imports.open("departments", units)
    assert [words for words, _ in reasons(plan)] == ["可导入", "有误"]
    taken = [manager.imports.run(plan)]
    headings = ("岗位名称", "部门", "权限", "领导岗位", "职责", "减免上限（元）")
    duties = [
        ("绿化班长", "绿化组", "主任", "是", "养护\n巡查", "200.50"),
        ("园丁", "绿化组", "总统", "", "", ""),
        ("花匠", "新组", "", "也许", "", ""),
    ]
    plan = manager.imports.open("posts", listed(tmp_path / "岗位.xlsx", headings, *duties))
    assert [plan.finding(place).field for place in range(3)] == ["", "role", "leader"]
    taken.append(manager.imports.run(plan))
    post = next(each for each in manager.house.posts() if each.name == "绿化班长")
    assert (post.role, post.leader, post.limit_fen, post.duties) == (Role.SUPERVISOR, True, 20050, "养护\n巡查")
    assert manager.house.department_name(post.department) == "绿化组"
    for run in reversed(taken):
        manager.imports.undo(run.id)
    assert not {"绿化班长", "绿化组"} & {each.name for each in (*manager.house.posts(), *manager.house.departments())}


def test_a_department_that_something_else_came_to_need_stays_when_its_import_is_taken_back(
    manager: Desk, tmp_path: Path
):
    run = manager.imports.run(
        manager.imports.open("departments", listed(tmp_path / "部门.xlsx", ("科室", "电话"), ("绿化组", "8031")))
    )
    unit = next(each for each in manager.house.departments() if each.name == "绿化组")
    post = manager.house.save(Post(name="园丁", department=unit.id))
    manager.house.save(replace(person(manager, "何静"), post=post.id))
    manager.imports.undo(run.id)
    assert Department in {type(each) for each in manager.house.departments() if each.name == "绿化组"}
