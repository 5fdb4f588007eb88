"""The wall chart says what the flow table allows, all of it, and nothing else ([96])."""

from collections import Counter
from itertools import combinations, pairwise

import pytest

from firstask_desktop.domain.case import Entry
from firstask_desktop.domain.chart import (
    BY_KEY,
    LINES,
    NODES,
    RECORDED,
    WAYS,
    NodeKind,
    also,
    gathered,
    lines_of_path,
    node_of,
    reach,
    steps_at,
    walk,
)
from firstask_desktop.domain.flow import FLOW, Action
from firstask_desktop.domain.states import EntryKind, State

ALLOWED = {(way.source, way.target) for way in WAYS}
K = EntryKind


def timeline(*kinds: EntryKind) -> list[Entry]:
    return [Entry(kind=kind) for kind in kinds]


@pytest.mark.parametrize("state", State)
def test_every_state_stands_on_exactly_one_box(state: State) -> None:
    assert [node.key for node in NODES if node.state is state] == [node_of(state).key]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.source}-{way.move.action}-{way.target}")
def test_every_way_of_the_flow_table_is_told_by_the_chart(way) -> None:  # type: ignore[no-untyped-def]
    drawn = way.target in reach(way.source)
    beside = way in also(way.source)
    told_there = any(words.endswith(f"· {way.move.word}") for words in gathered(way.target))
    assert drawn or beside or told_there


@pytest.mark.parametrize("state", State)
def test_no_line_leads_where_the_flow_table_does_not(state: State) -> None:
    assert {(state, target) for target in reach(state)} <= ALLOWED


def test_what_is_told_where_many_ways_lead_is_true_of_every_such_state() -> None:
    """「未答复的任何一步」 must not stand there for a move that some of those states refuse, as 待请示 refuses 并入 ([54])."""
    assert gathered(State.MERGED) == ("办理中的多数步骤 · 并入",)
    assert gathered(State.VOIDED) == ("办理中的多数步骤 · 作废",)
    assert gathered(State.RULING) == ("办理中的多数步骤 · 首问争议",)


def test_every_step_named_by_the_flow_table_is_a_box() -> None:
    assert {move.node for move in FLOW if move.node} <= BY_KEY.keys()


def test_every_move_that_changes_the_state_can_be_read_back_from_the_timeline() -> None:
    read = {action for actions in RECORDED.values() for action in actions}
    assert {move.action for move in FLOW if move.targets} <= read


def test_every_box_is_reached_and_says_its_rule() -> None:
    told = {target.key for target in NODES if target.state and gathered(target.state)}
    reached = {line.target for line in LINES} | told | {"start"}
    assert {node.key for node in NODES} == reached
    assert all(node.rule.endswith("。") and node.clause for node in NODES)
    assert Counter(node.key for node in NODES).most_common(1)[0][1] == 1


def test_lines_join_boxes_and_run_square() -> None:
    for line in LINES:
        ends = BY_KEY[line.source], BY_KEY[line.target]
        if line.jump:
            continue
        places = [(ends[0].column, ends[0].row), *line.via, (ends[1].column, ends[1].row)]
        for one, other in pairwise(places):
            assert one[0] == other[0] or one[1] == other[1], f"{line.source} → {line.target} runs aslant"


def boxes(node):  # type: ignore[no-untyped-def]
    wide, high = node.width * 0.9 / 2, 0.39
    return node.column - wide, node.row - high, node.column + wide, node.row + high


def test_no_box_covers_another_and_no_line_runs_through_one() -> None:
    for one, other in combinations(NODES, 2):
        a, b = boxes(one), boxes(other)
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], f"{one.key} covers {other.key}"
    for line in (line for line in LINES if not line.jump):
        source, target = BY_KEY[line.source], BY_KEY[line.target]
        places = [(source.column, source.row), *line.via, (target.column, target.row)]
        for start, end in pairwise(places):
            for node in NODES:
                if node.key in (line.source, line.target):
                    continue
                left, top, right, bottom = boxes(node)
                low_x, high_x = sorted((start[0], end[0]))
                low_y, high_y = sorted((start[1], end[1]))
                apart = high_x <= left or low_x >= right or high_y <= top or low_y >= bottom
                assert apart, f"{line.source} → {line.target} runs through {node.key}"


def segments(line):  # type: ignore[no-untyped-def]
    source, target = BY_KEY[line.source], BY_KEY[line.target]
    return pairwise([(source.column, source.row), *line.via, (target.column, target.row)])


