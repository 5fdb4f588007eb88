"""Reminders in the window: a banner with keys, a sound, a word in the tray, a line in whatever dialog is open."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSystemTrayIcon,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_views import Reminder
from firstask_desktop.domain.views import Tone as Urgency
from firstask_desktop.events import Changed
from ui import icons
from ui.icons import IconLabel
from ui.memory import WindowMemory
from ui.signals import DeskSignals
from ui.sounds import Bell
from ui.theme import Tone, colours, repolish
from ui.widgets.labels import ElidedLabel, plain

POLL_MS = 30_000
SOON_MS = 250
KEY = "F8"
TONES = {Urgency.RED: Tone.RED, Urgency.AMBER: Tone.AMBER}
HINT = "reminder_hint"
ROOM, HANDOVER = "waiting", "handover"


class ReminderBar(QFrame):
    """`ReminderBar(desk, signals, memory)`: what is due now for the person at the desk, one at a time, hidden when nothing.

    F8 puts the cursor here; then Enter opens the case (`opened(case_id)`) or the page (`page_asked(key)`), Esc
    acknowledges, ←/→ look at the others. It never takes the cursor by itself. A moment sounds once, a loud one again at
    every poll until it is acknowledged. `sound` is the button that turns the sound off, to be put where it can be
    reached when nothing is due.
    """

    opened = Signal(str)
    page_asked = Signal(str)

    def __init__(self, desk: Desk, signals: DeskSignals, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._bell = desk, Bell(memory)
        self._heard: set[str] = set()
        self._person = ""
        self.reminders: list[Reminder] = []
        self._place = 0
        self._tray: QSystemTrayIcon | None = None
        self._came_from: QWidget | None = None
        self._dressed = colours().name
        self._make_words()
        self._lay_out()
        self._make_sound()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.poll)
        self._poll.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.refresh)
        signals.changed.connect(self._changed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    # ------------------------------------------------------------ making

    def _make_words(self) -> None:
        self.mark = IconLabel("bell", Tone.AMBER, 18, self.tr("提醒"))
        self.text = ElidedLabel("", "strong")
        self.detail = ElidedLabel("", "muted")
        self.count = plain("", "muted")
        self.look = QPushButton()
        self.seen = QPushButton(self.tr("知道了  Esc"))
        self.seen.setAccessibleName(self.tr("知道了"))
        self.look.clicked.connect(self.open_current)
        self.seen.clicked.connect(self.acknowledge)
        for button in (self.look, self.seen):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.text)
        words.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self.mark)
        row.addLayout(words, 1)
        for part in (self.count, self.look, self.seen):
            row.addWidget(part)

    def _make_sound(self) -> None:
        self.sound = QToolButton()
        self.sound.setAutoRaise(True)
        self.sound.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sound.clicked.connect(self.switch_sound)
        self._say_sound()

    def bind(self, window: QWidget) -> None:
        """F8 in this window comes here."""
        QShortcut(QKeySequence(KEY), window).activated.connect(self.take_cursor)

    # ------------------------------------------------------------ what is due

    def poll(self) -> None:
        """Every half minute and when somebody signs in: what is new or loud sounds, also while a dialog is open."""
        self._ask(again=True)

    def refresh(self) -> None:
        """Something changed at the desk: ask anew; only what is new sounds."""
        self._ask(again=False)

    def _changed(self, _changed: Changed) -> None:
        self._soon.start()

    def _ask(self, *, again: bool) -> None:
        person = self._desk.actor
        if (person.id if person else "") != self._person:
            self._person = person.id if person else ""
            self._heard.clear()
        current = self.current()
        self.reminders = self._desk.reminders.due()
        keys = [each.key for each in self.reminders]
        self._place = keys.index(current.key) if current and current.key in keys else 0
        fresh = [each for each in self.reminders if each.key not in self._heard]
        alarm = next((each for each in fresh if each.loud), None)
        if alarm is not None:
            self._place = keys.index(alarm.key)
        elif fresh and not (current and current.tone is Urgency.RED):
            self._place = keys.index(fresh[0].key)
        self._heard.update(keys)
        self._show()
        if fresh:
            self._bell.ring(any(each.loud for each in fresh))
            self._tell_tray(fresh[0])
        elif again and any(each.loud for each in self.reminders):
            self._bell.ring(True)
        self._hint()

    def current(self) -> Reminder | None:
        """The one shown."""
        return self.reminders[self._place] if self._place < len(self.reminders) else None

    def _show(self) -> None:
        one = self.current()
        self.setVisible(one is not None)
        if one is None:
            self.setAccessibleName(self.tr("没有提醒"))
            self.text.set_words("")
            self.detail.set_words("")
            if self._tray is not None:
                self._tray.hide()
            return
        tone = TONES.get(one.tone, Tone.ACCENT)
        self.setProperty("tone", tone.value)
        self.setStyleSheet(self._dress(tone))
        repolish(self)
        self.mark.show_icon("bell", tone)
        self.text.set_words(one.text)
        self.detail.set_words(one.detail)
        self.detail.setVisible(bool(one.detail))
        self.setAccessibleName(self.tr("提醒：%1").replace("%1", f"{one.text} {one.detail}".strip()))
        number = f"{self._place + 1} / {len(self.reminders)}"
        self.count.setText(self.tr("%1　F8 到这里　← →").replace("%1", number))
        verb = self.tr("打开事项") if one.case_id and not one.visitor_id else self.tr("去看")
        self.look.setText(f"{verb}  Enter")
        self.look.setAccessibleName(verb)
        self.look.setVisible(bool(one.case_id or one.visitor_id or one.key.startswith("handover:")))

    def _dress(self, tone: Tone) -> str:
        look = colours()
        edge = look.ink(tone).name() if self.hasFocus() else look.line
        surface = look.surface(tone).name()
        return f"ReminderBar {{ background: {surface}; border: 1px solid {edge}; border-left: 4px solid {look.ink(tone).name()}; }}"

    def changeEvent(self, event: QEvent) -> None:
        """Dress anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_dressed") and self._dressed != colours().name:
            self._dressed = colours().name
            self._show()

    # ------------------------------------------------------------ by key

    def take_cursor(self) -> None:
        """F8: the keyboard comes here, when there is something."""
        if self.current() is not None:
            self._came_from = QApplication.focusWidget()
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_current(self) -> None:
        """Enter: the case, else the waiting room or the handover page. Looking is not acknowledging."""
        one = self.current()
        if one is None:
            return
        if one.visitor_id:
            self.page_asked.emit(ROOM)
        elif one.key.startswith("handover:"):
            self.page_asked.emit(HANDOVER)
        elif one.case_id:
            self.opened.emit(one.case_id)

    def acknowledge(self) -> None:
        """Esc: this moment was seen; it is not told again, also not after a restart."""
        one = self.current()
        if one is None:
            return
        had_cursor, back = self.hasFocus(), self._came_from
        self._desk.reminders.acknowledge(*(one.keys or (one.key,)))
        self.refresh()
        if had_cursor and self.current() is None and back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Look at another one."""
        if self.reminders:
            self._place = (self._place + by) % len(self.reminders)
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc, ← →; the rest goes to the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.acknowledge()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.step(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard left."""
        super().focusOutEvent(event)
        self._show()

    # ------------------------------------------------------------ sound, tray, dialogs

    def switch_sound(self) -> None:
        """Turn the sound off or on; the banner stays either way."""
        self._bell.on = not self._bell.on
        self._say_sound()

    def _say_sound(self) -> None:
        words = self.tr("提醒声：开") if self._bell.on else self.tr("提醒声：关")
        self.sound.setText(words)
        self.sound.setAccessibleName(words)

    def _tell_tray(self, reminder: Reminder) -> None:
        """A word from the tray while the window is not in front; it says how many, never whose."""
        window = self.window()
        if window.isActiveWindow() or QApplication.activeModalWidget() or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(icons.icon("bell", QColor(colours().accent)), self)
            self._tray.setToolTip(self.tr("首问台"))
            self._tray.messageClicked.connect(self._come_forward)
        self._tray.show()
        word = reminder.text.split(" · ", maxsplit=1)[0] if reminder.case_id and not reminder.visitor_id else ""
        more = self.tr("共 %1 条提醒").replace("%1", str(len(self.reminders)))
        self._tray.showMessage(self.tr("首问台提醒"), " · ".join(filter(None, (word, more))))

    def _come_forward(self) -> None:
        self.window().showNormal() if self.window().isMinimized() else self.window().raise_()
        self.window().activateWindow()

    def _hint(self) -> None:
        """One line on top of the dialog that is open, so that it hides nothing; the banner has the rest."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        found = dialog.findChild(ElidedLabel, HINT)
        rows = dialog.layout()
        one = self.current()
        if found is None and one is not None and isinstance(rows, QVBoxLayout):
            found = ElidedLabel("", "refusal")
            found.setObjectName(HINT)
            rows.insertWidget(0, found)
            dialog.resize(dialog.width(), dialog.height() + found.sizeHint().height() + rows.spacing())
        if found is not None:
            found.set_words(self.tr("提醒：%1").replace("%1", one.text) if one else "")
            found.setVisible(one is not None)
