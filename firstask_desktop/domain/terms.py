"""The words of the search index: what a text is found by, and the scan that has the last say (QUALITY S4).

Terms are overlapping pairs of neighbouring characters, so that any two characters of a Chinese text find it; across
a change of script too (3栋, 2室), since rooms are asked for that way. Latin and digit runs add their groups of four,
which single out a number far better than its pairs, and the whole run. Queries under two characters have no terms:
their caller scans the newest rows instead.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from operator import add

from firstask_desktop.domain.patterns import pattern

_PAIR = 2
_GROUP = 4
_LONGEST_WHOLE = 64
_WORD = pattern(r"[^\W_]+")
_ASCII = pattern(r"[0-9a-z]+")


def fold(text: str) -> str:
    """`text` as searched: full-width as half-width, lower case, without accents.

    Folding goes character by character, so that a part of a text folds to a part of the folded text.
    """
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


@lru_cache(maxsize=1 << 14)
def _fold_character(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char).lower()
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def terms_of(text: str) -> list[str]:
    """The distinct terms `text` is indexed under, in order of appearance."""
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        if len(word) == 1:
            found.append(word)
        found += map(add, word, word[1:])
        if runs := _ASCII.findall(word):
            for run in runs:
                found += [run[at : at + _GROUP] for at in range(len(run) - _GROUP + 1)]
                if len(run) <= _LONGEST_WHOLE:
                    found.append(run)
            if len(runs[0]) < len(word):
                found += [run for run in _ASCII.split(word) if len(run) == 1]
    return list(dict.fromkeys(found))


def query_terms(query: str) -> list[str]:
    """The distinct terms a text must all have to be worth checking with `matches`; none when the query is too short.

    Every text that matches has them all. They are few: a number of four digits is one term.
    """
    return list(dict.fromkeys(_asked(fold(query))))


def _asked(folded: str) -> Iterator[str]:
    for word in _WORD.findall(folded):
        covered: set[int] = set()
        for run in _ASCII.finditer(word):
            if len(run[0]) >= _GROUP:
                yield from _groups(run[0], _GROUP)
                covered.update(range(run.start(), run.end() - 1))
        yield from (word[at : at + _PAIR] for at in range(len(word) - 1) if at not in covered)


def _groups(run: str, size: int) -> Iterator[str]:
    return (run[at : at + size] for at in range(len(run) - size + 1))


def matches(text: str, query: str) -> bool:
    """Whether every word of `query`, as separated by blanks, stands somewhere in `text`."""
    folded = fold(text)
    return all(word in folded for word in fold(query).split())
