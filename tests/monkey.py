"""A monkey at the desk: the same seed presses the same keys. It types, clicks, turns, answers, opens, closes, changes hands.

Events go to the window as a keyboard and a mouse send them, so a dialog that blocks the rest blocks it for the monkey
too. Used by the test (few events) and the benchmark (many).
"""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.views import Tab
from tests.hostile_texts import hostile_texts
from tests.monkey_hands import CONTROL, FITTING, NONE, SENSE, SENTENCES, SHIFT, SIZES, Key, MonkeyHands
from tests.monkey_watch import RandomPrompts, Watch
from ui import crash, theme
from ui.dialogs.perform import OFFERED, perform_action
from ui.main_window import MainWindow
from ui.memory import WindowMemory
from ui.page_list import PAGES, Kit
from ui.signals import DeskSignals
from ui.widgets.suggest import Suggest

REST = 0.05
"""How seldom a job that began is left to run beside the next events."""
Event = Callable[[], str]


@dataclass
class Zoo:
    """A desk with a monkey at it: what is needed to let it go and to look afterwards."""

    desk: Desk
    clock: FixedClock
    prompts: RandomPrompts
    memory: WindowMemory
    signals: DeskSignals


class Monkey(MonkeyHands):
    """`Monkey(zoo, watch, seed)`; `act()` does one event, `rest()` closes what is open and leaves the desk locked."""

    def __init__(self, zoo: Zoo, watch: Watch, chance: random.Random) -> None:
        self.zoo, self.watch = zoo, watch
        self.main = self._opened()
        super().__init__(self.main, chance)
        self.app = QApplication.instance()
        self.last: deque[str] = deque(maxlen=60)
        self.script: deque[Event] = deque()
        self.texts = [text for text in hostile_texts(900) if len(text) < 3_000]
        self.people = [person for person in zoo.desk.house.people() if person.login]
        self.done: dict[str, int] = {}
        self.weights: dict[Event, int] = {
            self.press: 22, self.click: 26, self.poke: 7, self.type: 16, self.compose: 2, self.shortcut: 12, self.wheel: 3,
            self.page: 4, self.case: 4, self.move: 6, self.fill: 5, self.time: 2, self.resize: 1, self.colours: 1,
            self.hands: 1, self.leave: 1, self.drag: 2,
        }  # fmt: skip

    def _opened(self) -> MainWindow:
        zoo = self.zoo
        window = MainWindow(Kit(zoo.desk, zoo.prompts, zoo.signals, zoo.memory))
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.show()
        window.activateWindow()
        if zoo.desk.actor is None:
            window.lock()
        else:
            window.enter()
        return window

    # ------------------------------------------------------------ one event

    def act(self) -> str:
        """Do one event and let the window answer it; its words."""
        event = self._next()
        name = getattr(event, "__name__", "scripted")
        with self.watch.timed(name):
            try:
                words = event()
            except Exception as error:  # noqa: BLE001 - an event reached the program by a call, not through Qt: still uncaught
                words = f"{name} raised {error!r}"
                self.watch.wrong.append(words)
            self.last.append(words)
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.done[name] = self.done.get(name, 0) + 1
        if QThreadPool.globalInstance().activeThreadCount() and self.chance.random() > REST:
            self.settle()
        return words

    def _next(self) -> Event:
        if self.zoo.prompts.waiting:
            return self._answer
        if self.script:
            return self.script.popleft()
        if self.zoo.desk.actor is None and self.chance.random() < 0.25:
            return self.sign_in
        return self.chance.choices(list(self.weights), list(self.weights.values()))[0]

    def _answer(self) -> str:
        self.zoo.prompts.answer()
        return "answer"

    def settle(self) -> None:
        """Let work beside the window come to its end and be told."""
        pool = QThreadPool.globalInstance()
        while not pool.waitForDone(5):
            QCoreApplication.processEvents()
        for _ in range(3):
            QCoreApplication.processEvents()

    # ------------------------------------------------------------ kinds of events

    def text(self) -> str:
        """Words that make sense, or hostile ones."""
        return self.chance.choice(SENSE if self.chance.random() < 0.6 else self.texts)

    def type(self, text: str | None = None) -> str:
        """Words into whatever has the cursor, as an input method brings them or pasted."""
        words = self.text() if text is None else text
        if self.chance.random() < 0.2:
            QGuiApplication.clipboard().setText(words)
            self.press(Key.Key_V, CONTROL)
            return f"paste {words[:30]!r}"
        return self._composed("", words)

    def compose(self) -> str:
        """Half a word of an input method, left standing."""
        return self._composed("kong'tiao", "")

    def fill(self) -> str:
        """Go through what is in front field by field and send it off: what a person in a hurry does."""
        for _ in range(self.chance.randrange(2, 14)):
            self.script.append(self.suit if self.chance.random() < 0.7 else self.type)
            self.script.append(self._pressing(self.chance.choice((Key.Key_Return, Key.Key_Tab, Key.Key_Tab)), NONE))
            if self.chance.random() < 0.1:
                self.script.append(self.press)
        sent = self.chance.choice(((Key.Key_Return, CONTROL), (Key.Key_S, CONTROL), (Key.Key_Return, CONTROL | SHIFT)))
        self.script.append(self._pressing(*sent))
        return "fill"

    def suit(self) -> str:
        """What fits the field that has the cursor, if it is empty: a choice, a person, a telephone, a moment, a sentence."""
        focus = QApplication.focusWidget()
        name = focus.accessibleName() if focus is not None else ""
        if focus is None or isinstance(focus, QAbstractButton):
            return self.press(self.chance.choice((Key.Key_Space, Key.Key_1, Key.Key_2, Key.Key_Right)))
        if isinstance(focus, Suggest):
            self._composed("", self.chance.choice((*"zhlywxc", *(person.name for person in self.people))))
            return self.press(Key.Key_Down)
        if getattr(focus, "toPlainText", getattr(focus, "text", str))():
            return f"{name} is filled"
        known = (words for part, words in FITTING if part in name)
        return self._composed("", next(known, self.chance.choice(SENTENCES)))

    def _pressing(self, key: Key, modifier: Qt.KeyboardModifier) -> Event:
        return lambda: self.press(key, modifier)

    def page(self) -> str:
        """Another page, where nothing lies over the window."""
        key = self.chance.choice(PAGES).key
        if self.front() is self.window and self.zoo.desk.actor is not None:
            self.main.go(key)
        return f"page {key}"

    def case(self) -> str:
        """Open one of the cases."""
        row = self._row()
        if row is not None:
            self.main.open_case(row.id)
        return "case"

    def move(self) -> str:
        """Begin a move with one of the cases, offered or not."""
        row = self._row()
        if row is None:
            return "no move"
        offered = [move.action for move in self.zoo.desk.cases.moves(row.id) if move.action in OFFERED]
        action = self.chance.choice(offered or sorted(OFFERED, key=str))
        page = self.main.stack.currentWidget() or self.window
        perform_action(page, self.zoo.desk, self.zoo.prompts, Action(action), row.id, self._told)
        return f"move {action.value}"

    def _told(self, _case: object) -> None:
        self.done["moves made"] = self.done.get("moves made", 0) + 1

    def _row(self):  # type: ignore[no-untyped-def]
        if self.front() is not self.window or self.zoo.desk.actor is None:
            return None
        rows = self.zoo.desk.queue.page(Tab.EVERYONE).rows
        return self.chance.choice(rows) if rows else None

    def time(self) -> str:
        """Time goes by, now and then backwards; the window's half minute comes."""
        minutes = self.chance.choice((0, 1, 1, 5, 30, 120, 600, -3, 1_440))
        self.zoo.clock.advance(minutes=minutes)
        self.main.tick()
        if self.chance.random() < 0.02:
            self.main.back_up()
        return f"time {minutes}"

    def resize(self) -> str:
        """Another size of the window."""
        size = self.chance.choice(SIZES)
        self.window.resize(size)
        return f"resize {size.width()}"

    def colours(self) -> str:
        """The other theme."""
        name = self.chance.choice(sorted(theme.THEMES))
        assert isinstance(self.app, QApplication)
        theme.apply(self.app, name)
        return f"theme {name}"

    def hands(self) -> str:
        """Somebody else sits down: seldom, or nothing would ever be finished."""
        if self.front() is self.window and self.chance.random() < 0.3:
            self.main.lock()
        return "lock"

    def sign_in(self) -> str:
        """A name, Enter, in — if the dialog is there."""
        if self.front() is self.window:
            return self.press(Key.Key_F12)
        who = self.chance.choice(self.people)
        self.script.extend((self._typing(who.name), self._pressing(Key.Key_Return, NONE)))
        self.script.append(self._pressing(Key.Key_Return, CONTROL))
        return "sign in"

    def _typing(self, text: str) -> Event:
        return lambda: self._composed("", text)

    def leave(self) -> str:
        """The window is closed and the program opened again: seldom."""
        if self.front() is not self.window or self.chance.random() > 0.1:
            return "stay"
        self.settle()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.main = self.window = self._opened()
        return "close and open"

    # ------------------------------------------------------------ the end

    def rest(self) -> None:
        """Everything closed, nobody signed in: what is still in memory then is held for good."""
        self.script.clear()
        self.settle()
        while self.zoo.prompts.waiting or self.front() is not self.window:
            if self.zoo.prompts.waiting:
                self.zoo.prompts.answer()
                continue
            self.front().close()
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.main.lock()
        for each in QApplication.topLevelWidgets():
            if each is not self.window and each.isVisible():
                each.close()
        for _ in range(3):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def let_in(
    desk: Desk, clock: FixedClock, folder: Path, places: list[Path], seed: int, watch: Watch
) -> tuple[Monkey, crash.CrashWatch]:
    """Open the window of this desk and let a monkey with this seed at it; stop the second when it is over."""
    import logging

    chance = random.Random(seed)
    prompts = RandomPrompts(chance, places)
    zoo = Zoo(desk, clock, prompts, WindowMemory(folder / "window.json"), DeskSignals(desk.bulletin))
    caught = crash.install(logging.getLogger("monkey"), prompts)
    return Monkey(zoo, watch, chance), caught
