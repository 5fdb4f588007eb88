"""服务地图 ([33]): which post owns each service item, who hands what to whom on its way, and where the chain is broken.

The owner of an item stands in the matter catalogue; this adds the links between posts. Pure: nothing is read or written.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise

from firstask_desktop.domain.people import Matter, Post
from firstask_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLink:
    """One link of an item's way: post `giver` (上一环) hands `hands` (交接物) to post `receiver` (下一环).

    `matter` is the service item in the catalogue, `place` the link's place on the way, `limit_minutes` working minutes
    until it must be handed on (0 for none), `contact` whom to reach there; `own` holds values of a company's own columns.
    """

    id: str = ""
    matter: str = ""
    place: int = 0
    giver: str = ""
    receiver: str = ""
    hands: str = ""
    limit_minutes: int = 0
    contact: str = ""
    active: bool = True
    own: str = ""


class GapKind(StrEnum):
    """What is broken."""

    NO_OWNER = "no_owner"
    OWNER_GONE = "owner_gone"
    POST_GONE = "post_gone"
    ITEM_GONE = "item_gone"
    CHAIN = "chain"

    @property
    def word(self) -> str:
        """What people read."""
        return _WORDS[self]


_WORDS = {
    GapKind.NO_OWNER: "没有承办岗位",
    GapKind.OWNER_GONE: "承办岗位已停用",
    GapKind.POST_GONE: "环节里的岗位已停用或不存在",
    GapKind.ITEM_GONE: "服务项目已停用或不存在",
    GapKind.CHAIN: "前后两环接不上",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One 断点: its kind, a sentence, and the item or the link (empty for none) to be mended."""

    kind: GapKind
    words: str
    matter: str = ""
    link: str = ""


def in_order(links: Iterable[ServiceLink]) -> dict[str, list[ServiceLink]]:
    """The links in use of each item, along its way."""
    ways: dict[str, list[ServiceLink]] = {}
    for link in links:
        if link.active:
            ways.setdefault(link.matter, []).append(link)
    return {matter: sorted(way, key=lambda link: link.place) for matter, way in ways.items()}


def gaps(matters: Mapping[str, Matter], posts: Mapping[str, Post], links: Iterable[ServiceLink]) -> list[Gap]:
    """Every 断点 of the map: items without an owning post first, then the links ([33])."""
    found = [gap for matter in matters.values() if matter.active for gap in _of_item(matter, posts)]
    for matter_id, way in in_order(links).items():
        matter = matters.get(matter_id)
        if matter is None or not matter.active:
            name = matter.name if matter else "（已不存在）"
            found += [Gap(GapKind.ITEM_GONE, f"「{name}」已停用，还有一环在用", matter_id, link.id) for link in way]
            continue
        found += [gap for link in way for gap in _of_link(matter, link, posts)]
        found += [gap for before, after in pairwise(way) for gap in _between(matter, way, before, after, posts)]
    return found


def _of_item(matter: Matter, posts: Mapping[str, Post]) -> list[Gap]:
    if not matter.post:
        return [Gap(GapKind.NO_OWNER, f"「{matter.name}」没有承办岗位", matter.id)]
    if not _stands(matter.post, posts):
        return [
            Gap(GapKind.OWNER_GONE, f"「{matter.name}」的承办岗位「{_named(matter.post, posts)}」已停用", matter.id)
        ]
    return []


def _of_link(matter: Matter, link: ServiceLink, posts: Mapping[str, Post]) -> list[Gap]:
    return [
        Gap(GapKind.POST_GONE, f"「{matter.name}」的{what}「{_named(post, posts)}」已停用", matter.id, link.id)
        for what, post in (("上一环", link.giver), ("下一环", link.receiver))
        if not _stands(post, posts)
    ]


def _between(
    matter: Matter, way: list[ServiceLink], before: ServiceLink, after: ServiceLink, posts: Mapping[str, Post]
) -> list[Gap]:
    """A link whose giver nobody hands to; a way may fork, so any earlier receiver or the first giver will do."""
    earlier = way[: way.index(after)]
    if after.giver in {way[0].giver, *(link.receiver for link in earlier)}:
        return []
    words = (
        f"「{matter.name}」交到「{_named(before.receiver, posts)}」，"
        f"下一环却从「{_named(after.giver, posts)}」开始，中间没有人交接"
    )
    return [Gap(GapKind.CHAIN, words, matter.id, after.id)]


def _stands(post: str, posts: Mapping[str, Post]) -> bool:
    found = posts.get(post)
    return found is not None and found.active


def _named(post: str, posts: Mapping[str, Post]) -> str:
    found = posts.get(post)
    return found.name if found is not None else "（已不存在）"
