"""A register as CSV: UTF-8 with a byte order mark, so that spreadsheets show Chinese, and inert like the workbook."""

import csv
import io
import operator
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.atomic import replacing
from firstask_desktop.ledgers.cells_out import clean_text, is_active, to_text
from firstask_desktop.ledgers.formats import RecordFormat
from firstask_desktop.ledgers.writer import BATCH, Written, never, no_report

FILTERED = "筛选："
"""Begins what a register that shows only some of its rows says of itself."""


def write_csv(
    path: Path,
    fmt: RecordFormat,
    rows: Iterable[Mapping[str, object]],
    report: Callable[[int, int], None] = no_report,
    cancelled: Callable[[], bool] = never,
    seal: str = "",
    chosen: str = "",
) -> Written:
    """Write `rows` below one line of headings, inert, and in a line of its own at the end the 封账码, with what narrowed
    the rows beside it (`chosen`).

    Refused like `write_register`.
    """
    expected = operator.length_hint(rows, 0)
    count = 0
    with replacing(path) as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        try:
            lines = csv.writer(text, lineterminator="\r\n")
            lines.writerow([inert(column.heading) for column in fmt.columns])
            for row in rows:
                lines.writerow([inert(row.get(column.source)) for column in fmt.columns])
                count += 1
                if count % BATCH == 0:
                    report(count, max(expected, count))
                    if cancelled():
                        raise Refused("已取消导出，没有写出文件", code="cancelled", field="path")
            if seal:
                lines.writerow([f"封账码：{seal}", *([inert(f"{FILTERED}{chosen}")] if chosen else [])])
        finally:
            text.detach()
    report(count, count)
    return Written(count, path)


def inert(value: object) -> str:
    """`value` as text that nothing executes: led by an apostrophe when it begins with `=`, `+`, `-`, `@` or a tab, or so
    already."""
    if value is None:
        return ""
    text = clean_text(to_text(value))
    return f"'{text}" if is_active(text.removeprefix("'")) else text


def alive(text: str) -> str:
    """What `inert` made inert, as it was."""
    return text[1:] if text.startswith("'") and is_active(text[1:].removeprefix("'")) else text
