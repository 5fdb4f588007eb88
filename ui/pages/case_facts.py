"""The left column of the case page: the requester's words, who is who, the facts, promises, attempts and the form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.views import CaseFile
from ui.dialogs.fact_list import FactList
from ui.pages.case_attachments import AttachmentList
from ui.pages.case_tasks import TaskList
from ui.prompts import Prompts
from ui.widgets.labels import plain
from ui.widgets.panel import Panel

FIRST_ASKED = "首问责任人"
Facts = list[tuple[str, str, str]]
SHOWN_EARLIER = 5
LONGEST_EARLIER = 44


def short(words: str) -> str:
    """As much of an earlier contact as helps to recognise it."""
    return words if len(words) <= LONGEST_EARLIER else f"{words[:LONGEST_EARLIER]}…"


class CaseFacts(QScrollArea):
    """`CaseFacts(desk, prompts)`, `show_file(file)`; everything is plain text."""

    def __init__(self, desk: Desk, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(self.tr("事项内容"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(10)
        self.words = plain("", "strong", wrap=True)
        self.request = FactList(self.tr("诉求"), label_width=64)
        self.people = FactList(self.tr("谁是谁"))
        self.facts = FactList(self.tr("登记内容"))
        self.result = FactList(self.tr("答复与结果"))
        self.promises = FactList(self.tr("承诺的变动"))
        self.attempts = FactList(self.tr("联系记录"))
        self.open_questions = FactList(self.tr("待联系、待弄清、待请示、待客户"))
        self.complaint = FactList(self.tr("记录表 06-05"))
        self.report = FactList(self.tr("举报内容"))
        self.history = FactList(self.tr("往来"), label_width=36)
        self.tasks = TaskList(desk, prompts)
        said = self._panel(self.tr("客户原话"), self.words)
        said.body.addWidget(self.request)
        self._panels = [
            said,
            self._panel(self.tr("举报内容"), self.report),
            self._panel(self.tr("谁是谁"), self.people),
            self._panel(self.tr("答复与结果"), self.result),
            self._panel(self.tr("承诺的变动"), self.promises),
            self._panel(self.tr("疑点与等待"), self.open_questions),
            self._panel(self.tr("联系记录"), self.attempts),
            self._panel(self.tr("登记内容"), self.facts),
            self._panel(self.tr("记录表 06-05"), self.complaint),
        ]
        self.attachments = AttachmentList(desk, prompts)
        self._panel(self.tr("附件"), self.attachments)
        self.preparing = self._panel(self.tr("准备任务"), self.tasks)
        self._rows.insertWidget(1, self.preparing)
        self._panels.insert(3, self._panel(self.tr("往来（来访、来电）"), self.history))
        self._rows.insertWidget(4, self._panels[3])
        self._rows.addStretch(1)
        self.setWidget(inside)

    def _panel(self, title: str, content: QWidget) -> Panel:
        panel = Panel(title)
        panel.body.addWidget(content)
        self._rows.addWidget(panel)
        return panel

    def show_file(self, file: CaseFile) -> None:
        """Show this case; panels without anything to say are hidden."""
        case = file.case
        self.words.setText(f"「{case.words}」" if case.words else self.tr("没有记录原话"))
        self.request.show_facts([(self.tr("诉求"), case.request, ""), (self.tr("补充"), "；".join(case.details), "")])
        people: Facts = []
        for label, name in file.people:
            people.append((label, name, "strong" if label == FIRST_ASKED else ""))
            if label == FIRST_ASKED:
                people.append(("", self.tr("登记后不可更改；离职、休假由主任做「责任移交」"), "small"))
        self.people.show_facts(people)
        self.facts.show_facts((label, words, "") for label, words in file.facts)
        self.result.show_facts(self._ending(file))
        self.promises.show_facts((f"{place}", line, "") for place, line in enumerate(file.promises, start=1))
        self.attempts.show_facts(self._attempts(file))
        self.open_questions.show_facts(self._waiting(file))
        self.complaint.show_facts(self._form(file))
        self.report.show_facts(self._report(file))
        self.history.show_facts(self._earlier(file))
        self.attachments.show_file(file)
        self.tasks.show_tasks(case, file.tasks)
        self.preparing.setVisible(bool(file.tasks))
        for panel in self._panels[1:]:
            lists = panel.findChildren(FactList)
            panel.setVisible(any(bool(one.texts()) for one in lists))

    def _ending(self, file: CaseFile) -> Facts:
        case, when = file.case, self._desk.clock.when
        ending = case.ending.word if case.ending else ""
        called = case.callback_result.word if case.callback_result else ""
        answered = " · ".join(part for part in (ending, when(case.answered_at), case.answer_way) if part)
        return [
            (self.tr("处理结果"), case.result if case.result != case.answer else "", ""),
            (self.tr("答复"), case.answer, "strong"),
            (
                self.tr("当场办结"),
                self.tr("用时 %1 分").replace("%1", str(case.minutes_taken)) if case.on_spot else "",
                "",
            ),
            (self.tr("结束"), answered, ""),
            (self.tr("回访"), " · ".join(part for part in (called, case.callback_note) if part), ""),
            (self.tr("作废原因"), case.void_reason, ""),
        ]

    def _report(self, file: CaseFile) -> Facts:
        """举报: what it is about, and what the person asked for ([74])."""
        said, case = file.accusation, file.case
        if said is None:
            return []
        wishes = (self.tr("匿名") if case.anonymous else "", self.tr("保密") if case.confidential else "")
        return [
            (self.tr("被举报人"), said.target, "strong"),
            (self.tr("涉及员工"), "、".join(file.names.get(person, "") for person in said.staff), ""),
            (self.tr("事实"), said.facts if said.facts != case.words else self.tr("见客户原话"), ""),
            (self.tr("时间地点"), said.occurred, ""),
            (self.tr("要求"), "、".join(filter(None, wishes)) or self.tr("无"), ""),
        ]

    def _earlier(self, file: CaseFile) -> Facts:
        """What the same requester asked before, calls beside visits, with who answered and how ([12] [32])."""
        return [
            (line.channel, f"{line.at} · {short(line.matter)} · {short(line.answered)}", "strong" if line.open else "")
            for line in file.history[:SHOWN_EARLIER]
        ]

    def _attempts(self, file: CaseFile) -> Facts:
        when = self._desk.clock.when
        shown = []
        for one in file.attempts:
            following = self.tr("下次 %1").replace("%1", when(one.next_at)) if one.next_at else ""
            parts = (one.target, one.way, one.number, one.result.word, one.note, following)
            shown.append((when(one.at), " · ".join(part for part in parts if part), ""))
        return shown

    def _waiting(self, file: CaseFile) -> Facts:
        when = self._desk.clock.when
        shown = []
        for doubt in file.doubts:
            asked = self.tr("问 %1").replace("%1", doubt.whom) if doubt.whom else ""
            promised = self.tr("答应 %1").replace("%1", when(doubt.promise_at)) if doubt.promise_at else ""
            concluded = self.tr("结论：%1").replace("%1", doubt.conclusion) if doubt.conclusion else ""
            due = self.tr("规定最晚 %1").replace("%1", when(doubt.due_at)) if doubt.due_at else ""
            parts = (doubt.doubt, asked, promised, due, concluded)
            shown.append((when(doubt.opened_at), " · ".join(part for part in parts if part), ""))
        for pause in file.pauses:
            until = when(pause.resume_by) or pause.resume_condition
            ended = self.tr("已恢复 %1").replace("%1", when(pause.ended_at)) if pause.ended_at else ""
            said = (pause.cause, pause.explained, until, ended)
            shown.append((when(pause.started_at), " · ".join(part for part in said if part), ""))
        return shown

    def _form(self, file: CaseFile) -> Facts:
        form = file.complaint
        if form is None:
            return []
        missing = self.tr("未填")
        return [
            (self.tr("编号"), form.number, ""),
            (self.tr("等级"), form.level or missing, ""),
            (self.tr("涉及部门"), form.involved or missing, ""),
            (self.tr("分类"), form.category, ""),
            (self.tr("调查"), form.investigation, ""),
            (self.tr("判断"), " ".join(part for part in (form.validity, form.truth) if part), ""),
            (self.tr("措施"), form.measures, ""),
            (self.tr("归档号"), form.archive_number, ""),
        ]
