"""Cases of late that were told in similar words: asked of the search index pair by pair, the rarest pairs first (S5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.storage.lookups import cases_where
from firstask_desktop.storage.store import Store

RAREST = 8
"""So many pairs name the candidates; more common ones name half the register."""
NEWEST = 2_000
"""How many cases of one pair are looked at, newest first: a pair that more have says little."""
CHECKED = 60


class Lately(NamedTuple):
    """The cases registered since a moment: all of them lie above `rid`, `cases` rows lie there."""

    since: str
    rid: int
    cases: int


def lately(store: Store, since: datetime) -> Lately:
    """The cases registered since then. Rows of an import of older ones may lie between them."""
    moment = utc_text(since)
    first = store.one("SELECT min(rid) FROM cases WHERE registered_at >= ?", (moment,))[0]
    newest = int(store.one("SELECT coalesce(max(rid), 0) FROM cases")[0])
    before = newest if first is None else int(first) - 1
    return Lately(moment, before, newest - before)


def counted(store: Store, pairs: Sequence[str], span: Lately) -> dict[str, int]:
    """How many cases of the span have each pair; counted up to `NEWEST`."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? AND rowid > ? LIMIT {NEWEST})"
    return {pair: int(store.one(sql, (f'"{pair}"', span.rid))[0]) for pair in pairs}


def candidates(store: Store, weights: Mapping[str, float], counts: Mapping[str, int], span: Lately) -> list[Case]:
    """The cases of the span that share most of the rarest pairs, at most `CHECKED`, the newest of equals first."""
    there = sorted((pair for pair in weights if counts.get(pair)), key=lambda pair: counts[pair])[:RAREST]
    sql = f"SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? ORDER BY rowid DESC LIMIT {NEWEST}"
    shared: dict[int, float] = {}
    for pair in there:
        weight = weights[pair]
        for (rid,) in store.all(sql, (f'"{pair}"', span.rid)):
            shared[rid] = shared.get(rid, 0.0) + weight
    best = sorted(shared, key=lambda rid: (-shared[rid], -rid))[:CHECKED]
    where = f"rid IN ({','.join('?' * len(best))}) AND registered_at >= ?"
    return [case for _, case in cases_where(store, where, (*best, span.since), limit=CHECKED)]
