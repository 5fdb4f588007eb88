"""How a name may be typed on a keyboard: its initials and its full pinyin, in every reading worth trying."""

import os
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product

MOST_READINGS = 8


def initials(name: str) -> tuple[str, ...]:
    """The initials of `name` in each reading (曾强 → cq, zq, …), the most usual first, at most eight ([18]).

    All readings are kept because surnames are read unusually (仇 翟 单 解 查 区 朴). Latin letters and digits stay, in
    lower case; anything else drops out. A name without any of these has none.
    """
    return _spellings([_distinct(reading[0] for reading in readings) for readings in _characters(name)])


def full(name: str) -> tuple[str, ...]:
    """The full pinyin of `name` without tones or blanks in each reading, the most usual first, at most eight."""
    return _spellings([_distinct(readings) for readings in _characters(name)])


def _spellings(characters: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Combine the readings, those of the first characters varying first: a surname is where they differ most."""
    if not characters:
        return ()
    combined = ("".join(reversed(parts)) for parts in product(*reversed(characters)))
    return _distinct(islice(combined, MOST_READINGS))


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _characters(name: str) -> list[tuple[str, ...]]:
    """The readings of each character that can be typed."""
    every = (_readings(char) for char in unicodedata.normalize("NFKC", name))
    return [readings for readings in every if readings]


@lru_cache(maxsize=1 << 13)
def _readings(char: str) -> tuple[str, ...]:
    """How one character can be typed; nothing for a blank or a mark. Kept, since names share few characters."""
    plain = _plain(char)
    if plain:
        return (plain,)
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # phrases cost 45 MB and are not needed for single characters
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin

    read = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(reading for reading in (read[0] if read else ()) if reading)


def _plain(char: str) -> str:
    """The Latin letter or digit that `char` is, without its accent; empty for anything else."""
    base = unicodedata.normalize("NFKD", char.lower())[:1]
    return base if base.isascii() and base.isalnum() else ""
