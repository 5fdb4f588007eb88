"""相似事项: one dark staircase is told by many, and whoever registers it sees who already works on it ([18])."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from tests.desk_fixtures import registered

LIGHT = "3号楼2单元七楼楼道的灯坏了，晚上看不见台阶"
AGAIN = "你好，三栋2单元7层楼道灯不亮了，看不见台阶，家里有老人"


def about(desk: Desk, words: str, number: int, **more: object) -> str:
    return registered(desk, words=words, room=f"9-9-{900 + number}", phone=f"1390000{number:04d}", **more).id


def found(desk: Desk, words: str) -> list[str]:
    return [row.id for row in desk.cases.alike(words)]


@pytest.fixture
def several(desk: Desk) -> list[str]:
    """A few matters of the day; the first is the dark staircase."""
    tellings = (
        LIGHT,
        "想问装修押金什么时候退",
        "车库入口的道闸不抬杆",
        "业主群里说明天停水是真的吗",
        "我家门锁打不开了请派人来",
    )
    return [about(desk, words, number) for number, words in enumerate(tellings)]


@pytest.mark.behaviour(18)
def test_what_another_tenant_told_in_other_words_is_found(desk: Desk, several: list[str]) -> None:
    assert found(desk, AGAIN) == several[:1]
    assert found(desk, "快递柜里的包裹被别人取走了，想查监控") == []
    assert found(desk, "灯坏了") == []


def test_after_a_month_nobody_is_reminded(desk: Desk, several: list[str], clock: FixedClock) -> None:
    clock.advance(days=29)
    assert found(desk, AGAIN) == several[:1]
    clock.advance(days=2)
    assert found(desk, AGAIN) == []


def test_confidential_matters_are_nobodys_to_be_reminded_of(desk: Desk) -> None:
    about(desk, LIGHT, 1, confidential=True)
    assert found(desk, AGAIN) == []


def test_at_most_three_are_shown_the_most_alike_first(desk: Desk, several: list[str]) -> None:
    more = [about(desk, f"{LIGHT}，第{number}个反映的", number) for number in range(10, 14)]
    shown = found(desk, LIGHT)
    assert len(shown) == 3 and shown[0] == several[0] and set(shown[1:]) <= set(more)


def test_a_voided_one_is_not_shown(desk: Desk, several: list[str]) -> None:
    case = desk.cases.get(several[0])
    with desk._office.store.record("case.void", case.registrar, case.id) as entry:
        entry.put(replace(case, state=type(case.state).VOIDED))
    assert found(desk, AGAIN) == []
