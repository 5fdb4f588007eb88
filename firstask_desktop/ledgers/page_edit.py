"""The page of a form changed without a text editor: margins, type, the line of counts below, who signs, the sheet's name."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.format_parsing import LEAST_POINTS, MOST_MARGIN, MOST_POINTS, wrong_counts
from firstask_desktop.ledgers.formats import PageSetup, RecordFormat

PAPERS_MM: Mapping[str, tuple[float, float]] = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "80mm": (80, 297)}
"""Width and height of a sheet that stands upright; a roll is as long as it needs."""
LEAST_ROOM = 40
"""Millimetres that must be left to write on, across and down."""
SIDES = ("左", "右", "上", "下")
COUNT_WORDS: Mapping[str, str] = {"received": "件数", "open": "未结", "due_today": "今日到期"}
MOST_SIGNS, LONGEST_SIGN, LONGEST_COUNTS, LONGEST_SHEET = 8, 20, 120, 31
_NAME = re.compile(r"\{([^{}]*)\}")


def with_margins(fmt: RecordFormat, margins: Sequence[str]) -> RecordFormat:
    """Other margins, left, right, top, bottom in millimetres as typed; refused at the side that is wrong."""
    read = tuple(_millimetres(text, at) for at, text in enumerate(margins))
    left, right, top, bottom = read
    wide, high = paper_mm(fmt.page)
    for at, (room, taken) in enumerate(((wide, left + right), (high, top + bottom))):
        if room - taken < LEAST_ROOM:
            sides = "左右" if at == 0 else "上下"
            said = f"{sides}边距合计 {taken:g} 毫米，纸上只剩 {room - taken:g} 毫米；至少留 {LEAST_ROOM} 毫米"
            raise Refused(said, code="margins", field=f"margin{at * 2}")
    return replace(fmt, page=replace(fmt.page, margins=(left, right, top, bottom)))


def paper_mm(page: PageSetup) -> tuple[float, float]:
    """Width and height of the page as it lies."""
    wide, high = PAPERS_MM[page.paper]
    return (high, wide) if page.landscape else (wide, high)


def _millimetres(text: str, at: int) -> float:
    try:
        found = round(float(text.strip().removesuffix("毫米").removesuffix("mm").strip()), 1)
    except ValueError:
        found = math.nan
    if not 0 <= found <= MOST_MARGIN:
        raise Refused(f"{SIDES[at]}边距要写 0 到 {MOST_MARGIN} 毫米", code="margins", field=f"margin{at}")
    return found


def with_points(fmt: RecordFormat, text: str) -> RecordFormat:
    """Another size of type, in points as typed."""
    try:
        size = round(float(text.strip()), 1)
    except ValueError:
        size = math.nan
    if not LEAST_POINTS <= size <= MOST_POINTS:
        raise Refused(f"字号要写 {LEAST_POINTS} 到 {MOST_POINTS} 磅", code="size", field="points")
    return replace(fmt, page=replace(fmt.page, font_size=size))


def counts_words(fmt: RecordFormat) -> str:
    """The line below the register, its numbers called as people call them: `本班受理 {件数} 件`."""
    return _NAME.sub(lambda found: "{" + COUNT_WORDS.get(found[1], found[1]) + "}", fmt.counts)


def with_counts(fmt: RecordFormat, words: str) -> RecordFormat:
    """Another line below the register; an empty one prints none."""
    names = {word: name for name, word in COUNT_WORDS.items()} | {name: name for name in COUNT_WORDS}
    counts = _NAME.sub(lambda found: "{" + names.get(found[1].strip(), found[1].strip()) + "}", " ".join(words.split()))
    if len(counts) > LONGEST_COUNTS:
        raise Refused(f"这一行不超过 {LONGEST_COUNTS} 字", code="too-long", field="counts")
    if wrong_counts(counts):
        known = "、".join(f"{{{word}}}" for word in COUNT_WORDS.values())
        raise Refused(f"大括号里只能写：{known}，两边的括号要成对", code="counts", field="counts")
    return replace(fmt, counts=counts)


def with_signatures(fmt: RecordFormat, labels: Sequence[str]) -> RecordFormat:
    """Other boxes to sign in below the register; none is none."""
    kept = tuple(dict.fromkeys(word for each in labels if (word := " ".join(each.split()))))
    if len(kept) > MOST_SIGNS or any(len(word) > LONGEST_SIGN for word in kept):
        said = f"签字格最多 {MOST_SIGNS} 个，每个不超过 {LONGEST_SIGN} 字"
        raise Refused(said, code="signatures", field="signatures")
    return replace(fmt, signatures=kept)


def with_sheet(fmt: RecordFormat, name: str) -> RecordFormat:
    """Another name of the sheet in the workbook."""
    name = " ".join(name.split())
    if not name:
        raise Refused("工作表名不能为空", code="missing", field="sheet")
    if len(name) > LONGEST_SHEET or set(name) & set("[]:*?/\\"):
        said = f"工作表名不超过 {LONGEST_SHEET} 字，不能有 [ ] : * ? / \\"
        raise Refused(said, code="sheet", field="sheet")
    return replace(fmt, sheet=name)
