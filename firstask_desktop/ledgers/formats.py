"""A form is data: the record formats that the writer, the printed page and the importer all read (DESIGN 3.5)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import resources
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.format_text import FormatText
from firstask_desktop.ledgers.slip_parts import SIZES, SlipPart, SlipSign, again_words, slip_parts, slip_signs

KINDS = ("text", "date", "time", "datetime", "integer", "choice", "person", "ticks")
TEMPORAL_KINDS = frozenset({"date", "time", "datetime"})
REQUIRED = ("", "closed", "reason", "always")
ENTRIES = ("", "line", "text", "list")
PAPERS = ("A4", "A3")
GRID = 24
"""The parts of a page's width that the boxes of a one-page form share."""
FIXED = "fixed."
"""The sources of columns that hold a fixed text begin so."""
COUNTED = frozenset({"received", "open", "due_today"})


@dataclass(frozen=True)
class FormatColumn:
    """One column of a register.

    `width` is in half-width characters. `required` is "closed" (★, filled before a case is closed), "reason" (☆, empty
    only with a stated reason), "always" (★, never typed empty) or "". `entry` says how it is typed by hand: as a "line",
    as "text", as a "list" of lines, or not at all; `hint` stands beside it then. `source` names the value in a row mapping,
    out and in. `split_from` names the date column whose time of day fills this column when a sheet keeps both in one
    cell. `fixed` is a company's own text that stands in every row; it is written and never read back.
    """

    key: str
    heading: str
    kind: str
    width: float
    required: str = ""
    source: str = ""
    choices: tuple[str, ...] = ()
    filled_by: str = ""
    display: str = ""
    aliases: tuple[str, ...] = ()
    split_from: str = ""
    fixed: str = ""
    entry: str = ""
    hint: str = ""

    @property
    def mark(self) -> str:
        """★ or ☆ as the company's own description of the form prints it, or nothing."""
        return {"closed": "★", "always": "★", "reason": "☆"}.get(self.required, "")


@dataclass(frozen=True)
class PageSetup:
    """Paper, direction, margins (left, right, top, bottom in millimetres) and type of a form."""

    paper: str = "A4"
    landscape: bool = True
    margins: tuple[float, float, float, float] = (8, 8, 12, 12)
    font: str = "宋体"
    font_size: float = 9


@dataclass(frozen=True)
class FormField:
    """One box of a one-page form: its label, the value it shows and how wide it is (of 24 parts of the page's width).

    `kind` is "text", "ticks" (□/☑ before each choice) or "sign" (an empty box to sign in). `lines` is the least height.
    `fixed` is a company's own text that stands in every form.
    """

    label: str
    key: str = ""
    kind: str = "text"
    span: int = 8
    choices: tuple[str, ...] = ()
    lines: int = 1
    fixed: str = ""


@dataclass(frozen=True)
class FormSection:
    """A titled block of a one-page form, row by row."""

    heading: str
    rows: tuple[tuple[FormField, ...], ...]


@dataclass(frozen=True)
class RecordFormat:
    """A record format: a list (`columns`), a one-page form (`sections`) or a slip (`parts`), with paper and footer.

    `again` is what a further slip of the same case adds to the title.
    """

    key: str
    title: str
    form_number: str
    revision: str
    sheet: str
    page: PageSetup
    columns: tuple[FormatColumn, ...] = ()
    sections: tuple[FormSection, ...] = ()
    essential: tuple[str, ...] = ()
    counts: str = ""
    signatures: tuple[str, ...] = ()
    parts: tuple[SlipPart, ...] = ()
    signs: tuple[SlipSign, ...] = ()
    again: str = ""

    def column(self, key: str) -> FormatColumn:
        """The column called `key`; an unknown key is the caller's mistake and raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


def load_format(key: str, overrides: Path | None) -> RecordFormat:
    """The format called `key`: the company's own copy in the folder `overrides` if there is one, else the shipped one.

    A company's copy that cannot be read or makes no sense is refused with the file's name, the line and the reason.
    """
    own = overrides / f"{key}.toml" if overrides is not None else None
    if own is None or not own.is_file():
        return _shipped(key)
    try:
        text = own.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = own.read_bytes()[: error.start].count(b"\n") + 1
        raise Refused(
            f"格式文件 {own.name} 第 {line} 行有误：不是 UTF-8 编码的文字", code="broken-format", field="format"
        ) from error
    except OSError as error:
        reason = error.strerror or "原因不明"
        raise Refused(f"格式文件 {own.name} 读不出来：{reason}", code="broken-format", field="format") from error
    return _parse(own.name, text)


def load_format_or_shipped(key: str, overrides: Path | None) -> tuple[RecordFormat, Refused | None]:
    """The format to use now and, when the company's own copy is broken, what to tell about it."""
    try:
        return load_format(key, overrides), None
    except Refused as complaint:
        return _shipped(key), complaint


def shipped_keys() -> list[str]:
    """The keys of every format the program ships."""
    return [name.removesuffix(".toml") for name in resources.names("formats", ".toml")]


