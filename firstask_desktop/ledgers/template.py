"""The styled workbook around a register's rows: openpyxl makes all of it once, with one prototype row per style."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from firstask_desktop.ledgers.cells_out import clean_text, column_letters, is_active, uncoded
from firstask_desktop.ledgers.column_cells import ColumnStyle
from firstask_desktop.ledgers.formats import FormatColumn, PageSetup, RecordFormat
from firstask_desktop.ledgers.mark import put_mark
from firstask_desktop.ledgers.workbook import save

FIRST_ROW = 4
REVISION_WIDTH = 14.0
"""Half-width characters."""
DISPLAYS = {"date": "yyyy-mm-dd", "time": "hh:mm", "datetime": "yyyy-mm-dd hh:mm", "integer": "0"}
_ROW = re.compile(rb'<row r="(\d+)".*?</row>', re.DOTALL)
_STYLE = re.compile(rb'<c r="[A-Z]+\d+" s="(\d+)"')
_THIN = Side(style="thin", color="FF7F7F7F")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHEET_PART = re.compile(r"xl/worksheets/sheet\d+\.xml")


@dataclass(frozen=True)
class RegisterHeader:
    """What stands above a register: organisation, centre, month (`2026年11月`), the journal's head (封账码), the mark.

    `under` are words below the headings of some columns, by source: the dates of a week's days.
    """

    organisation: str
    centre: str = ""
    month: str = ""
    seal: str = ""
    mark: bytes = b""
    under: Mapping[str, str] = field(default_factory=dict)

    def heading(self, column: FormatColumn) -> str:
        """A column's heading with what stands below it."""
        below = self.under.get(column.source, "")
        return f"{column.heading}\n{below}" if below else column.heading


@dataclass(frozen=True)
class SheetFrame:
    """The sheet's XML before and after its rows, and the numbers of the styles the rows use."""

    head: bytes
    tail: bytes
    styles: tuple[ColumnStyle, ...]
    footer_style: int


def build(fmt: RecordFormat, header: RegisterHeader, sheets: int = 1) -> bytes:
    """The whole workbook with `sheets` sheets and prototype rows where the register's rows will stand."""
    book = Workbook()
    book.properties.creator = "首问台"
    book.properties.title = clean_text(fmt.title)
    for number in range(sheets):
        sheet = book.worksheets[0] if number == 0 else book.create_sheet()
        sheet.title = sheet_name(fmt.sheet) if number == 0 else f"{sheet_name(fmt.sheet)[:26]}({number + 1})"
        fill_sheet(sheet, fmt, header)
    held = io.BytesIO()
    save(book, held)
    return held.getvalue()


def frame(workbook: bytes, columns: int) -> SheetFrame:
    """Split the first sheet of a built workbook around its prototype rows."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    xml = re.sub(rb"<dimension [^>]*/>", b"", xml)
    rows = {int(found[1]): found for found in _ROW.finditer(xml)}
    usual, inert, foot = ([int(number) for number in _STYLE.findall(rows[FIRST_ROW + step][0])] for step in (0, 1, 2))
    if not len(usual) == len(inert) == columns:
        raise ValueError("the prototype rows do not match the format's columns")
    styles = tuple(ColumnStyle(*pair) for pair in zip(usual, inert, strict=True))
    return SheetFrame(xml[: rows[FIRST_ROW].start()], xml[rows[FIRST_ROW + 2].end() :], styles, foot[0])


def other_parts(workbook: bytes) -> list[tuple[str, bytes]]:
    """Every part of a built workbook but its sheets."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist() if not _SHEET_PART.fullmatch(name)]


def sheet_name(text: str) -> str:
    """`text` as Excel allows a sheet to be called: at most 31 characters, none of `: \\ / ? * [ ]`, not empty."""
    return re.sub(r"[:\\/?*\[\]]", "-", clean_text(text)).replace("\n", " ").strip(" '")[:31] or "台账"


def set_up_page(sheet: Worksheet, page: PageSetup, header: RegisterHeader) -> None:
    """Paper, margins, one page wide, the journal's head at the top right, page numbers at the bottom."""
    left, right, top, bottom = (margin / 25.4 for margin in page.margins)
    sheet.page_margins.left, sheet.page_margins.right = left, right
    sheet.page_margins.top, sheet.page_margins.bottom = top + 0.15, bottom + 0.15
    sheet.page_margins.header = sheet.page_margins.footer = 0.2
    sheet.page_setup.paperSize = 9 if page.paper == "A4" else 8
    sheet.page_setup.orientation = "landscape" if page.landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页 共 &N 页"))
    if header.seal:
        sheet.HeaderFooter.oddHeader = HeaderFooterItem(right=_HeaderFooterPart(_printable(f"封账码 {header.seal}")))


