"""相似事项: matters of the last weeks told in similar words, shown while one is typed (QUALITY S5, P3 [18])."""

from datetime import timedelta

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.likeness import ALIKE, likeness, numbers_in, pairs_of, rarity
from firstask_desktop.domain.states import State
from firstask_desktop.services.office import Office
from firstask_desktop.storage import similar

DAYS = 30
FEW = 3
_OVER = (State.VOIDED, State.MERGED)


def alike(office: Office, words: str, leaving_out: tuple[str, ...] = ()) -> list[Case]:
    """At most three matters of the last 30 days that were told much like `words`, the most alike first.

    Another tenant may have told of the same dark staircase: whoever registers sees who already works on it. Nothing is
    refused for it. Confidential matters are nobody's to be reminded of; `leaving_out` are ids shown elsewhere.
    """
    pairs = pairs_of(words)
    if not pairs:
        return []
    span = similar.lately(office.store, office.clock.now() - timedelta(days=DAYS))
    counts = similar.counted(office.store, pairs, span)
    weights, numbers = rarity(pairs, counts, span.cases, similar.NEWEST), numbers_in(words)
    found = []
    for case in similar.candidates(office.store, weights, counts, span):
        if case.confidential or case.state in _OVER or case.id in leaving_out:
            continue
        score = likeness(weights, numbers, case.words)
        if score >= ALIKE:
            found.append((score, case))
    found.sort(key=lambda each: -each[0])
    return [case for _, case in found[:FEW]]
