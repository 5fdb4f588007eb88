"""导入: a register or list somebody else made is looked at row by row, mended, and taken in whole or not at all (S7, T7)."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.importing import ImportRun, RowVerdict
from ui.dialogs.import_history import ImportHistory
from ui.dialogs.import_parts import LEDGER, ImportFoot, ImportTop, Plan
from ui.dialogs.import_preview import ImportPreview
from ui.dialogs.import_saving import ImportSaving
from ui.dialogs.import_words import import_words
from ui.dialogs.import_work import DeskWork
from ui.jobs import Cancelled, Report, lasting
from ui.memory import WindowMemory
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.labels import EmptyState
from ui.widgets.notice import NoticeAction

AGAIN, ALIKE = "again", "alike"
SIZE = (1240, 690)


class ImportDialog(QDialog):
    """`ImportDialog(desk, prompts, memory, key, parent)`; `open()` asks for the file. `imported()` when rows came in
    or were taken back.

    Nothing here waits: reading, judging, writing and undoing are jobs beside the window, each of which can be cancelled.
    """

    imported = Signal()

    def __init__(
        self, desk: Desk, prompts: Prompts, memory: WindowMemory, key: str = LEDGER, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts, self._memory = desk, prompts, memory
        self.setWindowTitle(self.tr("导入"))
        self.setAccessibleName(self.tr("从 Excel 导入"))
        self.setMinimumSize(980, 560)
        self.path = Path()
        self._judging = self._again = self._writing = False
        self._alike = ("", "", "")
        self.top, self.foot = ImportTop(key), ImportFoot()
        self.kind = self.top.kind
        self.preview = ImportPreview(desk)
        self.work = DeskWork(desk, prompts)
        self.saving = ImportSaving(desk, prompts, self)
        self.empty = EmptyState("ledger", self.tr("还没有选择文件"), self.tr("按 Ctrl+O 选择要导入的 Excel 工作簿"))
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show(None)
        self.finished.connect(self.deleteLater)

    @property
    def plan(self) -> Plan | None:
        """The file that is being looked at."""
        return self.preview.plan

    # ------------------------------------------------------------ making

    def _lay_out(self) -> None:
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.preview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 12, 18, 12)
        whole.setSpacing(8)
        whole.addWidget(self.top)
        whole.addWidget(self.work)
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.foot)
        self.resize(*SIZE)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._kind_chosen)
        self.preview.judge_asked.connect(self._judge)
        self.preview.read_asked.connect(self._read)
        self.preview.mended.connect(self._say_state)
        self.preview.alike.connect(self._offer_alike)
        self.work.began.connect(self._began)
        self.work.freed.connect(self._freed)
        self.work.refused.connect(self._refused)
        self.saving.saved.connect(self._saved)
        self.work.stopped.connect(self._stopped)
        self.work.acted.connect(self._acted)
        foot = self.foot
        for button, slot, keys in (
            (self.top.choose, self.ask_file, "Ctrl+O"),
            (foot.spare, self.saving.ask_list, "Ctrl+E"),
            (foot.past, self.show_history, "Ctrl+H"),
            (foot.keep_bad, self.saving.ask_refused, "Ctrl+S"),
            (foot.take, self.start, "Ctrl+Return"),
            (foot.shut, self.reject, ""),
        ):
            button.clicked.connect(slot)
            if keys:
                QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        QShortcut(QKeySequence("F6"), self).activated.connect(self.preview.other_side)

    def open(self) -> None:
        """Show without blocking, and ask which file."""
        super().open()
        self.ask_file()

    # ------------------------------------------------------------ the file

    def ask_file(self) -> None:
        """Which workbook."""
        if not self.work.busy:
            self._prompts.open_path(self, self.tr("导入哪个工作簿"), self.tr("Excel 工作簿 (*.xlsx)"), self.read)

    def read(self, path: Path) -> None:
        """Look at a workbook: the table that fits best."""
        self.path = path
        self._show(None)
        self._read("", 0, False)

    def _read(self, sheet: str, line: int, double: bool) -> None:
        key, path = self.kind.value(), self.path

        def work(desk: Desk, report: Report, cancelled: Cancelled) -> object:
            with lasting():
                return desk.imports.open(key, path, sheet, line, double, report, cancelled)

        self.work.start(self.tr("正在读取 %1").replace("%1", path.name), work, self._opened)

    def _opened(self, plan: object) -> None:
        found = plan
        self.stack.setCurrentWidget(self.preview)
        self.preview.begin(found)
        self._say_state()

    def _kind_chosen(self, _key: str) -> None:
        if not self.work.busy:
            self._show(None)
            if self.path.name:
                self.read(self.path)

    def put_aside(self) -> tuple[str, Path, Plan | None] | None:
        """What it goes on with after a lock: rows being written go on by themselves, other work stops."""
        if self._writing or not self.path.name:
            return None
        self.work.cancel()
        return self.kind.value(), self.path, None if self.work.busy else self.plan

    def take_up(self, path: Path, plan: Plan | None) -> None:
        """Show again, with what was mended; a file that was only being read is read anew."""
        super().open()
        self.path = path
        self._opened(plan) if plan is not None else self.read(path)

    # ------------------------------------------------------------ judging and mending

    def _judge(self) -> None:
        """Judge every row anew; asked again meanwhile, begin anew."""
        plan = self.plan
        if self.work.busy:
            self._again = self._judging
            if self._judging:
                self.work.cancel()
            return
        if plan is None:
            return

        def work(desk: Desk, report: Report, cancelled: Cancelled) -> object:
            with lasting():
                desk.imports.judge(plan, report, cancelled)
            return plan

        self.work.start(self.tr("正在核对每一行"), work, self._judged)
        self._judging = True

    def _judged(self, plan: object) -> None:
        if self._again:
            self._judge()
        else:
            self._show(plan)

    def _offer_alike(self, source: str, old: str, new: str, others: int) -> None:
        self._alike = (source, old, new)
        words = self.tr("另有 %1 行也是「%2」。").replace("%1", str(others)).replace("%2", old[:30])
        self.work.say(words, Tone.ACCENT, NoticeAction(ALIKE, self.tr("都改成一样"), "Alt+A"))

    def _mend_alike(self) -> None:
        plan, (source, old, new) = self.plan, self._alike
        if plan is None or self.work.busy:
            return

        def work(desk: Desk, _report: Report, _cancelled: Cancelled) -> object:
            desk.imports.mend_alike(plan, source, old, new)
            return plan

        self.work.start(self.tr("正在修改"), work, self._show)

    # ------------------------------------------------------------ showing

    def _show(self, plan: object) -> None:
        self.preview.show_plan(plan)
        self.stack.setCurrentIndex(0 if plan is None else 1)
        self.foot.spare.setVisible(self.kind.value() != LEDGER)
        self._say_state()

    def _say_state(self) -> None:
        plan, free = self.plan, not self.work.busy
        counts = plan.counts() if plan is not None and free else dict.fromkeys(RowVerdict, 0)
        words = self.tr("导入 %1 行  Ctrl+Enter").replace("%1", str(counts[RowVerdict.GOOD]))
        self.foot.take.setText(words if plan is not None else self.tr("导入  Ctrl+Enter"))
        self.foot.take.setEnabled(counts[RowVerdict.GOOD] > 0)
        self.foot.keep_bad.setEnabled(counts[RowVerdict.BAD] > 0)
        if plan is None or not free:
            return
        if plan.missing:
            told = self.tr("每一行都需要：%1。请在左边指明是哪一列，或为整份文件填一个值。")
            self.work.say(told.replace("%1", self.preview.missing_words()), Tone.AMBER)
        elif plan.table.peek.wide:
            self.work.say(self.tr("这张表的列太多，只看了前 60 列；后面的列不导入。"), Tone.AMBER)
        else:
            self.work.say("")

    # ------------------------------------------------------------ in, out, back

    def start(self) -> None:
        """Write the good rows; while others are refused, only when the person says that those may stay behind ([33])."""
        plan = self.plan
        if plan is None or self.work.busy:
            return
        counts = plan.counts()
        if not counts[RowVerdict.BAD]:
            self._write(True)
            return
        question = self.tr("有 %1 行有误，不会导入。只导入其余 %2 行吗？")
        question = question.replace("%1", str(counts[RowVerdict.BAD])).replace("%2", str(counts[RowVerdict.GOOD]))
        self._prompts.ask(self, question, self.tr("只导入好的行"), self.tr("先改"), self._write, careful=True)

    def _write(self, yes: bool) -> None:
        plan = self.plan
        if not yes:
            self.preview.show_rows(RowVerdict.BAD)
            return
        if plan is None or self.work.busy:
            return

        def work(desk: Desk, report: Report, cancelled: Cancelled) -> object:
            run = desk.imports.run(plan, report, cancelled, confirmed=True)
            with lasting():
                desk.imports.judge(plan)
            return run

        self._writing = self.work.start(self.tr("正在导入 %1").replace("%1", self.path.name), work, self._taken)

    def _taken(self, run: object) -> None:
        done = cast(ImportRun, run)
        self._show(self.plan)
        if done.refused:
            self.preview.show_rows(RowVerdict.BAD)
        self.work.say(import_words(self.tr, done), Tone.AMBER if done.refused else Tone.GREEN)
        self.imported.emit()

    def _saved(self, words: str) -> None:
        self._show(self.plan)
        self.work.say(words, Tone.GREEN)

    def show_history(self) -> None:
        """Earlier imports, each of which can be taken back."""
        if not self.work.busy:
            history = ImportHistory(self._desk, self._prompts, self._memory, self)
            history.undone.connect(self._undone)
            history.open()

    def _undone(self) -> None:
        self.imported.emit()
        self._judge()

    # ------------------------------------------------------------ long work

    def _began(self) -> None:
        self._judging = self._again = False
        self.preview.busy = True
        self.preview.rows.clear()
        self._say_state()

    def _freed(self) -> None:
        self.preview.busy = self._writing = False

    def _refused(self, words: str) -> None:
        self._show(self.plan)
        self.work.say(words, Tone.RED, NoticeAction(AGAIN, self.tr("另选文件"), "Alt+O"))

    def _stopped(self) -> None:
        if self._again:
            self._judge()
            return
        self._show(None if self._judging else self.plan)
        self.work.say(self.tr("已取消，一行也没有写入"))

    def _acted(self, name: str) -> None:
        if name == ALIKE:
            self._mend_alike()
        else:
            self.ask_file()

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
