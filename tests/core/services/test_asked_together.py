"""Several asked at once: all of them are named, and the house's rule or the person at the desk says whose it is ([23])."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.people import Limit, Person
from firstask_desktop.domain.states import EntryKind, Standing
from tests.core.expecting import id_of, lines, refused
from tests.desk_fixtures import as_name, person, registered

CLAUSE = "H1 [23]"


@pytest.mark.behaviour(23)
def test_the_rule_is_applied_to_everybody_who_was_asked(desk: Desk) -> None:
    me, engineer, supervisor = (id_of(desk, name) for name in ("欧阳丽华", "曾国强", "周敏"))
    with refused("first_asked", CLAUSE, "三人同时被问"):
        registered(desk, asked_together=(engineer, supervisor))
    with refused("first_asked", CLAUSE, "请选 周敏"):
        registered(desk, first_asked=me, asked_together=(engineer, supervisor))
    with refused("first_asked", CLAUSE, "请选 周敏"):
        registered(desk, first_asked=engineer, asked_together=(me, supervisor))
    case = registered(desk, first_asked=supervisor, asked_together=(me, engineer))
    said = lines(desk, case, EntryKind.REGISTERED)[0].text
    assert "同时被问：欧阳丽华、曾国强；按规定职位高者，由 周敏 为首问责任人" in said


@pytest.mark.behaviour(23)
def test_of_several_with_the_same_rank_one_is_chosen_by_hand(desk: Desk) -> None:
    me, engineer, other = (id_of(desk, name) for name in ("欧阳丽华", "曾国强", "何静"))
    with refused("first_asked", CLAUSE, "请选 欧阳丽华、曾国强、何静"):
        registered(desk, asked_together=(engineer, other))
    assert registered(desk, first_asked=other, asked_together=(me, engineer)).first_asked == other


@pytest.mark.behaviour(23)
def test_where_the_house_lets_the_desk_choose_any_of_them_is_taken_and_that_is_said(desk: Desk) -> None:
    me, engineer, supervisor = (id_of(desk, name) for name in ("欧阳丽华", "曾国强", "周敏"))
    rule = next(one for one in desk.house.all(Limit) if one.key == "asked_together_senior")
    as_name(desk, "仲经理").house.save(replace(rule, value=0))
    case = registered(desk, first_asked=me, asked_together=(engineer, supervisor))
    assert "由登记人选定，欧阳丽华 为首问责任人" in lines(desk, case, EntryKind.REGISTERED)[0].text


@pytest.mark.behaviour(23)
def test_only_single_people_who_are_still_there_are_named(desk: Desk) -> None:
    me = id_of(desk, "欧阳丽华")
    with refused("asked_together", CLAUSE, "员工名单里没有「查无」"):
        registered(desk, first_asked=me, asked_together=(id_of(desk, "曾国强"), "查无"))
    with refused("asked_together", CLAUSE, "以外的人"):
        registered(desk, first_asked=me, asked_together=(me,))
    manager = as_name(desk, "仲经理")
    manager.house.save(replace(person(desk, "何静"), standing=Standing.LEFT))
    with refused("asked_together", CLAUSE, "何静"):
        registered(desk, first_asked=me, asked_together=(id_of(desk, "何静"),))
    counter = manager.house.save(Person(name="前台", shared=True))
    with refused("asked_together", CLAUSE, "共用账号"):
        registered(desk, first_asked=me, asked_together=(counter.id,))
