"""Registers that are not made of registered matters: visitors, shifts, things kept, handoffs …, in the order of their moments.

Each is declared once: which table, which moment puts a row on its day, who has to do with it, when it is unfinished.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from firstask_desktop.domain.case import Attempt, Case, Entry, Hop
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.desk_life import Declined, DeskItem, HandoverLine, MaterialList, Visitor
from firstask_desktop.storage.codec import column_names, decode_row
from firstask_desktop.storage.store import Store
from firstask_desktop.storage.tables import LEFT_BEHIND, TABLES

Place = tuple[str, int, int]
"""Where a row stands in its book: its moment, which of the book's tables, its place in that table."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class Leaf:
    """One table of a book: `moment` and `people` are its columns, `unfinished` and `only` conditions on its rows."""

    record: type
    moment: str
    people: tuple[str, ...] = ()
    unfinished: str = "0"
    only: str = "1"


@dataclass(frozen=True, slots=True)
class Span:
    """Which rows are asked for: from `start` on and before `end`, of one person, only what is unfinished."""

    start: datetime | None = None
    end: datetime | None = None
    person: str = ""
    open_only: bool = False


def _of_handover(field: str) -> str:
    return f"(SELECT {field} FROM handovers WHERE handovers.id = handover_lines.handover_id)"


BOOKS: Mapping[str, tuple[Leaf, ...]] = {
    "waiting-room": (
        Leaf(Visitor, "arrived_at", ("leader", "escort", "reported_by", "told_by", "delegate"), "left_at IS NULL"),
    ),
    "shift-log": (
        Leaf(
            HandoverLine, _of_handover("begun_at"), (_of_handover("giver"), _of_handover("receiver")),
            "given = 0 OR received = 0",
        ),
    ),
    "things-kept": (
        Leaf(DeskItem, "recorded_at", ("recorded_by",), "taken_at IS NULL"),
        Leaf(
            Case, "registered_at", ("first_asked", "carrier", "handler"), "state NOT IN ('closed','merged','voided')",
            f"{LEFT_BEHIND} AND NOT EXISTS (SELECT 1 FROM desk_items WHERE desk_items.case_id = cases.id)",
        ),
    ),
    "hop-log": (
        Leaf(
            Hop, "given_at", ("giver", "receiver"),
            "accepted_at IS NULL AND returned_at IS NULL AND recalled_at IS NULL",
        ),
    ),
    "materials-log": (Leaf(MaterialList, "made_at", ("made_by",), "completed_at IS NULL"),),
    "declined-log": (Leaf(Declined, "made_at", ("made_by",), "understood = 0"),),
    "contact-log": (Leaf(Attempt, "at", ("actor", "person"), "result <> 'connected'"),),
    "urging-log": (Leaf(Entry, "at", ("actor", "person"), only="kind = 'urged'"),),
    "callback-log": (
        Leaf(
            Case, "callback_at", ("caller_back", "first_asked", "handler", "answered_by"),
            "state NOT IN ('closed','merged','voided')", "callback_at IS NOT NULL",
        ),
    ),
}  # fmt: skip
"""The books of the desk, in the order they are offered."""


def count(store: Store, key: str, span: Span) -> int:
    """How many rows of a book are asked for."""
    sql, values = _union(key, span)
    return int(store.one(f"SELECT count(*) FROM ({sql})", values)[0])


def rows(store: Store, key: str, span: Span, after: Place | None, limit: int) -> list[tuple[Place, Any]]:
    """The rows after a place, oldest first, each with its own place."""
    sql, values = _union(key, span)
    since = ""
    if after is not None:
        since, values = "WHERE (moment, leaf, rid) > (?, ?, ?)", (*values, *after)
    sql = f"SELECT moment, leaf, rid FROM ({sql}) {since} ORDER BY moment, leaf, rid LIMIT ?"
    places: list[Place] = [(str(at), int(leaf), int(rid)) for at, leaf, rid in store.all(sql, (*values, limit))]
    return _at(store, key, places)


def newest(store: Store, key: str, limit: int) -> list[tuple[Place, Any]]:
    """The last few rows of a book, oldest first."""
    sql, values = _union(key, Span())
    sql = f"SELECT moment, leaf, rid FROM ({sql}) ORDER BY moment DESC, leaf DESC, rid DESC LIMIT ?"
    places: list[Place] = [(str(at), int(leaf), int(rid)) for at, leaf, rid in store.all(sql, (*values, limit))]
    return _at(store, key, places[::-1])


def _at(store: Store, key: str, places: Sequence[Place]) -> list[tuple[Place, Any]]:
    found: dict[tuple[int, int], Any] = {}
    for number, leaf in enumerate(BOOKS[key]):
        rids = [rid for _, each, rid in places if each == number]
        for start in range(0, len(rids), BATCH):
            some = rids[start : start + BATCH]
            marks = ",".join("?" * len(some))
            names = column_names(leaf.record)
            sql = f'SELECT rid, {names} FROM "{TABLES[leaf.record]}" WHERE rid IN ({marks})'
            found |= {(number, int(rid)): decode_row(leaf.record, row) for rid, *row in store.all(sql, some)}
    return [(place, found[place[1:]]) for place in places]


def _union(key: str, span: Span) -> tuple[str, tuple[Any, ...]]:
    parts, values = [], list[Any]()
    for number, leaf in enumerate(BOOKS[key]):
        where = [leaf.only, f"{leaf.moment} IS NOT NULL"]
        for bound, compare in ((span.start, ">="), (span.end, "<")):
            if bound is not None:
                where.append(f"{leaf.moment} {compare} ?")
                values.append(utc_text(bound))
        if span.person:
            where.append("(" + (" OR ".join(f"{column} = ?" for column in leaf.people) or "0") + ")")
            values += [span.person] * len(leaf.people)
        if span.open_only:
            where.append(f"({leaf.unfinished})")
        table, wanted = TABLES[leaf.record], " AND ".join(where)
        parts.append(f'SELECT {leaf.moment} AS moment, {number} AS leaf, rid FROM "{table}" WHERE {wanted}')
    return " UNION ALL ".join(parts), tuple(values)
