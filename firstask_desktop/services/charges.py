"""What counts against an officer: a second 告知单 for what was to be told at once, a 请示 answered late ([51] [54])."""

from collections import Counter
from collections.abc import Callable

from firstask_desktop.domain.case import Doubt
from firstask_desktop.domain.desk_life import MaterialList
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.values import dataclass
from firstask_desktop.services import consulted
from firstask_desktop.services.office import Office

Bounds = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Charge:
    """One count: against whom, and the case that shows it."""

    person: str
    case_id: str


class Charges:
    """Read from the cases when asked; `bounds` are the moments of the period as stored text."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._asked: dict[FigureKey, Callable[[Bounds], list[Charge]]] = {
            FigureKey.SECOND_NOTICE: self._second_notices,
            FigureKey.LATE_CONSULT: self._late_consultations,
        }

    def of(self, key: FigureKey, bounds: Bounds) -> list[Charge]:
        """Every count of that number in the period, in the order they happened."""
        return self._asked[key](bounds)

    def _second_notices(self, bounds: Bounds) -> list[Charge]:
        """A further list counts against whoever wrote the first one, which did not tell it all ([51])."""
        again = self._office.store.rows(MaterialList, "number >= 2 AND made_at >= ? AND made_at < ?", bounds)
        return [Charge(self._first_teller(sheet), sheet.case_id) for sheet in again]

    def _first_teller(self, sheet: MaterialList) -> str:
        sheets = self._office.store.of_case(MaterialList, sheet.case_id)
        return min(sheets, key=lambda each: each.number).made_by

    def _late_consultations(self, bounds: Bounds) -> list[Charge]:
        """A 请示 opened in the period whose conclusion or answer came after the limit, or has not come yet ([54])."""
        values = (Action.CONSULT.value, *bounds)
        opened = self._office.store.rows(Doubt, "kind = ? AND opened_at >= ? AND opened_at < ?", values)
        return [Charge(doubt.opened_by, doubt.case_id) for doubt in opened if consulted.late(self._office, doubt)]


def by_person(charges: list[Charge]) -> list[tuple[str, int]]:
    """How many counts against each officer, the most first."""
    return Counter(charge.person for charge in charges).most_common()
