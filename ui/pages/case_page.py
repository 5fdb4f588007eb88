"""One case: what was asked, who carries it, where it stands, what happened, and what can be done now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.flow import Action, Move
from firstask_desktop.domain.states import State, Verdict
from firstask_desktop.domain.views import CaseFile
from firstask_desktop.errors import Refused
from firstask_desktop.events import Changed
from ui.dialogs.perform import OFFERED, perform_action
from ui.dialogs.slip import CasePapersDialog, SlipDialog
from ui.memory import WindowMemory
from ui.pages.case_attachments import ADD_KEY
from ui.pages.case_facts import CaseFacts
from ui.pages.case_header import CaseHeader
from ui.pages.case_moves import MORE_KEY, MovesPanel
from ui.pages.case_timeline import CaseTimeline
from ui.pages.case_words import chain_steps, first_hand, timeline_entry
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.widgets.chain import ChainView
from ui.widgets.labels import KeyHints
from ui.widgets.panel import Panel

MOVES_WIDTH = 240
SPLITTER = "case"
COMPLETE_KEY = "0"
WAYS = {
    Verdict.OWN_DEPARTMENT: (Action.HAND_OFF, Action.ASK),
    Verdict.OTHER_DEPARTMENT: (Action.HAND_OFF, Action.ASK),
    Verdict.OUTSIDE: (Action.OUTSIDE, Action.ASK),
    Verdict.UNKNOWN: (Action.CONSULT, Action.ASK, Action.HAND_OFF),
}
"""职责判定 decides the way: the moves that lead on with what is not one's own, the nearest first ([27] [54] [55])."""


