"""The flow table is walked: every state × every action × everybody who can stand to a case, through the real desk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Progress,
)
from firstask_desktop.domain.flow import BY_ACTION, FLOW, Action, Move, relations
from firstask_desktop.domain.states import (
    ENDED,
    OPEN,
    Ending,
    State,
)
from firstask_desktop.errors import Refused
from firstask_desktop.services.veil import DENIED
from tests.core.domain.walking import ACTIONS, CLOSING, EVERYBODY, HANDLER, STATES, Undone, Walk
from tests.desk_fixtures import as_name, person, registration


@contextmanager
def undone(desk: Desk) -> Iterator[None]:
    """Whatever is done inside never happened."""
    try:
        with desk._office.store.batch():
            yield
            raise Undone
    except Undone:
        pass


@pytest.fixture
def walk(desk: Desk) -> Walk:
    return Walk(desk)


def attempt(walk: Walk, name: str, action: Action, command: object) -> Case | Refused:
    try:
        return as_name(walk.desk, name).cases.perform(action, walk.case.id, command)
    except Refused as refusal:
        return refusal


@pytest.mark.behaviour(1, 65, 96)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.value)
def test_everybody_may_do_what_the_table_says_and_nothing_else(walk: Walk, state: State):
    before = walk.to(state)
    head = walk.desk.upkeep.head()
    wrong = []
    for action in ACTIONS:
        command, move = walk.command(action), BY_ACTION[action]
        for name in EVERYBODY:
            allowed = state in move.sources and bool(move.who & walk.standing(name, state))
            if action is Action.RECORD_ACCEPT and name == HANDLER:
                allowed = False  # whom it was given to signs by signing in, not by a note ([71])
            with undone(walk.desk):
                outcome = attempt(walk, name, action, command)
                fault = judged(walk, before, head, move, allowed, outcome)
            if fault:
                wrong.append(f"{state.word} · {move.word} · {name}: {fault}")
    assert wrong == []
    assert walk.desk.upkeep.head() == head and walk.desk.cases.get(before.id) == before


def judged(walk: Walk, before: Case, head: str, move: Move, allowed: bool, outcome: Case | Refused) -> str:
    """What is wrong with the outcome of one try, or nothing."""
    if isinstance(outcome, Refused):
        if allowed:
            return f"refused, though the table allows it: {outcome}"
        if not (outcome.clause and outcome.message):
            return "refused without a clause"
        since = walk.desk.cases._office.store.all(
            "SELECT action FROM journal WHERE seq > ?", (int(head.split("-")[1]),)
        )
        kept = [("access.refused",)] if outcome.code in DENIED else []
        unchanged = walk.desk.cases.get(before.id) == before and since == kept
        return "" if unchanged else f"refused, yet something else was written: {since}"
    if not allowed:
        return "went through, though the table forbids it"
    if outcome.state not in (move.targets or (before.state,)):
        return f"led to {outcome.state}, which the table does not name"
    if outcome.first_asked != before.first_asked:
        return "changed the first-asked person"
    return "" if walk.desk.upkeep.head() != head else "went through without a line in the journal"


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.value)
def test_the_buttons_are_what_the_table_allows(walk: Walk, state: State):
    case = walk.to(state)
    for name in EVERYBODY:
        standing = walk.standing(name, state)
        assert relations(case, person(walk.desk, name)) == standing, name
        shown = {move.action for move in as_name(walk.desk, name).cases.moves(case.id)}
        assert shown == {move.action for move in FLOW if state in move.sources and move.who & standing}, name


@pytest.mark.behaviour(1)
def test_a_draft_can_only_be_registered(desk: Desk):
    with pytest.raises(Refused) as refusal:
        desk.cases.perform(Action.PROGRESS, "", Progress(text="已查看现场，排水管老化"))
    assert refusal.value.code == "no_case"
    assert [move.action for move in FLOW if State.DRAFT in move.sources] == [Action.REGISTER]


def blank(command: Any, field: str) -> Iterator[Any]:
    """The command with that field empty, in the ways a field can be empty."""
    default = type(command)()
    yield replace(command, **{field: getattr(default, field)})
    if isinstance(getattr(command, field), str):
        yield replace(command, **{field: " \u3000\n"})


@pytest.mark.behaviour(18)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.value)
def test_each_needed_field_left_empty_is_named_with_its_clause(walk: Walk, action: Action):
    move = BY_ACTION[action]
    state = next(state for state in STATES if state in move.sources)
    before = walk.to(state)
    name = next(name for name in EVERYBODY if move.who & walk.standing(name, state))
    for field in move.needs:
        for command in blank(walk.command(action), field):
            outcome = attempt(walk, name, action, command)
            assert isinstance(outcome, Refused), f"{move.word} went through without {field}"
            assert (outcome.field, outcome.clause) == (field, move.clause)
    assert walk.desk.cases.get(before.id) == before


@pytest.mark.behaviour(48)
@pytest.mark.parametrize("field", BY_ACTION[Action.REGISTER].needs)
def test_a_registration_without_a_needed_field_names_it(desk: Desk, field: str):
    with pytest.raises(Refused) as refusal:
        desk.cases.register(replace(registration(desk), **{field: ""}))  # type: ignore[arg-type]
    assert refusal.value.field == field and refusal.value.clause


def reachable(start: State, avoiding: Callable[[Move], bool] = lambda move: False) -> set[State]:
    """The states one can come to from `start` by the table."""
    found, edge = {start}, [start]
    while edge:
        here = edge.pop()
        for move in FLOW:
            if here in move.sources and not avoiding(move):
                fresh = set(move.targets) - found
                found |= fresh
                edge.extend(fresh)
    return found


@pytest.mark.behaviour(96)
def test_every_state_can_be_come_to():
    assert reachable(State.DRAFT) == set(State)


@pytest.mark.behaviour(65)
@pytest.mark.parametrize("state", sorted(OPEN), ids=lambda state: state.value)
def test_every_open_state_has_a_way_to_an_answer(state: State):
    by_leaders_pen = {Action.VOID, Action.MERGE}
    assert State.CLOSED in reachable(state, lambda move: move.action in by_leaders_pen)


@pytest.mark.behaviour(65)
def test_only_an_answer_or_its_callback_closes():
    closing = {move.action for move in FLOW if State.CLOSED in move.targets}
    assert closing == CLOSING
    assert set(Ending) == {Ending.SOLVED, Ending.CLEAR_ANSWER}
    assert {move.action for move in FLOW if set(move.targets) & (ENDED - {State.CLOSED})} == {Action.MERGE, Action.VOID}


@pytest.mark.behaviour(65)
@pytest.mark.parametrize("state", sorted(OPEN), ids=lambda state: state.value)
def test_no_time_closes_a_case(walk: Walk, clock: FixedClock, state: State):
    walk.to(state)
    for _ in range(3):
        clock.advance(days=200)
        walk.desk.upkeep.sweep()
    after = walk.desk.cases.get(walk.case.id)
    assert after.state is state and after.closed_at is None


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.value)
def test_no_two_buttons_of_one_case_share_a_key(state: State):
    keys = [move.key for move in FLOW if state in move.sources and move.key]
    assert len(keys) == len(set(keys))


def test_every_move_names_its_clause():
    assert all(move.clause and move.word and move.who and move.sources for move in FLOW)
    assert len({move.action for move in FLOW}) == len(FLOW) == len(Action)
