"""班次: who works when, week by week, and 责任移交 of somebody who is away ([1] [23])."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.states import Role
from firstask_desktop.errors import Refused
from firstask_desktop.events import Changed
from ui.dialogs.handover import MoveAllDialog
from ui.dialogs.register_paper import RegisterPaper
from ui.memory import WindowMemory
from ui.pages.ledger_files import LedgerFiles
from ui.pages.roster_grid import RosterGrid
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.theme import Tone
from ui.widgets.labels import KeyHints, plain
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

WEEK = timedelta(days=7)
ROSTER = "roster"


class RosterPage(QWidget):
    """The week as a grid: arrows move, 1…9 give a shift, Delete takes it off, [ and ] go a week back and on.

    C copies last week, Y 责任移交 of the person in the row; for supervisors and managers, others look. P prints, E exports.
    """

    opened = Signal(str)

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self.setAccessibleName(self.tr("班次"))
        self._day = self._today()
        self.grid = RosterGrid(self.tr("班次表"), desk.clock.zone)
        self.said = Notice()
        self.files = LedgerFiles(desk, prompts, memory)
        self.on_duty = plain("", "strong", wrap=True)
        self.hints = KeyHints()
        self._lay_out()
        self.grid.keyed.connect(self._keyed)
        signals.changed.connect(self._changed)
        self.setFocusProxy(self.grid)
        self.reload()

    def _today(self) -> date:
        return self._desk.clock.now().astimezone(self._desk.clock.zone).date()

    def _lay_out(self) -> None:
        self.panel = Panel(self.tr("班次"))
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for key, words in (
            ("[", self.tr("上一周  [")),
            ("]", self.tr("下一周  ]")),
            ("c", self.tr("复制上周  C")),
            ("y", self.tr("责任移交  Y")),
            ("p", self.tr("打印  P")),
            ("e", self.tr("导出  E")),
        ):
            button = QPushButton(words)
            button.setObjectName(key)
            button.setAccessibleName(words.split("  ", maxsplit=1)[0])
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._clicked)
            self.buttons[key] = button
            bar.addWidget(button)
        bar.addStretch(1)
        self.panel.body.addLayout(bar)
        for part in (self.on_duty, self.grid, self.files, self.said, self.hints):
            self.panel.body.addWidget(part, 1 if part is self.grid else 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 6)
        rows.addWidget(self.panel, 1)

    def reload(self) -> None:
        """Read the week anew; the cursor stays where it is."""
        rows = self._desk.rosters.week(self._day)
        first = rows[0].first_day if rows else self._day
        self.grid.show_week(rows, first, self._today())
        last = first + timedelta(days=6)
        self.panel.set_aside(f"{first:%Y-%m-%d} — {last:%m-%d}")
        names = [
            f"{row.person.name}（{self._desk.house.post_name(row.person.post)}）" for row in rows if row.duty == "on"
        ]
        if self._day != self._today():
            names = [f"{row.person.name}" for row in self._desk.rosters.on_duty()]
        now = "、".join(names) or self.tr("没有排班，按在岗情况转办")
        self.on_duty.setText(self.tr("现在当班：%1").replace("%1", now))
        templates = self._desk.rosters.templates()
        keys = [(str(at), each.words) for at, each in enumerate(templates[:9], start=1)]
        self.hints.set_hints([*keys, ("Del", self.tr("清除")), (self.tr("方向键"), self.tr("移动"))])
        leads = self._desk.actor is not None and self._desk.actor.role is not Role.STAFF
        for key in ("c", "y"):
            self.buttons[key].setEnabled(leads)

    def tick(self) -> None:
        """Who is on duty changes with the hour."""
        self.reload()

    def _changed(self, changed: Changed) -> None:
        if {"shifts", "people", "choices", "posts"} & set(changed.rows):
            self.reload()

    def _clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._keyed(sender.objectName())

    def _keyed(self, key: str) -> None:
        self.said.say("")
        step: dict[str, Callable[[], None]] = {
            "[": self._week_before,
            "]": self._week_after,
            "c": self.copy_week,
            "y": self.move_all,
            "p": self.show_paper,
            "e": self.export,
            "delete": self.clear,
        }
        if key in step:
            step[key]()
        elif key.isdigit() and key != "0":
            self.put(int(key))

    def _week_before(self) -> None:
        self._day -= WEEK
        self.reload()

    def _week_after(self) -> None:
        self._day += WEEK
        self.reload()

    def put(self, place: int) -> None:
        """The shift on this key for the cell with the cursor; the cursor goes to the next day."""
        templates, cell = self._desk.rosters.templates(), self.grid.cell()
        if cell is None or place > len(templates):
            return
        row, day = cell
        if self._made(lambda: self._desk.rosters.put(row.person.id, day, templates[place - 1])):
            self.grid.step_on()

    def clear(self) -> None:
        """Nobody is planned in this cell any more."""
        cell = self.grid.cell()
        if cell is not None:
            self._made(lambda: self._desk.rosters.clear(cell[0].person.id, cell[1]))

    def copy_week(self) -> None:
        """The empty days of this week as they were last week."""
        copied: list[int] = []
        if self._made(lambda: copied.append(self._desk.rosters.copy_week(self._day))):
            words = self.tr("已从上周复制 %1 个班次；已排的日子没有动。").replace("%1", str(copied[0]))
            self.said.say(words, Tone.GREEN)

    def _made(self, step: Callable[[], object]) -> bool:
        try:
            step()
        except Refused as refused:
            self.said.say(str(refused), Tone.RED)
            return False
        self.reload()
        return True

    def move_all(self) -> None:
        """责任移交 of the person in the row with the cursor."""
        cell = self.grid.cell()
        if cell is not None and self.buttons["y"].isEnabled():
            self.move_all_of(cell[0].person.id)

    def move_all_of(self, person_id: str) -> None:
        """责任移交 of one person."""
        MoveAllDialog(self._desk, self._prompts, person_id, self._moved, self.window()).open()

    def _moved(self, words: str) -> None:
        self.said.say(words, Tone.GREEN)

    def show_paper(self) -> None:
        """The week on paper, with everybody's cases in hand: also the list of people without a login ([23])."""
        try:
            printed = self._desk.prints.week(self._day)
        except Refused as refused:
            self.said.say(str(refused), Tone.AMBER)
            return
        name = Path(self._desk.ledgers.suggested_name(ROSTER, self._week())).with_suffix(".pdf").name
        RegisterPaper(printed, name, self.files.folder(), self._prompts, self.window()).open()

    def export(self) -> None:
        """The week as a workbook or CSV."""
        self.said.say("")
        self.files.export(ROSTER, self._week())

    def _week(self) -> LedgerQuery:
        first = self.grid.week.first
        return LedgerQuery(first_day=first, last_day=first + WEEK - timedelta(days=1))
