"""Who else was asked, and a telephone in the wrong field: named, moved and told by keyboard ([23] [57])."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.front_fixtures import hands, page
from tests.views.pages.hands import Hands
from ui.pages.front_page import FrontPage
from ui.pages.intake_panel import Way
from ui.pages.intake_read import draft_of, put_draft_back

__all__ = ["front_desk", "hands", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


def newest(front_desk: FrontDesk) -> Any:
    return front_desk.desk.search.find("").rows[0].case


def fill_call(page: FrontPage, room: str = "2-2-1103") -> None:
    form = page.intake.form
    form.channel.choose("来电")
    form.kind.choose("求助")
    form.phone.set_value("13900139000")
    form.name.set_value("翟女士")
    form.room.set_value(room)
    form.words.set_value("门禁卡刷不开单元门")
    form.uncatalogued.set_value("目录里没有")
    form.promise.set_value(form._wall.quick_promises()[0].moment)


@pytest.mark.behaviour(23)
def test_all_who_were_asked_are_named_by_keyboard_and_the_rule_is_told_at_the_first_asked(
    page: FrontPage, hands: Hands, front_desk: FrontDesk, qtbot: QtBot
) -> None:
    form = page.intake.form
    page.start("来电")
    hands.alt(Key.Key_G)
    qtbot.waitUntil(lambda: not form.fields["asked_together"].isHidden())
    fill_call(page)
    form.together.setFocus()
    for name in ("周敏", "曾国强", "何静"):
        form.together.box.setText(name)
        hands.key(Key.Key_Down)
        hands.key(Key.Key_Return)
    assert form.together.ids() == tuple(front_desk.id(name) for name in ("周敏", "曾国强", "何静"))
    hands.key(Key.Key_Backspace)
    assert "周敏、曾国强" in form.together.named.text()
    page.intake.save(Way.REGISTER)
    assert "三人同时被问" in form.fields["first_asked"].refusal
    form.first_asked.set_value(front_desk.id("欧阳丽华"))
    page.intake.save(Way.REGISTER)
    assert "请选 周敏" in form.fields["first_asked"].refusal
    assert form.together.ids() == (front_desk.id("周敏"), front_desk.id("曾国强"))
    form.first_asked.set_value(front_desk.id("周敏"))
    page.intake.save(Way.REGISTER)
    case = newest(front_desk)
    assert case.first_asked == front_desk.id("周敏")
    registered = front_desk.desk.cases.file(case.id).timeline[0].text
    assert "同时被问：曾国强；按规定职位高者，由 周敏" in registered


@pytest.mark.behaviour(13, 23)
def test_who_was_asked_together_survives_as_a_draft_with_half_a_name(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    box = page.intake.form.together
    box.set_value("\n".join((front_desk.id("周敏"), front_desk.id("何静"))))
    box.box.setText("曾")
    draft = draft_of(page.intake.form)
    page.intake.form.clear()
    assert (box.ids(), box.typed()) == ((), "")
    put_draft_back(page.intake.form, draft)
    assert (box.ids(), box.typed()) == ((front_desk.id("周敏"), front_desk.id("何静")), "曾")
    fill_call(page)
    page.intake.form.first_asked.set_value(front_desk.id("周敏"))
    page.intake.save(Way.REGISTER)
    assert "员工名单里没有「曾」" in page.intake.form.fields["asked_together"].refusal


@pytest.mark.behaviour(57)
def test_a_telephone_in_the_place_of_the_room_is_moved_and_that_is_said(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    form = page.intake.form
    page.start("来电")
    form.room.setFocus()
    hands.words("138 0013 8000")
    hands.key(Key.Key_Tab)
    assert (form.room.value(), form.phone.value()) == ("", "138 0013 8000")
    assert "已移到「电话」一栏" in page.intake.told.text.text()
    form.room.setFocus()
    hands.words("13900139000")
    hands.key(Key.Key_Tab)
    assert (form.room.value(), form.phone.value()) == ("13900139000", "138 0013 8000")
    assert "「电话」一栏已有 138 0013 8000" in page.intake.told.text.text()
    fill_call(page, room="13900139000")
    page.intake.save(Way.REGISTER)
    assert "请移到「电话」一栏" in form.fields["room"].refusal
    assert form.room.value() == "13900139000"
