"""《客户投诉/建议/意见记录表》 KF-06-05: each record as a paper form on its own sheet, and the list of them ([95])."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.atomic import replacing
from firstask_desktop.ledgers.cells_out import (
    clean_text,
    column_letters,
    lines_needed,
    number_text,
    to_text,
    units_per_line,
)
from firstask_desktop.ledgers.form_layout import LABEL_SPAN, PaperBox, PaperRow, paper_rows
from firstask_desktop.ledgers.formats import GRID, RecordFormat
from firstask_desktop.ledgers.mark import put_mark
from firstask_desktop.ledgers.template import (
    BOX,
    FIRST_ROW,
    RegisterHeader,
    fill_sheet,
    numbered,
    set_text,
    set_up_page,
    sheet_name,
)
from firstask_desktop.ledgers.workbook import save
from firstask_desktop.ledgers.writer import Written, never, no_report

HEADING_WIDTH = 9.0
GRID_WIDTH = 3.7
MOST_RECORDS = 1000
SUMMARY_LENGTH = 100
_SHADE = PatternFill("solid", fgColor="FFEFF3F6")


def write_records(
    path: Path,
    fmt: RecordFormat,
    header: RegisterHeader,
    records: Sequence[Mapping[str, object]],
    report: Callable[[int, int], None] = no_report,
    cancelled: Callable[[], bool] = never,
    *,
    list_format: RecordFormat | None = None,
) -> Written:
    """Write each record as one form (a page; a very long one goes on overleaf), led by the list when `list_format` is
    given. The keys of a record are those of the format's boxes; moments are naive, in the centre's zone.

    Refused like a register; also when there is nothing to write or there are more than 1 000 records.
    """
    if not fmt.sections:
        raise Refused(f"“{fmt.title}”不是一件一页的格式", code="not-a-form", field="format")
    if not 1 <= len(records) <= MOST_RECORDS:
        words = "没有可导出的记录" if not records else f"一次最多导出 {MOST_RECORDS} 件，请缩短时间范围"
        raise Refused(words, code="too-many" if records else "nothing", field="path", clause="[95]")
    with replacing(path) as file:
        book = Workbook()
        book.properties.creator = "首问台"
        book.properties.title = clean_text(fmt.title)
        book.remove(book.worksheets[0])
        if list_format is not None:
            _write_list(book.create_sheet(sheet_name(list_format.sheet)), list_format, header, records)
        names = {name.lower() for name in book.sheetnames}
        for number, record in enumerate(records, start=1):
            if cancelled():
                raise Refused("已取消导出，没有写出文件", code="cancelled", field="path")
            wanted = to_text(record.get("record_number") or "") or f"{fmt.sheet}{number}"
            _write_form(book.create_sheet(_unused(wanted, names)), fmt, header, record)
            report(number, len(records))
        save(book, file)
    return Written(len(records), path)


def list_row(record: Mapping[str, object]) -> dict[str, object]:
    """The record as a row of the list: what the form calls otherwise is given under the list's names too."""
    words = " ".join(to_text(record.get("words") or "").split())
    short = words if len(words) <= SUMMARY_LENGTH else words[: SUMMARY_LENGTH - 1] + "…"
    fallback = {
        "number": record.get("record_number"),
        "date": _day(record.get("recorded_at")),
        "summary": short,
        "closed_on": _day(record.get("closed_at")),
    }
    return {**fallback, **record}


def _day(moment: object) -> object:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _unused(wanted: str, names: set[str]) -> str:
    name = sheet_name(wanted)
    number = 2
    while name.lower() in names:
        name = f"{sheet_name(wanted)[:26]}({number})"
        number += 1
    names.add(name.lower())
    return name


def _write_list(
    sheet: Worksheet, fmt: RecordFormat, header: RegisterHeader, records: Sequence[Mapping[str, object]]
) -> None:
    fill_sheet(sheet, fmt, header)
    columns = range(1, len(fmt.columns) + 1)
    prototypes: list[Any] = [sheet.cell(FIRST_ROW, column) for column in columns]
    usual = [cell._style for cell in prototypes]
    foot: Any = sheet.cell(FIRST_ROW + 2, 1)
    foot_style = foot._style
    sheet.delete_rows(FIRST_ROW, 3)
    for line, record in enumerate(records, start=FIRST_ROW):
        row = list_row(record)
        height = 18.0
        for place, column, style in zip(columns, fmt.columns, usual, strict=True):
            cell: Any = sheet.cell(line, place)
            cell._style = style
            value = row.get(column.source)
            if value is not None and number_text(value, column.kind) is not None:
                shown = cell.number_format
                cell.value = value
                cell.number_format = shown
            elif value is not None:
                set_text(cell, to_text(value))
                units = units_per_line(column.width, fmt.page.font_size)
                height = max(height, min(400.0, lines_needed(to_text(value), units) * fmt.page.font_size * 1.4 + 4))
        sheet.row_dimensions[line].height = height
    after = FIRST_ROW + len(records) + 1
    signed: Any = sheet.cell(after, 1)
    signed._style = foot_style
    set_text(signed, "　　".join(f"{label}：{'＿' * 8}" for label in fmt.signatures))
    sheet.merge_cells(f"A{after}:{column_letters(len(fmt.columns) - 1)}{after}")
    sheet.row_dimensions[after].height = 24


