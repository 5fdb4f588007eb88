"""What a table shows of a row, and how rows arrive: declared columns and pages by keyset."""

from collections.abc import Callable
from typing import Generic, TypeVar

from firstask_desktop.domain.values import dataclass
from ui.theme import Tone

R = TypeVar("R")


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: key (for sorting and remembered width), heading, width in pixels and what it says of a row.

    `sub` is a smaller second line; `tone` other than None makes the first line a chip with the tone's shape; without
    `sub` long text wraps into the second line. `align` is "left", "center" or "right". `tip` defaults to the text.
    `sortable` lets a click on the heading ask for sorting. `stretch` gives the column the room that is left.
    """

    key: str
    title: str
    width: int
    text: Callable[[R], str]
    align: str = "left"
    sub: Callable[[R], str] | None = None
    tone: Callable[[R], Tone | None] | None = None
    tip: Callable[[R], str] | None = None
    sortable: bool = False
    stretch: bool = False


@dataclass(frozen=True)
class Page(Generic[R]):
    """Up to 200 rows: the key to fetch what follows (None at the end), and how many there are altogether.

    `at_least` says that the total is only counted so far ("1 000+").
    """

    rows: tuple[R, ...]
    next: object | None
    total: int
    at_least: bool = False


Fetch = Callable[[object | None], Page[R]]
