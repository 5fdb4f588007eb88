"""A register or form ready for paper: words, widths and boxes, whatever prints them. Lengths in millimetres."""

from firstask_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every page carries: title, number, revision, journal's head, the house's mark (PNG), and its paper."""

    title: str
    named: str
    form_number: str
    revision: str
    seal: str
    paper: str
    landscape: bool
    margins: tuple[float, float, float, float]
    face: str
    points: float
    mark: bytes = b""


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """One column: `width` in half-width characters; `flowing` texts stand at the left, all others in the middle."""

    heading: str
    width: float
    flowing: bool


@dataclass(frozen=True, slots=True)
class PrintedRegister:
    """A list: its rows as words, the counts below it and who signs."""

    sheet: Sheet
    columns: tuple[PrintedColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    counts: str = ""
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedBox:
    """A labelled box of a form; `span` of 24 parts of the width; `lines` the least height; `sign` to sign in."""

    label: str
    text: str
    span: int
    lines: int
    sign: bool


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A titled block of rows of boxes."""

    heading: str
    rows: tuple[tuple[PrintedBox, ...], ...]


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One record as a form of its own."""

    sheet: Sheet
    number: str
    sections: tuple[PrintedSection, ...]


Printed = PrintedRegister | PrintedForm
