"""Proving a sound file sound, in one walk: each line's hash, and each row as told beside the live one.

Nothing is replayed into tables here. Of the rows told so far only those are kept that differ from the live row, which
is as many as were in hand at that time; a row that agrees is taken from the live table when a later line changes it.
At the end none differs, and each table has exactly as many rows as were born: a row is born in the line its id names,
so no row is counted twice, and no live row was told by nobody. Anything else proves nothing, and the whole replay of
`replay.verify` finds out what is wrong.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import chain
from json.encoder import encode_basestring as quoted
from typing import Any

from firstask_desktop.storage.codec import columns_of
from firstask_desktop.storage.findings import Findings
from firstask_desktop.storage.journal import COMMITMENT, ERASED, is_commitment, opened
from firstask_desktop.storage.store import Store
from firstask_desktop.storage.tables import RECORDS

Report = Callable[[int, int], None]
Raw = tuple[Any, ...]
"""A journal line as stored: counter, seq, at, actor, action, subject, changes, previous, hash."""
Kept = dict[tuple[str, int], list[Raw]]
BLOCK = 2_000
_TOGETHER = 500
_PLAIN = frozenset({str, int, type(None), bool})


def _no_number(text: str) -> object:
    """No line holds a fraction."""
    raise ValueError(text)


_told = json.JSONDecoder(parse_float=_no_number, parse_constant=_no_number).scan_once  # type: ignore[attr-defined]


class _Unproven(Exception):
    """Something is not as a sound file has it."""


_AMISS = (_Unproven, AttributeError, LookupError, TypeError, ValueError, StopIteration, RecursionError)
"""Raw SQL can put anything anywhere in a line; the whole replay says what."""


def raw_blocks(store: Store, after: tuple[str, str, int] = ("", "", 0)) -> Iterator[list[Raw]]:
    """All journal lines, each counter's in order, merged by time; memory stays flat."""
    while True:
        block = store.all(
            "SELECT counter, seq, at, actor, action, subject, changes, previous, hash FROM journal"
            " WHERE (at, counter, seq) > (?, ?, ?) ORDER BY at, counter, seq LIMIT ?",
            (*after, BLOCK),
        )
        if block:
            yield block
        if len(block) < BLOCK:
            return
        after = (block[-1][2], block[-1][0], block[-1][1])


def proven(store: Store, report: Report | None) -> tuple[Findings, int] | None:
    """The findings of a file whose chain holds and whose tables are what it tells, and how many commitments were opened.

    None when that could not be proven. Call it within a transaction.
    """
    proof = _Proof(store)
    try:
        proof.run(report)
    except (
        _Unproven,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        StopIteration,
        RecursionError,
    ):  # raw SQL can put anything anywhere
        return None
    return proof.findings, proof.opened


class _Table:
    """One table while the journal is walked; a row's state is what was told of it, on top of an empty row."""

    def __init__(self, table: str, store: Store) -> None:
        columns = columns_of(RECORDS[table])
        self.name = table
        defaults = {column.name: column.default for column in columns}
        used = _used(store, table, defaults)
        self.names = tuple(name for name in defaults if name in used)
        self.empty = tuple(map(defaults.get, self.names))
        self.used, self.defaults = used, defaults
        self.born = 0
        self.told: dict[str, dict[str, Any]] = {}
        """The rows this block told of."""
        self.parts: dict[str, dict[str, Any]] = {}
        """What this block told of rows that agreed with the live ones before."""
        self.differing: dict[str, dict[str, Any]] = {}
        self.live: dict[str, Raw] = {}
        """The live rows of those that differ."""
        self._last, self._in_order = 0, True
        columns_read = ", ".join(f'"{name}"' for name in self.names)
        self._following = f'SELECT {columns_read}, rid FROM "{table}" WHERE rid > ? ORDER BY rid LIMIT ?'
        self._asking = f'SELECT {columns_read} FROM "{table}" WHERE id IN'

    def change(self, row_id: str, values: dict[str, Any], heads: dict[str, tuple[int, str]]) -> None:
        """Remember what a line says of a row that was born before."""
        state = self.parts.get(row_id)
        if state is None and (state := self.differing.pop(row_id, None)) is not None:
            self.told[row_id] = state
        if state is not None:
            state.update(values)
            return
        counter, _, seq = row_id.partition(".")[0].rpartition("-")
        if not seq.isdecimal() or int(seq) > heads.get(counter, (0, ""))[0]:
            raise _Unproven  # changed before it was born
        self.parts[row_id] = values

    def compare(self, store: Store) -> None:
        """Of the rows told of in this block, keep those that are not yet, or no longer, as the live table has them."""
        live = self._live(store, [row_id for row_id in chain(self.told, self.parts) if row_id not in self.live])
        live |= self.live
        for row_id, values in self.parts.items():
            self.told[row_id] = dict(zip(self.names, live[row_id], strict=True)) | values
        names, empty, used, differing, kept = self.names, self.empty, self.used, self.differing, self.live
        for row_id, state in self.told.items():
            found = live[row_id]
            if found == tuple(map(state.get, names, empty)) and (used.issuperset(state) or self._rest_empty(state)):
                kept.pop(row_id, None)
            else:
                differing[row_id], kept[row_id] = state, found
        self.told, self.parts = {}, {}

    def _rest_empty(self, state: dict[str, Any]) -> bool:
        """Whether what was told of columns that no live row uses leaves them empty."""
        return all(state[name] == self.defaults[name] for name in state.keys() - self.used)

    def _live(self, store: Store, ids: list[str]) -> dict[str, Raw]:
        """The live rows with these ids, as they are stored; most are those that follow in the order of birth."""
        found: dict[str, Raw] = {}
        if self._in_order:
            rows = store.all(self._following, (self._last, len(ids)))
            self._last = rows[-1][-1] if rows else self._last
            found = {row[0]: row[:-1] for row in rows}
            ids = [row_id for row_id in ids if row_id not in found]
            self._in_order = len(ids) <= len(rows) // 2
        for start in range(0, len(ids), _TOGETHER):
            some = ids[start : start + _TOGETHER]
            found |= {row[0]: row for row in store.all(f"{self._asking} ({','.join('?' * len(some))})", some)}
        return found

    def agrees(self, store: Store) -> bool:
        """Whether the live table has the rows that were told, each as it was told last, and no other."""
        return not self.differing and self.born == int(store.one(f'SELECT count(*) FROM "{self.name}"')[0])


