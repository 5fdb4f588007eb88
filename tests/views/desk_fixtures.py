"""A property centre's desk on a real data file, with the people and cases the view tests speak of.

Import the fixtures by name: `from tests.views.desk_fixtures import front_desk`.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import CHINA, FixedClock
from firstask_desktop.domain.commands import FirstStart, HandOff, Registration
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import Role, Standing, Verdict

MONDAY = datetime(2026, 11, 23, 9, 42, tzinfo=CHINA)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A moment of that November on the wall clock."""
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


@dataclass
class FrontDesk:
    """The desk as 欧阳丽华 of the front desk sees it, its clock and the other people's desks.

    曾国强 of the engineers is reachable and has 何静 as substitute; 郑文斌 leads; 仇建平 is on leave without a substitute,
    解明 is on leave with 何静 as substitute.
    """

    desk: Desk
    clock: FixedClock
    people: dict[str, Person] = field(default_factory=dict)

    def of(self, name: str) -> Desk:
        """The same office as somebody else sees it."""
        return self.desk.as_person(self.people[name].id)

    def id(self, name: str) -> str:
        """A person's id."""
        return self.people[name].id

    def ask(self, **changes: object) -> Case:
        """A leaking air conditioner, told at the counter, for another department, promised for 15:30."""
        form = Registration(
            channel="来访", kind="报修", name="单晓燕", phone="13800138000", room="3-1-602", identity="业主",
            words="楼上空调外机一直往我家阳台滴水，上周报过一次，今天又滴", request="请今天来人看",
            uncatalogued_reason="目录里没有", verdict=Verdict.OTHER_DEPARTMENT, promise_at=at(15, 30),
            told_limit=True, separate_anyway=True,
        )  # fmt: skip
        return self.desk.cases.register(replace(form, **changes))  # type: ignore[arg-type]

    def handed(self, to: str = "曾国强", **changes: object) -> Case:
        """The same case, handed to an engineer."""
        case = self.ask(**changes)
        command = HandOff(receiver=self.id(to), task="请 11:00 前上门查看外机排水管", promise_at=at(15, 30))
        return self.desk.cases.perform(Action.HAND_OFF, case.id, command)


def _hire(desk: Desk, name: str, department: str, role: Role = Role.STAFF, **more: object) -> Person:
    home = next(one for one in desk.house.departments() if one.name == department)
    post = next(one for one in desk.house.posts() if one.department == home.id and (one.role is role or not role))
    person = Person(name=name, department=home.id, post=post.id, role=role, **more)  # type: ignore[arg-type]
    saved = desk.house.save(person)
    assert isinstance(saved, Person)
    return saved


@pytest.fixture
def front_desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDesk]:
    """A fresh desk on a Monday morning: a copy of the house furnished once for all tests."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # what the test before left to be deleted
    model, people = _model(tmp_path_factory.getbasetemp())
    folder = shutil.copytree(model, tmp_path / "data")
    clock = FixedClock(MONDAY)
    desk = open_desk(folder, clock)
    desk.session.sign_in(people["欧阳丽华"].id)
    yield FrontDesk(desk, clock, dict(people))
    desk.close()


@cache
def _model(base: Path) -> tuple[Path, dict[str, Person]]:
    """The furnished house, closed so that it can be copied."""
    folder = base / "furnished"
    made = furnish(folder)
    made.desk.close()
    return folder, made.people


def furnish(folder: Path) -> FrontDesk:
    """Open a data file in `folder`, answer the first start and hire the people."""
    clock = FixedClock(MONDAY)
    desk = open_desk(folder, clock)
    first = FirstStart(
        scene="property", centre="湖畔花园物业服务中心", counter="A", person="郑文斌", post=_manager(desk)
    )
    manager = desk.house.set_up(first)
    desk.session.sign_in(manager.id)
    people = {"郑文斌": manager}
    people["何静"] = _hire(desk, "何静", "工程部", phone="8013")
    substitute = people["何静"].id
    people["曾国强"] = _hire(desk, "曾国强", "工程部", phone="8012", substitute=substitute)
    people["解明"] = _hire(desk, "解明", "工程部", phone="8014", standing=Standing.ON_LEAVE, substitute=substitute)
    people["仇建平"] = _hire(desk, "仇建平", "环境部", phone="8021", standing=Standing.ON_LEAVE)
    people["周敏"] = _hire(desk, "周敏", "客户服务部", Role.SUPERVISOR, phone="8001")
    people["欧阳丽华"] = _hire(desk, "欧阳丽华", "客户服务部", phone="8000")
    desk.session.sign_in(people["欧阳丽华"].id)
    return FrontDesk(desk, clock, people)


def _manager(desk: Desk) -> str:
    scene = next(one for one in desk.house.scenes() if one.key == "property")
    return next(post.code for post in scene.posts if post.role == Role.MANAGER)
