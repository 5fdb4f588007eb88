"""What staff say to a requester: no forbidden phrase but a quotation, no blank of a template; what passes is counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Answer, Await, Notice, OnSpot, Progress, Settlement
from firstask_desktop.domain.desk_life import SpokenPhrase
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person, Post
from firstask_desktop.domain.phrases import blanks
from firstask_desktop.domain.states import Ending, EntryKind, State, Verdict
from firstask_desktop.domain.views import Tone
from firstask_desktop.services.house import load_scene
from tests.core.expecting import at, do, id_of, lines, refused
from tests.desk_fixtures import as_name, at_once, handed, person, registered, registration, signed

ANSWER = Answer(ending=Ending.SOLVED, text="外机排水管已更换，现在不滴水了", way="电话", at=at("09:42"))
TODAY = date(2026, 11, 23)


def counted(desk: Desk, case: Case) -> int:
    """How many phrases passed as quotations on the case's timeline."""
    return sum(line.entry.quoted for line in desk.cases.file(case.id).timeline)


def own(desk: Desk, **fields: object) -> Case:
    return registered(desk, verdict=Verdict.OWN_POST, told_limit=True, **fields)


# -- blanks ---------------------------------------------------------------------------------------------------------


@pytest.mark.behaviour(83)
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("按规定还不能办，原因是……；您可以……", [(11, 13), (17, 19)]),
        ("由＿＿部＿＿办理，电话__", [(1, 3), (4, 6), (11, 13)]),
        ("客户说「等了很久……」，已道歉", []),
        ("管子已换好，不滴水了", []),
        ("明天上午…到场", []),
    ],
)
def test_blanks_of_a_template_are_found_outside_quotations(text: str, found: list[tuple[int, int]]):
    assert blanks(text) == found


@pytest.mark.behaviour(83)
def test_a_template_left_unfilled_is_refused_at_its_field(desk: Desk):
    case = own(desk)
    template = next(row.text for row in desk.house.choices("explanation") if row.text.startswith("不能办"))
    with refused("text", "M4.7 [83]", "还没有填写"):
        desk.cases.perform(Action.ANSWER, case.id, replace(ANSWER, text=template))
    with refused("explained", "M4.7 [83]"):
        explained = Await(cause="业主外出", explained="还差……这几样", resume_by=at("24 10:00"), reaction="接受")
        desk.cases.perform(Action.AWAIT, case.id, explained)
    with refused("text", "M4.7 [83]"):
        desk.cases.perform(Action.NOTICE, case.id, Notice(way="电话", text="这件事由＿＿部办理，我会跟到底"))
    with refused("answer", "M4.7 [83]"):
        desk.cases.register(registration(desk, kind="咨询"), OnSpot(answer="请到＿＿号窗口办理"))
    assert desk.cases.get(case.id) == case
    filled = template.replace("……", "材料要先公示", 1).replace("……", "先领表格", 1)
    said = replace(ANSWER, text=filled, ending=Ending.CLEAR_ANSWER, reaction="接受")
    assert desk.cases.perform(Action.ANSWER, case.id, said).answer == filled


# -- quotations -----------------------------------------------------------------------------------------------------


@pytest.mark.behaviour(81)
@pytest.mark.parametrize("scene", ["hotel", "property", "office"])
def test_every_scene_has_the_variants_real_desks_use(scene: str):
    phrases = {item.phrase for item in load_scene(scene).forbidden}
    seed = {"不知道", "没办法", "不归我管", "不清楚", "不知", "没有办法", "不归我们管", "不是我管", "找别人"}
    assert len(phrases) >= 40 and seed <= phrases


@pytest.mark.behaviour(81)
def test_what_is_told_at_registration_is_checked_like_an_answer(desk: Desk):
    with refused("told_text", "M4.7 [81]"):
        registered(desk, told_text="这个不归我管，请问工程部")
    case = registered(desk, told_text="您说没办法住了，工程部今天上门", quoted=("没办法",))
    assert counted(desk, case) == 1


@pytest.mark.behaviour(81)
def test_the_requesters_words_are_never_checked(desk: Desk):
    case = registered(desk, words="前台说不知道、不归我管，让我找别人")
    assert case.words == "前台说不知道、不归我管，让我找别人" and counted(desk, case) == 0


@pytest.mark.behaviour(81)
@pytest.mark.parametrize("inline", [True, False])
def test_every_override_is_counted_wherever_it_passes(desk: Desk, inline: bool):
    said, quoted = ("「没办法」", ()) if inline else ("没办法", ("没办法",))
    case = signed(desk, handed(desk, registered(desk)))
    text = f"业主说{said}睡觉，已先关外机"
    case = do(desk, "曾国强", Action.PROGRESS, case, Progress(text=text, quoted=quoted))
    assert counted(desk, case) == 1
    result = f"业主说{said}再等，当天换管"
    case = do(desk, "曾国强", Action.SETTLE, case, Settlement(result=result, quoted=quoted))
    assert counted(desk, case) == 2
    answer = replace(ANSWER, text=f"您反映的{said}休息已解决，排水管换好了", quoted=quoted)
    case = desk.cases.perform(Action.ANSWER, case.id, answer)
    assert counted(desk, case) == 3
    on_spot = at_once(f"客户说{said}找到入口，已带到三号楼东侧", quoted=quoted)
    assert counted(desk, desk.cases.register(registration(desk, kind="咨询", verdict=Verdict.OWN_POST), on_spot)) == 1


