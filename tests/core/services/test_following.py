"""跟踪: progress, checks, notices and promises on the way; what was written stays, and nothing can be hidden."""

from dataclasses import replace

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Answer,
    Await,
    Correction,
    Dispute,
    FollowUp,
    Notice,
    Progress,
    PromiseChange,
    Reasoned,
    Ruling,
    Snooze,
    Visit,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import Ending, EntryKind, State, Verdict
from firstask_desktop.domain.views import Tab, Tone
from tests.core.expecting import at, do, id_of, lines, refused
from tests.desk_fixtures import as_name, handed, registered, signed

PROGRESS = Progress(text="已查看现场，排水管老化", next_step="明天换管")


@pytest.mark.behaviour(6)
def test_progress_says_what_was_done_what_comes_next_and_a_new_promise(desk: Desk):
    case = signed(desk, handed(desk, registered(desk)))
    later = replace(PROGRESS, promise_at=at("24 11:00"))
    with refused("told", "M4.6 [79]", "已告知"):
        do(desk, "曾国强", Action.PROGRESS, case, later)
    do(desk, "曾国强", Action.PROGRESS, case, replace(later, told=True))
    line = lines(desk, case, EntryKind.PROGRESS)[0]
    assert (line.actor, line.entry.next_step, line.entry.old_moment) == ("曾国强", "明天换管", case.promise_at)
    assert "下一步：明天换管" in line.text
    row = desk.cases.row(case.id)
    assert row.case.promise_at == at("24 11:00") and row.handler_note == "进展 今天 09:42"


@pytest.mark.behaviour(6)
@pytest.mark.parametrize("text", ["", "跟进中", "同上", "正在处理", "。。。"])
def test_nothing_said_is_no_progress(desk: Desk, text: str):
    with refused("text", "G3 [6]"):
        desk.cases.perform(Action.PROGRESS, registered(desk).id, replace(PROGRESS, text=text))


@pytest.mark.behaviour(6)
def test_the_same_words_again_are_no_progress(desk: Desk):
    case = registered(desk)
    desk.cases.perform(Action.PROGRESS, case.id, PROGRESS)
    with refused("text", "G3 [6]", "相同"):
        desk.cases.perform(Action.PROGRESS, case.id, replace(PROGRESS, text="已查看现场，排水管老化。"))
    desk.cases.perform(Action.PROGRESS, case.id, replace(PROGRESS, text="管子买到了，下午换"))
    assert desk.cases.get(case.id).last_progress == "管子买到了，下午换"


@pytest.mark.behaviour(7)
def test_the_timeline_grows_and_a_correction_points_at_the_old_line(desk: Desk):
    case = registered(desk)
    desk.cases.perform(Action.PROGRESS, case.id, PROGRESS)
    before = desk.cases.file(case.id).timeline
    wrong = before[-1]
    with refused("text", "G4 [7]"):
        desk.cases.perform(Action.CORRECT, case.id, Correction(corrects=wrong.id))
    with refused("corrects", "G4 [7]"):
        desk.cases.perform(Action.CORRECT, case.id, Correction(corrects="A-1", text="是进水管"))
    desk.cases.perform(Action.CORRECT, case.id, Correction(corrects=wrong.id, text="老化的是进水管"))
    after = desk.cases.file(case.id).timeline
    assert after[:-1] == before
    assert after[-1].text == "更正第 2 条： 老化的是进水管" and after[-1].entry.corrects == wrong.id


@pytest.mark.behaviour(7)
def test_a_correction_of_another_cases_line_is_refused(desk: Desk):
    first, second = registered(desk), registered(desk)
    line = desk.cases.file(second.id).timeline[0]
    with refused("corrects", "G4 [7]"):
        desk.cases.perform(Action.CORRECT, first.id, Correction(corrects=line.id, text="房号写错"))


@pytest.mark.behaviour(77)
def test_work_begins_when_the_requester_was_told_by_when(desk: Desk):
    case = registered(desk, verdict=Verdict.OWN_POST)
    assert case.state is State.ACCEPTED
    start = PromiseChange(promise_at=at("15:30"), told=True)
    with refused("told", "M4.6 [77]"):
        desk.cases.perform(Action.START, case.id, replace(start, told=False))
    started = desk.cases.perform(Action.START, case.id, start)
    assert (started.state, started.told_limit, started.promise_at) == (State.IN_HAND, True, at("15:30"))
    assert registered(desk, verdict=Verdict.OWN_POST, told_limit=True).state is State.IN_HAND


