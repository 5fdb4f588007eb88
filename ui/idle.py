"""A desk left alone locks itself: seconds without key, pointer or input method, and the hint before it happens (T9)."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from ui.theme import colours
from ui.widgets.labels import plain

SECOND_MS = 1000
HINT_SECONDS = 10
MARGIN = 18
INPUT = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod, QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.NonClientAreaMouseMove,
    }
)  # fmt: skip
Seconds = Callable[[], float]


class IdleWatch(QObject):
    """`IdleWatch(limit, parent)`: `due()` after `limit()` seconds without input; 0 seconds means never.

    `left(n)` every second while n ≤ 10 are left, `left(0)` when somebody is there again. It looks only at what has the
    keyboard and at the program's windows, not at every event of the program. A machine that slept counts as left alone.
    """

    due = Signal()
    left = Signal(int)

    def __init__(
        self, limit: Callable[[], int], parent: QObject, clocks: tuple[Seconds, ...] = (time.monotonic, time.time)
    ) -> None:
        super().__init__(parent)
        self._limit, self._clocks = limit, clocks
        self._since = self._now()
        self._hinting = False
        self._cursor = QCursor.pos()
        self._focus: QObject | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusObjectChanged.connect(self._follow)
        app.focusWindowChanged.connect(self._look)
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self.second)
        self._timer.start()

    def _now(self) -> list[float]:
        return [clock() for clock in self._clocks]

    def somebody(self) -> None:
        """Somebody is at the desk: begin to count anew."""
        self._since = self._now()
        if self._hinting:
            self._hinting = False
            self.left.emit(0)

    def second(self) -> None:
        """A second went by."""
        self._look()
        pointer = QCursor.pos()
        if pointer != self._cursor:
            self._cursor = pointer
            self.somebody()
        limit = self._limit()
        if limit <= 0:
            self.somebody()
            return
        rest = limit - int(max(now - then for now, then in zip(self._now(), self._since, strict=True)))
        if rest <= 0:
            self.somebody()
            self.due.emit()
        elif rest <= HINT_SECONDS:
            self._hinting = True
            self.left.emit(rest)

    def _look(self, *_window: object) -> None:
        """Watch every window of the program, also one that was opened just now."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)

    def _follow(self, focus: QObject | None) -> None:
        """Watch what has the keyboard: an input method speaks to it past the window."""
        if self._focus is not None and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = focus
        if focus is not None:
            focus.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Input is noticed and goes its way."""
        if event.type() in INPUT:
            self.somebody()
        return False


class IdleHint(QObject):
    """`say(seconds)`: a line at the foot of the window in front, beside a dialog's buttons; `say(0)` takes it away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.label: QLabel | None = None

    def say(self, seconds: int) -> None:
        """Say how long there is."""
        front = QApplication.activeModalWidget() or self._window
        label = self.label if self.label is not None and isValid(self.label) else None
        if label is not None and (seconds <= 0 or label.parentWidget() is not front):
            label.hide()
            label.deleteLater()
            label = None
        if seconds > 0:
            label = label or self._made(front)
            words = self.tr("%1 秒后自动锁屏，按任意键继续").replace("%1", str(seconds))
            label.setText(words)
            label.setAccessibleName(words)
            label.adjustSize()
            middle = (front.width() - label.width()) // 2
            label.move(middle if front is self._window else MARGIN, front.height() - label.height() - MARGIN)
            label.show()
            label.raise_()
        self.label = label

    def _made(self, front: QWidget) -> QLabel:
        look = colours()
        label = plain("", "strong")
        label.setParent(front)
        label.setObjectName("idle_hint")
        label.setStyleSheet(
            f"QLabel#idle_hint {{ background: {look.text}; color: {look.window}; padding: 9px 18px; border-radius: 6px; }}"
        )
        return label
