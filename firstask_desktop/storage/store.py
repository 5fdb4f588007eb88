"""The store: one door for every change. A command's rows and its one journal line are written together or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import Clock, from_text, utc_text
from firstask_desktop.domain.values import replace
from firstask_desktop.events import Bulletin, Changed, Gathering
from firstask_desktop.storage.codec import column_names, columns_of, decode_row, empty_row, encode_row, personal_columns
from firstask_desktop.storage.database import DataFile, spoken, written_version
from firstask_desktop.storage.journal import Changes, canonical, chain_hash, changed_fields, commit_to
from firstask_desktop.storage.migrations import STEPS, Step, migrate, refuse_newer
from firstask_desktop.storage.tables import TABLES
from firstask_desktop.storage.turns import in_turn

if TYPE_CHECKING:
    from peewee import SqliteDatabase

R = TypeVar("R")
Indexer = Callable[[Case], Sequence[str]]
"""Gives the search terms of a case; injected because transliteration lives outside storage."""


FOUND_BY = frozenset({"number", "name", "organisation", "room", "phone", "words", "request", "result", "answer"})
"""The fields of a case that its search terms come from; a step that changes no other leaves the index alone."""


def no_terms(_case: Case) -> Sequence[str]:
    """Index nothing: for tools that only read or verify."""
    return ()


class Record:
    """A command being written: what `Store.record` gives inside its `with`."""

    def __init__(self, store: "Store", seq: int, previous: str, at: datetime, actor: str, action: str, subject: str):
        self.store = store
        self.seq = seq
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self._previous = previous
        self._born = 0
        self._changes: Changes = {}
        self._vault: list[tuple[str, str, str, str, bytes]] = []

    def new_id(self) -> str:
        """The next row id born in this line: `<counter>-<seq>`, then `.2`, `.3` …"""
        self._born += 1
        suffix = "" if self._born == 1 else f".{self._born}"
        return f"{self.store.counter}-{self.seq}{suffix}"

    def put(self, row: R) -> R:
        """Write a row. An empty id means a new row; otherwise only the fields that changed enter the journal."""
        record: Any = type(row)
        table = TABLES[record]
        fresh = not row.id  # type: ignore[attr-defined]
        if fresh:
            row = replace(row, id=self.new_id())  # type: ignore[type-var]
        new = encode_row(row)
        before: Mapping[str, Any] | None = None if fresh else self.store.raw_row(record, str(new["id"]))
        if before is None:
            before, fresh = empty_row(record), True
        changed = changed_fields(before, new)
        changed.pop("id", None)
        if not changed and not fresh:
            return row
        self._note(record, table, str(new["id"]), changed)
        self.store.write_row(record, new, fresh, changed)
        if record is Case and (fresh or not FOUND_BY.isdisjoint(changed)):
            self.store.index_case(row, fresh)  # type: ignore[arg-type]
        return row

    def next_number(self, day: date) -> tuple[str, int]:
        """The next gap-free printed number of this counter on that day, with its running part."""
        row = self.store.one(
            "SELECT coalesce(max(day_no), 0) + 1 FROM cases WHERE counter = ? AND day = ?",
            (self.store.counter, day.isoformat()),
        )
        running = int(row[0])
        return f"{self.store.counter}{day:%y%m%d}-{running:03d}", running

    def touched(self) -> dict[str, tuple[str, ...]]:
        """Row ids written so far, by table."""
        return {table: tuple(rows) for table, rows in self._changes.items()}

    def _note(self, record: type, table: str, row_id: str, changed: dict[str, Any]) -> None:
        noted = self._changes.setdefault(table, {}).setdefault(row_id, {})
        noted |= changed
        for name in personal_columns(record) & changed.keys():
            self._vault = [item for item in self._vault if item[:3] != (table, row_id, name)]
            if value := changed[name]:
                noted[name], salt = commit_to(str(value))
                self._vault.append((table, row_id, name, str(value), salt))

    def finish(self) -> Changed | None:
        """Write the journal line; nothing changed means no line."""
        if not self._changes:
            return None
        changes = canonical(self._changes)
        at = utc_text(self.at)
        head = (self.store.counter, self.seq, at, self.actor, self.action, self.subject)
        digest = chain_hash(self._previous, head, changes)
        self.store.run(
            "INSERT INTO journal (counter, seq, at, actor, action, subject, changes, previous, hash)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            (*head, changes, self._previous, digest),
        )
        for table, row_id, name, value, salt in self._vault:
            self.store.run(
                "INSERT INTO vault (counter, seq, tab, row, field, value, salt) VALUES (?,?,?,?,?,?,?)",
                (self.store.counter, self.seq, table, row_id, name, value, salt),
            )
        return Changed(self.action, self.subject, self.actor, self.touched())


class Store:
    """One open data file. Each thread that works on it opens its own store (`fork`)."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        indexer: Indexer = no_terms,
        bulletin: Bulletin | None = None,
        *,
        steps: Sequence[Step] = STEPS,
        patience: float = 10,
    ) -> None:
        self.path = path
        self.clock = clock
        self.indexer = indexer
        self.bulletin = bulletin or Bulletin()
        self.patience = patience
        self._batch: Gathering | None = None
        refuse_newer(written_version(path), steps)
        self._file = DataFile(path, patience)
        try:
            if int(self.one("PRAGMA user_version")[0]) != len(steps):
                with spoken(self.path):
                    migrate(self.database, steps)
            self.counter = self.recall("counter")
        except BaseException:
            self.close()
            raise

    @property
    def database(self) -> "SqliteDatabase":
        """What writes: transactions and statements, by peewee."""
        return self._file.database

    def fork(self) -> "Store":
        """A second store on the same file for a worker thread; it tells the same bulletin."""
        return Store(self.path, self.clock, self.indexer, self.bulletin, patience=self.patience)

    def close(self) -> None:
        """Close the connection; the last one truncates the write-ahead log."""
        self._file.close()

    def set_counter(self, code: str) -> None:
        """Give this installation its short code (柜台代码), once, before the first journal line."""
        self.remember("counter", code)
        self.counter = code

    # -- commands ---------------------------------------------------------------------------------------------------

    @contextmanager
    def record(self, action: str, actor: str, subject: str = "") -> Iterator[Record]:
        """One command: begin, let the caller put rows, write the journal line, commit, tell. An error undoes it all."""
        with spoken(self.path), self._transaction():
            seq, previous, last_at = self.head()
            now = self.clock.now()
            at = max(now, from_text(last_at)) if last_at else now
            entry = Record(self, seq + 1, previous, at, actor, action, subject)
            yield entry
            changed = entry.finish()
        if changed is None:
            return
        if self._batch is not None:
            self._batch.add(changed)
        else:
            self.bulletin.tell(changed)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Several commands in one transaction: all of them or none; listeners hear of them afterwards, of many as one."""
        if self._batch is not None:
            yield
            return
        made = Gathering()
        try:
            with spoken(self.path), in_turn(self._file):
                self._batch = made
                yield
        finally:
            self._batch = None
        for changed in made.told():
            self.bulletin.tell(changed)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._batch is not None:
            with self.database.savepoint():
                yield
        else:
            with in_turn(self._file):
                yield

    # -- questions --------------------------------------------------------------------------------------------------

    def head(self) -> tuple[int, str, str]:
        """Last seq, hash and time of this counter's journal; (0, "", "") before the first line."""
        row = self.one(
            "SELECT seq, hash, at FROM journal WHERE counter = ? ORDER BY seq DESC LIMIT 1", (self.counter,), None
        )
        return (int(row[0]), str(row[1]), str(row[2])) if row else (0, "", "")

    def get(self, record: type[R], row_id: str) -> R | None:
        """The present row with this id."""
        found = self.rows(record, "id = ?", (row_id,))
        return found[0] if found else None

    def rows(self, record: type[R], where: str = "1", values: Sequence[Any] = (), order: str = "rid") -> list[R]:
        """Present rows matching a condition. Only storage's own query modules pass text here."""
        sql = f'SELECT {column_names(record)} FROM "{TABLES[record]}" WHERE {where} ORDER BY {order}'
        return [decode_row(record, values_) for values_ in self.all(sql, values)]

    def of_case(self, record: type[R], case_id: str) -> list[R]:
        """All rows of a kind that hang on one case, in the order they were born."""
        return self.rows(record, "case_id = ?", (case_id,))

    def everything(self, record: type[R]) -> list[R]:
        """All rows of a small table (people, matters …)."""
        return self.rows(record)

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a question."""
        with spoken(self.path):
            return list(self._file.read(sql, tuple(values)).fetchall())

    def one(self, sql: str, values: Sequence[Any] = (), default: Any = ()) -> Any:
        """The first row of a question, or `default`."""
        with spoken(self.path):
            return self._file.read(sql, tuple(values)).fetchone() or default

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; the number of rows it changed."""
        with spoken(self.path):
            return int(self.database.execute_sql(sql, tuple(values)).rowcount)

    # -- rows -------------------------------------------------------------------------------------------------------

    def raw_row(self, record: type, row_id: str) -> dict[str, Any] | None:
        """The stored scalars of a row, or None."""
        sql = f'SELECT {column_names(record)} FROM "{TABLES[record]}" WHERE id = ?'
        values = self.one(sql, (row_id,), None)
        if values is None:
            return None
        return {column.name: value for column, value in zip(columns_of(record), values, strict=True)}

    def write_row(self, record: type, new: dict[str, Any], fresh: bool, changed: dict[str, Any]) -> None:
        """Insert a row, or update just its changed columns."""
        table = TABLES[record]
        if fresh:
            marks = ", ".join("?" * len(new))
            self.run(f'INSERT INTO "{table}" ({column_names(record)}) VALUES ({marks})', list(new.values()))
        else:
            sets = ", ".join(f'"{name}" = ?' for name in changed)
            self.run(f'UPDATE "{table}" SET {sets} WHERE id = ?', [*changed.values(), new["id"]])

    def index_case(self, case: Case, fresh: bool = False) -> None:
        """Bring the search index up to date with a case; a `fresh` one has no entry there yet."""
        rid = int(self.one("SELECT rid FROM cases WHERE id = ?", (case.id,))[0])
        if not fresh:
            self.run("DELETE FROM search WHERE rowid = ?", (rid,))
        self.run("INSERT INTO search (rowid, body) VALUES (?, ?)", (rid, " ".join(self.indexer(case))))

    # -- what only this installation remembers ----------------------------------------------------------------------

    def remember(self, key: str, value: str) -> None:
        """Keep a local value (drafts, sign-in counts); empty forgets it. Not journaled."""
        if value:
            self.run("INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)", (key, value))
        else:
            self.run("DELETE FROM memory WHERE key = ?", (key,))

    def recalled(self, beginning: str) -> frozenset[str]:
        """All keys that begin so and have a value, in one question."""
        sql = "SELECT key FROM memory WHERE key >= ? AND key < ? AND value <> ''"
        return frozenset(str(row[0]) for row in self.all(sql, (beginning, f"{beginning}\U0010ffff")))

    def recall(self, key: str) -> str:
        """A local value, or empty."""
        return str(self.one("SELECT value FROM memory WHERE key = ?", (key,), ("",))[0])
