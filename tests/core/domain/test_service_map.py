"""The service map holds together, or says exactly where it does not ([33])."""

import pytest

from firstask_desktop.domain.people import Matter, Post
from firstask_desktop.domain.service_map import GapKind, ServiceLink, gaps, in_order

POSTS = {
    post.id: post
    for post in (
        Post(id="desk", name="前台"),
        Post(id="works", name="工程维修"),
        Post(id="rooms", name="客房服务"),
        Post(id="gone", name="行李员", active=False),
    )
}
LEAK = Matter(id="leak", name="客房漏水", post="works")


def link(place: int, giver: str, receiver: str, matter: str = "leak", active: bool = True) -> ServiceLink:
    return ServiceLink(id=f"{matter}{place}", matter=matter, place=place, giver=giver, receiver=receiver, active=active)


def found(*links: ServiceLink, matters: tuple[Matter, ...] = (LEAK,)) -> list[tuple[GapKind, str]]:
    return [(gap.kind, gap.link or gap.matter) for gap in gaps({each.id: each for each in matters}, POSTS, links)]


@pytest.mark.behaviour(33)
def test_a_map_whose_posts_stand_and_whose_links_meet_has_no_gap():
    assert found(link(1, "desk", "works"), link(2, "works", "rooms"), link(3, "works", "desk")) == []


@pytest.mark.behaviour(33)
def test_an_item_without_an_owning_post_or_with_one_that_is_gone_is_a_gap():
    nobody, former = Matter(id="a", name="擦鞋"), Matter(id="b", name="行李寄存", post="gone")
    assert found(matters=(LEAK, nobody, former)) == [(GapKind.NO_OWNER, "a"), (GapKind.OWNER_GONE, "b")]
    assert found(matters=(Matter(id="c", name="旧项目", active=False),)) == []


@pytest.mark.behaviour(33)
def test_a_link_to_a_post_that_is_gone_or_never_was_is_a_gap():
    assert found(link(1, "desk", "gone"), link(2, "gone", "works")) == [
        (GapKind.POST_GONE, "leak1"),
        (GapKind.POST_GONE, "leak2"),
    ]
    assert found(link(1, "desk", "nowhere")) == [(GapKind.POST_GONE, "leak1")]
    assert found(link(1, "desk", "gone", active=False)) == []


@pytest.mark.behaviour(33)
def test_a_link_that_nobody_hands_to_is_a_gap_whatever_order_the_rows_have():
    way = [link(2, "rooms", "desk"), link(1, "desk", "works")]
    assert found(*way) == [(GapKind.CHAIN, "leak2")]
    assert [each.place for each in in_order(way)["leak"]] == [1, 2]
    sentence = gaps({LEAK.id: LEAK}, POSTS, way)[0].words
    assert "工程维修" in sentence and "客房服务" in sentence


@pytest.mark.behaviour(33)
def test_a_link_of_an_item_that_is_no_longer_offered_is_a_gap():
    former = Matter(id="old", name="代购", post="desk", active=False)
    assert found(link(1, "desk", "works", "old"), matters=(LEAK, former)) == [(GapKind.ITEM_GONE, "old1")]
    assert [gap.kind.word for gap in gaps({}, POSTS, [link(1, "desk", "works", "x")])] == ["服务项目已停用或不存在"]
