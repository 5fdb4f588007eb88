"""What a case is found by: number, requester, room, phone, the texts, and the pinyin of the name ([18])."""

from collections.abc import Sequence

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.terms import terms_of
from firstask_desktop.services import pinyin, telephones


def searchable(case: Case) -> tuple[str, ...]:
    """The texts a query is checked against."""
    name = case.name or case.organisation
    return (
        case.number, case.name, case.organisation, case.room, case.phone, telephones.tail_key(case.phone),
        case.words, case.request, case.result, case.answer, *pinyin.initials(name), *pinyin.full(name),
    )  # fmt: skip


def case_terms(case: Case) -> Sequence[str]:
    """The index terms of a case."""
    return terms_of("\n".join(searchable(case)))
