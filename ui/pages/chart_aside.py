"""Beside the flow chart: what the selected box demands, what may follow, and the cases standing there."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.chart import BY_KEY, Node, NodeCount, Way, also, gathered, steps_at
from firstask_desktop.domain.states import State
from firstask_desktop.domain.views import CaseRow
from ui.memory import WindowMemory
from ui.pages.chart_drawing import spoken_late, spoken_open
from ui.pages.queue_columns import clock, clock_note, handler, matter, number, table_page, tone
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.labels import StateTag, plain
from ui.widgets.panel import Panel


class ChartAside(QWidget):
    """`show_node(key, count)`; `opened(case_id)` on Enter in the list, `walked(case_id)` when its cursor moves there."""

    opened = Signal(str)
    walked = Signal(str)

    def __init__(self, desk: Desk, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.node: Node = BY_KEY["accepted"]
        self.panel = Panel(self.node.name, self.node.clause)
        self.tag = StateTag("", Tone.RED)
        self.rule = plain("", "strong", wrap=True)
        self.steps = plain("", "muted", wrap=True)
        self.model: PagedTableModel[CaseRow] = PagedTableModel(self._columns(), self._fetch, parent=self)
        self.table = RegisterTable(self.tr("站在这一步的事项"), self.model, memory)
        self.footer = TableFooter(self.table, (("Enter", self.tr("打开")), ("Esc", self.tr("回到图上"))))
        self.panel.add_to_header(self.tag)
        for part in (self.rule, self.steps):
            self.panel.body.addWidget(part)
        self.panel.body.addWidget(self.table, 1)
        self.panel.body.addWidget(self.footer)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.panel)
        self.table.opened.connect(self.opened)
        self.table.current.connect(self._moved)

    def _columns(self) -> list[Column[CaseRow]]:
        return [
            Column("clock", self.tr("时钟"), 126, clock, sub=clock_note, tone=tone),
            Column("matter", self.tr("事项"), 140, matter, sub=_number_and_handler, stretch=True),
        ]

    def show_node(self, key: str, count: NodeCount | None) -> None:
        """Tell about another box; its cases come from the desk."""
        node = BY_KEY[key]
        self.node = node
        self.panel.title.setText(node.name)
        self.panel.set_aside(node.clause)
        self.panel.setAccessibleName(node.name)
        self.rule.setText(node.rule)
        steps = _steps(node.state) if node.state is not None else ""
        self.steps.setText(steps)
        self.steps.setVisible(bool(steps))
        self.table.set_empty(
            self.tr("现在没有事项站在这一步。") if node.state else self.tr("这是一步做法，事项不停在这里。")
        )
        self.show_count(count)
        self.table.reload()

    def show_count(self, count: NodeCount | None) -> None:
        """How many stand there, and how many are late."""
        late = count.overdue if count else 0
        words = spoken_late(late) if late else spoken_open(count.open if count else 0)
        self.tag.set_state(words, Tone.RED if late else Tone.QUIET)
        self.tag.setVisible(self.node.state is not None and bool(count and count.open))

    def _fetch(self, after: object | None) -> Page[CaseRow]:
        if self._desk.actor is None:
            return Page((), None, 0)
        return table_page(self._desk.chart.cases(self.node.key, after))

    def _moved(self, case_id: str) -> None:
        if case_id and self.table.hasFocus():
            self.walked.emit(case_id)


def _number_and_handler(row: CaseRow) -> str:
    return f"{number(row)} · {handler(row)}"


def _steps(state: State) -> str:
    """The moves that lead on from there, and the ways that have no line."""
    said = QCoreApplication.translate
    moves = "、".join(move.word for move in steps_at(state) if move.targets)
    lines = [said("ChartAside", "往下走：%1").replace("%1", moves or "—")]
    ways = further(state)
    if ways:
        lines.append(said("ChartAside", "图上未画的去向：%1").replace("%1", ways))
    lines += [said("ChartAside", "也来自：%1").replace("%1", words) for words in gathered(state)]
    return "\n".join(lines)


def further(state: State) -> str:
    """Ways out of a state that no line shows: 「转办→待签收、待弄清」."""
    return "、".join(dict.fromkeys(_way(way) for way in also(state)))


def _way(way: Way) -> str:
    return way.target.word if way.move.word == way.target.word else f"{way.move.word}→{way.target.word}"
