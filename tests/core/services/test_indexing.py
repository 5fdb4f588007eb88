"""A case is indexed anew exactly when something it is found by changed."""

from collections.abc import Sequence
from dataclasses import fields

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Progress
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.values import replace
from firstask_desktop.services.indexing import case_terms
from firstask_desktop.storage.store import FOUND_BY
from tests.desk_fixtures import registered

TEXTS = [one.name for one in fields(Case) if isinstance(one.default, str)]


@pytest.mark.parametrize("name", TEXTS)
def test_the_terms_of_a_case_come_from_the_named_fields_and_no_other(name: str) -> None:
    case = Case(id="A-1", number="A261123-001", name="单晓燕", room="3-1-602", phone="13800138000", words="空调滴水")
    told = replace(case, **{name: "饕餮"})
    assert (case_terms(told) != case_terms(case)) == (name in FOUND_BY)


def test_every_field_a_case_is_found_by_is_a_text() -> None:
    assert set(TEXTS) >= FOUND_BY


def test_progress_leaves_the_index_alone_and_the_case_is_still_found(desk: Desk) -> None:
    case = registered(desk)
    indexed: list[str] = []
    usual = desk._office.store.indexer

    def watched(told: Case) -> Sequence[str]:
        indexed.append(told.id)
        return usual(told)

    desk._office.store.indexer = watched
    desk.cases.perform(Action.PROGRESS, case.id, Progress(text="已派工"))
    assert indexed == []
    assert [row.id for row in desk.search.find("空调").rows] == [case.id]
