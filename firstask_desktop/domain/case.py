"""The case (事项) and everything that hangs on it. Rows leave storage as these frozen dataclasses.

Times are aware UTC datetimes. A field marked `personal()` is kept out of the journal in the clear (DESIGN 3.1).
People are referred to by row id; names are looked up when shown, so that a correction of a name shows everywhere.
"""

from datetime import date, datetime

from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.privacy import personal
from firstask_desktop.domain.states import (
    ENDED,
    OPEN,
    AcceptedHow,
    AttemptResult,
    CallbackResult,
    Ending,
    EntryKind,
    State,
    TargetKind,
    Verdict,
)
from firstask_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One matter, from the first question to the clear answer.

    `first_asked` is set once at registration and never changes (G0 [1]); `carrier` is who follows it up now (the
    first-asked person unless a manager moved the follow-up by 责任移交); `handler` changes with every handoff.
    The three clocks `limit_at`, `promise_at` and `next_follow_at` are separate (DESIGN 3.3); `due_at` is the nearest
    of those that run, kept beside them so that the queue can be read in order from an index. `restart_at` is when the
    requester's cause went, until somebody takes the matter up again ([26]).
    """

    id: str = ""
    number: str = ""
    counter: str = ""
    day: date | None = None
    day_no: int = 0
    centre: str = ""
    scene: str = ""

    channel: str = ""
    kind: str = ""
    stage: str = ""
    urgent: bool = False
    contact_at: datetime | None = None
    registered_at: datetime | None = None
    contact_place: str = ""
    late_entry: bool = False
    late_reason: str = ""

    identity: str = ""
    name: str = personal()
    name_reason: str = ""
    phone: str = personal()
    phone_reason: str = ""
    room: str = personal()
    organisation: str = ""
    requester_staff: str = ""
    anonymous: bool = False
    confidential: bool = False
    words: str = ""
    request: str = ""
    matter: str = ""
    uncatalogued_reason: str = ""
    details: tuple[str, ...] = ()
    how_to_reach: str = personal()
    other_contact: str = personal()
    agent_document: str = personal()
    arrival_at: datetime | None = None
    booking_no: str = ""
    kept_at: str = ""
    shipping_no: str = ""
    keep_until: date | None = None
    instant_missed: str = ""

    first_asked: str = ""
    registrar: str = ""
    carrier: str = ""
    handler: str = ""
    department: str = ""
    helpers: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    verdict: Verdict = Verdict.OWN_POST

    told_rule: bool = False
    told_procedure: bool = False
    told_limit: bool = False
    told_department: bool = False
    told_text: str = ""

    state: State = State.ACCEPTED
    prior_state: State | None = None
    limit_at: datetime | None = None
    limit_left: int | None = None
    promise_at: datetime | None = None
    promise_set_at: datetime | None = None
    promise_changes: int = 0
    promise_broken: bool = False
    broken_promises: int = 0
    noticed_at: datetime | None = None
    next_follow_at: datetime | None = None
    due_at: datetime | None = None
    due_clock: str = ""
    restart_at: datetime | None = None

    hop: str = ""
    handed_at: datetime | None = None
    accepted_at: datetime | None = None
    returns: int = 0
    attempts: int = 0
    last_progress: str = ""
    last_progress_at: datetime | None = None
    visits: int = 1

    on_spot: bool = False
    minutes_taken: int = 0
    result: str = ""
    settled_at: datetime | None = None
    settled_by: str = ""
    ending: Ending | None = None
    answer: str = ""
    answered_at: datetime | None = None
    answer_way: str = ""
    answered_by: str = ""
    understood: bool = True
    satisfied: str = ""
    written: bool = False
    reaction: str = ""

    callback_needed: bool = False
    callback_at: datetime | None = None
    caller_back: str = ""
    callback_way: str = ""
    callback_result: CallbackResult | None = None
    callback_note: str = ""
    ratings: tuple[str, ...] = ()
    self_rated: bool = False
    redo_count: int = 0

    closed_at: datetime | None = None
    closed_by: str = ""
    void_reason: str = ""
    merged_into: str = ""
    blocks: str = ""
    remark: str = ""
    imported_from: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody still carries it."""
        return self.state in OPEN

    @property
    def ended(self) -> bool:
        """Whether it is closed, merged or voided."""
        return self.state in ENDED

    @property
    def pressing(self) -> bool:
        """Whether it is an emergency about which nobody was rung yet: it stands before every clock ([67])."""
        return self.urgent and self.state is State.ACCEPTED and not self.attempts

    @property
    def handed_over(self) -> bool:
        """Whether somebody other than the carrier works on it or is asked to."""
        return bool(self.handler) and self.handler != self.carrier

    @property
    def title_text(self) -> str:
        """The requester's words, else the request, with their line breaks."""
        return self.words or self.request

    @property
    def title(self) -> str:
        """The matter in one line: the requester's words, else the request."""
        return (self.words or self.request).strip().replace("\n", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One link of the chain of hands: who gave what to whom, and who signed for it (H5 [28], M4.4 [71])."""

    id: str = ""
    case_id: str = ""
    giver: str = ""
    receiver: str = ""
    department: str = ""
    target: TargetKind = TargetKind.OFFICER
    task: str = ""
    promise_at: datetime | None = None
    told_text: str = ""
    given_at: datetime | None = None
    accept_due_at: datetime | None = None
    accepted_at: datetime | None = None
    accepted_how: AcceptedHow | None = None
    recorder: str = ""
    readback: str = ""
    returned_at: datetime | None = None
    return_reason: str = ""
    proposed_owner: str = ""
    recalled_at: datetime | None = None
    ended_at: datetime | None = None
    own_duty_reason: str = ""
    own_duty_consent: str = ""
    consent_how: ConsentHow | None = None
    consent_at: datetime | None = None
    consent_recorder: str = ""
    missed_at: datetime | None = None
    ruled: bool = False
    escort: str = ""
    place: str = ""

    @property
    def pending(self) -> bool:
        """Whether it still waits for a signature: a broken link."""
        return self.accepted_at is None and self.returned_at is None and self.recalled_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a case's timeline. Never edited or deleted; `corrects` points at the line it puts right ([7])."""

    id: str = ""
    case_id: str = ""
    at: datetime | None = None
    actor: str = ""
    kind: EntryKind = EntryKind.PROGRESS
    text: str = ""
    next_step: str = ""
    way: str = ""
    person: str = ""
    moment: datetime | None = None
    old_moment: datetime | None = None
    happened_at: datetime | None = None
    minutes: int = 0
    corrects: str = ""
    quoted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to reach somebody (联系记录, M4.8 [85]); without a result it does not count as one."""

    id: str = ""
    case_id: str = ""
    at: datetime | None = None
    actor: str = ""
    person: str = ""
    target: str = ""
    way: str = ""
    number: str = personal()
    result: AttemptResult = AttemptResult.NO_ANSWER
    note: str = ""
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """待联系 / 待弄清 / 待请示: what is open, whom to ask, when the requester was promised to hear ([54] [69] [86]).

    `due_at` is by when the requester has to hear after a 请示, by the limit of the house as it was when the leader was
    asked; a limit changed later moves nothing that was asked before.
    """

    id: str = ""
    case_id: str = ""
    kind: str = ""
    doubt: str = ""
    whom: str = ""
    promise_at: datetime | None = None
    opened_at: datetime | None = None
    opened_by: str = ""
    conclusion: str = ""
    concluded_at: datetime | None = None
    concluded_by: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """待客户: the limit's clock stands still because of the requester ([25] [26])."""

    id: str = ""
    case_id: str = ""
    cause: str = ""
    explained: str = ""
    explained_at: datetime | None = None
    resume_condition: str = ""
    resume_by: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    picked_up_at: datetime | None = None
    escalated_at: datetime | None = None
    working_minutes: int = 0
