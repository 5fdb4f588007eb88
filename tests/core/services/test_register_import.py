"""A register somebody kept in Excel comes in row by row, and our own comes back without a change."""

import os
import unicodedata
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.states import Ending, EntryKind, State, Verdict
from tests.core.expecting import at, lines, refused
from tests.core.services.test_registers import COLUMNS, HOSTILE, finished, table
from tests.desk_fixtures import at_once, handed, person, registered, registration

EVERYTHING = LedgerQuery()
DATA = Path(os.environ.get("FIRSTASK_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
OFFICE_REGISTER = DATA / "office_register.xlsx"
GOOD = {
    "日期": date(2026, 11, 20), "时间": time(9, 30), "受理方式": "来访", "客户姓名": "区志豪", "房号/单位": "2-2-1101",
    "联系电话": "13900139000", "类别": "报修", "反映事项": "阳台地漏反水", "首问责任人": "何静", "职责判定": "他部门",
    "承办部门": "工程部", "承办人": "曾国强", "转办时间": datetime(2026, 11, 20, 9, 40),
    "签收时间": datetime(2026, 11, 20, 9, 50), "承诺完成时间": "2026-11-20 17:00（改 1 次）",
    "处理情况及结果": "疏通地漏，已不反水",
    "完成时间": datetime(2026, 11, 20, 15, 0), "答复时间/方式": "2026-11-20 15:30 电话", "来访次数": 2,
}  # fmt: skip


def register(path: Path, *rows: dict[str, object]) -> Path:
    """A workbook as another office would keep it: a title, the headings, the rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["客服前台工作台账"])
    page.append(COLUMNS)
    for row in rows:
        page.append([row.get(heading) for heading in COLUMNS])
    book.save(path)
    return path


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return tmp_path / "旧台账.xlsx"


@pytest.mark.behaviour(94)
def test_a_row_becomes_a_case_with_its_chain_and_timeline(desk: Desk, theirs: Path):
    result = desk.ledgers.import_register("kf-06-01", register(theirs, GOOD))
    assert (result.read, result.made, result.known, result.refused) == (1, 1, 0, [])
    case = desk.cases.by_number("A261120-001")
    assert case is not None
    assert (case.state, case.ending, case.visits) == (State.CLOSED, Ending.CLEAR_ANSWER, 2)
    assert case.first_asked == person(desk, "何静").id and case.handler == person(desk, "曾国强").id
    assert (case.answered_at, case.answer_way, case.promise_changes) == (at("2026-11-20 15:30"), "电话", 1)
    link = desk.cases.file(case.id).chain[0]
    assert (link.giver, link.receiver, link.hop.accepted_at) == ("何静", "曾国强", at("2026-11-20 09:50"))
    assert "由台账导入" in lines(desk, case, EntryKind.REGISTERED)[0].text
    assert desk.upkeep.verify().sound and desk.search.find("反水").total == 1


@pytest.mark.behaviour(94)
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"日期": "去年某天"}, "去年某天"),
        ({"日期": None}, "日期"),
        ({"日期": date(2026, 11, 24)}, "晚于今天"),
        ({"时间": "下午"}, "时间「下午」"),
        ({"反映事项": None}, "反映事项为空"),
        ({"首问责任人": None}, "首问责任人为空"),
        ({"首问责任人": "物业公司前台值班的全体同事以及当天在岗的保安人员"}, "不像人名"),
        ({"类别": "聊天"}, "聊天"),
        ({"受理方式": "飞鸽传书"}, "飞鸽传书"),
        ({"联系电话": "12345678901234567890"}, ""),
        ({"职责判定": "大概"}, "大概"),
        ({"转办时间": "前天"}, "前天"),
        ({"答复时间/方式": "打过电话了"}, "打过电话了"),
    ],
)  # fmt: skip
def test_bad_rows_are_named_with_line_and_reason_and_good_ones_kept(
    desk: Desk, theirs: Path, change: dict[str, object], reason: str
):
    last = GOOD | {"反映事项": "单元门关不上"}
    result = desk.ledgers.import_register(
        "kf-06-01", register(theirs, GOOD, GOOD | {"反映事项": "楼道灯不亮"} | change, last)
    )
    assert (result.read, result.made) == (3, 2)
    [(line, why)] = result.refused
    assert line == 4 and reason in why
    assert [row["matter_text"] for row in desk.ledgers.page("kf-06-01", EVERYTHING).rows] == [
        "阳台地漏反水",
        "单元门关不上",
    ]
    assert desk.upkeep.verify().sound


@pytest.mark.behaviour(94)
def test_the_same_file_twice_makes_nothing_new(desk: Desk, theirs: Path):
    register(theirs, GOOD, GOOD | {"反映事项": "单元门关不上"})
    assert desk.ledgers.import_register("kf-06-01", theirs).made == 2
    head = desk.upkeep.head()
    again = desk.ledgers.import_register("kf-06-01", theirs)
    assert (again.made, again.known, again.refused, desk.upkeep.head()) == (0, 2, [], head)


@pytest.mark.behaviour(94)
def test_what_was_exported_comes_back_without_a_change(desk: Desk, tmp_path: Path):
    finished(desk)
    handed(desk, registered(desk, name="", name_reason="来电人不愿提供", phone="", phone_reason="号码未显示", room="",
                            how_to_reach="邮件 a@example.org"))  # fmt: skip
    desk.cases.register(registration(desk, kind="咨询", verdict=Verdict.OWN_POST), at_once("入口在三号楼东侧"))
    registered(desk, kind="投诉", complaint_level="一般", involved="工程部", words="", request="请今天来人看外机")
    for text in HOSTILE:
        registered(desk, name=f"单{text}", room=text, words=f"漏水{text}", request=text)
    count = desk.ledgers.count("kf-06-01", EVERYTHING)
    desk.ledgers.export("kf-06-01", EVERYTHING, tmp_path / "台账.xlsx")
    head = desk.upkeep.head()
    result = desk.ledgers.import_register("kf-06-01", tmp_path / "台账.xlsx")
    assert (result.made, result.known, result.refused) == (0, count, [])
    assert desk.upkeep.head() == head


@pytest.mark.behaviour(94)
def test_our_register_comes_into_an_empty_office_as_the_same_rows(desk: Desk, office_desk: Desk, tmp_path: Path):
    finished(desk)
    registered(desk, kind="咨询")
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    desk.ledgers.export("kf-06-01", EVERYTHING, first)
    kinds = {choice.text for choice in office_desk.house.kinds()}
    result = office_desk.ledgers.import_register("kf-06-01", first)
    assert result.made + len(result.refused) == 2
    office_desk.ledgers.export("kf-06-01", EVERYTHING, second)
    kept = [row for row in table(first)[1] if row[8] in kinds]
    assert [row[2:23] for row in table(second)[1]] == [row[2:23] for row in kept]


@pytest.mark.behaviour(75)
def test_an_imported_number_that_is_taken_is_noted_and_never_reused(desk: Desk, theirs: Path):
    mine = registered(desk)
    result = desk.ledgers.import_register("kf-06-01", register(theirs, GOOD | {"编号": mine.number}))
    assert result.made == 0 and "内容不同" in result.refused[0][1]
    result = desk.ledgers.import_register("kf-06-01", register(theirs, GOOD | {"编号": "客2026-0077"}))
    row = desk.ledgers.page("kf-06-01", EVERYTHING).rows[0]
    assert result.made == 1 and row["number"] == "A261120-001" and "原编号 客2026-0077" in str(row["remark"])


def test_only_the_ledger_can_be_imported(desk: Desk, theirs: Path):
    with refused("format"):
        desk.ledgers.import_register("kf-06-05", register(theirs, GOOD))


def test_a_file_that_is_no_register_is_refused_whole(desk: Desk, theirs: Path):
    theirs.write_bytes(b"not a workbook")
    head = desk.upkeep.head()
    with refused("path"):
        desk.ledgers.import_register("kf-06-01", theirs)
    assert desk.upkeep.head() == head


def normal(value: object) -> str:
    """A text as a person would compare it: without invisible characters and differences of blanks."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d%H:%M}"
    text = unicodedata.normalize("NFC", str(value if value is not None else ""))
    text = text.replace("_x000D_", "")  # how a workbook writes a line end
    kept = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc", "Cs"))
    return "".join(kept.split())


@pytest.mark.behaviour(94)
def test_a_real_offices_register_comes_in_and_out_the_same(office_desk: Desk, tmp_path: Path):
    if not OFFICE_REGISTER.exists():
        pytest.skip("the office register is not on this machine (FIRSTASK_SHARED_DATA names its folder)")
    result = office_desk.ledgers.import_register("kf-06-01", OFFICE_REGISTER)
    theirs = rows_of(OFFICE_REGISTER)
    assert result.read == len(theirs) == 400
    bad = {line for line, _ in result.refused}
    good = [row for line, row in theirs if line not in bad]
    assert result.made == len(good) and all(reason for _, reason in result.refused)
    office_desk.ledgers.export("kf-06-01", EVERYTHING, tmp_path / "回.xlsx")
    ours = [row for _, row in rows_of(tmp_path / "回.xlsx")]
    assert sorted(map(compared, ours)) == sorted(map(compared, good))


def rows_of(path: Path) -> list[tuple[int, dict[str, object]]]:
    """The lines of a register below its headings: line number and cells by heading."""
    book = load_workbook(path, read_only=True)
    page = book.worksheets[0]
    found, headings = [], None
    for line, cells in enumerate(page.iter_rows(values_only=True), 1):
        if headings is None:
            headings = list(cells) if "反映事项" in cells else None
        else:
            row = dict(zip(headings, cells, strict=False))
            if row.get("反映事项") is not None:
                found.append((line, row))
    book.close()
    return found


COMPARED = COLUMNS[2:]
"""Everything but the place on the page and our own number."""


def compared(row: dict[str, object]) -> tuple[str, ...]:
    return tuple(normal(row.get(heading)) for heading in COMPARED)
