"""A format file read: every word of it is known and fits, or it is refused with the file's name, the line and the reason."""

from collections.abc import Set
from string import Formatter

from firstask_desktop.ledgers.format_columns import format_columns
from firstask_desktop.ledgers.format_sources import known_sources, unknown_source
from firstask_desktop.ledgers.format_text import FormatText
from firstask_desktop.ledgers.formats import (
    COUNTED,
    GRID,
    PAPERS,
    FormatColumn,
    FormField,
    FormSection,
    PageSetup,
    RecordFormat,
    shipped_format,
    shipped_keys,
)
from firstask_desktop.ledgers.slip_parts import SIZES, again_words, slip_parts, slip_signs

MOST_MARGIN = 60
LEAST_POINTS, MOST_POINTS = 5, 24
WORDS = (
    "key", "title", "form_number", "revision", "sheet", "essential", "again", "page", "footer", "column", "section",
    "part", "sign",
)  # fmt: skip
PAGE_WORDS = ("paper", "landscape", "margins", "font", "font_size")
BOX_WORDS = ("label", "key", "kind", "span", "choices", "lines", "fixed")


def parsed(name: str, text: str, wanted: str = "") -> RecordFormat:
    """The format that the text of a file called `name` declares; `wanted` is the key it must have."""
    table = FormatText(name, text)
    table.only(WORDS)
    key = table.string("key", required=True)
    if wanted and key != wanted:
        raise table.complaint(table.line_of("key"), f"key 写的是“{key}”，应与文件名相同，写“{wanted}”")
    columns = format_columns(table, wanted)
    sections = _sections(table, wanted)
    parts = slip_parts(table)
    if not columns and not sections and not parts:
        raise table.complaint(1, "既没有 [[column]]（列）、[[section]]（栏目），也没有 [[part]]（单据的各行）")
    footer = table.table("footer")
    footer.only(("counts", "signatures"))
    return RecordFormat(
        key=key,
        title=table.string("title", required=True),
        form_number=table.string("form_number"),
        revision=table.string("revision"),
        sheet=table.string("sheet") or "台账",
        page=_page(table, slip=bool(parts)),
        columns=columns,
        sections=sections,
        essential=_essential(table, columns, wanted),
        counts=_counts(footer),
        signatures=footer.strings("signatures"),
        parts=parts,
        signs=slip_signs(table),
        again=again_words(table),
    )


def _essential(table: FormatText, columns: tuple[FormatColumn, ...], wanted: str) -> tuple[str, ...]:
    """By what rows are recognised: columns that are there, and none of the shipped ones is missing in a company's copy."""
    essential, known = table.strings("essential"), {column.key for column in columns}
    for key in essential:
        if key not in known:
            raise table.complaint(table.line_of("essential"), f"essential 所写的“{key}”不是任何一列的 key")
    if wanted in shipped_keys():
        shipped = shipped_format(wanted)
        for key in shipped.essential:
            if key not in known:
                heading = shipped.column(key).heading
                raise table.complaint(
                    table.line_of("column"), f'缺少“{heading}”一列（key = "{key}"）：没有它认不出一行'
                )
    return essential


def _counts(footer: FormatText) -> str:
    counts = footer.string("counts")
    if wrong := wrong_counts(counts):
        raise footer.complaint(footer.line_of("counts"), wrong)
    return counts


def wrong_counts(counts: str) -> str:
    """Why the line below a register cannot be filled in; empty when it can."""
    try:
        found = [part for part in Formatter().parse(counts) if part[1] is not None]
    except ValueError:
        return "counts 里的大括号不成对"
    if unknown := sorted({str(name) for _, name, _, _ in found} - COUNTED):
        words = "、".join(f"{{{name}}}" for name in unknown)
        known = "、".join(f"{{{name}}}" for name in sorted(COUNTED))
        return f"counts 里的 {words} 不认得，可用：{known}"
    if any(spec or conversion for _, _, spec, conversion in found):
        return "counts 的大括号里只写名称，如 {received}"
    return ""


def _page(table: FormatText, *, slip: bool) -> PageSetup:
    page = table.table("page")
    page.only(PAGE_WORDS)
    paper, known = page.string("paper") or "A4", tuple(SIZES) if slip else PAPERS
    if paper not in known:
        raise page.complaint(page.line_of("paper"), f"纸张“{paper}”不认得，可用：{'、'.join(known)}")
    margins = page.numbers("margins") or (8.0, 8.0, 12.0, 12.0)
    if len(margins) != 4 or not all(0 <= margin <= MOST_MARGIN for margin in margins):
        raise page.complaint(page.line_of("margins"), f"margins 要写左、右、上、下四个毫米数，每个 0 到 {MOST_MARGIN}")
    return PageSetup(
        paper=paper,
        landscape=page.flag("landscape", not slip),
        margins=(margins[0], margins[1], margins[2], margins[3]),
        font=page.string("font") or "宋体",
        font_size=page.number("font_size", 9, least=LEAST_POINTS, most=MOST_POINTS),
    )


def _sections(table: FormatText, wanted: str) -> tuple[FormSection, ...]:
    sections, known = [], known_sources(wanted)
    for part in table.tables("section"):
        part.only(("heading", "row"))
        rows = []
        for line in part.tables("row"):
            line.only(("boxes",))
            fields = tuple(_field(box, known) for box in line.tables("boxes"))
            if sum(box.span for box in fields) != GRID:
                raise part.complaint(line.line_of("boxes"), f"一行各格的 span 之和要等于 {GRID}")
            rows.append(fields)
        sections.append(FormSection(part.string("heading", required=True), tuple(rows)))
    return tuple(sections)


def _field(box: FormatText, known: Set[str] | None) -> FormField:
    box.only(BOX_WORDS)
    key = box.string("key")
    if key and known is not None and key not in known:
        raise box.complaint(box.line_of("key"), unknown_source("key", key, known))
    return FormField(
        label=box.string("label", required=True),
        key=key,
        kind=box.one_of("kind", ("text", "ticks", "sign"), "text"),
        span=int(box.number("span", 8, least=2, most=GRID)),
        choices=box.strings("choices"),
        lines=int(box.number("lines", 1, least=1, most=30)),
        fixed=box.string("fixed"),
    )
