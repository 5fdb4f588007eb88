"""《客户投诉/建议/意见记录表》 06-05: what the form asks beyond the case; nothing is typed twice (M5.2 [95])."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.answering import accepted
from firstask_desktop.domain.commands import ComplaintForm
from firstask_desktop.domain.complaint import Complaint
from firstask_desktop.domain.flow import Action
from ui.dialogs.case_dialog import CaseDialog, Done
from ui.dialogs.editors import money
from ui.dialogs.people_box import WhomBox, everybody, leading
from ui.prompts import Prompts
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.labels import plain
from ui.widgets.suggest import Suggest

SOURCES = ("来访", "来电", "来信", "网络", "上级转办")
COLUMNS = 2


class ComplaintDialog(CaseDialog):
    """`ComplaintDialog(desk, prompts, action, case_id, done, parent=None)`; filled in piece by piece, saved any time."""

    def __init__(
        self, desk: Desk, prompts: Prompts, action: Action, case_id: str, done: Done, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk, prompts, action, case_id, done, ok=self.tr("保存"), width=900, parent=parent,
            about=self.tr("客户、原话、首问、转办、答复、回访由事项自动带入；这里只填记录表另外要的。"),
        )  # fmt: skip
        self.complaint = self.file.complaint or Complaint()
        self._contents()
        self._inquiry()
        self._result()

    def _contents(self) -> None:
        rules = self.desk.house.scene.complaint
        self._section(
            self.tr("内容"),
            [
                self._choice("source", self.tr("来源"), SOURCES),
                self._choice("level", self.tr("等级"), rules.levels),
                self._choice("category", self.tr("分类"), rules.categories),
                self._line("involved", self.tr("涉及部门"), self.tr("部门或人员")),
                self._line("occurred_at", self.tr("发生时间")),
                self._line("place", self.tr("地点")),
                self._line("wished_answer", self.tr("希望答复"), self.tr("方式与时间")),
                self._line("soothed", self.tr("当场安抚"), self.tr("当场答复、安抚的情况")),
            ],
        )

    def _inquiry(self) -> None:
        self._section(
            self.tr("调查与处理意见"),
            [
                self._text("investigation", self.tr("调查经过")),
                self._text("cause", self.tr("原因分析")),
                self._choice("validity", self.tr("是否有效"), ("有效", "无效")),
                self._choice("truth", self.tr("是否属实"), ("属实", "部分属实", "不属实")),
                self._text("department_opinion", self.tr("部门意见")),
                self._text("supervisor_opinion", self.tr("主任意见")),
                self._text("manager_approval", self.tr("经理审批"), self.tr("重要、重大的须经理审批")),
            ],
        )

    def _result(self) -> None:
        self.escalate = Suggest(self.tr("上报给"), leading(self.desk), self.tr("主任或经理姓名"))
        paid = LineBox(self.tr("补偿金额"), self.tr("元；没有不填"), 14)
        if self.complaint.compensation_fen:
            paid.set_value(f"{self.complaint.compensation_fen / 100:.2f}")
        by = WhomBox(self.tr("批准人"), everybody(self.desk), self.tr("姓名"))
        by.setText(self.complaint.compensation_by)
        self._section(
            self.tr("结果与归档"),
            [
                self._text("measures", self.tr("处理措施")),
                self._text("corrective", self.tr("纠正预防"), self.tr("措施及完成期限")),
                Field(self.tr("补偿金额"), paid, name="compensation_fen"),
                Field(self.tr("批准人"), by, name="compensation_by"),
                self._choice("reaction", self.tr("客户意见"), ("接受", "不接受")),
                self._line("archive_number", self.tr("归档号")),
                Field(self.tr("上报给"), self.escalate, name="escalate_to", required=True),
            ],
        )
        self.fields["reaction"].edited.connect(self._reacted)
        self._reacted()

    def _reacted(self) -> None:
        """Who does not accept it must be heard by somebody above, once ([83])."""
        said = self.fields["reaction"].editor.value()  # type: ignore[attr-defined]
        heard = bool(self.file.case.reaction) and not accepted(self.file.case.reaction)
        self.fields["escalate_to"].setVisible(bool(said) and not accepted(said) and not heard)

    def draft_restored(self) -> None:
        """Whom it is reported to follows what the requester said."""
        self._reacted()

    def _section(self, title: str, fields: Sequence[Field]) -> None:
        """A heading and its fields in two columns; the tab order goes row by row."""
        self.add_widget(plain(title, "strong"))
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(18)
        for place, field in enumerate(fields):
            self.add(field)
            self.body.removeWidget(field)
            grid.addWidget(field, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self.add_widget(box)

    def _known(self, name: str) -> str:
        return str(getattr(self.complaint, name))

    def _line(self, name: str, label: str, placeholder: str = "") -> Field:
        box = LineBox(label, placeholder, 300)
        box.set_value(self._known(name))
        return Field(label, box, name=name)

    def _text(self, name: str, label: str, placeholder: str = "") -> Field:
        box = TextBox(label, placeholder, 2, 5)
        box.set_value(self._known(name))
        return Field(label, box, name=name)

    def _choice(self, name: str, label: str, options: Sequence[str]) -> Field:
        row = ChoiceRow(label, [Choice(text, text) for text in options])
        row.set_value(self._known(name))
        return Field(label, row, name=name)

    def value(self) -> ComplaintForm:
        """The command with every part of the form."""
        given: dict[str, str] = {}
        for name, field in self.fields.items():
            if isinstance(field.editor, WhomBox):
                given[name] = field.editor.text().strip()
            elif isinstance(field.editor, LineBox | TextBox | ChoiceRow) and name != "compensation_fen":
                given[name] = field.editor.value()
        paid = self.fields["compensation_fen"].editor
        fen = money(paid.value(), "compensation_fen") if isinstance(paid, LineBox) else 0
        return ComplaintForm(compensation_fen=fen, **given)
