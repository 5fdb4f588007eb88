"""How alike two matters are as they were told: the pairs of characters they share, and the numbers (QUALITY S5)."""

import re
from collections.abc import Collection, Mapping
from math import log, sqrt

from firstask_desktop.domain.terms import fold, terms_of

SHORTEST = 4
"""Fewer pairs say too little to be like anything."""
MOST = 40
"""Pairs of a long text that are looked at: its beginning says what it is about."""
ALIKE = 0.22
"""From here on two tellings may be of the same matter: 1 is the same words, 2 the same words with the same numbers."""
TELLING = 6.0
"""What is shared must weigh so much: 「空调漏水」 alone is told every week and is like nothing in particular."""
FEWEST = 100
COMMON = 0.05
"""The weight of a pair that is everywhere."""
_DIGITS = {char: place for place, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_WHERE = "号楼|单元|[号栋幢座楼层室区期]"
_NUMBER = re.compile(rf"[0-9]+|[零一二两三四五六七八九十]+(?={_WHERE})")
_PLACE = re.compile(rf"(?:[0-9]+|[零一二两三四五六七八九十]+)(?:{_WHERE})")


def pairs_of(words: str) -> list[str]:
    """The pairs a telling is compared by, in their order; none where it is too short to be compared.

    Building and floor are left out: two matters of one building are not alike for that.
    """
    pairs = terms_of(_PLACE.sub("，", fold(words)))[:MOST]
    return pairs if len(pairs) >= SHORTEST else []


def rarity(pairs: Collection[str], counts: Mapping[str, int], among: int, everywhere: int) -> dict[str, float]:
    """What each pair weighs: one that a hundredth of the matters have says more than one that half of them have.

    A pair that is nowhere else weighs as one that is there once: it tells the two apart. One that `everywhere` matters
    or more have was not counted to its end and says nothing. Among less than `FEWEST` nothing can be called common yet.
    """
    among = max(among, FEWEST)
    return {
        pair: COMMON if (count := counts.get(pair, 0)) >= everywhere else log((among + 1) / max(count, 1)) + COMMON
        for pair in pairs
    }


def numbers_in(words: str) -> frozenset[int]:
    """Building, floor and room numbers: 3号楼 and 三栋 have the same one."""
    return frozenset(int(found) if found.isascii() else _chinese(found) for found in _NUMBER.findall(fold(words)))


def _chinese(digits: str) -> int:
    """三 is 3, 十五 is 15, 二十 is 20, 一二 is 12 as a telephone is read out."""
    tens, ten, ones = digits.partition("十")
    if ten:
        return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    return int("".join(str(_DIGITS[char]) for char in digits))


def likeness(asked: Mapping[str, float], numbers: frozenset[int], words: str) -> float:
    """How like `words` are to what was asked, whose pairs are given by weight: from 0 to 1, to 2 with the same numbers.

    Both shares count: of what was asked how much is there, and of what is there how much was asked. Where little is
    shared, or only what is told every day, nothing is alike.
    """
    others = terms_of(_PLACE.sub("，", fold(words)))
    shared = [asked[pair] for pair in others if pair in asked]
    if sum(shared) < TELLING:
        return 0.0
    usual = sum(asked.values()) / len(asked)
    there = sum(shared) + usual * (len(others) - len(shared))
    same = len(numbers & numbers_in(words)) / len(numbers) if numbers else 0.0
    return sum(shared) / sqrt(sum(asked.values()) * there) * (1 + same)
