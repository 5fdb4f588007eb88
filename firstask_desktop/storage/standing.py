"""Where the cases stand: how many in each state, and those whose state is on no chart ([96])."""

from collections.abc import Sequence
from datetime import datetime

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.chart import CHART_STATES
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.states import ENDED, State
from firstask_desktop.storage.lookups import cases_where, count_cases, queue_page
from firstask_desktop.storage.store import Store
from firstask_desktop.storage.tables import NEAREST, OPEN_CASES, RUNNING_CASES, in_states

FAULTS = 100


def open_by_state(store: Store) -> dict[str, int]:
    """How many open cases stand in each state."""
    rows = store.all(f"SELECT state, count(*) FROM cases WHERE {OPEN_CASES} GROUP BY state")
    return {str(state): int(count) for state, count in rows}


def overdue_by_state(store: Store, now: datetime) -> dict[str, int]:
    """How many of them are past promise or limit, while those run."""
    rows = store.all(
        f"SELECT state, count(*) FROM cases WHERE {RUNNING_CASES} AND {NEAREST} < ? GROUP BY state", (utc_text(now),)
    )
    return {str(state): int(count) for state, count in rows}


def standing_in(store: Store, state: State, after: object | None, limit: int) -> list[tuple[int, Case]]:
    """Cases in a state: open ones nearest clock first, ended ones newest first. `after` as those lists page."""
    where = f"state = '{state.value}'"
    if state not in ENDED:
        return queue_page(store, "", "", (where, ()), after, limit)  # type: ignore[arg-type]
    below: Sequence[object] = (after,) if after else ()
    return cases_where(store, where + (" AND rid < ?" if after else ""), below, "rid DESC", limit)


def count_in(store: Store, state: State) -> int:
    """How many cases stand in a state."""
    return count_cases(store, f"state = '{state.value}'", ())


def cases_in_no_node(store: Store) -> list[str]:
    """Numbers of cases whose state has no box on the chart: always a fault of the program or of a hand in the file."""
    sql = f"SELECT number FROM cases WHERE state NOT IN {in_states(CHART_STATES)} ORDER BY rid LIMIT ?"
    return [str(row[0]) for row in store.all(sql, (FAULTS,))]
