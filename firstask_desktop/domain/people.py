"""The house: centre, departments, posts, people, rosters, and the catalogue of matters, all edited in the settings.

`own` holds the values of columns that a company added to a list (see `own_values`).
"""

from datetime import date, datetime

from firstask_desktop.domain.privacy import personal
from firstask_desktop.domain.states import Role, Standing
from firstask_desktop.domain.values import dataclass

IDLE_KEY, IDLE_SECONDS = "idle_lock_seconds", frozenset({0, *range(30, 601)})
"""After how many seconds a desk left alone locks itself; 0 never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """One service centre: its scene, names and the words printed on every form (M2 [61]).

    `hours` holds one line a weekday with work, such as `1 08:30-12:00 13:30-18:00` (1 = Monday).
    """

    id: str = ""
    scene: str = ""
    name: str = ""
    organisation: str = ""
    area_code: str = ""
    address: str = ""
    phone: str = ""
    supervision_phone: str = ""
    always_open: bool = False
    hours: tuple[str, ...] = ()
    zone_minutes: int = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The organisation's mark printed beside its name: a small PNG as base64; an empty one was taken away."""

    id: str = ""
    name: str = ""
    image: str = ""
    wide: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """部门/科室."""

    id: str = ""
    code: str = ""
    name: str = ""
    phone: str = ""
    active: bool = True
    own: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """岗位 with what its holder may decide alone and whom to ask beyond that (P1)."""

    id: str = ""
    code: str = ""
    name: str = ""
    department: str = ""
    role: Role = Role.STAFF
    leader: bool = False
    duties: str = ""
    alone: str = ""
    ask: str = ""
    limit_fen: int = 0
    active: bool = True
    own: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An employee. `shared` marks an account such as 前台 that can never be first-asked ([73])."""

    id: str = ""
    name: str = ""
    staff_no: str = ""
    department: str = ""
    post: str = ""
    role: Role = Role.STAFF
    phone: str = ""
    standing: Standing = Standing.ACTIVE
    substitute: str = ""
    shared: bool = False
    login: bool = True
    initials: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """The verifier of a person's PIN; the PIN itself is kept nowhere."""

    id: str = ""
    person: str = ""
    pin_hash: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A person's duty from `starts_at` to `ends_at` (班次)."""

    id: str = ""
    person: str = ""
    day: date | None = None
    name: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One line of the matter catalogue (事项目录 [50]): owner, conditions, rule, procedure, materials, fee, contact.

    `limit_minutes` is what the house promises, in working minutes; `legal_limit` says in words what the law allows.
    """

    id: str = ""
    code: str = ""
    name: str = ""
    kind: str = ""
    department: str = ""
    post: str = ""
    instant: bool = False
    urgent: bool = False
    limit_minutes: int = 0
    legal_limit: str = ""
    conditions: str = ""
    rule: str = ""
    procedure: str = ""
    materials: tuple[str, ...] = ()
    fee: str = ""
    contact: str = ""
    basis: str = ""
    answer: str = ""
    keywords: tuple[str, ...] = ()
    active: bool = True
    own: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class External:
    """A unit outside the house: where to send people who came to the wrong door (B5 [55])."""

    id: str = ""
    name: str = ""
    keywords: tuple[str, ...] = ()
    address: str = ""
    phone: str = ""
    hours: str = ""
    updated: date | None = None
    active: bool = True
    own: str = ""

    def stale(self, today: date, months: int) -> bool:
        """Whether nobody checked it for longer than `months`, or ever: address and number may have changed ([55])."""
        if self.updated is None:
            return True
        whole = (today.year - self.updated.year) * 12 + today.month - self.updated.month
        return (whole, today.day) > (months, self.updated.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase staff must not use (M4.7 [81]) with the polite sentence instead; `innocent` marks words that contain one."""

    id: str = ""
    phrase: str = ""
    replacement: str = ""
    innocent: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of an editable pick list ([48]): a used value is never deleted, only switched off.

    `progress_minutes` of a kind: working minutes without a progress entry after which its cases turn amber; 0 takes the
    number of the whole house ([6]).
    """

    id: str = ""
    group: str = ""
    text: str = ""
    letter: str = ""
    callback: bool = False
    complaint: bool = False
    place: int = 0
    progress_minutes: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One editable number of the scene's limits, in the unit its key names."""

    id: str = ""
    key: str = ""
    value: int = 0

    def wrong(self) -> str:
        """Why this number cannot be, empty when it can."""
        if self.value < 0:
            return "数值不能小于 0"
        if self.key == IDLE_KEY and self.value not in IDLE_SECONDS:
            return "自动锁屏应为 30 至 600 秒；不要自动锁屏填 0"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day off or a make-up working day (调休) of the working calendar ([79])."""

    id: str = ""
    day: date | None = None
    working: bool = False
    name: str = ""
    active: bool = True
