"""The monthly report as a workbook for the company: a sheet a table, each with its native charts, ready to print."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from firstask_desktop.domain.month_views import Figure, FigureRow, FigureTable, MonthReport
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.atomic import replacing
from firstask_desktop.ledgers.cells_out import column_letters, lines_needed, units_per_line
from firstask_desktop.ledgers.formats import PageSetup
from firstask_desktop.ledgers.mark import put_mark
from firstask_desktop.ledgers.month_charts import add_charts
from firstask_desktop.ledgers.template import BOX, RegisterHeader, set_text, set_up_page, sheet_name
from firstask_desktop.ledgers.workbook import save
from firstask_desktop.ledgers.writer import never, no_report

FONT = "宋体"
FIRST_LINE = 4
FIRST_WIDTH, WIDTH, WIDE, WIDEST = 16.0, 8.5, 14.0, 30.0
LONG, LONGEST = 5, 13
"""Figures in more characters than this want a wider column."""
UPRIGHT = frozenset({"overview", "days"})
_HEAD = PatternFill("solid", fgColor="FFE7EEF4")
_WHOLE = PatternFill("solid", fgColor="FFF4F6F8")


def write_month(
    path: Path,
    report: MonthReport,
    told: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    mark: bytes = b"",
) -> Path:
    """Write the report to `path`, whole or not at all, with the organisation's mark (PNG) at the head of every sheet.

    Refused like a register; code "cancelled" when told to stop."""
    told, cancelled = told or no_report, cancelled or never
    header = RegisterHeader(report.organisation, report.centre, report.month_words, report.seal, mark)
    with replacing(path) as file:
        book = Workbook()
        book.properties.creator = "首问台"
        book.properties.title = f"{report.title} {report.month_words}"
        book.remove(book.worksheets[0])
        for number, table in enumerate(report.tables, 1):
            if cancelled():
                raise Refused("已取消导出，没有写出文件", code="cancelled", field="path")
            sheet = book.create_sheet(sheet_name(table.title))
            _write_sheet(sheet, report, table, header)
            told(number, len(report.tables))
        save(book, file)
    return path


def _write_sheet(sheet: Worksheet, report: MonthReport, table: FigureTable, header: RegisterHeader) -> None:
    last = len(table.headings) + 1
    _set_widths(sheet, table)
    _banner(sheet, report, table, max(last, 6))
    put_mark(sheet, header.mark, (1, 2), max(last, 6))
    for column, heading in enumerate((table.first, *table.headings), 1):
        _cell(sheet.cell(FIRST_LINE, column), heading, bold=True, fill=_HEAD)
    sheet.row_dimensions[FIRST_LINE].height = 24
    line = FIRST_LINE + 1
    for row in table.rows:
        _write_row(sheet, line, row)
        line += 1
    if table.whole is not None:
        _write_row(sheet, line, table.whole, whole=True)
        line += 1
    if not table.rows:
        _cell(sheet.cell(line, 1), "—（0 件）")
        line += 1
    after = add_charts(sheet, table, FIRST_LINE, line + 1) if table.drawings else line + 1
    if table.key == "overview":
        after = _write_notes(sheet, report, after)
    sheet.print_title_rows = f"1:{FIRST_LINE}"
    sheet.freeze_panes = f"B{FIRST_LINE + 1}"
    set_up_page(sheet, PageSetup(landscape=table.key not in UPRIGHT, font=FONT), header)
    if len(table.rows) <= 40:
        sheet.page_setup.fitToHeight = 1


def _set_widths(sheet: Worksheet, table: FigureTable) -> None:
    rows = [*table.rows, *([table.whole] if table.whole else [])]
    sheet.column_dimensions["A"].width = 30.0 if table.key == "overview" else FIRST_WIDTH
    for place in range(max(len(table.headings), 5)):
        longest = max((len(row.figures[place].words) for row in rows if place < len(row.figures)), default=0)
        wide = WIDEST if longest > LONGEST else WIDE if longest > LONG else WIDTH
        sheet.column_dimensions[column_letters(place + 1)].width = (
            46.0 if table.key == "overview" and not place else wide
        )


def _banner(sheet: Worksheet, report: MonthReport, table: FigureTable, last: int) -> None:
    named = " · ".join(part for part in (report.organisation, report.centre) if part)
    lines = (
        (f"{named}　{report.title}　{report.month_words}", 15, True, 28),
        (table.title, 12, True, 20),
        (f"封账码：{report.seal}　制表时间：{report.made}", 9, False, 16),
    )
    for line, (text, size, bold, height) in enumerate(lines, 1):
        cell: Any = sheet.cell(line, 1)
        set_text(cell, text)
        cell.font = Font(name=FONT, size=size, bold=bold)
        cell.alignment = Alignment(horizontal="left" if line == 3 else "center", vertical="center")
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=last)
        sheet.row_dimensions[line].height = height


def _write_row(sheet: Worksheet, line: int, row: FigureRow, *, whole: bool = False) -> None:
    fill = _WHOLE if whole else None
    _cell(sheet.cell(line, 1), row.label, bold=whole, fill=fill)
    height = 18.0
    for column, figure in enumerate(row.figures, 2):
        cell = sheet.cell(line, column)
        _figure(cell, figure, bold=whole, fill=fill)
        width = sheet.column_dimensions[column_letters(column - 1)].width
        if figure.value is None:
            height = max(height, lines_needed(figure.words, units_per_line(width, 10)) * 14.0 + 4)
    sheet.row_dimensions[line].height = height


def _figure(cell: Any, figure: Figure, *, bold: bool, fill: PatternFill | None) -> None:
    """A number shown in the words people read, or the words alone where there is none."""
    _cell(cell, figure.words if figure.value is None else "", bold=bold, fill=fill)
    if figure.value is not None:
        cell.value = figure.value
        cell.number_format = figure.form


def _cell(cell: Any, text: str, *, bold: bool = False, fill: PatternFill | None = None) -> None:
    set_text(cell, text)
    cell.font = Font(name=FONT, size=10, bold=bold)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = BOX
    if fill is not None:
        cell.fill = fill


def _write_notes(sheet: Worksheet, report: MonthReport, line: int) -> int:
    for step, note in enumerate(("口径说明", *report.notes)):
        cell: Any = sheet.cell(line + step, 1)
        set_text(cell, note)
        cell.font = Font(name=FONT, size=9, bold=step == 0)
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=line + step, start_column=1, end_row=line + step, end_column=6)
        sheet.row_dimensions[line + step].height = lines_needed(note, 130) * 13.0 + 3
    return line + len(report.notes) + 1
