"""流程图: the live 《首问责任制操作流程图》: where every open case stands now, and the way one case went (M5.3 [96])."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPagedPaintDevice, QShortcut, QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.chart import BY_KEY
from firstask_desktop.errors import Refused
from firstask_desktop.events import Changed
from ui.memory import WindowMemory
from ui.pages.chart_aside import ChartAside
from ui.pages.chart_paper import ChartPaper
from ui.pages.chart_view import ChartCanvas, ChartView
from ui.pdf_file import open_preview
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import KeyHints
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

ASIDE = 330


class ChartPage(QWidget):
    """`show_case(case_id)` shows one case's way; `opened(case_id)` on Enter in the list. Changed cases move at once."""

    opened = Signal(str)

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts, self._memory = desk, prompts, memory
        self._case = ""
        self.setAccessibleName(self.tr("流程图"))
        self.canvas = ChartCanvas()
        self.view = ChartView(self.canvas)
        self.aside = ChartAside(desk, memory)
        self.finder = LineBox(self.tr("看一件事项走过的路"), self.tr("输入编号，看它走过的路"), 40, "search")
        self.papers = ChoiceRow(self.tr("纸张"), [Choice("A4", "A4"), Choice("A3", "A3")])
        self.papers.set_value("A4")
        self.said = Notice()
        self.lost = Notice()
        self._lay_out()
        self._bind()
        self.setFocusProxy(self.canvas)
        signals.changed.connect(self._changed)
        self.reload()

    def _lay_out(self) -> None:
        self.print_button = QPushButton(self.tr("打印  Ctrl+P"))
        self.pdf_button = QPushButton(self.tr("导出 PDF  Ctrl+S"))
        self.finder.setMinimumWidth(230)
        self.papers.setFixedWidth(124)
        panel = Panel(self.tr("首问责任制操作流程图"))
        panel.add_to_header(self.finder)
        for button in (self.print_button, self.pdf_button):
            button.setAccessibleName(button.text().split("  ", maxsplit=1)[0])
            button.setMinimumHeight(33)
        for part in (self.papers, self.pdf_button, self.print_button):
            panel.header.addWidget(part)
        keys = (
            ("↑↓←→", self.tr("走到别的框")),
            ("Enter", self.tr("看站在那里的事项")),
            ("Ctrl+F", self.tr("一件事项的路")),
            ("Ctrl + − 0", self.tr("放大 缩小 全图")),
        )
        for notice in (self.lost, self.said):
            panel.body.addWidget(notice)
        panel.body.addWidget(self.view, 1)
        panel.body.addWidget(KeyHints(keys))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(panel)
        self.split.addWidget(self.aside)
        self.split.setStretchFactor(0, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(11)
        self.aside.setMinimumWidth(300)
        if not self._memory.restore_splitter("chart", self.split):
            self.split.setSizes([1000, ASIDE])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 6)
        rows.addWidget(self.split)

    def _bind(self) -> None:
        self.canvas.chosen.connect(self._choose)
        self.canvas.entered.connect(self._enter)
        self.aside.opened.connect(self.opened)
        self.aside.walked.connect(self.show_case)
        self.finder.returnPressed.connect(self._find)
        self.print_button.clicked.connect(self.preview)
        self.pdf_button.clicked.connect(self.save_pdf)
        for keys, slot in (
            ("Ctrl++", self.view.larger), ("Ctrl+=", self.view.larger), ("Ctrl+-", self.view.smaller),
            ("Ctrl+0", self.view.fit), ("Ctrl+P", self.preview), ("Ctrl+S", self.save_pdf),
            ("Ctrl+F", self.begin_search),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while another page was shown is on the chart when it comes back."""
        super().showEvent(event)
        self.reload()

    # ------------------------------------------------------------ what is shown

    def reload(self) -> None:
        """Count anew and ask for the selected box's cases again."""
        if self._desk.actor is not None:
            self.tick()
            self._choose(self.canvas.drawing.selected)

    def tick(self) -> None:
        """Time passed: more may be overdue."""
        self.canvas.set_counts(self._desk.chart.nodes())
        self.aside.show_count(self.canvas.drawing.counts.get(self.aside.node.key))
        numbers = self._desk.chart.lost()
        words = self.tr("程序错误：%1 不在流程图的任何一步，请报告维护人员").replace("%1", "、".join(numbers[:5]))
        self.lost.say(words if numbers else "", Tone.RED)

    def _choose(self, key: str) -> None:
        self.aside.show_node(key, self.canvas.drawing.counts.get(key))

    def _enter(self, _key: str) -> None:
        """Into the list of the cases standing there."""
        if self.aside.model.rowCount():
            self.aside.table.setFocus()

    def begin_search(self, text: str = "") -> None:
        """Ask for a case's number."""
        if text:
            self.finder.set_value(text)
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def _find(self) -> None:
        text = self.finder.value()
        case = self._desk.cases.by_number(text.upper()) if text else None
        if case is None and text:
            rows = self._desk.search.find(text).rows
            case = rows[0].case if len(rows) == 1 else None
        if case is None:
            self.clear_path()
            words = self.tr("没有编号为「%1」的事项，请核对编号").replace("%1", text) if text else ""
            self.said.say(words, Tone.AMBER)
            return
        self.show_case(case.id)
        self.canvas.select(self.canvas.drawing.path[-1])
        self.canvas.setFocus()

    def show_case(self, case_id: str) -> None:
        """Show the way of one case, from the first question to where it stands now."""
        path = self._desk.chart.path(case_id)
        row = self._desk.cases.row(case_id)
        self._case = case_id
        self.canvas.set_path(path)
        self.view.show_box(path[-1])
        words = self.tr("%1 走过的路，现在「%2」。Esc 取消").replace("%1", row.number)
        self.said.say(words.replace("%2", BY_KEY[path[-1]].name), Tone.ACCENT)

    def clear_path(self) -> None:
        """No case's way any more."""
        self._case = ""
        self.canvas.set_path(())
        self.said.say("")

    def change_person(self) -> None:
        """Somebody else sits at the desk: nothing looked for before stays."""
        self.finder.set_value("")
        self.clear_path()
        self.reload()

    def _changed(self, changed: Changed) -> None:
        """A case moved: its numbers and, when its way is shown, its way move with it."""
        if not changed.touches("cases") or self._desk.actor is None or not self.isVisible():
            return
        self.tick()
        self.aside.table.reload()
        if self._case in changed.rows["cases"]:
            self.show_case(self._case)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the chart, then takes a case's way off it."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.canvas.hasFocus():
            self.clear_path()
        else:
            self.canvas.setFocus()

    def keep(self) -> None:
        """Remember how wide the chart was."""
        self._memory.keep_splitter("chart", self.split)

    # ------------------------------------------------------------ paper

    def paper(self) -> ChartPaper:
        """The sheet as it would be printed now."""
        centre = self._desk.house.centre
        today = self._desk.clock.now().astimezone(self._desk.clock.zone)
        date = f"{today.year} 年 {today.month} 月 {today.day} 日"
        number = self._desk.cases.row(self._case).number if self._case else ""
        return ChartPaper(
            centre.organisation, centre.name, date, self.canvas.drawing.path, number, self._desk.mark.image,
            self.tr("封账码 %1").replace("%1", self._desk.upkeep.head()),
        )  # fmt: skip

    def preview(self) -> None:
        """Print with a preview; without a printer say so."""
        open_preview(self, self._prompts, self.print_on, self.paper().layout(self.papers.value()))

    def print_on(self, device: QPagedPaintDevice) -> None:
        """The sheet on a printer's page, whichever paper was chosen there."""
        self.paper().print_on(device)

    def save_pdf(self) -> None:
        """Write a PDF where the person says."""
        name = self.tr("首问责任制操作流程图 %1.pdf").replace("%1", self.papers.value())
        self._prompts.save_path(self, self.tr("导出 PDF"), name, "PDF (*.pdf)", self.write_pdf)

    def write_pdf(self, path: Path) -> None:
        """Write it; a place that refuses is told, and another can be chosen."""
        try:
            self.paper().write_pdf(path, self.papers.value())
        except Refused as refusal:
            self._prompts.warn(self, str(refusal), self.save_pdf)
            return
        self.said.say(self.tr("已存为 %1").replace("%1", path.name), Tone.GREEN)
