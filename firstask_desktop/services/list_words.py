"""How a list of the house says limits, money, yes and no and several things in one cell, both ways."""

import re
from collections.abc import Callable

from firstask_desktop.domain.calendar import Span
from firstask_desktop.errors import Refused
from firstask_desktop.services.import_target import Row
from firstask_desktop.services.office import Office
from firstask_desktop.services.text import clean, one_line

_YES, _NO = {"是", "有", "√", "✓", "y", "yes", "1", "对", "即办", "紧急"}, {"", "否", "无", "×", "n", "no", "0", "不是"}
_SEPARATORS = (re.compile(r"\n+"), re.compile("[；;]"), re.compile("[、，,]"))
_LIMIT = re.compile(r"(\d{1,6})\s*个?\s*(工作日|自然日|日|天|小时|时|分钟|分)\s*(?:内|以内)?")
_MONEY = re.compile(r"(\d{1,7})(?:\.(\d{1,2}))?\s*元?")
LONGEST_LIMIT = 1_000_000
"""Working minutes: some eight years of working days."""
_COUNT = re.compile(r"\d{1,4}")


def minutes(office: Office, text: str, known: int, field: str = "limit") -> int:
    """Working minutes of `5个工作日`, `2小时`, `30分钟`, `即办`; what is known where the cell is empty."""
    if not text:
        return known
    if text in ("即办", "即时", "当场", "当场办结", "0"):
        return 0
    found = _LIMIT.fullmatch(text)
    if found is None:
        raise Refused(f"时限「{text[:20]}」看不懂，应为 5个工作日、2小时或 30分钟 的样子", code="limit", field=field)
    unit = 1 if found[2].startswith("分") else 60 if found[2] in ("小时", "时") else day_minutes(office)
    asked = int(found[1]) * unit
    if asked > LONGEST_LIMIT:
        raise Refused(f"时限「{text[:20]}」太长", code="limit", field=field)
    return asked


def fen(text: str, known: int) -> int:
    """Hundredths of a yuan of `200`, `200.50元`; what is known where the cell is empty."""
    if not text:
        return known
    found = _MONEY.fullmatch(text)
    if found is None:
        raise Refused(f"金额「{text[:20]}」看不懂，应为 200 或 200.50 的样子", code="money", field="limit_fen")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def yuan(amount: int) -> str:
    """An amount as people write it; nothing for none."""
    return f"{amount / 100:.2f}".removesuffix(".00") if amount else ""


def count(text: str, known: int, field: str) -> int:
    """A small number; what is known where the cell is empty."""
    if not text:
        return known
    if not _COUNT.fullmatch(text):
        raise Refused(f"「{text[:20]}」看不懂，应为数字", code="number", field=field)
    return int(text)


def day_minutes(office: Office) -> int:
    """The working minutes of a usual working day of the centre; a centre that never closes has 24 hours."""
    if office.centre.always_open or not office.centre.hours:
        return 24 * 60
    _, *spans = office.centre.hours[0].split()
    return sum(int(Span.parse(span).length.total_seconds()) // 60 for span in spans)


def limit_words(minutes: int, day: int) -> str:
    """A limit as people write it."""
    if not minutes:
        return ""
    if minutes % day == 0:
        return f"{minutes // day}个工作日"
    return f"{minutes // 60}小时" if minutes % 60 == 0 else f"{minutes}分钟"


def cells(row: Row) -> Callable[[str], str]:
    """A row's values as single lines of text."""

    def cell(key: str) -> str:
        return one_line(str(row.get(key) or ""))

    return cell


def flag(row: Row, key: str, known: bool) -> bool:
    """Yes or no; what is known where the cell is empty."""
    if row.get(key) is None:
        return known
    text = one_line(str(row[key])).lower()
    if text not in _YES | _NO:
        raise Refused(f"「{text[:10]}」看不懂，应填“是”或“否”", code="flag", field=key)
    return text in _YES


def parts(row: Row, key: str) -> tuple[str, ...]:
    """The items of a cell, separated by line breaks; where there are none by semicolons, else by commas."""
    text = clean(str(row.get(key) or ""))
    separator = next((each for each in _SEPARATORS if each.search(text)), _SEPARATORS[0])
    return tuple(part.strip() for part in separator.split(text) if part.strip())