@pytest.mark.behaviour(77)
def test_each_of_the_three_tellings_is_kept_as_it_was_ticked(desk: Desk):
    case = registered(desk, verdict=Verdict.OWN_POST, told_procedure=True)
    start = PromiseChange(promise_at=at("15:30"), told=True)
    started = desk.cases.perform(Action.START, case.id, start)
    assert (started.told_rule, started.told_procedure, started.told_limit) == (False, True, True)
    other = registered(desk, verdict=Verdict.OWN_POST)
    started = desk.cases.perform(Action.START, other.id, replace(start, told_rule=True))
    assert (started.told_rule, started.told_procedure, started.told_limit) == (True, False, True)


@pytest.mark.behaviour(72)
def test_a_check_is_logged_with_its_way_and_sets_the_next_look(desk: Desk, clock: FixedClock):
    case = signed(desk, handed(desk, registered(desk), promise_at=at("17:00")))
    assert case.next_follow_at == at("11:42")
    clock.set(at("11:45"))
    assert desk.cases.row(case.id).clock == "该跟踪 3 分"
    for field in ("way", "text"):
        with refused(field, "M4.4 [72]"):
            desk.cases.perform(
                Action.FOLLOW_UP, case.id, replace(FollowUp(way="电话", text="管子在路上"), **{field: ""})
            )
    after = desk.cases.perform(Action.FOLLOW_UP, case.id, FollowUp(way="电话", text="管子在路上", next_at=at("15:00")))
    assert after.next_follow_at == at("15:00")
    assert lines(desk, case, EntryKind.FOLLOW_UP)[0].text.startswith("[电话] 管子在路上")
    again = desk.cases.perform(Action.FOLLOW_UP, case.id, FollowUp(way="现场", text="看过了"))
    assert again.next_follow_at == at("15:15")  # two working hours, lunch not counted


@pytest.mark.behaviour(72)
def test_a_row_is_put_off_only_with_a_reason_and_never_past_its_promise(desk: Desk):
    case = registered(desk, promise_at=at("15:30"))
    snooze = Snooze(until=at("15:30"), reason="已约定到时再联系")
    with refused("until", "M4.4 [72]", "承诺时间"):
        desk.cases.perform(Action.SNOOZE, case.id, replace(snooze, until=at("15:31")))
    with refused("reason", "M4.4 [72]"):
        desk.cases.perform(Action.SNOOZE, case.id, replace(snooze, reason=""))
    with refused("until", "M4.4 [72]"):
        desk.cases.perform(Action.SNOOZE, case.id, replace(snooze, until=at("09:00")))
    assert desk.cases.perform(Action.SNOOZE, case.id, snooze).next_follow_at == at("15:30")
    assert [row.id for row in desk.queue.page(Tab.MINE).rows] == [case.id]


@pytest.mark.behaviour(80)
def test_visits_are_counted_and_the_third_one_asks_why(desk: Desk):
    case = registered(desk)
    assert as_name(desk, "解小虎").cases.perform(Action.VISIT, case.id, Visit()).visits == 2
    with refused("cause", "M4.6 [80]", "第 3 次"):
        desk.cases.perform(Action.VISIT, case.id, Visit())
    assert desk.cases.perform(Action.VISIT, case.id, Visit(cause="人不在")).visits == 3
    assert ("客户已来访 3 次：第 2 次、第 3 次；人不在", Tone.RED) in desk.cases.file(case.id).warnings
    assert "人不在" in lines(desk, case, EntryKind.VISIT)[-1].text


@pytest.mark.behaviour(14)
def test_helpers_read_along_and_report_but_do_not_decide(desk: Desk):
    case = registered(desk)
    with refused("person", "W3 [14]"):
        desk.cases.perform(Action.HELPER, case.id, Reasoned(person=case.first_asked))
    helped = desk.cases.perform(Action.HELPER, case.id, Reasoned(person=id_of(desk, "解小虎")))
    assert helped.helpers == (id_of(desk, "解小虎"),)
    helper = as_name(desk, "解小虎")
    helper.cases.perform(Action.PROGRESS, case.id, PROGRESS)
    for action, command in ((Action.PROMISE, PromiseChange()), (Action.SNOOZE, Snooze())):
        with refused(clause="["):
            helper.cases.perform(action, case.id, command)
    off = desk.cases.perform(Action.HELPER, case.id, Reasoned(person=id_of(desk, "解小虎")))
    assert off.helpers == ()
    with refused(clause="G3 [6]"):
        helper.cases.perform(Action.PROGRESS, case.id, replace(PROGRESS, text="看过第二次，接头也漏"))