def _used(store: Store, table: str, defaults: dict[str, Any]) -> frozenset[str]:
    """The columns in which any row of a table holds something, `id` among them."""
    asked = ", ".join(f'max("{name}" IS NOT ?)' for name in defaults)
    found = store.one(f'SELECT {asked} FROM "{table}"', tuple(defaults.values()))
    return frozenset(name for name, holds in zip(defaults, found, strict=True) if holds) | {"id"}


class _Proof:
    """One walk through the journal beside the tables."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.findings = Findings()
        self.opened = 0
        self._heads = self.findings.heads
        self._tables = {table: _Table(table, store) for table in RECORDS}

    def run(self, report: Report | None) -> None:
        """Walk all of it; leaves with an error where something is amiss."""
        total = int(self.store.one("SELECT count(*) FROM journal")[0])
        for block in raw_blocks(self.store):
            kept = vault_of(self.store, block)
            for line in block:
                self._line(line, kept)
            for table in self._tables.values():
                if table.told or table.parts:
                    table.compare(self.store)
            self.findings.lines += len(block)
            if report and len(block) == BLOCK:
                report(self.findings.lines, total)
        if not all(table.agrees(self.store) for table in self._tables.values()):
            raise _Unproven

    def _line(self, line: Raw, kept: Kept) -> None:
        """Remember what a line says, once it was found to follow the one before it."""
        changes, birth = line[6], f"{line[0]}-{line[1]}"
        self._follows(line)
        told, end = _told(changes, 0)
        if end != len(changes):
            raise _Unproven
        nested = changes.count("{") - 1 - len(told)
        secrets = kept.get((line[0], line[1]))
        if secrets is not None:
            nested -= self._open(told, secrets)
        for name, rows in told.items():
            table, nested = self._tables[name], nested - len(rows)
            for row_id, values in rows.items():
                if "id" in values:
                    raise _Unproven
                if row_id == birth or row_id.partition(".")[0] == birth:
                    table.born += 1
                    table.told[row_id] = values
                    values["id"] = row_id
                elif (state := table.told.get(row_id)) is not None:
                    state.update(values)
                else:
                    table.change(row_id, values, self._heads)
        if nested or "[" in changes:  # more than tables, rows and opened commitments, or a word with such a sign in it
            _close(told)

    def _follows(self, line: Raw) -> None:
        """The line follows the one before it and says what it said when it was written."""
        counter, seq, at, actor, action, subject, changes, previous, digest = line
        last, known = self._heads.get(counter, (0, ""))
        head = f"{quoted(counter)},{seq},{quoted(at)},{quoted(actor)},{quoted(action)},{quoted(subject)}"
        text = f'["{known}",{head}]{changes}'
        written = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if type(seq) is not int or seq != last + 1 or previous != known or written != digest:
            raise _Unproven
        self._heads[counter] = (seq, digest)

    def _open(self, told: Any, secrets: list[Raw]) -> int:
        """Put the values behind the commitments into their places, each checked against its own; how many."""
        for table, row_id, name, value, salt in secrets:
            values = told[table][row_id]
            if type(value) is not str or type(salt) is not bytes:
                raise _Unproven
            if values[name] != {COMMITMENT: opened(value, salt)}:
                raise _Unproven
            values[name] = value
        self.opened += len(secrets)
        return len(secrets)


def _close(told: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Commitments whose values were erased say so; nothing else in a line has parts of its own."""
    for values in chain.from_iterable(rows.values() for rows in told.values()):
        if _PLAIN.issuperset(map(type, values.values())):
            continue
        for name, value in values.items():
            if type(value) not in _PLAIN:
                if not is_commitment(value):
                    raise _Unproven
                values[name] = ERASED


def vault_of(store: Store, lines: list[Raw]) -> Kept:
    """The personal values behind the commitments of these lines that were not erased: place, value and salt, by line."""
    places: dict[str, list[int]] = {}
    for line in lines:
        places.setdefault(line[0], []).append(line[1])
    kept: Kept = {}
    for counter, seqs in places.items():
        asked = "SELECT seq, tab, row, field, value, salt FROM vault WHERE counter = ? AND seq BETWEEN ? AND ?"
        for row in store.all(asked, (counter, min(seqs), max(seqs))):
            kept.setdefault((counter, row[0]), []).append(row[1:])
    return kept
