"""The live flow chart (M5.3 [96]): what the flow table allows, laid over the boxes and lines of the wall chart.

Where the table knows a way that no line shows, the way is named in words at its box (`also`, `gathered`), so that the
chart tells everything the table allows and nothing else.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from firstask_desktop.domain.case import Entry
from firstask_desktop.domain.chart_plan import LINES, NODES, Line, Node, NodeKind
from firstask_desktop.domain.flow import BY_ACTION, FLOW, Action, Move
from firstask_desktop.domain.states import OPEN, UNANSWERED, EntryKind, State
from firstask_desktop.domain.values import dataclass

__all__ = [
    "BY_KEY", "CHART_STATES", "LINES", "NODES", "Line", "Node", "NodeCount", "NodeKind", "Way", "also", "gathered",
    "lines_of_path", "node_of", "reach", "steps_at", "walk",
]  # fmt: skip

BY_KEY: dict[str, Node] = {node.key: node for node in NODES}
_BY_STATE: dict[State, Node] = {node.state: node for node in NODES if node.state is not None}
CHART_STATES = frozenset(_BY_STATE)
"""The states that have a box; a case in any other stands in no node, which is a fault of the program."""
MANY = 6
"""From so many states on, a way is told once where it leads instead of at each box it leaves."""
WORKING = frozenset({State.WITH_HANDLER, State.IN_HAND, State.ACCEPTED})

RECORDED: dict[EntryKind, tuple[Action, ...]] = {
    EntryKind.REGISTERED: (Action.REGISTER,),
    EntryKind.STARTED: (Action.START,),
    EntryKind.HANDED: (Action.HAND_OFF,),
    EntryKind.ACCEPTED: (Action.ACCEPT, Action.RECORD_ACCEPT),
    EntryKind.RETURNED: (Action.RETURN,),
    EntryKind.RECALLED: (Action.RECALL,),
    EntryKind.TO_REACH: (Action.TO_REACH,),
    EntryKind.FIND_OUT: (Action.FIND_OUT,),
    EntryKind.FOUND_OUT: (Action.FOUND_OUT,),
    EntryKind.CONSULT: (Action.CONSULT,),
    EntryKind.CONSULTED: (Action.CONSULTED,),
    EntryKind.OUTSIDE: (Action.OUTSIDE,),
    EntryKind.AWAITING: (Action.AWAIT,),
    EntryKind.MATERIALS: (Action.MATERIALS,),
    EntryKind.RESUMED: (Action.RESUME,),
    EntryKind.SETTLED: (Action.SETTLE,),
    EntryKind.DECLINED: (Action.DECLINE,),
    EntryKind.ANSWERED: (Action.ANSWER, Action.ON_SPOT),
    EntryKind.CALLBACK: (Action.CALLBACK,),
    EntryKind.REDO: (Action.CALLBACK, Action.REOPEN),
    EntryKind.DISPUTED: (Action.DISPUTE,),
    EntryKind.RULED: (Action.RULE,),
    EntryKind.MERGED: (Action.MERGE,),
    EntryKind.UNMERGED: (Action.UNMERGE,),
    EntryKind.VOIDED: (Action.VOID,),
}
"""Which moves write which line of the timeline: how a case's own path is read back from it."""
_REDONE = (State.ACCEPTED, State.RULING)


@dataclass(frozen=True, slots=True)
class NodeCount:
    """A box with the open cases standing there now, and how many of them are past promise or limit."""

    node: Node
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Way:
    """From one state to another by a move of the flow table."""

    move: Move
    source: State
    target: State


def node_of(state: State) -> Node:
    """The box on which cases of that state stand."""
    return _BY_STATE[state]


def _ways() -> tuple[Way, ...]:
    return tuple(
        Way(move, source, target)
        for move in FLOW
        for source in State
        for target in move.targets
        if source in move.sources and source is not target
    )


WAYS = _ways()


def _leaving(key: str) -> list[str]:
    return [line.target for line in LINES if line.source == key]


def reach(state: State) -> frozenset[State]:
    """The states that the chart's lines lead to from this one without passing through another state."""
    found: set[State] = set()
    seen: set[str] = set()
    front = _leaving(node_of(state).key)
    while front:
        key = front.pop()
        there = BY_KEY[key].state
        if there is not None:
            found.add(there)
        elif key not in seen:
            seen.add(key)
            front += _leaving(key)
    return frozenset(found)


DRAWN: dict[State, frozenset[State]] = {state: reach(state) for state in _BY_STATE}


def _undrawn(move: Move, target: State) -> tuple[State, ...]:
    return tuple(
        way.source for way in WAYS if way.move is move and way.target is target and target not in DRAWN[way.source]
    )


def gathered(state: State) -> tuple[str, ...]:
    """Ways into a state from nearly everywhere, in words: 「未结的任何一步 · 作废」."""
    return tuple(
        f"{_anywhere(move.sources | {state})} · {move.word}"
        for move in FLOW
        if state in move.targets and len(_undrawn(move, state)) >= MANY
    )


