"""Values made with our `dataclass` behave as those of the standard library."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any, Generic, TypeVar

import pytest

from firstask_desktop.domain import values

R = TypeVar("R")


@values.dataclass(frozen=True, slots=True)
class Place:
    """A place."""

    house: str
    floor: int = 1
    names: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list, compare=False, repr=False)


@values.dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something said."""

    by: str
    to: str = ""


@values.dataclass(frozen=True, slots=True)
class Nothing:
    """No field at all."""


@values.dataclass(frozen=True, slots=True)
class Leaf(Generic[R]):
    """Holds anything."""

    rows: tuple[R, ...]


@values.dataclass(frozen=True)
class Open:
    """Not slotted."""

    word: str


@values.dataclass(slots=True)
class Tally:
    """Not frozen: the standard library's own."""

    count: int = 0


def test_equal_values_are_equal_and_hash_alike_whatever_is_not_compared() -> None:
    one, other = Place("A", 2, ("x",), ["n"]), Place(house="A", floor=2, names=("x",))
    assert one == other
    assert hash(one) == hash(other)
    assert one != Place("A", 3, ("x",))
    assert {one: 1}[other] == 1
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert Told(by="A") != Place("A")


def test_a_value_says_itself_as_the_standard_library_would() -> None:
    plain = dataclasses.make_dataclass("Place", [("house", str), ("floor", int, 1), ("names", tuple, ())], frozen=True)
    assert repr(Place("A")) == repr(plain("A"))
    assert repr(Nothing()) == "Nothing()"


@pytest.mark.parametrize("value", [Place("A"), Told(by="B"), Open("C")])
def test_nothing_can_be_assigned_or_deleted(value: Any) -> None:
    name = fields(value)[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, "other")
    with pytest.raises(FrozenInstanceError):
        delattr(value, name)
    with pytest.raises(FrozenInstanceError):
        value.new = 1


def test_what_is_missing_or_too_much_is_a_type_error_from_the_first_value_on() -> None:
    @values.dataclass(frozen=True, slots=True, kw_only=True)
    class Late:
        """Declared a moment ago."""

        who: str

    for wrong in (Late, lambda: Late("A"), lambda: Late(who="A", what="B")):  # type: ignore[call-arg, misc]
        with pytest.raises(TypeError):
            wrong()
    assert Late(who="A").who == "A"


def test_each_value_gets_a_list_of_its_own() -> None:
    Place("A").notes.append("x")
    assert Place("A").notes == []


def test_the_tools_of_the_standard_library_work() -> None:
    here = Place("A", 2)
    assert replace(here, floor=3) == Place("A", 3)
    assert [one.name for one in fields(Place)] == ["house", "floor", "names", "notes"]
    assert dataclasses.asdict(Told(by="A")) == {"by": "A", "to": ""}
    assert dataclasses.is_dataclass(Place)
    assert pickle.loads(pickle.dumps(here)) == copy.deepcopy(here) == here
    match here:
        case Place(house, floor):
            assert (house, floor) == ("A", 2)
    assert Leaf[int]((1,)) == Leaf((1,))


def test_slots_stay_slots_and_what_is_not_frozen_can_change() -> None:
    assert not hasattr(Place("A"), "__dict__")
    tally = Tally()
    tally.count += 1
    assert tally == Tally(1)


def test_a_class_with_its_own_comparison_keeps_it() -> None:
    @values.dataclass(frozen=True, slots=True)
    class Loose:
        """Equal when it sounds alike."""

        word: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Loose) and other.word.lower() == self.word.lower()

        def __hash__(self) -> int:
            return hash(self.word.lower())

    assert Loose("A") == Loose("a")
    with pytest.raises(FrozenInstanceError):
        Loose("A").word = "b"  # type: ignore[misc]


def test_a_value_is_made_of_all_its_fields_in_order_and_replaced_by_name() -> None:
    @values.dataclass(frozen=True, slots=True, kw_only=True)
    class Wide:
        """By name only."""

        a: int = 1
        b: str = ""

    assert values.filled(Wide)([2, "x"]) == Wide(a=2, b="x")
    assert values.replace(Wide(a=2), b="y") == Wide(a=2, b="y")
    assert values.replace(Place("A"), floor=9) == Place("A", 9)
    assert values.replace(Tally(3), count=4) == Tally(4)
    assert values.filled(Tally)([5]) == Tally(5)
    assert values.replace(Nothing()) == Nothing()
    for wrong in (lambda: values.filled(Wide)([1]), lambda: values.replace(Wide(), c=1)):
        with pytest.raises(TypeError):
            wrong()


@values.dataclass(frozen=True, slots=True)
class Wide:
    """Enough fields to be filled before it is frozen."""

    one: str
    two: str = "2"
    three: list[str] = field(default_factory=list)
    four: int = 4


@values.dataclass(frozen=True, slots=True)
class Tree(Generic[R]):
    """Wide, and of any kind."""

    one: R
    two: R
    three: R
    four: R


class Wider(Wide):
    """A subclass, with room for more."""


@pytest.mark.parametrize("make", [Wide, values.filled(Wide)])
def test_a_wide_value_is_of_its_class_and_frozen_like_any_other(make: Any) -> None:
    row = ("a", "b", ["c"], 1)
    made = make(*row) if make is Wide else make(row)
    assert (
        type(made) is Wide
        and made == Wide("a", "b", ["c"], 1)
        and repr(made) == "Wide(one='a', two='b', three=['c'], four=1)"
    )
    with pytest.raises(FrozenInstanceError):
        made.two = "z"
    assert Wide("a").three == [] and Wide("a").three is not Wide("a").three


def test_a_wide_value_may_be_of_any_kind() -> None:
    made = Tree[int](1, 2, 3, 4)
    assert type(made) is Tree and made == values.filled(Tree)((1, 2, 3, 4)) and made.four == 4


def test_a_subclass_of_a_wide_value_stays_of_its_own_class() -> None:
    made = Wider("a", four=9)
    assert type(made) is Wider and (made.one, made.two, made.three, made.four) == ("a", "2", [], 9)


@pytest.mark.parametrize("row", [("a",), ("a", "b", [], 1, 2)])
def test_too_few_or_many_fields_are_told(row: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError):
        values.filled(Wide)(row)
