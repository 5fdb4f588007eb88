"""Turn a parsed data file (TOML tables and lists) into frozen dataclasses, naming the place of whatever does not fit.

The dataclass is the schema: a field without a default must be there and must not be empty; one with a default may be.
Fields are `str`, `bool`, `int` (not negative), `date`, another dataclass, a tuple of those, or a class with a
`read(value, place)` of its own.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, TypeVar, get_args, get_origin

Row = TypeVar("Row")

_PLAIN: Mapping[object, str] = {str: "文字", bool: "true 或 false", date: "日期（年-月-日）", int: "不小于 0 的整数"}


def row_from(kind: type[Row], source: object, place: str) -> Row:
    """Build one `kind` from a table. Raises ValueError in Chinese with the place: missing, empty or of another type."""
    if not isinstance(source, Mapping):
        raise ValueError(f"{place}：应为一节（[…]）")
    values: dict[str, object] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        optional = field.default is not MISSING
        if field.name in source:
            values[field.name] = _value(field.type, source[field.name], f"{place} 的 {field.name}", optional)
        elif not optional:
            raise ValueError(f"{place}：缺少 {field.name}")
    return kind(**values)


def refuse_twice(place: str, values: Iterable[str]) -> None:
    """Raise ValueError when a value that must be unique stands twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{place}：「{value}」重复")
        seen.add(value)


def refuse_unknown(place: str, what: str, value: str, known: Container[str]) -> None:
    """Raise ValueError when `value` refers to nothing in `known`."""
    if value not in known:
        raise ValueError(f"{place}：{what}「{value}」不存在")


def _value(kind: Any, value: object, place: str, optional: bool) -> object:
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], value, place, optional)
    if hasattr(kind, "read"):
        return kind.read(value, place)
    if is_dataclass(kind):
        return row_from(kind, value, place)  # type: ignore[arg-type]
    if type(value) is not kind or (isinstance(value, int) and value < 0):
        raise ValueError(f"{place}：应为{_PLAIN[kind]}")
    if not isinstance(value, str):
        return value
    if not value.strip() and not optional:
        raise ValueError(f"{place}：不能为空")
    return value.strip()


def _several(kind: Any, value: object, place: str, optional: bool) -> tuple[object, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"{place}：应为列表")
    if not value and not optional:
        raise ValueError(f"{place}：至少要有一项")
    return tuple(_value(kind, item, _numbered(place, number, item), False) for number, item in enumerate(value, 1))


def _numbered(place: str, number: int, item: object) -> str:
    name = (item.get("code") or item.get("name")) if isinstance(item, Mapping) else None
    return f"{place} 第 {number} 项（{name}）" if name else f"{place} 第 {number} 项"
