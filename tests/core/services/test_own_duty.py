"""An own duty is handed on with a reason and a leader's consent that was given: signed here, or recorded with its time ([68])."""

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import HandOff, LedgerQuery
from firstask_desktop.domain.consent import ConsentHow
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.papers import PaperKind
from firstask_desktop.domain.states import EntryKind, Standing, State, Verdict
from firstask_desktop.domain.values import replace
from tests.core.expecting import at, id_of, lines, refused
from tests.desk_fixtures import as_name, handed, person, registered, signed

PIN = "482913"
DAY = at("09:42").date()


@pytest.fixture
def own(desk: Desk, clock: FixedClock) -> Case:
    """A matter of the receptionist's own post, registered a quarter of an hour ago."""
    case = registered(desk, verdict=Verdict.OWN_POST)
    clock.advance(minutes=15)
    return case


def given(desk: Desk, case: Case, **fields: object) -> Case:
    command = {"own_duty_reason": "临时离岗", "own_duty_consent": id_of(desk, "周敏"), "promise_at": at("15:30")}
    return handed(desk, case, **(command | fields))


def with_pin(desk: Desk, name: str = "周敏") -> None:
    as_name(desk, name).session.set_pin(id_of(desk, name), PIN)


@pytest.mark.behaviour(68)
def test_it_needs_a_reason_a_leader_and_how_the_leader_consented(desk: Desk, own: Case) -> None:
    with refused("own_duty_reason", "M4.4 [68]"):
        given(desk, own, own_duty_reason=" ")
    for nobody in ("", id_of(desk, "何静"), id_of(desk, "欧阳丽华")):
        with refused("own_duty_consent", "M4.4 [68]"):
            given(desk, own, own_duty_consent=nobody, consent_how=ConsentHow.PHONE)
    with refused("consent_how", "M4.4 [68]", "周敏 怎样同意"):
        given(desk, own)
    assert desk.cases.get(own.id) == own


@pytest.mark.behaviour(68)
def test_the_leader_signs_at_the_desk_with_their_pin(desk: Desk, own: Case) -> None:
    with refused("consent_pin", saying="没有设 PIN"):
        given(desk, own, consent_how=ConsentHow.SIGNED, consent_pin=PIN)
    with_pin(desk)
    with refused("consent_pin", saying="PIN 不对"):
        given(desk, own, consent_how=ConsentHow.SIGNED, consent_pin="482914")
    assert given(desk, own, consent_how=ConsentHow.SIGNED, consent_pin=PIN).state is State.AWAIT_ACCEPTANCE
    hop = desk.cases.file(own.id).chain[0].hop
    assert (hop.own_duty_consent, hop.consent_how, hop.consent_at) == (
        id_of(desk, "周敏"), ConsentHow.SIGNED, desk.clock.now(),
    )  # fmt: skip
    assert "本岗转出：临时离岗；周敏 本人签字同意" in lines(desk, own, EntryKind.HANDED)[0].text


@pytest.mark.behaviour(68)
def test_wrong_pins_stay_counted_though_nothing_was_handed_on(desk: Desk, own: Case, clock: FixedClock) -> None:
    with_pin(desk)
    for _ in range(5):
        with refused("consent_pin", saying="PIN 不对"):
            given(desk, own, consent_how=ConsentHow.SIGNED, consent_pin="000000")
    with refused("consent_pin", saying="秒后再试"):
        given(desk, own, consent_how=ConsentHow.SIGNED, consent_pin=PIN)


@pytest.mark.behaviour(68)
def test_a_pin_is_neither_shown_nor_kept(desk: Desk, own: Case) -> None:
    with_pin(desk)
    command = HandOff(consent_how=ConsentHow.SIGNED, consent_pin=PIN)
    assert PIN not in repr(command)
    given(desk, own, consent_how=ConsentHow.SIGNED, consent_pin=PIN)
    desk.upkeep.checkpoint()
    assert all(PIN.encode() not in path.read_bytes() for path in desk.folder.rglob("*") if path.is_file())


