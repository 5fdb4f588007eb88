"""`desk.chart`: the live flow chart ([96]): where the open cases stand now, and the way one case went."""

from typing import Any

from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.chart import BY_KEY, NODES, NodeCount, walk
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.states import ENDED
from firstask_desktop.domain.views import CaseRow, Page
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.rows import Wording
from firstask_desktop.storage import standing

PAGE = 200


class Chart:
    """Questions only: the chart changes nothing. Counts are of the whole centre."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._wording = Wording(office, session.reader)

    def nodes(self) -> list[NodeCount]:
        """Every box with the open cases standing there now and how many of those are overdue."""
        counts = standing.open_by_state(self._office.store)
        late = standing.overdue_by_state(self._office.store, self._office.clock.now())
        return [NodeCount(node, counts.get(node.state or "", 0), late.get(node.state or "", 0)) for node in NODES]

    def cases(self, node_key: str, after: Any = None) -> Page[CaseRow]:
        """The cases standing on a box: open ones nearest clock first, ended ones newest first; none on a mere step."""
        self._session.actor()
        node = BY_KEY.get(node_key)
        if node is None:
            raise Refused("流程图上没有这一步", code="no_node", clause="M5.3 [96]")
        if node.state is None:
            return Page((), None, 0)
        store = self._office.store
        found = standing.standing_in(store, node.state, after, PAGE)
        rows = tuple(self._wording.row(case) for _, case in found)
        more = None
        if len(found) == PAGE:
            rid, case = found[-1]
            more = rid if node.state in ENDED else (utc_text(case.due_at) if case.due_at else "9999", rid)
        return Page(rows, more, standing.count_in(store, node.state))

    def path(self, case_id: str) -> tuple[str, ...]:
        """The boxes a case passed, in the order it walked; the last is where it stands."""
        case = self._office.store.get(Case, case_id)
        if case is None:
            raise Refused("没有这件事项", code="no_case")
        return walk(self._office.store.of_case(Entry, case.id), case.state, case.on_spot)

    def lost(self) -> list[str]:
        """Numbers of cases standing in no box: a program error, never an ordinary thing."""
        return standing.cases_in_no_node(self._office.store)
