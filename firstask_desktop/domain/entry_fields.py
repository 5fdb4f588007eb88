"""What a person types into a plain register, field by field, as its record format declares it (DESIGN 3.5)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field of an entry form: the record's field it fills and what stands before it.

    `kind` is "line", "text" (several lines), "list" (one a line), "date", "integer" or "choice" (of `choices`). `width` is
    how wide its column is, in half-width characters.
    """

    name: str
    label: str
    kind: str
    width: float
    required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
