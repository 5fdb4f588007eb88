"""What a person asks the desk to do on the way to an answer: reaching, finding out, waiting, settling, answering.

The other half of `commands`, from where these names are imported like all the others.
"""

from datetime import date, datetime

from firstask_desktop.domain.materials import CheckedPaper
from firstask_desktop.domain.states import AttemptResult, CallbackResult, Ending, Verdict
from firstask_desktop.domain.values import dataclass

_ACCEPTING = ("接受", "基本接受")


def accepted(reaction: str) -> bool:
    """Whether a requester's 客户意见 accepts the answer; 不接受, 接受不了, 要求上报 and whatever a house added do not ([83])."""
    return reaction.startswith(_ACCEPTING) and "接受不" not in reaction


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptMade:
    """联系记录 ([85])."""

    person: str = ""
    target: str = ""
    way: str = "电话"
    number: str = ""
    result: AttemptResult | None = None
    note: str = ""
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReach:
    """待联系: name, phone, doubt and the time by which the requester hears (M4.8 [86])."""

    name: str = ""
    name_reason: str = ""
    phone: str = ""
    phone_reason: str = ""
    doubt: str = ""
    promise_at: datetime | None = None
    whom: str = ""
    outside_hours_confirmed: bool = False
    beyond_limit_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """待弄清 / 待请示: what is open, whom to ask, when the requester was promised to hear ([54] [69])."""

    doubt: str = ""
    whom: str = ""
    promise_at: datetime | None = None
    outside_hours_confirmed: bool = False
    beyond_limit_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """弄清结果 / 请示结论, with the verdict it leads to; `to_catalogue` keeps it for the next who asks ([54])."""

    conclusion: str = ""
    verdict: Verdict | None = None
    to_catalogue: bool = False
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOnBehalf:
    """代为问清: whom the first-asked person asked, when, and what they said ([27])."""

    whom: str = ""
    answer: str = ""
    at: datetime | None = None
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideTold:
    """单位外·已告知: which unit and phone were told, or how one searched ([55]); what the requester said to it ([83])."""

    unit: str = ""
    phone: str = ""
    explanation: str = ""
    search_route: str = ""
    reaction: str = ""
    escalate_to: str = ""
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Await:
    """待客户: cause, what was explained, and when or on what condition work goes on ([25])."""

    cause: str = ""
    explained: str = ""
    explained_at: datetime | None = None
    resume_condition: str = ""
    resume_by: datetime | None = None
    reaction: str = ""
    escalate_to: str = ""
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """原因已消除 ([26]). Where papers were missing, each of them as it came, and what was found to lack besides ([51])."""

    at: datetime | None = None
    note: str = ""
    papers: tuple[CheckedPaper, ...] = ()
    also_missing: tuple[str, ...] = ()
    why_again: str = ""
    resume_by: datetime | None = None
    reaction: str = ""
    escalate_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """办结: what was done; the requester is still to be answered."""

    result: str = ""
    at: datetime | None = None
    compensation_fen: int = 0
    approver: str = ""
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """答复: solved or clearly answered, told when, how and in what words (M4.1 [65] [58]).

    Of a consultation also which `points` of the knowledge card were explained, whether it was `understood`, whether the
    requester was `satisfied` and whether something `written` went along ([56]). None: nobody was asked.
    """

    ending: Ending | None = None
    text: str = ""
    way: str = ""
    at: datetime | None = None
    understood: bool | None = None
    reaction: str = ""
    escalate_to: str = ""
    points: tuple[str, ...] = ()
    satisfied: str = ""
    written: bool = False
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSpot:
    """当场办结 (H2 [24]): what was answered; the two records of [27] are asked when the matter is not one's own.

    What belongs to a unit outside names it, or how one searched for it ([55]). A consultation also says what was explained
    and how it was taken, as `Answer` does ([56]).
    """

    answer: str = ""
    ending: Ending = Ending.SOLVED
    way: str = ""
    asked_whom: str = ""
    asked_answer: str = ""
    unit: str = ""
    unit_phone: str = ""
    search_route: str = ""
    understood: bool | None = None
    reaction: str = ""
    escalate_to: str = ""
    points: tuple[str, ...] = ()
    satisfied: str = ""
    written: bool = False
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """回访: by a third person ([12])."""

    result: CallbackResult | None = None
    way: str = "电话"
    note: str = ""
    next_at: datetime | None = None
    ratings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintForm:
    """What 06-05 asks beyond the case; filled in piece by piece."""

    source: str | None = None
    wished_answer: str | None = None
    occurred_at: str | None = None
    place: str | None = None
    involved: str | None = None
    category: str | None = None
    level: str | None = None
    soothed: str | None = None
    investigation: str | None = None
    cause: str | None = None
    validity: str | None = None
    truth: str | None = None
    department_opinion: str | None = None
    supervisor_opinion: str | None = None
    manager_approval: str | None = None
    measures: str | None = None
    corrective: str | None = None
    compensation_fen: int | None = None
    compensation_by: str | None = None
    reaction: str | None = None
    archive_number: str | None = None
    escalate_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """补登记: fields that were left for later in an emergency, or that came to be known; None leaves one as it is."""

    name: str | None = None
    phone: str | None = None
    room: str | None = None
    contact_place: str | None = None
    organisation: str | None = None
    identity: str | None = None
    other_contact: str | None = None
    stage: str | None = None
    requester_staff: str | None = None
    arrival_at: datetime | None = None
    booking_no: str | None = None
    kept_at: str | None = None
    shipping_no: str | None = None
    keep_until: date | None = None
    matter: str | None = None
    blocks: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """材料核对: what is missing (with what it must look like), what was received, by when ([51]); how it was explained and
    what the requester said to it ([83])."""

    missing: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    deadline: str = ""
    resume_by: datetime | None = None
    why_again: str = ""
    explained: str = ""
    reaction: str = ""
    escalate_to: str = ""
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """不予受理/退回: the basis from the catalogue, what was explained and how, whether it was understood ([52]), and what
    the requester said to it ([83])."""

    basis: str = ""
    explanation: str = ""
    way: str = ""
    understood: bool | None = None
    options: str = ""
    reaction: str = ""
    escalate_to: str = ""
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """准备任务 before a guest arrives ([29])."""

    text: str = ""
    owner: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A preparation was done."""

    task_id: str = ""