@pytest.mark.behaviour(81)
def test_the_supervisor_sees_what_passed_as_a_quotation(desk: Desk):
    boss = as_name(desk, "周敏")
    before = {figure.key: figure for figure in boss.measures.board(TODAY, TODAY)}[FigureKey.PHRASES]
    assert (before.value, before.tone) == ("—（0 件）", Tone.CALM)
    case = own(desk)
    desk.cases.perform(Action.PROGRESS, case.id, Progress(text="业主说「没办法」睡觉，已先关外机"))
    after = {figure.key: figure for figure in boss.measures.board(TODAY, TODAY)}[FigureKey.PHRASES]
    assert (after.value, after.count, after.tone) == ("口头 0 次，引用 1 处", 1, Tone.AMBER)
    assert [row.id for row in boss.measures.rows(FigureKey.PHRASES, TODAY, TODAY).rows] == [case.id]
    (use,) = boss.spoken.uses(TODAY, TODAY)
    assert (use.person, use.how, use.number, use.times) == ("欧阳丽华", "引用客户原话", case.number, 1)


# -- heard in person ------------------------------------------------------------------------------------------------


@pytest.mark.behaviour(81)
def test_what_was_heard_is_written_down_against_person_and_case(desk: Desk, clock: FixedClock):
    boss, case = as_name(desk, "周敏"), own(desk)
    heard = SpokenPhrase(
        person=id_of(desk, "何静"), phrase="不归我管", case_id=case.id, note="在前台对业主说", heard_at=at("09:30")
    )
    boss.spoken.log(heard)
    (line,) = lines(desk, case, EntryKind.SPOKEN)
    assert line.kind == "口头忌语" and "何静口头说「不归我管」" in line.text and "09:30" in line.text
    boss.spoken.log(SpokenPhrase(person=id_of(desk, "何静"), phrase="等着吧"))
    assert [(use.person, use.how, use.number) for use in boss.spoken.uses(TODAY, TODAY)] == [
        ("何静", "口头", ""),
        ("何静", "口头", case.number),
    ]
    figure = {figure.key: figure for figure in boss.measures.board(TODAY, TODAY)}[FigureKey.PHRASES]
    assert (figure.value, figure.count, figure.tone) == ("口头 2 次，引用 0 处", 1, Tone.RED)
    assert boss.spoken.uses(TODAY - timedelta(days=2), TODAY - timedelta(days=1)) == ()
    assert desk.upkeep.verify().sound


@pytest.mark.behaviour(81)
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("person", {"person": ""}),
        ("phrase", {"phrase": "  "}),
        ("case_id", {"case_id": "A-999"}),
        ("heard_at", {"heard_at": at("09:43")}),
    ],
)
def test_a_line_without_person_phrase_or_with_a_future_time_is_refused(
    desk: Desk, field: str, change: dict[str, object]
):
    heard = SpokenPhrase(person=id_of(desk, "何静"), phrase="不归我管", heard_at=at("09:30"))
    with refused(field, "M4.7 [81]"):
        as_name(desk, "周敏").spoken.log(replace(heard, **change))  # type: ignore[arg-type]
    assert as_name(desk, "周敏").spoken.uses(TODAY, TODAY) == ()


@pytest.mark.behaviour(81)
def test_only_who_checks_writes_down_and_looks(desk: Desk):
    asked: list[Callable[[], object]] = [
        lambda: desk.spoken.log(SpokenPhrase(person=id_of(desk, "何静"), phrase="不归我管")),
        lambda: desk.spoken.uses(TODAY, TODAY),
    ]
    for ask in asked:
        with refused(clause="M4.7 [81]", saying="质检"):
            ask()
    home = person(desk, "仲经理").department
    post = as_name(desk, "仲经理").house.save(Post(name="质检员", department=home))
    desk.house.save(Person(name="卜凡", post=post.id))
    checking = as_name(desk, "卜凡")
    checking.spoken.log(SpokenPhrase(person=id_of(desk, "欧阳丽华"), phrase="不知道"))
    assert len(checking.spoken.uses(TODAY, TODAY)) == 1


@pytest.mark.behaviour(81)
def test_a_line_about_a_closed_case_moves_nothing(desk: Desk):
    case = desk.cases.register(
        registration(desk, kind="咨询", verdict=Verdict.OWN_POST), at_once("车库入口在三号楼东侧")
    )
    heard = SpokenPhrase(person=id_of(desk, "欧阳丽华"), phrase="自己看", case_id=case.id)
    as_name(desk, "周敏").spoken.log(heard)
    assert case.state is State.CLOSED and desk.cases.get(case.id) == case
