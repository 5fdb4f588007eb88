"""A register on paper is held against the journal: what changed since is told with the line that did it ([94])."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from firstask_desktop import cli
from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery, PromiseChange, Reasoned
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.paper_checks import PaperCheck, RowVerdict
from tests.core.expecting import at, do, refused
from tests.core.papers import EVERYTHING, alter, only
from tests.desk_fixtures import answered, as_name, handed, person, raw, registered, settled, signed


@pytest.fixture
def paper(desk: Desk, tmp_path: Path) -> Path:
    """Yesterday's register: a repair in hand and a question, as exported."""
    handed(desk, registered(desk, promise_at=at("16:00")))
    registered(desk, words="车库入口在哪边")
    path = tmp_path / "台账.xlsx"
    desk.ledgers.export("kf-06-01", EVERYTHING, path)
    return path


def numbers(check: PaperCheck, verdict: RowVerdict) -> list[str]:
    return [row.number for row in only(check, verdict)]


@pytest.mark.behaviour(94)
def test_a_register_just_printed_agrees_row_by_row(desk: Desk, paper: Path):
    check = desk.ledgers.against(paper)
    assert check.sound and check.stands and check.same == 2 and check.rows == ()
    assert check.seal == desk.upkeep.head() and "一致 2 行" in check.summary


@pytest.mark.behaviour(94)
def test_what_changed_since_is_told_with_its_line_and_its_person(desk: Desk, paper: Path):
    case = desk.cases.by_number("A261123-001")
    assert case is not None
    settled(desk, signed(desk, case))
    registered(desk, words="又来了一位")
    check = desk.ledgers.against(paper)
    assert check.sound and check.same == 1
    assert numbers(check, RowVerdict.CHANGED) == [case.number] and numbers(check, RowVerdict.NEW) == ["A261123-003"]
    cells = {cell.heading: cell for cell in check.rows[0].cells}
    assert set(cells) == {"签收时间", "处理情况及结果", "完成时间"}
    result = cells["处理情况及结果"]
    assert (result.printed, result.present) == ("", "更换外机排水管，已不滴水")
    assert "曾国强" in result.because
    assert "签收" in cells["签收时间"].because and "日志 A-" in result.because


@pytest.mark.behaviour(94)
def test_a_cell_typed_over_on_the_paper_is_found_out(desk: Desk, paper: Path):
    alter(paper, "承诺完成时间", "2026-11-23 10:00")
    check = desk.ledgers.against(paper)
    assert not check.sound and check.unexplained == 1 and not check.faults
    cell = check.rows[0].cells[0]
    assert not cell.explained and "纸上被改动过" in cell.because and "16:00" in cell.because


@pytest.mark.behaviour(94)
def test_a_row_taken_off_the_paper_and_one_added_are_named(desk: Desk, paper: Path):
    registered(desk, words="第三件")
    desk.ledgers.export("kf-06-01", EVERYTHING, paper)
    alter(paper, "编号", "A261123-009", line=1)
    check = desk.ledgers.against(paper)
    assert numbers(check, RowVerdict.UNKNOWN) == ["A261123-009"] and numbers(check, RowVerdict.LEFT_OUT) == [
        "A261123-002"
    ]
    assert not check.sound and check.same == 2


@pytest.mark.behaviour(94)
def test_rows_that_a_filter_left_out_are_not_missed(desk: Desk, paper: Path):
    guard = person(desk, "曾国强")
    desk.ledgers.export("kf-06-01", LedgerQuery(person=guard.id), paper)
    check = desk.ledgers.against(paper)
    assert check.sound and check.same == 1 and not check.rows
    text = str(load_workbook(paper).worksheets[0]["A1"].value)
    assert "筛选：曾国强" in text


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("key", ["kf-06-01-short", "kf-06-05-list", "kf-06-05"])
def test_the_other_layouts_are_checked_alike(desk: Desk, tmp_path: Path, key: str):
    case = registered(desk, kind="投诉", complaint_level="一般", involved="工程部")
    path = tmp_path / "另一种.xlsx"
    desk.ledgers.export(key, EVERYTHING, path)
    assert desk.ledgers.against(path).same == 1
    answered(desk, settled(desk, signed(desk, handed(desk, case))))
    check = desk.ledgers.against(path)
    assert check.sound and [row.verdict for row in check.rows] == [RowVerdict.CHANGED]


