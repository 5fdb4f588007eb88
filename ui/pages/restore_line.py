"""A new computer begins from a backup: chosen on the first page, proven, in place when the program is next opened."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk, stage_backup
from ui.jobs import Cancelled, Job, JobBar, Report
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.labels import plain
from ui.widgets.notice import Notice, NoticeAction

LEAVE = "leave"


class RestoreLine(QWidget):
    """换电脑了？ — a button, the progress of proving, and what came of it. `job` runs while a backup is looked at."""

    def __init__(self, desk: Desk, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self.job: Job | None = None
        self.bar, self.said = JobBar(), Notice()
        self.button = QPushButton(self.tr("从备份恢复…  Alt+R"))
        self.button.setAccessibleName(self.tr("从备份恢复"))
        self.button.setShortcut("Alt+R")
        self.button.clicked.connect(self.choose)
        row = QHBoxLayout()
        row.addWidget(plain(self.tr("换电脑或重装了系统？"), "muted"))
        row.addWidget(self.button)
        row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(row)
        rows.addWidget(self.bar)
        rows.addWidget(self.said)
        self.said.acted.connect(self._leave)

    def choose(self) -> None:
        """Ask which backup."""
        if self.job is None:
            self._prompts.open_path(
                self, self.tr("选择一份备份"), self.tr("首问台备份 (firstask-*.db *.db)"), self._chosen
            )

    def _chosen(self, path: Path) -> None:
        folder = self._desk.folder

        def work(report: Report, _cancelled: Cancelled) -> object:
            return stage_backup(folder, path, report)

        self.said.say("")
        self.job = Job(work, self.tr("正在核对备份 %1").replace("%1", path.name), self)
        self.job.finished.connect(self._ready)
        self.job.failed.connect(self._refused)
        self.job.bug.connect(self._bug)
        self.bar.follow(self.job)
        self.job.start()

    def _over(self) -> None:
        if self.job is not None:
            self.job.deleteLater()
            self.job = None

    def _ready(self, lines: object) -> None:
        self._over()
        words = self.tr("备份已核对一致（日志 %1 行）。请关闭程序再打开，就是原来的数据。").replace("%1", str(lines))
        self.said.say(words, Tone.GREEN, actions=[NoticeAction(LEAVE, self.tr("关闭程序"), "Alt+Q")])

    def _refused(self, refusal: object) -> None:
        self._over()
        self.said.say(str(refusal), Tone.RED)
        self.button.setFocus()

    def _bug(self, text: str) -> None:
        self._over()
        self._prompts.bug(self, text)

    def _leave(self, _name: str) -> None:
        self.window().close()
