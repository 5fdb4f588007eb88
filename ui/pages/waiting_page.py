"""接待室: who waits for a leader, how long, and what is due next for each (M4.9 [87]–[89])."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_life import Visitor
from firstask_desktop.domain.desk_views import VisitorRow
from firstask_desktop.errors import Refused
from firstask_desktop.events import Changed
from ui.dialogs.handover_paper import RegisterView
from ui.dialogs.visitor import VisitorDialog
from ui.dialogs.visitor_steps import LeaveDialog, ReplyDialog, ReportDialog, ServeDialog, StepDialog
from ui.memory import WindowMemory
from ui.pages.queue_columns import TONES
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.labels import StateTag
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

DIALOGS: dict[str, type[StepDialog]] = {"r": ReportDialog, "d": ReplyDialog, "s": ServeDialog, "l": LeaveDialog}


class WaitingPage(QWidget):
    """N 到访 · R 汇报 · D 领导答复 · T 已告知 · S 茶水/资料 · L 离开 · P 等候登记; Enter opens the case.

    `opened(case_id)`; `tick()` says the minutes anew.
    """

    opened = Signal(str)

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self.setAccessibleName(self.tr("接待室"))
        self.model: PagedTableModel[VisitorRow] = PagedTableModel(self._columns(), self._fetch, parent=self)
        self.table = RegisterTable(
            self.tr("接待室"),
            self.model,
            memory,
            empty=self.tr("没有人在等候。来人找领导时按 N 登记，先请到接待室坐下。"),
        )
        self.said, self.late = Notice(), Notice()
        self.places = QHBoxLayout()
        self.places.setSpacing(8)
        self._lay_out()
        self.table.opened.connect(self._open)
        self.table.keyed.connect(self._keyed)
        for key, button in (("N", self.arrive), ("P", self.print)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        signals.changed.connect(self._changed)
        self.setFocusProxy(self.table)
        self.reload()

    def _columns(self) -> list[Column[VisitorRow]]:
        zone = self._desk.clock.zone
        return [
            Column(
                "waited", self.tr("已等"), 118, lambda row: f"{row.wait_word} {row.waited} 分",
                sub=lambda row: f"{row.visitor.arrived_at.astimezone(zone):%H:%M} 到" if row.visitor.arrived_at else "",
                tone=lambda row: TONES[row.wait_tone],
            ),
            Column("place", self.tr("房间/座位"), 110, lambda row: row.visitor.place),
            Column(
                "visitor", self.tr("来访人"), 150, lambda row: row.name,
                sub=lambda row: " ".join(filter(None, (row.visitor.organisation, row.visitor.phone))),
            ),
            Column(
                "leader", self.tr("找哪位领导"), 120, lambda row: row.leader,
                sub=lambda row: "有预约" if row.visitor.appointment else "没有预约",
            ),
            Column(
                "purpose", self.tr("事由"), 200, lambda row: row.visitor.purpose or "来访人不愿说明", stretch=True,
            ),
            Column(
                "next", self.tr("下一步"), 250, lambda row: row.next_step, tone=lambda row: TONES[row.tone],
                sub=self._key_of,
            ),
            Column(
                "escort", self.tr("陪同人"), 96, lambda row: row.escort,
                sub=lambda row: row.visitor.served,
            ),
        ]  # fmt: skip

    def _key_of(self, row: VisitorRow) -> str:
        """Which key makes the next step."""
        visitor = row.visitor
        if visitor.reported_at is None:
            return self.tr("R 汇报")
        if visitor.reply is None:
            return self.tr("D 记下领导答复")
        return self.tr("T 已告知来访人") if visitor.told_at is None else self.tr("R 再请领导　L 离开")

    def _lay_out(self) -> None:
        self.panel = Panel(self.tr("接待室"))
        self.arrive = QPushButton(self.tr("到访  N"))
        self.arrive.setAccessibleName(self.tr("到访"))
        self.arrive.setProperty("primary", True)
        self.arrive.clicked.connect(self.begin_visit)
        self.print = QPushButton(self.tr("等候登记  P"))
        self.print.setAccessibleName(self.tr("打印等候登记"))
        self.print.clicked.connect(self.show_register)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(self.places)
        top.addStretch(1)
        top.addWidget(self.print)
        top.addWidget(self.arrive)
        self.panel.body.addLayout(top)
        keys = (
            ("N", self.tr("到访")),
            ("R", self.tr("汇报")),
            ("D", self.tr("领导答复")),
            ("T", self.tr("已告知")),
            ("S", self.tr("茶水/资料")),
            ("L", self.tr("离开")),
            ("P", self.tr("打印登记")),
            ("Enter", self.tr("打开事项")),
        )
        for part in (self.late, self.table, self.said, TableFooter(self.table, keys)):
            self.panel.body.addWidget(part, 1 if part is self.table else 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 6)
        rows.addWidget(self.panel, 1)

    # ------------------------------------------------------------ rows

    def _fetch(self, _after: object | None) -> Page[VisitorRow]:
        rows = tuple(self._desk.waiting.board()) if self._desk.actor else ()
        return Page(rows, None, len(rows))

    def reload(self) -> None:
        """Read the board anew: the rows, the places, and who has no leaving time after closing."""
        self.table.reload()
        rows = [row for row in (self.model.row(at) for at in range(self.model.rowCount())) if row is not None]
        self._show_places(rows)
        count = self.tr("等候 %1 人").replace("%1", str(len(rows)))
        self.panel.set_aside(f"{count} · {self._desk.clock.now().astimezone(self._desk.clock.zone):%H:%M}")
        left = self._desk.waiting.unclosed() if self._desk.actor else []
        names = "、".join(f"{row.visitor.place} {row.name}" for row in left)
        title = self.tr("%1 人没有登记离开，请按 L 补登记").replace("%1", str(len(left))) if left else ""
        self.late.say(names, Tone.RED, title)

    def _show_places(self, rows: list[VisitorRow]) -> None:
        """Every place as free or with who sits there."""
        while self.places.count():
            item = self.places.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        taken = {row.visitor.place: row for row in rows}
        for place in dict.fromkeys([*self._desk.waiting.places(), *taken]):
            row = taken.get(place)
            words = f"{place} {row.name} {row.waited} 分" if row else self.tr("%1 空").replace("%1", place)
            self.places.addWidget(StateTag(words, TONES[row.wait_tone] if row else Tone.GREEN))

    def tick(self) -> None:
        """The minutes go on."""
        self.reload()

    def _changed(self, changed: Changed) -> None:
        if changed.rows.get("visitors") or changed.action.startswith("house."):
            self.reload()

    # ------------------------------------------------------------ steps

    def begin_visit(self) -> None:
        """到访."""
        self.said.say("")
        VisitorDialog(self._desk, self._prompts, self._sits, self.window()).open()

    def _sits(self, visitor: Visitor) -> None:
        self.reload()
        self.table.go_to(visitor.id)
        self.table.setFocus()
        words = self.tr("请在 %1 分钟内向领导汇报：按 R").replace(
            "%1", str(self._desk.house.limit("report_minutes") or 5)
        )
        self.said.say(words, Tone.ACCENT)

    def _stepped(self, visitor: Visitor) -> None:
        self.reload()
        self.table.go_to(visitor.id)
        self.table.setFocus()

    def _open(self, visitor_id: str) -> None:
        row = self.model.row(self.model.place(visitor_id))
        if row is not None and row.visitor.case_id:
            self.opened.emit(row.visitor.case_id)

    def _keyed(self, letter: str, visitor_id: str) -> None:
        row = self.model.row(self.model.place(visitor_id))
        self.said.say("")
        if letter == "n":
            self.begin_visit()
        elif letter == "p":
            self.show_register()
        elif row is not None and letter == "t":
            self._try(lambda: self._desk.waiting.told(visitor_id))
        elif row is not None and letter in DIALOGS:
            self._dialog(DIALOGS[letter], row)

    def begin_step(self, kind: str, visitor_id: str) -> None:
        """Open one of the steps, by its dialog's name, with a visitor who still waits."""
        row = self.model.row(self.model.place(visitor_id))
        found = next((one for one in DIALOGS.values() if one.__name__ == kind), None)
        if row is not None and found is not None:
            self._dialog(found, row)

    def _dialog(self, kind: Callable[..., StepDialog], row: VisitorRow) -> None:
        if kind is ReplyDialog and row.visitor.reported_at is None:
            self.said.say(self.tr("请先向领导汇报（R），再记领导的答复（M4.9）"), Tone.AMBER)
            return
        kind(self._desk, self._prompts, row, self._stepped, self.window()).open()

    def _try(self, step: Callable[[], Visitor]) -> None:
        try:
            self._stepped(step())
        except Refused as refused:
            self.said.say(str(refused), Tone.RED)

    def show_register(self) -> None:
        """《接待室等候登记》 of today, to print or keep."""
        day = self._desk.clock.now().astimezone(self._desk.clock.zone)
        title = self.tr("接待室等候登记 %1").replace("%1", f"{day:%Y-%m-%d}")
        RegisterView(self._desk.prints.room(), title, self._prompts, self.window()).open()
