"""The parts of the handover page: the columns of the sheet, things kept at the desk, who arrives today ([14] [29] [30])."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_life import DeskItem, HandoverLine
from firstask_desktop.domain.desk_views import Arrival
from ui.dialogs.handover import KeepDialog, TakenDialog
from ui.memory import WindowMemory
from ui.prompts import Prompts
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.panel import Panel


def sheet_columns(tr: Callable[[str], str]) -> list[Column[HandoverLine]]:
    """The sheet: what it is, what there is to know, who confirmed."""
    return [
        Column("kind", tr("类别"), 88, lambda line: line.kind, sub=lambda line: "必交" if line.must else ""),
        Column("text", tr("内容"), 300, lambda line: line.text, stretch=True),
        Column("note", tr("说明"), 180, lambda line: line.note),
        Column(
            "given", tr("交班"), 88, lambda line: _confirmed(line.given),
            tone=lambda line: Tone.GREEN if line.given else Tone.QUIET,
        ),
        Column(
            "received", tr("接班"), 88, lambda line: _confirmed(line.received),
            tone=lambda line: Tone.GREEN if line.received else Tone.QUIET,
        ),
    ]  # fmt: skip


def _confirmed(done: bool) -> str:
    return "已确认" if done else "未确认"


class ThingsPanel(Panel):
    """物品: K keeps a thing, T gives it out."""

    def __init__(self, desk: Desk, prompts: Prompts, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__("前台物品", parent=parent)
        self._desk, self._prompts = desk, prompts
        columns = [
            Column[DeskItem]("what", self.tr("物品"), 150, lambda item: item.what, sub=_whose, stretch=True),
            Column[DeskItem]("place", self.tr("放在"), 96, lambda item: item.place, sub=_until),
        ]
        self.model: PagedTableModel[DeskItem] = PagedTableModel(columns, self._fetch, parent=self)
        empty = self.tr("没有存放的物品。按 K 登记一件。")
        self.table = RegisterTable(self.tr("前台物品"), self.model, memory, empty=empty)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(TableFooter(self.table, (("K", self.tr("存放")), ("T", self.tr("取走")))))
        self.table.keyed.connect(self._keyed)
        self.setFocusProxy(self.table)
        self.reload()

    def _fetch(self, _after: object | None) -> Page[DeskItem]:
        rows = tuple(self._desk.handover.items())
        return Page(rows, None, len(rows))

    def reload(self) -> None:
        """Read them anew."""
        self.table.reload()

    def _keyed(self, letter: str, item_id: str) -> None:
        if letter == "t":
            self.take(item_id)

    def take(self, item_id: str) -> None:
        """Give a thing out."""
        item = self.model.row(self.model.place(item_id))
        if item is not None:
            TakenDialog(self._desk, self._prompts, item, self.reload, self.window()).open()

    def keep(self) -> None:
        """Keep a thing."""
        KeepDialog(self._desk, self._prompts, self.reload, self.window()).open()


class ArrivalsPanel(Panel):
    """今日将到: the guests of today with what is still to be ready; Enter opens the case (`opened(case_id)`)."""

    opened = Signal(str)

    def __init__(self, desk: Desk, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__("今日将到", parent=parent)
        self._desk = desk
        columns = [
            Column[Arrival]("who", self.tr("客户"), 120, lambda one: one.row.requester, sub=self._when),
            Column[Arrival]("tasks", self.tr("还要备好"), 150, self._tasks, stretch=True),
        ]
        self.model: PagedTableModel[Arrival] = PagedTableModel(columns, self._fetch, _case_id, self)
        self.table = RegisterTable(self.tr("今日将到"), self.model, memory, empty=self.tr("今天没有将到的客人"))
        self.body.addWidget(self.table, 1)
        self.table.opened.connect(self.opened)
        self.reload()

    def _fetch(self, _after: object | None) -> Page[Arrival]:
        rows = tuple(self._desk.handover.arrivals())
        return Page(rows, None, len(rows))

    def reload(self) -> None:
        """Read them anew."""
        self.table.reload()

    def _when(self, one: Arrival) -> str:
        booking = one.row.case.booking_no
        return " ".join(filter(None, (self._desk.clock.when(one.row.case.arrival_at), booking)))

    def _tasks(self, one: Arrival) -> str:
        listed = (f"{task.text}（{self._desk.clock.when(task.due_at)} 前）" for task in one.tasks)
        return "；".join(listed) or self.tr("已备好")


def _whose(item: DeskItem) -> str:
    return item.owner


def _until(item: DeskItem) -> str:
    return f"至 {item.keep_until:%m-%d}" if item.keep_until else ""


def _case_id(one: Arrival) -> str:
    return one.row.id