@pytest.mark.behaviour(68)
def test_consent_by_telephone_or_on_paper_says_when_and_who_wrote_it_down(desk: Desk, own: Case) -> None:
    with refused("consent_at", saying="不能晚于现在"):
        given(desk, own, consent_how=ConsentHow.PHONE, consent_at=at("10:30"))
    with refused("consent_at", saying="不能早于"):
        given(desk, own, consent_how=ConsentHow.PHONE, consent_at=at("09:00"))
    given(desk, own, consent_how=ConsentHow.PHONE, consent_at=at("09:50"))
    said = "临时离岗；周敏 电话同意，11-23 09:50，欧阳丽华 记录"
    assert said in lines(desk, own, EntryKind.HANDED)[0].text
    assert dict(desk.cases.file(own.id).facts)["本岗转出"] == said
    slip = next(paper for paper in desk.cases.papers(own.id) if paper.kind is PaperKind.HAND_OVER)
    assert said in slip.text
    (row,) = desk.ledgers.page("hop-log", LedgerQuery(first_day=DAY, last_day=DAY)).rows
    assert row["own_duty"] == said


@pytest.mark.behaviour(68)
def test_what_was_handed_on_is_counted_on_the_board_and_in_the_month(desk: Desk, own: Case) -> None:
    given(desk, own, consent_how=ConsentHow.PAPER)
    registered(desk)
    boss = as_name(desk, "周敏")
    assert [row.id for row in boss.measures.rows(FigureKey.OWN_DUTY, DAY, DAY).rows] == [own.id]
    people = desk.reports.month(DAY).table("people")
    place = people.headings.index("本岗转出")
    assert [(row.label, row.figures[place].words) for row in people.rows] == [("欧阳丽华", "1")]


@pytest.mark.behaviour(68)
def test_a_leader_who_hands_on_somebody_elses_case_consents_by_it_but_says_why(desk: Desk, own: Case) -> None:
    boss = as_name(desk, "周敏")
    with refused("own_duty_reason", "M4.4 [68]"):
        handed(boss, own, promise_at=at("15:30"))
    handed(boss, own, promise_at=at("15:30"), own_duty_reason="本人在接待另一位客户")
    hop = desk.cases.file(own.id).chain[0].hop
    assert (hop.own_duty_consent, hop.consent_how) == (id_of(desk, "周敏"), ConsentHow.SIGNED)


@pytest.mark.behaviour(68)
def test_a_leaders_own_case_needs_another_leader(desk: Desk) -> None:
    boss = as_name(desk, "周敏")
    case = registered(boss, verdict=Verdict.OWN_POST)
    with refused("own_duty_consent", "M4.4 [68]", "不能自己同意"):
        given(boss, case, consent_how=ConsentHow.PHONE)
    given(boss, case, own_duty_consent=id_of(desk, "仲经理"), consent_how=ConsentHow.PHONE)


@pytest.mark.behaviour(68)
def test_where_there_is_no_other_leader_the_reason_alone_is_kept_and_said(desk: Desk) -> None:
    boss = as_name(desk, "仲经理")
    for name in ("周敏", "单建平"):
        boss.house.save(replace(person(desk, name), standing=Standing.LEFT))
    case = registered(boss, verdict=Verdict.OWN_POST)
    handed(boss, case, own_duty_reason="临时离岗")
    assert "没有别的主任或经理可以同意" in dict(boss.cases.file(case.id).facts)["本岗转出"]


@pytest.mark.behaviour(68)
def test_what_is_not_ones_own_duty_and_what_others_work_on_asks_for_no_consent(desk: Desk, own: Case) -> None:
    handed(desk, registered(desk))
    signed(desk, given(desk, own, consent_how=ConsentHow.PHONE))
    assert handed(as_name(desk, "曾国强"), own, "单建平", promise_at=at("15:30")).state is State.AWAIT_ACCEPTANCE
