"""An import is taken back as a whole: nothing is deleted, numbers stay, and the same file can come in again."""

from pathlib import Path

import pytest

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery, Progress, Reasoned
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.importing import ImportRun, RowVerdict
from firstask_desktop.domain.people import Department
from firstask_desktop.domain.states import EntryKind, Standing, State
from tests.core.expecting import lines, refused
from tests.core.services.test_import_preview import CALLS, LEDGER, opened, sheet, told
from tests.core.services.test_register_import import GOOD, register
from tests.desk_fixtures import as_name, person, registered


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return tmp_path / "来电登记.xlsx"


@pytest.fixture
def taken(desk: Desk, theirs: Path) -> ImportRun:
    """Two calls of another office's register, taken in by the receptionist."""
    return desk.imports.run(opened(desk, theirs, CALLS[:2]))


@pytest.mark.behaviour(94)
def test_the_history_says_when_what_how_many_and_who(desk: Desk, taken: ImportRun):
    [run] = desk.imports.history()
    assert (run.file, run.sheet, run.read, run.made, run.known, run.refused) == ("来电登记.xlsx", "Sheet", 2, 2, 0, 0)
    assert run == taken and run.at == desk.clock.now() and desk.house.name(run.actor) == "欧阳丽华"


def test_the_register_of_before_an_import_is_backed_up_first(desk: Desk, taken: ImportRun):
    [before] = desk.backups.kept()
    manager = next(each for each in desk.house.people() if each.role == "manager")
    assert 0 < desk.as_person(manager.id).backups.ready(before.path) < desk.upkeep.verify().lines


@pytest.mark.behaviour(94)
def test_an_import_is_undone_as_a_whole_and_the_file_comes_in_again(desk: Desk, theirs: Path, taken: ImportRun):
    numbers = ["A261102-001", "A261103-001"]
    undone = desk.imports.undo(taken.id)
    assert undone.undone_by == person(desk, "欧阳丽华").id
    for number in numbers:
        case = desk.cases.by_number(number)
        assert case is not None and (case.state, case.void_reason) == (State.VOIDED, "撤销导入")
        assert [line.text for line in lines(desk, case, EntryKind.VOIDED)] == ["撤销导入"]
    with refused(saying="已由"):
        desk.imports.undo(taken.id)
    again = desk.imports.run(opened(desk, theirs, CALLS[:2]))
    assert again.made == 2
    rows = {row["number"]: row["remark"] for row in desk.ledgers.page(LEDGER, LedgerQuery()).rows}
    assert list(rows) == ["A261102-001", "A261102-002", "A261103-001", "A261103-002"]
    assert rows["A261102-001"] == "作废：撤销导入" and rows["A261102-002"] == ""
    assert [run.undone_at is None for run in desk.imports.history()] == [True, False]
    assert desk.upkeep.verify().sound


def test_what_was_exported_after_an_undo_comes_back_without_a_change(
    desk: Desk, theirs: Path, taken: ImportRun, tmp_path: Path
):
    desk.imports.undo(taken.id)
    desk.imports.run(opened(desk, theirs, CALLS[:2]))
    desk.ledgers.export(LEDGER, LedgerQuery(), tmp_path / "出.xlsx")
    head = desk.upkeep.head()
    result = desk.ledgers.import_register(LEDGER, tmp_path / "出.xlsx")
    assert (result.made, result.known, result.refused, desk.upkeep.head()) == (0, 4, [], head)


def test_a_row_with_our_own_number_comes_in_again_under_the_next_one(desk: Desk, theirs: Path):
    register(theirs, GOOD | {"编号": "A261120-001"})
    assert desk.ledgers.import_register(LEDGER, theirs).made == 1
    desk.imports.undo(desk.imports.history()[0].id)
    assert desk.ledgers.import_register(LEDGER, theirs).made == 1
    case = desk.cases.by_number("A261120-002")
    assert case is not None and "原编号 A261120-001" in case.remark


@pytest.mark.behaviour(94)
def test_nothing_is_undone_once_somebody_worked_on_it(desk: Desk, taken: ImportRun):
    case = desk.cases.by_number("A261103-001")
    assert case is not None
    as_name(desk, "何静").cases.perform(Action.PROGRESS, case.id, Progress(text="已联系水司", next_step="等回话"))
    head = desk.upkeep.head()
    with refused(saying="A261103-001"):
        desk.imports.undo(taken.id)
    assert desk.upkeep.head() == head
    assert desk.cases.get(case.id).open


def test_work_on_other_cases_does_not_stand_in_the_way(desk: Desk, taken: ImportRun):
    mine = registered(desk)
    as_name(desk, "仲经理").cases.perform(Action.VOID, mine.id, Reasoned(reason="登记重复"))
    desk.upkeep.sweep()
    assert desk.imports.undo(taken.id).undone_at is not None
    assert desk.cases.get(mine.id).void_reason == "登记重复"


def test_a_case_voided_for_its_own_reason_is_not_imported_again(desk: Desk, theirs: Path, taken: ImportRun):
    case = desk.cases.by_number("A261103-001")
    assert case is not None
    as_name(desk, "仲经理").cases.perform(Action.VOID, case.id, Reasoned(reason="打错电话"))
    plan = opened(desk, theirs, CALLS[:2])
    assert plan.counts()[RowVerdict.KNOWN] == 2


def test_only_the_importer_and_leaders_may_undo(desk: Desk, taken: ImportRun):
    with refused(saying="本人"):
        as_name(desk, "何静").imports.undo(taken.id)
    assert as_name(desk, "周敏").imports.undo(taken.id).undone_by == person(desk, "周敏").id


def test_an_undo_that_is_stopped_changes_nothing(desk: Desk, theirs: Path):
    rows = [(place, "2026-11-02", f"住户{place}", None, f"水管漏水 {place}", None) for place in range(1, 26)]
    run = desk.imports.run(opened(desk, theirs, rows))
    head = desk.upkeep.head()
    with refused(saying="没有改动"):
        desk.imports.undo(run.id, cancelled=lambda: True)
    assert desk.upkeep.head() == head and desk.imports.history()[0].undone_at is None


def test_names_that_came_with_the_file_go_with_it_and_come_back(desk: Desk, theirs: Path):
    headings = ("日期", "事项", "受理人", "办理部门", "办理人")
    rows = [("2026-11-02", "楼道灯不亮", "解老师", "灯光外包队", "曾国强")]
    plan = told(desk, desk.imports.open(LEDGER, sheet(theirs, rows, headings)))
    run = desk.imports.run(plan)
    assert person(desk, "解老师").standing is Standing.ACTIVE and not person(desk, "解老师").login
    desk.imports.undo(run.id)
    assert person(desk, "解老师").standing is Standing.LEFT and person(desk, "曾国强").standing is Standing.ACTIVE
    assert "灯光外包队" not in [each.name for each in desk.house.departments()]
    assert desk.imports.run(told(desk, desk.imports.open(LEDGER, theirs))).made == 1
    assert [each.standing for each in desk.house.people() if each.name == "解老师"] == [Standing.ACTIVE]
    assert [each.active for each in desk.house.all(Department) if each.name == "灯光外包队"] == [True]
    assert desk.upkeep.verify().sound
