"""立即电话: what words speak of an emergency, and whom to ring about it at once (M4.3 [67])."""

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.desk_views import Emergency
from firstask_desktop.domain.people import Department, Matter, Person, Post
from firstask_desktop.domain.states import Role, Standing
from firstask_desktop.services.office import Office
from firstask_desktop.services.people import duty_of

MOST_CALLS = 3
SHORTEST = 2
"""A keyword of one character (火, 烟) is too common to raise an alarm by itself."""


def emergency(office: Office, matter: Matter | None, words: str, urgent: bool) -> Emergency | None:
    """The emergency these facts speak of; None when neither the matter, the words nor the person say so."""
    if matter is None:
        matter = _spoken_of(office, words)
    elif not (matter.urgent or urgent):
        return None
    if matter is None and not urgent:
        return None
    name, rule = (matter.name, matter.rule) if matter else ("紧急事项", "")
    people = _people(office, matter)
    calls = [_spoken(office, person) for person in people]
    home = office.get(Department, matter.department) if matter else None
    if home is not None and home.phone and len(calls) < MOST_CALLS:
        calls.append(f"{home.name} {home.phone}")
    first = people[0] if people else Person()
    return Emergency(matter=name, rule=rule, calls=tuple(calls), whom=first.name, number=first.phone)


def emergency_of(office: Office, case: Case) -> Emergency:
    """Whom to ring about an urgent case."""
    matter = office.get(Matter, case.matter)
    found = emergency(office, matter, case.title_text, True)
    assert found is not None
    return found


def _spoken_of(office: Office, words: str) -> Matter | None:
    """The urgent line of the catalogue whose keywords stand in the words, the best fitting one."""
    scored = [
        (sum(len(word) for word in matter.keywords if len(word) >= SHORTEST and word in words), matter)
        for matter in office.all(Matter).values()
        if matter.urgent and matter.active
    ]
    best = max(scores) if (scores := [score for score, _ in scored]) else 0
    return next((matter for score, matter in scored if score == best), None) if best else None


def _people(office: Office, matter: Matter | None) -> list[Person]:
    """People with a telephone who are there now: who owns the matter, then those who lead its department."""
    now = office.clock.now()
    there = [
        person
        for person in office.all(Person).values()
        if person.phone and not person.shared and person.standing is Standing.ACTIVE
        and duty_of(office, person.id, now).reachable
    ]  # fmt: skip
    if matter is None:
        return [person for person in there if person.role is not Role.STAFF][:MOST_CALLS]
    owners = [person for person in there if person.post == matter.post]
    heads = [
        person
        for person in there
        if person.department == matter.department and person not in owners and _leads(office, person)
    ]
    return [*owners, *heads][:MOST_CALLS]


def _leads(office: Office, person: Person) -> bool:
    post = office.get(Post, person.post)
    return person.role is not Role.STAFF or bool(post and post.leader)


def _spoken(office: Office, person: Person) -> str:
    """Post, name and number, as it is dialled."""
    return " ".join(filter(None, (office.post_name(person.post), person.name, person.phone)))