class CasePage(QWidget):
    """`CasePage(desk, prompts, signals, memory)`, `show_case(case_id)`; `closed()` when the person goes back.

    It looks again only when a command about its own case was committed. Letters start moves as long as no text field
    has the cursor; ↑/↓ walk the timeline and G corrects the line.
    """

    closed = Signal()

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts, self._memory = desk, prompts, memory
        self.file: CaseFile | None = None
        self.setAccessibleName(self.tr("事项"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.header = CaseHeader()
        self.facts = CaseFacts(desk, prompts)
        self.chain = ChainView(self.tr("经手链"))
        self.timeline = CaseTimeline(self.tr("经过"))
        self.moves = MovesPanel()
        self.moves.setFixedWidth(MOVES_WIDTH)
        self._lay_out()
        self.header.slip.clicked.connect(self.show_papers)
        self.header.back.clicked.connect(self.closed)
        self.moves.chosen.connect(self.perform)
        self.timeline.correct.connect(self._correct)
        self.facts.tasks.done.connect(self._performed)
        signals.changed.connect(self._changed)
        slip = QShortcut(QKeySequence("Ctrl+P"), self)
        slip.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        slip.activated.connect(self.show_papers)
        attach = QShortcut(QKeySequence(ADD_KEY), self)
        attach.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        attach.activated.connect(self.facts.attachments.choose)

    def _lay_out(self) -> None:
        hands = Panel(self.tr("经手链"))
        hands.body.addWidget(self.chain)
        self.passed = Panel(self.tr("经过"))
        self.passed.body.addWidget(self.timeline, 1)
        self.passed.body.addWidget(
            KeyHints([("↑↓", self.tr("选一条")), ("G", self.tr("更正")), ("Esc", self.tr("返回"))])
        )
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(hands)
        column.addWidget(self.passed, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(10)
        self.splitter.addWidget(self.facts)
        self.splitter.addWidget(middle)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([380, 620])
        self._memory.restore_splitter(SPLITTER, self.splitter)
        self.splitter.splitterMoved.connect(self._keep_splitter)
        body = QHBoxLayout()
        body.setSpacing(10)
        body.addWidget(self.splitter, 1)
        body.addWidget(self.moves)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(10)
        rows.addWidget(self.header)
        rows.addLayout(body, 1)

    def _keep_splitter(self) -> None:
        self._memory.keep_splitter(SPLITTER, self.splitter)

    def show_case(self, case_id: str) -> None:
        """Show a case; one that is not there is refused in a box and the page closes."""
        try:
            file = self._desk.cases.file(case_id)
        except Refused as refused:
            self.file = None
            self._prompts.warn(self, str(refused), self.closed.emit)
            return
        another = self.file is None or self.file.case.id != case_id
        self._show(file)
        if another:
            self.timeline.setCurrentIndex(self.timeline.model().index(len(file.timeline) - 1, 0))
            self.timeline.scrollToBottom()
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, file: CaseFile) -> None:
        before = self.timeline.selected()
        self.file = file
        self.setAccessibleName(self.tr("事项 %1").replace("%1", file.case.number))
        self.header.show_file(file)
        self.facts.show_file(file)
        self.chain.set_chain(first_hand(file), chain_steps(file))
        self.timeline.set_entries([timeline_entry(line) for line in file.timeline])
        self.passed.set_aside(self.tr("共 %1 条").replace("%1", str(len(file.timeline))))
        self.moves.show_moves(_offered(file), _ways(file))
        places = [place for place, line in enumerate(file.timeline) if line.id == before]
        if places:
            self.timeline.setCurrentIndex(self.timeline.model().index(places[0], 0))

    def perform(self, action: Action, corrects: str = "") -> None:
        """Start a move of this case."""
        if self.file is not None:
            perform_action(
                self, self._desk, self._prompts, action, self.file.case.id, self._performed, corrects=corrects
            )

    def show_papers(self) -> None:
        """Every sheet this case can put on the counter; the receipt stands first."""
        if self.file is not None:
            CasePapersDialog(self._desk, self._prompts, self.file.case.id, self).open()

    def show_slip(self) -> None:
        """The slip to read, copy or print."""
        if self.file is not None:
            SlipDialog(self._desk, self._prompts, self.file.case.id, self).open()

    def _performed(self, case: Case) -> None:
        """The last line is what was just done; the signal has shown it already."""
        if self.file is not None and self.file.case.id == case.id:
            self.timeline.setCurrentIndex(self.timeline.model().index(len(self.file.timeline) - 1, 0))
            self.timeline.scrollToBottom()

    def _may(self, action: Action) -> bool:
        return self.file is not None and any(move.action is action for move in self.file.moves)

    def _correct(self, line_id: str) -> None:
        self.perform(Action.CORRECT, line_id)

    def _changed(self, changed: Changed) -> None:
        if self.file is not None and changed.concerns(self.file.case.id):
            self.show_case(self.file.case.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters start moves, . opens the rare ones, 0 fills in what is missing, digits tick tasks off, Esc goes back."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = self.moves.by_key(event.text()) if plain else None
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif action is not None:
            self.perform(action)
        elif plain and event.text() == MORE_KEY:
            self.moves.open_more()
        elif plain and event.text() == COMPLETE_KEY and self._may(Action.COMPLETE):
            self.perform(Action.COMPLETE)
        elif plain and self.facts.tasks.press(event.text()):
            event.accept()
        else:
            super().keyPressEvent(event)


def _ways(file: CaseFile) -> tuple[Action, ...]:
    """What the verdict asks for while nobody works on it yet; what can be done at once is done at once ([78])."""
    if file.case.state is not State.ACCEPTED:
        return ()
    at_once = bool(file.matter and file.matter.instant) and file.case.verdict is Verdict.OWN_POST
    return (Action.ON_SPOT,) if at_once else WAYS.get(file.case.verdict, ())


def _offered(file: CaseFile) -> list[Move]:
    """The moves with a dialog; the 06-05 form only where the case has one."""
    moves = [move for move in file.moves if move.action in OFFERED]
    return moves if file.complaint else [move for move in moves if move.action is not Action.FORM]
