"""`dataclass` for values: as the standard library's, but a class costs nothing until its first value is made.

A start declares some eighty kinds of value and makes few of them, and the standard library writes and compiles six
methods for each at once. Here `__init__` is compiled with the first value; the others are the same for all. A class
that is not frozen, or writes one of these methods itself, gets the standard library's own.

A frozen value is filled before it is frozen: `object.__setattr__`, which the standard library sets each field with, looks
for a guard to pass at every call and costs as much as thirty plain assignments.

`replace` is the standard library's too, but gives the fields of a wide value by place: by name Python looks through all
names for each.
"""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - type checkers know what they do
    from dataclasses import replace as replace  # noqa: PLC0414
else:

    def dataclass(cls=None, /, **how):
        """As `dataclasses.dataclass`, with the same words."""
        if cls is None:
            return lambda later: dataclass(later, **how)
        lazily = how.keys() <= {"frozen", "slots", "kw_only"} and how.get("frozen") and not _OWN & vars(cls).keys()
        return _value(cls, how) if lazily else dataclasses.dataclass(**how)(cls)

    def replace(value, /, **changes):
        """As `dataclasses.replace`."""
        made = type(value)
        if made.__setattr__ is not _no_set:
            return dataclasses.replace(value, **changes)
        places, parts = _places(made)
        row = list(parts(value))
        for name, new in changes.items():
            if name not in places:
                raise TypeError(f"{made.__qualname__} has no field {name!r}")
            row[places[name]] = new
        return filled(made)(row)


FEW = 3
"""Fields set one by one past the guard of a frozen class; more are set while the value is one of a class without it."""
_OWN = frozenset({"__init__", "__post_init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__"})


def _value(cls: type, how: dict[str, Any]) -> Any:
    """The class with its fields, and methods that were compiled long ago."""
    shape = {"slots": how.get("slots", False), "kw_only": how.get("kw_only", False)}
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, **shape)(cls)

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        made.__init__ = _init(made)
        made.__init__(self, *values, **named)

    made.__init__ = __init__
    made.__repr__, made.__eq__, made.__hash__ = _repr, _eq, _hash
    made.__setattr__, made.__delattr__ = _no_set, _no_delete
    made.__getstate__, made.__setstate__ = _get_state, _set_state
    return made


def _init(made: type) -> Callable[..., None]:
    """The written-out `__init__` of a class."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING, "_made": made}
    placed, named, slowly, body = ["self"], list[str](), list[str](), list[str]()
    for one in fields(made):
        (named if one.kw_only else placed).append(_parameter(one, known))
        made_anew = one.default_factory is not MISSING
        value = f"_of_{one.name}() if {one.name} is _MISSING else {one.name}" if made_anew else one.name
        slowly.append(f" _set(self, {one.name!r}, {value})")
        body.append(f" self.{one.name} = {value}")
    if len(body) > FEW:
        known["_blank"] = _thawed(made)
        subclass = [" if self.__class__ is not _made:", *(f" {line}" for line in slowly), "  return"]
        slowly = [*subclass, " _set(self, '__class__', _blank)", *body, " self.__class__ = _made"]
    words = ", ".join([*placed, *(["*", *named] if named else [])])
    exec(f"def __init__({words}):\n" + "\n".join(slowly or [" pass"]), known)  # noqa: S102 - names of fields only
    written: Callable[..., None] = known["__init__"]
    written.__qualname__ = f"{made.__qualname__}.__init__"
    return written


def _parameter(one: Field[Any], known: dict[str, Any]) -> str:
    if one.default_factory is not MISSING:
        known[f"_of_{one.name}"] = one.default_factory
        return f"{one.name}=_MISSING"
    if one.default is not MISSING:
        known[f"_is_{one.name}"] = one.default
        return f"{one.name}=_is_{one.name}"
    return one.name


@cache
def _places(made: Any) -> tuple[dict[str, int], Callable[[Any], tuple[Any, ...]]]:
    """The place of each field in the order of declaration, and what gives all of a value's fields."""
    names = [one.name for one in fields(made)]
    parts = attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
    return {name: place for place, name in enumerate(names)}, parts


@cache
def filled(made: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes a value of a class from all of its fields in the order of declaration; too few or many: a TypeError."""
    names = [one.name for one in fields(made)]
    if made.__setattr__ is not _no_set:
        return lambda values: made(**dict(zip(names, values, strict=True)))
    if not names:
        return lambda values: made(*values)
    places = [f"value_{place}" for place in range(len(names))]
    puts = "\n".join(f"    value.{name} = {place}" for name, place in zip(names, places, strict=True))
    known: dict[str, Any] = {"made": made, "blank": _thawed(made), "new": object.__new__}
    exec(  # noqa: S102 - names of fields only
        "def fill(values):\n"
        f"    try:\n        {', '.join(places)}, = values\n"
        "    except ValueError as error:\n        raise TypeError(str(error)) from None\n"
        f"    value = new(blank)\n{puts}\n    value.__class__ = made\n    return value\n",
        known,
    )
    make: Callable[[Sequence[Any]], Any] = known["fill"]
    return make


def _thawed(made: Any) -> type:
    """A class of the same shape whose fields can be set: a value is filled as one of it, fifty times faster, then frozen."""
    shape = {name: vars(made)[name] for name in ("__slots__", "__orig_bases__") if name in vars(made)}
    thawed: type = type(made)(made.__name__, made.__bases__, shape)
    return thawed


@cache
def _compared(made: Any) -> Callable[[Any], Any]:
    """What a value is equal and hashed by."""
    names = [one.name for one in fields(made) if one.compare]
    return attrgetter(*names) if names else lambda _value: ()


def _repr(self: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    made: Any = self.__class__
    of = _compared(made)
    return of(self) == of(other)


def _hash(self: Any) -> int:
    made: Any = type(self)
    return hash(_compared(made)(self))


def _no_set(_self: Any, name: str, _value: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_delete(_self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
