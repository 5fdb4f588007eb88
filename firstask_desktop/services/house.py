"""`desk.house`: first start from a scene, and everything the settings page edits. Used values are switched off, not deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from firstask_desktop.domain.clock import local
from firstask_desktop.domain.people import (
    Centre,
    Choice,
    Department,
    External,
    Limit,
    Mark,
    Matter,
    Person,
    Phrase,
    Post,
    Shift,
    SpecialDay,
)
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.domain.states import Duty, Role, Standing
from firstask_desktop.errors import Refused
from firstask_desktop.services import pinyin
from firstask_desktop.services.office import EDITION, EDITION_KEY, PUBLISHED, Office
from firstask_desktop.services.people import Session, check_pin, duty_of
from firstask_desktop.services.service_map import checked_link
from firstask_desktop.services.text import one_line

if TYPE_CHECKING:
    from firstask_desktop.domain.commands import FirstStart
    from firstask_desktop.domain.phrases import PhraseBook
    from firstask_desktop.domain.scene import Polite, Scene

R = TypeVar("R")
Report = Callable[[int, int], None]
_BY_MANAGER = (Centre, Mark, Limit, SpecialDay, Phrase, Choice, Post, Department, ServiceLink)


def load_scene(key: str) -> Scene:
    """A shipped scene by its key. Most of a shift is worked without reading the file again."""
    import tomllib

    import resources
    from firstask_desktop.domain.scene import scene_from

    return scene_from(tomllib.loads(resources.text("scenes", f"{key}.toml")))


class House:
    """The centre, its people and its catalogue."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session

    # -- first start ------------------------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether the first start was answered."""
        return bool(self._office.centre.id)

    def scenes(self) -> list[Scene]:
        """The shipped scenes, in the order people choose from."""
        return [load_scene(key) for key in ("hotel", "property", "office")]

    def set_up(self, answers: FirstStart) -> Person:
        """Answer the four questions: scene, centre, counter code, who you are. The desk is ready afterwards."""
        if self.ready:
            raise Refused("这台电脑已经设置过", code="set_up_done")
        if answers.pin:
            check_pin(answers.pin)
        from firstask_desktop.services.setting_up import SettingUp

        person = SettingUp(self._office, load_scene).run(answers)
        self._session.sign_in(person.id)
        if answers.pin:
            self._session.set_pin(person.id, answers.pin)
        return person

    def catch_up(self) -> bool:
        """Give a folder begun by an earlier program the lists and limits scenes gained since; whether any were added."""
        if not self.ready or self._office.limit(EDITION_KEY) >= EDITION:
            return False
        from firstask_desktop.services.catching_up import catch_up

        return catch_up(self._office, load_scene)

    # -- questions --------------------------------------------------------------------------------------------------

    @property
    def centre(self) -> Centre:
        """The centre this installation serves."""
        return self._office.centre

    @property
    def scene(self) -> Scene:
        """The shipped scene the centre was set up from: its words and pick lists of stages and places."""
        key = self._office.centre.scene
        return self._office.derived("scene", lambda: load_scene(key))

    def departments(self, all: bool = False) -> list[Department]:
        """Departments, in service or all."""
        return [row for row in self._office.all(Department).values() if all or row.active]

    def posts(self, all: bool = False) -> list[Post]:
        """Posts, in use or all."""
        return [row for row in self._office.all(Post).values() if all or row.active]

    def people(self, all: bool = False) -> list[Person]:
        """People, in the house or all."""
        return [row for row in self._office.all(Person).values() if all or row.standing is not Standing.LEFT]

    def person(self, person_id: str) -> Person | None:
        """One person."""
        return self._office.get(Person, person_id)

    def find_people(self, text: str) -> list[Person]:
        """People by part of the name, pinyin initials, staff number or phone."""
        key = one_line(text).lower()
        return [p for p in self.people() if key in f"{p.name} {p.initials} {p.staff_no} {p.phone}".lower()]

    def name(self, person_id: str) -> str:
        """A person's name."""
        return self._office.name(person_id)

    def department_name(self, department_id: str) -> str:
        """A department's name."""
        return self._office.department_name(department_id)

    def post_name(self, post_id: str) -> str:
        """A post's name."""
        return self._office.post_name(post_id)

    def matters(self, all: bool = False) -> list[Matter]:
        """The matter catalogue."""
        return [row for row in self._office.all(Matter).values() if all or row.active]

    def matter(self, matter_id: str) -> Matter | None:
        """One matter of the catalogue."""
        return self._office.get(Matter, matter_id)

    def contact_of(self, matter: Matter) -> str:
        """Whom to ask about it: as written in the catalogue, else who holds its post, with the telephone ([50])."""
        if matter.contact:
            return matter.contact
        holders = [person for person in self.people() if matter.post and person.post == matter.post]
        return f"{holders[0].name} {holders[0].phone}".strip() if holders else ""

    def find_matters(self, text: str) -> list[Matter]:
        """Matters by name, keyword, code or pinyin initials; those whose keywords stand in the text first."""
        key = one_line(text).lower()
        if not key:
            return self.matters()
        scored = [(self._score(matter, key), matter) for matter in self.matters()]
        found = [(score, matter) for score, matter in scored if score]
        return [matter for _, matter in sorted(found, key=lambda pair: -pair[0])]

    def _score(self, matter: Matter, key: str) -> int:
        names = self._office.derived(f"initials:{matter.id}", lambda: pinyin.initials(matter.name))
        if key in matter.name.lower() or matter.code.lower() == key or any(i.startswith(key) for i in names):
            return 100
        return sum(len(word) for word in matter.keywords if word in key or key in word)

    def channels(self) -> list[Choice]:
        """受理方式."""
        return self.choices("channel")

    def kinds(self) -> list[Choice]:
        """类别, with their letters."""
        return self.choices("kind")

    def identities(self) -> list[Choice]:
        """Who a requester can be."""
        return self.choices("identity")

    def choices(self, group: str) -> list[Choice]:
        """The active values of a pick list."""
        return self._office.choices(group)

    @property
    def phrases(self) -> PhraseBook:
        """What staff must not say ([81])."""
        return self._office.phrases

    def polite(self) -> tuple[Polite, ...]:
        """Polite phrases by situation ([67])."""
        return self.scene.polite

    def externals(self) -> list[External]:
        """Units outside the house ([55])."""
        return [row for row in self._office.all(External).values() if row.active]

    def may_have_changed(self, unit: External) -> bool:
        """Whether a unit outside was checked too long ago for its number to be given without a word ([55])."""
        today = local(self._office.clock.now(), self._office.zone).date()
        return unit.stale(today, self._office.limit("external_age_months") or 12)

    def limit(self, key: str) -> int:
        """One number of the limits."""
        return self._office.limit(key)

    def all(self, record: type[R]) -> list[R]:
        """All rows of one settings table, for the settings page."""
        return list(self._office.all(record).values())

    def duty(self, person_id: str, at: datetime | None = None) -> Duty:
        """Whether a person is on duty."""
        return duty_of(self._office, person_id, at or self._office.clock.now())

    def published_years(self) -> list[int]:
        """Years whose holiday arrangement is known; all others read 「未公布」."""
        limits = self._office.all(Limit).values()
        return sorted(int(row.key[-4:]) for row in limits if row.key.startswith(PUBLISHED) and row.value)

    def publish(self, year: int, known: bool = True) -> None:
        """Say that a year's holiday arrangement is complete, or not yet: until then that year reads 「未公布」 ([79])."""
        if known and not any(row.day and row.day.year == year and row.active for row in self.all(SpecialDay)):
            raise Refused(
                f"{year} 年还没有录入放假和调休，请先逐日录入再标为已公布",
                code="no_days",
                field="day",
                clause="M4.6 [79]",
            )
        key = f"{PUBLISHED}{year}"
        row = next((limit for limit in self.all(Limit) if limit.key == key), Limit(key=key))
        self.save(replace(row, value=int(known)))

    # -- commands ---------------------------------------------------------------------------------------------------

    def save(self, record: R) -> R:
        """Add (empty id) or change one row of the settings. What is in use stays readable in every old case."""
        record = self.check(record)
        table = type(record).__name__.lower()
        actor = self._session.actor()
        with self._office.store.record(f"house.{table}", actor.id, getattr(record, "id", "")) as entry:
            return entry.put(record)

    def check(self, record: R) -> R:
        """The row as `save` would write it, or its refusal; nothing is written."""
        if isinstance(record, _BY_MANAGER) and not self._may_edit(self._session.actor()):
            raise Refused("只有主任或经理可以修改这项设置", code="role", clause="M3.1 [62]")
        return self._checked(record)

    def _may_edit(self, actor: Person) -> bool:
        """Leaders edit the house; until the house has one, whoever sets it up does."""
        return actor.role is not Role.STAFF or all(person.role is Role.STAFF for person in self.people())

    def _checked(self, record: R) -> R:
        """Names are needed and unique among the active; numbers are not negative."""
        if isinstance(record, Person):
            return self._checked_person(record)  # type: ignore[return-value]
        if isinstance(record, ServiceLink):
            return checked_link(self._office, record)  # type: ignore[return-value]
        for name in ("name", "text", "phrase", "key"):
            if not isinstance(record, Mark) and hasattr(record, name) and not one_line(getattr(record, name)):
                raise Refused("名称不能为空", code="missing", field=name)
        if isinstance(record, Limit) and record.wrong():
            raise Refused(record.wrong(), code="negative" if record.value < 0 else "limit", field="value")
        if isinstance(record, SpecialDay) and record.day is None:
            raise Refused("请填写日期", code="missing", field="day")
        if isinstance(record, Shift) and not (
            record.starts_at and record.ends_at and record.starts_at < record.ends_at
        ):
            raise Refused("班次的结束时间应晚于开始时间", code="shift", field="ends_at")
        if isinstance(record, (Department, Post, Matter, Choice)):
            self._unique(record)
        return record

    def _unique(self, record: Department | Post | Matter | Choice) -> None:
        name = "text" if isinstance(record, Choice) else "name"
        for other in self._office.all(type(record)).values():
            same_list = not isinstance(record, Choice) or (isinstance(other, Choice) and other.group == record.group)
            both = other.id != record.id and same_list and other.active and record.active
            if both and getattr(other, name) == getattr(record, name):
                raise Refused(f"「{getattr(record, name)}」已经有了", code="twice", field=name)

    def _checked_person(self, person: Person) -> Person:
        """An account without a post gets the basic role, never more ([64])."""
        name = one_line(person.name)
        if not name:
            raise Refused("请填写姓名", code="missing", field="name")
        twins = [p for p in self.people() if p.id != person.id and p.name == name and p.staff_no == person.staff_no]
        if twins:
            raise Refused(f"已有同名同工号的「{name}」，请填写工号区分", code="twice", field="staff_no")
        post = self._office.get(Post, person.post)
        role = post.role if post else Role.STAFF
        known = self._office.get(Person, person.id)
        if (
            role is not Role.STAFF
            and role is not (known.role if known else None)
            and not self._may_edit(self._session.actor())
        ):
            raise Refused("主任、经理的岗位由主任或经理来安排", code="role", field="post", clause="M3.1 [62]")
        department = person.department or (post.department if post else "")
        if person.substitute and person.substitute == person.id:
            raise Refused("替班人不能是本人", code="self", field="substitute")
        spelled = " ".join(pinyin.initials(name))
        return replace(person, name=name, role=role, department=department, initials=spelled)

    def import_people(self, path: Path, report: Report | None = None) -> list[tuple[int, str]]:
        """Add people from a sheet (姓名 工号 部门 岗位 电话): good rows are kept, bad rows come back with line and reason."""
        from firstask_desktop.services.import_desk import Imports
        from firstask_desktop.services.staff_list import import_staff

        folder = Path(self._office.path).parent
        return import_staff(Imports(self._office, self._session, self, folder), path, report)


def field_names(record: type) -> list[str]:
    """The fields of a settings record."""
    return [each.name for each in fields(record)]
