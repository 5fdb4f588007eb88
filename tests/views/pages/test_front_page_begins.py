"""The start: queue and outline first, the form right after the first paint, and no key press lost in between."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.views.conftest import Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from ui.page_list import Kit
from ui.pages.front_page import FrontPage
from ui.pages.intake_form import IntakeForm

__all__ = ["front_desk"]
Key = Qt.Key


@pytest.fixture
def page(front_desk: FrontDesk, kit: Kit, qtbot: QtBot) -> FrontPage:
    """A page that was made and not yet seen."""
    front_desk.handed()
    return unseen(kit, qtbot)


def unseen(kit: Kit, qtbot: QtBot) -> FrontPage:
    made = FrontPage(kit.desk, kit.prompts, kit.signals, kit.memory)
    made.setFocus()
    qtbot.addWidget(made)
    made.resize(1218, 738)
    return made


def forms(page: FrontPage) -> list[IntakeForm]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return page.findChildren(IntakeForm)


def by_tab(page: FrontPage) -> list[QWidget]:
    """Every widget that Tab comes to, in its order from the search on."""
    chain: list[QWidget] = [page.finder]
    while (following := chain[-1].nextInFocusChain()) is not page.finder:
        chain.append(following)
    return [each for each in chain if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.focusProxy()]


def test_the_queue_is_there_before_the_form_and_the_form_right_after_the_first_paint(
    page: FrontPage, show: Show, qtbot: QtBot
) -> None:
    assert page.queue.model.rowCount() == 1 and not forms(page)
    heading, place = page._place.title, page._place
    show(page)
    assert heading.geometry().bottom() < place.height() // 4, "its heading stands where the form's will"
    qtbot.waitUntil(lambda: len(forms(page)) == 1)
    assert page.intake.form.channel.hasFocus(), "ready for the first key"
    assert page.intake.form.promise.edit.row.isVisible(), "with the quick promises of now"


def test_a_key_pressed_before_the_form_is_there_chooses_in_it(page: FrontPage) -> None:
    page.show()
    page.activateWindow()
    assert not forms(page)
    second = page._desk.house.channels()[1]
    window = page.windowHandle()
    assert window is not None
    QTest.keyClick(window, Key.Key_2)
    assert page.intake.form.channel.value() == second.text


@pytest.mark.behaviour(49)
def test_a_shortcut_of_the_form_works_before_the_form_is_there(page: FrontPage, show: Show) -> None:
    window = show(page).windowHandle()
    assert window is not None
    QTest.keyClick(window, Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert page.aids.steps.isVisible(), "Alt+S unfolded the steps"


def test_a_click_where_the_form_will_stand_makes_it(page: FrontPage) -> None:
    page.show()
    QTest.mouseClick(page._place, Qt.MouseButton.LeftButton)
    assert len(forms(page)) == 1


def test_tab_goes_from_the_search_through_the_form_to_the_queue(page: FrontPage) -> None:
    form = page.intake
    order = by_tab(page)
    inside = [at for at, widget in enumerate(order) if form.isAncestorOf(widget)]
    assert order.index(page.finder) == 0
    assert inside == list(range(inside[0], inside[-1] + 1)), "the form is walked through in one go"
    assert order.index(page.queue.table) == inside[-1] + 1
    assert order.index(form.form.channel) == inside[0]


@pytest.mark.behaviour(13)
def test_a_page_left_before_its_form_was_made_keeps_the_draft(page: FrontPage, kit: Kit, qtbot: QtBot) -> None:
    page.intake.form.words.set_value("电梯有异响")
    page.keep()
    again = unseen(kit, qtbot)
    again.keep()
    assert not forms(again)
    assert again.intake.form.words.value() == "电梯有异响"
