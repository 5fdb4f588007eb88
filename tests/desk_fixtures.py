"""Desks to test at: an office with people in it, and the words of the work (registered, handed, signed, answered).

The clock stands at Monday 23 November 2026, 09:42 in China, until a test moves it. `desk` is a property service
centre with 欧阳丽华 at the counter; `as_name(desk, "曾国强")` is the same office with somebody else signed in.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import peewee
import pytest

from firstask_desktop.desk import DATA_FILE, Desk, open_desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import CHINA, Clock, FixedClock
from firstask_desktop.domain.commands import (
    Acceptance,
    Answer,
    FirstStart,
    HandOff,
    OnSpot,
    Registration,
    Resume,
    Return,
    Settlement,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.materials import COMPLETE, CheckedPaper
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import Ending, Role, Verdict

MONDAY_MORNING = datetime(2026, 11, 23, 9, 42, tzinfo=CHINA)
RECEPTIONIST = "欧阳丽华"
STAFF: dict[str, tuple[tuple[str, str, str], ...]] = {
    "property": (
        ("何静", "KF-QT", "8002"),
        ("周敏", "KF-ZR", "8006"),
        ("曾国强", "GC-SD", "8012"),
        ("单建平", "GC-ZG", "8010"),
        ("解小虎", "ZX-GD", "8021"),
    ),
    "hotel": (),
    "office": (),
}
"""Who works beside the receptionist: name, post code, phone. Elsewhere one person for each post of the scene."""
NAMES = ("何静", "周敏", "曾国强", "单建平", "解小虎", "翟文静", "仇海燕", "朴成焕", "查一鸣", "区志豪")


DRIVER: Any = vars(peewee)["sqlite3"]
"""The desk's own SQLite: a second copy of the library in one process would drop the first one's locks."""


def raw(desk: Desk, **options: object) -> Any:
    """The desk's file opened past the desk, as a person with a database tool would."""
    return DRIVER.connect(desk.folder / DATA_FILE, isolation_level=None, **options)


def set_up(folder: Path, clock: Clock, scene: str = "property") -> Desk:
    """An office of that scene after its first start, staffed, the receptionist signed in."""
    desk = open_desk(folder, clock)
    desk.house.set_up(FirstStart(scene=scene, centre="湖畔花园服务中心", counter="A", person=RECEPTIONIST, sample=True))
    posts = {post.code: post for post in desk.house.posts()}
    staff = STAFF[scene] or tuple(
        (name, code, f"80{place:02d}") for place, (name, code) in enumerate(zip(NAMES, posts, strict=False), start=10)
    )
    hiring = desk
    for name, code, phone in staff:
        hired = hiring.house.save(Person(name=name, post=posts[code].id, phone=phone))
        if hired.role is not Role.STAFF:
            hiring = desk.as_person(hired.id)
    if all(each.role is not Role.MANAGER for each in desk.house.people()):
        manager = next(post for post in desk.house.posts() if post.role is Role.MANAGER)
        hiring.house.save(Person(name="仲经理", post=manager.id, phone="8000"))
    return desk


def person(desk: Desk, name: str) -> Person:
    """Somebody of the house by name."""
    return next(each for each in desk.house.people(all=True) if each.name == name)


def as_name(desk: Desk, name: str) -> Desk:
    """The same office with this person signed in."""
    return desk.as_person(person(desk, name).id)


def registration(desk: Desk, **fields: object) -> Registration:
    """A complete registration of a call about a dripping air conditioner; fields given here take the place of its own.

    It is to be registered as a matter of its own even when an open case looks alike; say `separate_anyway=False`
    to have the desk ask.
    """
    kinds = [choice.text for choice in desk.house.kinds() if not choice.complaint]
    form = Registration(
        channel="来电", kind="报修" if "报修" in kinds else kinds[0], name="单晓燕", phone="138 0013 8000",
        room="3-1-602", words="楼上空调外机一直滴水", promise_at=desk.clock.quick_promises()[0].at,
        verdict=Verdict.OTHER_DEPARTMENT, separate_anyway=True,
    )  # fmt: skip
    return replace(form, **fields)  # type: ignore[arg-type]


