"""The service map of the house ([33]): its links, and what is broken in it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from firstask_desktop.domain.people import Matter, Post
from firstask_desktop.domain.service_map import Gap, ServiceLink, gaps, in_order
from firstask_desktop.errors import Refused
from firstask_desktop.services.text import one_line

if TYPE_CHECKING:
    from firstask_desktop.services.office import Office


class ServiceMap:
    """`desk.map`: what stands between the posts. Links are saved like every row of the house."""

    def __init__(self, office: "Office") -> None:
        self._office = office

    def links(self, matter: str = "") -> list[ServiceLink]:
        """The links in use, item by item along their ways; of one item where it is named."""
        ways = in_order(self._office.all(ServiceLink).values())
        return [link for item, way in ways.items() if matter in ("", item) for link in way]

    def gaps(self) -> list[Gap]:
        """Every 断点."""
        office = self._office
        return gaps(office.all(Matter), office.all(Post), office.all(ServiceLink).values())


def checked_link(office: "Office", link: ServiceLink) -> ServiceLink:
    """A link names an item and two different posts that are in use, once; refused at the field that is wrong."""
    link = replace(link, hands=one_line(link.hands), contact=one_line(link.contact))
    if not link.active:
        return link
    matter = office.get(Matter, link.matter)
    if matter is None or not matter.active:
        raise Refused("请选择事项目录里的服务项目", code="missing", field="matter", clause="[33]")
    for field, what, post in (("giver", "上一环", link.giver), ("receiver", "下一环", link.receiver)):
        found = office.get(Post, post)
        if found is None or not found.active:
            raise Refused(f"请选择{what}的岗位", code="missing", field=field, clause="[33]")
    if link.giver == link.receiver:
        raise Refused("上一环和下一环是同一个岗位", code="same", field="receiver", clause="[33]")
    if link.place < 0 or link.limit_minutes < 0:
        field = "place" if link.place < 0 else "limit_minutes"
        raise Refused("数值不能小于 0", code="negative", field=field)
    for other in office.all(ServiceLink).values():
        if other.active and other.id != link.id and _same(other, link):
            raise Refused("这一环已经有了", code="twice", field="receiver", clause="[33]")
    return link


def _same(one: ServiceLink, other: ServiceLink) -> bool:
    return (one.matter, one.giver, one.receiver) == (other.matter, other.giver, other.receiver)
