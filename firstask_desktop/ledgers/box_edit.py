"""The boxes of a one-page form changed without a text editor: labels, widths, heights, order, choices, own boxes ([95])."""

from collections.abc import Sequence
from dataclasses import replace

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import GRID, FormField, FormSection, RecordFormat

Place = tuple[int, int, int]
"""Section, row in it, box in the row; all from 0."""
NARROWEST = 4
"""Of the 24 parts of the page's width: a label takes three."""
MOST_LINES, MOST_IN_ROW = 30, GRID // NARROWEST
NEEDED = frozenset({"record_number"})
Row = tuple[FormField, ...]


def box_at(fmt: RecordFormat, place: Place) -> FormField:
    """The box at a place."""
    section, row, box = place
    return fmt.sections[section].rows[row][box]


def section_renamed(fmt: RecordFormat, section: int, heading: str) -> RecordFormat:
    """A section under another heading."""
    heading = " ".join(heading.split())
    if not heading:
        raise Refused("栏目名称不能为空", code="missing", field="heading")
    if any(other.heading == heading for at, other in enumerate(fmt.sections) if at != section):
        raise Refused(f"已有一栏叫“{heading}”", code="twice", field="heading")
    return _with_section(fmt, section, replace(fmt.sections[section], heading=heading))


def labelled(fmt: RecordFormat, place: Place, label: str) -> RecordFormat:
    """A box under another label."""
    label = " ".join(label.split())
    if not label:
        raise Refused("格前的文字不能为空", code="missing", field="label")
    return _with_box(fmt, place, replace(box_at(fmt, place), label=label))


def spanned(fmt: RecordFormat, place: Place, span: int) -> RecordFormat:
    """A box of another width; its neighbour at the right (the last box: at the left) gives or takes the difference."""
    section, row, box = place
    boxes = fmt.sections[section].rows[row]
    if len(boxes) == 1:
        raise Refused("这一行只有一格，占满整行；先把别的格移到这一行", code="alone", field="span")
    other = box + 1 if box + 1 < len(boxes) else box - 1
    rest = boxes[other].span + boxes[box].span - span
    if span < NARROWEST or rest < NARROWEST:
        most = boxes[other].span + boxes[box].span - NARROWEST
        raise Refused(f"宽度要在 {NARROWEST} 到 {most} 之间（一行共 {GRID}）", code="span", field="span")
    changed = list(boxes)
    changed[box], changed[other] = replace(boxes[box], span=span), replace(boxes[other], span=rest)
    return _with_row(fmt, section, row, changed)


def heightened(fmt: RecordFormat, place: Place, lines: int) -> RecordFormat:
    """A box of at least so many lines."""
    if not 1 <= lines <= MOST_LINES:
        raise Refused(f"行数要在 1 到 {MOST_LINES} 之间", code="lines", field="lines")
    return _with_box(fmt, place, replace(box_at(fmt, place), lines=lines))


def offering(fmt: RecordFormat, place: Place, choices: Sequence[str]) -> RecordFormat:
    """A box with other things to tick; without any it is a box of text. What a value says beyond them is still shown."""
    box = box_at(fmt, place)
    kept = tuple(dict.fromkeys(word for word in (" ".join(each.split()) for each in choices) if word))
    if box.kind == "sign":
        raise Refused("签字格没有选项", code="choices", field="choices")
    return _with_box(fmt, place, replace(box, kind="ticks" if kept else "text", choices=kept))


def row_moved(fmt: RecordFormat, place: Place, steps: int) -> tuple[RecordFormat, Place]:
    """The box's whole row up or down, into the next section at a section's end; where the box stands then."""
    section, row, box = place
    rows = [list(each.rows) for each in fmt.sections]
    target = row + steps
    if 0 <= target < len(rows[section]):
        rows[section].insert(target, rows[section].pop(row))
        return _with_rows(fmt, rows), (section, target, box)
    beside = section + (1 if steps > 0 else -1)
    if not 0 <= beside < len(rows) or len(rows[section]) == 1:
        return fmt, place
    moved = rows[section].pop(row)
    target = 0 if steps > 0 else len(rows[beside])
    rows[beside].insert(target, moved)
    return _with_rows(fmt, rows), (beside, target, box)


def box_moved(fmt: RecordFormat, place: Place, steps: int) -> tuple[RecordFormat, Place]:
    """The box to the left or right within its row. Beyond the left end it joins the row above, beyond the right end it
    gets a row of its own; the widths are shared anew then."""
    section, row, box = place
    rows = [list(each.rows) for each in fmt.sections]
    boxes = list(rows[section][row])
    target = box + steps
    if 0 <= target < len(boxes):
        boxes.insert(target, boxes.pop(box))
        rows[section][row] = tuple(boxes)
        return _with_rows(fmt, rows), (section, row, target)
    if steps < 0 and row > 0:
        above = rows[section][row - 1]
        if len(above) >= MOST_IN_ROW:
            raise Refused(f"一行最多 {MOST_IN_ROW} 格", code="too-many", field="label")
        rows[section][row - 1] = _shared((*above, boxes.pop(0)))
        rows[section][row : row + 1] = [_shared(boxes)] if boxes else []
        return _with_rows(fmt, rows), (section, row - 1, len(above))
    if steps > 0 and len(boxes) > 1:
        alone = boxes.pop()
        rows[section][row : row + 1] = [_shared(boxes), _shared([alone])]
        return _with_rows(fmt, rows), (section, row + 1, 0)
    return fmt, place