def _write_form(sheet: Worksheet, fmt: RecordFormat, header: RegisterHeader, record: Mapping[str, object]) -> None:
    page = fmt.page
    sheet.column_dimensions["A"].width = HEADING_WIDTH
    for place in range(GRID):
        sheet.column_dimensions[column_letters(place + 1)].width = GRID_WIDTH
    _banner(sheet, fmt, header)
    rows = paper_rows(fmt, record, GRID_WIDTH)
    line = 4
    for section in fmt.sections:
        own = [row for row in rows if row.section == section.heading]
        heading_lines = -(-len(section.heading) // 4)
        least = (heading_lines * page.font_size * 1.35 + 4) / max(1, len(own))
        for step, row in enumerate(own):
            _write_row(sheet, line + step, row, fmt)
            sheet.row_dimensions[line + step].height = max(least, row.height)
        _box(sheet, line, 1, line + len(own) - 1, 1)
        _style(sheet.cell(line, 1), fmt, section.heading, bold=True, centre=True, shaded=True)
        line += len(own)
    set_up_page(sheet, page, header)
    tall = sum(sheet.row_dimensions[number].height or 15 for number in range(1, line))
    sheet.page_setup.fitToHeight = 1 if tall <= _page_height(fmt) / 0.78 else 0
    sheet.print_title_rows = "1:3"
    sheet.print_area = f"A1:{column_letters(GRID)}{line - 1}"


def _page_height(fmt: RecordFormat) -> float:
    long, wide = (842, 595) if fmt.page.paper == "A4" else (1191, 842)
    return (wide if fmt.page.landscape else long) - (fmt.page.margins[2] + fmt.page.margins[3] + 8) * 72 / 25.4


def _banner(sheet: Worksheet, fmt: RecordFormat, header: RegisterHeader) -> None:
    end = GRID + 1
    named = " · ".join(part for part in (header.organisation, header.centre) if part)
    set_text(sheet.cell(1, 1), clean_text(named))
    set_text(sheet.cell(2, 1), fmt.title)
    set_text(sheet.cell(3, 1), numbered(fmt, header))
    set_text(sheet.cell(3, 18), f"版本：{fmt.revision}")
    for line, size, bold in ((1, 2, False), (2, 8, True), (3, -1, False)):
        sheet.cell(line, 1).font = Font(name=fmt.page.font, size=fmt.page.font_size + size, bold=bold)
        sheet.cell(line, 1).alignment = Alignment(horizontal="left" if line == 3 else "center", vertical="center")
    sheet.cell(3, 18).font = Font(name=fmt.page.font, size=fmt.page.font_size - 1)
    sheet.cell(3, 18).alignment = Alignment(horizontal="right", vertical="center")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=end)
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=end)
    sheet.merge_cells(start_row=3, start_column=1, end_row=3, end_column=17)
    sheet.merge_cells(start_row=3, start_column=18, end_row=3, end_column=end)
    for line, height in ((1, 18), (2, 28), (3, 16)):
        sheet.row_dimensions[line].height = height
    put_mark(sheet, header.mark, (1, 2), end)


def _write_row(sheet: Worksheet, line: int, row: PaperRow, fmt: RecordFormat) -> None:
    column = 2
    for box in row.boxes:
        middle = column + LABEL_SPAN
        end = column + box.span - 1
        _box(sheet, line, column, line, middle - 1)
        _box(sheet, line, middle, line, end)
        _style(sheet.cell(line, column), fmt, box.label, centre=True, shaded=True)
        _write_value(sheet.cell(line, middle), fmt, box)
        column = end + 1


def _write_value(cell: Any, fmt: RecordFormat, box: PaperBox) -> None:
    _style(cell, fmt, box.text)
    if box.kind == "sign":
        cell.alignment = Alignment(horizontal="right", vertical="bottom", wrap_text=True)
    elif box.roomy:
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)


def _style(
    cell: Any, fmt: RecordFormat, text: str, *, bold: bool = False, centre: bool = False, shaded: bool = False
) -> None:
    set_text(cell, text)
    cell.font = Font(name=fmt.page.font, size=fmt.page.font_size, bold=bold)
    cell.number_format = "@"
    where = "center" if centre else "left"
    cell.alignment = Alignment(horizontal=where, vertical="center", wrap_text=True)
    if shaded:
        cell.fill = _SHADE


def _box(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    for line in range(top, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(line, column).border = BOX
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
