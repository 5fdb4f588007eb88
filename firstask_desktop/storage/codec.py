"""How a frozen dataclass becomes columns and canonical JSON scalars, and comes back.

Datetimes are stored as UTC text with offset, dates as ISO text, enums by value, tuples as JSON text, booleans as 0/1.
Integers stay integers (money is 分, durations are minutes). There are no floats in a record.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from operator import attrgetter
from types import MappingProxyType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.values import dataclass, filled

Scalar = str | int | None
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ColumnCodec:
    """One field of a record: its column kind (`text` or `integer`), its stored default and both directions."""

    name: str
    kind: str
    personal: bool
    default: Scalar
    encode: Callable[[Any], Scalar]
    decode: Callable[[Any], Any]


def columns_of(record: type) -> tuple[ColumnCodec, ...]:
    """The columns of a record class in declaration order, `id` first."""
    return _columns(record)


def column_names(record: type) -> str:
    """The quoted column list of a record class, ready for a SELECT."""
    return _names(record)


@cache
def _columns(record: type) -> tuple[ColumnCodec, ...]:
    written = any(isinstance(each.type, str) for each in fields(record))
    hints = get_type_hints(record) if written else {each.name: each.type for each in fields(record)}
    columns = []
    for each in fields(record):
        kind, encode, decode = _codec(hints[each.name])
        if each.default is MISSING:
            raise TypeError(f"{record.__name__}.{each.name} has no default")
        personal = bool(each.metadata.get("personal"))
        columns.append(ColumnCodec(each.name, kind, personal, encode(each.default), encode, decode))
    return tuple(columns)


@cache
def _names(record: type) -> str:
    return ", ".join(f'"{column.name}"' for column in columns_of(record))


def encode_row(row: object) -> dict[str, Scalar]:
    """All columns of a row as stored scalars."""
    record: Any = type(row)
    names, parts, special = _encoders(record)
    stored = dict(zip(names, parts(row), strict=True))
    for name, encode in special:
        if stored[name] is not None:
            stored[name] = encode(stored[name])
    return stored


@cache
def empty_row(record: Any) -> Mapping[str, Scalar]:
    """What is stored of a row in which nothing was filled in."""
    return MappingProxyType({column.name: column.default for column in columns_of(record)})


@cache
def personal_columns(record: Any) -> frozenset[str]:
    """The columns whose values enter the journal only as commitments."""
    return frozenset(column.name for column in columns_of(record) if column.personal)


@cache
def _decoders(record: type) -> tuple[Callable[[Sequence[Any]], Any], tuple[tuple[int, Callable[[Any], Any]], ...]]:
    """What makes a row of its columns, and the decoders of those whose stored scalar is not the value itself, by place."""
    columns = columns_of(record)
    special = tuple((at, column.decode) for at, column in enumerate(columns) if column.decode is not _same)
    return filled(record), special


@cache
def _encoders(record: Any) -> tuple[tuple[str, ...], Callable[[Any], Any], tuple[tuple[str, Any], ...]]:
    """Column names, what gives all values of a row, and the encoders of those that are not stored as they are."""
    columns = columns_of(record)
    names = tuple(column.name for column in columns)
    special = tuple((column.name, column.encode) for column in columns if column.encode is not _same)
    return names, attrgetter(*names), special


def decode_row(record: type[R], values: Sequence[Any]) -> R:
    """A row of `record` from scalars in column order."""
    plain: type = record
    make, special = _decoders(plain)
    row = list(values)
    for place, decode in special:
        row[place] = decode(row[place])
    made: R = make(row)
    return made


def _same(value: Any) -> Any:
    return value


def _encode_moment(value: datetime | None) -> Scalar:
    return None if value is None else utc_text(value)


@lru_cache(maxsize=4_096)
def _decode_moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _encode_day(value: date | None) -> Scalar:
    return None if value is None else value.isoformat()


def _decode_day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _encode_tuple(value: tuple[str, ...]) -> Scalar:
    return json.dumps(list(value), ensure_ascii=False, separators=(",", ":")) if value else ""


def _decode_tuple(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value)) if value else ()


def _encode_enum(value: StrEnum | None) -> Scalar:
    return None if value is None else value.value


def _enum_decoder(kind: type[StrEnum]) -> Callable[[str | None], StrEnum | None]:
    members = {member.value: member for member in kind}

    def decode(value: str | None) -> StrEnum | None:
        return None if value is None else members[value]

    return decode


def _codec(hint: Any) -> tuple[str, Callable[[Any], Scalar], Callable[[Any], Any]]:
    """Column kind and both directions for a field's type."""
    if get_origin(hint) in (Union, UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if hint is bool:
        return "integer", int, bool
    if hint is int:
        return "integer", _same, _same
    if hint is str:
        return "text", _same, _same
    if hint is datetime:
        return "text", _encode_moment, _decode_moment
    if hint is date:
        return "text", _encode_day, _decode_day
    if get_origin(hint) is tuple:
        return "text", _encode_tuple, _decode_tuple
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "text", _encode_enum, _enum_decoder(hint)
    raise TypeError(f"no column for {hint!r}")