@pytest.mark.behaviour(81)
@pytest.mark.parametrize(
    ("action", "command", "field"),
    [
        (Action.PROGRESS, Progress(text="客户问的我不知道，已问厂家"), "text"),
        (Action.PROGRESS, Progress(text="已问厂家", next_step="没办法就换新的"), "next_step"),
        (Action.NOTICE, Notice(way="电话", text="这个不归我管"), "text"),
        (Action.PROMISE, PromiseChange(promise_at=at("15:30"), told=True, reason="厂家那边我没办法"), "reason"),
    ],
)  # fmt: skip
def test_what_staff_write_is_free_of_forbidden_phrases(desk: Desk, action: Action, command: object, field: str):
    with refused(field, "M4.7 [81]", "建议"):
        desk.cases.perform(action, registered(desk).id, command)


@pytest.mark.behaviour(81)
def test_a_quotation_is_allowed_and_counted(desk: Desk):
    case = registered(desk)
    said = "已查看现场，客户说上次师傅讲不知道"
    desk.cases.perform(Action.PROGRESS, case.id, Progress(text=said, quoted=("不知道",)))
    desk.cases.perform(Action.PROGRESS, case.id, Progress(text="客户问「是不是没办法了」，已说明明天换管"))
    first, second = lines(desk, case, EntryKind.PROGRESS)
    assert (first.entry.text, first.entry.quoted) == (said, 1)
    assert "没办法" in second.entry.text
    with refused("text", "M4.7 [81]"):
        desk.cases.perform(Action.PROGRESS, case.id, Progress(text="我没办法，也不知道", quoted=("不知道",)))


@pytest.mark.behaviour(72)
def test_nothing_is_put_off_beyond_a_promise_that_passed(desk: Desk, clock: FixedClock):
    case = registered(desk, promise_at=at("11:00"))
    clock.set(at("11:01"))
    snooze = Snooze(until=at("15:30"), reason="等工程部回话")
    with refused("until", "M4.4 [72]", "改承诺"):
        desk.cases.perform(Action.SNOOZE, case.id, snooze)
    later = PromiseChange(promise_at=at("16:00"), reason="配件下午到", told=True)
    desk.cases.perform(Action.PROMISE, case.id, later)
    assert desk.cases.perform(Action.SNOOZE, case.id, snooze).next_follow_at == at("15:30")


@pytest.mark.behaviour(65)
@pytest.mark.parametrize("gone", ["客户未再来", "超时自动关闭", "多次联系不上客户，结案", "业主一直没有回音"])
def test_that_the_requester_stayed_away_ends_nothing(desk: Desk, gone: str):
    case = registered(desk, verdict=Verdict.OWN_POST)
    with refused("reason", "M4.1 [65]", "待客户"):
        do(desk, "仲经理", Action.VOID, case, Reasoned(reason=gone))
    answer = Answer(ending=Ending.CLEAR_ANSWER, text=gone, way="电话", at=at("09:42"), reaction="接受")
    with refused("text", "B7 [58]"):
        desk.cases.perform(Action.ANSWER, case.id, answer)
    told = replace(answer, text="客户未再来取件，已电话告知钥匙存前台，随时可取")
    assert desk.cases.perform(Action.ANSWER, case.id, told).ending is Ending.CLEAR_ANSWER


@pytest.mark.behaviour(51)
@pytest.mark.parametrize("cause", ["需补充材料", "材料未齐", "还缺材料：租赁合同"])
def test_missing_papers_are_told_on_a_list_and_not_in_passing(desk: Desk, cause: str):
    wait = Await(cause=cause, explained="还差租赁合同，补齐后接着办", resume_condition="补齐", reaction="接受")
    with refused("cause", "B2 [51]", "一次性告知单"):
        desk.cases.perform(Action.AWAIT, registered(desk, verdict=Verdict.OWN_POST).id, wait)


@pytest.mark.behaviour(79)
def test_a_ruling_that_moves_the_promise_says_that_the_requester_was_told(desk: Desk):
    case = registered(desk, promise_at=at("11:00"))
    desk.cases.perform(Action.DISPUTE, case.id, Dispute(claimed=id_of(desk, "何静"), reason="先在大门口问的"))
    ruling = Ruling(handler=id_of(desk, "曾国强"), reason="外机由工程部负责", promise_at=at("15:30"))
    with refused("told", "M4.6 [79]"):
        do(desk, "周敏", Action.RULE, case, ruling)
    assert do(desk, "周敏", Action.RULE, case, replace(ruling, promise_at=at("11:00"))).promise_at == at("11:00")
