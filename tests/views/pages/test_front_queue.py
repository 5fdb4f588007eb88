"""The queue beside the form: whose rows, in which order, by key, kept up to date row by row ([72])."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.views import BadgeKind, Tab
from tests.views.desk_fixtures import FrontDesk, at, front_desk
from tests.views.pages.front_window_fixtures import Key, fill, hands, newest, page
from tests.views.pages.hands import Hands
from ui.main_window import MainWindow
from ui.pages.front_page import FrontPage
from ui.pages.intake_panel import Way

__all__ = ["front_desk", "hands", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")


def test_the_queue_has_my_cases_nearest_clock_first(front_desk: FrontDesk, page: FrontPage) -> None:
    late = front_desk.ask(promise_at=at(17, 0), phone="13700137000", room="1-1-101")
    soon = front_desk.ask(promise_at=at(10, 30), phone="13600136000", room="1-1-102")
    assert [page.queue.model.id_at(place) for place in range(2)] == [soon.id, late.id]


def test_a_handler_without_cases_of_their_own_reaches_the_other_lists(page: FrontPage, hands: Hands) -> None:
    page.queue.table.setFocus()
    assert page.queue.model.rowCount() == 0
    hands.key(Key.Key_R)
    hands.key(Key.Key_2)
    assert page.queue.tab is Tab.HANDLING and QApplication.activeModalWidget() is None


def test_a_letter_on_a_row_opens_its_move(front_desk: FrontDesk, page: FrontPage, hands: Hands) -> None:
    front_desk.ask()
    page.queue.table.setFocus()
    hands.key(Key.Key_R)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None and "报进展" in dialog.windowTitle()
    dialog.done(0)  # type: ignore[attr-defined]


def test_a_letter_that_means_nothing_now_says_why(front_desk: FrontDesk, page: FrontPage, hands: Hands) -> None:
    front_desk.ask()
    page.queue.table.setFocus()
    hands.key(Key.Key_J)
    assert "签收" in page.queue.said.text.text() and QApplication.activeModalWidget() is None


def test_a_change_elsewhere_refreshes_only_its_row(
    front_desk: FrontDesk, page: FrontPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from firstask_desktop.domain.commands import Progress
    from firstask_desktop.domain.flow import Action

    case = front_desk.ask()
    asked: list[object] = []
    original = page.queue._fetch
    page.queue.model.set_fetch(lambda after: (asked.append(after), original(after))[1])
    front_desk.desk.cases.perform(
        Action.PROGRESS, case.id, Progress(text="已约师傅 10:30 上门", next_step="11:00 回电")
    )
    assert asked == []
    shown = page.queue.model.row(page.queue.model.place(case.id))
    assert shown is not None and "进展" in shown.handler_note


def test_many_cases_at_once_are_shown_part_by_part(front_desk: FrontDesk, page: FrontPage, qtbot: QtBot) -> None:
    before = page.badges.badges[BadgeKind.NEW_TODAY].count
    with front_desk.desk._office.store.batch():
        cases = [front_desk.ask() for _ in range(30)]
    assert page.queue.model.place(cases[0].id) == -1
    qtbot.waitUntil(lambda: page.queue.model.place(cases[29].id) >= 0)
    assert page.badges.badges[BadgeKind.NEW_TODAY].count == before + 30


def test_a_badge_shows_the_rows_it_counts_and_esc_shows_all_again(
    front_desk: FrontDesk, page: FrontPage, hands: Hands
) -> None:
    front_desk.handed()
    front_desk.ask(phone="13700137000", room="1-1-101")
    assert page.badges.badges[BadgeKind.UNSIGNED].count == 1
    hands.alt(Key.Key_Q)
    assert page.queue.model.rowCount() == 1 and page.queue.badge is BadgeKind.UNSIGNED
    hands.key(Key.Key_Escape)
    assert page.queue.badge is None and page.queue.model.rowCount() == 2


def test_the_tabs_ask_for_my_cases_or_everybodys(front_desk: FrontDesk, page: FrontPage) -> None:
    front_desk.ask(first_asked=front_desk.id("何静"))
    assert page.queue.model.rowCount() == 0
    page.queue.show_tab(Tab.EVERYONE)
    assert page.queue.model.rowCount() == 1


def test_searching_from_the_front_page_shows_what_is_found_in_place_of_the_queue(
    front_desk: FrontDesk, page: FrontPage, hands: Hands
) -> None:
    front_desk.ask()
    front_desk.ask(phone="13700137000", room="9-9-901", name="朴先生", words="车库的灯不亮了")
    hands.control(Key.Key_K)
    hands.words("车库")
    hands.key(Key.Key_Return)
    assert page.queue.model.rowCount() == 1 and page.queue.table.hasFocus()
    hands.key(Key.Key_Escape)
    assert page.queue.model.rowCount() == 2


def test_half_an_hour_later_the_clocks_are_said_anew(
    front_desk: FrontDesk, window: MainWindow, page: FrontPage, qtbot: QtBot
) -> None:
    case = front_desk.ask(promise_at=at(10, 30))
    front_desk.clock.advance(hours=2)
    window.tick()
    qtbot.waitUntil(lambda: page.badges.badges[BadgeKind.BROKEN].count == 1)
    shown = page.queue.model.row(page.queue.model.place(case.id))
    assert shown is not None and shown.case.promise_broken


def test_everything_a_person_can_reach_has_a_name(page: FrontPage) -> None:
    nameless = [one for one in page.findChildren(QPushButton) if one.isVisible() and not one.accessibleName().strip()]
    assert nameless == []


def test_markup_in_a_name_is_shown_as_typed(front_desk: FrontDesk, page: FrontPage) -> None:
    front_desk.ask(name="<b>x</b>")
    page.intake.form.phone.setText("13800138000")
    page.intake.requester.look()
    assert page.intake.form.name.value() == "<b>x</b>"
    assert page.intake.requester.known.text.textFormat() is Qt.TextFormat.PlainText


def test_time_zone_of_the_promise_is_the_centres(front_desk: FrontDesk, page: FrontPage) -> None:
    fill(page)
    page.intake.form.promise.edit.set_text("15:30")
    page.intake.save(Way.REGISTER)
    promised = newest(front_desk).promise_at
    assert promised is not None and promised.utcoffset() == timedelta(0) and promised == at(15, 30)
