"""Several asked at once: who of them is the first-asked person is chosen explicitly, by the house's rule (H1 [23])."""

from firstask_desktop.domain.people import Person, Post
from firstask_desktop.domain.states import Role, Standing
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office

CLAUSE = "H1 [23]"
_COUNTS = "两三四五六七八九"


class AskedTogether:
    """`AskedTogether(office, named)`: the others who were asked at the same moment, by row id."""

    def __init__(self, office: Office, named: tuple[str, ...]) -> None:
        self._office = office
        self._named = tuple(dict.fromkeys(named))

    def check(self, chosen: Person, chosen_by_hand: bool) -> None:
        """Refuse words that name nobody, a first-asked person nobody chose, and one the house's rule does not allow."""
        if not self._named:
            return
        people = [chosen, *self._others(chosen)]
        count = self._count(len(people))
        if not chosen_by_hand:
            rule = "按规定职位高者为首问责任人" if self._senior_first else "由登记人选定"
            names = "、".join(person.name for person in self._seniors(people)) if self._senior_first else ""
            advice = f"：请选 {names}" if names else ""
            raise Refused(
                f"{count}同时被问，请选定首问责任人（{rule}{advice}）",
                code="together",
                field="first_asked",
                clause=CLAUSE,
            )
        seniors = self._seniors(people)
        if self._senior_first and chosen not in seniors:
            names = " 或 ".join(person.name for person in seniors)
            raise Refused(
                f"{count}同时被问，按规定职位高者为首问责任人：请选 {names}", code="senior", field="first_asked",
                clause=CLAUSE,
            )  # fmt: skip

    def words(self, chosen: Person) -> str:
        """What the timeline keeps: who else was asked, and by which rule the one was chosen; empty when nobody was."""
        others = [person.name for person in self._others(chosen)]
        if not others:
            return ""
        how = "按规定职位高者，由 " if self._senior_first else "由登记人选定，"
        return f"同时被问：{'、'.join(others)}；{how}{chosen.name} 为首问责任人"

    @property
    def _senior_first(self) -> bool:
        return bool(self._office.limit("asked_together_senior"))

    def _others(self, chosen: Person) -> list[Person]:
        """The others, each a single person of the house who is still there."""
        found = []
        for named in self._named:
            person = self._office.get(Person, named)
            if person is None or person.standing is Standing.LEFT:
                raise _nobody(f"员工名单里没有「{person.name if person else named}」，请选同时被问的人")
            if person.shared:
                raise _nobody(f"「{person.name}」是共用账号，请选具体的人")
            if person.id != chosen.id:
                found.append(person)
        if not found:
            raise _nobody("同时被问的要是首问责任人以外的人；没有就不填")
        return found

    def _seniors(self, people: list[Person]) -> list[Person]:
        highest = max(self._seniority(person) for person in people)
        return [person for person in people if self._seniority(person) == highest]

    def _seniority(self, person: Person) -> tuple[int, bool]:
        post = self._office.get(Post, person.post)
        return list(Role).index(person.role), bool(post and post.leader)

    @staticmethod
    def _count(people: int) -> str:
        word = _COUNTS[people - 2] if people - 2 < len(_COUNTS) else f"{people} "
        return f"{word}人"


def _nobody(message: str) -> Refused:
    return Refused(message, code="together", field="asked_together", clause=CLAUSE)
