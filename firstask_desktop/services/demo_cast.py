"""Who and what the demonstration fortnight is made of: the people of the house, those who come, and their stories."""

import random
import re
import tomllib
from dataclasses import replace
from itertools import pairwise

import resources
from firstask_desktop.domain.commands import FirstStart
from firstask_desktop.domain.people import Matter, Person, Post
from firstask_desktop.domain.states import Role
from firstask_desktop.domain.values import dataclass
from firstask_desktop.services.house import House, load_scene
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session

SURNAMES = "赵孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁韦马方任袁柳鲍史唐费薛雷贺倪汤"
TITLES = ("先生", "女士")
PASSERS_BY = 110
REGULAR_WEIGHT = 3
_DOOR = re.compile(r"\d{3,4}$")


@dataclass(frozen=True, slots=True)
class Story:
    """One believable matter: how it came, what was said, how it went."""

    matter: str
    kind: str
    channel: str
    outcome: str
    words: str
    request: str
    answer: str
    progress: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requester:
    """Somebody who comes or calls, regulars more often than others."""

    name: str
    phone: str
    room: str
    identity: str


class Cast:
    """The people of the house by what they do, those who come, and the stories by their outcome."""

    def __init__(self, office: Office, scene: str, rng: random.Random) -> None:
        told = tomllib.loads(resources.text("demo", f"{scene}.toml"))
        self.office = office
        self._rng = rng
        self.stories = [Story(**{**story, "progress": tuple(story["progress"])}) for story in told["stories"]]
        self.people = _employ(office, scene, told["people"])
        self.matters = {matter.code: matter for matter in office.all(Matter).values()}
        self.front = [p for p in self.people if p.department == self.people[0].department and p.role is Role.STAFF]
        self.leaders = [p for p in self.people if p.role is Role.SUPERVISOR]
        self.manager = next(p for p in self.people if p.role is Role.MANAGER)
        regulars = [Requester(**each) for each in told["requesters"]]
        passers_by = [self._passer_by(rng.choice(regulars), number) for number in range(PASSERS_BY)]
        self.requesters = regulars * REGULAR_WEIGHT + passers_by

    def _passer_by(self, like: Requester, number: int) -> Requester:
        """Somebody from the same kind of place as a regular, behind another door."""
        floor, door = self._rng.randint(2, 16), self._rng.randint(1, 4)
        found = _DOOR.search(like.room)
        room = like.room
        if found:
            behind = f"{floor}{door:02d}"
            room = behind.zfill(4) if like.room.isdigit() else like.room[: found.start()] + behind
        name = self._rng.choice(SURNAMES) + self._rng.choice(TITLES)
        return Requester(name, f"1380009{number * 37 % 10000:04d}", room, like.identity)

    def owner(self, matter: Matter, *others: Person) -> Person:
        """Who the matter belongs to, apart from `others`: the post's holder, a colleague, else the department's head."""
        away = {person.id for person in others}
        for fits in (
            [p for p in self.people if p.post == matter.post],
            [p for p in self.people if p.department == matter.department],
            [*self.leaders, self.manager],
        ):
            free = [person for person in fits if person.id not in away]
            if free:
                return self._rng.choice(free)
        raise LookupError(f"nobody is left for {matter.name}")

    def judge(self, *others: Person) -> Person:
        """A supervisor or the manager who has nothing to do with the case."""
        away = {person.id for person in others}
        return next(person for person in (*self.leaders, self.manager) if person.id not in away)

    def colleague(self, *others: Person) -> Person:
        """Somebody at the front who is none of `others`, else a leader."""
        away = {person.id for person in others}
        free = [person for person in self.front if person.id not in away]
        return self._rng.choice(free) if free else self.judge(*others)


def _employ(office: Office, scene: str, told: list[dict[str, str]]) -> list[Person]:
    """Answer the first start as the first of them and add the others."""
    session = Session(office)
    house = House(office, session)
    place = load_scene(scene)
    first = told[0]
    start = FirstStart(
        scene=scene,
        centre=place.organisation_example,
        counter="A",
        person=first["name"],
        post=first["post"],
        sample=True,
    )
    signed_in = house.set_up(start)
    posts = {post.code: post.id for post in office.all(Post).values()}
    people = [house.save(replace(signed_in, phone=first["extension"], staff_no="001"))]
    for number, each in enumerate(told[1:], start=2):
        post, phone = posts[each["post"]], each["extension"]
        hired = house.save(Person(name=each["name"], post=post, phone=phone, staff_no=f"{number:03d}"))
        people.append(hired)
        if hired.role is not Role.STAFF:
            session.resume(hired.id)
    for person, substitute in pairwise(people.copy()):
        if person.post == substitute.post:
            people[people.index(person)] = house.save(replace(person, substitute=substitute.id))
    return people
