"""材料核对 and 《一次性告知单》: every paper of the catalogue is 齐, 缺 or 不合格, with how many were received ([51])."""

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import Materials
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.materials import UNFIT, CheckedPaper
from firstask_desktop.errors import Refused
from ui.dialogs.case_dialog import CaseDialog, Done, moment
from ui.dialogs.explaining import ExplainRow
from ui.dialogs.promise_box import WallClock
from ui.dialogs.reaction import ReactionAsked
from ui.dialogs.staff_box import StaffBox
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.field import Field
from ui.widgets.labels import plain
from ui.widgets.material_row import MaterialRow
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.notice import Notice

CLAUSE = "B2 [51]"


class MaterialsDialog(CaseDialog):
    """`MaterialsDialog(desk, prompts, action, case_id, done, parent=None)`: one row for each paper of the catalogue."""

    def __init__(
        self, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done, *, parent: QWidget | None = None
    ) -> None:
        about = self.tr("逐样核对，缺的一次告知；时限停表，补齐后接着办。")
        ok = self.tr("开告知单")
        super().__init__(desk, prompts, action, case_id, done, ok=ok, about=about, width=760, parent=parent)
        self.counted = Notice()
        self.add_widget(self.counted)
        self.rows: list[MaterialRow] = []
        materials = self.file.matter.materials if self.file.matter else ()
        if materials:
            self.add_widget(plain(self.tr("每样按 1 齐 · 2 缺 · 3 不合格"), "small"))
        for place, name in enumerate(materials):
            row = MaterialRow(name)
            self.rows.append(row)
            self.add(Field(name, row, name=f"material_{place}", above=True))
        label = self.tr("另外还缺") if materials else self.tr("还缺什么")
        self.other = TextBox(label, self.tr("一行一样，写明规格和份数"), 2)
        self.add(Field(label, self.other, name="missing", required=not materials))
        self.deadline = LineBox(self.tr("补齐时限"), self.tr("如：五个工作日内"), 80)
        self.add(Field(self.tr("补齐时限"), self.deadline, name="deadline", required=True))
        self.resume_by = MomentEdit(self.tr("约定时间"), self.wall.now, WallClock(desk).quick_promises())
        self.add(Field(self.tr("约定时间"), self.resume_by, name="resume_by"))
        self.explained = StaffBox(self.tr("解释内容"), desk.house.phrases, self.tr("缺什么、为什么要、补齐后怎么办"), 1)
        self.add(Field(self.tr("解释内容"), self.explained, name="explained"))
        explain = ExplainRow(self.tr("解释模板"), desk, self.explained)
        self.add(Field(self.tr("解释模板"), explain)).setVisible(explain.any())
        self._asked = ReactionAsked(self)
        self._make_again()

    def _make_again(self) -> None:
        """A further sheet asks why the first did not say it all, and against whom that counts."""
        self.why_again = LineBox(self.tr("为何再发"), self.tr("第一次为什么没有一次告知"), 200)
        asked = self.add(Field(self.tr("为何再发"), self.why_again, name="why_again", required=True))
        asked.setVisible(bool(self.file.papers))
        if self.file.papers:
            first = self.desk.house.name(self.file.papers[0].made_by)
            said = self.tr("这是第 %1 张告知单：第一张没有告知全，记入 %2 名下。")
            number = str(len(self.file.papers) + 1)
            self.counted.say(said.replace("%1", number).replace("%2", first), Tone.AMBER)

    def value(self) -> Materials:
        """The command; refuses a paper that was not looked at, a count that is none, an unfit paper without why."""
        checked = [looked_at(f"material_{place}", row) for place, row in enumerate(self.rows)]
        other = [line.strip() for line in self.other.value().splitlines() if line.strip()]
        missing = [one.lacking() for one in checked if one.lacking()]
        if self.rows and not (missing or other):
            said = self.tr("材料都齐了，不用开告知单，请接着办理")
            raise Refused(said, code="complete", field="missing", clause=CLAUSE)
        return Materials(
            missing=(*missing, *other),
            received=tuple(one.received() for one in checked if one.received()),
            deadline=self.deadline.value(),
            resume_by=moment(self.resume_by, "resume_by"),
            why_again=self.why_again.value(),
            explained=self.explained.value(),
            reaction=self._asked.box.value(),
            escalate_to=self._asked.escalate.value(),
            quoted=self.explained.quoted(),
        )

    def draft_restored(self) -> None:
        """Whom it is reported to follows what the requester said."""
        self._asked.arrange()


def looked_at(field: str, row: MaterialRow) -> CheckedPaper:
    """The paper as it stands in the row; one nobody looked at, an unfit one without why, a count that is none: refused."""
    one = row.checked()
    if not one.standing:
        said = row.tr("请核对「%1」：齐、缺还是不合格").replace("%1", row.name)
    elif one.count < 0:
        said = row.tr("份数请写数字，如 2")
    elif one.standing == UNFIT and not one.note:
        said = row.tr("请写明「%1」哪里不合格").replace("%1", row.name)
    else:
        return one
    raise Refused(said, code="material", field=field, clause=CLAUSE)
