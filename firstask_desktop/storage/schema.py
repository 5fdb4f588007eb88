"""What stands in every data file beside the tables of records: the journal, the vault, this installation's memory."""

from typing import Any

from peewee import BlobField, CompositeKey, DatabaseProxy, IntegerField, Model, SqliteDatabase, TextField

from firstask_desktop.storage.tables import JOURNAL_GUARDS, TABLES, create_record_table, create_search

proxy = DatabaseProxy()


class JournalLine(Model):
    """One command: who did what to which subject, and every field that changed."""

    counter = TextField()
    seq = IntegerField()
    at = TextField()
    actor = TextField()
    action = TextField()
    subject = TextField(index=True)
    changes = TextField()
    previous = TextField()
    hash = TextField()

    class Meta:
        database = proxy
        table_name = "journal"
        primary_key = CompositeKey("counter", "seq")


class VaultItem(Model):
    """The clear value and salt behind a commitment in the journal. Emptying a row erases the person's data."""

    counter = TextField()
    seq = IntegerField()
    table = TextField(column_name="tab")
    row = TextField()
    field = TextField()
    value = TextField()
    salt = BlobField()

    class Meta:
        database = proxy
        table_name = "vault"
        primary_key = CompositeKey("counter", "seq", "table", "row", "field")


class Memory(Model):
    """What only this installation remembers: counter code, drafts, sign-in counts. Not journaled, not carried over."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        database = proxy
        table_name = "memory"


def create_everything(database: SqliteDatabase) -> None:
    """The whole schema of version 1."""
    models: tuple[Any, ...] = (JournalLine, VaultItem, Memory)
    with database.bind_ctx(models):
        database.create_tables(models)
    database.execute_sql('CREATE INDEX "journal_in_time" ON journal(at, counter, seq)')
    for record in TABLES:
        create_record_table(database, record)
    for statement in JOURNAL_GUARDS:
        database.execute_sql(statement)
    create_search(database)
