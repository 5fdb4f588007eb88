"""What else happens at a desk: visitors who wait, shifts that change, things left behind, tasks before arrival."""

from datetime import date, datetime
from enum import StrEnum

from firstask_desktop.domain.privacy import personal
from firstask_desktop.domain.values import dataclass


class Reply(StrEnum):
    """What the leader answered about a waiting visitor ([89])."""

    SEE_NOW = "see_now"
    IN_MINUTES = "in_minutes"
    DELEGATE = "delegate"
    APPOINTMENT = "appointment"

    @property
    def word(self) -> str:
        """What people read."""
        return {
            Reply.SEE_NOW: "马上见",
            Reply.IN_MINUTES: "几分钟后",
            Reply.DELEGATE: "委托他人",
            Reply.APPOINTMENT: "不在，改约",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who wants the leader and waits in the reception room (接待室, M4.9 [87]–[89])."""

    id: str = ""
    case_id: str = ""
    place: str = ""
    name: str = personal()
    phone: str = personal()
    organisation: str = ""
    purpose: str = ""
    purpose_withheld: bool = False
    appointment: bool = False
    leader: str = ""
    escort: str = ""
    served: str = ""
    arrived_at: datetime | None = None
    reported_at: datetime | None = None
    reported_way: str = ""
    reported_by: str = ""
    reply: Reply | None = None
    reply_minutes: int = 0
    delegate: str = ""
    appointment_at: datetime | None = None
    replied_at: datetime | None = None
    told_at: datetime | None = None
    told_by: str = ""
    left_at: datetime | None = None
    outcome: str = ""

    @property
    def waiting(self) -> bool:
        """Whether the visitor is still in the room."""
        return self.left_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A preparation due before a guest arrives ([29])."""

    id: str = ""
    case_id: str = ""
    text: str = ""
    owner: str = ""
    due_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialList:
    """《一次性告知单》: what is missing, all of it at once ([51]). A second one for the same case asks why.

    `came` is what was brought since, paper by paper; `lacking` what was still to come when it was last looked at.
    """

    id: str = ""
    case_id: str = ""
    number: int = 1
    missing: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    deadline: str = ""
    contact: str = ""
    why_again: str = ""
    made_at: datetime | None = None
    made_by: str = ""
    completed_at: datetime | None = None
    came: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    checked_at: datetime | None = None

    @property
    def awaited(self) -> tuple[str, ...]:
        """What the requester still has to bring."""
        if self.completed_at is not None:
            return ()
        return self.lacking if self.checked_at else self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """《不予受理/退回说明》: basis, explanation, whether it was understood, what else the requester can do ([52])."""

    id: str = ""
    case_id: str = ""
    basis: str = ""
    explanation: str = ""
    way: str = ""
    understood: bool = True
    options: str = ""
    made_at: datetime | None = None
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenPhrase:
    """口头忌语: a forbidden phrase somebody was heard to say, written down by whoever checks ([81]); `case_id` if known."""

    id: str = ""
    case_id: str = ""
    person: str = ""
    phrase: str = ""
    note: str = ""
    heard_at: datetime | None = None
    recorded_at: datetime | None = None
    recorded_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """附件: a photo, a scanned slip, a letter. The file lies in the data folder under the SHA-256 of its content ([13])."""

    id: str = ""
    case_id: str = ""
    name: str = personal()
    digest: str = ""
    suffix: str = ""
    size: int = 0
    added_at: datetime | None = None
    added_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskItem:
    """Something kept at the desk: found, left for somebody, or borrowed; it changes hands with the shift ([14] [30]).

    `own` holds the values of columns that a company added to the register.
    """

    id: str = ""
    case_id: str = ""
    what: str = ""
    place: str = ""
    owner: str = personal()
    keep_until: date | None = None
    taken_at: datetime | None = None
    taken_by: str = personal()
    recorded_at: datetime | None = None
    recorded_by: str = ""
    own: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """交接班: who gave the desk to whom, confirmed by both ([14])."""

    id: str = ""
    shift: str = ""
    giver: str = ""
    receiver: str = ""
    begun_at: datetime | None = None
    given_at: datetime | None = None
    received_at: datetime | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverLine:
    """One line of a handover: an open promise, a waiting visitor, a thing at the desk. Both sides confirm each."""

    id: str = ""
    handover_id: str = ""
    kind: str = ""
    case_id: str = ""
    row_id: str = ""
    text: str = personal()
    due_at: datetime | None = None
    must: bool = False
    note: str = personal()
    given: bool = False
    received: bool = False
