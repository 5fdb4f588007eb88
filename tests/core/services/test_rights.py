"""Role × relation × action, open and confidential: who may do what, held against a table written by hand (T8)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.secrecy import Access
from firstask_desktop.domain.states import Role, State
from firstask_desktop.errors import Refused
from firstask_desktop.services import cases as moves
from firstask_desktop.services.veil import DENIED
from tests.desk_fixtures import person, registered

TABLE = Path(__file__).with_name("rights.txt")
COLUMNS = ("first", "handler", "helper", "registrar", "colleague", "elsewhere", "accused")
LEAST = {"e": frozenset(Role), "s": frozenset(Role) - {Role.STAFF}, "m": frozenset({Role.MANAGER}), ".": frozenset()}


class Reached(Exception):
    """The move was let through to what it does."""


class Filled:
    """A command with something in every field."""

    def __getattr__(self, _name: str) -> str:
        return "x"


@dataclass(frozen=True)
class Line:
    """One action: where it is tried, and the least role in every column."""

    action: Action
    state: State
    open: str
    confidential: str


def lines() -> Iterator[Line]:
    for text in TABLE.read_text(encoding="utf-8").splitlines():
        if text and not text.startswith("#"):
            action, state, *cells = text.split()
            assert len(cells) == 2 * len(COLUMNS)
            yield Line(Action(action), State(state), "".join(cells[:7]), "".join(cells[7:]))


def reach(_step: object, _command: object) -> None:
    raise Reached


@dataclass
class House:
    """The desk, and for every column and role a person of that role."""

    desk: Desk
    people: dict[tuple[str, Role], Person]

    def case_of(self, who: Role, state: State, confidential: bool) -> Case:
        """A case in that state whose people are those of that role."""
        one = {column: self.people[column, who].id for column in COLUMNS}
        base = registered(self.desk)
        case = replace(
            base, state=state, first_asked=one["first"], carrier=one["first"], handler=one["handler"],
            helpers=(one["helper"],), registrar=one["registrar"], accused=(one["accused"],), confidential=confidential,
        )  # fmt: skip
        with self.desk.cases._office.store.record("case.made", "") as entry:
            return entry.put(case)

    def may(self, actor: Person, line: Line, case: Case) -> bool:
        """Whether the service lets this person through; what it refuses for any other reason fails the test."""
        try:
            self.desk.as_person(actor.id).cases.perform(line.action, case.id, Filled())
        except Reached:
            return True
        except Refused as refused:
            assert refused.code in DENIED, (line.action, refused.code, refused.message)
        return False


@pytest.fixture
def house(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> House:
    """Twenty-one people, and moves that say that they were reached instead of being made."""
    monkeypatch.setattr(moves, "MOVES", dict.fromkeys(Action, reach))
    office = desk.cases._office
    home, other = person(desk, "欧阳丽华"), person(desk, "解小虎")
    people: dict[tuple[str, Role], Person] = {}
    with office.store.record("people.made", "") as entry:
        for column in COLUMNS:
            for role in Role:
                place = other if column == "elsewhere" else home
                made = Person(name=f"{column}{role}", role=role, department=place.department, post=place.post)
                people[column, role] = entry.put(made)
    return House(desk, people)


def test_the_table_names_every_move_but_the_registration() -> None:
    assert {line.action for line in lines()} == set(Action) - {Action.REGISTER}


@pytest.mark.behaviour(19, 64, 74)
@pytest.mark.parametrize("confidential", [False, True], ids=["open", "confidential"])
@pytest.mark.parametrize("role", Role)
def test_every_cell_of_the_table_holds_and_every_denial_is_in_the_journal(
    house: House, role: Role, confidential: bool
) -> None:
    wrong, denied = [], 0
    cases = {state: house.case_of(role, state, confidential) for state in {line.state for line in lines()}}
    for line in lines():
        cells = line.confidential if confidential else line.open
        for column, least in zip(COLUMNS, cells, strict=True):
            may = house.may(house.people[column, role], line, cases[line.state])
            denied += not may
            if may != (role in LEAST[least]):
                wrong.append(f"{line.action} {column}: {'may' if may else 'may not'}")
    assert wrong == []
    store = house.desk.cases._office.store
    refused = [row for row in store.everything(Access) if row.refused]
    assert len(refused) == denied > 0
    assert store.all("SELECT count(*) FROM journal WHERE action = 'access.refused'") == [(denied,)]


@pytest.mark.behaviour(64)
def test_the_buttons_of_a_case_are_those_the_service_lets_through(house: House) -> None:
    tried = [line for line in lines() if line.state is State.WITH_HANDLER]
    for role in Role:
        for confidential in (False, True):
            case = house.case_of(role, State.WITH_HANDLER, confidential)
            for column in COLUMNS:
                desk = house.desk.as_person(house.people[column, role].id)
                offered = {move.action for move in desk.cases.moves(case.id)}
                place = COLUMNS.index(column)
                for line in tried:
                    least = (line.confidential if confidential else line.open)[place]
                    assert (line.action in offered) == (role in LEAST[least]), (line.action, column, role)


@pytest.mark.behaviour(64)
def test_an_account_without_a_post_gets_the_basic_role(desk: Desk) -> None:
    hired = desk.house.save(Person(name="新来的保安", role=Role.MANAGER))
    assert hired.role is Role.STAFF
    case = registered(desk.as_person(hired.id))
    assert case.first_asked == hired.id, "everybody registers, and is first asked"
