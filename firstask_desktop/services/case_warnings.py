"""What the head of a case page warns of: who must be rung, what is missing, what waits, what was broken."""

from collections.abc import Sequence

from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.states import NOT_MINE, UNANSWERED, EntryKind, State
from firstask_desktop.domain.views import ChainLink, Tone
from firstask_desktop.services.emergencies import emergency_of
from firstask_desktop.services.office import Office
from firstask_desktop.services.timing import Timing, still_missing
from firstask_desktop.storage import lookups


class Warnings:
    """`Warnings(office).of(case, chain)`: words and tone of each."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._timing = Timing(office)

    def of(self, case: Case, chain: Sequence[ChainLink]) -> tuple[tuple[str, Tone], ...]:
        """All of them, what is most pressing first."""
        found: list[tuple[str, Tone]] = []
        if case.pressing:
            said = f"立即电话：{emergency_of(self._office, case).words}。打过按 C 记联系，或按 H 转办"
            found.append((said, Tone.RED))
        if lacking := still_missing(case):
            found.append((f"紧急事项：请补登记{'、'.join(lacking)}", Tone.RED))
        found += [(f"{link.receiver} {link.fault}", link.tone) for link in chain if link.hop.pending]
        if case.handed_over and case.state in UNANSWERED and not case.told_department:
            found.append(("未告知客户由谁办理", Tone.AMBER))
        if case.state in UNANSWERED and not case.understood:
            found.append(("客户未听明白：请再解释一次或换人解释", Tone.AMBER))
        if case.verdict in NOT_MINE and not chain and case.state in (State.ACCEPTED, State.IN_HAND):
            found.append(("不属本岗：请「代为问清」或「转办」到人（4.8）", Tone.AMBER))
        found += self._held_up(case)
        if case.promise_broken:
            found.append((f"承诺 {self._timing.when(case.promise_at)} 已过，未告知客户，已记失约", Tone.RED))
        if case.returns >= 2:
            found.append((f"已退回 {case.returns} 次", Tone.AMBER))
        found += self._visits(case)
        return tuple(found)

    def _visits(self, case: Case) -> list[tuple[str, Tone]]:
        """More visits than the target, with the cause of each beyond the first ([80])."""
        if case.visits <= (self._office.limit("visit_target") or 2):
            return []
        visits = [e.text for e in self._office.store.of_case(Entry, case.id) if e.kind is EntryKind.VISIT]
        return [(f"客户已来访 {case.visits} 次：{'、'.join(visits)}", Tone.RED)]

    def _held_up(self, case: Case) -> list[tuple[str, Tone]]:
        """The internal matters this case waits for, each with whose it is and how late ([45])."""
        found = []
        for _, blocking in lookups.cases_where(self._office.store, "blocks = ? AND blocks <> ''", (case.id,), limit=5):
            if not blocking.open:
                continue
            clock, _, tone = self._timing.urgency(blocking)
            late = f"，{clock}" if tone is Tone.RED else ""
            who = self._office.name(blocking.handler)
            said = f"受后勤影响：{blocking.number} {who} {blocking.state.word}{late}"
            found.append((said, Tone.RED if late else Tone.AMBER))
        return found
