"""Every book of the desk is held against the journal line by line, though its lines carry no row's id ([94])."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from firstask_desktop import cli
from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.answering import AttemptMade, Callback
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Decline, LedgerQuery, Materials, Reasoned
from firstask_desktop.domain.desk_life import DeskItem, Visitor
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.paper_checks import RowVerdict
from firstask_desktop.domain.states import AttemptResult, CallbackResult, Standing, Verdict
from firstask_desktop.services.form_files import LISTS
from firstask_desktop.storage.books import BOOKS
from tests.core.expecting import do, refused
from tests.core.papers import EVERYTHING, alter, cut, only, paper
from tests.desk_fixtures import (
    MONDAY_MORNING,
    RECEPTIONIST,
    answered,
    as_name,
    handed,
    papers_in,
    person,
    raw,
    registered,
    set_up,
    settled,
    signed,
)

HAND_MADE = {
    "waiting-room": "事由", "shift-log": "说明", "things-kept": "物品", "hop-log": "交办事项", "materials-log": "缺的材料",
    "declined-log": "说明", "contact-log": "说明", "urging-log": "催办内容", "callback-log": "回访记录",
}  # fmt: skip
"""Book → a column somebody might type over."""


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk with two lines in every book, worked through once for all tests."""
    folder, clock = tmp_path_factory.mktemp("worked"), FixedClock(MONDAY_MORNING)
    with closing(set_up(folder, clock)) as desk:
        work(desk, clock)
    return folder


