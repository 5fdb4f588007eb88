"""What a person asks the desk to do, as the dialogs give it: frozen, typed, not yet checked; times are aware datetimes.

Every command has defaults, so that a half-filled dialog can be handed to the desk, which names what is missing and why.
"""

from dataclasses import field
from datetime import date, datetime

from firstask_desktop.domain.answering import (
    Answer,
    AskedOnBehalf,
    Asking,
    AttemptMade,
    Await,
    Callback,
    ComplaintForm,
    Completion,
    Decline,
    Found,
    Materials,
    OnSpot,
    OutsideTold,
    Preparation,
    Prepared,
    Resume,
    Settlement,
    ToReach,
)
from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.states import AcceptedHow, TargetKind, Verdict
from firstask_desktop.domain.values import dataclass

__all__ = [
    "Acceptance",
    "Answer",
    "AskedOnBehalf",
    "Asking",
    "AttemptMade",
    "Await",
    "Callback",
    "ComplaintForm",
    "Completion",
    "Correction",
    "Decline",
    "Dispute",
    "FirstStart",
    "FollowUp",
    "Found",
    "HandOff",
    "LedgerQuery",
    "Materials",
    "Merge",
    "Notice",
    "OnSpot",
    "OutsideTold",
    "Preparation",
    "Prepared",
    "Progress",
    "PromiseChange",
    "Reasoned",
    "Registration",
    "Resume",
    "Return",
    "Ruling",
    "Settlement",
    "Snooze",
    "ToReach",
    "Transfer",
    "Visit",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """接待登记. `told_promise` is the clock time the requester was told (M4.6 [79])."""

    channel: str = ""
    kind: str = ""
    stage: str = ""
    urgent: bool = False
    contact_at: datetime | None = None
    contact_place: str = ""
    late_reason: str = ""
    identity: str = ""
    name: str = ""
    name_reason: str = ""
    phone: str = ""
    phone_reason: str = ""
    room: str = ""
    organisation: str = ""
    requester_staff: str = ""
    anonymous: bool = False
    confidential: bool = False
    accused: tuple[str, ...] = ()
    reported: str = ""
    report_facts: str = ""
    report_occurred: str = ""
    words: str = ""
    words_reason: str = ""
    request: str = ""
    matter: str = ""
    uncatalogued_reason: str = ""
    details: tuple[str, ...] = ()
    how_to_reach: str = ""
    other_contact: str = ""
    agent_document: str = ""
    arrival_at: datetime | None = None
    booking_no: str = ""
    kept_at: str = ""
    shipping_no: str = ""
    keep_until: date | None = None
    next_follow_at: datetime | None = None
    instant_missed: str = ""
    asked_together: tuple[str, ...] = ()
    first_asked: str = ""
    off_duty_reason: str = ""
    verdict: Verdict = Verdict.OWN_POST
    promise_at: datetime | None = None
    outside_hours_confirmed: bool = False
    beyond_limit_reason: str = ""
    told_rule: bool = False
    told_procedure: bool = False
    told_limit: bool = False
    told_text: str = ""
    blocks: str = ""
    complaint_level: str = ""
    involved: str = ""
    quoted: tuple[str, ...] = ()
    separate_anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """转办: always to a named person, with what is to be done, the promise and what the requester was told.

    An own duty handed on also says why, which leader consented and how; the PIN of one who signs here is never kept.
    """

    target: TargetKind = TargetKind.OFFICER
    department: str = ""
    receiver: str = ""
    task: str = ""
    promise_at: datetime | None = None
    outside_hours_confirmed: bool = False
    beyond_limit_reason: str = ""
    told: bool = False
    told_text: str = ""
    own_duty_reason: str = ""
    own_duty_consent: str = ""
    consent_how: ConsentHow | None = None
    consent_at: datetime | None = None
    consent_pin: str = field(default="", repr=False)
    other_owner_reason: str = ""
    escort: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """签收: by the receiver's own sign-in with a read-back, or 电话已接 / 纸质签收 recorded by somebody else."""

    how: AcceptedHow = AcceptedHow.LOGIN
    readback: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """退回: reason and who should own it instead (M4.7 [82])."""

    reason: str = ""
    proposed_owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """报进展: what was done, what comes next, a new promise if it moves and that the requester was told ([6] [79])."""

    text: str = ""
    next_step: str = ""
    promise_at: datetime | None = None
    told: bool = False
    outside_hours_confirmed: bool = False
    beyond_limit_reason: str = ""
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """跟踪: the first-asked person checks where it stands ([72])."""

    way: str = ""
    text: str = ""
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """主动告知: the requester is told how it stands, before the promise passes ([11])."""

    way: str = ""
    text: str = ""
    promise_at: datetime | None = None
    outside_hours_confirmed: bool = False
    beyond_limit_reason: str = ""
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChange:
    """改承诺: the new clock time, why, and that the requester was told ([79]); 办理 also which of 三告知 were told ([77])."""

    promise_at: datetime | None = None
    reason: str = ""
    told: bool = False
    told_rule: bool = False
    told_procedure: bool = False
    outside_hours_confirmed: bool = False
    beyond_limit_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """稍后: look again at this time, never after the promise, with a reason ([72])."""

    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """首问争议: who else claims or is said to have been asked first ([66])."""

    claimed: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """裁定: who handles it; it cannot be returned ([82]). Both names are kept."""

    handler: str = ""
    reason: str = ""
    promise_at: datetime | None = None
    told: bool = False
    outside_hours_confirmed: bool = False
    beyond_limit_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """责任移交: a manager names who now follows the case up; the first-asked name stays ([1])."""

    to: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """并入 another open case of the same matter."""

    into: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """A step that needs nothing but its reason: 作废, 重办, 撤回, 催办, 协办."""

    reason: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """客户再次来访 ([80]): from the third visit on with a cause."""

    cause: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """更正 of an earlier timeline line, which itself stays ([7])."""

    corrects: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStart:
    """The four questions of the first start.

    `sample` takes the scene's invented phones, addresses and local units along: for the demonstration, never for a real
    centre, whose slips and directory must not send anybody to a place that does not exist.
    """

    scene: str = ""
    centre: str = ""
    counter: str = ""
    person: str = ""
    post: str = ""
    pin: str = ""
    organisation: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerQuery:
    """Which rows of a ledger: days of their numbers inclusive, so that none is missing; kind, person, state ([75])."""

    first_day: date | None = None
    last_day: date | None = None
    kinds: tuple[str, ...] = ()
    person: str = ""
    open_only: bool = False
    numbers: tuple[str, ...] = field(default=())
