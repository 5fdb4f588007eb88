"""The hands of the monkey: keys, clicks and words sent as a keyboard, a mouse and an input method send them."""

import random

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QWidget

Key = Qt.Key
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN_KEYS = (
    *(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Return, Key.Key_Return, Key.Key_Escape, Key.Key_Backspace),
    *(Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End, Key.Key_PageUp),
    *(Key.Key_PageDown, Key.Key_Delete, Key.Key_Space, Key.Key_Menu, Key.Key_Insert, Key.Key_Backtab),
    *(Key(code) for code in range(Key.Key_0, Key.Key_9 + 1)),
    *(Key(code) for code in range(Key.Key_A, Key.Key_Z + 1)),
    *(Key.Key_Question, Key.Key_Slash, Key.Key_Comma, Key.Key_Period, Key.Key_Minus, Key.Key_Plus, Key.Key_Equal),
)
SHORTCUTS = (
    *((Key(code), NONE) for code in (Key.Key_F1, Key.Key_F2, Key.Key_F3, Key.Key_F5, Key.Key_F4, Key.Key_Question)),
    *((Key(code), CONTROL) for code in range(Key.Key_0, Key.Key_9 + 1)),
    *((Key(code), ALT) for code in range(Key.Key_0, Key.Key_9 + 1)),
    *((Key(code), CONTROL) for code in (Key.Key_S, Key.Key_S, Key.Key_D, Key.Key_K, Key.Key_Comma, Key.Key_Return)),
    *((Key(code), CONTROL) for code in (Key.Key_Return, Key.Key_Return, Key.Key_A, Key.Key_C, Key.Key_X, Key.Key_V)),
    *((Key(code), CONTROL) for code in (Key.Key_V, Key.Key_Z, Key.Key_P, Key.Key_F, Key.Key_N, Key.Key_Home)),
    *((Key(code), CONTROL | SHIFT) for code in (Key.Key_Return, Key.Key_Z, Key.Key_S, Key.Key_End, Key.Key_Tab)),
    *((Key(code), ALT) for code in (Key.Key_Left, Key.Key_Down, Key.Key_Up, Key.Key_Return)),
    *((Key(code), SHIFT) for code in (Key.Key_Tab, Key.Key_Home, Key.Key_End, Key.Key_Down, Key.Key_F10)),
)
SENSE = (
    "楼上空调外机一直滴水", "13800138000", "3-1-602", "单晓燕", "明天上午派人上门", "已修好，客户当面确认", "何静", "15:30", "1",
    "2026-11-30", "zgq", "电梯困人", "投诉", "无", "10", "押金什么时候退", "客户不愿留", "仲经理同意", "A4", "8012", "上门查看外机",
)  # fmt: skip
FITTING = (
    ("电话", "13800138000"),
    ("时间", "18:30"),
    ("日期", "11-27"),
    ("期限", "18:30"),
    ("数", "2"),
    ("金额", "20"),
)
"""What a field is given by its name."""
SENTENCES = (
    "楼上空调外机一直滴水，请今天派人来看", "已联系厂家，明天上午九点到场更换", "客户当面确认已经修好", "请上门查看外机排水管",
    "已向客户说明原因和办法，客户同意", "工程部确认今天下班前上门处理",
)  # fmt: skip
SIZES = (QSize(1100, 640), QSize(1366, 768), QSize(1920, 1080), QSize(1280, 700))


class MonkeyHands:
    """Reaches what is in front: a popup, a dialog, else `window`. Every method does one event and gives its words."""

    def __init__(self, window: QWidget, chance: random.Random) -> None:
        self.window, self.chance = window, chance
        self._held: QWidget = window

    def front(self) -> QWidget:
        """The window that has the keyboard: a popup, a dialog, or the main window."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def handle(self) -> QWindow:
        """Where the system sends keys and clicks."""
        self._held = self.front().window()  # a menu nobody in Python holds takes its window along when it is let go
        window = self._held.windowHandle() or self.window.windowHandle()
        assert window is not None
        return window

    def visible(self) -> list[QWidget]:
        """What can be clicked in the front window."""
        front = self.front()
        if isinstance(front, QAbstractItemView):
            return [front.viewport()]
        return [
            each
            for each in front.findChildren(QWidget)
            if each.isVisible()
            and each.isEnabled()
            and each.window() is front.window()
            and not each.visibleRegion().isEmpty()
        ]

    def place(self, widget: QWidget) -> QPoint:
        box = widget.visibleRegion().boundingRect()
        at = QPoint(
            self.chance.randrange(box.left(), box.left() + max(box.width(), 1)),
            self.chance.randrange(box.top(), box.top() + max(box.height(), 1)),
        )
        return widget.mapTo(widget.window(), at)

    def press(self, key: Key | None = None, modifier: Qt.KeyboardModifier = NONE) -> str:
        """A key."""
        pressed = self.chance.choice(PLAIN_KEYS) if key is None else key
        QTest.keyPress(self.handle(), pressed, modifier)
        QTest.keyRelease(self.handle(), pressed, modifier)  # of what is there now: the press may close a window
        return f"press {modifier.name}+{pressed.name}"

    def shortcut(self) -> str:
        """Keys together."""
        return self.press(*self.chance.choice(SHORTCUTS))

    def click(self) -> str:
        """Something that is made to be clicked or typed in."""
        seen = [
            each
            for each in self.visible()
            if isinstance(each, QAbstractButton | QAbstractItemView | QLineEdit | QComboBox)
            or isinstance(each.parentWidget(), QAbstractItemView)
            or each.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        if not seen:
            return self.press(Key.Key_Escape)
        widget = self.chance.choice(seen)
        return self._clicked(widget, self.place(widget))

    def poke(self) -> str:
        """Anywhere at all, with any button."""
        front = self.front().window()
        at = QPoint(self.chance.randrange(max(front.width(), 1)), self.chance.randrange(max(front.height(), 1)))
        button = self.chance.choice(
            (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)
        )
        return self._clicked(front, at, button)

    def _clicked(self, widget: QWidget, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> str:
        twice = self.chance.random() < 0.15
        said = widget.text()[:20] if isinstance(widget, QAbstractButton) else ""
        (QTest.mouseDClick if twice else QTest.mouseClick)(self.handle(), button, NONE, at)
        return f"click{' twice' if twice else ''} {type(widget).__name__} {said!r} {at.x()},{at.y()} {button.name}"

    def drag(self) -> str:
        """Pressed here, let go there."""
        seen = self.visible()
        if not seen:
            return "nothing to drag"
        first, second = self.chance.choice(seen), self.chance.choice(seen)
        words, here, there = (
            f"drag {type(first).__name__} to {type(second).__name__}",
            self.place(first),
            self.place(second),
        )
        QTest.mousePress(self.handle(), Qt.MouseButton.LeftButton, NONE, here)
        window = self.handle()
        QTest.mouseMove(window, there)
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, NONE, there)
        return words

    def wheel(self) -> str:
        """The wheel over something."""
        seen = self.visible()
        if seen:
            at = self.place(self.chance.choice(seen))
            QTest.wheelEvent(self.handle(), at.toPointF(), QPoint(0, self.chance.choice((-960, -120, 120, 960))))
        return "wheel"

    def _composed(self, before: str, words: str) -> str:
        focus = QApplication.focusWidget()
        if focus is None:
            return "no cursor"
        event = QInputMethodEvent(before, [])
        event.setCommitString(words)
        QCoreApplication.sendEvent(focus, event)
        return f"compose {before!r} {words[:30]!r} in {type(focus).__name__}"
