"""The window: pages on demand, keys from anywhere, lock and change of person, nothing left behind."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.hands import Hands
from tests.views.pages.window_fixtures import forgotten, hands, sign_in_dialog
from ui.dialogs.key_list import KeyList
from ui.dialogs.sign_in import SignInDialog
from ui.main_window import MainWindow
from ui.page_list import Kit
from ui.pages.front_page import FrontPage

__all__ = ["front_desk", "hands"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key
PIN = "280517"


def shown_words(window: QWidget) -> str:
    return " ".join(one.text() for one in window.findChildren(QLabel))


def test_a_page_is_made_when_it_is_first_shown(window: MainWindow, hands: Hands) -> None:
    assert set(window.pages) == {"front"}
    hands.control(Key.Key_2)
    assert set(window.pages) == {"front", "cases"}
    assert window.stack.currentWidget() is window.pages["cases"]


def test_ctrl_k_searches_where_one_is(window: MainWindow, hands: Hands) -> None:
    hands.control(Key.Key_K)
    front = window.pages["front"]
    assert isinstance(front, FrontPage) and front.finder.hasFocus()
    window.go("settings")
    hands.control(Key.Key_K)
    assert window.nav.current == "cases"


def test_a_case_opens_over_the_page_and_esc_goes_back(window: MainWindow, front_desk: FrontDesk, hands: Hands) -> None:
    case = front_desk.ask()
    front = window.pages["front"]
    assert isinstance(front, FrontPage)
    front.queue.table.setFocus()
    hands.key(Key.Key_Return)
    assert case.number in shown_words(window.stack.currentWidget() or window)
    hands.key(Key.Key_Escape)
    assert window.stack.currentWidget() is front
    assert front.queue.table.hasFocus(), "back on the row one came from"


def test_the_cursor_is_in_the_form_when_a_person_begins(window: MainWindow, hands: Hands) -> None:
    front = window.pages["front"]
    assert isinstance(front, FrontPage)
    assert front.intake.form.channel.hasFocus()
    hands.control(Key.Key_Comma)
    assert window.nav.current == "settings"


def test_f12_leaves_nothing_of_the_former_person_on_the_screen(
    window: MainWindow, front_desk: FrontDesk, hands: Hands
) -> None:
    front_desk.ask(name="单晓燕")
    front = window.pages["front"]
    assert isinstance(front, FrontPage)
    front.intake.form.words.setPlainText("半句话还没写完的登记")
    hands.key(Key.Key_F12)
    forgotten()
    assert front_desk.desk.actor is None and window.pages == {}
    assert "单晓燕" not in shown_words(window) and window.findChildren(FrontPage) == []
    sign_in_dialog().done(0)
    key = f"intake/{front_desk.id('欧阳丽华')}"
    assert front_desk.desk.drafts.load(key)["words"] == "半句话还没写完的登记"


def test_another_person_signs_in_by_pinyin_and_gets_their_own_queue(
    window: MainWindow, front_desk: FrontDesk, hands: Hands
) -> None:
    front_desk.handed()
    hands.key(Key.Key_F12)
    dialog = sign_in_dialog()
    assert dialog.ok.hasFocus(), "one key and Enter for who was here before"
    for letter in (Key.Key_Z, Key.Key_G, Key.Key_Q):
        hands.key(letter)
    hands.key(Key.Key_Return)
    assert dialog.person.value() == front_desk.id("曾国强")
    hands.control(Key.Key_Return)
    assert front_desk.desk.actor is not None and front_desk.desk.actor.name == "曾国强"
    assert window.who.words() == "曾国强"
    front = window.pages["front"]
    assert isinstance(front, FrontPage) and front.queue.model.rowCount() == 0, "he was not first asked"
    form = front.intake.form
    assert window.focusWidget() is form.channel


def test_a_person_with_a_pin_is_asked_for_it(window: MainWindow, front_desk: FrontDesk, hands: Hands) -> None:
    front_desk.desk.session.set_pin(front_desk.id("欧阳丽华"), PIN)
    hands.key(Key.Key_F12)
    dialog = sign_in_dialog()
    assert dialog.fields["pin"].isVisible()
    hands.words("000000")
    hands.key(Key.Key_Return)
    assert "PIN 不对" in dialog.fields["pin"].refusal and front_desk.desk.actor is None
    assert dialog.pin.hasFocus()
    dialog.pin.setText(PIN)
    hands.control(Key.Key_Return)
    assert front_desk.desk.actor is not None


def test_somebody_else_types_a_name_over_the_person_who_was_here(
    window: MainWindow, front_desk: FrontDesk, hands: Hands
) -> None:
    front_desk.desk.session.set_pin(front_desk.id("欧阳丽华"), PIN)
    hands.key(Key.Key_F12)
    dialog = sign_in_dialog()
    assert dialog.pin.hasFocus()
    hands.words("zgq")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    assert front_desk.desk.actor is not None and front_desk.desk.actor.name == "曾国强"


def test_a_person_without_a_pin_may_set_one_while_signing_in(
    window: MainWindow, front_desk: FrontDesk, hands: Hands
) -> None:
    hands.key(Key.Key_F12)
    dialog = sign_in_dialog()
    dialog.new_pin.setText("123456")
    hands.control(Key.Key_Return)
    assert "太容易" in dialog.fields["new_pin"].refusal and front_desk.desk.actor is None
    dialog.new_pin.setText(PIN)
    hands.control(Key.Key_Return)
    assert front_desk.desk.session.needs_pin(front_desk.id("欧阳丽华"))
    assert front_desk.desk.actor is not None


def test_nothing_opens_while_nobody_is_signed_in(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    hands.key(Key.Key_F12)
    sign_in_dialog().done(0)
    forgotten()
    with qtbot.waitActive(window):
        window.activateWindow()
    hands.key(Key.Key_F3)
    assert window.pages == {} and isinstance(QApplication.activeModalWidget(), SignInDialog)
    sign_in_dialog().done(0)


def test_the_question_mark_shows_every_key_of_the_flow(window: MainWindow, hands: Hands) -> None:
    front = window.pages["front"]
    assert isinstance(front, FrontPage)
    front.queue.table.setFocus()
    hands.key(Key.Key_F1)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, KeyList)
    assert {"转办", "报进展", "原因已消除"} <= set(shown_words(shown).split())
    shown.done(0)


def test_the_half_minute_counts_broken_promises_and_says_what_is_safe(
    window: MainWindow, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    case = front_desk.ask(promise_at=at(10, 30))
    front_desk.clock.advance(hours=2)
    before = front_desk.desk.upkeep.head()
    window.tick()

    def counted() -> bool:
        row = front_desk.desk.queue.row(case.id)
        return row is not None and row.case.broken_promises == 1

    qtbot.waitUntil(lambda: counted() and front_desk.desk.upkeep.head() in window.safe.words())
    assert front_desk.desk.upkeep.head() != before


def test_the_window_stands_again_where_it_stood(kit: Kit, qtbot: QtBot) -> None:
    first = MainWindow(kit)
    qtbot.addWidget(first)
    first.show()
    first.resize(1100, 690)
    first.close()
    second = MainWindow(kit)
    qtbot.addWidget(second)
    assert second.height() == 690


def test_closing_keeps_what_is_half_typed(window: MainWindow, front_desk: FrontDesk) -> None:
    front = window.pages["front"]
    assert isinstance(front, FrontPage)
    front.intake.form.words.setPlainText("还没写完")
    window.close()
    assert front_desk.desk.drafts.load(f"intake/{front_desk.id('欧阳丽华')}")["words"] == "还没写完"
