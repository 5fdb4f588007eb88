"""A data folder begun by an earlier program is given what scenes have gained since: pick lists and limits it lacks.

Only what is missing as a whole is added — a list of which the house has no row at all, a number it has no row for. What
the house renamed, switched off or changed is left as it is. Once for each edition, in one journal line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from firstask_desktop.domain.people import Choice, Limit
from firstask_desktop.services.office import EDITION, EDITION_KEY, Office
from firstask_desktop.storage.store import Record

if TYPE_CHECKING:
    from firstask_desktop.domain.scene import Scene

SINCE: tuple[tuple[int, str, str], ...] = ((2, "phone_withheld", "宾客未留联系方式"),)
"""Single values that a list has gained: (edition, group, text). They come only where the shipped scene has them."""


def catch_up(office: Office, load: Callable[[str], Scene]) -> bool:
    """Add what this folder lacks; whether anything was to do. A folder not set up yet has nothing to catch up with."""
    if not office.centre.id or office.limit(EDITION_KEY) >= EDITION:
        return False
    scene = load(office.centre.scene)
    with office.store.record("house.catch_up", "") as entry:
        office.forget()  # another window may have done it in the meantime
        known = office.limit(EDITION_KEY)
        if known >= EDITION:
            return False
        _lists(office, entry, scene, known)
        _limits(office, entry, scene)
        _kinds(office, entry, scene)
        row = next((each for each in office.all(Limit).values() if each.key == EDITION_KEY), Limit(key=EDITION_KEY))
        entry.put(Limit(id=row.id, key=EDITION_KEY, value=EDITION))
    return True


def scene_lists(scene: Scene) -> list[tuple[str, str]]:
    """Every value of the scene's pick lists but the kinds, as (group, text) in file order."""
    groups = {
        "channel": scene.channels, "identity": scene.identities, "stage": scene.stages, "place": scene.places,
        "complaint_category": scene.complaint.categories, "complaint_level": scene.complaint.levels,
    }  # fmt: skip
    pairs = [(group, text) for group, texts in groups.items() for text in texts]
    return pairs + [(reason.group, reason.text) for reason in scene.reasons]


def scene_limits(scene: Scene) -> dict[str, int]:
    """Every number of the scene by its key, and the edition these are of."""
    limits = {name: getattr(scene.limits, name) for name in scene.limits.__dataclass_fields__}
    return limits | {
        "complaint_respond_minutes": scene.complaint.respond_minutes,
        "complaint_feedback_minutes": scene.complaint.feedback_minutes,
        "complaint_settle_minutes": scene.complaint.settle_minutes,
        EDITION_KEY: EDITION,
    }


def _lists(office: Office, entry: Record, scene: Scene, known: int) -> None:
    there: dict[str, set[str]] = {}
    for choice in office.all(Choice).values():
        there.setdefault(choice.group, set()).add(choice.text)
    gained = {(group, text) for edition, group, text in SINCE if edition > known}
    place = max((choice.place for choice in office.all(Choice).values()), default=0)
    for group, text in scene_lists(scene):
        new_list = group not in there
        if new_list or ((group, text) in gained and text not in there[group]):
            place += 1
            entry.put(Choice(group=group, text=text, place=place))


def _kinds(office: Office, entry: Record, scene: Scene) -> None:
    """How long each kind may go without progress: a number that older programs did not have ([6])."""
    usual = {kind.name: kind.progress_minutes for kind in scene.kinds}
    for choice in office.all(Choice).values():
        if choice.group == "kind" and not choice.progress_minutes and usual.get(choice.text):
            entry.put(replace(choice, progress_minutes=usual[choice.text]))


def _limits(office: Office, entry: Record, scene: Scene) -> None:
    there = {limit.key for limit in office.all(Limit).values()}
    for key, value in scene_limits(scene).items():
        if key not in there and key != EDITION_KEY:
            entry.put(Limit(key=key, value=value))
