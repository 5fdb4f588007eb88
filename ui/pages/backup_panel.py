"""设置 · 备份: what is kept and where, a backup now, the second place, the way back."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.backups import Backup, Made
from firstask_desktop.errors import Refused
from ui.dialogs.import_work import DeskWork
from ui.jobs import Cancelled, Report
from ui.memory import WindowMemory
from ui.prompts import Prompts
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.labels import plain
from ui.widgets.notice import NoticeAction
from ui.widgets.panel import Panel

MEGABYTE = 1024 * 1024
CALL_OFF, LEAVE = "call_off", "leave"


class BackupPanel(Panel):
    """B 立即备份, W 第二位置, R 恢复所选 — the present register is set aside then, never deleted."""

    def __init__(self, desk: Desk, prompts: Prompts, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__("备份", parent=parent)
        self._desk, self._prompts = desk, prompts
        self._asked: Path | None = None
        self.model: PagedTableModel[Backup] = PagedTableModel(self._columns(), self._fetch, parent=self)
        self.table = RegisterTable(
            self.tr("备份"), self.model, memory, two_lines=False, empty=self.tr("还没有备份，按 B 立即备份")
        )
        self.work = DeskWork(desk, prompts)
        self.where = plain("", "muted", wrap=True)
        self._lay_out()
        self.table.keyed.connect(self._keyed)
        self.table.opened.connect(self.ask_restore)
        self.work.refused.connect(self._refused)
        self.work.acted.connect(self._acted)
        self.setFocusProxy(self.table)
        self.reload()
        self._say_readied()

    def _lay_out(self) -> None:
        about = self.tr(
            "有改动时每半小时、每次接班后自动备份，写完读回校验才算数；两天内全部保留，"
            "之后每天、每周、每月各留一份。附件和记录格式一起带到第二位置。"
        )
        self.now = QPushButton(self.tr("立即备份  B"))
        self.now.setProperty("primary", True)
        self.second = QPushButton(self.tr("第二备份位置…  W"))
        self.back = QPushButton(self.tr("恢复所选…  R"))
        self.other = QPushButton(self.tr("从文件恢复…  O"))
        for button, slot in (
            (self.now, self.back_up), (self.second, self.choose_place), (self.back, self._restore_here),
            (self.other, self.choose_file),
        ):  # fmt: skip
            button.clicked.connect(slot)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.now)
        top.addWidget(self.second)
        top.addStretch(1)
        top.addWidget(self.other)
        top.addWidget(self.back)
        self.body.addWidget(plain(about, "muted", wrap=True))
        self.body.addWidget(self.where)
        self.body.addLayout(top)
        keys = (("B", self.tr("立即备份")), ("W", self.tr("第二位置")), ("R", self.tr("恢复所选")))
        for part in (self.work, self.table, TableFooter(self.table, keys)):
            self.body.addWidget(part, 1 if part is self.table else 0)

    # ------------------------------------------------------------ rows

    def _columns(self) -> list[Column[Backup]]:
        return [
            Column("at", self.tr("时间"), 170, self._when),
            Column("place", self.tr("位置"), 110, self._place),
            Column("size", self.tr("大小"), 90, self._size, align="right"),
            Column("file", self.tr("文件"), 300, self._file, stretch=True),
        ]

    def _when(self, one: Backup) -> str:
        return f"{one.at:%Y-%m-%d %H:%M:%S}"

    def _place(self, one: Backup) -> str:
        return self.tr("第二位置") if one.second else self.tr("本机")

    def _size(self, one: Backup) -> str:
        return f"{one.size / MEGABYTE:.1f} MB"

    def _file(self, one: Backup) -> str:
        return str(one.path)

    def _fetch(self, _after: object | None) -> Page[Backup]:
        found = tuple(self._desk.backups.kept())
        return Page(found, None, len(found))

    def reload(self) -> None:
        """Look at both places anew."""
        second = self._desk.backups.second()
        words = self.tr("本机：%1").replace("%1", str(self._desk.backups.place))
        words += self.tr("　第二位置：%1").replace("%1", str(second) if second else self.tr("未指定"))
        self.where.setText(words)
        self.table.reload()

    # ------------------------------------------------------------ making

    def back_up(self) -> None:
        """Back up now, beside the window."""

        def work(desk: Desk, _report: Report, _cancelled: Cancelled) -> object:
            return desk.backups.make()

        self.work.start(self.tr("正在备份"), work, self._made)

    def _made(self, made: object) -> None:
        self.reload()
        assert isinstance(made, Made)
        if made.trouble:
            self.work.say(self.tr("本机已备份（已校验）。%1").replace("%1", made.trouble), Tone.AMBER)
        else:
            self.work.say(self.tr("已备份（已校验）：%1").replace("%1", made.path.name), Tone.GREEN)

    def choose_place(self) -> None:
        """Name the second place."""
        self._prompts.folder(self, self.tr("第二备份位置：U 盘或另一块磁盘上的文件夹"), self._place_chosen)

    def _place_chosen(self, folder: Path) -> None:
        try:
            self._desk.backups.set_second(folder)
        except Refused as refusal:
            self._refused(str(refusal))
            return
        self.reload()
        self.back_up()

    # ------------------------------------------------------------ the way back

    def _keyed(self, letter: str, row_id: str) -> None:
        if letter == "b":
            self.back_up()
        elif letter == "w":
            self.choose_place()
        elif letter == "r":
            self.ask_restore(row_id)
        elif letter == "o":
            self.choose_file()

    def _restore_here(self) -> None:
        self.ask_restore(self.table.current_id())

    def choose_file(self) -> None:
        """Restore from a file that lies elsewhere."""
        self._prompts.open_path(self, self.tr("选择一份备份"), self.tr("首问台备份 (*.db)"), self._ask)

    def ask_restore(self, row_id: str) -> None:
        """Ask before a backup is readied."""
        if row_id:
            self._ask(Path(row_id))

    def _ask(self, path: Path) -> None:
        self._asked = path
        words = self.tr(
            "用「%1」换下现在的数据？先核对这份备份；核对一致后，下次打开程序时换上。"
            "现在的数据移到 set-aside 文件夹，不删除，但备份之后登记的事项不会出现。"
        ).replace("%1", path.name)
        self._prompts.ask(self, words, self.tr("核对并恢复"), self.tr("不恢复"), self._restore, True)

    def _restore(self, yes: bool) -> None:
        path = self._asked
        if not yes or path is None:
            return

        def work(desk: Desk, report: Report, _cancelled: Cancelled) -> object:
            return desk.backups.ready(path, report)

        self.work.start(self.tr("正在核对备份"), work, self._readied)

    def _readied(self, _lines: object) -> None:
        self._say_readied()

    def _say_readied(self) -> None:
        if self._desk.backups.readied():
            words = self.tr("备份已核对一致，下次打开程序时换上。现在到换上之前登记的事项会留在 set-aside 里。")
            leave = NoticeAction(LEAVE, self.tr("现在关闭程序"), "Alt+Q")
            self.work.say(words, Tone.AMBER, leave, NoticeAction(CALL_OFF, self.tr("不恢复了"), "Alt+N"))

    def _acted(self, name: str) -> None:
        if name == LEAVE:
            self.window().close()
            QCoreApplication.quit()
            return
        try:
            self._desk.backups.call_off()
        except Refused as refusal:
            self._refused(str(refusal))
            return
        self.work.say(self.tr("不恢复，照现在的数据继续"))

    def _refused(self, words: str) -> None:
        self.work.say(words, Tone.RED)
