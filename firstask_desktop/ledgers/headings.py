"""Which line of a sheet holds the headings, and which column is what."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from firstask_desktop.ledgers.formats import RecordFormat

WITHIN = 15
LEAST, SHORT, BOXES = 3, 20, 5
_BOX = re.compile("[□☐☑☒]")
_IGNORED = re.compile("[\\s★☆*:：\u200b-\u200d\u2060\ufeff]+")
_DATED = re.compile(r"^((?:周|星期)[一二三四五六日天])\(?\d{1,2}[-/.月]\d{1,2}日?\)?$")
"""A day of the week with its date: `周一 11-23`."""
_ASIDE = re.compile(r"\((?:必填|选填|可空|★|☆)\)")


@dataclass(frozen=True)
class HeadingMatch:
    """The headings found in one sheet: their last line, the texts by place, and the place of each format key."""

    line: int
    headings: tuple[str, ...]
    places: dict[str, int]
    single: bool = True

    @property
    def score(self) -> int:
        """How many columns of the format were recognised."""
        return len(self.places)

    @property
    def rank(self) -> tuple[int, bool]:
        """More columns are better; among equals, headings on one line."""
        return len(self.places), self.single


def plain_heading(text: object) -> str:
    """A heading without blanks, line breaks, marks, width and a weekday's date: `联 系\\n电 话★` is `联系电话`."""
    if not isinstance(text, str):
        return ""
    plain = _ASIDE.sub("", _IGNORED.sub("", unicodedata.normalize("NFKC", text))).lower()
    return _DATED.sub(r"\1", plain)


def find_headings(fmt: RecordFormat, lines: Sequence[tuple[int, list[object]]]) -> HeadingMatch | None:
    """The best heading line among the first 15 lines, also when it takes two lines with merged cells; None for none."""
    names = _names(fmt)
    best: HeadingMatch | None = None
    near = [(number, values) for number, values in lines if number <= WITHIN + 1]
    for index, (number, values) in enumerate(near):
        if number > WITHIN:
            break
        candidates = [_match(names, number, [[cell] for cell in values])]
        if index + 1 < len(near) and near[index + 1][0] == number + 1:
            candidates.append(_match(names, number + 1, _two_lines(values, near[index + 1][1])))
        for candidate in candidates:
            if candidate.score and (best is None or candidate.rank > best.rank):
                best = candidate
    return best


def headings_at(
    fmt: RecordFormat, lines: Sequence[tuple[int, list[object]]], line: int, double: bool = False
) -> HeadingMatch:
    """The headings a person points at: those in `line`, or with `double` in `line` and the next one together.

    What the format knows of them is recognised; the rest is for the person to say.
    """
    by_line = dict(lines)
    upper = by_line.get(line, [])
    if double:
        return _match(_names(fmt), line + 1, _two_lines(upper, by_line.get(line + 1, [])), whole=True)
    return _match(_names(fmt), line, [[cell] for cell in upper])


def likely_line(lines: Sequence[tuple[int, list[object]]]) -> int:
    """The line that looks most like headings although no word of it is known: many short, different texts with filled
    lines below. 0 when no line does."""
    best, most = 0, LEAST - 1
    near = [(number, values) for number, values in lines if number <= WITHIN]
    for number, values in near:
        texts = {cell.strip() for cell in values if isinstance(cell, str) and 0 < len(cell.strip()) <= SHORT}
        filled = {place for place, cell in enumerate(values) if cell is not None}
        if len(texts) <= most or len(texts) < 0.8 * len(filled):
            continue
        below = [below for line, below in lines if line > number]
        under = sum(1 for row in below if sum(p < len(row) and row[p] is not None for p in filled) >= 2)
        if under >= 2 and under * 2 >= len(below):
            best, most = number, len(texts)
    return best


def is_printed_form(lines: Sequence[tuple[int, list[object]]]) -> bool:
    """Whether a sheet is a form to be filled in by hand: boxes to tick all over it."""
    return sum(1 for _, values in lines for cell in values if isinstance(cell, str) and _BOX.search(cell)) >= BOXES


def _names(fmt: RecordFormat) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (column.key, tuple(dict.fromkeys(plain_heading(name) for name in (column.heading, *column.aliases))))
        for column in fmt.columns
    ]


def _two_lines(upper: list[object], lower: list[object]) -> list[list[object]]:
    """Each column's possible headings: below, both together with the group heading carried to the right, above."""
    width = max(len(upper), len(lower))
    above = [*upper, *([None] * (width - len(upper)))]
    below = [*lower, *([None] * (width - len(lower)))]
    choices: list[list[object]] = []
    group: object = None
    for top, bottom in zip(above, below, strict=True):
        group = top if isinstance(top, str) and top.strip() else group
        if bottom is None:
            choices.append([top])
        else:
            joined = f"{group}{bottom}" if isinstance(group, str) and isinstance(bottom, str) else None
            choices.append([joined, bottom, top])
    return choices


def _match(
    names: Sequence[tuple[str, tuple[str, ...]]], line: int, cells: Sequence[Sequence[object]], whole: bool = False
) -> HeadingMatch:
    texts = [[plain_heading(choice) for choice in choices] for choices in cells]
    places: dict[str, int] = {}
    taken: set[int] = set()
    deepest = max((len(known) for _, known in names), default=0)
    for rank in range(deepest):
        for key, known in names:
            if key in places or rank >= len(known) or not known[rank]:
                continue
            for place, choices in enumerate(texts):
                if place not in taken and known[rank] in choices:
                    places[key] = place
                    taken.add(place)
                    break
    found = {places[key]: known for key, known in names if key in places}
    shown = tuple(_shown(choices, () if whole else found.get(place, ())) for place, choices in enumerate(cells))
    return HeadingMatch(line, shown, places, all(len(choices) == 1 for choices in cells))


def _shown(choices: Sequence[object], known: Sequence[str]) -> str:
    """The heading as the sheet has it: the text that was recognised, else the first there is."""
    texts = [choice.strip() for choice in choices if isinstance(choice, str) and choice.strip()]
    return next((text for text in texts if plain_heading(text) in known), texts[0] if texts else "")
