"""Reminders in the window: told once, told over an open dialog, told again after a restart, silent when wished."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import Acceptance
from firstask_desktop.domain.desk_life import Visitor
from firstask_desktop.domain.flow import Action
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.hands import Hands
from ui import theme
from ui.dialogs.handover import KeepDialog
from ui.main_window import MainWindow
from ui.page_list import Kit
from ui.reminder_bar import HINT, ReminderBar

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every sound there was."""
    heard: list[bool] = []
    monkeypatch.setattr(QApplication, "beep", lambda *_: heard.append(True))
    return heard


@pytest.fixture
def window(kit: Kit, rung: list[bool], show: Show) -> MainWindow:
    made = MainWindow(kit)
    show(made, (1366, 768))
    made.enter()
    return made


@pytest.fixture
def bar(window: MainWindow) -> ReminderBar:
    return window.reminders


def promise_due(front_desk: FrontDesk) -> str:
    """A promise for 10:30 that nobody kept."""
    case = front_desk.ask(promise_at=at(10, 30))
    front_desk.clock.set(at(10, 31))
    return case.id


def visitor_waits(front_desk: FrontDesk) -> None:
    """Six minutes without a report."""
    guest = Visitor(
        place="接待室 1", name="单晓燕", phone="13800138000", purpose="停车费", leader=front_desk.id("郑文斌")
    )
    front_desk.desk.waiting.arrive_anew(guest, at(15, 30))
    front_desk.clock.advance(minutes=6)


def test_nothing_due_shows_and_sounds_nothing(bar: ReminderBar, rung: list[bool]) -> None:
    bar.poll()
    assert not bar.isVisible() and rung == []


@pytest.mark.behaviour(11)
def test_a_promise_due_is_shown_and_sounds_once(front_desk: FrontDesk, bar: ReminderBar, rung: list[bool]) -> None:
    case_id = promise_due(front_desk)
    for _ in range(3):
        bar.poll()
    assert bar.isVisible() and bar.current().case_id == case_id and len(rung) == 1  # type: ignore[union-attr]
    assert "承诺到期" in bar.text.words()


@pytest.mark.behaviour(11)
def test_f8_comes_here_enter_opens_the_case_and_esc_acknowledges_for_good(
    front_desk: FrontDesk, window: MainWindow, bar: ReminderBar, kit: Kit, qtbot: QtBot
) -> None:
    promise_due(front_desk)
    bar.poll()
    hands = Hands(window)
    assert not bar.hasFocus(), "it never takes the cursor by itself"
    hands.key(Key.Key_F8)
    assert bar.hasFocus()
    hands.key(Key.Key_Return)
    assert window.stack.currentWidget() is window.pages["case"] and bar.isVisible()
    hands.key(Key.Key_F8)
    hands.key(Key.Key_Escape)
    assert not bar.isVisible()
    again = ReminderBar(kit.desk, kit.signals, kit.memory)
    qtbot.addWidget(again)
    again.poll()
    assert again.reminders == []


@pytest.mark.behaviour(11)
def test_what_was_not_acknowledged_is_told_again_after_a_restart(
    front_desk: FrontDesk, bar: ReminderBar, kit: Kit, rung: list[bool], qtbot: QtBot
) -> None:
    promise_due(front_desk)
    bar.poll()
    again = ReminderBar(kit.desk, kit.signals, kit.memory)
    qtbot.addWidget(again)
    again.poll()
    assert len(again.reminders) == 1 and len(rung) == 2


@pytest.mark.behaviour(89)
def test_a_loud_one_sounds_at_every_poll_until_it_is_acknowledged(
    front_desk: FrontDesk, window: MainWindow, bar: ReminderBar, rung: list[bool]
) -> None:
    visitor_waits(front_desk)
    for _ in range(3):
        bar.poll()
    assert len(rung) == 3
    bar.open_current()
    assert window.stack.currentWidget() is window.pages["waiting"]
    bar.acknowledge()
    bar.poll()
    assert len(rung) == 3 and not bar.isVisible()


def test_it_is_told_while_a_dialog_is_open_with_a_line_in_it(
    front_desk: FrontDesk, window: MainWindow, bar: ReminderBar, prompts: RecordingPrompts, rung: list[bool]
) -> None:
    dialog = KeepDialog(front_desk.desk, prompts, lambda: None, window)
    dialog.open()
    visitor_waits(front_desk)
    bar.poll()
    assert rung and bar.isVisible()
    line = dialog.findChild(QLabel, HINT)
    assert line is not None and line.isVisible() and "汇报" in line.accessibleName()
    bar.acknowledge()
    assert not line.isVisible()
    dialog.done(0)


def test_the_sound_can_be_turned_off_and_stays_off_the_banner_stays(
    front_desk: FrontDesk, bar: ReminderBar, kit: Kit, rung: list[bool]
) -> None:
    bar.sound.click()
    promise_due(front_desk)
    bar.poll()
    assert rung == [] and bar.isVisible() and bar.sound.text() == "提醒声：关"
    assert kit.memory.get("sound") is False


def test_something_that_happens_at_the_desk_is_told_within_a_moment(
    front_desk: FrontDesk, bar: ReminderBar, qtbot: QtBot
) -> None:
    case = front_desk.handed()
    front_desk.desk.session.sign_in(front_desk.id("曾国强"))
    bar.poll()
    assert bar.current() is not None and bar.current().case_id == case.id  # type: ignore[union-attr]
    assert "待您签收" in bar.text.words()
    front_desk.desk.cases.perform(Action.ACCEPT, case.id, Acceptance(readback="上门查看外机滴水"))
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=3000)


def test_several_are_looked_at_one_after_the_other(front_desk: FrontDesk, bar: ReminderBar) -> None:
    promise_due(front_desk)
    visitor_waits(front_desk)
    bar.poll()
    first = bar.current()
    bar.step(1)
    assert len(bar.reminders) == 2 and bar.current() != first
    assert bar.count.text().startswith("2 / 2") or bar.count.text().startswith("1 / 2")


def test_a_locked_screen_shows_no_reminder_at_once(front_desk: FrontDesk, window: MainWindow, bar: ReminderBar) -> None:
    promise_due(front_desk)
    bar.poll()
    assert bar.isVisible()
    window.lock()
    assert not bar.isVisible()


def test_the_banner_follows_the_theme(front_desk: FrontDesk, bar: ReminderBar, qapp: QApplication) -> None:
    promise_due(front_desk)
    bar.poll()
    theme.apply(qapp, "dark")
    assert theme.colours().red_quiet in bar.styleSheet()


@pytest.mark.behaviour(67, 89)
def test_an_alarm_comes_before_what_was_merely_due_even_while_that_is_shown(
    front_desk: FrontDesk, bar: ReminderBar, rung: list[bool]
) -> None:
    promise_due(front_desk)
    bar.poll()
    assert bar.current().text.startswith("承诺到期")  # type: ignore[union-attr]
    visitor_waits(front_desk)
    bar.poll()
    assert "请立即向 郑文斌 汇报" in bar.text.words() and rung[-1]
    front_desk.ask(urgent=True, words="厨房爆管，水漫到楼道了", phone="", promise_at=None)
    front_desk.clock.advance(minutes=5)
    bar.poll()
    assert "立即电话" in bar.text.words() and "曾国强 8012" in bar.text.words()
