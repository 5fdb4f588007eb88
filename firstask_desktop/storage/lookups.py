"""Questions about cases, each answered from an index: queue pages, badges, doubles, earlier cases, search candidates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.patterns import pattern
from firstask_desktop.domain.terms import fold, query_terms
from firstask_desktop.storage.codec import column_names, decode_row
from firstask_desktop.storage.store import Store
from firstask_desktop.storage.tables import DUE, IN_BOOK, NEAREST, ON_TOP, OPEN_CASES, RUNNING_CASES, UNANSWERED_CASES

PROMISED = "coalesce(promise_at, '9999')"
CANDIDATES = 2_000
"""How many hits of the index are checked against their texts at most."""
NEWEST, NEWEST_LETTER = 4_000, 400
"""How many of the newest rows are looked through for one character; a letter is compared with pinyin, which takes longer."""
Known = Mapping[str, str]
"""Who asks: phone, room and unit by their columns; empty where it is not known."""
_TEXTS = "number || name || organisation || room || phone || words || request || result || answer"
_CHECKED = 60
_ABOVE_ALL = 2**63 - 1
_ROOM = pattern(r"[0-9]+(-[0-9]+)+")


def cases_where(
    store: Store, where: str, values: Sequence[Any], order: str = "rid DESC", limit: int = 50
) -> list[tuple[int, Case]]:
    """Cases with their rid for keyset paging."""
    sql = f"SELECT rid, {column_names(Case)} FROM cases WHERE {where} ORDER BY {order} LIMIT ?"
    return [(int(rid), decode_row(Case, row)) for rid, *row in store.all(sql, (*values, limit))]


def queue_page(
    store: Store,
    column: str,
    person: str,
    extra: tuple[str, tuple[Any, ...]],
    after: tuple[str, int] | None,
    limit: int,
    by_promise: bool = False,
) -> list[tuple[int, Case]]:
    """Open cases of a person (or of everybody), nearest clock first; `after` is (clock text, rid) of the last row seen.

    `by_promise` orders by what the requester was told instead: who waits for a call is called in that order ([58]).
    """
    where, values = _open_list(column, person, extra)
    clock = PROMISED if by_promise else DUE
    if after is not None:
        where.append(f"{clock} >= ? AND ({clock}, rid) > (?, ?)")  # the first alone is looked up in the index
        values.extend((after[0], *after))
    order = f"{clock}, rid"
    return cases_where(store, " AND ".join(where), values, order, limit)


def on_top_page(
    store: Store,
    column: str,
    person: str,
    extra: tuple[str, tuple[Any, ...]],
    now: datetime,
    after: tuple[str, int] | None,
    limit: int,
) -> list[tuple[int, Case]]:
    """Cases whose requester is no longer the cause, of a person or of everybody: they stand above all others ([26]).

    Only their own small index is fit for this question: `+` keeps SQLite from walking a long list in order for it.
    """
    where, values = [ON_TOP, "due_at <= ?", extra[0]], [utc_text(now), *extra[1]]
    if column:
        where.append(f"+{column} = ?")
        values.append(person)
    if after is not None:
        where.append("(due_at, rid) > (?, ?)")
        values.extend(after)
    return cases_where(store, " AND ".join(where), values, "due_at, rid", limit)


def to_restart(store: Store, limit: int) -> list[Case]:
    """Cases whose cause went and that nobody took up again, the longest wait first."""
    where = f"{ON_TOP} AND due_at <= '9999' AND due_clock = 'restart'"
    return [case for _, case in cases_where(store, where, (), "due_at, rid", limit)]


def progressed(store: Store, start: str, end: str) -> list[Case]:
    """Cases whose latest progress entry was made in a span (UTC texts), the latest first ([6])."""
    where = "last_progress_at >= ? AND last_progress_at < ?"
    return [case for _, case in cases_where(store, where, (start, end), "last_progress_at DESC", 500)]


def arriving(store: Store, start: str, end: str, limit: int) -> list[Case]:
    """Open cases whose guest arrives in a span (UTC texts), or for whom something is to be ready before its end."""
    due = "SELECT case_id FROM tasks WHERE done_at IS NULL AND due_at < ?"
    where = f"{OPEN_CASES} AND arrival_at >= ? AND (arrival_at < ? OR ({UNANSWERED_CASES} AND id IN ({due})))"
    return [case for _, case in cases_where(store, where, (start, end, end), "arrival_at", limit)]


def cases_of(store: Store, case_ids: Sequence[str]) -> list[Case]:
    """The cases with these ids, in no order; at most a few hundred at once."""
    marks = ",".join("?" * len(case_ids))
    return store.rows(Case, f"id IN ({marks})", tuple(case_ids)) if case_ids else []


def blocked(store: Store, case_ids: Sequence[str]) -> set[str]:
    """Which of these cases an open internal matter holds up ([45])."""
    marks = ",".join("?" * len(case_ids))
    sql = f"SELECT DISTINCT blocks FROM cases WHERE blocks IN ({marks}) AND blocks <> '' AND {OPEN_CASES}"
    return {str(row[0]) for row in store.all(sql, tuple(case_ids))} if case_ids else set()


def below_top(extra: tuple[str, tuple[Any, ...]], now: datetime) -> tuple[str, tuple[Any, ...]]:
    """The same condition without the cases that `on_top_page` gives."""
    return f"{extra[0]} AND NOT ({ON_TOP} AND due_at <= ?)", (*extra[1], utc_text(now))


def queue_count(store: Store, column: str, person: str, extra: tuple[str, tuple[Any, ...]]) -> int:
    """How many open cases that list has."""
    where, values = _open_list(column, person, extra)
    return int(store.one(f"SELECT count(*) FROM cases WHERE {' AND '.join(where)}", values)[0])


def _open_list(column: str, person: str, extra: tuple[str, tuple[Any, ...]]) -> tuple[list[str], list[Any]]:
    where, values = [OPEN_CASES, extra[0]], list[Any](extra[1])
    if column:
        where.append(f"{column} = ?")
        values.append(person)
    return where, values


def badge_filter(kind: str, now: datetime, day_start: datetime, day_end: datetime) -> tuple[str, tuple[Any, ...]]:
    """The condition behind a badge, so that the number and the rows it opens cannot differ."""
    at, start, end = utc_text(now), utc_text(day_start), utc_text(day_end)
    return {
        "new_today": ("registered_at >= ? AND registered_at < ?", (start, end)),
        "unsigned": ("state = 'await_acceptance'", ()),
        "due_today": (f"{RUNNING_CASES} AND {NEAREST} >= ? AND {NEAREST} < ?", (at, end)),
        "overdue": (f"{RUNNING_CASES} AND {NEAREST} < ?", (at,)),
        "broken": ("promise_broken = 1", ()),
        "call_back": (f"{UNANSWERED_CASES} AND channel = '来电'", ()),
    }[kind]


def new_today(store: Store, day_start: datetime, day_end: datetime) -> int:
    """All cases registered today, open or already closed."""
    return int(
        store.one(
            "SELECT count(*) FROM cases WHERE registered_at >= ? AND registered_at < ?",
            (utc_text(day_start), utc_text(day_end)),
        )[0]
    )


def registered_between(
    store: Store, day_start: datetime, day_end: datetime, after: int | None, limit: int
) -> list[tuple[int, Case]]:
    """Cases registered in a span, newest first."""
    where = "registered_at >= ? AND registered_at < ?" + (" AND rid < ?" if after else "")
    values = (utc_text(day_start), utc_text(day_end), *((after,) if after else ()))
    return cases_where(store, where, values, "rid DESC", limit)


def open_doubles(store: Store, who: Known, matter: str, kind: str) -> list[Case]:
    """Open cases of the same phone, room or unit about the same matter (or kind, where no matter is named)."""
    found: dict[str, Case] = {}
    for column, value in who.items():
        if not value:
            continue
        same = "matter = ?" if matter else "kind = ?"
        rows = cases_where(store, f"{_known(column)} AND {OPEN_CASES} AND {same}", (value, matter or kind), limit=5)
        found |= {case.id: case for _, case in rows}
    return list(found.values())


def closed_lately(store: Store, who: Known, matter: str, since: datetime) -> list[Case]:
    """Cases of the same phone, room or unit about that matter that were closed after `since`, newest first ([80])."""
    found: dict[str, Case] = {}
    for column, value in who.items():
        if value and matter:
            where = f"{_known(column)} AND state = 'closed' AND matter = ? AND closed_at >= ?"
            rows = cases_where(store, where, (value, matter, utc_text(since)), limit=3)
            found |= {case.id: case for _, case in rows}
    return list(found.values())


def cases_of_unit(store: Store, organisation: str, limit: int = 20) -> list[Case]:
    """Earlier cases of an organisation, whoever came for it, newest first ([47]).

    A register that was read in has the unit where the room stands: both are looked at.
    """
    if not organisation:
        return []
    found: dict[int, Case] = {}
    for column in ("organisation", "room"):
        found |= dict(cases_where(store, _known(column), (organisation,), limit=limit))
    return [found[rid] for rid in sorted(found, reverse=True)[:limit]]


def earlier_cases(store: Store, phone: str, room: str, name: str, limit: int = 20) -> list[Case]:
    """Earlier cases of the same phone, else the same room, newest first; a name narrows a room down."""
    if phone:
        rows = cases_where(store, _known("phone"), (phone,), limit=limit)
        if rows:
            return [case for _, case in rows]
    if room:
        extra, values = (" AND name = ?", (room, name)) if name else ("", (room,))
        return [case for _, case in cases_where(store, _known("room") + extra, values, limit=limit)]
    return []


def _known(column: str) -> str:
    """The condition that a column has this value, in words that its index (of filled values only) is used by."""
    return f"{column} = ? AND {column} <> ''"


def promises_to_check(store: Store, now: datetime, limit: int = 500) -> list[str]:
    """Ids of open cases whose promise passed and was not counted yet."""
    rows = store.all(
        f"SELECT id FROM cases WHERE {OPEN_CASES} AND promise_at < ? AND promise_broken = 0"
        " AND state NOT IN ('answered','await_requester')"
        " AND (noticed_at IS NULL OR noticed_at <= coalesce(promise_set_at, '')) LIMIT ?",
        (utc_text(now), limit),
    )
    return [str(row[0]) for row in rows]


def case_by_number(store: Store, number: str) -> Case | None:
    """The case with this printed number."""
    found = cases_where(store, "number = ?", (number,), limit=1)
    return found[0][1] if found else None


def search(
    store: Store, query: str, fits: Callable[[Case, str], bool], after: int | None, limit: int
) -> list[tuple[int, Case]]:
    """Newest cases whose texts hold every word of the query: index candidates first, each checked against the text.

    `fits` says whether the texts of a case hold a query; it includes pinyin, so that the check sees
    what the index saw. A query too short for the index looks through the newest rows; without a query they all do.
    No more rows are read than are needed to find `limit`.
    """
    found = []
    for rid, case in _candidates(store, query.strip(), after or _ABOVE_ALL):
        if fits(case, query):
            found.append((rid, case))
            if len(found) == limit:
                break
    return found


def _candidates(store: Store, query: str, below: int) -> Iterator[tuple[int, Case]]:
    terms = query_terms(query)
    if terms:
        yield from _indexed(store, " AND ".join(f'"{term}"' for term in terms), query, below)
        return
    where, values = "rid < ?", list[Any]((below,))
    written = [word for word in query.split() if not fold(word).isascii()]
    if query:
        newest = int(store.one("SELECT coalesce(max(rid), 0) FROM cases")[0])
        where = " AND ".join(("rid < ? AND rid > ?", *[f"instr({_TEXTS}, ?)"] * len(written)))
        values = [below, newest - (NEWEST if written else NEWEST_LETTER), *written]
    while block := cases_where(store, where, values, "rid DESC", _CHECKED):
        yield from block
        values[0] = block[-1][0]


def _indexed(store: Store, wanted: str, query: str, below: int) -> Iterator[tuple[int, Case]]:
    """The newest cases that the index names, read as they are asked for.

    A room like 3-1-602 has only common pairs in the index; whether it stands in the texts is asked before a row is read.
    """
    rooms = [word for word in query.split() if _ROOM.fullmatch(word)]
    written = f" AND (instr({_TEXTS}, ?) OR {_TEXTS} GLOB '*[０-９－]*')" * len(rooms)
    for _ in range(0, CANDIDATES, _CHECKED):
        rids = store.all(
            "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
            (wanted, below, _CHECKED),
        )
        marks = ",".join("?" * len(rids))
        values = [*(row[0] for row in rids), *rooms]
        yield from cases_where(store, f"rid IN ({marks}){written}", values, "rid DESC", len(rids))
        if len(rids) < _CHECKED:
            return
        below = int(rids[-1][0])


def day_bounds(now: datetime, zone: Any) -> tuple[datetime, datetime]:
    """The beginning and end of the centre's present day, as moments."""
    wall = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return wall, wall + timedelta(days=1)


def ledger_rows(
    store: Store, where: str, values: Sequence[Any], after: tuple[str, int, int] | None, limit: int
) -> list[tuple[int, Case]]:
    """Cases in the order of a bound book: by number, whenever the requester had come ([75])."""
    if after is not None:
        where = f"({where}) AND ({IN_BOOK}) > (?, ?, ?)"
        values = (*values, *after)
    return cases_where(store, where, values, IN_BOOK, limit)


def place_in_book(rid: int, case: Case) -> tuple[str, int, int]:
    """Where a case stands in the ledger, to go on from there."""
    return (case.day.isoformat() if case.day else "", case.day_no, rid)


def count_cases(store: Store, where: str, values: Sequence[Any]) -> int:
    """How many cases match."""
    return int(store.one(f"SELECT count(*) FROM cases WHERE {where}", values)[0])
