"""Questions the reminders ask every half minute: each is answered by an index, in a millisecond or two."""

from datetime import datetime

from firstask_desktop.domain.case import Case, Hop
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.desk_life import Task
from firstask_desktop.domain.states import State
from firstask_desktop.storage.lookups import cases_where
from firstask_desktop.storage.store import Store
from firstask_desktop.storage.tables import OPEN_CASES, UNANSWERED_CASES


def undone_tasks(store: Store, owner: str = "") -> list[Task]:
    """Preparations not done yet, the earliest due first: of cases whose requester still waits, not of cancelled ones."""
    waiting = f"SELECT 1 FROM cases WHERE cases.id = tasks.case_id AND {UNANSWERED_CASES}"
    where, values = f"done_at IS NULL AND EXISTS ({waiting})", []
    if owner:
        where, values = f"{where} AND owner = ?", [owner]
    return store.rows(Task, where, values, order="due_at")


def unsigned_of(store: Store, person: str, limit: int) -> list[tuple[Case, Hop]]:
    """Handoffs nobody signed for yet that this person gave, carries or is to sign, the newest cases first ([53])."""
    given = "SELECT 1 FROM hops WHERE hops.id = cases.hop AND giver = ?"
    where = f"{OPEN_CASES} AND state = ? AND (handler = ? OR carrier = ? OR EXISTS ({given}))"
    values = (State.AWAIT_ACCEPTANCE.value, person, person, person)
    return _with_links(store, [case for _, case in cases_where(store, where, values, "rid DESC", limit)])


def missed(store: Store, now: datetime, limit: int) -> list[tuple[Case, Hop]]:
    """Handoffs whose time to sign is over, of which that was not written down yet ([53])."""
    late = "SELECT 1 FROM hops WHERE hops.id = cases.hop AND accept_due_at <= ? AND missed_at IS NULL"
    where = f"{OPEN_CASES} AND state = ? AND EXISTS ({late})"
    values = (State.AWAIT_ACCEPTANCE.value, utc_text(now))
    return _with_links(store, [case for _, case in cases_where(store, where, values, "rid", limit)])


def _with_links(store: Store, cases: list[Case]) -> list[tuple[Case, Hop]]:
    marks = ",".join("?" * len(cases))
    hops = store.rows(Hop, f"id IN ({marks})", tuple(case.hop for case in cases)) if cases else []
    by_id = {hop.id: hop for hop in hops}
    return [(case, by_id[case.hop]) for case in cases if case.hop in by_id]


def kept_until(store: Store, carrier: str, day: str) -> list[Case]:
    """Open cases of a carrier whose keeping time is over on that day ([30])."""
    where = f"{OPEN_CASES} AND carrier = ? AND keep_until <= ?"
    return [case for _, case in cases_where(store, where, (carrier, day), "keep_until", 50)]
