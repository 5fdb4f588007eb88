"""The first start: a scene's data becomes the centre's own editable tables, in one journal line."""

import re
from collections.abc import Callable

from firstask_desktop.domain.calendar import DayKind
from firstask_desktop.domain.commands import FirstStart
from firstask_desktop.domain.contacts import filler_reason
from firstask_desktop.domain.people import (
    Centre,
    Choice,
    Department,
    External,
    Limit,
    Matter,
    Person,
    Phrase,
    Post,
    SpecialDay,
)
from firstask_desktop.domain.scene import Scene
from firstask_desktop.domain.states import Role
from firstask_desktop.errors import Refused
from firstask_desktop.services import holidays, pinyin
from firstask_desktop.services.catching_up import scene_limits, scene_lists
from firstask_desktop.services.office import PUBLISHED, Office
from firstask_desktop.services.text import one_line
from firstask_desktop.storage.store import Record

SERVICE_NUMBER = 5
"""Public service numbers have three to five digits and are the same everywhere; other units of a scene are examples."""
_COUNTER = re.compile(r"[A-Z][A-Z0-9]{0,3}")


class SettingUp:
    """Writes everything the desk needs before its first case."""

    def __init__(self, office: Office, load: Callable[[str], Scene]) -> None:
        self._office = office
        self._load = load
        self._departments: dict[str, str] = {}
        self._posts: dict[str, str] = {}

    def run(self, answers: FirstStart) -> Person:
        """Check the answers at their fields, then write the house."""
        if answers.scene not in ("hotel", "property", "office"):
            raise Refused("请选择场景", code="scene", field="scene")
        scene = self._load(answers.scene)
        centre = one_line(answers.centre)
        if len(centre) < 2:
            raise Refused("请填写本中心的名称", code="missing", field="centre", clause="M2 [61]")
        counter = answers.counter.strip().upper()
        if not _COUNTER.fullmatch(counter):
            raise Refused("柜台代码为 1 至 4 位大写字母或数字，以字母开头，如 A", code="counter", field="counter")
        name = one_line(answers.person)
        wrong = filler_reason("name", name)
        if wrong:
            raise Refused(wrong, code="name", field="person", clause="M4.5 [73]")
        if answers.post and answers.post not in {post.code for post in scene.posts}:
            raise Refused("请选择岗位", code="post", field="post")
        self._office.store.set_counter(counter)
        with self._office.store.record("house.set_up", "") as entry:
            self._centre(entry, scene, centre, answers)
            self._organisation(entry, scene, answers.sample)
            self._catalogue(entry, scene, answers.sample)
            self._lists(entry, scene)
            self._days(entry)
            post = answers.post or scene.posts[0].code
            row = next(row for row in scene.posts if row.code == post)
            return entry.put(
                Person(
                    name=name, post=self._posts[post], department=self._departments[row.department],
                    role=Role(row.role), initials=" ".join(pinyin.initials(name)),
                )
            )  # fmt: skip

    def _centre(self, entry: Record, scene: Scene, name: str, answers: FirstStart) -> None:
        hours = {
            weekday: " ".join(_span(span.start, span.end) for span in line.spans)
            for line in scene.hours
            for weekday in line.weekdays
        }
        entry.put(
            Centre(
                scene=scene.key, name=name, organisation=one_line(answers.organisation) or name, always_open=scene.always_open,
                supervision_phone=scene.supervision_phone if answers.sample else "",
                phone=scene.departments[0].phone if answers.sample else "",
                hours=tuple(f"{weekday} {spans}" for weekday, spans in sorted(hours.items())),
            )
        )  # fmt: skip

    def _organisation(self, entry: Record, scene: Scene, sample: bool) -> None:
        for row in scene.departments:
            saved = entry.put(Department(code=row.code, name=row.name, phone=row.phone if sample else ""))
            self._departments[row.code] = saved.id
        for post in scene.posts:
            written = entry.put(
                Post(
                    code=post.code, name=post.name, department=self._departments[post.department],
                    role=Role(post.role), leader=post.leader, duties=post.duties, alone=post.alone, ask=post.ask,
                    limit_fen=post.limit_fen,
                )
            )  # fmt: skip
            self._posts[post.code] = written.id

    def _catalogue(self, entry: Record, scene: Scene, sample: bool) -> None:
        for row in scene.matters:
            entry.put(
                Matter(
                    code=row.code, name=row.name, kind=row.kind, department=self._departments[row.department],
                    post=self._posts[row.post], instant=row.instant, urgent=row.urgent,
                    limit_minutes=row.limit_minutes, rule=row.rule, procedure=row.procedure, materials=row.materials,
                    basis=row.basis, answer=row.answer, keywords=row.keywords, legal_limit=row.legal_limit,
                    conditions=row.conditions, fee=row.fee,
                )
            )  # fmt: skip
        for unit in scene.externals:
            if not sample and len(unit.phone) > SERVICE_NUMBER:
                continue
            entry.put(
                External(
                    name=unit.name, keywords=unit.keywords, address=unit.address, phone=unit.phone, hours=unit.hours,
                    updated=unit.updated,
                )
            )  # fmt: skip

    def _lists(self, entry: Record, scene: Scene) -> None:
        for place, kind in enumerate(scene.kinds):
            entry.put(
                Choice(
                    group="kind", text=kind.name, letter=kind.letter, callback=kind.callback,
                    complaint=kind.complaint, place=place, progress_minutes=kind.progress_minutes,
                )
            )  # fmt: skip
        for place, (group, text) in enumerate(scene_lists(scene)):
            entry.put(Choice(group=group, text=text, place=place))
        for item in scene.forbidden:
            entry.put(Phrase(phrase=item.phrase, replacement=item.replacement))
        for word in dict.fromkeys(word for item in scene.exempt for word in item.words):
            entry.put(Phrase(phrase=word, innocent=True))
        for key, value in scene_limits(scene).items():
            entry.put(Limit(key=key, value=value))

    def _days(self, entry: Record) -> None:
        """The holiday arrangements of last year, this year and those after, as far as they are published."""
        this_year = self._office.clock.now().year
        for year in sorted(holidays.known_years()):
            if year >= this_year - 1:
                entry.put(Limit(key=f"{PUBLISHED}{year}", value=1))
        for day, (kind, name) in holidays.known_days().items():
            if day.year >= this_year - 1:
                entry.put(SpecialDay(day=day, working=kind is DayKind.WORKDAY, name=name))


def _span(start: int, end: int) -> str:
    return f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"