def parse_format(name: str, text: str) -> RecordFormat:
    """The format that the text of a file called `name` declares; refused with file, line and reason when it is none."""
    return _parse(name, text)


def shipped_format(key: str) -> RecordFormat:
    """The format as the program ships it, whatever the company has made of it."""
    return _shipped(key)


@cache
def _shipped(key: str) -> RecordFormat:
    try:
        text = resources.text("formats", f"{key}.toml")
    except OSError as error:
        raise Refused(f"没有名为“{key}”的记录格式", code="unknown-format", field="format") from error
    return _parse(f"{key}.toml", text)


def _parse(name: str, text: str) -> RecordFormat:
    table = FormatText(name, text)
    columns = _columns(table)
    sections = _sections(table)
    parts = slip_parts(table)
    if not columns and not sections and not parts:
        raise table.complaint(1, "既没有 [[column]]（列）、[[section]]（栏目），也没有 [[part]]（单据的各行）")
    footer = table.table("footer")
    essential = table.strings("essential")
    for key in essential:
        if key not in {column.key for column in columns}:
            raise table.complaint(table.line_of("essential"), f"essential 所写的“{key}”不是任何一列的 key")
    return RecordFormat(
        key=table.string("key", required=True),
        title=table.string("title", required=True),
        form_number=table.string("form_number"),
        revision=table.string("revision"),
        sheet=table.string("sheet") or "台账",
        page=_page(table, slip=bool(parts)),
        columns=columns,
        sections=sections,
        essential=essential,
        counts=_counts(footer),
        signatures=footer.strings("signatures"),
        parts=parts,
        signs=slip_signs(table),
        again=again_words(table),
    )


def _counts(footer: FormatText) -> str:
    counts = footer.string("counts")
    try:
        asked = {name for _, name, _, _ in Formatter().parse(counts) if name is not None}
    except ValueError as error:
        raise footer.complaint(footer.line_of("counts"), "counts 里的大括号不成对") from error
    if unknown := sorted(asked - COUNTED):
        words = "、".join(f"{{{name}}}" for name in unknown)
        known = "、".join(f"{{{name}}}" for name in sorted(COUNTED))
        raise footer.complaint(footer.line_of("counts"), f"counts 里的 {words} 不认得，可用：{known}")
    return counts


def _page(table: FormatText, *, slip: bool) -> PageSetup:
    page = table.table("page")
    paper, known = page.string("paper") or "A4", tuple(SIZES) if slip else PAPERS
    if paper not in known:
        raise page.complaint(page.line_of("paper"), f"纸张“{paper}”不认得，可用：{'、'.join(known)}")
    margins = page.numbers("margins") or (8.0, 8.0, 12.0, 12.0)
    if len(margins) != 4 or not all(0 <= margin <= 60 for margin in margins):
        raise page.complaint(page.line_of("margins"), "margins 要写左、右、上、下四个毫米数，每个 0 到 60")
    return PageSetup(
        paper=paper,
        landscape=page.flag("landscape", not slip),
        margins=(margins[0], margins[1], margins[2], margins[3]),
        font=page.string("font") or "宋体",
        font_size=page.number("font_size", 9, least=5, most=24),
    )


def _columns(table: FormatText) -> tuple[FormatColumn, ...]:
    columns: list[FormatColumn] = []
    seen: set[str] = set()
    for part in table.tables("column"):
        key = part.string("key", required=True)
        if key in seen:
            raise part.complaint(part.line_of("key"), f"列“{key}”写了两次")
        seen.add(key)
        fixed = part.string("fixed")
        columns.append(
            FormatColumn(
                key=key,
                heading=part.string("heading", required=True),
                kind=part.one_of("kind", KINDS, "text"),
                width=part.number("width", 10, least=1, most=255),
                required=part.one_of("required", REQUIRED, ""),
                source=f"{FIXED}{key}" if fixed else part.string("source") or key,
                choices=part.strings("choices"),
                filled_by=part.string("filled_by"),
                display=part.string("display"),
                aliases=part.strings("aliases"),
                split_from=part.string("split_from"),
                fixed=fixed,
                entry=part.one_of("entry", ENTRIES, ""),
                hint=part.string("hint"),
            )
        )
    return tuple(columns)


def _sections(table: FormatText) -> tuple[FormSection, ...]:
    sections = []
    for part in table.tables("section"):
        rows = []
        for line in part.tables("row"):
            fields = tuple(_field(box) for box in line.tables("boxes"))
            if sum(box.span for box in fields) != GRID:
                raise part.complaint(line.line_of("boxes"), f"一行各格的 span 之和要等于 {GRID}")
            rows.append(fields)
        sections.append(FormSection(part.string("heading", required=True), tuple(rows)))
    return tuple(sections)


def _field(box: FormatText) -> FormField:
    return FormField(
        label=box.string("label", required=True),
        key=box.string("key"),
        kind=box.one_of("kind", ("text", "ticks", "sign"), "text"),
        span=int(box.number("span", 8, least=2, most=GRID)),
        choices=box.strings("choices"),
        lines=int(box.number("lines", 1, least=1, most=30)),
        fixed=box.string("fixed"),
    )
