"""Who comes when in the demonstration fortnight, and what must stand in the queue today."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from firstask_desktop.domain.clock import local
from firstask_desktop.domain.states import State
from firstask_desktop.domain.values import dataclass
from firstask_desktop.services import demo_house
from firstask_desktop.services.demo_cast import Story
from firstask_desktop.services.demo_stage import Part, Stage

CASES = 300
OFFICE_HOURS = {8: 3, 9: 9, 10: 10, 11: 7, 13: 3, 14: 8, 15: 8, 16: 6, 17: 4}
HOTEL_HOURS = {0: 1, 1: 1, 5: 1, 6: 2, 7: 5, 8: 7, 9: 6, 10: 5, 11: 5, 12: 6, 13: 5, 14: 7, 15: 7, 16: 5, 17: 5, 18: 7,
               19: 7, 20: 6, 21: 5, 22: 4, 23: 2}  # fmt: skip
REPEATED = {"on_spot": 2, "redo": 2, "returned": 2, "unknown": 2}
"""How much more often a story of this outcome is told than another."""

STANDING: Mapping[State, tuple[str, int]] = {
    State.ACCEPTED: ("handoff", 2),
    State.IN_HAND: ("own", 5),
    State.AWAIT_ACCEPTANCE: ("handoff", 5),
    State.WITH_HANDLER: ("handoff", 6),
    State.AWAIT_REQUESTER: ("awaiting", 3),
    State.TO_FIND_OUT: ("unknown", 2),
    State.TO_CONSULT: ("unknown", 2),
    State.TO_REACH: ("unreachable", 2),
    State.OUTSIDE_TOLD: ("outside", 2),
    State.SETTLED: ("own", 3),
    State.ANSWERED: ("own", 4),
    State.RULING: ("returned", 2),
    State.VOIDED: ("void", 2),
}
"""What stands in the queue at the end: state → (the outcome whose script comes through it, how many)."""
NEGLECTED: Mapping[State, tuple[str, int]] = {State.IN_HAND: ("own", 2), State.WITH_HANDLER: ("handoff", 4)}
"""What lies there longer than was promised."""
RECENT = {State.ACCEPTED: (5, 40), State.AWAIT_ACCEPTANCE: (9, 70)}
"""How many working minutes ago a standing case began, where that is not simply the last day."""
BRISK = 0.12
ROOMY = 240


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case that begins at a moment with one script."""

    at: datetime
    script: str
    part: Part


class Plan:
    """The arrivals of a fortnight, in no order; the same seed gives the same ones."""

    def __init__(self, stage: Stage, start: datetime, now: datetime) -> None:
        self._stage, self._cast, self._rng = stage, stage.cast, stage.rng
        self._start = start
        self._minutes = stage.timing.working_minutes(start, now)
        self._told: Counter[Story] = Counter()
        self._hours = HOTEL_HOURS if stage.office.centre.always_open else OFFICE_HOURS

    def arrivals(self) -> list[Arrival]:
        """All of them."""
        standing = [self._standing(state, *what, neglected=False) for state, what in STANDING.items()]
        standing += [self._standing(state, *what, neglected=True) for state, what in NEGLECTED.items()]
        found = [arrival for group in standing for arrival in group]
        found += [self._special(script) for script in ("disputed", "disputed", "merged", "merged", "merged")]
        others = demo_house.CASES + bool(self._stage.office.choices("stage"))
        usual = self._deal(CASES - len(found) - 3 - others)
        times = sorted(self._some_time() for _ in usual)
        return found + [self._usual(at, story) for at, story in zip(times, usual, strict=True)]

    def _deal(self, count: int) -> list[Story]:
        """Stories dealt from a shuffled pack, pack after pack, so that the same one is not told twice in a day."""
        pack = [story for story in self._cast.stories for _ in range(REPEATED.get(story.outcome, 1))]
        dealt: list[Story] = []
        while len(dealt) < count:
            self._rng.shuffle(pack)
            dealt += pack
        return dealt[:count]

    def _back(self, least: int, most: int) -> datetime:
        """A moment so many working minutes before the present."""
        return self._stage.timing.add(self._start, max(1, self._minutes - self._rng.randint(least, most)))

    def _some_time(self) -> datetime:
        """A working moment of the fortnight, at the hours at which people come."""
        most = max(self._hours.values())
        for _ in range(60):
            at = self._stage.timing.add(self._start, self._rng.randint(1, max(1, self._minutes - 20)))
            if self._rng.random() * most < self._hours.get(local(at, self._stage.office.zone).hour, 0):
                return at
        return at

    def _usual(self, at: datetime, story: Story) -> Arrival:
        script = story.outcome
        part = self._part(story)
        if script in ("own", "redo") and part.matter.department != self._cast.front[0].department:
            owner = self._cast.owner(part.matter)
            if self._rng.random() < 0.55:
                script = "handoff"
            else:
                part.first = owner
        part.careless = self._rng.random() < 0.09
        return Arrival(at, script, part)

    def _special(self, script: str) -> Arrival:
        return Arrival(self._some_time(), script, self._part(self._fitting("own", roomy=True)))

    def _standing(self, state: State, outcome: str, count: int, *, neglected: bool) -> list[Arrival]:
        found = []
        for _ in range(count):
            part = self._part(self._fitting(outcome, roomy=not neglected, callback=state is State.ANSWERED))
            part.stop, part.pace, part.today = state, BRISK, self._rng.random() < 0.5
            limit = part.span
            at = self._back(limit + 90, limit + 500) if neglected else self._back(*RECENT.get(state, (110, 520)))
            found.append(Arrival(at, outcome, part))
        return found

    def _part(self, story: Story) -> Part:
        """A part for a story that was told least, by somebody at the front."""
        self._told[story] += 1
        front = self._cast.front
        first = self._rng.choices(front, [max(1, 5 - place) for place in range(len(front))])[0]
        return Part(story, self._rng.choice(self._cast.requesters), first, self._cast.matters[story.matter])

    def _fitting(self, outcome: str, *, roomy: bool, callback: bool = False) -> Story:
        """A story of that outcome, told as seldom as possible, with time enough not to be overdue at once.

        Nobody is left in a lift for the sake of a full queue: emergencies do not stand there.
        """
        told = [story for story in self._cast.stories if story.outcome == outcome]
        stories = [story for story in told if not self._cast.matters[story.matter].urgent] or told
        if callback:
            kinds = {kind.text for kind in self._stage.office.choices("kind") if kind.callback}
            stories = [story for story in stories if story.kind in kinds] or stories
        if roomy:
            wide = [story for story in stories if self._cast.matters[story.matter].limit_minutes >= ROOMY]
            stories = wide or sorted(stories, key=self._limit)[-2:]
        else:
            stories = sorted(stories, key=self._limit)[: max(4, len(stories) // 3)]
        least = min(self._told[story] for story in stories)
        return self._rng.choice([story for story in stories if self._told[story] == least])

    def _limit(self, story: Story) -> int:
        return self._cast.matters[story.matter].limit_minutes