def heading_line(fmt: RecordFormat, header: RegisterHeader) -> str:
    """Organisation · centre · title · month, as one line of text."""
    named = " · ".join(part for part in (header.organisation, header.centre) if part)
    return clean_text("　".join(part for part in (named, fmt.title, header.month) if part))


def numbered(fmt: RecordFormat, header: RegisterHeader) -> str:
    """Form number and journal's head, as far as there are such."""
    said = (("表号", fmt.form_number), ("封账码", header.seal))
    return "　".join(f"{word}：{value}" for word, value in said if value)


def _printable(text: str) -> str:
    # In a printed header "&" begins a code; the wide form cannot.
    return clean_text(text).replace("&", "＆")


def fill_sheet(sheet: Worksheet, fmt: RecordFormat, header: RegisterHeader) -> None:
    """Everything of a register but its rows: banner, headings, widths, page; lines 4 to 6 hold the prototype cells."""
    last = column_letters(len(fmt.columns) - 1)
    page = fmt.page
    _banner(sheet, fmt, header, last)
    for index, column in enumerate(fmt.columns):
        letters = column_letters(index)
        sheet.column_dimensions[letters].width = column.width
        heading = sheet[f"{letters}3"]
        set_text(heading, header.heading(column))
        heading.font = Font(name=page.font, size=page.font_size, bold=True)
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        heading.fill = PatternFill("solid", fgColor="FFE7EEF4")
        heading.border = BOX
        _prototype(sheet, f"{letters}{FIRST_ROW}", column, page, inert=False)
        _prototype(sheet, f"{letters}{FIRST_ROW + 1}", column, page, inert=True)
        if column.choices and column.kind == "choice":
            _offer(sheet, letters, column.choices)
    foot = sheet[f"A{FIRST_ROW + 2}"]
    foot.font = Font(name=page.font, size=page.font_size + 1)
    foot.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    sheet.row_dimensions[3].height = 30
    sheet.freeze_panes = f"{'C' if len(fmt.columns) > 3 else 'A'}{FIRST_ROW}"
    sheet.print_title_rows = "1:3"
    set_up_page(sheet, page, header)
    put_mark(sheet, header.mark, (1,), len(fmt.columns))


def _banner(sheet: Worksheet, fmt: RecordFormat, header: RegisterHeader, last: str) -> None:
    page = fmt.page
    right = _revision_place(fmt)
    set_text(sheet["A1"], heading_line(fmt, header))
    sheet["A1"].font = Font(name=page.font, size=page.font_size + 7, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
    revision = f"版本：{fmt.revision}"
    set_text(sheet["A2"], numbered(fmt, header) + ("" if right else f"　{revision}"))
    sheet["A2"].font = Font(name=page.font, size=page.font_size + 1)
    sheet["A2"].alignment = Alignment(horizontal="left", vertical="center", shrink_to_fit=True)
    if right:
        place = sheet[f"{column_letters(right)}2"]
        set_text(place, revision)
        place.font = Font(name=page.font, size=page.font_size + 1)
        place.alignment = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)
    lines = (
        ("A1", f"{last}1"),
        ("A2", f"{column_letters(max(right - 1, 0))}2"),
        (f"{column_letters(right)}2", f"{last}2"),
    )
    for start, end in lines if right else lines[:1]:
        if start != end:
            sheet.merge_cells(f"{start}:{end}")
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 20


def _revision_place(fmt: RecordFormat) -> int:
    """The first of the last columns, just wide enough for the revision; the form number and 封账码 have all before it. 0 when
    there is only one column."""
    place, wide = len(fmt.columns), 0.0
    while place > 1 and wide < REVISION_WIDTH:
        place -= 1
        wide += fmt.columns[place].width
    return place if place < len(fmt.columns) else 0


def _prototype(sheet: Worksheet, place: str, column: FormatColumn, page: PageSetup, *, inert: bool) -> None:
    cell = sheet[place]
    flowing = column.kind in ("text", "ticks") and column.width >= 14
    cell.font = Font(name=page.font, size=page.font_size)
    cell.alignment = Alignment(
        horizontal="left" if flowing else "center", vertical="center", wrap_text=column.kind not in DISPLAYS
    )
    cell.border = BOX
    cell.number_format = column.display or DISPLAYS.get(column.kind, "@")
    cell.protection = Protection(locked=True)
    if inert:
        cell.quotePrefix = True


def _offer(sheet: Worksheet, letters: str, choices: Sequence[str]) -> None:
    listed = ",".join(clean_text(choice).replace('"', "").replace(",", "，") for choice in choices)
    if len(listed) > 250:
        return
    offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
    offered.add(f"{letters}{FIRST_ROW}:{letters}1048576")
    sheet.add_data_validation(offered)


def set_text(cell: Any, text: str) -> None:
    """Put `text` into a cell as text, never as a formula, whatever it begins with."""
    clean = clean_text(text)
    cell.value = uncoded(clean) or None
    if clean:
        cell.data_type = "s"
        if is_active(clean):
            cell.quotePrefix = True
