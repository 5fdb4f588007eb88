"""What the form knows while one types: the likely matter with duty and answer, and whoever called before ([12] [34])."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from firstask_desktop.domain.commands import Registration
from firstask_desktop.domain.people import Matter
from firstask_desktop.domain.states import Standing, Verdict
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.front_fixtures import hands, page
from tests.views.pages.hands import Hands
from ui.pages.front_page import FrontPage

__all__ = ["front_desk", "hands", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


def engineers(front_desk: FrontDesk) -> Matter:
    """A matter of the engineers' post, so that somebody holds it."""
    post = front_desk.people["曾国强"].post
    return next(one for one in front_desk.desk.house.matters() if one.post == post and one.answer)


def said(page: FrontPage) -> str:
    facts = page.intake.form.matter.facts
    return f"{facts.title.text()}\n{facts.text.text()}"


@pytest.mark.behaviour(34)
def test_the_likely_matter_is_shown_with_owner_duty_and_answer_and_never_applied(
    page: FrontPage, front_desk: FrontDesk
) -> None:
    matter = engineers(front_desk)
    form = page.intake.form
    form.matter.hear(f"我要问{matter.name}")
    assert f"可能是「{matter.name}」" in said(page)
    assert front_desk.desk.house.post_name(matter.post) in said(page)
    assert "当班：" in said(page) and "曾国强" in said(page)
    assert matter.answer[:10] in said(page)
    assert (form.matter.value(), form.kind.value()) == ("", "")
    form.matter.hear("")
    assert said(page) == "\n"


@pytest.mark.behaviour(34)
def test_where_nobody_of_the_post_is_there_that_is_said(page: FrontPage, front_desk: FrontDesk) -> None:
    matter = engineers(front_desk)
    boss = front_desk.of("郑文斌")
    for each in front_desk.desk.cases.owners(matter.id):
        boss.house.save(replace(each.person, standing=Standing.ON_LEAVE, substitute=""))
    page.intake.form.matter.set_value(matter.id)
    assert "此刻无人当班" in said(page)


@pytest.mark.behaviour(12)
def test_a_name_alone_shows_who_was_here_before_and_fills_nothing(page: FrontPage, front_desk: FrontDesk) -> None:
    for phone, room in (("13800138000", "3-1-602"), ("13700137000", "1-1-101")):
        front_desk.ask(name="单晓燕", phone=phone, room=room)
    form = page.intake.form
    form.name.set_value("单晓燕")
    page.intake.requester.look()
    known = page.intake.requester.known
    assert "同名" in known.title.text()
    assert len(known.text.text().splitlines()) == 2
    assert (form.phone.value(), form.room.value()) == ("", "")
    form.name.set_value("单晓")
    page.intake.requester.look()
    assert known.title.text() == ""


@pytest.mark.behaviour(12)
def test_all_earlier_cases_are_one_key_away_and_the_form_stays(
    page: FrontPage, hands: Hands, front_desk: FrontDesk
) -> None:
    cases = [front_desk.ask(words=f"第 {number} 次来问空调滴水") for number in range(5)]
    other = front_desk.ask(phone="13700137000", room="1-1-101", name="翟女士")
    form = page.intake.form
    form.phone.set_value("138 0013 8000")
    form.words.set_value("又滴水了")
    page.intake.requester.look()
    form.words.setFocus()
    hands.alt(Key.Key_5)
    found = [page.queue.model.id_at(place) for place in range(page.queue.model.rowCount())]
    assert set(found) == {case.id for case in cases}
    assert other.id not in found
    assert (form.words.value(), form.name.value()) == ("又滴水了", "单晓燕")


@pytest.mark.behaviour(23)
def test_the_departments_list_is_the_fourth(page: FrontPage, hands: Hands, front_desk: FrontDesk) -> None:
    mine = front_desk.ask()
    theirs = front_desk.of("曾国强").cases.register(_call(front_desk))
    page.queue.table.setFocus()
    hands.key(Key.Key_4)
    found = {page.queue.model.id_at(place) for place in range(page.queue.model.rowCount())}
    assert mine.id in found
    assert theirs.id not in found


def _call(front_desk: FrontDesk) -> Registration:
    return Registration(
        channel="来访", kind="报修", name="翟女士", phone="13700137000", room="1-1-101", words="楼道灯不亮",
        uncatalogued_reason="目录里没有", verdict=Verdict.OWN_POST, separate_anyway=True,
        promise_at=front_desk.desk.clock.quick_promises()[0].at,
    )  # fmt: skip


@pytest.mark.behaviour(12)
def test_another_number_from_the_same_room_may_be_somebody_else(page: FrontPage, front_desk: FrontDesk) -> None:
    front_desk.ask(name="单晓燕", phone="13800138000", room="1208")
    form = page.intake.form
    form.phone.set_value("13700137000")
    form.room.set_value("1208")
    page.intake.requester.look()
    known = page.intake.requester.known
    assert known.title.text() == "同房号的客户（请核对是否同一人）"
    assert (form.name.value(), form.identity.value()) == ("", "")
    form.phone.set_value("13800138000")
    page.intake.requester.look()
    assert known.title.text().startswith("老客户")
    assert form.name.value() == "单晓燕"


@pytest.mark.behaviour(18)
def test_what_another_told_in_similar_words_is_shown_and_opened_by_key(
    page: FrontPage, front_desk: FrontDesk, hands: Hands, heard: Callable[[object], list[tuple[object, ...]]]
) -> None:
    case = front_desk.ask(words="3号楼2单元七楼楼道的灯坏了，晚上看不见台阶", phone="13900007777", room="3-2-702")
    opened, form, similar = heard(page.opened), page.intake.form, page.intake.requester.similar
    form.words.set_value("你好，三栋2单元7层楼道灯不亮了，看不见台阶")
    similar.look()
    notice = similar.notice
    assert notice is not None
    assert notice.title.text() == "近 30 天相似的事项 1 件"
    assert notice.text.text() == "3-2-702 · 3号楼2单元七楼楼… · 已受理"
    hands.alt(Key.Key_L)
    assert opened == [(case.id,)]
    assert form.words.value().startswith("你好")
    form.words.set_value("想问装修押金什么时候退")
    similar.look()
    assert not notice.isVisible()


def test_a_double_of_the_same_person_is_not_shown_twice(page: FrontPage, front_desk: FrontDesk) -> None:
    case = front_desk.ask()
    form = page.intake.form
    form.kind.set_value("报修")
    form.phone.set_value(case.phone)
    form.words.set_value(case.words)
    page.intake.requester.look()
    page.intake.requester.similar.look()
    assert case.number in page.intake.requester.likely.title.text()
    assert page.intake.requester.similar.notice is None
