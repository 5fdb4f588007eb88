"""What questions give back: frozen, complete for showing, no further look-ups needed by a page."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from firstask_desktop.domain.case import Attempt, Case, Doubt, Entry, Hop, Pause
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.desk_life import Attachment, Declined, MaterialList, Task
from firstask_desktop.domain.people import Matter, Person
from firstask_desktop.domain.secrecy import Accusation
from firstask_desktop.domain.states import Duty
from firstask_desktop.domain.values import dataclass

if TYPE_CHECKING:
    from firstask_desktop.domain.flow import Move

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of a long list: `next` goes into the following question, None at the end; `total` of all rows."""

    rows: tuple[R, ...]
    next: object | None
    total: int


class Tone(StrEnum):
    """How urgent something looks; always shown together with a word."""

    CALM = "calm"
    NOTE = "note"
    AMBER = "amber"
    RED = "red"
    GREEN = "green"


class Tab(StrEnum):
    """The follow-up queue's lists: what I was first asked, what I handle, everything open here, what my department was.

    The department's list also has the cases of colleagues who cannot sign in ([23]).
    """

    MINE = "mine"
    HANDLING = "handling"
    EVERYONE = "everyone"
    DEPARTMENT = "department"

    @property
    def word(self) -> str:
        """What people read."""
        return {
            Tab.MINE: "我的首问",
            Tab.HANDLING: "我承办",
            Tab.EVERYONE: "本中心",
            Tab.DEPARTMENT: "本部门",
        }[self]


class BadgeKind(StrEnum):
    """The numbers above the queue; each opens the rows it counts."""

    NEW_TODAY = "new_today"
    UNSIGNED = "unsigned"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    BROKEN = "broken"
    CALL_BACK = "call_back"

    @property
    def word(self) -> str:
        """What people read."""
        return _BADGE_WORDS[self]


_BADGE_WORDS = {
    BadgeKind.NEW_TODAY: "今日新增",
    BadgeKind.UNSIGNED: "待签收",
    BadgeKind.DUE_TODAY: "今日到期",
    BadgeKind.OVERDUE: "超期",
    BadgeKind.BROKEN: "失约",
    BadgeKind.CALL_BACK: "应回电",
}

Badges = Mapping[BadgeKind, int]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list: `clock` and `clock_note` are the urgency in words ("超期 40 分", "承诺 09:00")."""

    id: str
    number: str
    clock: str
    clock_note: str
    tone: Tone
    requester: str
    matter: str
    handler: str
    handler_note: str
    state: str
    state_note: str
    first_asked: str
    kind: str
    contact: str
    case: Case
    missing: tuple[str, ...] = ()
    """What an emergency still lacks; it is asked for until 补登记 fills it ([67])."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One earlier contact of a requester: when, how it came, about what, who answered it and how ([12] [32])."""

    id: str
    number: str
    at: str
    channel: str
    matter: str
    answered: str
    state: str
    open: bool


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of the chain of hands in words; `broken` links are drawn as broken, with `fault` saying why."""

    giver: str
    receiver: str
    department: str
    given: str
    accepted: str
    stayed: str
    task: str
    readback: str
    how: str
    broken: bool
    fault: str
    tone: Tone
    hop: Hop


@dataclass(frozen=True, slots=True)
class LastLink:
    """The end of the chain: the requester, and when they were answered or that they still wait ([28])."""

    who: str
    answered: str
    fault: str
    tone: Tone

    @property
    def broken(self) -> bool:
        """Whether nobody has answered the requester yet."""
        return bool(self.fault)


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line of the timeline in words."""

    id: str
    at: str
    actor: str
    kind: str
    text: str
    tone: Tone
    entry: Entry


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything a case page shows. `names` gives the name of every person id that occurs."""

    case: Case
    matter: Matter | None
    names: Mapping[str, str]
    departments: Mapping[str, str]
    facts: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    clocks: tuple[tuple[str, str, Tone], ...]
    promises: tuple[str, ...]
    chain: tuple[ChainLink, ...]
    timeline: tuple[TimelineLine, ...]
    attempts: tuple[Attempt, ...]
    doubts: tuple[Doubt, ...]
    pauses: tuple[Pause, ...]
    complaint: Complaint | None
    tasks: tuple[Task, ...]
    papers: tuple[MaterialList, ...]
    attachments: tuple[Attachment, ...]
    declined: tuple[Declined, ...]
    moves: "tuple[Move, ...]"
    warnings: tuple[tuple[str, Tone], ...]
    path: tuple[str, ...]
    last_link: LastLink
    history: tuple[HistoryLine, ...] = ()
    accusation: Accusation | None = None


@dataclass(frozen=True, slots=True)
class RequesterCard:
    """What earlier cases say about this phone, room or unit ([12] [18] [47]); `count` of the last thirty days.

    `total` of all that were looked up. `only` says that nothing but this is the same (`name`, or `room` where the number
    is another), so that it may be somebody else.
    """

    name: str
    phone: str
    room: str
    identity: str
    count: int
    lines: tuple[CaseRow, ...]
    history: tuple[HistoryLine, ...] = ()
    organisation: str = ""
    total: int = 0
    only: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody a matter can be handed to, with phone, duty now and the substitute ([70]).

    `owner`: the matter is the duty of their post, or they stand in for whoever holds it ([34]); `near`: it belongs to
    their department.
    """

    person: Person
    post: str
    department: str
    department_id: str
    leader: bool
    owner: bool
    near: bool
    duty: Duty
    phone: str
    substitute: Person | None


@dataclass(frozen=True, slots=True)
class QuickMoment:
    """A quick key for a promise: its label and the clock time it stands for."""

    label: str
    at: datetime
