"""The main window: pages at the left, the page in use, and a line saying that everything is safe."""

import gc
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from firstask_desktop.domain.people import Person
from ui.disk_trouble import DiskTrouble
from ui.locking import DeskLock
from ui.page_list import PAGES, Kit
from ui.reminder_bar import ReminderBar
from ui.safe_line import safe_words
from ui.widgets.labels import ElidedLabel, EmptyState
from ui.widgets.side_nav import NavItem, SideNav

if TYPE_CHECKING:
    from ui.backup_beat import BackupBeat
    from ui.sweep_beat import SweepBeat

TICK_MS = 30_000
IDLE_MS, SETTLE_MS = 20_000, 200
CASE = "case"
FIRST = PAGES[0].key
START_KEYS = {"F2": "来访", "F3": "来电"}


class MainWindow(QWidget):
    """`MainWindow(kit)`; `lock()` leaves the desk to the next person, `enter()` lets the signed-in one work.

    Pages are made when first shown and thrown away when the person changes, so that nothing of one person's work is
    left on the screen for another.
    """

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setWindowTitle(self.tr("首问台"))
        self.setAccessibleName(self.tr("首问台"))
        self.setMinimumSize(1100, 640)
        self.pages: dict[str, QWidget] = {}
        self._came_from = FIRST
        items = [NavItem(line.key, line.label, line.icon) for line in PAGES]
        self.nav = SideNav(self.tr("首问台"), kit.desk.house.centre.name, items)
        self.stack = QStackedWidget()
        self.locked = EmptyState("lock", self.tr("已锁屏"), self.tr("按 F12 登录"))
        self.stack.addWidget(self.locked)
        self.reminders = ReminderBar(kit.desk, kit.signals, kit.memory)
        self.safe = ElidedLabel("", "muted")
        self.disk = DiskTrouble(self.safe)
        self.keys = QToolButton()
        self.keys.setText(self.tr("? 全部快捷键"))
        self._lay_out()
        self._bind()
        self._quiet = QElapsedTimer()
        self._dirty = self._unsettled = self._begun = self._gives_up = False
        self._backups: BackupBeat | None = None
        self.desk_lock = DeskLock(self)
        kit.signals.changed.connect(self._changed)
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self.tick)
        self._ticker.timeout.connect(self.back_up)
        self._ticker.start()
        if not kit.memory.restore_place("main", self):
            self._first_place()

    # ------------------------------------------------------------ making

    def _first_place(self) -> None:
        """As it is drawn; the whole screen where that leaves no room for a title bar and the task bar."""
        self.resize(1366, 768)
        room = self.screen().availableSize()
        if self.minimumWidth() <= room.width() <= 1366 or (room.width() > 1366 and room.height() < 820):
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _lay_out(self) -> None:
        self.who = ElidedLabel("", "strong")
        self.post = ElidedLabel("", "small")
        self.lock_button = QPushButton(self.tr("锁屏 / 换人  F12"))
        self.lock_button.setAccessibleName(self.tr("锁屏或换人"))
        self.lock_button.clicked.connect(self.lock)
        for part in (self.who, self.post):
            part.setContentsMargins(8, 0, 0, 0)
            self.nav.foot.addWidget(part)
        self.nav.foot.addWidget(self.lock_button)
        self.keys.setStyleSheet("QToolButton { border: none; background: transparent; }")
        self.keys.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keys.setAccessibleName(self.tr("全部快捷键"))
        self.keys.clicked.connect(self.show_keys)
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 14, 7)
        line.addWidget(self.safe, 1)
        line.addWidget(self.reminders.sound)
        line.addWidget(self.keys)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.reminders)
        right.addWidget(self.stack, 1)
        right.addLayout(line)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.nav)
        whole.addLayout(right, 1)

    def _bind(self) -> None:
        self.nav.went.connect(self.go)
        self.reminders.bind(self)
        self.reminders.opened.connect(self.open_case)
        self.reminders.page_asked.connect(self.go)
        for keys, slot in (
            ("F2", self._visit),
            ("F3", self._call),
            ("F12", self.lock),
            ("F1", self.show_keys),
            ("?", self.show_keys),
            ("Ctrl+K", self.begin_search),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # ------------------------------------------------------------ who is here

    def begin(self) -> None:
        """The program starts with somebody signed in: the front page; the rest of `enter` follows the first paint."""
        self._say_who(self.kit.desk.actor)
        self.desk_lock.watch.somebody()
        self.go(FIRST)
        self._unsettled = True

    def enter(self) -> None:
        """The signed-in person begins: the front page, with their own draft."""
        self.begin()
        self.settle()

    def settle(self) -> None:
        """What a person sees a moment after the page: reminders, the line that everything is safe."""
        if not self._begun:
            self._begun = True
            gc.freeze()  # what the start made stays
            gc.enable()
        if self._unsettled and self.kit.desk.actor is not None:
            self._unsettled = False
            self.reminders.poll()
            self.tick()
            self.desk_lock.unlocked()
            gc.freeze()  # a full collection that walks the whole program stops the window for 50 ms; what comes is walked

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint lets the start go on: what waited is done, garbage is collected again."""
        super().paintEvent(event)
        if self._unsettled or not self._begun:
            QTimer.singleShot(SETTLE_MS, self, self.settle)

    def lock(self) -> None:
        """Nobody is signed in: what was half-typed is kept, the pages are gone, and the next person is asked for."""
        self.desk_lock.lock()

    def signed_in(self, _person: Person) -> None:
        """Somebody signed in: their own desk opens."""
        self.enter()

    def leave(self) -> None:
        """The pages go, and the name of who was here."""
        self.stack.setCurrentWidget(self.locked)
        for page in self.pages.values():
            page.hide()
            page.deleteLater()
        self.pages.clear()
        self._say_who(None)

    def _say_who(self, person: Person | None) -> None:
        house = self.kit.desk.house
        self.nav.set_available([line.key for line in PAGES] if person else ())
        self.lock_button.setText(self.tr("锁屏 / 换人  F12") if person else self.tr("登录  F12"))
        self.who.set_words(person.name if person else self.tr("未登录"))
        duty = house.duty(person.id).word if person else ""
        self.post.set_words(f"{house.post_name(person.post)} · {duty}" if person else "")
        self.nav.centre.set_words(house.centre.name)

    # ------------------------------------------------------------ pages

    def page(self, key: str) -> QWidget:
        """A page by its key, made when it is first asked for."""
        if key not in self.pages:
            line = next(one for one in PAGES if one.key == key)
            made = line.make(self.kit)
            opened = getattr(made, "opened", None)
            if opened is not None:
                opened.connect(self.open_case)
            self.pages[key] = made
            self.stack.addWidget(made)
        return self.pages[key]

    def go(self, key: str) -> None:
        """Show a page; nothing is shown while nobody is signed in."""
        if self.kit.desk.actor is None:
            self.lock()
            return
        left_at = self.pages[key].focusWidget() if key in self.pages else None
        shown = self.page(key)
        self.stack.setCurrentWidget(shown)
        self.nav.set_current(key)
        (left_at or shown).setFocus()

    def open_case(self, case_id: str) -> None:
        """Show one case; leaving it goes back to the page one came from."""
        from ui.pages.case_page import CasePage

        self._came_from = self.nav.current or FIRST
        page = self.pages.pop(CASE, None)
        if page is not None:
            page.deleteLater()
        shown = CasePage(self.kit.desk, self.kit.prompts, self.kit.signals, self.kit.memory)
        shown.closed.connect(self._back)
        shown.show_case(case_id)
        self.pages[CASE] = shown
        self.stack.addWidget(shown)
        self.stack.setCurrentWidget(shown)
        shown.setFocus()

    def _back(self) -> None:
        self.go(self._came_from)

    def _visit(self) -> None:
        self.start(START_KEYS["F2"])

    def _call(self) -> None:
        self.start(START_KEYS["F3"])

    def start(self, channel: str) -> None:
        """Begin a case from anywhere."""
        self.go(FIRST)
        start = getattr(self.pages.get(FIRST), "start", None)
        if start is not None:
            start(channel)

    def begin_search(self) -> None:
        """Search from anywhere: on the front page its own search, else the page of all cases."""
        if self.nav.current != FIRST or self.stack.currentWidget() is not self.pages.get(FIRST):
            self.go("cases")
        search = getattr(self.stack.currentWidget(), "begin_search", None)
        if search is not None:
            search()

    def show_keys(self) -> None:
        """All keys on one page."""
        from ui.dialogs.key_list import KeyList

        KeyList(self).open()

    # ------------------------------------------------------------ time

    def tick(self) -> None:
        """Every half minute: broken promises are counted, clocks said anew, the log folded in when the desk rests."""
        page = getattr(self.stack.currentWidget(), "tick", None)
        desk = self.kit.desk
        self.disk.during(self.sweeping.beat, desk.drafts.retry, *([page] if page else []), self._fold_in)
        self._say_safe()

    @cached_property
    def sweeping(self) -> "SweepBeat":
        """Counts what passed unkept, beside the window; made with the first half minute."""
        from ui.sweep_beat import SweepBeat

        made = SweepBeat(self.kit.desk, self.kit.prompts, self.disk, self)
        made.told.connect(self._say_safe)
        return made

    def _fold_in(self) -> None:
        if self._dirty and self._quiet.hasExpired(IDLE_MS):
            self._dirty = False
            self.kit.desk.upkeep.checkpoint()

    def back_up(self) -> None:
        """Every half minute, beside the window: a backup when one is due."""
        if self._backups is None:
            from ui.backup_beat import BackupBeat

            self._backups = BackupBeat(self.kit.desk, self.kit.prompts, self.kit.signals, self)
            self._backups.told.connect(self._say_safe)
        self._backups.beat()

    def _changed(self, _change: object) -> None:
        self._dirty = True
        self._quiet.restart()

    def _say_safe(self) -> None:
        self.disk.say(self._safe_words)

    def _safe_words(self) -> str:
        return safe_words(self.tr, self.kit.desk, self._backups.trouble if self._backups else "")

    def keep(self) -> bool:
        """Write down whatever is half-typed on any page; whether the disk took it. What it refused is held meanwhile."""
        found = (getattr(page, "keep", None) for page in self.pages.values())
        return self.disk.during(*(keep for keep in found if keep is not None))

    def _close_anyway(self, yes: bool) -> None:
        if yes:
            self._gives_up = True
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing typed is lost ([13]): with a disk that takes nothing, only whoever says so closes."""
        if not self.keep() and not self._gives_up:
            event.ignore()
            question = f"{self.disk.words}\n{self.tr('没写完的内容还没有存下，仍要关闭？')}"
            self.kit.prompts.ask(self, question, self.tr("关闭"), self.tr("不关闭"), self._close_anyway, careful=True)
            return
        self._ticker.stop()
        self.sweeping.rest()
        if self._backups is not None:
            self._backups.rest()
        self.kit.memory.keep_place("main", self)
        self.disk.during(self.kit.desk.upkeep.checkpoint)
        super().closeEvent(event)
