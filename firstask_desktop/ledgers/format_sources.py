"""Which values the columns and boxes of a company's own copy can show: what is asked for and there is none is named."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from difflib import get_close_matches
from functools import cache
from typing import Any

import resources
from firstask_desktop.domain.case_values import CASE_VALUES
from firstask_desktop.domain.entry_fields import HOUSE_LISTS, LIST_FIELDS

LEDGERS = ("kf-06-01", "kf-06-01-short")
"""Two layouts of one ledger: each can show what the other does."""
OF_BOOKS = frozenset({
    "seq_on_page", "number", "date", "time", "at", "requester", "phone", "matter_text", "kind", "first_asked", "state",
})  # fmt: skip
"""What every row of a book of the desk says, whether the shipped form shows it or not."""
ALSO: Mapping[str, Set[str]] = {
    "waiting-room": {"told_by"}, "hop-log": {"returned_at", "escort", "told", "accept_due"}, "urging-log": {"way"},
}  # fmt: skip
"""What rows of a book say besides, though the shipped form does not show it."""
MOST_NAMED = 40


@cache
def known_sources(key: str) -> Set[str] | None:
    """The names of the values that the form `key` can show; None for a form that is none of the shipped ones."""
    names = set(resources.names("formats", ".toml"))
    if f"{key}.toml" not in names:
        return None
    shipped = {source for each in (LEDGERS if key in LEDGERS else (key,)) for source in _sources(each)}
    if key in HOUSE_LISTS:
        return frozenset(shipped | LIST_FIELDS[key].keys())
    return frozenset(
        shipped | CASE_VALUES.keys() | (OF_BOOKS if not key.startswith("kf-") else set()) | ALSO.get(key, set())
    )


def unknown_source(word: str, source: str, known: Iterable[str]) -> str:
    """That there is no such value, and which it may have been meant to be."""
    close = get_close_matches(source, list(known), 1)
    meant = f"，是不是“{close[0]}”？" if close else f"；可用：{'、'.join(sorted(known)[:MOST_NAMED])}"
    return f"{word} 写的“{source}”没有这项内容{meant}"


def _sources(key: str) -> Iterator[str]:
    table: dict[str, Any] = tomllib.loads(resources.text("formats", f"{key}.toml"))
    for column in table.get("column", ()):
        yield column.get("source", column["key"])
    for section in table.get("section", ()):
        for row in section["row"]:
            yield from (box["key"] for box in row["boxes"] if "key" in box)
