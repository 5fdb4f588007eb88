"""《客服前台工作台账》 06-01 and 《记录表》 06-05 out of the desk, read back as somebody else's program would read them."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import (
    Answer,
    Callback,
    ComplaintForm,
    LedgerQuery,
    Merge,
    Reasoned,
    Visit,
)
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.states import CallbackResult, Ending, State, Verdict
from tests.core.expecting import at, do, id_of, refused
from tests.desk_fixtures import answered, as_name, at_once, handed, registered, registration, settled, signed

EVERYTHING = LedgerQuery()
HEADINGS = (
    "序号 编号 日期 时间 受理方式 客户姓名 房号/单位 联系电话 类别 反映事项 首问责任人 职责判定 已告知内容 承办部门 承办人 "
    "转办时间 签收时间 承诺完成时间 处理情况及结果 完成时间 答复时间/方式 回访时间/回访人 回访结果 来访次数 备注"
)
COLUMNS = HEADINGS.split()
LIST_HEADINGS = (
    "编号 类别 日期 客户 房号 电话 涉及部门 分类 等级 内容摘要 首问责任人 承办人 时限 处理结果 完成时间 有效性 答复时间 "
    "回访结果 回访人 结案日期 备注"
)
HOSTILE = (
    "=1+1", "+86", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1", "a\x00b\x0bc\ufffed", "_x000D_ _x0041_", "<b>&\"'",
    "一\n二\r\n三\r四", " \u3000首尾有空白\u200b ", "0123456789012345678901234567890", "😀𠮷", "诉求：x\n诉求：y", "'",
)  # fmt: skip


def finished(desk: Desk) -> Case:
    """A repair on its whole way: handed over, signed, done, answered, called back."""
    case = registered(desk, request="今天修好", told_rule=True, identity="业主")
    case = answered(desk, settled(desk, signed(desk, handed(desk, case))))
    return do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.SATISFIED))


def sheet(path: Path) -> Worksheet:
    book = load_workbook(path)
    found = book.active
    assert isinstance(found, Worksheet)
    return found


def table(path: Path, first: str = "序号") -> tuple[list[str], list[list[object]]]:
    """Headings and rows of an exported register, up to the footer."""
    lines = [list(line) for line in sheet(path).iter_rows(values_only=True)]
    top = next(place for place, line in enumerate(lines) if line[0] == first)
    rows = [
        line for line in lines[top + 1 :] if isinstance(line[1], str) and line[0] is not None and line[8] is not None
    ]
    return [str(cell) for cell in lines[top] if cell is not None], rows


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "台账.xlsx"


@pytest.mark.behaviour(94)
def test_a_finished_case_fills_its_row(desk: Desk, out: Path):
    case = finished(desk)
    written = desk.ledgers.export("kf-06-01", EVERYTHING, out)
    headings, rows = table(out)
    assert headings == COLUMNS and written.rows == 1 and len(rows) == 1
    row = dict(zip(headings, rows[0], strict=True))
    assert row["编号"] == case.number == "A261123-001"
    assert (row["日期"], row["时间"]) == (datetime(2026, 11, 23), time(9, 42))
    assert (row["客户姓名"], row["房号/单位"], row["联系电话"]) == ("单晓燕", "3-1-602", "13800138000")
    assert row["反映事项"] == "楼上空调外机一直滴水\n诉求：今天修好"
    assert (row["职责判定"], row["已告知内容"]) == ("他部门", "规定、办理部门")
    assert (row["承办部门"], row["承办人"]) == ("工程部", "曾国强")
    assert row["转办时间"] == row["签收时间"] == row["完成时间"] == datetime(2026, 11, 23, 9, 42)
    assert row["承诺完成时间"] == "2026-11-23 10:12"
    assert row["答复时间/方式"] == "2026-11-23 09:42 电话"
    assert (row["回访时间/回访人"], row["回访结果"]) == ("2026-11-23 09:42 何静", "满意")
    assert (row["来访次数"], row["处理情况及结果"]) == (1, "更换外机排水管，已不滴水")


@pytest.mark.behaviour(94)
def test_the_sheet_carries_centre_month_form_number_counts_and_signatures(desk: Desk, out: Path):
    registered(desk)
    desk.ledgers.export("kf-06-01", EVERYTHING, out)
    text = "\n".join(str(cell.value) for line in sheet(out).iter_rows() for cell in line if cell.value is not None)
    for word in (
        "客服前台工作台账",
        "湖畔花园服务中心",
        "WI-NWGZ-AL.KF-06-01",
        "2026年11月",
        "未结 1 件",
        "交班人",
        "接班人",
    ):
        assert word in text, word
    page = sheet(out)
    assert page.print_title_rows and page.page_setup.orientation == "landscape" and page.freeze_panes


@pytest.mark.behaviour(94)
def test_hostile_texts_are_texts_in_every_column_they_reach(desk: Desk, out: Path):
    for text in HOSTILE:
        registered(desk, name=f"单{text}", room=text, words=f"漏水{text}", request=text, kind="报修")
    desk.ledgers.export("kf-06-01", EVERYTHING, out)
    page = sheet(out)
    assert all(cell.data_type != "f" for line in page.iter_rows() for cell in line)
    top = next(line[0].row for line in page.iter_rows() if line[0].value == "序号")
    for column in ("编号", "房号/单位", "联系电话"):
        place = COLUMNS.index(column) + 1
        cells = [page.cell(top + 1 + offset, place) for offset in range(len(HOSTILE))]
        assert all(cell.data_type == "s" or cell.value is None for cell in cells), column
        assert all(cell.number_format == "@" for cell in cells), column
    rooms = [page.cell(top + 1 + offset, COLUMNS.index("房号/单位") + 1).value for offset in range(len(HOSTILE))]
    assert rooms[0] == "=1+1" and "0123456789012345678901234567890" in rooms


@pytest.mark.behaviour(75, 94)
@pytest.mark.parametrize(
    ("path_of_case", "mark"),
    [("voided", "作废：重复登记"), ("merged", "并入 A261123-001"), ("broken", "失约 1 次"), ("again", "再次来访")],
)
def test_what_became_of_a_case_stands_in_the_remark(desk: Desk, clock: FixedClock, path_of_case: str, mark: str):
    registered(desk, promise_at=at("17:00"))
    case = registered(desk)
    if path_of_case == "voided":
        do(desk, "仲经理", Action.VOID, case, Reasoned(reason="重复登记"))
    elif path_of_case == "merged":
        first = desk.cases.by_number("A261123-001")
        assert first is not None
        desk.cases.perform(Action.MERGE, case.id, Merge(into=first.id))
    elif path_of_case == "broken":
        clock.set(at("11:00"))
        desk.upkeep.sweep()
    else:
        desk.cases.perform(Action.VISIT, case.id, Visit())
    row = desk.ledgers.page("kf-06-01", EVERYTHING).rows[1]
    assert row["number"] == case.number and mark in str(row["remark"])


@pytest.mark.behaviour(94)
def test_rows_are_chosen_by_day_kind_person_and_state(desk: Desk, clock: FixedClock):
    repair = handed(desk, registered(desk))
    desk.cases.register(registration(desk, kind="咨询", verdict=Verdict.OWN_POST), at_once("车库入口在三号楼东侧"))
    clock.set(at("24 09:00"))
    guard = registered(desk, first_asked=id_of(desk, "解小虎"))

    def numbers(**query: object) -> list[object]:
        return [row["number"] for row in desk.ledgers.page("kf-06-01", LedgerQuery(**query)).rows]  # type: ignore[arg-type]

    assert numbers() == ["A261123-001", "A261123-002", "A261124-001"]
    assert numbers(first_day=date(2026, 11, 24)) == [guard.number]
    assert numbers(last_day=date(2026, 11, 23)) == ["A261123-001", "A261123-002"]
    assert numbers(kinds=("咨询",)) == ["A261123-002"]
    assert numbers(person=id_of(desk, "曾国强")) == [repair.number]
    assert numbers(open_only=True) == [repair.number, guard.number]


@pytest.mark.behaviour(75, 94)
def test_a_late_entry_stands_where_its_number_stands(desk: Desk, clock: FixedClock):
    clock.set(at("11:00"))
    first = registered(desk)
    second = registered(desk, contact_at=at("08:00"), late_reason="当时在外接待", promise_at=at("15:30"))
    rows = desk.ledgers.page("kf-06-01", EVERYTHING).rows
    assert [row["number"] for row in rows] == [first.number, second.number]
    assert "补录" in str(rows[1]["remark"])


@pytest.mark.behaviour(94)
def test_exporting_again_gives_the_same_rows(desk: Desk, tmp_path: Path):
    finished(desk)
    registered(desk)
    desk.ledgers.export("kf-06-01", EVERYTHING, tmp_path / "一.xlsx")
    desk.ledgers.export("kf-06-01", EVERYTHING, tmp_path / "二.xlsx")
    assert table(tmp_path / "一.xlsx") == table(tmp_path / "二.xlsx")


@pytest.mark.behaviour(94)
def test_the_short_layout_has_seventeen_of_the_columns(desk: Desk, out: Path):
    finished(desk)
    desk.ledgers.export("kf-06-01-short", EVERYTHING, out)
    lines = [line for line in sheet(out).iter_rows(values_only=True) if "编号" in line]
    short = [cell for cell in lines[0] if cell]
    picked = [*range(1, 5), *range(5, 8), *range(8, 11), 14, *range(17, 21), 22, 24]
    assert short == [COLUMNS[place] for place in picked] and len(short) == 17


@pytest.mark.behaviour(94)
def test_a_month_without_rows_is_an_empty_register(desk: Desk, out: Path):
    written = desk.ledgers.export("kf-06-01", LedgerQuery(first_day=date(2026, 1, 1), last_day=date(2026, 1, 31)), out)
    assert written.rows == 0 and table(out) == (COLUMNS, [])


def test_an_unknown_format_is_refused_with_those_there_are(desk: Desk, out: Path):
    with refused("format", saying="kf-06-01"):
        desk.ledgers.export("kf-99", EVERYTHING, out)
    assert not out.exists()


@pytest.fixture
def complaint(desk: Desk) -> Case:
    """A complaint on its whole way, with the boxes only people can fill."""
    case = registered(
        desk, kind="投诉", complaint_level="重大", involved="工程部 夜班", identity="业主", request="书面道歉",
        contact_place="客服前台", verdict=Verdict.OTHER_DEPARTMENT, told_limit=True,
    )  # fmt: skip
    case = settled(desk, signed(desk, handed(desk, case)))
    form = ComplaintForm(
        category="工程维修", investigation="调取派工记录，查看现场", cause="夜班漏接派工", validity="有效", truth="属实",
        supervisor_opinion="向业主致歉", corrective="夜班派工改为双人确认，12 月 1 日起", compensation_fen=5000,
        compensation_by="周敏",
    )  # fmt: skip
    desk.cases.perform(Action.FORM, case.id, form)
    as_name(desk, "仲经理").cases.perform(Action.FORM, case.id, ComplaintForm(manager_approval="同意"))
    case = answered(desk, case)
    return do(desk, "何静", Action.CALLBACK, case, Callback(result=CallbackResult.FAIR, note="希望以后快些"))


@pytest.mark.behaviour(95)
def test_the_record_of_a_complaint_is_filled_from_the_case(desk: Desk, complaint: Case, out: Path):
    desk.ledgers.export("kf-06-05", EVERYTHING, out)
    book = load_workbook(out)
    record = book.worksheets[0] if complaint.number in book.sheetnames[0] else None
    pages = [
        page
        for page in book.worksheets
        if any("调取派工记录" in str(c.value) for line in page.iter_rows() for c in line)
    ]
    assert pages and (record is None or record in pages)
    text = "\n".join(str(c.value) for line in pages[0].iter_rows() for c in line if c.value is not None)
    for word in (
        f"TS{complaint.number}", complaint.number, "单晓燕", "3-1-602", "13800138000", "业主", "工程部 夜班",
        "楼上空调外机一直滴水", "书面道歉", "欧阳丽华", "曾国强", "夜班漏接派工", "向业主致歉", "同意",
        "双人确认", "50.00 元", "批准人 周敏",
        "更换外机排水管", "何静", "希望以后快些", "☑投诉", "☑重大", "☑工程维修", "☑来电", "☑有效", "☑属实", "☑基本满意",
    ):  # fmt: skip
        assert word.replace("☑", "") in text, word
    assert pages[0].page_setup.orientation in (None, "portrait")


@pytest.mark.behaviour(95)
def test_the_list_has_one_row_a_record_and_no_other_kinds(desk: Desk, complaint: Case, out: Path):
    registered(desk)
    desk.ledgers.export("kf-06-05-list", EVERYTHING, out)
    lines = list(sheet(out).iter_rows(values_only=True))
    top = next(place for place, line in enumerate(lines) if line[0] == "编号")
    assert [cell for cell in lines[top] if cell] == LIST_HEADINGS.split()
    row = dict(zip(LIST_HEADINGS.split(), lines[top + 1], strict=False))
    assert (row["编号"], row["类别"], row["等级"], row["分类"]) == (f"TS{complaint.number}", "投诉", "重大", "工程维修")
    assert (row["回访结果"], row["回访人"], row["承办人"]) == ("基本满意", "何静", "曾国强")
    assert desk.ledgers.count("kf-06-05-list", EVERYTHING) == 1


@pytest.mark.behaviour(95)
@pytest.mark.parametrize("kind", ["建议", "意见"])
def test_suggestions_and_opinions_have_their_record_too(desk: Desk, kind: str):
    case = registered(desk, kind=kind, words="车库加装充电桩")
    complaint = desk.cases.file(case.id).complaint
    assert complaint is not None and complaint.number == f"TS{case.number}"
    assert desk.ledgers.page("kf-06-05-list", EVERYTHING).rows[0]["kind"] == kind
    assert f"06-05：TS{case.number}" in str(desk.ledgers.page("kf-06-01", EVERYTHING).rows[0]["remark"])


@pytest.mark.behaviour(95)
def test_a_complaint_cannot_lose_its_level_or_department(desk: Desk, complaint: Case):
    with refused("level", "M5.2 [95]"):
        desk.cases.perform(Action.FORM, complaint.id, ComplaintForm(level=""))
    with refused("involved", "M5.2 [95]"):
        desk.cases.perform(Action.FORM, complaint.id, ComplaintForm(involved=" "))
    with refused(clause="M5.2 [95]", saying="不填 06-05"):
        desk.cases.perform(Action.FORM, registered(desk).id, ComplaintForm(category="其他"))


@pytest.mark.behaviour(65, 94)
def test_a_closed_row_says_how_it_was_answered(desk: Desk):
    case = registered(desk, kind="咨询", verdict=Verdict.OWN_POST)
    text = "首层不能加装阳台，依据业主公约第八条；可以改装可拆卸遮阳篷"
    answer = Answer(
        ending=Ending.CLEAR_ANSWER, text=text, way="当面", at=desk.clock.now(), understood=True, satisfied="满意"
    )  # fmt: skip
    assert desk.cases.perform(Action.ANSWER, case.id, answer).state is State.CLOSED
    row = desk.ledgers.page("kf-06-01", EVERYTHING).rows[0]
    assert row["result"] == text and row["answered"] == "2026-11-23 09:42 当面" and row["callback_result"] == "无需回访"
