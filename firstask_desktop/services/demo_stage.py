"""The stage of the demonstration fortnight: a clock that moves, people who act, and the commands they really give."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock, local
from firstask_desktop.domain.colleagues import COLLEAGUES, INTERNAL, is_unit
from firstask_desktop.domain.commands import OnSpot, PromiseChange, Registration
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Choice, Matter, Person
from firstask_desktop.domain.secrecy import REPORT
from firstask_desktop.domain.states import Role, State, Verdict
from firstask_desktop.services.cases import Cases
from firstask_desktop.services.circumstances import AFTER_STAY, BEFORE_STAY
from firstask_desktop.services.demo_cast import Cast, Requester, Story
from firstask_desktop.services.intake import PHONE_CALL
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import Session
from firstask_desktop.services.timing import Timing

LEAST_SPAN, LONGEST_SPAN, USUAL_SPAN = 15, 1350, 480
ROUND = 10
AGENT = "经办人"
LATE_ENTRY = "代登记，由首问责任人口述"


@dataclass(slots=True)
class Part:
    """One case to be played: whose story, how fast, and where it is to stop so that the state stands there today.

    `span` is the working minutes the matter takes at most; `careless` people let the promise pass without a word;
    `today` asks for a promise that falls due before tonight.
    """

    story: Story
    requester: Requester
    first: Person
    matter: Matter
    pace: float = 1.0
    careless: bool = False
    today: bool = False
    stop: State | None = None
    case_id: str = ""

    @property
    def span(self) -> int:
        """Working minutes from the question to the result, as the matter's limit has it."""
        return min(max(self.matter.limit_minutes or USUAL_SPAN, LEAST_SPAN), LONGEST_SPAN)


