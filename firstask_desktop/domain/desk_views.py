"""What the desk's own questions give back about visitors, arrivals, rosters and reminders; frozen, complete for showing."""

from datetime import date, datetime, time

from firstask_desktop.domain.desk_life import Reply, Task, Visitor
from firstask_desktop.domain.people import Person, Shift
from firstask_desktop.domain.states import Duty
from firstask_desktop.domain.values import dataclass
from firstask_desktop.domain.views import CaseRow, Tone

LEADER_KIND = "找领导"
WITHHELD = "来访人不愿说明"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderReply:
    """The leader's answer; `minutes` for 几分钟后, `delegate` for 委托, `appointment_at` for 改约 ([89])."""

    reply: Reply | None = None
    minutes: int = 0
    delegate: str = ""
    appointment_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VisitorRow:
    """A visitor on the board: minutes waited with a word for it, what is due next in words, tone."""

    visitor: Visitor
    name: str
    leader: str
    escort: str
    waited: int
    wait_word: str
    wait_tone: Tone
    next_step: str
    tone: Tone

    @property
    def id(self) -> str:
        """The visitor's id."""
        return self.visitor.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseUse:
    """A forbidden phrase that was used: heard in person, or passed in a text as the requester's own words ([81])."""

    id: str
    at: datetime
    when: str
    person: str
    how: str
    text: str
    times: int
    case_id: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """立即电话: the urgent matter the words speak of, and whom to ring now, best first ([67]); `whom` is a person."""

    matter: str
    rule: str
    calls: tuple[str, ...]
    whom: str = ""
    number: str = ""

    @property
    def words(self) -> str:
        """Whom to ring, as it is read aloud."""
        return "、".join(self.calls) or "值班主任"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case whose guest arrives today, with what is to be ready before ([29])."""

    row: CaseRow
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to look at now. `key` names the moment; `keys` are it and the earlier moments it speaks for.

    `loud` ones sound again until they are acknowledged; `at` is the moment itself.
    """

    key: str
    text: str
    detail: str
    tone: Tone
    loud: bool
    case_id: str
    visitor_id: str
    at: datetime
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftTemplate:
    """A shift of the pick list: 早班 08:00-16:00. An end not later than its start is on the next day."""

    name: str
    begins: time
    ends: time

    @property
    def words(self) -> str:
        """As the pick list holds it; midnight as an end reads 24:00."""
        ends = "24:00" if self.ends == time() else f"{self.ends:%H:%M}"
        return f"{self.name} {self.begins:%H:%M}-{ends}"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person's week: `shifts[n]` are those that begin on the n-th day; duty now."""

    person: Person
    department: str
    duty: Duty
    shifts: tuple[tuple[Shift, ...], ...]
    first_day: date

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class Moved:
    """What a 责任移交 in batch did: how many follow-ups moved, and the cases the person still handles for others."""

    count: int
    still_handling: tuple[CaseRow, ...]
