"""Widgets that show: counts, notices, navigation, chain, timeline, and a guest's markup as typed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme import Tone
from ui.widgets.badge import Badge
from ui.widgets.chain import ChainView, Hand, Link
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import ElidedLabel, EmptyState, KeyHints, StateTag, plain, tip
from ui.widgets.notice import Notice, NoticeAction
from ui.widgets.panel import Panel
from ui.widgets.side_nav import NavItem, SideNav
from ui.widgets.ticks import TickList
from ui.widgets.timeline import TimelineEntry, TimelineView

Heard = Callable[[object], list[tuple[object, ...]]]
GUEST = '<b>x</b><img src="file:///etc/hostname">'
NAV = [NavItem("front", "前台", "front_desk"), NavItem("cases", "事项", "cases")]


def test_a_badge_says_its_count_and_can_be_pressed(qtbot: QtBot, heard: Heard) -> None:
    badge = Badge("待签收", Tone.AMBER, 3)
    qtbot.addWidget(badge)
    clicked = heard(badge.clicked)
    badge.set_count(12)
    qtbot.mouseClick(badge, Qt.MouseButton.LeftButton)
    assert (badge.accessibleName(), len(clicked)) == ("待签收 12", 1)


def test_a_notice_acts_by_button_and_by_key_only_while_it_says_so(qtbot: QtBot, heard: Heard) -> None:
    page = Panel()
    qtbot.addWidget(page)
    notice = Notice("同一件事？", actions=[NoticeAction("merge", "并入", "Alt+1")])
    page.body.addWidget(notice)
    acted = heard(notice.acted)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.keyClick(page, "1", Qt.KeyboardModifier.AltModifier)
    assert acted == [("merge",)]
    notice.say("好", actions=[NoticeAction("again", "再次来访", "Alt+2")])
    qtbot.keyClick(page, "1", Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(page, "2", Qt.KeyboardModifier.AltModifier)
    assert acted == [("merge",), ("again",)]
    notice.say("")
    assert notice.isHidden()
    qtbot.keyClick(page, "2", Qt.KeyboardModifier.AltModifier)
    assert len(acted) == 2


def test_a_notice_made_empty_comes_when_it_has_something_to_say(qtbot: QtBot) -> None:
    notice = Notice()
    notice.say("先说")
    page = Panel()
    qtbot.addWidget(page)
    page.body.addWidget(notice)
    page.show()
    assert notice.isVisible()


def test_pages_are_reached_by_ctrl_and_digit(qtbot: QtBot, heard: Heard) -> None:
    nav = SideNav("首问台", "湖畔花园", NAV)
    qtbot.addWidget(nav)
    went = heard(nav.went)
    nav.set_current("front")
    assert went == []
    with qtbot.waitActive(nav):
        nav.show()
        nav.activateWindow()
    qtbot.keyClick(nav, "2", Qt.KeyboardModifier.ControlModifier)
    assert (went, nav.current) == ([("cases",)], "cases")
    nav.set_count("cases", 4)
    assert any(w.accessibleName() == "事项 4" for w in nav.findChildren(QWidget))


def test_a_page_one_may_not_see_has_no_key(qtbot: QtBot, heard: Heard) -> None:
    nav = SideNav("首问台", "湖畔花园", NAV)
    qtbot.addWidget(nav)
    nav.set_available(["front"])
    went = heard(nav.went)
    with qtbot.waitActive(nav):
        nav.show()
        nav.activateWindow()
    qtbot.keyClick(nav, "2", Qt.KeyboardModifier.ControlModifier)
    assert went == []


def test_the_chain_tells_its_broken_links_in_words_and_wraps(qtbot: QtBot) -> None:
    chain = ChainView("经手链")
    qtbot.addWidget(chain)
    unsigned = Link("交出 10:41", "", Tone.AMBER, "未签收 25 分")
    chain.set_chain(Hand("欧阳丽华", "前台", "首问责任人"), [(unsigned, Hand("曾国强", "工程部"))] * 6)
    assert "未签收 25 分 曾国强" in chain.accessibleName()
    assert chain.heightForWidth(300) > chain.heightForWidth(1300)


def ink_count(widget: QWidget, colour: str) -> int:
    """How many pixels of a widget have exactly this colour."""
    image = widget.grab().toImage()
    return sum(image.pixelColor(x, y).name() == colour for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize(("tone", "drawn"), [(Tone.GREEN, False), (Tone.AMBER, True)])
def test_a_broken_link_is_drawn_in_its_colour(qtbot: QtBot, tone: Tone, drawn: bool) -> None:
    chain = ChainView("经手链")
    qtbot.addWidget(chain)
    chain.resize(400, 90)
    chain.set_chain(Hand("欧阳丽华", "前台"), [(Link("交出", "签收", tone), Hand("曾国强", "工程部"))])
    assert (ink_count(chain, theme.LIGHT.amber) > 0) is drawn


def test_the_timeline_wraps_and_is_read_line_by_line(qtbot: QtBot) -> None:
    view = TimelineView("经过")
    qtbot.addWidget(view)
    view.resize(400, 300)
    long = TimelineEntry("2", "09:50", "", "转办", "转" * 200)
    view.set_entries([TimelineEntry("1", "09:42", "欧阳丽华", "登记", GUEST), long])
    view.show()
    assert view.visualRect(view.model().index(1, 0)).height() > 2 * view.visualRect(view.model().index(0, 0)).height()
    assert GUEST in str(view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 1


def test_a_guest_called_bold_is_shown_as_typed(qtbot: QtBot) -> None:
    page = Panel(GUEST, GUEST)
    qtbot.addWidget(page)
    for widget in (plain(GUEST), ElidedLabel(GUEST), Notice(GUEST, Tone.RED, GUEST), EmptyState("info", GUEST, GUEST)):
        page.body.addWidget(widget)
    labels = [label for label in page.findChildren(QLabel) if "<b>" in label.text()]
    assert len(labels) >= 7
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert "<b>" not in tip(GUEST) and "&lt;b&gt;" in tip(GUEST)


def test_a_choice_and_a_tick_of_the_house_are_shown_as_typed(qtbot: QtBot) -> None:
    """On a button Qt reads & as the mark of a key, in a tip anything like markup as markup."""
    words = f"物业 & 保安 {GUEST}"
    row, ticks = ChoiceRow("解释", [Choice("1", words, tip=words)]), TickList("已介绍", [words])
    for widget in (row, ticks):
        qtbot.addWidget(widget)
    for button in (*row._buttons, *ticks.boxes):
        assert "物业 && 保安" in button.text() and "物业 & 保安" in button.accessibleName()
        assert "物业 &amp; 保安 &lt;b&gt;" in button.toolTip() and button.toolTip().startswith("<qt>")


def test_an_elided_line_keeps_the_whole_text_in_its_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("湖畔花园物业服务中心")
    qtbot.addWidget(label)
    label.show()
    label.resize(60, 20)
    assert label.text().endswith("…") and "服务中心" in label.toolTip()
    label.resize(600, 20)
    assert (label.text(), label.toolTip()) == ("湖畔花园物业服务中心", "")


def test_hints_and_tags_say_their_words(qtbot: QtBot, dressed: QApplication) -> None:
    hints, tag = KeyHints([("Enter", "打开"), ("R", "报进展")]), StateTag("待签收", Tone.AMBER)
    for widget in (hints, tag):
        qtbot.addWidget(widget)
    assert hints.words() == "Enter 打开 · R 报进展"
    before = tag.grab().toImage()
    tag.set_state("超期", Tone.RED)
    assert tag.accessibleName() == "超期" and tag.grab().toImage() != before
