"""Which years' holiday arrangements are known; the house says so itself once it has entered a new one ([79])."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction

AHEAD = 3


class YearsNotice(QWidget):
    """`YearsNotice(desk)`: 已公布 and 未公布 years; Alt+1… marks a year whose days were entered, or takes the mark back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.notice = Notice()
        self.said = Notice()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.addWidget(self.notice)
        rows.addWidget(self.said)
        self.notice.acted.connect(self._mark)
        self.show_years()

    def show_years(self) -> None:
        """Say it anew: this year and those after, each with the key that changes its mark."""
        known = self._desk.house.published_years()
        this_year = self._desk.clock.now().astimezone(self._desk.clock.zone).year
        years = range(this_year, this_year + AHEAD)
        words = "、".join(str(year) for year in known if year >= this_year - 1) or self.tr("无")
        unknown = [str(year) for year in years if year not in known]
        text = self.tr("已公布：%1").replace("%1", words)
        if unknown:
            text += self.tr("　未公布：%1（先在下面逐日添加放假和调休，再标为已公布）").replace(
                "%1", "、".join(unknown)
            )
        actions = [
            NoticeAction(str(year), self._label(year, year in known), f"Alt+{place}")
            for place, year in enumerate(years, start=1)
        ]
        tone = Tone.AMBER if this_year not in known or this_year + 1 not in known else Tone.QUIET
        self.notice.say(text, tone, actions=actions)

    def _label(self, year: int, known: bool) -> str:
        label = self.tr("%1 改回未公布") if known else self.tr("%1 标为已公布")
        return label.replace("%1", str(year))

    def _mark(self, name: str) -> None:
        year = int(name)
        self.said.say("")
        try:
            self._desk.house.publish(year, year not in self._desk.house.published_years())
        except Refused as refused:
            self.said.say(str(refused), Tone.RED)
        self.show_years()
