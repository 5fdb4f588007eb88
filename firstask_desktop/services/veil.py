"""Confidential matters on their way to somebody's eyes: shown whole, or veiled; every reading and refusal is kept ([74])."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import utc_text
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.secrecy import CLAUSE, NOT_YOURS, Access, may_read, secret, veiled
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office

Reader = Callable[[], Person | None]
ONE_SITTING = timedelta(minutes=10)
"""Within this time the same person's looking at the same matter is one reading."""
DENIED = frozenset({"flow_who", "confidential", "role"})
"""Codes of refusals because of who somebody is: each attempt is kept."""
READ, PRINT, EXPORT = "read", "print", "export"


def nobody() -> Person | None:
    """For what is not made for one person's eyes: everything confidential is veiled."""
    return None


class Veil:
    """`Veil(office, reader)`: `reader()` is who looks. Without one, confidential matters are veiled for everybody."""

    def __init__(self, office: Office, reader: Reader = nobody) -> None:
        self._office = office
        self._reader = reader

    def reads(self, case: Case) -> bool:
        """Whether who looks may read it."""
        return not secret(case) or may_read(case, self._reader(), bool(self._office.limit("confidential_supervisors")))

    def over(self, case: Case) -> Case:
        """The case as who looks may see it."""
        return case if self.reads(case) else veiled(case)

    def readable(self, cases: Iterable[Case]) -> list[Case]:
        """Only those that may be read: where a mere hit would tell whose they are."""
        return [case for case in cases if self.reads(case)]

    def opened(self, case: Case, what: str = READ) -> Case:
        """The same case, its reading kept; refused, and that kept too, for who may not read it."""
        if not self.reads(case):
            self.refused(case.id, what, NOT_YOURS)
            raise Refused(NOT_YOURS, code="confidential", clause=CLAUSE)
        self.noted([case], what)
        return case

    def noted(self, cases: Iterable[Case], what: str = READ) -> None:
        """Keep that these were read, in one line; what is not confidential, and the same sitting, leaves none."""
        person = self._reader()
        read = [case.id for case in cases if secret(case)] if person else []
        if person is None or not read:
            return
        lately = self._lately(person, what, refused=False)
        with self._office.store.record("case.read", person.id, read[0] if len(read) == 1 else "") as entry:
            for case_id in read:
                if case_id not in lately:
                    entry.put(Access(case_id=case_id, person=person.id, at=entry.at, what=what))

    def _lately(self, person: Person, what: str, *, refused: bool) -> set[str]:
        since = utc_text(self._office.clock.now() - ONE_SITTING)
        where = "person = ? AND what = ? AND refused = ? AND at > ?"
        return {row.case_id for row in self._office.store.rows(Access, where, (person.id, what, int(refused), since))}

    def refused(self, case_id: str, what: str, words: str) -> None:
        """Keep that somebody tried what they may not: every try of a move, looking once a sitting, as with reading."""
        person = self._reader()
        if what == READ and person is not None and case_id in self._lately(person, what, refused=True):
            return
        with self._office.store.record("access.refused", person.id if person else "", case_id) as entry:
            entry.put(
                Access(
                    case_id=case_id, person=person.id if person else "", at=entry.at, what=what, refused=True, words=words
                )
            )  # fmt: skip
