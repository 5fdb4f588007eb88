"""《接待室等候登记》: the day's visitors as the paper form shows them (M4.9 [87]–[89])."""

from collections.abc import Iterable
from datetime import datetime

from firstask_desktop.domain.clock import local
from firstask_desktop.domain.desk_life import Visitor
from firstask_desktop.domain.desk_views import WITHHELD
from firstask_desktop.services.office import Office
from firstask_desktop.services.waiting_clock import WaitingClock

REGISTER_HEADINGS = (
    "序号", "房间/座位", "来访人", "到达", "事由", "预约", "找谁", "陪同人", "茶水/资料", "汇报", "领导答复", "告知", "离开",
    "结果",
)  # fmt: skip


class RoomRegister:
    """Puts visitors into the lines of the form."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._clock = WaitingClock(office)

    def lines(self, visitors: Iterable[Visitor]) -> list[tuple[str, ...]]:
        """One line a visitor, in the order given."""
        return [self._line(place, visitor) for place, visitor in enumerate(visitors, start=1)]

    def _line(self, place: int, visitor: Visitor) -> tuple[str, ...]:
        name = self._office.name
        purpose = visitor.purpose or (WITHHELD if visitor.purpose_withheld else "")
        who = "\n".join(filter(None, (visitor.name or "未留姓名", visitor.organisation, visitor.phone)))
        told = (self._wall(visitor.reported_at), visitor.reported_way, name(visitor.reported_by))
        return (
            str(place), visitor.place, who, self._wall(visitor.arrived_at), purpose,
            "有" if visitor.appointment else "无", name(visitor.leader), name(visitor.escort), visitor.served,
            " ".join(filter(None, told)), self._clock.reply_words(visitor), self._wall(visitor.told_at),
            self._wall(visitor.left_at) or "未登记离开", visitor.outcome,
        )  # fmt: skip

    def _wall(self, at: datetime | None) -> str:
        return f"{local(at, self._office.zone):%H:%M}" if at else ""
