"""The numbers a supervisor looks at, each with the rows it was counted from ([3])."""

from enum import StrEnum

from firstask_desktop.domain.values import dataclass
from firstask_desktop.domain.views import Tone


class FigureKey(StrEnum):
    """The lists of the supervisor's page, in their order."""

    RIGHT_AT_ONCE = "right_at_once"
    RESTART = "restart"
    NOT_RESTARTED = "not_restarted"
    LONG_PAUSE = "long_pause"
    PROGRESS = "progress"
    SILENT = "silent"
    UNCATALOGUED = "uncatalogued"
    MANY_VISITS = "many_visits"
    NOT_TOLD = "not_told"
    RETURNED = "returned"
    CALLS = "calls"
    OWN_DUTY = "own_duty"
    PHRASES = "phrases"
    SECOND_NOTICE = "second_notice"
    LATE_CONSULT = "late_consult"

    @property
    def word(self) -> str:
        """What people read."""
        return _WORDS[self][0]

    @property
    def about(self) -> str:
        """What the number counts and which rows it opens."""
        return _WORDS[self][1]

    @property
    def of_period(self) -> bool:
        """Whether it counts what happened in the period; the others count what stands open now."""
        return self in (
            FigureKey.RIGHT_AT_ONCE,
            FigureKey.RESTART,
            FigureKey.LONG_PAUSE,
            FigureKey.PROGRESS,
            FigureKey.UNCATALOGUED,
            FigureKey.OWN_DUTY,
            FigureKey.PHRASES,
            *PER_OFFICER,
        )


PER_OFFICER = (FigureKey.SECOND_NOTICE, FigureKey.LATE_CONSULT)
"""Numbers that count against somebody: each officer has a line of their own below."""

_WORDS = {
    FigureKey.RIGHT_AT_ONCE: ("一次转对率", "期内转办后没有被退回的；列出被退回的"),
    FigureKey.RESTART: ("消除到开始", "客户的原因消除后多久接着办；列出期内恢复的"),
    FigureKey.NOT_RESTARTED: ("消除未恢复", "客户的原因已消除，超过规定还没有接着办的"),
    FigureKey.LONG_PAUSE: ("停表过长", "累计停表超过规定的：在办的，和期内结束停表的"),
    FigureKey.PROGRESS: ("新进展", "期内报过进展的，最近的在前"),
    FigureKey.SILENT: ("无进展", "超过规定时间没有报进展的"),
    FigureKey.UNCATALOGUED: ("未编目", "期内登记、事项目录里没有的，待编入"),
    FigureKey.MANY_VISITS: ("来访过多", "在办事项客户来访超过 2 次的"),
    FigureKey.NOT_TOLD: ("未告知客户", "已转办而没有告诉客户由谁办理的"),
    FigureKey.RETURNED: ("多次退回", "在办事项退回 2 次以上的"),
    FigureKey.OWN_DUTY: ("本岗转出", "期内属本岗却转办的；原因、谁怎样同意的见事项的登记内容"),
    FigureKey.PHRASES: ("服务忌语", "期内口头说的、按引用客户原话放行的；F9 看每一句"),
    FigureKey.SECOND_NOTICE: ("二次告知", "期内第二张及以后的一次性告知单，记第一次没有告知全的人"),
    FigureKey.LATE_CONSULT: ("请示逾时", "期内请示后超过规定才有结论或才答复客户的，记请示人"),
    FigureKey.CALLS: ("未答复电话", "来电至今没有答复的"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in words: "—（0 件）" where there is nothing to count, never 0% or 100%."""

    key: FigureKey
    value: str
    note: str
    count: int
    tone: Tone
    person: str = ""
    name: str = ""

    @property
    def id(self) -> str:
        """The key, and of an officer's own line the person, as tables name rows."""
        return f"{self.key.value}:{self.person}" if self.person else self.key.value

    @property
    def word(self) -> str:
        """What is counted, or of whom."""
        return f"　{self.name}" if self.person else self.key.word
