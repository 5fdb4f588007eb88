"""原因已消除 where papers were missing: each is 齐, 缺 or 不合格; what is missing keeps the requester the cause ([51])."""

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import Resume
from firstask_desktop.domain.flow import Action
from ui.dialogs.case_dialog import CaseDialog, Done, moment
from ui.dialogs.editors import NOW
from ui.dialogs.materials import looked_at
from ui.dialogs.promise_box import WallClock
from ui.dialogs.reaction import ReactionAsked
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.field import Field
from ui.widgets.labels import plain
from ui.widgets.material_row import MaterialRow
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.notice import Notice

PAPER = "paper_"


class PapersInDialog(CaseDialog):
    """`PapersInDialog(desk, prompts, action, case_id, done, parent=None)`: one row for each paper of the open list."""

    def __init__(
        self, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done, *, parent: QWidget | None = None
    ) -> None:
        about = self.tr("逐样核对送来的材料：都齐了接着办；还缺的仍待客户补，时限不走。")
        super().__init__(
            desk, prompts, action, case_id, done, ok=self.tr("记下收到的"), about=about, width=760, parent=parent
        )
        self.standing = Notice()
        self.add_widget(self.standing)
        self.add_widget(plain(self.tr("每样按 1 齐 · 2 缺 · 3 不合格"), "small"))
        self.rows = [MaterialRow(paper) for paper in desk.cases.awaited_papers(case_id)]
        for place, row in enumerate(self.rows):
            self.add(Field(row.name, row, name=f"{PAPER}{place}", above=True))
            row.edited.connect(self._looked)
        self.at = MomentEdit(self.tr("收到时间"), self.wall.now, self.wall.just_now())
        self.at.set_value(self.wall.just_now()[0].moment)
        self.add(Field(self.tr("收到时间"), self.at, name="at"))
        self._make_also()
        self.resume_by = MomentEdit(self.tr("再约时间"), self.wall.now, WallClock(desk).quick_promises())
        self.add(Field(self.tr("再约时间"), self.resume_by, name="resume_by")).hide()
        self._asked = ReactionAsked(self)
        self.note = LineBox(self.tr("说明"), "", 200)
        self.add(Field(self.tr("说明"), self.note, name="note"))
        self._looked()

    def _make_also(self) -> None:
        """What the list had not named makes a second list, which asks why and counts against whoever wrote the first."""
        self.also = TextBox(self.tr("还缺别的"), self.tr("原单没有写到的，一行一样；会另开一张告知单"), 1)
        self.add(Field(self.tr("还缺别的"), self.also, name="also_missing"))
        self.why_again = LineBox(self.tr("为何再发"), self.tr("第一次为什么没有一次告知"), 200)
        self.add(Field(self.tr("为何再发"), self.why_again, name="why_again", required=True)).hide()
        self.also.edited.connect(self._looked)

    def _looked(self) -> None:
        """Say what will follow, and ask only what belongs to it."""
        checked = [row.checked() for row in self.rows]
        lacking = [one.lacking() for one in checked if one.lacking()]
        also = self._also()
        waits = bool(lacking or also)
        self.fields["resume_by"].setVisible(waits)
        self.fields["why_again"].setVisible(bool(also))
        self.fields["note"].setVisible(not waits)
        self._asked.show(waits)
        if also:
            first = self.desk.house.name(self.file.papers[0].made_by)
            said = self.tr("另开第 %1 张告知单：第一张没有告知全，记入 %2 名下。")
            self.standing.say(said.replace("%1", str(len(self.file.papers) + 1)).replace("%2", first), Tone.AMBER)
        elif lacking:
            said = self.tr("还缺 %1 样：仍为「待客户」，时限停表。").replace("%1", str(len(lacking)))
            self.standing.say(said, Tone.AMBER)
        elif all(one.standing for one in checked):
            self.standing.say(self.tr("都齐了：接着办，时限恢复。"), Tone.GREEN)
        else:
            self.standing.say("")

    def _also(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.also.value().splitlines() if line.strip())

    def draft_restored(self) -> None:
        """What is asked follows what was looked at."""
        said = self._asked.box.value()
        self._looked()
        self._asked.box.set_value(said)
        self._asked.arrange()

    def value(self) -> Resume:
        """The command; a paper nobody looked at is refused at its row."""
        return Resume(
            at=self.wall.now() if self.at.row.value() == NOW else moment(self.at, "at"),
            note=self.note.value(),
            papers=tuple(looked_at(f"{PAPER}{place}", row) for place, row in enumerate(self.rows)),
            also_missing=self._also(),
            why_again=self.why_again.value(),
            resume_by=moment(self.resume_by, "resume_by"),
            reaction=self._asked.box.value(),
            escalate_to=self._asked.escalate.value(),
        )
