"""主管: the numbers of a period at the left, at the right the cases each was counted from ([25] [26] [32] [34] [50] [80])."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.figures import Figure, FigureKey
from firstask_desktop.domain.views import CaseRow
from firstask_desktop.domain.views import Tone as Urgency
from firstask_desktop.events import Changed
from ui.memory import WindowMemory
from ui.pages import ledger_period
from ui.pages.queue_columns import TONES, case_columns, table_page
from ui.pages.queue_moves import RowMoves
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import plain
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

FIGURES_WIDTH = 330
PHRASES_KEY = "F9"
SHOWN = ("number", "requester", "matter", "handler", "state")
PROGRESS_WIDTH = 190


def figure_word(figure: Figure) -> str:
    """What is counted."""
    return figure.word


def figure_value(figure: Figure) -> str:
    """The number in words."""
    return figure.value


def figure_note(figure: Figure) -> str:
    """What else there is to say about it."""
    return figure.note


def figure_about(figure: Figure) -> str:
    """What it counts."""
    return figure.key.about


def figure_tone(figure: Figure) -> Tone | None:
    """Amber where somebody should look; nothing is marked where there is nothing."""
    return None if figure.tone is Urgency.CALM else TONES[figure.tone]


def last_progress(row: CaseRow) -> str:
    """What was reported last, whole in the tip ([6])."""
    return row.case.last_progress.replace("\n", " ")


class BoardPage(QWidget):
    """`BoardPage(desk, prompts, signals, memory)`; `opened(case_id)` on Enter in the rows.

    ↑/↓ choose a number, Enter or → goes to its rows, ← or Esc back; 1–5 choose the period. Leaders see the whole
    centre, everybody else their own department.
    """

    opened = Signal(str)

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(self.tr("主管"))
        self.period = ChoiceRow(self.tr("期间"), self._periods())
        self.period.set_value(ledger_period.WEEK)
        self.period.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.span = plain("", "muted")
        self.figure_model: PagedTableModel[Figure] = PagedTableModel(self._figure_columns(), self._figures, parent=self)
        self.figures = RegisterTable(self.tr("数字"), self.figure_model, memory)
        columns = [column for column in case_columns(self.tr) if column.key in SHOWN]
        columns.insert(-1, Column("progress", self.tr("最近进展"), PROGRESS_WIDTH, last_progress))
        self.model: PagedTableModel[CaseRow] = PagedTableModel(columns, self._rows, parent=self)
        self.table = RegisterTable(self.tr("主管·事项"), self.model, memory, empty=self.tr("—（0 件）"))
        self.said = Notice()
        self.moves = RowMoves(desk, prompts, self.table)
        self._prompts = prompts
        self.phrases = QPushButton(self.tr("忌语记录  %1").replace("%1", PHRASES_KEY))
        self._lay_out()
        self.period.chosen.connect(self._period_chosen)
        self.figures.current.connect(self._figure_chosen)
        self.figures.opened.connect(self._to_rows)
        self.figures.keyed.connect(self._keyed)
        self.table.opened.connect(self.opened)
        self.table.keyed.connect(self._row_keyed)
        self.moves.refused.connect(self._say)
        self.phrases.clicked.connect(self.show_phrases)
        shortcut = QShortcut(QKeySequence(PHRASES_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.show_phrases)
        signals.changed.connect(self._changed)
        self.setFocusProxy(self.figures)
        self.reload()

    def _periods(self) -> list[Choice]:
        words = (
            (ledger_period.TODAY, self.tr("今天")),
            (ledger_period.YESTERDAY, self.tr("昨天")),
            (ledger_period.WEEK, self.tr("本周")),
            (ledger_period.MONTH, self.tr("本月")),
            (ledger_period.LAST_MONTH, self.tr("上月")),
        )
        return [Choice(key, f"{place} {word}", str(place)) for place, (key, word) in enumerate(words, start=1)]

    def _figure_columns(self) -> list[Column[Figure]]:
        return [
            Column("word", self.tr("数字"), 128, figure_word, tip=figure_about),
            Column("value", self.tr("本期"), 170, figure_value, sub=figure_note, tone=figure_tone, stretch=True),
        ]

    def _lay_out(self) -> None:
        self.left = Panel(self.tr("数字"))
        self.left.setFixedWidth(FIGURES_WIDTH)
        self.left.body.addWidget(self.figures, 1)
        self.right = Panel(" ", " ")
        for part in (self.table, self.said, TableFooter(self.table, self._hints())):
            self.right.body.addWidget(part, 1 if part is self.table else 0)
        top = QHBoxLayout()
        self.period.setMinimumWidth(470)
        top.addWidget(self.period)
        top.addWidget(self.span, 1)
        self.phrases.setAccessibleName(self.tr("忌语记录"))
        self.phrases.setMinimumHeight(33)
        top.addWidget(self.phrases)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.left)
        both.addWidget(self.right, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 6)
        rows.setSpacing(11)
        rows.addLayout(top)
        rows.addLayout(both, 1)

    def _hints(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Enter", self.tr("看明细 / 打开")),
            ("Esc", self.tr("回到数字")),
            ("1–5", self.tr("换期间")),
            (PHRASES_KEY, self.tr("忌语记录")),
        )

    # ------------------------------------------------------------ which rows

    def days(self) -> tuple[date, date]:
        """First and last day of the period."""
        today = self._desk.clock.now().astimezone(self._desk.clock.zone).date()
        return ledger_period.span(self.period.value(), today)

    def key(self) -> FigureKey:
        """The number whose rows are shown."""
        return FigureKey(self._chosen()[0] or FigureKey.RIGHT_AT_ONCE)

    def _chosen(self) -> tuple[str, str]:
        """The number, and the officer whose line it is ("" for all of them)."""
        key, _, person = self.figures.current_id().partition(":")
        return key, person

    def _figures(self, _after: object | None) -> Page[Figure]:
        if self._desk.actor is None:
            return Page((), None, 0)
        board = self._desk.measures.board(*self.days())
        return Page(board, None, len(board))

    def _rows(self, _after: object | None) -> Page[CaseRow]:
        if self._desk.actor is None:
            return Page((), None, 0)
        return table_page(self._desk.measures.rows(self.key(), *self.days(), self._chosen()[1]))

    def reload(self) -> None:
        """Count anew; both cursors stay."""
        first, last = self.days()
        scope = self._desk.measures.scope if self._desk.actor else ""
        whose = self.tr("只看%1").replace("%1", scope) if scope else self.tr("全中心")
        self.phrases.setVisible(self._desk.spoken.may_check)
        self.span.setText(f"{first:%Y-%m-%d} — {last:%Y-%m-%d} · {whose}")
        self.figures.reload()
        self._show_rows()

    def _show_rows(self) -> None:
        key = self.key()
        who = self._desk.house.name(self._chosen()[1])
        title = f"{key.word} · {who}" if who else key.word
        self.right.title.setText(title)
        self.right.setAccessibleName(title)
        when = "" if key.of_period else self.tr("（此刻）")
        self.right.set_aside(f"{key.about}{when}")
        self.table.reload()

    def _figure_chosen(self, _key: str) -> None:
        self.said.say("")
        self._show_rows()

    def _period_chosen(self, _key: str) -> None:
        self.reload()

    def _to_rows(self, _key: str) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    # ------------------------------------------------------------ keeping up

    def tick(self) -> None:
        """Time went on: what ran late since is counted too."""
        self.reload()

    def change_person(self) -> None:
        """Somebody else looks: their own cases only."""
        self.reload()

    def _changed(self, changed: Changed) -> None:
        if (changed.touches("cases") or changed.touches("spoken")) and self.isVisible():
            self.reload()

    def showEvent(self, event: object) -> None:
        """What changed while another page was shown is counted now."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.reload()

    # ------------------------------------------------------------ keys

    def _keyed(self, letter: str, _row: str) -> None:
        choices = self._periods()
        if letter.isdigit() and 1 <= int(letter) <= len(choices):
            self.period.choose(choices[int(letter) - 1].value)

    def _row_keyed(self, letter: str, case_id: str) -> None:
        if letter.isdigit():
            self._keyed(letter, case_id)
        else:
            self.moves.press(letter, case_id)

    def show_phrases(self) -> None:
        """What was heard in person and what passed as a quotation in the period; a new line is about the row one is on."""
        from ui.dialogs.spoken import PhraseUsesDialog

        if not self._desk.spoken.may_check:
            self._say(self.tr("忌语记录由主任、经理或质检人员查看（M4.7）"))
            return
        about = self.table.current_id() if self.table.hasFocus() else ""
        dialog = PhraseUsesDialog(self._desk, self._prompts, self.days(), about, self.window())
        dialog.opened.connect(self.opened)
        dialog.open()

    def _say(self, words: str) -> None:
        self.said.say(words, Tone.AMBER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """→ goes to the rows, ← and Esc back to the numbers."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Left) and self.table.hasFocus():
            self.figures.setFocus()
        elif event.key() == Qt.Key.Key_Right and self.figures.hasFocus():
            self._to_rows("")
        else:
            super().keyPressEvent(event)