def registered(desk: Desk, **fields: object) -> Case:
    """That call registered."""
    return desk.cases.register(registration(desk, **fields))


def handed(desk: Desk, case: Case, to: str = "曾国强", **fields: object) -> Case:
    """The case handed to a named person, the requester told so."""
    receiver = person(desk, to)
    command = HandOff(
        receiver=receiver.id, task="上门查看外机", promise_at=case.promise_at or desk.clock.quick_promises()[0].at,
        told=True, told_text=desk.cases.told_sentence(receiver.id),
    )  # fmt: skip
    return desk.cases.perform(Action.HAND_OFF, case.id, replace(command, **fields))  # type: ignore[arg-type]


def signed(desk: Desk, case: Case, readback: str = "上门查看外机滴水") -> Case:
    """The handoff signed for by whoever it was given to."""
    return desk.as_person(case.handler).cases.perform(Action.ACCEPT, case.id, Acceptance(readback=readback))


def returned(desk: Desk, case: Case, proposed: str = "单建平", reason: str = "这台外机属于外委保养") -> Case:
    """The handoff given back by its receiver, with somebody proposed instead."""
    command = Return(reason=reason, proposed_owner=person(desk, proposed).id)
    return desk.as_person(case.handler).cases.perform(Action.RETURN, case.id, command)


def settled(desk: Desk, case: Case, result: str = "更换外机排水管，已不滴水") -> Case:
    """The work done by whoever handles it."""
    return desk.as_person(case.handler).cases.perform(Action.SETTLE, case.id, Settlement(result=result))


def papers_in(desk: Desk, case: Case, standing: str = COMPLETE, **fields: object) -> Case:
    """What the open list waits for is looked at by whoever sits at the desk: all of it complete unless said otherwise."""
    looked = tuple(
        CheckedPaper(paper=paper, standing=standing, count=int(standing == COMPLETE))
        for paper in desk.cases.awaited_papers(case.id)
    )
    return desk.cases.perform(Action.RESUME, case.id, replace(Resume(papers=looked), **fields))  # type: ignore[arg-type]


def answered(desk: Desk, case: Case, text: str = "外机排水管已更换，现在不滴水了") -> Case:
    """The requester told how it ended, by the person who carries the case."""
    command = Answer(ending=Ending.SOLVED, text=text, way="电话", at=desk.clock.now())
    if case.kind == "咨询":
        command = replace(command, understood=True, satisfied="满意")
    return desk.as_person(case.carrier).cases.perform(Action.ANSWER, case.id, command)


def at_once(answer: str, **fields: object) -> OnSpot:
    """An enquiry answered while the requester waits, understood and to their satisfaction."""
    return replace(OnSpot(answer=answer, understood=True, satisfied="满意"), **fields)  # type: ignore[arg-type]


def all_rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables of the projection, with their place."""
    connection = raw(desk)
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' AND name <> 'memory'"
        ).fetchall()
    ]
    found = {name: connection.execute(f'SELECT rowid, * FROM "{name}" ORDER BY 1').fetchall() for name in names}
    connection.close()
    return found


@pytest.fixture
def clock() -> FixedClock:
    """Monday morning, until it is moved."""
    return FixedClock(MONDAY_MORNING)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """A property service centre, 欧阳丽华 at the counter."""
    opened = set_up(tmp_path / "desk", clock)
    yield opened
    opened.close()


@pytest.fixture
def hotel_desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """A hotel's front office."""
    opened = set_up(tmp_path / "hotel", clock, "hotel")
    yield opened
    opened.close()


@pytest.fixture
def office_desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """A public office's service hall."""
    opened = set_up(tmp_path / "office", clock, "office")
    yield opened
    opened.close()
