"""People on duty and how they sign in: rosters, substitutes, PINs ([73])."""

import json
import logging
from datetime import datetime, timedelta

from firstask_desktop.domain.people import Credential, Person, Shift
from firstask_desktop.domain.states import Duty, Role, Standing
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office

_COMMON = frozenset({"123456", "654321", "123123", "112233", "121212", "666666", "888888", "12345678", "123456789"})
FREE_TRIES = 5
FIRST_WAIT = 30
LONGEST_WAIT = 15 * 60
log = logging.getLogger(__name__)


def duty_of(office: Office, person_id: str, at: datetime) -> Duty:
    """Whether the person is on duty at `at`: standing first, then the roster of that day, else 未排班."""
    person = office.get(Person, person_id)
    if person is None or person.standing is not Standing.ACTIVE:
        return Duty.ABSENT
    near = timedelta(days=1)
    shifts = [
        shift
        for shift in office.all(Shift).values()
        if shift.person == person_id and shift.active and shift.starts_at and shift.ends_at
        and shift.starts_at - near <= at <= shift.ends_at + near
    ]  # fmt: skip
    if not shifts:
        return Duty.NO_ROSTER
    return Duty.ON if any(s.starts_at <= at <= s.ends_at for s in shifts if s.starts_at and s.ends_at) else Duty.OFF


def check_pin(pin: str) -> None:
    """Refuse a PIN of another shape than 6 to 12 digits, and those tried first by whoever guesses."""
    if not (pin.isascii() and pin.isdigit() and 6 <= len(pin) <= 12):
        raise Refused("PIN 应为 6 至 12 位数字", code="pin_shape", field="pin")
    if pin in _COMMON or len(set(pin)) < 3:
        raise Refused("这个 PIN 太容易猜到，请换一个", code="pin_common", field="pin")


class Session:
    """Who is signed in at this desk. PINs are hashed with argon2id, counted before they are verified."""

    def __init__(self, office: Office, person_id: str = "") -> None:
        self._office = office
        self._person_id = person_id

    @property
    def person_id(self) -> str:
        """The signed-in person's id, said without asking the store: safe on any thread."""
        return self._person_id

    @property
    def person(self) -> Person | None:
        """The signed-in person."""
        return self._office.get(Person, self._person_id)

    def reader(self) -> Person | None:
        """Who looks at what is shown."""
        return self.person

    def actor(self) -> Person:
        """The signed-in person; refused when nobody is: every command knows its actor."""
        person = self.person
        if person is None:
            raise Refused("请先登录：按 F12 选择本人", code="signed_out", clause="M4.5 [73]")
        return person

    def needs_pin(self, person_id: str) -> bool:
        """Whether this person has a PIN."""
        return self._credential(person_id) is not None

    def sign_in(self, person_id: str, pin: str = "") -> Person:
        """Switch to a person: a wrong PIN is counted, and after five tries each further one has to wait."""
        person = self._office.get(Person, person_id)
        if person is None or person.standing is Standing.LEFT or not person.login:
            raise Refused("这个账号不能登录", code="no_login", field="person")
        credential = self._credential(person_id)
        if credential is not None:
            self._verify(person, credential, pin)
        self._person_id = person_id
        if person_id != self.last_person():  # a start with the same person waits for no disk
            self._remember(person_id)
        return person

    def _remember(self, person_id: str) -> None:
        """Who sits here, for the next start; on a bad disk one can still sign in and look things up."""
        try:
            self._office.store.remember("last_person", person_id)
        except Refused as refusal:
            log.warning("who signed in was not remembered: %s", refusal.code)

    def prove(self, person_id: str, pin: str, field: str = "pin") -> None:
        """That somebody stands here who does not sign in: their PIN, its wrong tries counted like those of a sign-in.

        Who has no PIN proves nothing with it.
        """
        person, credential = self._office.get(Person, person_id), self._credential(person_id)
        if person is None or person.standing is Standing.LEFT:
            raise Refused("请先选择签字的人", code="person", field=field)
        if credential is None:
            said = f"{person.name} 没有设 PIN，不能在这里签字：请本人登录办理，或记电话、书面同意"
            raise Refused(said, code="no_pin", field=field)
        try:
            self._verify(person, credential, pin)
        except Refused as wrong:
            raise Refused(wrong.message, code=wrong.code, field=field, clause=wrong.clause) from None

    def resume(self, person_id: str) -> None:
        """Act as a person on the command line, where whoever may read the file may act."""
        self._person_id = person_id

    def sign_out(self) -> None:
        """Leave the desk; nothing can be done until somebody signs in."""
        self._person_id = ""

    def last_person(self) -> str:
        """Who was signed in last on this machine."""
        return self._office.store.recall("last_person")

    def set_pin(self, person_id: str, new: str, old: str = "") -> None:
        """Set a PIN of 6 to 12 digits; common ones are refused; an existing one must be given first.

        Nobody sets a colleague's; a leader may give a new one to somebody who forgot theirs, which the journal shows.
        """
        person = self._office.get(Person, person_id)
        if person is None:
            raise Refused("没有这个人", code="person", field="person")
        credential = self._credential(person_id)
        actor = self.person
        leading = actor is not None and actor.id != person_id and actor.role is not Role.STAFF
        if actor is not None and actor.id != person_id and not leading:
            raise Refused("PIN 由本人设置：请本人按 F12 登录", code="pin_other", field="pin", clause="M4.5 [73]")
        if credential is not None and not leading:
            self._verify(person, credential, old)
        check_pin(new)
        from argon2 import PasswordHasher

        row = credential or Credential(person=person_id)
        with self._office.store.record("people.pin", self._person_id or person_id, person_id) as entry:
            entry.put(Credential(id=row.id, person=person_id, pin_hash=PasswordHasher().hash(new)))

    def _credential(self, person_id: str) -> Credential | None:
        found = self._office.store.rows(Credential, "person = ?", (person_id,))
        return found[0] if found and found[0].pin_hash else None

    def _verify(self, person: Person, credential: Credential, pin: str) -> None:
        from argon2 import PasswordHasher
        from argon2.exceptions import VerificationError

        key = f"tries:{person.id}"
        now = self._office.clock.now()
        tries, until = json.loads(self._office.store.recall(key) or '[0, ""]')
        if until and now < datetime.fromisoformat(until):
            left = int((datetime.fromisoformat(until) - now).total_seconds()) + 1
            raise Refused(f"PIN 连续输错，请 {left} 秒后再试", code="pin_wait", field="pin")
        tries += 1
        wait = min(FIRST_WAIT * 2 ** min(tries - FREE_TRIES, 10), LONGEST_WAIT) if tries >= FREE_TRIES else 0
        until = (now + timedelta(seconds=wait)).isoformat() if wait else ""
        self._office.store.remember(key, json.dumps([tries, until]))
        try:
            PasswordHasher().verify(credential.pin_hash, pin)
        except VerificationError as error:
            raise Refused("PIN 不对，请重新输入", code="pin_wrong", field="pin") from error
        self._office.store.remember(key, "")