@pytest.fixture
def busy(worked: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of that desk an hour later, the receptionist signed in."""
    shutil.copytree(worked, tmp_path / "desk")
    with closing(open_desk(tmp_path / "desk", FixedClock(MONDAY_MORNING + timedelta(hours=1)))) as desk:
        desk.session.sign_in(person(desk, RECEPTIONIST).id)
        yield desk


def work(desk: Desk, clock: FixedClock) -> None:
    """Two lines for every book."""
    for turn in ("一", "二"):
        clock.advance(minutes=3)
        guest = Visitor(place=f"接待室 {turn}", name="单晓燕", phone="13800138000", purpose=f"停车费{turn}")
        desk.waiting.arrive_anew(replace(guest, leader=person(desk, "周敏").id), desk.clock.quick_promises()[0].at)
        desk.handover.keep(DeskItem(what=f"雨伞{turn}", place="前台抽屉", owner="应女士"))
        asked = registered(desk, verdict=Verdict.OWN_POST)
        desk.cases.perform(
            Action.MATERIALS, asked.id, Materials(missing=(f"产权证{turn}",), deadline="三天内", reaction="接受")
        )
        papers_in(desk, asked)
        no = Decline(
            basis="第五十条",
            explanation=f"绿地不能划给单户{turn}",
            way="当面",
            understood=True,
            options="可提共用",
            reaction="接受",
        )
        desk.cases.perform(Action.DECLINE, asked.id, no)
        case = signed(desk, handed(desk, registered(desk), task=f"看外机{turn}"))
        desk.cases.perform(Action.URGE, case.id, Reasoned(reason=f"在现场等{turn}"))
        tried = AttemptMade(
            target="曾国强", way="电话", number="8012", result=AttemptResult.NO_ANSWER, note=f"占线{turn}"
        )
        desk.cases.perform(Action.ATTEMPT, case.id, tried)
        done = answered(desk, settled(desk, case))
        back = Callback(result=CallbackResult.SATISFIED, way="电话", note=f"修好了{turn}")
        as_name(desk, "何静").cases.perform(Action.CALLBACK, done.id, back)
    drawn = desk.handover.begin("早班")
    for place, line in enumerate(desk.handover.lines(drawn.id)):
        desk.handover.confirm(line.id, f"已交代 {place}")


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("key", BOOKS)
def test_a_book_just_written_agrees_line_by_line(busy: Desk, tmp_path: Path, key: str, ending: str) -> None:
    check = busy.ledgers.against(paper(busy, key, tmp_path, ending))
    assert check.rows == () and check.sound and check.title == busy.ledgers.format(key).title
    assert check.same == check.lines == busy.ledgers.count(key, EVERYTHING) >= 2


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("key", BOOKS)
def test_a_cell_typed_over_is_named_with_what_the_journal_said(
    busy: Desk, tmp_path: Path, key: str, ending: str
) -> None:
    path = paper(busy, key, tmp_path, ending)
    alter(path, HAND_MADE[key], "改过的话", line=1)
    check = busy.ledgers.against(path)
    (row,) = check.rows
    (cell,) = row.cells
    assert (row.verdict, row.line) == (RowVerdict.CHANGED, 5 if ending == "xlsx" else 3)
    assert (cell.heading, cell.printed, cell.explained) == (HAND_MADE[key], "改过的话", False)
    assert f"日志当时是「{cell.present}」，纸上被改动过" in cell.because and not check.sound


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("key", BOOKS)
def test_a_line_taken_off_is_named_and_missed_in_the_count(busy: Desk, tmp_path: Path, key: str) -> None:
    path = paper(busy, key, tmp_path)
    cut(path, line=1)
    check = busy.ledgers.against(path)
    (row,) = check.rows
    assert row.verdict is RowVerdict.LEFT_OUT and row.line == 0 and not check.sound
    assert f"纸上写着 {check.same + 1} 行，实有 {check.same} 行" in check.summary


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("key", BOOKS)
def test_a_line_added_by_hand_is_not_in_the_book(busy: Desk, tmp_path: Path, key: str) -> None:
    path = paper(busy, key, tmp_path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.insert_rows(5)
    for place, cell in enumerate(sheet[4], start=1):
        sheet.cell(5, place).value = cell.value
    book.save(path)
    check = busy.ledgers.against(path)
    (row,) = check.rows
    assert row.verdict is RowVerdict.UNKNOWN and not check.sound and check.same == check.lines - 1


def later(desk: Desk, key: str) -> None:
    """What goes on in each book after it was printed."""
    manager = as_name(desk, "仲经理")
    if key == "waiting-room":
        desk.waiting.report(desk.waiting.today()[0].id, "内线")
    elif key == "shift-log":
        desk.handover.give(person(desk, "何静").id, "钥匙已点清")
    elif key == "things-kept":
        desk.handover.taken(desk.handover.items()[0].id, "应女士")
    else:
        manager.house.save(replace(person(desk, "欧阳丽华"), name="欧阳丽花"))


EXPECTED = {
    "waiting-room": ({"汇报时间", "汇报方式", "汇报人"}, "欧阳丽华 报告领导"),
    "shift-log": ({"接班人", "交班时间", "备注"}, "欧阳丽华 交班"),
    "things-kept": ({"取走/寄出时间", "领取人"}, "欧阳丽华 物品取走"),
}


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("key", BOOKS)
def test_what_changed_later_is_told_with_its_line_and_its_person(busy: Desk, tmp_path: Path, key: str) -> None:
    path = paper(busy, key, tmp_path)
    later(busy, key)
    check = busy.ledgers.against(path)
    headings, words = EXPECTED.get(key, (set(), "仲经理 改人员资料"))
    assert check.sound and check.rows and all(row.verdict is RowVerdict.CHANGED for row in check.rows)
    cells = check.rows[0].cells
    assert not headings or {cell.heading for cell in cells} == headings
    assert all(words in cell.because and "日志 A-" in cell.because for cell in cells), [cell.words for cell in cells]


@pytest.mark.behaviour(94)
def test_rows_that_came_later_are_new_and_those_a_filter_left_out_are_not_missed(busy: Desk, tmp_path: Path) -> None:
    path = paper(busy, "things-kept", tmp_path)
    busy.handover.keep(DeskItem(what="钥匙一串", place="前台"))
    check = busy.ledgers.against(path)
    assert check.sound and [row.number for row in check.rows] == ["11-23 钥匙一串"]
    assert only(check, RowVerdict.NEW) == list(check.rows)
    busy.handover.taken(busy.handover.items()[0].id, "应女士")
    for ending in ("xlsx", "csv"):
        path = tmp_path / f"未了.{ending}"
        busy.ledgers.export("things-kept", LedgerQuery(open_only=True), path)
        check = busy.ledgers.against(path)
        assert check.sound and check.rows == () and check.same == 2, check.summary


@pytest.mark.behaviour(94)
def test_of_two_lines_alike_each_has_its_row_and_a_third_has_none(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        desk.handover.keep(DeskItem(what="雨伞", place="前台"))
    path = paper(desk, "things-kept", tmp_path)
    assert desk.ledgers.against(path).same == 2
    desk.handover.taken(desk.handover.items()[1].id, "应女士")
    check = desk.ledgers.against(path)
    assert check.sound and check.same == 1 and check.rows[0].line == 5
    desk.handover.keep(DeskItem(what="雨伞", place="前台"))
    assert [row.verdict for row in desk.ledgers.against(path).rows] == [RowVerdict.CHANGED, RowVerdict.NEW]


@pytest.mark.behaviour(94)
def test_a_line_moved_to_another_day_is_still_known(desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    for what in ("雨伞", "钥匙"):
        desk.handover.keep(DeskItem(what=what, place="前台"))
        clock.advance(days=9)
    path = paper(desk, "things-kept", tmp_path)
    alter(path, "日期", "2026-10-01")
    (row,) = desk.ledgers.against(path).rows
    assert [cell.heading for cell in row.cells] == ["日期"] and "2026-11-23" in row.cells[0].because


@pytest.mark.behaviour(94)
def test_a_book_emptied_on_paper_is_not_sound(busy: Desk, tmp_path: Path) -> None:
    path = paper(busy, "urging-log", tmp_path)
    cut(path)
    cut(path)
    check = busy.ledgers.against(path)
    assert not check.sound and not check.rows and "纸上写着 2 行，实有 0 行" in check.summary


@pytest.mark.behaviour(94)
def test_erased_values_are_said_to_be_beyond_comparing(busy: Desk, tmp_path: Path) -> None:
    path = paper(busy, "waiting-room", tmp_path)
    file = raw(busy)
    file.execute("DELETE FROM vault WHERE tab = 'visitors'")
    file.execute("UPDATE visitors SET name = '已匿名化', phone = '已匿名化'")
    file.close()
    check = busy.ledgers.against(path)
    assert check.sound and len(check.rows) == 2
    for row in check.rows:
        assert {cell.heading for cell in row.cells} == {"来访人", "电话"}
        assert all("已匿名化，无从比对" in cell.because for cell in row.cells)


@pytest.mark.behaviour(30, 94)
def test_a_thing_of_a_matter_that_got_a_record_of_its_own_is_off_its_old_line(
    hotel_desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    left = registered(
        hotel_desk,
        stage="离店后",
        words="充电器忘在房间",
        kept_at="客房中心",
        shipping_no="SF1009",
        verdict=Verdict.OWN_POST,
    )
    path = paper(hotel_desk, "things-kept", tmp_path)
    clock.advance(minutes=2)
    hotel_desk.handover.keep(DeskItem(case_id=left.id, what="白色充电器", place="前台"))
    check = hotel_desk.ledgers.against(path)
    (gone,) = only(check, RowVerdict.GONE)
    assert check.sound and gone.number == left.number and "登记物品" in gone.words
    assert [row.number for row in only(check, RowVerdict.NEW)] == [left.number]


@pytest.mark.behaviour(94)
def test_a_paper_from_elsewhere_explains_nothing(busy: Desk, tmp_path: Path) -> None:
    path = paper(busy, "hop-log", tmp_path)
    book = load_workbook(path)
    book.worksheets[0]["A2"].value = "封账码：A-3-0123456789"
    book.save(path)
    alter(path, "交办事项", "改过的话")
    check = busy.ledgers.against(path)
    assert not check.stands and not check.rows[0].cells[0].explained and check.same == 1


@pytest.mark.behaviour(94)
def test_a_csv_that_is_none_of_ours_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "别的.csv"
    path.write_text("甲,乙\r\n1,2\r\n", encoding="utf-8-sig")
    with refused("path", saying="封账码"):
        desk.ledgers.against(path)
    path.write_bytes("甲,乙".encode("gb18030"))
    with refused("path", saying="UTF-8"):
        desk.ledgers.against(path)


@pytest.mark.behaviour(94)
def test_a_text_that_begins_like_a_formula_reads_the_same_from_csv(desk: Desk, tmp_path: Path) -> None:
    for what in ("=1+1", "'=1+1", "-5 号", "'常"):
        desk.handover.keep(DeskItem(what=what, place="前台"))
    check = desk.ledgers.against(paper(desk, "things-kept", tmp_path, "csv"))
    assert check.sound and check.same == 4, check.rows


@pytest.mark.behaviour(94)
def test_the_command_line_tells_every_line_of_a_book(
    busy: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = paper(busy, "contact-log", tmp_path)
    alter(path, "说明", "已联系上")
    assert cli.run(["verify", "--against", str(path), "--data", str(busy.folder)]) == 1
    told = capsys.readouterr().out
    assert "有出入" in told and "纸上「已联系上」 → 现在「占线一」" in told and "《联系记录》" in told


def test_a_company_column_of_a_book_is_compared_too(busy: Desk, tmp_path: Path) -> None:
    forms = as_name(busy, "仲经理").forms
    forms.save(forms.with_own(forms.current("hop-log"), "现状态", "case.state"))
    case = handed(busy, registered(busy))
    busy.ledgers.export("hop-log", EVERYTHING, tmp_path / "册.xlsx")
    do(busy, "仲经理", Action.VOID, case, Reasoned(reason="重复登记"))
    (row,) = busy.ledgers.against(tmp_path / "册.xlsx").rows
    assert [cell.heading for cell in row.cells] == ["退回/撤回", "现状态"] and "仲经理 作废" in row.cells[1].because


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("key", LISTS)
def test_a_list_of_the_house_is_held_against_the_journal_too(busy: Desk, tmp_path: Path, key: str) -> None:
    manager = as_name(busy, "仲经理")
    written = manager.imports.write_list(key, tmp_path / "表.xlsx")
    check = busy.ledgers.against(tmp_path / "表.xlsx")
    assert check.sound and check.same == written.rows and check.title == busy.forms.current(key).title, check.rows


@pytest.mark.behaviour(94)
def test_who_left_is_off_the_list_and_who_was_typed_over_is_found_out(busy: Desk, tmp_path: Path) -> None:
    manager = as_name(busy, "仲经理")
    manager.imports.write_list("staff", tmp_path / "表.xlsx")
    manager.house.save(replace(person(busy, "解小虎"), standing=Standing.LEFT))
    manager.house.save(replace(person(busy, "何静"), phone="8555"))
    alter(tmp_path / "表.xlsx", "电话", "110", line=4)
    check = busy.ledgers.against(tmp_path / "表.xlsx")
    (gone,), altered = only(check, RowVerdict.GONE), [row for row in check.rows if not row.explained]
    assert "仲经理 改人员资料" in gone.words and len(altered) == 1 and "纸上被改动过" in altered[0].words
    (changed,) = [row for row in check.rows if row.explained and row.verdict is RowVerdict.CHANGED]
    assert "现在「8555」" in changed.words and not check.sound