class Stage:
    """Gives the scripts their time, their chance and their hands."""

    def __init__(self, office: Office, clock: FixedClock, cast: Cast, rng: random.Random) -> None:
        self.office, self.clock, self.cast, self.rng = office, clock, cast, rng
        self.timing = Timing(office)

    @property
    def now(self) -> datetime:
        """The present moment of the play."""
        return self.clock.now()

    def chance(self, share: float) -> bool:
        """Whether something happens that happens in this share of all cases."""
        return self.rng.random() < share

    def soon(self, least: int, most: int) -> datetime:
        """Some working minutes from now."""
        return self.timing.add(self.now, self.rng.randint(least, most))

    def shortly(self, part: Part, least: int, most: int) -> datetime:
        """Like `soon`, but people are quicker where the matter has little time."""
        most = min(most, max(2, int(part.span * 0.12)))
        return self.soon(min(least, most), most)

    def later(self, part: Part, share: float) -> datetime:
        """When a share of the matter's usual time has passed."""
        minutes = part.span * share * part.pace * self.rng.uniform(0.7, 1.25)
        return self.timing.add(self.now, max(1, int(minutes)))

    def do(self, person: Person, action: Action, part: Part, command: object) -> Case:
        """Let somebody make a move with the part's case."""
        return self.cases(person).perform(action, part.case_id, command)

    def cases(self, person: Person) -> Cases:
        """The desk's commands as this person gives them."""
        return Cases(self.office, Session(self.office, person.id))

    def case(self, part: Part) -> Case:
        """The part's case as it stands."""
        return self.cases(part.first).get(part.case_id)

    def handler(self, part: Part) -> Person:
        """Who handles the case now."""
        return self.office.all(Person)[self.case(part).handler]

    def recorded(self, part: Part) -> bool:
        """Whether the kind has a 06-05 record."""
        return any(kind.text == part.story.kind and kind.complaint for kind in self.office.choices("kind"))

    def pick(self, group: str) -> str:
        """One word of an editable list."""
        rows: list[Choice] = self.office.choices(group)
        return self.rng.choice(rows).text if rows else ""

    # -- promises ---------------------------------------------------------------------------------------------------

    def promise(self, part: Part, actor: Person, limit: datetime | None, share: float = 0.95) -> dict[str, Any]:
        """The fields of a promise: a round clock time within the limit where that still lies ahead."""
        at = self._round(self.timing.add(self.now, max(10, int(part.span * share))))
        closing = self.office.calendar.closing(local(self.now, self.office.zone).date())
        if part.today and closing is not None and closing > self.now + timedelta(minutes=15):
            at = min(at, closing)
        if limit is not None and at > limit:
            at = limit
        if at <= self.now + timedelta(minutes=2):
            at = self._round(self.timing.add(self.now, 60))
        beyond = limit is not None and at > limit
        approved = "" if not beyond or actor.role is not Role.STAFF else f"{self.cast.manager.name}同意：现场较复杂"
        return {"promise_at": at, "beyond_limit_reason": approved or ("现场较复杂" if beyond else "")}

    def move_promise(self, part: Part, reason: str, share: float = 0.6) -> None:
        """The handler tells the requester a new time before the old one passes."""
        actor, case = self.handler(part), self.case(part)
        fields = self.promise(part, actor, case.limit_at, share)
        if fields["promise_at"] == case.promise_at:
            fields["promise_at"] = self.timing.add(fields["promise_at"], 30)
            fields["beyond_limit_reason"] = f"{self.cast.manager.name}同意：{reason}"
        self.do(actor, Action.PROMISE, part, PromiseChange(reason=reason, told=True, **fields))

    def begin_again(self, part: Part) -> None:
        """重办: the carrier tells the requester a new time, and only then is it in hand again ([77])."""
        actor, case = self.handler(part), self.case(part)
        fields = self.promise(part, actor, case.limit_at, 0.8)
        self.do(actor, Action.START, part, PromiseChange(reason="重办，已另约时间", told=True, **fields))

    def _round(self, at: datetime) -> datetime:
        """What people say: ten past, twenty past; as it is where that would leave working time or the future."""
        even = at.replace(minute=at.minute - at.minute % ROUND, second=0)
        return even if even > self.now + timedelta(minutes=8) and self.timing.working(even) else at

    # -- registering ------------------------------------------------------------------------------------------------

    def register(
        self, part: Part, verdict: Verdict, *, told: bool = False, spot: OnSpot | None = None, words: str = ""
    ) -> Case:
        """Register the part's case the way it came; now and then somebody at the front writes it down for another."""
        registrar = part.first
        if part.first not in self.cast.front and self.chance(0.6):
            registrar = self.cast.colleague(part.first)
        late = registrar is not part.first and self.chance(0.3)
        contact = self.now - timedelta(minutes=150 if late else self.rng.randint(1, 4))
        limit = self.timing.limit_for(part.matter, self.recorded(part), contact)
        form = Registration(
            channel=part.story.channel, kind=part.story.kind, contact_at=contact,
            contact_place="" if part.story.channel == PHONE_CALL else self.pick("place"),
            late_reason=LATE_ENTRY if late else "", words=words or part.story.words, request=part.story.request,
            matter=part.matter.id, first_asked=part.first.id, verdict=verdict, told_limit=told, told_rule=told,
            reported=part.matter.name if part.story.kind == REPORT else "",
            told_procedure=told and self.chance(0.5), complaint_level=self._level(), separate_anyway=True,
            **self._who(part), **(self.promise(part, registrar, limit) if spot is None else {}),
        )  # fmt: skip
        case = self.cases(registrar).register(form, spot)
        if not part.case_id:
            part.case_id = case.id
        return case

    def _who(self, part: Part) -> dict[str, Any]:
        """Name, phone and room; a few callers hide their number, which is a stated reason and no empty field."""
        who = part.requester
        if part.story.channel == INTERNAL:
            return self._colleague(part)
        fields: dict[str, Any] = {"name": who.name, "room": who.room, "identity": who.identity, "phone": who.phone}
        if who.room.startswith(AGENT):
            fields |= {"organisation": who.name, "name": who.room.removeprefix(AGENT), "room": ""}
        elif is_unit(who.identity):
            fields |= {"organisation": who.room, "room": ""}
        if part.stop is None and self.chance(0.03) and not is_unit(who.identity):
            fields |= {"phone": "", "phone_reason": self.pick("phone_withheld"), "how_to_reach": "客户稍后再来电"}
        if self.office.choices("stage"):
            fields |= self._stay(who)
        if part.matter.instant:
            fields["instant_missed"] = self.pick("instant_missed") or "需核实情况"
        return fields

    def _colleague(self, part: Part) -> dict[str, Any]:
        """A colleague of another department, from the staff list ([44])."""
        own = {part.first.department, part.matter.department}
        who = self.rng.choice([person for person in self.cast.people if person.department not in own])
        words = [each.text for each in self.office.choices("identity") if each.text in COLLEAGUES]
        identity = words[0] if words else ""
        return {"name": who.name, "phone": who.phone, "requester_staff": who.id, "identity": identity}

    def _stay(self, who: Requester) -> dict[str, Any]:
        """Before, during or after the stay, as the guest's place says ([29] [30])."""
        if "已离店" in who.room:
            return {"stage": AFTER_STAY, "room": ""}
        if not who.room.startswith("预订"):
            return {"stage": "在店"}
        arrival = self.now + timedelta(days=self.rng.randint(1, 6))
        return {"stage": BEFORE_STAY, "room": "", "booking_no": who.room.removeprefix("预订"), "arrival_at": arrival}

    def _level(self) -> str:
        levels = [choice.text for choice in self.office.choices("complaint_level")]
        return self.rng.choices(levels, [8, 3, 1][: len(levels)])[0]