def _anywhere(sources: frozenset[State]) -> str:
    if sources >= OPEN:
        return "未结的任何一步"
    return "未答复的任何一步" if sources >= UNANSWERED else "办理中的多数步骤"


def also(state: State) -> tuple[Way, ...]:
    """Ways out of a state that no line shows and that are not told where they lead."""
    return tuple(
        way
        for way in WAYS
        if way.source is state and way.target not in DRAWN[state] and len(_undrawn(way.move, way.target)) < MANY
    )


def steps_at(state: State) -> tuple[Move, ...]:
    """Everything that can be done with a case standing there, in the order of the flow table."""
    return tuple(move for move in FLOW if state in move.sources)


# -- the path of one case -----------------------------------------------------------------------------------------


def walk(entries: Sequence[Entry], state: State, on_spot: bool = False) -> tuple[str, ...]:
    """The boxes a case passed, in order, from its timeline; it ends where the case stands now."""
    kinds = [entry.kind for entry in entries]
    path = ["start", "register"]
    here = worked = State.DRAFT
    for place, kind in enumerate(kinds):
        if kind is EntryKind.ASKED:
            _go(path, here, "ask")
        there = _next_state(kinds, place, (here, worked), state)
        if there is here and kind is not EntryKind.CALLBACK:
            continue
        _go(path, here, *_through(kind, kinds, place, on_spot))
        if there is here:
            continue
        here = there
        worked = here if here in WORKING else worked
        _go(path, here, node_of(there).key)
    if path[-1] != node_of(state).key:
        _go(path, here, node_of(state).key)
    return tuple(path)


def _through(kind: EntryKind, kinds: Sequence[EntryKind], place: int, on_spot: bool) -> tuple[str, ...]:
    """The steps that belong to a line of the timeline."""
    if kind is EntryKind.ANSWERED:
        first = EntryKind.ANSWERED not in kinds[:place]
        return ("on_spot", "answer") if on_spot and first else ("answer",)
    if kind is EntryKind.REDO:
        return ("redo",)
    if kind in (EntryKind.AWAITING, EntryKind.MATERIALS):
        return ("explain",)
    nodes = [BY_KEY[BY_ACTION[action].node] for action in RECORDED.get(kind, ())]
    return tuple(node.key for node in nodes[:1] if node.state is None and kind is not EntryKind.RECALLED)


def _go(path: list[str], here: State, *keys: str) -> None:
    """Go on to each box, over the drawn boxes between where there is a line, else straight."""
    for key in keys:
        if path[-1] == key:
            continue
        between = _route(path[-1], key)
        if between is None and BY_KEY[path[-1]].state is None:
            between = _route(node_of(here).key, key)
        path += [*(step for step in between or () if step != path[-1]), key]


def _route(source: str, target: str) -> tuple[str, ...] | None:
    """The boxes between two along drawn lines, no state among them; None where no line leads."""
    front: list[tuple[str, tuple[str, ...]]] = [(source, ())]
    seen = {source}
    while front:
        key, between = front.pop(0)
        for following in _leaving(key):
            if following == target:
                return between
            if following not in seen and BY_KEY[following].state is None:
                seen.add(following)
                front.append((following, (*between, following)))
    return None


def _next_state(kinds: Sequence[EntryKind], place: int, before: tuple[State, State], now: State) -> State:
    """Where a line of the timeline led; of several states one from which the next line can follow.

    `before` is where the case stood and where it was last worked on: work goes on there when nothing else is known.
    """
    kind, here = kinds[place], before[0]
    if kind is EntryKind.CLOSED:
        return State.CLOSED
    if kind is EntryKind.CALLBACK or kind not in RECORDED:
        return here
    following = kinds[place + 1 :]
    if kind is EntryKind.ANSWERED:
        return State.CLOSED if following[:1] == [EntryKind.CLOSED] else State.ANSWERED
    targets = _REDONE if kind is EntryKind.REDO else _targets(RECORDED[kind])
    targets = tuple(one for one in targets if one not in (State.ANSWERED, State.CLOSED)) or targets
    if not targets:
        return here
    possible = [one for one in targets if _leads_on(one, following, now)] or list(targets)
    return next(one for one in (*before, *possible) if one in possible)


def _targets(actions: Iterable[Action]) -> tuple[State, ...]:
    return tuple(dict.fromkeys(target for action in actions for target in BY_ACTION[action].targets))


def _leads_on(state: State, following: Sequence[EntryKind], now: State) -> bool:
    """Whether the next change of state can start there; without one it must be where the case stands."""
    for kind in following:
        if kind is EntryKind.CLOSED:
            return True
        moves = [BY_ACTION[action] for action in RECORDED.get(kind, ())]
        if any(move.targets for move in moves):
            return any(state in move.sources for move in moves)
    return state is now


def lines_of_path(path: Sequence[str]) -> tuple[Line, ...]:
    """The arrows a path went along, in order; a step that no line shows gets a straight one of its own."""
    found = []
    for source, target in pairwise(path):
        drawn = next((line for line in LINES if (line.source, line.target) == (source, target)), None)
        found.append(drawn or Line(source, target))
    return tuple(found)
