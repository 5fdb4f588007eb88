"""The case page shows the whole case, starts every move by its key and looks again only when its case changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import OnSpot, Progress, Return
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Verdict
from tests.views.desk_fixtures import FrontDesk, front_desk
from ui.dialogs.case_dialog import CaseDialog
from ui.dialogs.slip import SlipDialog
from ui.memory import WindowMemory
from ui.pages.case_moves import MoveButton
from ui.pages.case_page import CasePage
from ui.signals import DeskSignals
from ui.theme import Tone
from ui.widgets.notice import Notice

__all__ = ["front_desk"]
Pages = Callable[..., CasePage]


@pytest.fixture
def page_of(qtbot: QtBot, prompts: Any, memory: WindowMemory, front_desk: FrontDesk) -> Pages:
    """The case page as somebody sees it."""

    def shown(case_id: str, by: str = "欧阳丽华") -> CasePage:
        desk = front_desk.of(by)
        signals = DeskSignals(desk.bulletin)
        page = CasePage(desk, prompts, signals, memory)
        signals.setParent(page)
        qtbot.addWidget(page)
        page.resize(1218, 738)
        page.show()
        page.show_case(case_id)
        QApplication.processEvents()
        return page

    return shown


def buttons(page: CasePage) -> dict[Action, MoveButton]:
    return {one.action: one for one in page.moves.findChildren(MoveButton) if one.isVisible()}


def dialogs(page: CasePage) -> list[CaseDialog]:
    return [one for one in page.findChildren(CaseDialog) if one.isVisible()]


def words(page: CasePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_the_page_says_who_asked_what_and_who_carries_it(page_of: Pages, front_desk: FrontDesk) -> None:
    case = front_desk.handed(name="<b>x</b>")
    page = page_of(case.id)
    assert page.header.number.text() == case.number
    assert page.header.state.text == "待签收"
    assert "「楼上空调外机一直往我家阳台滴水" in page.facts.words.text()
    assert page.facts.people.texts()[0].startswith("欧阳丽华")
    assert "登记后不可更改" in page.facts.people.texts()[1]
    assert "<b>x</b>" in page.facts.facts.texts()
    assert "曾国强" in page.chain.accessibleName()
    assert "未签收" in page.chain.accessibleName()
    assert "今天 15:30" in words(page)


def test_a_guest_called_like_markup_is_shown_as_typed(page_of: Pages, front_desk: FrontDesk) -> None:
    page = page_of(front_desk.ask(name="<b>x</b>", words="<a href='file:'>漏水").id)
    labels = [label for label in page.findChildren(QLabel) if label.text()]
    assert any("<b>x</b>" in label.text() for label in labels)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_the_buttons_are_the_moves_with_their_keys(page_of: Pages, front_desk: FrontDesk) -> None:
    page = page_of(front_desk.handed().id, "曾国强")
    offered = buttons(page)
    assert Action.ACCEPT in offered
    assert "J" in offered[Action.ACCEPT].accessibleName()
    assert offered[Action.ACCEPT].property("primary")
    assert Action.HAND_OFF not in offered
    assert Action.FORM not in [move.action for move in page.moves.moves]


def test_what_is_not_ones_duty_is_handed_on_first(page_of: Pages, front_desk: FrontDesk) -> None:
    page = page_of(front_desk.ask().id)
    assert buttons(page)[Action.HAND_OFF].property("primary")
    assert any("代为问清" in notice.text.text() for notice in page.findChildren(Notice) if notice.isVisible())


def test_a_letter_starts_its_move_and_the_page_shows_the_result(
    page_of: Pages, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    page = page_of(front_desk.handed().id)
    before = len(page.timeline.entries())
    qtbot.keyClick(page.timeline, Qt.Key.Key_R)
    dialog = dialogs(page)[0]
    assert dialog.action is Action.PROGRESS
    dialog.fields["text"].editor.box.setPlainText("已电话催曾国强，他正在路上")
    dialog.submit()
    assert len(page.timeline.entries()) == before + 1
    assert page.timeline.selected() == page.timeline.entries()[-1].id


def test_a_letter_nobody_may_use_does_nothing(page_of: Pages, front_desk: FrontDesk, qtbot: QtBot) -> None:
    page = page_of(front_desk.handed().id)
    qtbot.keyClick(page.timeline, Qt.Key.Key_K)
    assert dialogs(page) == []


def test_g_corrects_the_selected_line_which_stays(page_of: Pages, front_desk: FrontDesk, qtbot: QtBot) -> None:
    page = page_of(front_desk.handed().id)
    page.timeline.setCurrentIndex(page.timeline.model().index(0, 0))
    first = page.timeline.entries()[0]
    qtbot.keyClick(page.timeline, Qt.Key.Key_G)
    dialog = dialogs(page)[0]
    assert dialog.fields["corrects"].editor.value() == first.id
    dialog.fields["text"].editor.setPlainText("房号应为 3-1-603")
    dialog.submit()
    assert page.timeline.entries()[0].text == first.text
    assert "更正第 1 条" in page.timeline.entries()[-1].text


def test_the_page_looks_again_only_when_its_own_case_changed(
    page_of: Pages, front_desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = front_desk.handed(), front_desk.handed(name="解大妈")
    page = page_of(mine.id)
    looked: list[str] = []
    real = page.show_case
    monkeypatch.setattr(page, "show_case", looked.append)
    front_desk.desk.cases.perform(Action.PROGRESS, other.id, Progress(text="已约明天上午看楼道"))
    assert looked == []
    front_desk.desk.cases.perform(Action.PROGRESS, mine.id, Progress(text="已约下午两点上门"))
    assert looked == [mine.id]
    real(mine.id)
    assert "已约下午两点上门" in page.timeline.entries()[-1].text


def test_a_returned_link_is_drawn_as_broken(page_of: Pages, front_desk: FrontDesk) -> None:
    case = front_desk.handed()
    back = Return(reason="外机属业主私有", proposed_owner=front_desk.id("何静"))
    front_desk.of("曾国强").cases.perform(Action.RETURN, case.id, back)
    page = page_of(case.id)
    assert "已退回" in page.chain.accessibleName()
    assert [entry.tone for entry in page.timeline.entries()][-1] is Tone.AMBER


def test_escape_goes_back_and_ctrl_p_shows_the_slip(
    page_of: Pages, front_desk: FrontDesk, qtbot: QtBot, heard: Any
) -> None:
    page = page_of(front_desk.ask().id)
    page.show_slip()
    slip = page.findChild(SlipDialog)
    assert slip is not None
    assert "欧阳丽华" in slip.text.toPlainText()
    slip.reject()
    gone = heard(page.closed)
    qtbot.keyClick(page.timeline, Qt.Key.Key_Escape)
    assert len(gone) == 1


def test_a_case_that_is_not_there_is_said_and_the_page_closes(
    page_of: Pages, front_desk: FrontDesk, prompts: Any, heard: Any
) -> None:
    page = page_of(front_desk.ask().id)
    gone = heard(page.closed)
    page.show_case("Z-99")
    assert prompts.said[-1] == ("warn", "没有这件事项")
    assert len(gone) == 1


def test_the_page_fits_the_counters_screen(page_of: Pages, front_desk: FrontDesk) -> None:
    page = page_of(front_desk.ask(urgent=True).id)
    assert page.minimumSizeHint().height() <= 738
    assert page.minimumSizeHint().width() <= 1218


@pytest.mark.behaviour(78)
def test_what_was_done_on_the_spot_shows_its_minutes_and_what_was_not_why(
    page_of: Pages, front_desk: FrontDesk
) -> None:
    card = next(
        one for one in front_desk.desk.house.matters() if one.instant and one.post == at_the_counter(front_desk)
    )
    asked = {"matter": card.id, "kind": card.kind, "verdict": Verdict.OWN_POST, "instant_missed": "系统故障"}
    asked["promise_at"] = front_desk.clock.now() + timedelta(minutes=15)
    case = front_desk.ask(**asked)
    before = page_of(case.id)
    assert "系统故障" in before.facts.facts.texts()
    front_desk.clock.advance(minutes=7)
    front_desk.desk.cases.perform(Action.ON_SPOT, case.id, OnSpot(answer="新卡已写好，旧卡同时挂失"))
    assert "用时 7 分" in words(before)


def at_the_counter(front_desk: FrontDesk) -> str:
    """The post of whoever sits at the counter."""
    return next(one.post for one in front_desk.desk.house.people() if one.name == "欧阳丽华")
