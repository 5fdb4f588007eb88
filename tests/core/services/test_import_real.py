"""Real workbooks of other offices, where they are at hand: looked at, taken in, taken back, taken in again."""

import os
from pathlib import Path

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.importing import RowVerdict
from firstask_desktop.errors import Refused
from firstask_desktop.services.import_plan import ImportPlan

DATA = Path(os.environ.get("FIRSTASK_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
LEDGER = "kf-06-01"
WHOLE = {"channel": "网络", "kind": "咨询", "first_asked": "何静"}


def real(name: str) -> Path:
    path = DATA / "registers" / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine (FIRSTASK_SHARED_DATA names its folder)")
    return path


def mapped(desk: Desk, plan: ImportPlan, columns: dict[int, str], whole: dict[str, str]) -> ImportPlan:
    for column, key in columns.items():
        plan.assign(column, key)
    for key, text in whole.items():
        plan.fill(key, text)
    desk.imports.judge(plan)
    return plan


def counts(plan: ImportPlan) -> tuple[int, ...]:
    return tuple(plan.counts().values())


@pytest.mark.behaviour(94)
@pytest.mark.parametrize(
    ("name", "columns", "whole", "good", "known"),
    [
        ("网上留言办理登记表.xlsx", {}, WHOLE, 300, 0),
        ("空行很多的登记表.xlsx", {3: ""}, WHOLE | {"channel": "来电"}, 120, 0),
        ("工单_全部_masked.xlsx", {2: "matter_text", 17: "date", 16: "first_asked"},
         {"channel": "内部", "kind": "办理事务"}, 1066, 1),
    ],
)  # fmt: skip
def test_another_offices_register_comes_in_as_a_person_maps_it(
    office_desk: Desk, name: str, columns: dict[int, str], whole: dict[str, str], good: int, known: int
):
    plan = mapped(office_desk, office_desk.imports.open(LEDGER, real(name)), columns, whole)
    assert counts(plan) == (good, known, 0, 0)
    if good < 200:
        run = office_desk.imports.run(plan)
        office_desk.imports.undo(run.id)
        office_desk.imports.judge(plan)
        assert office_desk.imports.run(plan).made == good and office_desk.upkeep.verify().sound


def test_a_ledger_of_many_sheets_and_merged_headings_can_be_pointed_into(office_desk: Desk):
    plan = office_desk.imports.open(LEDGER, real("路基时间台账.xlsx"), "浆砌片石护坡", 1)
    assert len(plan.table.sheets) == 8 and plan.headings[1] == "分项工程"
    mapped(office_desk, plan, {1: "matter_text", 4: "date"}, WHOLE)
    assert plan.counts()[RowVerdict.GOOD] > 10


def test_a_printed_service_form_is_kindly_refused(office_desk: Desk):
    with pytest.raises(Refused) as refusal:
        office_desk.imports.open(LEDGER, real("POS服务工单模板.xlsx"))
    assert "单据" in refusal.value.message
