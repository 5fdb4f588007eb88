"""The words core tests are written in: a moment on the wall clock, a step somebody takes, a refusal at its field."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import CHINA
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import EntryKind
from firstask_desktop.domain.views import TimelineLine
from firstask_desktop.errors import Refused
from tests.desk_fixtures import as_name, person

MONDAY = "2026-11-23"


def at(text: str) -> datetime:
    """`15:30` of the Monday the tests begin on, `24 11:00` of a day of that November, or a whole date with time."""
    day, _, clock = text.rpartition(" ")
    if not day:
        day = MONDAY
    elif len(day) <= 2:
        day = f"{MONDAY[:8]}{int(day):02d}"
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=CHINA)


@contextmanager
def refused(field: str | None = None, clause: str = "", saying: str = "") -> Iterator[None]:
    """What is done inside is refused: at that field, with that clause, in words that hold `saying`."""
    with pytest.raises(Refused) as caught:
        yield
    refusal = caught.value
    if field is not None:
        assert refusal.field == field, f"{refusal.field!r}: {refusal}"
    assert clause in refusal.clause, f"{refusal.clause!r}: {refusal}"
    assert saying in str(refusal), str(refusal)


def do(desk: Desk, name: str, action: Action, case: Case, command: object) -> Case:
    """Somebody takes a step with a case."""
    return as_name(desk, name).cases.perform(action, case.id, command)


def lines(desk: Desk, case: Case, kind: EntryKind) -> list[TimelineLine]:
    """The lines of one kind on the case's timeline."""
    return [line for line in desk.cases.file(case.id).timeline if line.entry.kind is kind]


def id_of(desk: Desk, name: str) -> str:
    """Somebody's id."""
    return person(desk, name).id