def crossing(one, other) -> bool:  # type: ignore[no-untyped-def]
    """Whether a level and an upright piece cross between their ends (touching is joining)."""
    for level, upright in ((one, other), (other, one)):
        if level[0][1] == level[1][1] and upright[0][0] == upright[1][0]:
            x, y = upright[0][0], level[0][1]
            left, right = sorted((level[0][0], level[1][0]))
            top, bottom = sorted((upright[0][1], upright[1][1]))
            if left < x < right and top < y < bottom:
                return True
    return False


def test_no_two_lines_cross() -> None:
    drawn = [line for line in LINES if not line.jump]
    crossed = [
        (f"{one.source}-{one.target}", f"{other.source}-{other.target}")
        for one, other in combinations(drawn, 2)
        if {one.source, one.target}.isdisjoint({other.source, other.target})
        for piece in segments(one)
        for against in segments(other)
        if crossing(piece, against)
    ]
    assert crossed == []


def test_a_finished_handoff_walked_down_the_chart() -> None:
    told = timeline(K.REGISTERED, K.HANDED, K.ACCEPTED, K.PROGRESS, K.SETTLED, K.ANSWERED, K.CALLBACK, K.CLOSED)
    assert walk(told, State.CLOSED) == (
        "start", "register", "accepted", "judge", "hand_off", "await_acceptance", "accept", "with_handler", "settled",
        "answer", "answered", "callback", "closed",
    )  # fmt: skip


def test_a_matter_answered_at_once_went_over_the_short_way() -> None:
    path = walk(timeline(K.REGISTERED, K.ANSWERED, K.CLOSED), State.CLOSED, on_spot=True)
    assert path == ("start", "register", "accepted", "judge", "clear", "now", "on_spot", "answer", "closed")


def test_a_wait_for_the_requester_goes_back_to_whoever_worked_on_it() -> None:
    own = walk(timeline(K.REGISTERED, K.STARTED, K.AWAITING, K.RESUMED), State.IN_HAND)
    assert own[-4:] == ("in_hand", "explain", "await_requester", "in_hand")
    other = walk(timeline(K.REGISTERED, K.HANDED, K.ACCEPTED, K.MATERIALS, K.RESUMED, K.SETTLED), State.SETTLED)
    assert other[-4:] == ("explain", "await_requester", "with_handler", "settled")


def test_a_second_return_goes_to_the_ruling_and_the_first_one_back() -> None:
    kinds = (K.REGISTERED, K.HANDED, K.RETURNED, K.HANDED, K.RETURNED, K.RULED)
    path = walk(timeline(*kinds), State.WITH_HANDLER)
    first = path.index("return")
    assert path[first + 1] == "accepted"
    assert path[-3:] == ("return", "ruling", "with_handler")


def test_a_redone_case_goes_round_again() -> None:
    kinds = (K.REGISTERED, K.STARTED, K.SETTLED, K.ANSWERED, K.CALLBACK, K.REDO)
    assert walk(timeline(*kinds), State.ACCEPTED)[-4:] == ("answered", "callback", "redo", "accepted")
    assert walk(timeline(*kinds), State.RULING)[-2:] == ("redo", "ruling")


def test_asking_for_somebody_is_seen_on_the_way_to_the_answer() -> None:
    path = walk(timeline(K.REGISTERED, K.ASKED, K.ANSWERED), State.ANSWERED)
    assert path[-4:] == ("judge", "ask", "answer", "answered")


@pytest.mark.parametrize("kind", EntryKind)
@pytest.mark.parametrize("state", State)
def test_a_path_ends_where_the_case_stands_whatever_its_timeline_says(kind: EntryKind, state: State) -> None:
    path = walk(timeline(K.REGISTERED, kind), state)
    assert path[-1] == node_of(state).key
    assert set(path) <= BY_KEY.keys()
    assert len(lines_of_path(path)) == len(path) - 1


def test_what_can_be_done_at_a_state_are_the_moves_of_the_table() -> None:
    assert Action.SETTLE in {move.action for move in steps_at(State.IN_HAND)}
    assert {move.action for move in steps_at(State.MERGED)} == {Action.UNMERGE, Action.CORRECT}


def test_the_printed_forms_are_all_there() -> None:
    """The questions and steps of the printed chart, beside the states."""
    assert {node.kind for node in NODES} == set(NodeKind)
    for title in ("要找领导？", "职责判定", "自己清楚吗？", "能当场办？", "签收？", "回访满意？", "代为问清", "抽查"):
        assert any(node.name == title for node in NODES), title
