"""月报: the month in figures and pictures, every number opening its rows; one key makes the workbook for the company."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.month_views import Figure, FigureTable, MonthReport
from firstask_desktop.events import Changed
from ui.jobs import Cancelled, Job, JobBar, Report
from ui.memory import WindowMemory
from ui.pages.ledger_files import FOLDER, OPEN_FOLDER, OTHER_NAME, another_name
from ui.pages.report_figures import FigureGrid, FigureRows
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.theme import Tone
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import KeyHints, plain
from ui.widgets.month_chart import MonthChart
from ui.widgets.notice import Notice, NoticeAction
from ui.widgets.panel import Panel

PAUSE = 400
"""Milliseconds a change rests before the month is reckoned anew."""


class ReportPage(QWidget):
    """`show_month(day)`, `show_table(key)`; Alt+← and Alt+→ turn the months; `opened(case_id)` from a number's rows."""

    opened = Signal(str)

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts, self._memory = desk, prompts, memory
        self.setAccessibleName(self.tr("月报"))
        self.month = desk.reports.today().replace(day=1)
        self.report: MonthReport = desk.reports.month(self.month)
        self.back, self.on = QPushButton(self.tr("上月  Alt+←")), QPushButton(self.tr("下月  Alt+→"))
        self.name = plain("", "title")
        self.parts = ChoiceRow(self.tr("表"), [])
        self.export = QPushButton(self.tr("生成月报工作簿  Ctrl+E"))
        self.bar, self.notice = JobBar(), Notice()
        self.panel = Panel(" ", " ")
        self.grid = FigureGrid()
        self.charts: list[MonthChart] = []
        self._pictures = QWidget()
        self._drawn = QHBoxLayout(self._pictures)
        self.notes = plain("", "muted", wrap=True)
        self.job: Job | None = None
        self.path = Path()
        self._stale = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect(signals)
        self._show_report()

    def _lay_out(self) -> None:
        self.export.setProperty("primary", True)
        self.export.setAccessibleName(self.tr("生成月报工作簿"))
        self.back.setAccessibleName(self.tr("上月"))
        self.on.setAccessibleName(self.tr("下月"))
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.back, self.name, self.on):
            top.addWidget(part)
        top.addSpacing(12)
        top.addWidget(self.parts, 1)
        top.addWidget(self.export)
        self._drawn.setContentsMargins(0, 0, 0, 0)
        self._drawn.setSpacing(14)
        keys = KeyHints(
            (("Enter", self.tr("打开这个数的事项")), ("Ctrl+E", self.tr("工作簿")), ("Esc", self.tr("回到选表")))
        )
        self.panel.body.addWidget(self._pictures, 3)
        self.panel.body.addWidget(self.grid, 4)
        self.panel.body.addWidget(self.notes)
        self.panel.body.addWidget(keys)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 6)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addWidget(self.bar)
        rows.addWidget(self.notice)
        rows.addWidget(self.panel, 1)
        self.setFocusProxy(self.parts)

    def _connect(self, signals: DeskSignals) -> None:
        self.back.clicked.connect(self.former)
        self.on.clicked.connect(self.later)
        self.export.clicked.connect(self.start_export)
        self.parts.chosen.connect(self.show_table)
        self.grid.asked.connect(self._asked)
        self.notice.acted.connect(self._acted)
        self._pause.timeout.connect(self.reload)
        signals.changed.connect(self._changed)
        for keys, slot in (
            ("Alt+Left", self.former),
            ("Alt+Right", self.later),
            ("Ctrl+E", self.start_export),
            ("Esc", self.parts.setFocus),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ------------------------------------------------------------ which month, which table

    def former(self) -> None:
        """The month before."""
        self.show_month(self.month - timedelta(days=1))

    def later(self) -> None:
        """The month after, up to the present one."""
        following = (self.month + timedelta(days=32)).replace(day=1)
        if following <= self._desk.reports.today():
            self.show_month(following)

    def show_month(self, day: date) -> None:
        """Reckon and show another month."""
        self.month = day.replace(day=1)
        self.reload()

    def reload(self) -> None:
        """Reckon the month anew."""
        self._pause.stop()
        self._stale = False
        if self._desk.actor is not None:
            self.report = self._desk.reports.month(self.month)
            self._show_report()

    def _show_report(self) -> None:
        self.name.setText(self.report.month_words)
        self.on.setEnabled((self.month + timedelta(days=32)).replace(day=1) <= self._desk.reports.today())
        chosen = self.parts.value() or self.report.tables[0].key
        self.parts.set_choices([Choice(table.key, table.title) for table in self.report.tables])
        self.parts.set_value(chosen)
        self.show_table(chosen)

    @property
    def shown(self) -> FigureTable:
        """The table now shown."""
        return self.report.table(self.parts.value())

    def show_table(self, key: str) -> None:
        """Show one table with its pictures."""
        self.parts.set_value(key)
        table = self.shown
        for chart in self.charts:
            self._drawn.removeWidget(chart)
            chart.hide()
            chart.deleteLater()
        self.charts = [MonthChart(table, drawing, self.panel) for drawing in table.drawings]
        for chart in self.charts:
            chart.picked.connect(self._asked)
            self._drawn.addWidget(chart)
        self._pictures.setVisible(bool(self.charts))
        self.panel.title.setText(f"{self.report.title} · {self.report.month_words} · {table.title}")
        self.panel.setAccessibleName(table.title)
        self.panel.set_aside(self.tr("封账码 %1 · %2").replace("%1", self.report.seal).replace("%2", self.report.made))
        self.notes.setText("\n".join(self.report.notes))
        self.notes.setVisible(key == self.report.tables[0].key)
        self.grid.show_table(table)

    # ------------------------------------------------------------ the rows behind a number

    def _asked(self, row: int, column: int) -> None:
        table = self.shown
        rows = [*table.rows, *([table.whole] if table.whole else [])]
        figure: Figure = rows[row].figures[column]
        parts = (self.report.month_words, table.title, rows[row].label, table.headings[column], figure.words)
        dialog = FigureRows(self._desk, " · ".join(parts), figure, self)
        dialog.opened.connect(self.opened)
        dialog.open()

    # ------------------------------------------------------------ the workbook

    def start_export(self) -> None:
        """Ask where to, then write the month's workbook beside the window."""
        if self.job is None:
            kept = self._memory.get(FOLDER)
            folder = Path(kept) if isinstance(kept, str) and Path(kept).is_dir() else Path.home()
            self._ask_path(folder / self._desk.reports.suggested_name(self.month))

    def _ask_path(self, suggested: Path) -> None:
        title, kinds = self.tr("生成月报工作簿"), self.tr("Excel 工作簿 (*.xlsx)")
        self._prompts.save_path(self, title, str(suggested), kinds, self._export_to)

    def _export_to(self, path: Path) -> None:
        desk, month = self._desk, self.month
        self.path = path
        assert desk.actor is not None  # read here, on the window's thread, before the work forks the desk

        def work(report: Report, cancelled: Cancelled) -> object:
            forked = desk.fork()
            try:
                return forked.reports.export(month, path, report, cancelled)
            finally:
                forked.close()

        self.job = Job(work, self.tr("正在生成 %1").replace("%1", path.name), self)
        self.notice.say("")
        self.job.finished.connect(self._exported)
        self.job.failed.connect(self._failed)
        self.job.cancelled.connect(self._cancelled)
        self.job.bug.connect(self._bug)
        for end in (self.job.finished, self.job.failed, self.job.cancelled, self.job.bug):
            end.connect(self._over)
        self.bar.follow(self.job)
        self.export.setEnabled(False)
        self.job.start()

    def _exported(self, _path: object) -> None:
        self._memory.put(FOLDER, str(self.path.parent))
        words = self.tr("已生成：%1").replace("%1", str(self.path))
        action = NoticeAction(OPEN_FOLDER, self.tr("打开文件夹"), "Alt+O")
        self.notice.say(words, Tone.GREEN, actions=(action,))

    def _failed(self, refusal: object) -> None:
        action = NoticeAction(OTHER_NAME, self.tr("换个名字再存"), "Alt+O")
        self.notice.say(str(refusal), Tone.RED, actions=(action,))

    def _cancelled(self) -> None:
        self.notice.say(self.tr("已取消，没有留下文件"), Tone.ACCENT)

    def _bug(self, text: str) -> None:
        self._prompts.bug(self, text)

    def _over(self) -> None:
        if self.job is not None:
            self.job.deleteLater()
            self.job = None
        self.export.setEnabled(True)

    def _acted(self, name: str) -> None:
        if name == OTHER_NAME:
            self._ask_path(another_name(self.path))
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))

    # ------------------------------------------------------------ staying true

    def _changed(self, changed: Changed) -> None:
        if changed.touches("cases"):
            self._stale = True
            if self.isVisible():
                self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown is reckoned now."""
        super().showEvent(event)
        if self._stale:
            self._pause.start()
