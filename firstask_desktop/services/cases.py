"""`desk.cases`: register, look at and move cases. Every move goes through the flow table."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import OnSpot, Reasoned, Registration, Visit
from firstask_desktop.domain.desk_views import Emergency
from firstask_desktop.domain.flow import Action, Move, check, open_moves
from firstask_desktop.domain.papers import Paper
from firstask_desktop.domain.people import Department, Matter, Person, Post
from firstask_desktop.domain.states import Duty, Role, Standing, State
from firstask_desktop.domain.views import CaseFile, CaseRow, RequesterCard, Target
from firstask_desktop.errors import Refused
from firstask_desktop.services import asking_for, ending, following, handing, material_lists, outside, reaching
from firstask_desktop.services.consulted import limit_minutes, told_late
from firstask_desktop.services.emergencies import emergency
from firstask_desktop.services.indexing import fits
from firstask_desktop.services.intake import Intake, doubles
from firstask_desktop.services.misplaced import telephone_in
from firstask_desktop.services.office import Office
from firstask_desktop.services.own_duty import proved
from firstask_desktop.services.people import Session, duty_of
from firstask_desktop.services.rows import Files, Wording
from firstask_desktop.services.slips import Slips
from firstask_desktop.services.steps import Step, guard, standing, stepping
from firstask_desktop.services.telephones import normalise
from firstask_desktop.services.text import one_line
from firstask_desktop.services.timing import Timing
from firstask_desktop.services.veil import DENIED, PRINT
from firstask_desktop.storage import lookups

MOVES: Mapping[Action, Callable[[Step, Any], None]] = {
    Action.ON_SPOT: ending.on_spot,
    Action.START: following.start,
    Action.HAND_OFF: handing.hand_off,
    Action.ACCEPT: handing.accept,
    Action.RECORD_ACCEPT: handing.record_accept,
    Action.RETURN: handing.give_back,
    Action.RECALL: handing.recall,
    Action.URGE: handing.urge,
    Action.TO_REACH: reaching.to_reach,
    Action.ATTEMPT: reaching.attempt,
    Action.FIND_OUT: reaching.asking,
    Action.FOUND_OUT: reaching.found,
    Action.CONSULT: reaching.asking,
    Action.CONSULTED: reaching.found,
    Action.ASK: reaching.ask,
    Action.OUTSIDE: outside.outside,
    Action.AWAIT: reaching.wait,
    Action.RESUME: reaching.resume,
    Action.PROGRESS: following.progress,
    Action.FOLLOW_UP: following.follow_up,
    Action.NOTICE: following.notice,
    Action.PROMISE: following.promise,
    Action.SNOOZE: following.snooze,
    Action.VISIT: following.visit,
    Action.HELPER: following.helper,
    Action.SETTLE: ending.settle,
    Action.ANSWER: ending.answer,
    Action.CALLBACK: ending.callback,
    Action.REOPEN: ending.reopen,
    Action.DISPUTE: handing.dispute,
    Action.RULE: handing.rule,
    Action.TRANSFER: handing.transfer,
    Action.MERGE: following.merge,
    Action.UNMERGE: following.unmerge,
    Action.VOID: following.void,
    Action.CORRECT: following.correct,
    Action.FORM: following.form,
    Action.COMPLETE: asking_for.complete,
    Action.MATERIALS: material_lists.materials,
    Action.DECLINE: asking_for.decline,
    Action.TASK: asking_for.prepare,
    Action.TASK_DONE: asking_for.prepared,
}


SHORTEST_NAME, SAME_NAME = 2, 20


class Cases:
    """The commands and questions about cases, as the signed-in person."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._wording = Wording(office, session.reader)
        self._veil = self._wording.veil
        self._slips = Slips(office)

    def register(self, form: Registration, spot: OnSpot | None = None) -> Case:
        """Register a case; with `spot` it is answered and settled at once ([24])."""
        return Intake(self._office, self._session.actor()).register(form, spot)

    def perform(self, action: Action, case_id: str, command: object) -> Case:
        """Make a move. A refusal names clause and field; nothing is changed then, but a want of rights is kept (T8)."""
        proved(self._session, command)
        try:
            with stepping(self._office, self._session.actor(), action, case_id, command) as step:
                MOVES[action](step, command)
                told_late(step)
        except Refused as refused:
            if refused.code in DENIED:
                self._veil.refused(case_id, action, refused.message)
            raise
        return step.case

    def get(self, case_id: str) -> Case:
        """The case as it stands, as far as the signed-in person may see it ([74])."""
        return self._veil.over(self._get(case_id))

    def _get(self, case_id: str) -> Case:
        case = self._office.store.get(Case, case_id)
        if case is None:
            raise Refused("没有这件事项", code="no_case")
        return case

    def by_number(self, number: str) -> Case | None:
        """The case with this printed number."""
        found = lookups.case_by_number(self._office.store, number.strip())
        return self._veil.over(found) if found else None

    def file(self, case_id: str) -> CaseFile:
        """Everything a case page shows."""
        return Files(self._office, self._session.reader).file(case_id, self._session.actor())

    def row(self, case_id: str) -> CaseRow:
        """The case as a list shows it."""
        return self._wording.row(self.get(case_id))

    def moves(self, case_id: str) -> list[Move]:
        """What the signed-in person can do with it now."""
        case = self._get(case_id)
        return open_moves(case, standing(self._office, case, self._session.actor())) if self._veil.reads(case) else []

    def duplicates(self, form: Registration) -> list[CaseRow]:
        """Open cases that look like the same matter, before saving a new one ([18])."""
        phone = self._phone(form.phone)
        found = self._veil.readable(doubles(self._office, _who(form, phone)))
        return [self._wording.row(case) for case in found]

    def alike(self, words: str) -> tuple[CaseRow, ...]:
        """Matters of the last 30 days told in similar words, of whomever, most alike first (S5)."""
        from firstask_desktop.services.alike import alike

        return self._wording.rows(self._veil.readable(alike(self._office, words)))

    def visit_again(self, case_id: str, visit: Visit) -> Case:
        """客户再次来访: counted on the case itself; one that was closed is taken up again ([80])."""
        with self._office.store.batch():
            if self.get(case_id).state is State.CLOSED:
                self.perform(Action.REOPEN, case_id, Reasoned(reason="客户再次来访"))
            return self.perform(Action.VISIT, case_id, visit)

    def card(self, phone: str = "", room: str = "", name: str = "", organisation: str = "") -> RequesterCard | None:
        """Who this organisation, phone or room is, from earlier cases; a unit may send another agent ([12] [18] [47])."""
        store, unit = self._office.store, one_line(organisation)
        readable = self._veil.readable
        of_unit = readable(lookups.cases_of_unit(store, unit))
        found = of_unit or readable(lookups.earlier_cases(store, self._phone(phone), one_line(room), one_line(name)))
        other = bool(found) and not of_unit and self._phone(phone) not in ("", found[0].phone)
        only = "room" if other else ""
        if not found and len(one_line(name)) >= SHORTEST_NAME:
            found, only = self._of_name(one_line(name)), "name"
        if not found:
            return None
        latest = found[0]
        rows = self._wording.rows(found[:8])
        since = self._office.clock.now() - timedelta(days=self._office.limit("duplicate_days") or 30)
        recent = sum(case.registered_at is not None and case.registered_at >= since for case in found)
        history = tuple(self._wording.history(case) for case in found[:8])
        name, phone = ("", "") if of_unit else (latest.name, latest.phone)
        place, who = latest.room, latest.identity
        unit = latest.organisation
        return RequesterCard(name, phone, place, who, recent, rows, history, unit, len(found), only)

    def _of_name(self, name: str) -> list[Case]:
        """Cases of somebody of this very name, newest first, found as the search finds them."""
        found = lookups.search(self._office.store, name, fits, None, SAME_NAME)
        return self._veil.readable(case for _, case in found if case.name == name)

    def telephone_in(self, text: str) -> str:
        """The telephone that was typed where a room belongs, empty when it may be a room ([57])."""
        return telephone_in(text, self._office.centre.area_code)

    def _phone(self, text: str) -> str:
        """The stored form of a number being typed; nothing while it is not one yet."""
        try:
            return normalise(text, self._office.centre.area_code).text if text.strip() else ""
        except Refused:
            return ""

    def targets(self, case_id: str, text: str = "") -> list[Target]:
        """Whom it can be handed to: the matter's owner first, then leaders, then everybody; duty and substitute now."""
        case = self.get(case_id)
        matter = self._office.get(Matter, case.matter)
        actor = self._session.actor()
        found = []
        for person in self._office.all(Person).values():
            if person.shared or person.standing is Standing.LEFT or person.id in (actor.id, *case.accused):
                continue
            target = self._target(person, matter)
            if text in f"{person.name}{person.initials}{target.department}{target.post}{person.phone}":
                found.append(target)
        return sorted(found, key=_rank)

    def owners(self, matter_id: str) -> list[Target]:
        """Whose duty a matter is, who is on duty first: what the panel names before anything is registered ([34])."""
        matter = self._office.get(Matter, matter_id)
        if matter is None:
            return []
        people = [each for each in self._office.all(Person).values() if not each.shared]
        there = [
            each for each in people if each.standing is not Standing.LEFT and handing.owns(self._office, matter, each)
        ]
        return sorted((self._target(person, matter) for person in there), key=_rank)

    def _target(self, person: Person, matter: Matter | None) -> Target:
        post = self._office.get(Post, person.post)
        return Target(
            person=person, post=post.name if post else "", department=self._office.department_name(person.department),
            department_id=person.department, leader=(post.leader if post else False) or person.role is not Role.STAFF,
            owner=matter is not None and handing.owns(self._office, matter, person),
            near=matter is not None and person.department == matter.department,
            duty=duty_of(self._office, person.id, self._office.clock.now()), phone=person.phone,
            substitute=self._office.get(Person, person.substitute),
        )  # fmt: skip

    def told_sentence(self, receiver_id: str) -> str:
        """What the requester is told at a handoff ([76])."""
        receiver = self._office.get(Person, receiver_id)
        if receiver is None:
            return ""
        return handing.told_sentence(receiver, self._office.department_name(receiver.department))

    def slip(self, case_id: str) -> str:
        """首问回执: number, first-asked person and phone, promise, who handles it, supervision phone ([11])."""
        return self._slips.receipt(self._veil.opened(self._get(case_id), PRINT).id).text

    def emergency(self, matter_id: str, words: str, urgent: bool = False) -> Emergency | None:
        """立即电话: the emergency that a registration being typed speaks of, and whom to ring ([67])."""
        return emergency(self._office, self._office.get(Matter, matter_id), words, urgent)

    def check(self, action: Action, case_id: str) -> Move:
        """The move, when the signed-in person may make it now; else refused with state, clause and who may."""
        case = self._get(case_id)
        guard(self._office, case, self._session.actor())
        return check(action, case, standing(self._office, case, self._session.actor()))

    def papers(self, case_id: str) -> tuple[Paper, ...]:
        """Every sheet this case can put on the counter, the receipt first ([11] [51] [52] [53])."""
        return self._slips.all(self._veil.opened(self._get(case_id), PRINT).id, self._session.actor().name)

    def awaited_papers(self, case_id: str) -> tuple[str, ...]:
        """What the requester still has to bring by the open 《一次性告知单》; none when nothing waits for it ([51])."""
        case = self._get(case_id)
        if case.state is not State.AWAIT_REQUESTER or not self._veil.reads(case):
            return ()
        return material_lists.awaited(self._office.store, case_id)

    def consult_due(self) -> datetime:
        """By when the requester has to hear when a leader is asked now ([54])."""
        timing = Timing(self._office)
        return timing.add(timing.now(), limit_minutes(self._office))

    def department_of(self, person_id: str) -> Department | None:
        """A person's department."""
        person = self._office.get(Person, person_id)
        return self._office.get(Department, person.department) if person else None


def _who(form: Registration, phone: str) -> Registration:
    return replace(form, phone=phone, room=one_line(form.room), organisation=one_line(form.organisation))


_WHO_FIRST = (Duty.ON, Duty.NO_ROSTER, Duty.OFF, Duty.ABSENT)
"""Who is on duty by the roster is offered before those without one, those before who is off or away."""


def _rank(target: Target) -> tuple[bool, int, bool, bool, str]:
    duty = _WHO_FIRST.index(target.duty)
    return (not target.near, duty, not target.leader, not target.owner, target.person.name)
