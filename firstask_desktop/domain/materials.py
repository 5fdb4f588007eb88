"""材料核对: how a paper stands that has to be brought, and what is written of it (B2 [51])."""

from firstask_desktop.domain.values import dataclass

COMPLETE, MISSING, UNFIT = "齐", "缺", "不合格"
STANDINGS = (COMPLETE, MISSING, UNFIT)
_UNFIT_NOTE = f"（{UNFIT}"
"""A paper that was looked at and sent back keeps its name before this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPaper:
    """One paper as somebody looked at it: its standing, how many came, what it must look like or what is wrong with it."""

    paper: str = ""
    standing: str = ""
    count: int = 0
    note: str = ""

    @property
    def name(self) -> str:
        """The paper without what was wrong with it the time before."""
        return self.paper.partition(_UNFIT_NOTE)[0]

    def received(self) -> str:
        """The paper as received, "" when none came."""
        came = self.standing == COMPLETE or self.count > 0
        return f"{self.name} {self.count or 1} 份{f'（{UNFIT}）' if self.standing == UNFIT else ''}" if came else ""

    def lacking(self) -> str:
        """The paper as it still has to be brought, "" when it is complete."""
        if self.standing == UNFIT:
            return f"{self.name}{_UNFIT_NOTE}：{self.note}）"
        if self.standing != MISSING:
            return ""
        return f"{self.name}（{self.note}）" if self.note and self.note not in self.paper else self.paper
