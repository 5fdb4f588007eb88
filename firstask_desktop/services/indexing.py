"""What a case is found by: number, requester, room, phone, the texts, and the pinyin of the name ([18])."""

from collections.abc import Sequence

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.terms import matches, terms_of
from firstask_desktop.services import pinyin, telephones


def searchable(case: Case) -> tuple[str, ...]:
    """The texts a query is checked against."""
    name = case.name or case.organisation
    return (*_written(case), *pinyin.initials(name), *pinyin.full(name))


def _written(case: Case) -> tuple[str, ...]:
    return (
        case.number, case.name, case.organisation, case.room, case.phone, telephones.tail_key(case.phone),
        case.words, case.request, case.result, case.answer,
    )  # fmt: skip


def fits(case: Case, query: str) -> bool:
    """Whether every word of a query stands in the texts of a case; most do in what was written, without any pinyin."""
    return matches("\n".join(_written(case)), query) or matches("\n".join(searchable(case)), query)


def case_terms(case: Case) -> Sequence[str]:
    """The index terms of a case."""
    return terms_of("\n".join(searchable(case)))
