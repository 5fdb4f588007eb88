"""A cause that went and a matter nobody took up again: in time it goes to whoever is duty manager ([26])."""

from dataclasses import replace

from firstask_desktop.domain.case import Case, Entry, Pause
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.states import Duty, EntryKind, Role
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import duty_of
from firstask_desktop.services.timing import Timing
from firstask_desktop.storage import lookups, moments

USUAL_MINUTES = 30
MOST = 200


class Escalation:
    """Which matters wait to be taken up again for too long, and the line that says who was told."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._timing = Timing(office)

    @property
    def allowed(self) -> int:
        """Working minutes from the end of the cause to going on."""
        return self._office.limit("restart_minutes") or USUAL_MINUTES

    def waited(self, case: Case) -> int:
        """Working minutes since the cause went; 0 when nothing waits."""
        return self._timing.working_minutes(case.restart_at, self._timing.now()) if case.restart_at else 0

    def overdue(self) -> list[Case]:
        """Cases not taken up in time, the longest wait first."""
        found = lookups.to_restart(self._office.store, MOST)
        return [case for case in found if self.waited(case) >= self.allowed]

    def waits(self, case: Case) -> list[Pause]:
        """The ended pauses nobody took up again and nobody was told of."""
        return [
            pause
            for pause in self._office.store.of_case(Pause, case.id)
            if pause.ended_at and pause.picked_up_at is None and pause.escalated_at is None
        ]

    def duty_managers(self) -> list[Person]:
        """Supervisors and managers on duty by the roster; where none is, all who can be reached."""
        now = self._timing.now()
        leaders = [
            each for each in self._office.all(Person).values() if each.role is not Role.STAFF and not each.shared
        ]
        duties = {each.id: duty_of(self._office, each.id, now) for each in leaders}
        on_duty = [each for each in leaders if duties[each.id] is Duty.ON]
        return on_duty or [each for each in leaders if duties[each.id].reachable]

    def unsigned(self, actor: str, most: int = MOST) -> int:
        """Write down, once for each link, that nobody signed for it in time: it is the carrier's again to see to ([53])."""
        found = moments.missed(self._office.store, self._timing.now(), most)
        for case, hop in found:
            receiver, giver = self._office.name(hop.receiver), self._office.name(case.carrier)
            minutes = (
                self._timing.working_minutes(hop.given_at, hop.accept_due_at)
                if hop.given_at and hop.accept_due_at
                else 0
            )
            with self._office.store.record("case.unsigned", actor, case.id) as entry:
                entry.put(replace(hop, missed_at=entry.at))
                entry.put(
                    Entry(
                        case_id=case.id, at=entry.at, actor=actor, kind=EntryKind.ALARM,
                        text=f"未接上：{receiver} {minutes} 分内没有签收，请 {giver} 再联系、催办或撤回改转",
                    )
                )  # fmt: skip
        return len(found)

    def run(self, actor: str, most: int = MOST) -> int:
        """Write down, once for each pause, that the duty manager was told; how many there were."""
        told = 0
        for case in self.overdue():
            if told == most:
                break
            waiting = self.waits(case)
            if not waiting:
                continue
            managers = self.duty_managers()
            names = "、".join(person.name for person in managers) or "当班主任或经理（此刻无人当班）"
            with self._office.store.record("case.escalate", actor, case.id) as entry:
                for pause in waiting:
                    entry.put(replace(pause, escalated_at=entry.at))
                entry.put(
                    Entry(
                        case_id=case.id, at=entry.at, actor=actor, kind=EntryKind.ALARM,
                        text=f"原因消除 {self.waited(case)} 分仍未恢复办理，已报 {names}",
                        person=managers[0].id if managers else "", minutes=self.waited(case),
                    )
                )  # fmt: skip
            told += 1
        return told
