"""The values of columns that a company added to a list: kept in the row as one text, checked as the format declares them."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime

from firstask_desktop.domain.entry_fields import EntryField
from firstask_desktop.errors import Refused

YES, NO = "是", "否"
LONGEST = 2_000
_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?")
_WHOLE = re.compile(r"[+-]?\d{1,15}")
_YES = frozenset({"是", "有", "√", "✓", "y", "yes", "1", "对"})
_NO = frozenset({"", "否", "无", "×", "n", "no", "0", "不是"})


def values(stored: str) -> dict[str, str]:
    """What a row keeps of a company's own columns, by the column's source."""
    return dict(json.loads(stored)) if stored else {}


def stored(kept: Mapping[str, str]) -> str:
    """These values as the row keeps them: the same values are always the same text, no values are none."""
    filled = {name: text for name, text in sorted(kept.items()) if text}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")) if filled else ""


def day_in(text: str, field: str) -> date | None:
    """A day with its year as typed, None for nothing; refused at `field` when it is none."""
    if not text.strip():
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise Refused(f"看不懂「{text[:30]}」，请写成 2026-12-31", code="date", field=field) from None


def checked(field: EntryField, value: object) -> str:
    """What somebody typed, or a cell says, as the row keeps it; refused at the field when it is not what was declared."""
    if isinstance(value, datetime | date):
        text = f"{value:%Y-%m-%d}"
    elif isinstance(value, bool):
        text = YES if value else ""
    else:
        text = "" if value is None else str(value).strip()
    if len(text) > LONGEST:
        raise Refused(f"「{field.label}」超过 {LONGEST} 字，请改短", code="too-long", field=field.name)
    if not text:
        return ""
    if field.kind == "date":
        day = day_in(text, field.name)
        return f"{day:%Y-%m-%d}" if day else ""
    if field.kind == "integer" and not _WHOLE.fullmatch(text):
        raise Refused(f"「{field.label}」应为整数，这里是「{text[:30]}」", code="number", field=field.name)
    if field.kind == "choice" and text not in field.choices:
        said = f"「{field.label}」没有「{text[:30]}」，可选：{'、'.join(field.choices)}"
        raise Refused(said, code="choice", field=field.name)
    return _flag(field, text) if field.kind == "tick" else _lines(field, text)


def _flag(field: EntryField, text: str) -> str:
    if text.lower() not in _YES | _NO:
        raise Refused(f"「{text[:10]}」看不懂，应填“是”或“否”", code="flag", field=field.name)
    return YES if text.lower() in _YES else ""


def _lines(field: EntryField, text: str) -> str:
    if field.kind == "list":
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return text if field.kind == "text" else " ".join(text.split())


def as_cell(kind: str, text: str) -> object:
    """A kept value as a workbook or a printed page is given it; what was kept under another declaration stays a text."""
    if kind == "date" and _DAY.fullmatch(text):
        try:
            return day_in(text, "")
        except Refused:
            return text
    return int(text) if kind == "integer" and _WHOLE.fullmatch(text) else text
