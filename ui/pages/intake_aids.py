"""Under the form: the steps of a good reception to tick, polite sentences, and the quick card ([49] [64] [67])."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from ui.dialogs.polite import POLITE_KEY
from ui.pages.intake_form import IntakeForm
from ui.widgets.ticks import TickList

STEPS_KEY, QUICK_KEY = "Alt+S", "F7"
CALLING, VISITING = "来电", "来访"
FLAT = "QToolButton { border: none; background: transparent; }"


class IntakeAids(QWidget):
    """`polite_asked()` and `quick_asked()` on F4 and F7; Alt+S unfolds the steps, digits tick them.

    What was ticked goes with the registration as 接待步骤 (`form.noted`); ticking is never required.
    """

    polite_asked = Signal()
    quick_asked = Signal()

    def __init__(self, desk: Desk, form: IntakeForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self.steps = TickList(self.tr("接待步骤"), columns=2)
        self.steps.hide()
        self.fold = self._button(self.tr("接待步骤"))
        self.polite = self._button(self.tr("礼貌用语  %1").replace("%1", POLITE_KEY))
        self.quick = self._button(self.tr("快速登记  %1").replace("%1", QUICK_KEY))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.fold, self.polite, self.quick):
            row.addWidget(button)
        row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.steps)
        rows.addLayout(row)
        self.fold.clicked.connect(self.unfold)
        self.polite.clicked.connect(self.polite_asked)
        self.quick.clicked.connect(self.quick_asked)
        self.steps.edited.connect(self._stepped)
        form.edited.connect(self._show)

    def bind(self, page: QWidget) -> None:
        """The keys work on the whole page."""
        for keys, button in ((STEPS_KEY, self.fold), (POLITE_KEY, self.polite), (QUICK_KEY, self.quick)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        self.restore()

    def _button(self, words: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setAccessibleName(words.split("  ", maxsplit=1)[0])
        button.setStyleSheet(FLAT)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def unfold(self) -> None:
        """Show the steps with the cursor in them, or fold them up and go back to the form."""
        opening = self.steps.isHidden()
        if opening:
            self.steps.offer(self._wanted())
        self.steps.setVisible(opening)
        (self.steps if opening else self._form.words).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """The next person comes."""
        self.steps.set_value("")
        self.steps.hide()
        self._ticked()

    def _wanted(self) -> tuple[str, ...]:
        """The steps of a call or of a visit, as the scene has them."""
        word = CALLING if self._form.channel.value() == CALLING else VISITING
        lists = self._desk.house.scene.step_lists
        fitting = [one for one in lists if word in one.name] or list(lists[:1])
        return fitting[0].steps[:9] if fitting else ()

    def _show(self) -> None:
        """Another channel has other steps."""
        if not self.steps.isHidden():
            self.steps.offer(self._wanted())
        done, of = len(self.steps.ticked()), len(self.steps.words)
        count = f" {done}/{of}" if done else ""
        self.fold.setText(self.tr("接待步骤%1  %2").replace("%1", count).replace("%2", STEPS_KEY))

    def restore(self) -> None:
        """The steps a draft brought back, ticked and in sight; none without a draft ([13])."""
        if self._form.steps:
            self.steps.offer(self._wanted())
        self.steps.set_value(self._form.steps)
        self.steps.setVisible(bool(self.steps.ticked()))
        self._ticked()

    def _stepped(self) -> None:
        """A step ticked is worth keeping like a word typed."""
        self._ticked()
        self._form.edited.emit()

    def _ticked(self) -> None:
        done = self.steps.ticked()
        said = self.tr("接待步骤 %1/%2：").replace("%1", str(len(done))).replace("%2", str(len(self.steps.words)))
        self._form.noted = (said + "、".join(done),) if done else ()
        self._form.steps = self.steps.value()
        self._show()
