"""前台: the intake form at the left, the follow-up queue at the right, everything of a shift without the mouse."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.views import BadgeKind
from firstask_desktop.events import Changed
from ui.dialogs.polite import PoliteDialog, staff_box_of
from ui.memory import WindowMemory
from ui.pages.intake_aids import IntakeAids
from ui.pages.intake_panel import IntakePanel
from ui.pages.queue_badges import BadgeRow
from ui.pages.queue_panel import FEW, QueuePanel
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.theme import Tone
from ui.widgets.boxes import LineBox

FORM_WIDTH = 484
PAUSE = 120
"""Milliseconds after the last key before the search asks."""
BETWEEN = 5
"""Milliseconds between the parts of a refresh after many cases came at once, for keys to come through."""


class FrontPage(QWidget):
    """`start(channel)` begins a case; `opened(case_id)` asks for the case page; F6 goes between form and queue."""

    opened = Signal(str)

    def __init__(
        self, desk: Desk, prompts: Prompts, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts = desk, prompts
        self.setAccessibleName(self.tr("前台"))
        self.finder = LineBox(self.tr("搜索"), self.tr("搜索事项、姓名、拼音、房号、电话尾号…　Ctrl+K"), 80, "search")
        self.finder.setMinimumHeight(38)
        self.badges = BadgeRow(desk)
        self.intake = IntakePanel(desk, prompts)
        self.setFocusProxy(self.intake.form.channel)
        self.queue = QueuePanel(desk, prompts, memory)
        self.aids = IntakeAids(desk, self.intake.form)
        self.intake.body.insertWidget(2, self.aids)
        self._lay_out()
        self.aids.bind(self)
        self.aids.polite_asked.connect(self._polite)
        self.aids.quick_asked.connect(self._quick)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)
        self._due: list[Callable[[], None]] = []
        self._turns = QTimer(self)
        self._turns.setInterval(BETWEEN)
        self._turns.timeout.connect(self._next_part)
        self.finder.edited.connect(self._pause.start)
        self.finder.returnPressed.connect(self._to_found)
        self.badges.asked.connect(self._badge_asked)
        self.queue.filtered.connect(self.badges.mark)
        self.queue.opened.connect(self.opened)
        self.intake.opened.connect(self.opened)
        self.intake.saved.connect(self._saved)
        self.intake.requester.searched.connect(self._all_of)
        QShortcut(QKeySequence("F6"), self).activated.connect(self._other_side)
        signals.changed.connect(self._changed)
        self.badges.count()
        self.queue.reload()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.finder, 1)
        top.addWidget(self.badges)
        both = QGridLayout()
        both.setSpacing(12)
        self.intake.setMinimumWidth(FORM_WIDTH)
        self.intake.setMaximumWidth(FORM_WIDTH + 160)
        both.addWidget(self.intake, 0, 0)
        both.addWidget(self.queue, 0, 1)
        both.setColumnStretch(0, 2)
        both.setColumnStretch(1, 5)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 6)
        rows.setSpacing(11)
        rows.addLayout(top)
        rows.addLayout(both, 1)

    def start(self, channel: str) -> None:
        """Begin a case that came this way."""
        self.intake.start(channel)

    def begin_search(self) -> None:
        """Put the cursor into the search."""
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def change_person(self) -> None:
        """Somebody else sits at the desk."""
        self.finder.set_value("")
        self.intake.change_person()
        self.aids.restore()
        self.queue.filter_by(None)
        self.badges.count()

    def keep(self) -> None:
        """Write down what is half-typed."""
        self.intake.keep_draft()

    def tick(self) -> None:
        """Time went on."""
        self.badges.count()
        self.queue.tick()
        self.intake.form.tick()

    def _changed(self, changed: Changed) -> None:
        if len(changed.rows.get("cases", ())) > FEW:
            self._due = [self.badges.count, self.queue.count, self.queue.table.reload]
            self._turns.start()
        elif changed.touches("cases"):
            self.badges.count()
            self.queue.refresh(changed)

    def _next_part(self) -> None:
        """Many cases came at once, by an import that may still compute: one part of the page is asked for at a time."""
        if self._due and self._desk.actor is not None:
            self._due.pop(0)()
        if not self._due or self._desk.actor is None:
            self._turns.stop()

    def _polite(self) -> None:
        """Polite sentences, for the staff-side field that has the cursor ([67])."""
        into = staff_box_of(QApplication.focusWidget())
        PoliteDialog(self._desk.house.polite(), into, self).open()

    def _quick(self) -> None:
        """Room, what, phone: the card for whoever was asked in passing ([64])."""
        from ui.dialogs.quick_card import QuickCard

        if self._desk.actor is not None:
            QuickCard(self._desk, self._prompts, self._quickly_saved, self).open()

    def _quickly_saved(self, case: Case) -> None:
        words = self.tr("已登记 %1").replace("%1", case.number)
        self.intake.told.say(case.state.word, Tone.GREEN, words)
        self.queue.table.go_to(case.id)
        self.queue.table.setFocus()

    def _saved(self, case_id: str) -> None:
        self.aids.clear()
        self.queue.table.go_to(case_id)

    def _badge_asked(self, badge: BadgeKind | None) -> None:
        self.finder.set_value("")
        self.queue.filter_by(badge)
        self.queue.table.setFocus()

    def _search(self) -> None:
        self.queue.search(self.finder.value())

    def _to_found(self) -> None:
        self._pause.stop()
        self._search()
        self.queue.table.setFocus()

    def _all_of(self, words: str) -> None:
        """All earlier cases of the requester beside the form, which stays as it is ([12])."""
        self.finder.set_value(words)
        self._to_found()

    def _other_side(self) -> None:
        if self.queue.isAncestorOf(QApplication.focusWidget() or self):
            self.intake.form.channel.setFocus()
        else:
            self.queue.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes search and filter away."""
        if event.key() == Qt.Key.Key_Escape and (self.queue.query or self.queue.badge or self.finder.value()):
            self.finder.set_value("")
            self.queue.filter_by(None)
            return
        super().keyPressEvent(event)
