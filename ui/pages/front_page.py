"""前台: the intake form at the left, the follow-up queue at the right, everything of a shift without the mouse."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.views import BadgeKind
from firstask_desktop.events import Changed
from ui.memory import WindowMemory
from ui.pages.queue_badges import BadgeRow
from ui.pages.queue_panel import FEW, QueuePanel
from ui.prompts import Prompts
from ui.signals import DeskSignals
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.panel import Panel

if TYPE_CHECKING:
    from ui.pages.intake_aids import IntakeAids
    from ui.pages.intake_panel import IntakePanel

FORM_WIDTH = 484
FIRST_TOUCH = (QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress)
PAUSE = 120
"""Milliseconds after the last key before the search asks."""
BETWEEN = 5
"""Milliseconds between the parts of a refresh after many cases came at once, for keys to come through."""


class FrontPage(QWidget):
    """`start(channel)` begins a case; `opened(case_id)` asks for the case page; F6 goes between form and queue.

    The form, half of all there is to make, is made right after the first paint, or with the first key or click if that
    comes before: the key goes into the form.
    """

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
        self._intake: IntakePanel | None = None
        self._aids: IntakeAids | None = None
        self._place = Panel(self.tr("接待登记"))
        self._place.body.addStretch(1)
        self.queue = QueuePanel(desk, prompts, memory)
        self._lay_out()
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
        QShortcut(QKeySequence("F6"), self).activated.connect(self._other_side)
        signals.changed.connect(self._changed)
        self.badges.count()
        self.queue.reload()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.finder, 1)
        top.addWidget(self.badges)
        self._sides = QWidget()  # a widget owns its layout: one kept by the page itself would outlive what lies in it
        both = QGridLayout(self._sides)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        self._put(self._place)
        both.addWidget(self.queue, 0, 1)
        both.setColumnStretch(0, 2)
        both.setColumnStretch(1, 5)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 6)
        rows.setSpacing(11)
        rows.addLayout(top)
        rows.addWidget(self._sides, 1)

    def _put(self, form: QWidget) -> None:
        form.setMinimumWidth(FORM_WIDTH)
        form.setMaximumWidth(FORM_WIDTH + 160)
        both = self._sides.layout()
        assert isinstance(both, QGridLayout)
        both.addWidget(form, 0, 0)

    # ------------------------------------------------------------ the form

    @property
    def intake(self) -> "IntakePanel":
        """接待登记, made when it is first asked for."""
        return self._intake or self._make_form()

    @property
    def aids(self) -> "IntakeAids":
        """What stands under the form."""
        self._make_form()
        assert self._aids is not None
        return self._aids

    def _make_form(self) -> "IntakePanel":
        if self._intake is not None:
            return self._intake
        from ui.pages.intake_aids import IntakeAids
        from ui.pages.intake_panel import IntakePanel

        here = self.window().focusWidget() is self
        self._intake = intake = IntakePanel(self._desk, self._prompts)
        self._aids = aids = IntakeAids(self._desk, intake.form)
        intake.body.insertWidget(2, aids)
        self._place.hide()
        self._place.deleteLater()
        self._put(intake)
        intake.show()
        aids.bind(self)
        aids.polite_asked.connect(self._polite)
        aids.quick_asked.connect(self.quick)
        intake.opened.connect(self.opened)
        intake.saved.connect(self._saved)
        intake.requester.searched.connect(self._all_of)
        self.setFocusProxy(intake.form.channel)
        self.setTabOrder(aids.steps, self.queue.table)
        if here:
            intake.form.channel.setFocus()
        return intake

    @property
    def complete_now(self) -> bool:
        """Whether the form is there."""
        return self._intake is not None

    def complete(self) -> None:
        """Make what the first paint did not wait for."""
        form = self.intake.form
        QTimer.singleShot(0, form, form.tick)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page is seen: now the form."""
        super().paintEvent(event)
        if self._intake is None:
            QTimer.singleShot(0, self, self.complete)

    def event(self, event: QEvent) -> bool:
        """A key or click on the page before the form is there makes it; told before its shortcuts are looked for."""
        if event.type() in FIRST_TOUCH and self._intake is None:
            self._make_form()
        return super().event(event)

    # ------------------------------------------------------------ the day

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
        if self._intake is not None:
            self._intake.change_person()
            self.aids.restore()
        self.queue.filter_by(None)
        self.badges.count()

    def keep(self) -> None:
        """Write down what is half-typed."""
        if self._intake is not None:
            self._intake.keep_draft()

    def tick(self) -> None:
        """Time went on."""
        self.badges.count()
        self.queue.tick()
        if self._intake is not None:
            self._intake.form.tick()

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
        from ui.dialogs.polite import PoliteDialog, staff_box_of

        into = staff_box_of(QApplication.focusWidget())
        PoliteDialog(self._desk.house.polite(), into, self).open()

    def quick(self) -> None:
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
