"""`desk.spoken`: the phrase list beyond what is typed — heard in person, or let pass as a quotation (M4.7 [81])."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.clock import local, moment, utc_text
from firstask_desktop.domain.desk_life import SpokenPhrase
from firstask_desktop.domain.desk_views import PhraseUse
from firstask_desktop.domain.people import Department, Person, Post
from firstask_desktop.domain.secrecy import HIDDEN
from firstask_desktop.domain.states import EntryKind, Role
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.text import clean, one_line
from firstask_desktop.services.timing import Timing
from firstask_desktop.services.veil import Veil

CLAUSE = "M4.7 [81]"
CHECKERS = ("质检", "督查")
"""Posts and departments of these names check the others, whatever their role."""
QUOTED = "quoted > 0 AND at >= ? AND at < ?"
HEARD = "heard_at >= ? AND heard_at < ?"


class SpokenPhrases:
    """Who checks writes down what was heard; leaders and checkers see it beside the quotations that passed."""

    def __init__(self, office: Office, session: Session) -> None:
        self._office = office
        self._session = session
        self._timing = Timing(office)
        self._veil = Veil(office, session.reader)

    @property
    def may_check(self) -> bool:
        """Whether the signed-in person is a leader or works in quality control."""
        actor = self._session.person
        if actor is None:
            return False
        post, home = self._office.get(Post, actor.post), self._office.get(Department, actor.department)
        names = f"{post.name if post else ''}{home.name if home else ''}"
        return actor.role is not Role.STAFF or any(word in names for word in CHECKERS)

    def log(self, heard: SpokenPhrase) -> SpokenPhrase:
        """Write down what somebody was heard to say, against the person and, when known, the case."""
        actor = self._checker()
        person = self._office.get(Person, heard.person)
        if person is None or person.shared:
            raise Refused("请选择是谁说的", code="person", field="person", clause=CLAUSE)
        phrase = one_line(heard.phrase)
        if not phrase:
            raise Refused("请写明说了哪一句", code="phrase", field="phrase", clause=CLAUSE)
        case = self._office.store.get(Case, heard.case_id) if heard.case_id else None
        if heard.case_id and case is None:
            raise Refused("没有这件事项", code="no_case", field="case_id", clause=CLAUSE)
        with self._office.store.record("spoken.log", actor.id, heard.case_id) as entry:
            at = heard.heard_at or entry.at
            if at > entry.at:
                raise Refused("时间不能晚于现在", code="future", field="heard_at", clause=CLAUSE)
            saved = entry.put(
                replace(
                    heard, phrase=phrase, note=clean(heard.note), heard_at=at, recorded_at=entry.at,
                    recorded_by=actor.id,
                )
            )  # fmt: skip
            if case is not None:
                text = "；".join(filter(None, (f"{person.name}口头说「{phrase}」", clean(heard.note))))
                entry.put(
                    Entry(
                        case_id=case.id, at=entry.at, actor=actor.id, kind=EntryKind.SPOKEN, text=text,
                        person=person.id, happened_at=at,
                    )
                )  # fmt: skip
        return saved

    def uses(self, first: date, last: date) -> tuple[PhraseUse, ...]:
        """Everything of the days inclusive, newest first: heard in person, and passed as the requester's own words."""
        self._checker()
        found = [self._heard(row) for row in self._office.store.rows(SpokenPhrase, HEARD, self._bounds(first, last))]
        found += [self._passed(row) for row in self._office.store.rows(Entry, QUOTED, self._bounds(first, last))]
        return tuple(sorted(found, key=lambda use: use.at, reverse=True))

    def _heard(self, row: SpokenPhrase) -> PhraseUse:
        assert row.heard_at is not None
        by = self._office.name(row.recorded_by)
        text = "；".join(filter(None, (f"「{row.phrase}」", row.note, f"{by} 记")))
        return self._use(row.id, row.heard_at, row.person, row.case_id, ("口头", text), 1)

    def _passed(self, row: Entry) -> PhraseUse:
        assert row.at is not None
        return self._use(row.id, row.at, row.actor, row.case_id, ("引用客户原话", row.text), row.quoted)

    def _use(
        self, row_id: str, at: datetime, person: str, case_id: str, how_text: tuple[str, str], times: int
    ) -> PhraseUse:
        case = self._office.store.get(Case, case_id) if case_id else None
        how, text = how_text
        if case is not None and not self._veil.reads(case):
            text = HIDDEN
        return PhraseUse(
            id=row_id, at=at, when=self._timing.when(at), person=self._office.name(person), how=how, text=text,
            times=times, case_id=case_id, number=case.number if case else "",
        )  # fmt: skip

    def _checker(self) -> Person:
        actor = self._session.actor()
        if not self.may_check:
            raise Refused("口头忌语由主任、经理或质检人员记录和查看", code="role", clause=CLAUSE)
        return actor

    def _bounds(self, first: date, last: date) -> tuple[str, str]:
        zone = self._office.zone
        start = moment(datetime.combine(first, datetime.min.time()), zone)
        end = moment(datetime.combine(last + timedelta(days=1), datetime.min.time()), zone)
        return utc_text(start), utc_text(end)

    def today(self) -> date:
        """The centre's date now."""
        return local(self._timing.now(), self._office.zone).date()
