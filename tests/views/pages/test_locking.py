"""A desk left alone: it locks itself, shows nothing of anybody, and gives everybody back just their own (T9)."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Limit
from firstask_desktop.errors import Refused
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from tests.views.pages.lock_fixtures import MARKS, Seconds, seconds, wait
from tests.views.pages.window_fixtures import forgotten, hands, sign_in_dialog
from tests.views.seen_words import everything_seen
from ui.clip import copy
from ui.dialogs.perform import perform_action
from ui.dialogs.sign_in import SignInDialog
from ui.idle import IdleWatch
from ui.main_window import MainWindow
from ui.page_list import PAGES
from ui.pages.front_page import FrontPage
from ui.pages.settings_page import SettingsPage, section_keys
from ui.prompts import Prompts

__all__ = ["front_desk", "hands", "seconds"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")

Key = Qt.Key


def hint(window: MainWindow) -> str:
    label = window.desk_lock.hint.label
    return label.text() if label is not None else ""


@pytest.mark.behaviour(73)
def test_a_desk_left_alone_for_90_seconds_locks_itself(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk
) -> None:
    wait(window, seconds, 89)
    assert front_desk.desk.actor is not None
    wait(window, seconds, 1)
    assert front_desk.desk.actor is None and isinstance(QApplication.activeModalWidget(), SignInDialog)


@pytest.mark.behaviour(73)
def test_who_has_no_pin_presses_enter_to_go_on(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk, hands: Hands, qtbot: QtBot
) -> None:
    wait(window, seconds, 90)
    qtbot.waitUntil(sign_in_dialog().ok.hasFocus)
    hands.key(Key.Key_Return)
    assert front_desk.desk.actor is not None and front_desk.desk.actor.name == "欧阳丽华"


def test_a_key_a_click_and_an_input_method_count_as_somebody(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk, hands: Hands
) -> None:
    front = window.pages["front"]
    assert isinstance(front, FrontPage)
    front.intake.form.words.setFocus()
    for input_of in (
        lambda: hands.key(Key.Key_A),
        lambda: hands.words("欧阳"),
        lambda: QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(400, 8)),  # type: ignore[call-overload]
    ):
        wait(window, seconds, 60)
        input_of()
        QApplication.processEvents()
    wait(window, seconds, 60)
    assert front_desk.desk.actor is not None, "nobody was gone for 90 seconds"
    wait(window, seconds, 30)
    assert front_desk.desk.actor is None


def test_the_last_ten_seconds_are_counted_down_and_a_key_takes_them_away(
    window: MainWindow, seconds: Seconds, hands: Hands
) -> None:
    wait(window, seconds, 79)
    assert hint(window) == ""
    wait(window, seconds, 1)
    assert hint(window) == "10 秒后自动锁屏，按任意键继续"
    wait(window, seconds, 6)
    assert hint(window) == "4 秒后自动锁屏，按任意键继续"
    hands.key(Key.Key_Down)
    assert hint(window) == ""
    wait(window, seconds, 60)
    assert window.kit.desk.actor is not None


def test_the_hint_stands_on_the_dialog_that_is_open(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk
) -> None:
    case = front_desk.ask()
    dialog = perform_action(window, front_desk.desk, window.kit.prompts, Action.PROGRESS, case.id, lambda _case: None)
    assert dialog is not None
    wait(window, seconds, 85)
    label = window.desk_lock.hint.label
    assert label is not None and label.parentWidget() is dialog and label.isVisible()
    dialog.done(0)


def test_a_machine_that_slept_locks_when_it_wakes(window: MainWindow, front_desk: FrontDesk) -> None:
    awake, wall = Seconds(), Seconds()
    watch = IdleWatch(lambda: 90, window, (awake, wall))
    due: list[bool] = []
    watch.due.connect(lambda: due.append(True))
    wall.now += 3600
    watch.second()
    assert due == [True]


def test_the_seconds_are_a_setting_of_the_house(window: MainWindow, seconds: Seconds, front_desk: FrontDesk) -> None:
    manager = front_desk.of("郑文斌")
    row = next(limit for limit in manager.house.all(Limit) if limit.key == "idle_lock_seconds")
    assert row.value == 90
    for wrong in (29, 601, 5):
        with pytest.raises(Refused, match="30 至 600 秒"):
            manager.house.save(Limit(id=row.id, key=row.key, value=wrong))
    with pytest.raises(Refused, match="主任或经理"):
        front_desk.desk.house.save(Limit(id=row.id, key=row.key, value=600))
    manager.house.save(Limit(id=row.id, key=row.key, value=600))
    wait(window, seconds, 120)
    assert front_desk.desk.actor is not None
    manager.house.save(Limit(id=row.id, key=row.key, value=0))
    wait(window, seconds, 4000)
    assert front_desk.desk.actor is not None, "0 never locks"


def test_after_the_lock_no_stored_text_is_anywhere_in_the_windows(
    window: MainWindow, seconds: Seconds, front_desk: FrontDesk, prompts: RecordingPrompts
) -> None:
    case = front_desk.handed()
    for line in PAGES:
        window.go(line.key)
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    for part in section_keys():
        settings.show_part(part)
    window.open_case(case.id)
    dialog = perform_action(window, front_desk.desk, prompts, Action.URGE, case.id, lambda _case: None)
    assert dialog is not None
    window.reminders.poll()
    copy(front_desk.desk.cases.slip(case.id))
    before = everything_seen()
    assert all(mark in before for mark in MARKS), [mark for mark in MARKS if mark not in before]
    wait(window, seconds, 90)
    forgotten()
    after = everything_seen()
    assert [mark for mark in (*MARKS, case.number) if mark in after] == []
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)] == [sign_in_dialog()]


def test_a_question_that_was_open_is_not_answered_by_the_lock(
    window: MainWindow, seconds: Seconds, qtbot: QtBot
) -> None:
    answers: list[bool] = []
    Prompts().ask(window, f"作废「{MARKS[0]}」？", "作废", "不作废", answers.append)
    wait(window, seconds, 90)
    forgotten()
    assert answers == [] and MARKS[0] not in everything_seen()


def test_what_came_from_another_program_stays_on_the_clipboard(window: MainWindow, seconds: Seconds) -> None:
    copy("单晓燕 13800138000")
    QGuiApplication.clipboard().setText("别的程序复制的")
    wait(window, seconds, 90)
    assert QGuiApplication.clipboard().text() == "别的程序复制的"
