"""Somebody who wants the leader, in the reception room."""

from dataclasses import replace

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_life import Visitor
from tests.desk_fixtures import person

LEADER = "周敏"


def visitor(desk: Desk, **fields: object) -> Visitor:
    """单晓燕 wants to see the supervisor about parking fees, without an appointment."""
    told = Visitor(
        place="接待室 1", name="单晓燕", phone="138 0013 8000", purpose="对停车费有意见", leader=person(desk, LEADER).id
    )
    return replace(told, **fields)  # type: ignore[arg-type]


def shown_in(desk: Desk, **fields: object) -> Visitor:
    """That visitor in the room, a new case registered with them."""
    return desk.waiting.arrive_anew(visitor(desk, **fields), desk.clock.quick_promises()[0].at)
