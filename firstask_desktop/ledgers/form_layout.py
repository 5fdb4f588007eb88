"""A record laid out as the rows of a paper form: ticks drawn, heights estimated, over-long texts carried on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from firstask_desktop.ledgers.cells_out import clean_text, lines_needed, to_text, units_per_line
from firstask_desktop.ledgers.formats import FormField, FormSection, RecordFormat

LABEL_SPAN = 3
# A row of a worksheet is at most 409 points tall; a longer text goes on in the next row.
MOST_LINES = 26
TICKED, UNTICKED = "☑", "□"
_BETWEEN_TICKS = re.compile(r"[、,，;；/\s]+")


@dataclass(frozen=True)
class PaperBox:
    """One label with its text, ready for paper."""

    label: str
    text: str
    kind: str
    span: int
    lines: int
    roomy: bool


@dataclass(frozen=True)
class PaperRow:
    """One row of boxes; `height` in points."""

    section: str
    boxes: tuple[PaperBox, ...]
    height: float


def paper_rows(fmt: RecordFormat, record: Mapping[str, object], grid_width: float) -> list[PaperRow]:
    """Every row of the form for `record`. Missing and empty values leave an empty box to write in by hand."""
    rows: list[PaperRow] = []
    for section in fmt.sections:
        for fields in section.rows:
            rows.extend(_rows_of(fmt, section, fields, record, grid_width))
    return rows


def ticks(choices: tuple[str, ...], value: object) -> str:
    """`☑投诉　□建议　□意见`. `value` is a choice, several (a list, or joined by 、), or true for a single choice.

    What is not among the choices is written after them, so that nothing is lost.
    """
    chosen: list[str] = []
    if isinstance(value, bool):
        chosen = list(choices[:1]) if value else []
    elif isinstance(value, str):
        chosen = [value] if value in choices else [part for part in _BETWEEN_TICKS.split(value) if part]
    elif isinstance(value, list | tuple | set | frozenset):
        chosen = [to_text(part) for part in value]
    boxes = [f"{TICKED if choice in chosen else UNTICKED}{choice}" for choice in choices]
    boxes.extend(f"{TICKED}{other}" for other in chosen if other not in choices)
    return clean_text("　".join(boxes))


def pieces(text: str, units: int, most: int) -> list[str]:
    """`text` in parts of at most `most` lines of `units` half-width characters; a text that fits is one part."""
    parts: list[str] = []
    held: list[str] = []
    used = 0
    for paragraph in text.split("\n"):
        rest = paragraph
        while True:
            room = most - used
            if lines_needed(rest, units) <= room:
                held.append(rest)
                used += lines_needed(rest, units)
                break
            fitting = max(1, room * units // 2)
            if room > 0:
                held.append(rest[:fitting])
                rest = rest[fitting:]
            parts.append("\n".join(held))
            held, used = [], 0
    if held:
        parts.append("\n".join(held))
    return parts


def _rows_of(
    fmt: RecordFormat,
    section: FormSection,
    fields: tuple[FormField, ...],
    record: Mapping[str, object],
    grid_width: float,
) -> list[PaperRow]:
    size = fmt.page.font_size
    split = [
        (field, pieces(_text(field, record), units_per_line((field.span - LABEL_SPAN) * grid_width, size), MOST_LINES))
        for field in fields
    ]
    rows = []
    for step in range(max(len(parts) for _, parts in split)):
        boxes = []
        for field, parts in split:
            text = parts[step] if step < len(parts) else ""
            units = units_per_line((field.span - LABEL_SPAN) * grid_width, size)
            label = field.label if step == 0 else f"{field.label}（续）"
            label_lines = lines_needed(label, units_per_line(LABEL_SPAN * grid_width, size) + 1)
            lines = max(lines_needed(text, units), label_lines, field.lines if step == 0 else 1)
            boxes.append(PaperBox(label, text, field.kind, field.span, lines, field.lines > 1))
        height = max(box.lines for box in boxes) * size * 1.4 + 7
        rows.append(PaperRow(section.heading, tuple(boxes), height))
    return rows


def _text(field: FormField, record: Mapping[str, object]) -> str:
    if field.kind == "sign":
        return "　年　月　日"
    if field.fixed:
        return clean_text(field.fixed)
    value = record.get(field.key)
    if field.kind == "ticks":
        return ticks(field.choices, value)
    return clean_text(to_text(value)) if value is not None else ""