@pytest.mark.behaviour(94)
def test_a_name_put_right_later_is_explained_by_the_line_that_did_it(desk: Desk, paper: Path):
    as_name(desk, "仲经理").house.save(replace(person(desk, "曾国强"), name="曾国栋"))
    check = desk.ledgers.against(paper)
    assert check.sound and "改人员资料" in check.rows[0].cells[0].because and "仲经理" in check.rows[0].cells[0].because


@pytest.mark.behaviour(94)
def test_a_journal_that_lost_the_sealed_line_does_not_stand(desk: Desk, paper: Path):
    file = raw(desk)
    file.execute("DROP TRIGGER journal_no_delete")
    file.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    file.close()
    check = desk.ledgers.against(paper)
    assert not check.stands and check.faults and not check.sound and "截断" in check.summary


@pytest.mark.behaviour(94)
def test_a_sheet_without_a_seal_is_refused(desk: Desk, paper: Path):
    book = load_workbook(paper)
    book.worksheets[0]["A2"].value = "表号：WI-NWGZ-AL.KF-06-01"
    book.save(paper)
    with refused("path", saying="封账码"):
        desk.ledgers.against(paper)


@pytest.mark.behaviour(94)
def test_the_command_line_ends_with_0_when_all_is_explained_and_1_when_not(
    desk: Desk, paper: Path, capsys: pytest.CaptureFixture[str]
):
    asked = ["verify", "--against", str(paper), "--data", str(desk.folder)]
    case = desk.cases.by_number("A261123-001")
    assert case is not None
    do(desk, "欧阳丽华", Action.PROMISE, case, PromiseChange(promise_at=at("17:00"), reason="等配件", told=True))
    assert cli.run(asked) == 0
    told = capsys.readouterr().out
    assert "纸上「2026-11-23 16:00」 → 现在「2026-11-23 17:00（改 1 次）」" in told and "欧阳丽华" in told
    alter(paper, "客户姓名", "张三")
    assert cli.run(asked) == 1 and "纸上被改动过" in capsys.readouterr().out


def test_a_voided_case_is_changed_not_gone(desk: Desk, paper: Path):
    case = desk.cases.by_number("A261123-002")
    assert case is not None
    do(desk, "仲经理", Action.VOID, case, Reasoned(reason="重复登记"))
    check = desk.ledgers.against(paper)
    assert check.sound and [cell.heading for cell in check.rows[0].cells] == ["备注"]


@pytest.mark.behaviour(94)
def test_a_line_copied_under_the_same_number_is_found_out(desk: Desk, paper: Path):
    alter(paper, "编号", "A261123-001", line=1)
    check = desk.ledgers.against(paper)
    (twice,) = [row for row in check.rows if row.verdict is RowVerdict.UNKNOWN]
    assert twice.number == "A261123-001（第 5 行，编号重复）" and numbers(check, RowVerdict.LEFT_OUT) == ["A261123-002"]


@pytest.mark.behaviour(94)
def test_a_paper_whose_numbers_were_taken_off_is_checked_by_what_its_lines_say(desk: Desk, paper: Path):
    alter(paper, "编号", "（略）", line=-1)
    assert desk.ledgers.against(paper).sound
    alter(paper, "客户姓名", "张三")
    registered(desk, words="第三件")
    check = desk.ledgers.against(paper)
    (cell,) = next(row.cells for row in check.rows if row.verdict is RowVerdict.CHANGED)
    assert (cell.heading, cell.explained) == ("客户姓名", False) and len(numbers(check, RowVerdict.NEW)) == 1


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_every_book_carries_the_seal_whatever_it_is_written_as(desk: Desk, tmp_path: Path, ending: str):
    handed(desk, registered(desk, kind="投诉", complaint_level="一般", involved="工程部"))
    for fmt in desk.ledgers.formats():
        path = tmp_path / f"{fmt.key}.{ending}"
        desk.ledgers.export(fmt.key, EVERYTHING, path)
        if ending == "csv":
            text = path.read_text("utf-8-sig")
        else:
            pages = load_workbook(path).worksheets
            text = " ".join(str(cell.value) for page in pages for row in page.iter_rows() for cell in row)
        assert f"封账码：{desk.upkeep.head()}" in text.replace(" ", ""), fmt.key