def dropped(fmt: RecordFormat, place: Place) -> RecordFormat:
    """The form without a box; the others of its row take its room, an empty row and an empty section go too."""
    section, row, box = place
    gone = box_at(fmt, place)
    if gone.key in NEEDED:
        raise Refused(f"“{gone.label}”一格不能去掉：要靠它找到记录", code="needed", field="label")
    if sum(len(each) for part in fmt.sections for each in part.rows) == 1:
        raise Refused("表上至少要有一格", code="needed", field="label")
    rows = [list(each.rows) for each in fmt.sections]
    left = [each for at, each in enumerate(rows[section][row]) if at != box]
    rows[section][row : row + 1] = [_shared(left)] if left else []
    return _with_rows(fmt, rows)


def left_out(fmt: RecordFormat, shipped: RecordFormat) -> tuple[FormField, ...]:
    """The shipped boxes that this form hides; those to sign in are known by their label."""
    there = {_name(box) for box in boxes_of(fmt)}
    return tuple(box for box in boxes_of(shipped) if _name(box) not in there)


def shown_again(fmt: RecordFormat, shipped: RecordFormat, name: str, section: int) -> RecordFormat:
    """A hidden box back, in a row of its own at the end of a section."""
    box = next(box for box in boxes_of(shipped) if _name(box) == name)
    return _appended(fmt, section, box)


def with_own(
    fmt: RecordFormat, section: int, label: str, *, key: str = "", fixed: str = "", kind: str = "text",
    choices: Sequence[str] = (),
) -> RecordFormat:  # fmt: skip
    """The form with a box of the company's own at the end of a section: a value, a fixed text, ticks or empty."""
    label = " ".join(label.split())
    if not label:
        raise Refused("请写新格的文字", code="missing", field="label")
    kept = tuple(dict.fromkeys(" ".join(each.split()) for each in choices if each.strip()))
    if kind == "ticks" and not kept:
        raise Refused("勾选的格要写选项，用顿号隔开", code="choices", field="choices")
    lines = 3 if kind == "sign" else 1
    return _appended(fmt, section, FormField(label, key, kind, GRID, kept, lines, fixed))


def with_section(fmt: RecordFormat, heading: str, after: int) -> RecordFormat:
    """The form with a new section behind another, one box to write in to begin with."""
    sections = list(fmt.sections)
    sections.insert(after + 1, FormSection(" ", ((FormField("内容", span=GRID, lines=2),),)))
    return section_renamed(replace(fmt, sections=tuple(sections)), after + 1, heading)


def boxes_of(fmt: RecordFormat) -> tuple[FormField, ...]:
    """Every box, in reading order."""
    return tuple(box for section in fmt.sections for row in section.rows for box in row)


def _name(box: FormField) -> str:
    return box.key or f"sign:{box.label}"


def _shared(boxes: Sequence[FormField]) -> Row:
    """The boxes filling a row: in proportion to their former widths, none narrower than can be read."""
    whole = sum(box.span for box in boxes)
    spans = [max(NARROWEST, round(box.span * GRID / whole)) for box in boxes]
    while sum(spans) != GRID:
        step = 1 if sum(spans) < GRID else -1
        widest = max(range(len(spans)), key=lambda at: spans[at])
        spans[widest] += step
    return tuple(replace(box, span=span) for box, span in zip(boxes, spans, strict=True))


def _appended(fmt: RecordFormat, section: int, box: FormField) -> RecordFormat:
    rows = [list(each.rows) for each in fmt.sections]
    rows[section].append(_shared([box]))
    return _with_rows(fmt, rows)


def _with_rows(fmt: RecordFormat, rows: Sequence[Sequence[Row]]) -> RecordFormat:
    sections = (replace(section, rows=tuple(own)) for section, own in zip(fmt.sections, rows, strict=True) if own)
    return replace(fmt, sections=tuple(sections))


def _with_section(fmt: RecordFormat, at: int, section: FormSection) -> RecordFormat:
    return replace(fmt, sections=(*fmt.sections[:at], section, *fmt.sections[at + 1 :]))


def _with_row(fmt: RecordFormat, section: int, row: int, boxes: Sequence[FormField]) -> RecordFormat:
    rows = fmt.sections[section].rows
    changed = (*rows[:row], tuple(boxes), *rows[row + 1 :])
    return _with_section(fmt, section, replace(fmt.sections[section], rows=changed))


def _with_box(fmt: RecordFormat, place: Place, changed: FormField) -> RecordFormat:
    section, row, box = place
    boxes = list(fmt.sections[section].rows[row])
    boxes[box] = changed
    return _with_row(fmt, section, row, boxes)
