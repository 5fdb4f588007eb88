"""What a person types into a plain register, field by field, as its record format declares it (DESIGN 3.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NOT_ASKED = "none"
"""How a format says that a column of a list is not asked in the entry form."""
ENTRY_WORDS = (
    "line", "text", "list", "tick", "money", "limit", "department", "post", "person", "matter", "case-kind", "role",
    "standing", "shown",
)  # fmt: skip
"""How a value can be typed: a line, several lines, one thing a line, yes or no, yuan, a working time, one of the house's
departments, posts, people, matters, kinds, roles or standings; "shown" is told and not typed."""
OWN_ENTRIES = ("line", "text", "list", "tick")
"""How a column that a company added can be typed; what it holds else is for the house to know."""


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field of an entry form: the record's field it fills and what stands before it.

    `kind` is one of `ENTRY_WORDS`, or "date", "integer" or "choice" (of `choices`). `width` is how wide its column is, in
    half-width characters; `listed` whether the list on the screen shows it. `own` fields are a company's: `name` is the
    column's source then, and the record keeps the value among its own ones.
    """

    name: str
    label: str
    kind: str
    width: float
    required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    listed: bool = True
    own: bool = False


@dataclass(frozen=True, slots=True)
class ListField:
    """Which field of its record a column of a list fills, and of which kind that field is."""

    name: str
    kind: str

    @property
    def entries(self) -> tuple[str, ...]:
        """What a format may write as this column's `entry`."""
        if self.kind in ("line", "text"):
            return ("line", "text")
        return ("line",) if self.kind in ("date", "integer") else (self.kind,)


def _fields(**kinds: str) -> Mapping[str, ListField]:
    return {source: ListField(_RENAMED.get(source, source), kind) for source, kind in kinds.items()}


_RENAMED = {"limit": "limit_minutes"}
LIST_FIELDS: Mapping[str, Mapping[str, ListField]] = {
    "departments": _fields(name="line", code="line", phone="line"),
    "posts": _fields(
        name="line", department="department", role="role", leader="tick", duties="text", alone="text", ask="text",
        limit_fen="money", code="line",
    ),
    "staff": _fields(
        name="line", staff_no="line", department="department", post="post", role="shown", phone="line",
        standing="standing", substitute="person", shared="tick", login="tick",
    ),
    "matters": _fields(
        name="line", kind="case-kind", department="department", post="post", limit="limit", instant="tick",
        urgent="tick", keywords="list", materials="list", legal_limit="line", conditions="text", rule="text",
        procedure="text", fee="line", contact="line", basis="text", answer="text", code="line",
    ),
    "service-map": _fields(
        matter="matter", place="integer", giver="post", receiver="post", hands="line", limit="limit", contact="line",
    ),
    "externals": _fields(name="line", keywords="list", address="line", phone="line", hours="line", updated="date"),
    "things-kept": _fields(what="line", place="line", owner="line", keep_until="date"),
}  # fmt: skip
"""By format and source of a column: what can be typed into the lists of the house and the register of things kept."""

HOUSE_LISTS = LIST_FIELDS.keys() - {"things-kept"}
"""The lists that are kept in the settings; their rows belong to no matter."""


def known_fields(key: str) -> Mapping[str, ListField]:
    """What can be typed into the register `key`; nothing where its rows come about otherwise."""
    return LIST_FIELDS.get(key, _NOTHING)


_NOTHING: Mapping[str, Any] = {}
