"""A scene is the data that makes the one program a hotel's, a property centre's or a public office's desk.

`scene_from` turns the parsed file into frozen values and refuses a file that does not hold together, naming the place
in the file and the reason in Chinese, so that whoever edited the copy in their data folder can mend it.
"""

from collections.abc import Mapping
from datetime import date

from firstask_desktop.domain.opening import Hours
from firstask_desktop.domain.reading import refuse_twice, refuse_unknown, row_from
from firstask_desktop.domain.values import dataclass

CHANNELS = ("来访", "来电", "来信", "网络", "转办", "内部")
ROLES = ("staff", "supervisor", "manager")
REASON_GROUPS = (
    "name_withheld",
    "phone_withheld",
    "awaiting_requester",
    "return",
    "snooze",
    "promise_change",
    "void",
    "late_entry",
    "handoff_own_duty",
    "revisit_cause",
    "instant_missed",
    "reaction",
    "explanation",
    "search_route",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A 类别 with its key; `callback` asks for a 回访 after the answer, `complaint` opens a 06-05 record (`[95]`).

    `progress_minutes` without a progress entry turn its cases amber; 0 takes the general limit (`[6]`).
    """

    name: str
    letter: str
    callback: bool
    complaint: bool
    progress_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Department:
    """A 部门 / 科室 and the number its counter answers."""

    code: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Post:
    """A 岗位: what it does, what it may decide alone, whom it asks beyond that; `limit_fen` in 分 (`[4]`, `[16]`)."""

    code: str
    name: str
    department: str
    role: str
    leader: bool
    duties: str
    alone: str
    ask: str
    limit_fen: int


@dataclass(frozen=True, slots=True)
class Matter:
    """A line of the 事项目录: owner, rule, procedure, materials and limit in working minutes (`M4.6`, `[50]`)."""

    code: str
    name: str
    kind: str
    department: str
    post: str
    instant: bool
    urgent: bool
    limit_minutes: int
    rule: str
    procedure: str
    answer: str
    keywords: tuple[str, ...]
    materials: tuple[str, ...] = ()
    basis: str = ""
    legal_limit: str = ""
    conditions: str = ""
    fee: str = ""


@dataclass(frozen=True, slots=True)
class Polite:
    """A 礼貌用语 and when to say it (`M4.3`, `[67]`)."""

    situation: str
    text: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A phrase staff do not say to a requester and the sentence to say in its place (`M4.7`, `[81]`)."""

    phrase: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Exempt:
    """Longer words in which a forbidden phrase is innocent, as 不知 is in 不知情."""

    phrase: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class External:
    """A unit outside the organisation to point a requester to (`B5`, `[55]`); `updated` is when somebody checked it."""

    name: str
    keywords: tuple[str, ...]
    address: str
    phone: str
    hours: str
    updated: date


@dataclass(frozen=True, slots=True)
class StepList:
    """The short reception steps ticked by key (`[42]`)."""

    name: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of a pick list of reasons; the groups are `REASON_GROUPS`."""

    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Every number that makes 立即, 及时 and 尽早 checkable. Minutes are working minutes of the centre's calendar."""

    late_entry_minutes: int
    accept_minutes: int
    escort_accept_minutes: int
    first_attempt_minutes: int
    retry_minutes: int
    attempts_before_substitute: int
    progress_minutes: int
    return_window_minutes: int
    follow_up_minutes: int
    consult_minutes: int
    find_out_minutes: int
    urgent_minutes: int
    amber_percent: int
    visit_target: int
    revisit_days: int
    pause_limit_minutes: int
    restart_minutes: int
    waiting_amber_minutes: int
    waiting_red_minutes: int
    report_minutes: int
    duplicate_days: int
    queue_page: int
    callback_minutes: int
    dwell_minutes: int
    external_age_months: int
    keep_found_days: int
    materials_restart_clock: int = 0
    asked_together_senior: int = 1
    catalogue_reason: int = 0
    prepare_minutes: int = 120
    urgent_settle_minutes: int = 60
    one_person_desk: int = 0
    idle_lock_seconds: int = 90
    confidential_supervisors: int = 0


@dataclass(frozen=True, slots=True)
class ComplaintRules:
    """分类, 等级 and the three limits of a 06-05 record, in minutes of the clock (`M5.2`, `[95]`)."""

    categories: tuple[str, ...]
    levels: tuple[str, ...]
    respond_minutes: int
    feedback_minutes: int
    settle_minutes: int


@dataclass(frozen=True, slots=True)
class Scene:
    """All the data of one scene. Built by `scene_from` only, which has checked that every reference resolves."""

    key: str
    title: str
    organisation_example: str
    requester_word: str
    room_word: str
    supervision_phone: str
    always_open: bool
    identities: tuple[str, ...]
    channels: tuple[str, ...]
    places: tuple[str, ...]
    hours: tuple[Hours, ...]
    kinds: tuple[Kind, ...]
    departments: tuple[Department, ...]
    posts: tuple[Post, ...]
    matters: tuple[Matter, ...]
    polite: tuple[Polite, ...]
    forbidden: tuple[Forbidden, ...]
    exempt: tuple[Exempt, ...]
    externals: tuple[External, ...]
    step_lists: tuple[StepList, ...]
    reasons: tuple[Reason, ...]
    limits: Limits
    complaint: ComplaintRules
    stages: tuple[str, ...] = ()
    rated: tuple[str, ...] = ()

    def reasons_of(self, group: str) -> tuple[str, ...]:
        """The pick list of one reason group, in file order; empty for a group nobody declared."""
        return tuple(reason.text for reason in self.reasons if reason.group == group)

    def leaders(self) -> tuple[Post, ...]:
        """The posts a requester may mean when they ask for the leader (`M4.9`)."""
        return tuple(post for post in self.posts if post.leader)


def scene_from(mapping: Mapping[str, object]) -> Scene:
    """Check a parsed scene file and return it as values. Raises ValueError with place and reason, in Chinese."""
    scene = row_from(Scene, mapping, "场景文件")
    _check_keys(scene)
    _check_references(scene)
    _check_words(scene)
    _check_desk(scene)
    return scene


def _check_keys(scene: Scene) -> None:
    refuse_twice("[[kinds]] 的 name", (kind.name for kind in scene.kinds))
    refuse_twice("[[kinds]] 的 letter", (kind.letter for kind in scene.kinds))
    refuse_twice("[[departments]] 的 code", (department.code for department in scene.departments))
    refuse_twice("[[posts]] 的 code", (post.code for post in scene.posts))
    refuse_twice("[[matters]] 的 code", (matter.code for matter in scene.matters))
    refuse_twice("[[matters]] 的 name", (matter.name for matter in scene.matters))
    refuse_twice("[[forbidden]] 的 phrase", (item.phrase for item in scene.forbidden))
    refuse_twice("[[externals]] 的 name", (unit.name for unit in scene.externals))
    refuse_twice("[[step_lists]] 的 name", (steps.name for steps in scene.step_lists))


def _check_references(scene: Scene) -> None:
    departments = {department.code for department in scene.departments}
    for post in scene.posts:
        place = f"[[posts]] {post.code}"
        refuse_unknown(place, "部门", post.department, departments)
        refuse_unknown(place, "角色", post.role, ROLES)
    home = {post.code: post.department for post in scene.posts}
    kinds = {kind.name for kind in scene.kinds}
    for matter in scene.matters:
        place = f"[[matters]] {matter.code}"
        refuse_unknown(place, "类别", matter.kind, kinds)
        refuse_unknown(place, "部门", matter.department, departments)
        refuse_unknown(place, "岗位", matter.post, home)
        if home[matter.post] != matter.department:
            raise ValueError(f"{place}：岗位「{matter.post}」不属于部门「{matter.department}」")
        if matter.limit_minutes == 0:
            raise ValueError(f"{place}：limit_minutes 应大于 0")


def _check_words(scene: Scene) -> None:
    for kind in scene.kinds:
        if not (len(kind.letter) == 1 and "A" <= kind.letter <= "Z"):
            raise ValueError(f"[[kinds]] {kind.name}：letter 应为一个 A–Z 的大写字母")
    for channel in scene.channels:
        refuse_unknown("channels", "受理方式", channel, CHANNELS)
    for reason in scene.reasons:
        refuse_unknown(f"[[reasons]] {reason.text}", "组", reason.group, REASON_GROUPS)
    for group in REASON_GROUPS:
        if not scene.reasons_of(group):
            raise ValueError(f"[[reasons]]：缺少「{group}」组的理由")
    if scene.limits.amber_percent > 100:
        raise ValueError("[limits] 的 amber_percent：应为 0–100")


def _check_desk(scene: Scene) -> None:
    for hours in scene.hours:
        if not all(1 <= weekday <= 7 for weekday in hours.weekdays):
            raise ValueError("hours 的 weekdays：星期应为 1–7")
        if any(early.end > late.start for early, late in zip(hours.spans, hours.spans[1:], strict=False)):
            raise ValueError("hours 的 spans：时段应先后排列、互不重叠")
    if not any(post.role == "manager" for post in scene.posts) or not scene.leaders():
        raise ValueError("[[posts]]：至少要有一个 manager 岗位和一个领导岗位")
