"""主管: every number opens its rows, by keys; nothing pretends, nobody sees more than theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from firstask_desktop.domain.commands import Acceptance, Progress, Return
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from tests.views.conftest import Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from ui.memory import WindowMemory
from ui.pages.board_page import BoardPage
from ui.signals import DeskSignals

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Pages = Callable[..., BoardPage]
Key = Qt.Key


@pytest.fixture
def page_of(show: Show, prompts: Any, memory: WindowMemory, front_desk: FrontDesk) -> Pages:
    def shown(by: str = "周敏") -> BoardPage:
        desk = front_desk.of(by)
        signals = DeskSignals(desk.bulletin)
        page = BoardPage(desk, prompts, signals, memory)
        signals.setParent(page)
        show(page, (1180, 700))
        page.setFocus()
        QApplication.processEvents()
        return page

    return shown


def value(page: BoardPage, key: FigureKey) -> str:
    figure = page.figure_model.row(page.figure_model.place(key))
    assert figure is not None
    return figure.value


def returned(front_desk: FrontDesk) -> str:
    case = front_desk.handed()
    engineer = front_desk.of("曾国强")
    engineer.cases.perform(Action.ACCEPT, case.id, Acceptance(readback="上门查看外机排水管"))
    back = Return(reason="外机属业主私有", proposed_owner=front_desk.id("何静"))
    return engineer.cases.perform(Action.RETURN, case.id, back).id


@pytest.mark.behaviour(25, 26, 34, 80)
def test_where_there_is_nothing_it_says_so(page_of: Pages) -> None:
    page = page_of()
    assert {value(page, key) for key in FigureKey} == {"—（0 件）"}
    assert page.model.rowCount() == 0
    assert "全中心" in page.span.text()


@pytest.mark.behaviour(34)
def test_a_number_opens_its_rows_and_enter_opens_the_case(
    page_of: Pages, front_desk: FrontDesk, heard: Callable[[object], list[tuple[object, ...]]]
) -> None:
    front_desk.handed()
    case_id = returned(front_desk)
    page = page_of()
    hands = Hands(page)
    opened = heard(page.opened)
    assert value(page, FigureKey.RIGHT_AT_ONCE) == "50%（2 件）"
    hands.key(Key.Key_Return)
    assert page.table.hasFocus()
    hands.key(Key.Key_Return)
    assert opened == [(case_id,)]
    hands.key(Key.Key_Escape)
    assert page.figures.hasFocus()


@pytest.mark.behaviour(50)
def test_the_arrows_go_from_number_to_number(page_of: Pages, front_desk: FrontDesk) -> None:
    case = front_desk.ask()
    page = page_of()
    Hands(page).key(Key.Key_Down, times=list(FigureKey).index(FigureKey.UNCATALOGUED))
    assert page.key() is FigureKey.UNCATALOGUED
    assert page.model.id_at(0) == case.id
    assert page.right.title.text() == "未编目"


@pytest.mark.behaviour(50)
def test_the_period_is_one_key(page_of: Pages, front_desk: FrontDesk) -> None:
    front_desk.ask()
    front_desk.clock.advance(days=1)
    page = page_of()
    assert value(page, FigureKey.UNCATALOGUED) == "1 件"
    hands = Hands(page)
    hands.key(Key.Key_1)
    assert value(page, FigureKey.UNCATALOGUED) == "—（0 件）"
    hands.key(Key.Key_2)
    assert value(page, FigureKey.UNCATALOGUED) == "1 件"


@pytest.mark.behaviour(32)
def test_a_new_call_is_counted_while_the_page_is_open(page_of: Pages, front_desk: FrontDesk) -> None:
    page = page_of()
    front_desk.ask(channel="来电")
    assert value(page, FigureKey.CALLS) == "1 件"


@pytest.mark.behaviour(19)
def test_staff_see_their_own_department(page_of: Pages, front_desk: FrontDesk) -> None:
    front_desk.ask(channel="来电")
    page = page_of("曾国强")
    assert value(page, FigureKey.CALLS) == "—（0 件）"
    assert "只看工程部" in page.span.text()


@pytest.mark.behaviour(6)
def test_progress_reported_at_the_desk_is_read_on_the_board_at_once(page_of: Pages, front_desk: FrontDesk) -> None:
    page = page_of()
    page.figures.go_to(FigureKey.PROGRESS)
    QApplication.processEvents()
    assert page.model.rowCount() == 0
    case = front_desk.ask()
    said = "已到现场，排水管裂了一段"
    front_desk.desk.cases.perform(Action.PROGRESS, case.id, Progress(text=said, next_step="下午换管"))
    QApplication.processEvents()
    assert value(page, FigureKey.PROGRESS) == "1 件"
    shown = next(column for column in page.model.columns if column.key == "progress")
    row = page.model.row(page.model.place(case.id))
    assert row is not None
    assert shown.text(row) == said
