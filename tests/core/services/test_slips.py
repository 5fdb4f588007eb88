"""The slips of a case: what stands on them, for whom to sign, and when there is none to print."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Decline, Materials, PromiseChange, Reasoned
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.papers import Items, Paper, PaperKind
from firstask_desktop.domain.people import Limit
from firstask_desktop.domain.states import State, Verdict
from tests.core.expecting import at, refused
from tests.desk_fixtures import answered, as_name, handed, papers_in, person, registered, returned, settled, signed

RELATIVE = re.compile("今天|明天|昨天|后天|本周|刚才")


def sheets(desk: Desk, case: Case) -> dict[PaperKind, Paper]:
    return {paper.kind: paper for paper in desk.cases.papers(case.id)}


@pytest.mark.behaviour(11)
def test_a_plain_case_offers_receipt_and_record_alone(desk: Desk) -> None:
    case = registered(desk)
    assert [paper.kind for paper in desk.cases.papers(case.id)] == [PaperKind.RECEIPT, PaperKind.RECORD]
    receipt = desk.cases.papers(case.id)[0]
    assert desk.cases.slip(case.id) == receipt.text
    assert "首问责任人：欧阳丽华" in receipt.text
    assert "13800138000" not in receipt.text


@pytest.mark.behaviour(51)
def test_the_one_time_notice_lists_all_that_is_missing_and_asks_for_a_signature(desk: Desk) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST)
    order = Materials(
        missing=("身份证复印件 2 份", "租赁合同原件"), received=("申请表",), deadline="五个工作日内", reaction="接受"
    )
    desk.cases.perform(Action.MATERIALS, case.id, order)
    paper = sheets(desk, case)[PaperKind.MATERIALS]
    missing = next(part for part in paper.parts if isinstance(part, Items))
    assert missing.lines == ("身份证复印件 2 份", "租赁合同原件")
    assert "五个工作日内" in paper.text
    assert "欧阳丽华" in paper.text
    assert [box.label for box in paper.signatures] == ["告知人", "办事人"]


@pytest.mark.behaviour(51)
def test_a_second_notice_says_so_and_why(desk: Desk, clock: FixedClock) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST)
    desk.cases.perform(
        Action.MATERIALS, case.id, Materials(missing=("身份证复印件",), reaction="接受", deadline="三天内")
    )
    papers_in(desk, case)
    again = Materials(missing=("产权证",), why_again="客户换了经办人", reaction="接受", deadline="三天内")
    desk.cases.perform(Action.MATERIALS, case.id, again)
    newest, first = [paper for paper in desk.cases.papers(case.id) if paper.kind is PaperKind.MATERIALS]
    assert newest.title == "一次性告知单（第 2 张）"
    assert "客户换了经办人" in newest.text
    assert first.title == "一次性告知单"


@pytest.mark.behaviour(52)
def test_a_refusal_names_its_basis_and_the_other_ways(desk: Desk) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST)
    command = Decline(
        basis="《物业管理条例》第五十条", explanation="公共绿地不能划给单户", way="当面", understood=True,
        options="可向业主委员会提出共用方案", reaction="接受",
    )  # fmt: skip
    desk.cases.perform(Action.DECLINE, case.id, command)
    text = sheets(desk, case)[PaperKind.DECLINED].text
    for words in (
        "《物业管理条例》第五十条",
        "公共绿地不能划给单户",
        "可向业主委员会提出共用方案",
        "办事人是否听明白：听明白",
    ):
        assert words in text


NO = Decline(
    basis="《物业管理条例》第五十条",
    explanation="公共绿地不能划给单户",
    way="当面",
    options="可向业主委员会提出共用方案",
)


@pytest.mark.behaviour(52)
def test_a_no_that_was_not_understood_is_no_end(desk: Desk) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST)
    with refused("understood", "B2 [52]"):
        desk.cases.perform(Action.DECLINE, case.id, NO)
    still = desk.cases.perform(Action.DECLINE, case.id, replace(NO, understood=False))
    assert (still.state, still.understood, still.result) == (State.ACCEPTED, False, "")
    assert still.next_follow_at == desk.clock.now()
    assert any("未听明白" in words for words, _ in desk.cases.file(case.id).warnings)
    assert "未听明白，须再解释" in sheets(desk, case)[PaperKind.DECLINED].text
    settled = desk.cases.perform(Action.DECLINE, case.id, replace(NO, understood=True, reaction="接受"))
    assert (settled.state, settled.understood) == (State.SETTLED, True)
    assert len(desk.cases.file(case.id).declined) == 2


@pytest.mark.behaviour(52)
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("basis", " "),
        ("basis", "无"),
        ("explanation", ""),
        ("explanation", "规定就这样，没办法"),
        ("options", ""),
        ("way", ""),
    ],
)
def test_a_no_without_basis_or_in_bad_words_is_refused(desk: Desk, field: str, value: str) -> None:
    case = registered(desk, verdict=Verdict.OWN_POST)
    with refused(field):
        desk.cases.perform(Action.DECLINE, case.id, replace(NO, understood=True, **{field: value}))
    assert desk.cases.file(case.id).declined == ()


@pytest.mark.behaviour(53, 71)
def test_the_hand_over_slip_names_the_receiver_and_leaves_a_box_to_sign(desk: Desk) -> None:
    case = handed(desk, registered(desk))
    paper = sheets(desk, case)[PaperKind.HAND_OVER]
    assert paper.title == "转办单"
    assert "曾国强" in paper.text
    assert "上门查看外机" in paper.text
    assert (paper.signatures[1].label, paper.signatures[1].name) == ("接手人", "曾国强")


@pytest.mark.behaviour(53)
def test_who_is_taken_along_gets_a_guiding_slip(desk: Desk) -> None:
    case = handed(desk, registered(desk), escort="陪同", place="二楼 206")
    assert sheets(desk, case)[PaperKind.HAND_OVER].title == "引导单"


@pytest.mark.behaviour(82)
def test_a_returned_handoff_leaves_no_slip(desk: Desk) -> None:
    case = returned(desk, signed(desk, handed(desk, registered(desk))))
    assert PaperKind.HAND_OVER not in sheets(desk, case)


@pytest.mark.behaviour(72)
def test_an_urging_slip_comes_with_the_first_urging_or_a_clock_that_ran_out(desk: Desk, clock: FixedClock) -> None:
    case = signed(desk, handed(desk, registered(desk)))
    assert PaperKind.URGING not in sheets(desk, case)
    desk.cases.perform(Action.URGE, case.id, Reasoned(reason="客户在现场等"))
    assert "客户在现场等" in sheets(desk, case)[PaperKind.URGING].text
    other = signed(desk, handed(desk, registered(desk)))
    clock.set(clock.now() + timedelta(days=3))
    text = sheets(desk, other)[PaperKind.URGING].text
    assert "承诺时间：" in text
    assert "，已过" in text
    assert PaperKind.URGING not in sheets(desk, answered(desk, settled(desk, other)))


@pytest.mark.behaviour(7)
def test_the_record_tells_the_whole_way_in_whole_dates(desk: Desk) -> None:
    case = signed(desk, handed(desk, registered(desk)))
    order = PromiseChange(promise_at=at("24 10:00"), reason="配件明早到", told=True)
    desk.cases.perform(Action.PROMISE, case.id, order)
    for paper in desk.cases.papers(case.id):
        assert not RELATIVE.search(paper.text), paper.text
    way = next(part for part in sheets(desk, case)[PaperKind.RECORD].parts if isinstance(part, Items))
    assert len(way.lines) == len(desk.cases.file(case.id).timeline)
    assert all(line.startswith("2026-11-23") for line in way.lines)
    assert person(desk, "曾国强").name in way.lines[1]


@pytest.mark.behaviour(71)
def test_who_works_on_it_can_call_and_what_is_taken_home_is_masked(desk: Desk) -> None:
    papers = sheets(desk, handed(desk, registered(desk)))
    assert "13800138000" in papers[PaperKind.HAND_OVER].text
    assert "13800138000" not in papers[PaperKind.RECEIPT].text
    secret = sheets(desk, handed(desk, registered(desk, confidential=True)))
    assert all("13800138000" not in paper.text for paper in secret.values())


@pytest.mark.behaviour(51)
@pytest.mark.parametrize("anew", [0, 1])
def test_the_limit_resumes_or_starts_anew_when_the_papers_came(desk: Desk, clock: FixedClock, anew: int) -> None:
    matter = next(one for one in desk.house.matters() if one.limit_minutes >= 240 and not one.instant)
    rule = next(one for one in desk.house.all(Limit) if one.key == "materials_restart_clock")
    as_name(desk, "仲经理").house.save(replace(rule, value=anew))
    case = registered(desk, matter=matter.id, verdict=Verdict.OWN_POST, promise_at=clock.now() + timedelta(minutes=60))
    clock.advance(minutes=60)
    case = desk.cases.perform(
        Action.MATERIALS, case.id, Materials(missing=("产权证",), reaction="接受", deadline="三天内")
    )
    assert case.limit_at is None and case.limit_left == matter.limit_minutes - 60
    clock.advance(minutes=30)
    resumed = papers_in(desk, case)
    fresh = registered(desk, matter=matter.id, verdict=Verdict.OWN_POST, promise_at=clock.now() + timedelta(minutes=30))
    assert resumed.limit_at is not None and fresh.limit_at is not None
    assert (resumed.limit_at == fresh.limit_at) is bool(anew)
    assert resumed.limit_at <= fresh.limit_at


@pytest.mark.behaviour(11)
def test_every_slip_says_how_far_the_journal_had_come(desk: Desk) -> None:
    case = handed(desk, registered(desk))
    head = desk.upkeep.head()
    papers = desk.cases.papers(case.id)
    assert len(papers) > 2
    assert all(f"封账码 {head}" in paper.foot and case.number in paper.foot for paper in papers)
    assert desk.upkeep.stands(head)
