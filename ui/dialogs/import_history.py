"""历次导入: when, what, by whom — and the way back, as a whole."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.importing import ImportRun
from ui.dialogs.import_work import DeskWork
from ui.jobs import Cancelled, Report
from ui.memory import WindowMemory
from ui.prompts import Prompts
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable
from ui.theme import Tone
from ui.widgets.labels import KeyHints, plain


class ImportHistory(QDialog):
    """`ImportHistory(desk, prompts, memory, parent)`; `undone()` after an import was taken back (Delete on its row)."""

    undone = Signal()

    def __init__(self, desk: Desk, prompts: Prompts, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self.setWindowTitle(self.tr("历次导入"))
        self.setAccessibleName(self.tr("历次导入"))
        self.setMinimumSize(900, 460)
        self._asked = ""
        self.model: PagedTableModel[ImportRun] = PagedTableModel(self._columns(), self._fetch, parent=self)
        self.table = RegisterTable(self.tr("历次导入"), self.model, memory, empty=self.tr("还没有导入过"))
        self.work = DeskWork(desk, prompts)
        self.back = QPushButton(self.tr("撤销这次导入  Delete"))
        self.shut = QPushButton(self.tr("关闭  Esc"))
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(18, 14, 18, 12)
        rows.setSpacing(8)
        rows.addWidget(plain(self.tr("历次导入"), "title"))
        about = self.tr("撤销不删除任何记录：导入的事项改为已作废、注明「撤销导入」，编号保留；之后可以重新导入。")
        rows.addWidget(plain(about, "muted", wrap=True))
        for part in (self.work, self.table, KeyHints([("Delete", self.tr("撤销这次导入"))])):
            rows.addWidget(part, 1 if part is self.table else 0)
        rows.addLayout(foot)
        for button in (self.back, self.shut):
            button.setAutoDefault(False)
        self.back.clicked.connect(self._ask_here)
        self.shut.clicked.connect(self.reject)
        self.table.keyed.connect(self._keyed)
        self.work.refused.connect(self._not_undone)
        self.work.stopped.connect(self._stopped)
        self.finished.connect(self.deleteLater)
        self.table.reload()
        self.table.setFocus()

    def _columns(self) -> list[Column[ImportRun]]:
        return [
            Column("at", self.tr("时间"), 130, self._when, sub=self._who),
            Column("file", self.tr("文件"), 260, self._file, sub=self._what, stretch=True),
            Column("made", self.tr("导入"), 70, self._made, align="right"),
            Column("known", self.tr("已有"), 70, self._known, align="right"),
            Column("refused", self.tr("有误"), 70, self._refused, align="right"),
            Column("state", self.tr("状态"), 190, self._state, sub=self._undone_by, tone=self._tone),
        ]

    def _fetch(self, _after: object | None) -> Page[ImportRun]:
        runs = tuple(self._desk.imports.history())
        return Page(runs, None, len(runs))

    def _when(self, run: ImportRun) -> str:
        return self._desk.clock.when(run.at)

    def _who(self, run: ImportRun) -> str:
        return self._desk.house.name(run.actor)

    def _file(self, run: ImportRun) -> str:
        return run.file

    def _what(self, run: ImportRun) -> str:
        return f"{run.title} · {run.sheet}"

    def _made(self, run: ImportRun) -> str:
        return str(run.made)

    def _known(self, run: ImportRun) -> str:
        return str(run.known)

    def _refused(self, run: ImportRun) -> str:
        return str(run.refused + run.left_out)

    def _state(self, run: ImportRun) -> str:
        return self.tr("已撤销") if run.undone_at else self.tr("有效")

    def _undone_by(self, run: ImportRun) -> str:
        if run.undone_at is None:
            return ""
        return f"{self._desk.house.name(run.undone_by)} {self._desk.clock.when(run.undone_at)}"

    def _tone(self, run: ImportRun) -> Tone:
        return Tone.QUIET if run.undone_at else Tone.GREEN

    # ------------------------------------------------------------ the way back

    def _keyed(self, letter: str, run_id: str) -> None:
        if letter == "delete":
            self.ask(run_id)

    def _ask_here(self) -> None:
        self.ask(self.table.current_id())

    def ask(self, run_id: str) -> None:
        """Ask before an import is taken back."""
        run = self.model.row(self.model.place(run_id))
        if run is None or self.work.busy:
            return
        self._asked = run_id
        words = self.tr("撤销「%1」的导入？由它新增的 %2 条将全部作废或停用。")
        words = words.replace("%2", str(run.made)).replace("%1", run.file)
        self._prompts.ask(self, words, self.tr("撤销"), self.tr("不撤销"), self._undo, True)

    def _undo(self, yes: bool) -> None:
        if not yes:
            return
        run_id = self._asked

        def work(desk: Desk, report: Report, cancelled: Cancelled) -> object:
            return desk.imports.undo(run_id, report, cancelled)

        self.work.start(self.tr("正在撤销导入"), work, self._done)

    def _done(self, _run: object) -> None:
        self.table.reload()
        self.work.say(self.tr("已撤销，编号保留"), Tone.GREEN)
        self.undone.emit()

    def _not_undone(self, words: str) -> None:
        self.work.say(words, Tone.RED)

    def _stopped(self) -> None:
        self.work.say(self.tr("已停止撤销，没有改动"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a box ends its text and presses no button, least of all 取消."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close; work under way is cancelled first."""
        if self.work.busy:
            self.work.cancel()
            return
        super().reject()
