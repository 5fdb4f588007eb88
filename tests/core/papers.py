"""Registers on paper as tests make them and as somebody might tamper with them: a cell typed over, a line taken off."""

import csv
from pathlib import Path

from openpyxl import load_workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.paper_checks import PaperCheck, RowCheck, RowVerdict

EVERYTHING = LedgerQuery()


def paper(desk: Desk, key: str, folder: Path, ending: str = "xlsx") -> Path:
    """A register written to a file of that kind."""
    path = folder / f"{key}.{ending}"
    desk.ledgers.export(key, EVERYTHING, path)
    return path


def alter(path: Path, heading: str, text: object, line: int = 0) -> None:
    """Somebody types over a cell of a line of the paper (0 is the first one)."""
    if path.suffix == ".csv":
        rows = lines_of(path)
        rows[1 + line][rows[0].index(heading)] = str(text)
        put_lines(path, rows)
        return
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = next(cell.column for cell in sheet[3] if cell.value == heading)
    sheet.cell(4 + line, place).value = text
    book.save(path)


def cut(path: Path, line: int = 0) -> None:
    """Somebody takes a line off the paper."""
    book = load_workbook(path)
    book.worksheets[0].delete_rows(4 + line)
    book.save(path)


def lines_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def put_lines(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def only(check: PaperCheck, verdict: RowVerdict) -> list[RowCheck]:
    return [row for row in check.rows if row.verdict is verdict]
