"""peewee on a connection that is open already: transactions, savepoints, and the declaration of tables."""

from pathlib import Path
from typing import Any

from peewee import SqliteDatabase


class _Open(SqliteDatabase):
    """A database whose connection was made by somebody else, on this thread."""

    def __init__(self, connection: Any, path: Path) -> None:
        # A connection that a strange thread opened unnoticed would end the program when that thread ends.
        super().__init__(str(path), autoconnect=False)
        self._given = connection

    def _connect(self) -> Any:
        return self._given


def on(connection: Any, path: Path) -> SqliteDatabase:
    """peewee's side of an open connection; closing it closes the connection."""
    database = _Open(connection, path)
    database.connect()
    return database
