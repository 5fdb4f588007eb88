"""What the program says to people when it will not do something."""

from collections.abc import Sequence


class Refused(Exception):
    """A refusal meant for a person at the desk: a Chinese sentence, the field it belongs to and the clause behind it.

    `code` is a stable machine word (for tests and the denial log), `field` the name of the input the cursor should go
    to (empty when no single field is at fault) and `clause` the clause or behaviour that demands the refusal
    (`M4.8`, `[86]`). Anything that is not a `Refused` is a bug.
    """

    def __init__(self, message: str, *, code: str, field: str = "", clause: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
        self.clause = clause

    def __str__(self) -> str:
        return f"{self.message}（{self.clause}）" if self.clause else self.message


class RefusedRows(Refused):
    """Several rows of one list are refused together; `rows` holds (line number from 1, reason) pairs."""

    def __init__(self, message: str, rows: Sequence[tuple[int, str]], *, code: str, clause: str = "") -> None:
        super().__init__(message, code=code, clause=clause)
        self.rows = tuple(rows)
