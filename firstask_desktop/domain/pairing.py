"""Which line of a paper is which row of a book, where no line carries its row's id: by what they say, then by their order."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

Cells = Sequence[str | None]
"""What a line or row says, column by column; "" for an empty cell, None for one that nobody can read any more."""
ALIKE = 0.5
"""The share of filled cells that must agree for an altered line to be taken for a row."""
NEAR, MOST = 50, 120
"""Of a value that many rows share only the nearest rows are looked at, and of all together so many."""


def paired(lines: Sequence[Cells], rows: Sequence[Cells]) -> list[int | None]:
    """For every line the place of its row, None where it has none; no row is given twice.

    Lines that say the same as a row come first, in their order, so that of two rows alike the first goes to the first
    line. What is left goes to the row that agrees in most of its cells, at least in half of them, the nearest first.
    """
    found: list[int | None] = [None] * len(lines)
    waiting: dict[tuple[str | None, ...], deque[int]] = defaultdict(deque)
    for place, row in enumerate(rows):
        waiting[tuple(row)].append(place)
    for place, line in enumerate(lines):
        if same := waiting.get(tuple(line)):
            found[place] = same.popleft()
    free = sorted(place for places in waiting.values() for place in places)
    left = [place for place, row in enumerate(found) if row is None]
    taken: set[int] = set()
    for _, _, line_at, row_at in sorted(_likely(lines, rows, left, free)):
        if found[line_at] is None and row_at not in taken:
            found[line_at] = row_at
            taken.add(row_at)
    return found


def _likely(
    lines: Sequence[Cells], rows: Sequence[Cells], left: Sequence[int], free: Sequence[int]
) -> Iterator[tuple[float, int, int, int]]:
    """(how unlike, how far apart, line, row) of every pair that could be one."""
    holding: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row_at in free:
        for column, text in enumerate(rows[row_at]):
            if text:
                holding[column, text].append(row_at)
    for line_at in left:
        for row_at in _candidates(lines[line_at], line_at, holding):
            alike = _alike(lines[line_at], rows[row_at])
            if alike >= ALIKE:
                yield 1 - alike, abs(line_at - row_at), line_at, row_at


def _candidates(line: Cells, line_at: int, holding: dict[tuple[int, str], list[int]]) -> set[int]:
    """The rows that share a value with the line, the rarest values first."""
    shared = (holding.get((column, text), []) for column, text in enumerate(line) if text)
    seen: set[int] = set()
    for places in sorted(shared, key=len):
        seen.update(sorted(places, key=lambda row_at: abs(row_at - line_at))[:NEAR])
        if len(seen) >= MOST:
            break
    return seen


def _alike(line: Cells, row: Cells) -> float:
    """The share of cells that agree, of those in which either says something."""
    pairs = [(one, other) for one, other in zip(line, row, strict=True) if None not in (one, other) and (one or other)]
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else 0
