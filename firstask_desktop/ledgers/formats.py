"""A form is data: the record formats that the writer, the printed page and the importer all read (DESIGN 3.5)."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import resources
from firstask_desktop.domain.entry_fields import ENTRY_WORDS, NOT_ASKED
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.slip_parts import SlipPart, SlipSign

KINDS = ("text", "date", "time", "datetime", "integer", "choice", "person", "ticks")
TEMPORAL_KINDS = frozenset({"date", "time", "datetime"})
REQUIRED = ("", "closed", "reason", "always")
ENTRIES = ("", NOT_ASKED, *ENTRY_WORDS)
PAPERS = ("A4", "A3")
GRID = 24
"""The parts of a page's width that the boxes of a one-page form share."""
FIXED = "fixed."
"""The sources of columns that hold a fixed text begin so."""
OF_CASE = "case."
"""So do those of columns that show a value of the matter."""
COUNTED = frozenset({"received", "open", "due_today"})


@dataclass(frozen=True)
class FormatColumn:
    """One column of a register.

    `width` is in half-width characters. `required` is "closed" (★, filled before a case is closed), "reason" (☆, empty
    only with a stated reason), "always" (★, never typed empty) or "". `entry` says how it is typed by hand: as a "line",
    one of the ways of `entry_fields`, or "none"; `hint` stands beside it then. `screen` is False for what lists on the
    screen leave out. `source` names the value in a row mapping,
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
    screen: bool = True

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
    if own is None or not is_there(own):
        return shipped_format(key)
    from firstask_desktop.ledgers.format_bytes import file_text
    from firstask_desktop.ledgers.format_parsing import parsed
    from firstask_desktop.ledgers.format_upgrade import completed

    return completed(parsed(own.name, file_text(own), key), shipped_format(key))


def load_format_or_shipped(key: str, overrides: Path | None) -> tuple[RecordFormat, Refused | None]:
    """The format to use now and, when the company's own copy is broken, what to tell about it."""
    try:
        return load_format(key, overrides), None
    except Refused as complaint:
        return shipped_format(key), complaint


def is_there(path: Path) -> bool:
    """Whether anything has this name, be it a file, a folder or a link that leads nowhere."""
    return os.path.lexists(path)


def shipped_keys() -> list[str]:
    """The keys of every format the program ships."""
    return [name.removesuffix(".toml") for name in resources.names("formats", ".toml")]


def parse_format(name: str, text: str) -> RecordFormat:
    """The format that the text of a file called `name` declares; refused with file, line and reason when it is none."""
    from firstask_desktop.ledgers.format_parsing import parsed

    return parsed(name, text)


@cache
def shipped_format(key: str) -> RecordFormat:
    """The format as the program ships it, whatever the company has made of it."""
    try:
        text = resources.text("formats", f"{key}.toml")
    except OSError as error:
        raise Refused(f"没有名为“{key}”的记录格式", code="unknown-format", field="format") from error
    return parse_format(f"{key}.toml", text)
