"""A form written out as a file that reads back as the same form."""

import json
from collections.abc import Sequence

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.format_legend import legend
from firstask_desktop.ledgers.format_parsing import parsed
from firstask_desktop.ledgers.formats import FormatColumn, FormField, RecordFormat
from firstask_desktop.ledgers.slip_parts import SlipPart


def format_text(fmt: RecordFormat) -> str:
    """The form as a file that `load_format` reads back as the same form; refused when it would not be one."""
    lines = [
        *legend(fmt),
        "",
        f"key = {_quoted(fmt.key)}",
        f"title = {_quoted(fmt.title)}",
        f"form_number = {_quoted(fmt.form_number)}",
        f"revision = {_quoted(fmt.revision)}",
        f"sheet = {_quoted(fmt.sheet)}",
        *_values(again=fmt.again),
        f"essential = {_listed(fmt.essential)}",
        "",
        "[page]",
        *_values(paper=fmt.page.paper),
        f"landscape = {'true' if fmt.page.landscape else 'false'}",
        f"margins = [{', '.join(f'{margin:g}' for margin in fmt.page.margins)}]",
        *_values(font=fmt.page.font),
        f"font_size = {fmt.page.font_size:g}",
        "",
        "[footer]",
        f"counts = {_quoted(fmt.counts)}",
        f"signatures = {_listed(fmt.signatures)}",
    ]
    for column in fmt.columns:
        lines += ["", "[[column]]", *_column_lines(column)]
    for section in fmt.sections:
        lines += ["", "[[section]]", *_values(heading=section.heading)]
        for row in section.rows:
            lines += ["[[section.row]]", "boxes = [", *(f"  {_box(field)}," for field in row), "]"]
    for part in fmt.parts:
        lines += ["", "[[part]]", *_part_lines(part)]
    for sign in fmt.signs:
        lines += ["", "[[sign]]", *_values(label=sign.label, key=sign.key)]
    text = "\n".join(lines) + "\n"
    if parsed(f"{fmt.key}.toml", text, fmt.key) != fmt:
        raise Refused("这样的格式写不成文件，请检查表头里的特殊字符", code="format", field="heading")
    return text


def _column_lines(column: FormatColumn) -> list[str]:
    lines = _values(key=column.key, heading=column.heading, kind=column.kind)
    lines.append(f"width = {column.width:g}")
    source = "" if column.fixed else column.source
    lines += _values(
        required=column.required, source=source, filled_by=column.filled_by, display=column.display,
        split_from=column.split_from, fixed=column.fixed, entry=column.entry, hint=column.hint,
    )  # fmt: skip
    lines += [] if column.screen else ["screen = false"]
    lines += [f"choices = {_listed(column.choices)}"] if column.choices else []
    lines += [f"aliases = {_listed(column.aliases)}"] if column.aliases else []
    return lines


def _part_lines(part: SlipPart) -> list[str]:
    return _values(kind=part.kind, label=part.label, key=part.key, text=part.text, empty=part.empty)


def _box(field: FormField) -> str:
    parts = [f"label = {_quoted(field.label)}"]
    parts += [f"key = {_quoted(field.key)}"] if field.key else []
    parts += [f"kind = {_quoted(field.kind)}", f"span = {field.span}", f"lines = {field.lines}"]
    parts += [f"choices = {_listed(field.choices)}"] if field.choices else []
    parts += [f"fixed = {_quoted(field.fixed)}"] if field.fixed else []
    return "{ " + ", ".join(parts) + " }"


def _values(**values: str) -> list[str]:
    return [f"{key} = {_quoted(value)}" for key, value in values.items() if value]


def _listed(values: Sequence[str]) -> str:
    return f"[{', '.join(_quoted(value) for value in values)}]"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
