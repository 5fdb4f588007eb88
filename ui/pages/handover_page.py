"""交接班: the sheet both shifts confirm line by line, things at the desk, who arrives today ([14] [29] [30])."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_life import Handover, HandoverLine
from firstask_desktop.errors import Refused
from firstask_desktop.events import Changed
from ui.dialogs.handover import GiveDialog, LineDialog
from ui.dialogs.handover_history import HandoverHistory
from ui.dialogs.handover_paper import RegisterView
from ui.memory import WindowMemory
from ui.pages.handover_side import ArrivalsPanel, ThingsPanel, sheet_columns
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.tables.columns import Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction
from ui.widgets.panel import Panel

BEGIN = "begin"
MOST_NAMED = 6
TABLES = frozenset({"handovers", "handover_lines", "desk_items", "tasks", "visitors"})


class HandoverPage(QWidget):
    """N 生成交接班单 · Space/C 确认 · M 说明 · G 交班 · J 接班 · X 下班检查 · P 打印 · H 以前的; Enter opens the case."""

    opened = Signal(str)

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self.setAccessibleName(self.tr("交接班"))
        self._handover: Handover | None = None
        self._lines: list[HandoverLine] = []
        self.model: PagedTableModel[HandoverLine] = PagedTableModel(sheet_columns(self.tr), self._fetch, parent=self)
        empty = self.tr("还没有交接班单。下班前按 N 生成：在办承诺、等候的来访人、物品和今日将到都会列出来。")
        self.table = RegisterTable(self.tr("交接班单"), self.model, memory, empty=empty)
        self.state, self.said = Notice(), Notice()
        self.things = ThingsPanel(desk, prompts, memory)
        self.arrivals = ArrivalsPanel(desk, memory)
        self._lay_out()
        self.table.opened.connect(self._open_line)
        self.table.keyed.connect(self._keyed)
        self.arrivals.opened.connect(self.opened)
        self.said.acted.connect(self._acted)
        self._bind()
        signals.changed.connect(self._changed)
        self.setFocusProxy(self.table)
        self.reload()

    def _lay_out(self) -> None:
        self.panel = Panel(self.tr("交接班单"))
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for key, words in (
            ("n", self.tr("生成  N")),
            ("g", self.tr("交班  G")),
            ("j", self.tr("接班  J")),
            ("x", self.tr("下班检查  X")),
            ("p", self.tr("打印日志  P")),
            ("h", self.tr("以前的  H")),
        ):
            button = QPushButton(words)
            button.setAccessibleName(words.split("  ", maxsplit=1)[0])
            button.setObjectName(key)
            button.clicked.connect(self._clicked)
            self.buttons[key] = button
            bar.addWidget(button)
        bar.addStretch(1)
        keys = (
            (self.tr("空格"), self.tr("确认这一条")),
            ("M", self.tr("确认并说明")),
            ("Enter", self.tr("打开事项")),
            ("F12", self.tr("接班人登录")),
        )
        self.panel.body.addLayout(bar)
        for part in (self.state, self.table, self.said, TableFooter(self.table, keys)):
            self.panel.body.addWidget(part, 1 if part is self.table else 0)
        side = QVBoxLayout()
        side.setSpacing(11)
        side.addWidget(self.things, 1)
        side.addWidget(self.arrivals, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(14, 12, 14, 6)
        whole.setSpacing(12)
        whole.addWidget(self.panel, 5)
        whole.addLayout(side, 2)

    # ------------------------------------------------------------ rows

    def _fetch(self, _after: object | None) -> Page[HandoverLine]:
        return Page(tuple(self._lines), None, len(self._lines))

    def reload(self) -> None:
        """Read the sheet anew."""
        found = self._desk.handover.current() if self._desk.actor else None
        self._handover, self._lines = found or (None, [])
        self.table.reload()
        words, title, tone = self._where()
        self.state.say(words, tone, title)
        self._primary()
        done = sum(line.received if self._given() else line.given for line in self._lines)
        self.panel.set_aside(self.tr("已确认 %1 / %2").replace("%1", str(done)).replace("%2", str(len(self._lines))))

    def _given(self) -> bool:
        return self._handover is not None and self._handover.given_at is not None

    def _where(self) -> tuple[str, str, Tone]:
        """Where the handover stands and whose turn it is."""
        one, name, me = self._handover, self._desk.house.name, self._desk.actor
        if one is None:
            return "", "", Tone.QUIET
        begun = self._desk.clock.when(one.begun_at)
        title = " ".join(filter(None, (one.shift, self.tr("%1 生成").replace("%1", begun))))
        if not self._given():
            words = self.tr("第一步：交班人 %1 逐条确认（空格），要交代的写说明（M），再按 G 交班。")
            return words.replace("%1", name(one.giver)), title, Tone.ACCENT
        if me is not None and me.id == one.receiver:
            words = self.tr("第二步：%1 已交班给您。请逐条确认（空格），再按 J 接班。").replace("%1", name(one.giver))
            return f"{words}{self._remark(one)}", title, Tone.AMBER
        words = self.tr("第二步：请接班人 %1 按 F12 登录，在这一页逐条确认。").replace("%1", name(one.receiver))
        return f"{words}{self._remark(one)}", title, Tone.AMBER

    def _remark(self, one: Handover) -> str:
        return self.tr("备注：%1").replace("%1", one.remark) if one.remark else ""

    def _primary(self) -> None:
        """The button whose turn it is stands out."""
        turn = "n" if self._handover is None else "j" if self._given() else "g"
        for key, button in self.buttons.items():
            button.setProperty("primary", key == turn)
            button.style().unpolish(button)
            button.style().polish(button)
        self.buttons["p"].setEnabled(self._handover is not None)

    def tick(self) -> None:
        """Who arrives today changes at midnight."""
        self.arrivals.reload()

    def _changed(self, changed: Changed) -> None:
        if TABLES & set(changed.rows):
            self.reload()
            self.things.reload()
            self.arrivals.reload()

    # ------------------------------------------------------------ by key

    def _clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.press(sender.objectName())

    def _keyed(self, letter: str, line_id: str) -> None:
        if letter == "c":
            self.confirm(line_id)
        elif letter == "m":
            self.explain(line_id)
        else:
            self.press(letter)

    def press(self, key: str) -> None:
        """The step behind a key."""
        step = {
            "n": self.begin,
            "g": self.give,
            "j": self.receive,
            "x": self.go_off,
            "p": self.show_log,
            "h": self.show_history,
        }.get(key)
        if step is not None:
            self.said.say("")
            step()

    def _bind(self) -> None:
        """Letters work while the sheet is still empty, too."""
        for key, button in self.buttons.items():
            shortcut = QShortcut(QKeySequence(key.upper()), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        for key, slot, where in (("K", self.things.keep, self), ("Space", self._confirm_here, self.table)):
            shortcut = QShortcut(QKeySequence(key), where)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _confirm_here(self) -> None:
        if self.table.current_id():
            self.confirm(self.table.current_id())

    def begin(self) -> None:
        """Draw up the sheet; a half-confirmed one is asked about first."""
        if self._handover is not None and any(line.given for line in self._lines):
            self._prompts.ask(
                self, self.tr("重新生成交接班单？已做的确认和说明不再算数。"), self.tr("重新生成"), self.tr("不"),
                self._draw_up, True,
            )  # fmt: skip
            return
        self._draw_up(True)

    def _draw_up(self, yes: bool) -> None:
        if not yes:
            return
        try:
            me = self._desk.actor
            self._desk.handover.begin(self._desk.rosters.shift_now(me.id) if me else "")
        except Refused as refused:
            self._refuse(refused)
            return
        self.reload()
        self.table.setFocus()

    def confirm(self, line_id: str) -> None:
        """Confirm one line and go to the next; nothing where there is no line."""
        if not line_id:
            return
        try:
            self._desk.handover.confirm(line_id)
        except Refused as refused:
            self._refuse(refused)
            return
        self._next(line_id)

    def _next(self, line_id: str) -> None:
        self.reload()
        place = self.model.place(line_id)
        following = self.model.row(place + 1)
        self.table.go_to(following.id if following else line_id)
        self.table.setFocus()

    def explain(self, line_id: str) -> None:
        """说明 of one line."""
        line = self.model.row(self.model.place(line_id))
        if line is not None:
            LineDialog(self._desk, self._prompts, line, self._explained, self.window()).open()

    def _explained(self) -> None:
        self._next(self.table.current_id())

    def give(self) -> None:
        """交班: name the receiver."""
        GiveDialog(self._desk, self._prompts, self.reload, self.window()).open()

    def receive(self) -> None:
        """接班: the named receiver takes the desk."""
        try:
            self._desk.handover.receive()
        except Refused as refused:
            self._refuse(refused)
            return
        self.reload()
        self.said.say(self.tr("接班完成，可按 H 打印交接班日志。"), Tone.GREEN)

    def go_off(self) -> None:
        """下班检查: refused line by line while a promise of the next shift was handed to nobody."""
        try:
            self._desk.handover.going_off()
        except Refused as refused:
            self._name_undone(refused)
            return
        self.said.say(self.tr("没有留给下一班而未交接的承诺，可以下班。"), Tone.GREEN)

    def _name_undone(self, refused: Refused) -> None:
        """Each line that keeps somebody here, and the key that draws up the sheet."""
        left = self._desk.handover.undone()
        if not left:
            self._refuse(refused)
            return
        title = self.tr("还不能下班：%1 件下一班到期的没有交接（W3 [14]）").replace("%1", str(len(left)))
        lines = [line.text for line in left[:MOST_NAMED]] + (["…"] if len(left) > MOST_NAMED else [])
        self.said.say("\n".join(lines), Tone.RED, title, [NoticeAction(BEGIN, self.tr("生成交接班单"), "Alt+1")])

    def _acted(self, name: str) -> None:
        if name == BEGIN:
            self.said.say("")
            self.begin()

    def _refuse(self, refused: Refused) -> None:
        self.said.say(str(refused), Tone.RED)

    def show_log(self) -> None:
        """《交接班日志》 of the sheet in work."""
        if self._handover is not None:
            self.show_paper(self._handover)

    def show_paper(self, handover: Handover) -> None:
        """《交接班日志》 of one handover."""
        begun = handover.begun_at.astimezone(self._desk.clock.zone) if handover.begun_at else None
        title = self.tr("交接班日志 %1").replace("%1", f"{begun:%Y-%m-%d %H%M}" if begun else "")
        RegisterView(self._desk.prints.shift_log(handover), title, self._prompts, self.window()).open()

    def show_history(self) -> None:
        """Earlier handovers; Enter shows one."""
        HandoverHistory(self._desk, self.show_paper, self.window()).open()

    def _open_line(self, line_id: str) -> None:
        line = self.model.row(self.model.place(line_id))
        if line is not None and line.case_id:
            self.opened.emit(line.case_id)
