"""Ledgers out to workbooks and back in: the questions, the long work beside the window, what came of it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.paper_checks import PaperCheck
from firstask_desktop.errors import Refused
from ui.dialogs.register_paper import RegisterPaper
from ui.jobs import Cancelled, Job, JobBar, Report
from ui.memory import WindowMemory
from ui.pages.ledger_check import CheckDialog
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction

FOLDER = "ledger/folder"
OPEN_FOLDER, OTHER_NAME, AGAIN = "open_folder", "other_name", "again"
OUT, CHECK = "out", "check"


def another_name(path: Path) -> Path:
    """The name a refusal offers as well: `台账.xlsx` → `台账(2).xlsx`, or the next that is free and not open."""
    stem = re.sub(r"\(\d+\)$", "", path.stem)
    number = 2
    while (other := path.with_name(f"{stem}({number}){path.suffix}")).exists() or _open_elsewhere(other):
        number += 1
    return other


def _open_elsewhere(path: Path) -> bool:
    return any(path.with_name(mark).exists() for mark in (f"~${path.name}", f".~lock.{path.name}#"))


class LedgerFiles(QWidget):
    """`export(key, query)`, `bring_in()`, `check_paper()`; `busy(bool)` while one runs, `imported()` when rows came in,
    `opened(case_id)` when a line of a checked paper is gone after."""

    busy = Signal(bool)
    imported = Signal()
    opened = Signal(str)

    def __init__(self, desk: Desk, prompts: Prompts, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._prompts, self._memory = desk, prompts, memory
        self._key, self._query, self._doing = "", LedgerQuery(), OUT
        self.path = Path()
        self.job: Job | None = None
        self.bar = JobBar()
        self.notice = Notice()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.bar)
        rows.addWidget(self.notice)
        self.notice.acted.connect(self._acted)

    # ------------------------------------------------------------ out

    def export(self, key: str, query: LedgerQuery) -> None:
        """Ask where to, then write these rows there."""
        if self.job is None:
            self._key, self._query = key, query
            self._ask_path(Path(self.folder()) / self._desk.ledgers.suggested_name(key, query))

    def _ask_path(self, suggested: Path) -> None:
        title, kinds = self.tr("导出台账"), self.tr("Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv)")
        self._prompts.save_path(self, title, str(suggested), kinds, self._export_to)

    def folder(self) -> str:
        """Where the last file went, else the person's own folder."""
        kept = self._memory.get(FOLDER)
        return kept if isinstance(kept, str) and Path(kept).is_dir() else str(Path.home())

    def _export_to(self, path: Path) -> None:
        desk, key, query = self._desk, self._key, self._query
        self.path, self._doing = path, OUT

        def work(report: Report, cancelled: Cancelled) -> object:
            forked = desk.fork()
            try:
                return forked.ledgers.export(key, query, path, report, cancelled).rows
            finally:
                forked.close()

        self._start(Job(work, self.tr("正在导出 %1").replace("%1", path.name), self), self._exported)

    def _exported(self, rows: object) -> None:
        self._memory.put(FOLDER, str(self.path.parent))
        words = self.tr("已导出 %1 行：%2").replace("%1", str(rows)).replace("%2", str(self.path))
        self._say(words, Tone.GREEN, NoticeAction(OPEN_FOLDER, self.tr("打开文件夹"), "Alt+O"))

    def on_paper(self, key: str, query: LedgerQuery) -> None:
        """Offer these rows to the printer, or as a PDF."""
        try:
            printed = self._desk.prints.sheets(key, query)
        except Refused as refusal:
            self._say(str(refusal), Tone.AMBER)
            return
        name = Path(self._desk.ledgers.suggested_name(key, query).replace("/", "-")).with_suffix(".pdf").name
        RegisterPaper(printed, name, self.folder(), self._prompts, self).open()

    # ------------------------------------------------------------ in

    def bring_in(self) -> None:
        """Open the preview: it asks which workbook, and takes in what a person has looked at."""
        if self.job is None:
            from ui.dialogs.import_dialog import ImportDialog

            dialog = ImportDialog(self._desk, self._prompts, self._memory, parent=self.window())
            dialog.imported.connect(self.imported)
            dialog.open()

    # ------------------------------------------------------------ a paper held against the journal

    def check_paper(self) -> None:
        """Ask which exported workbook, then compare it with the journal row by row."""
        if self.job is None:
            title = self.tr("核对纸质台账：选一份导出过的工作簿或 CSV")
            self._prompts.open_path(self, title, self.tr("导出过的台账 (*.xlsx *.csv)"), self._check)

    def _check(self, path: Path) -> None:
        desk = self._desk
        self.path, self._doing = path, CHECK

        def work(report: Report, cancelled: Cancelled) -> object:
            def watch(done: int, total: int) -> None:
                if cancelled():
                    raise Refused("已取消核对", code="cancelled")
                report(done, total)

            forked = desk.fork()
            try:
                return forked.ledgers.against(path, watch)
            finally:
                forked.close()

        self._start(Job(work, self.tr("正在核对 %1").replace("%1", path.name), self), self._checked)

    def _checked(self, result: object) -> None:
        check = cast(PaperCheck, result)
        self._say(check.summary, Tone.GREEN if check.sound else Tone.RED)
        if check.rows or check.faults:
            dialog = CheckDialog(check, self)
            dialog.opened.connect(self.opened)
            dialog.open()

    # ------------------------------------------------------------ all

    def _start(self, job: Job, finished: Callable[[object], None]) -> None:
        assert self._desk.actor is not None  # read here, on the window's thread, before the work forks the desk
        self.job = job
        self.notice.say("")
        job.finished.connect(finished)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)
        job.bug.connect(self._bug)
        for end in (job.finished, job.failed, job.cancelled, job.bug):
            end.connect(self._over)
        self.bar.follow(job)
        self.busy.emit(True)
        job.start()

    def _over(self) -> None:
        if self.job is not None:
            self.job.deleteLater()
            self.job = None
            self.busy.emit(False)

    def _failed(self, refusal: object) -> None:
        if self._doing == OUT:
            self._say(str(refusal), Tone.RED, NoticeAction(OTHER_NAME, self.tr("换个名字再存"), "Alt+O"))
        else:
            self._say(str(refusal), Tone.RED, NoticeAction(AGAIN, self.tr("另选文件"), "Alt+O"))

    def _cancelled(self) -> None:
        words = self.tr("已取消导出，没有留下文件") if self._doing == OUT else self.tr("已取消核对")
        self._say(words, Tone.ACCENT)

    def _bug(self, text: str) -> None:
        self._prompts.bug(self, text)

    def _say(self, words: str, tone: Tone, *actions: NoticeAction) -> None:
        self.notice.say(words, tone, actions=actions)

    def _acted(self, name: str) -> None:
        if name == OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))
        elif name == OTHER_NAME:
            self._ask_path(another_name(self.path))
        else:
            self.check_paper()
