"""A company makes a form its own: page, export and import read the same file, and a broken file is named ([94])."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

import resources
from firstask_desktop import cli
from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.ledgers.format_file import format_text
from firstask_desktop.ledgers.formats import load_format, parse_format, shipped_keys
from tests.core.expecting import refused
from tests.desk_fixtures import as_name, registered

KEY = "kf-06-01"
EVERYTHING = LedgerQuery()


@pytest.fixture
def leader(desk: Desk) -> Desk:
    return as_name(desk, "仲经理")


@pytest.fixture
def changed(leader: Desk) -> Desk:
    """Their register: 客户姓名 called 来客 and put first, 备注 hidden, two columns of their own, a number of their own."""
    forms = leader.forms
    draft = forms.titled(forms.current(KEY), "前台接待登记簿", "NWGZ-QT-01", "B/2")
    draft = forms.moved(forms.renamed(draft, "requester_name", "来客"), "requester_name", -5)
    draft = forms.hidden(forms.widened(draft, "matter_text", 40), "remark")
    draft = forms.with_own(forms.with_own(draft, "网点", "fixed", "一号门"), "身份", "case.identity")
    forms.save(draft)
    return leader


@pytest.mark.parametrize("key", shipped_keys())
def test_a_form_written_out_reads_back_as_the_same_form(key: str):
    fmt = load_format(key, None)
    assert parse_format("x.toml", format_text(fmt)) == fmt


@pytest.mark.behaviour(94)
def test_page_export_and_import_use_the_companys_own_form(changed: Desk, tmp_path: Path):
    case = registered(changed, identity="业主")
    fmt = next(each for each in changed.ledgers.formats() if each.key == KEY)
    headings = [column.heading for column in fmt.columns]
    assert headings[:3] == ["来客", "序号", "编号"] and headings[-2:] == ["网点", "身份"] and "备注" not in headings
    row = changed.ledgers.page(KEY, EVERYTHING).rows[0]
    assert [row[column.source] for column in fmt.columns[-2:]] == ["一号门", "业主"]
    path = tmp_path / changed.ledgers.suggested_name(KEY, EVERYTHING)
    assert path.name.startswith("前台接待登记簿")
    changed.ledgers.export(KEY, EVERYTHING, path)
    sheet = load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[3]] == headings
    assert (sheet["A4"].value, sheet.cell(4, len(headings)).value) == ("单晓燕", "业主")
    assert "NWGZ-QT-01" in str(sheet["A2"].value)
    again = changed.ledgers.import_register(KEY, path)
    assert (again.read, again.made, again.known) == (1, 0, 1)
    assert changed.ledgers.against(path).same == 1 and case.number == sheet["C4"].value


@pytest.mark.behaviour(94)
def test_a_sheet_from_before_the_change_is_still_read(leader: Desk, tmp_path: Path):
    registered(leader)
    leader.ledgers.export(KEY, EVERYTHING, tmp_path / "旧.xlsx")
    leader.forms.save(leader.forms.renamed(leader.forms.current(KEY), "requester_name", "来客"))
    assert leader.ledgers.import_register(KEY, tmp_path / "旧.xlsx").known == 1
    assert leader.ledgers.against(tmp_path / "旧.xlsx").same == 1


@pytest.mark.behaviour(94)
def test_a_broken_copy_is_named_and_the_shipped_form_used(changed: Desk):
    path = changed.folder / "formats" / f"{KEY}.toml"
    path.write_text(path.read_text("utf-8").replace("width = 40", "width = 很宽"), "utf-8")
    (complaint,) = changed.forms.complaints()
    assert f"{KEY}.toml 第" in complaint and "行有误" in complaint
    fmt = next(each for each in changed.ledgers.formats() if each.key == KEY)
    assert fmt.columns[0].heading == "序号" and len(fmt.columns) == 25


def test_going_back_uses_the_shipped_form_and_keeps_the_copy(changed: Desk):
    changed.forms.go_back(KEY)
    assert changed.forms.current(KEY) == changed.forms.shipped(KEY)
    assert (changed.folder / "formats" / f"{KEY}.toml.old").is_file()
    assert not any(state.own for state in changed.forms.states())


def test_a_hidden_column_comes_back_where_it_stood(leader: Desk):
    forms = leader.forms
    draft = forms.hidden(forms.current(KEY), "room")
    assert [column.key for column in forms.left_out(draft)] == ["room"]
    assert forms.shown_again(draft, "room") == forms.current(KEY)


def test_what_makes_no_form_is_refused_at_its_field(desk: Desk, leader: Desk):
    draft = leader.forms.current(KEY)
    with refused("heading", saying="已有一列"):
        leader.forms.renamed(draft, "room", "联 系 电 话")
    with refused("heading", saying="不能为空"):
        leader.forms.renamed(draft, "room", " ")
    with refused("heading", saying="不能去掉"):
        leader.forms.hidden(draft, "number")
    with refused("heading", saying="不能去掉"):
        leader.forms.hidden(draft, "matter_text")
    with refused("width"):
        leader.forms.widened(draft, "room", 900)
    with refused(clause="M3.1 [62]"):
        desk.forms.save(draft)


def test_hostile_headings_and_texts_stay_texts(leader: Desk, tmp_path: Path):
    draft = leader.forms.with_own(leader.forms.current(KEY), '=1+1 "引号" \\ #', "fixed", '=cmd|"x"\n二 """')
    leader.forms.save(draft)
    registered(leader)
    leader.ledgers.export(KEY, EVERYTHING, tmp_path / "出.xlsx")
    sheet = load_workbook(tmp_path / "出.xlsx").worksheets[0]
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert sheet.cell(4, 26).value == '=cmd|"x"\n二 """'


@pytest.mark.behaviour(30, 55)
def test_what_is_typed_into_a_plain_register_is_asked_as_its_format_declares_it(leader: Desk):
    asked = {field.name: field for field in leader.forms.entries("things-kept")}
    assert list(asked) == ["what", "place", "owner", "keep_until"]
    assert asked["what"].required and not asked["owner"].required and asked["keep_until"].kind == "date"
    forms = leader.forms
    draft = forms.moved(forms.renamed(forms.current("things-kept"), "place", "柜号"), "place", -1)
    forms.save(forms.hidden(draft, "owner"))
    assert [field.label for field in forms.entries("things-kept")] == ["柜号", "物品", "保管期限"]
    units = {field.name: field.kind for field in forms.entries("externals")}
    assert units == {
        "name": "line", "keywords": "list", "address": "line", "phone": "line", "hours": "line", "updated": "date",
    }  # fmt: skip


def test_what_must_be_typed_cannot_be_hidden(leader: Desk):
    with refused("heading", saying="不能去掉"):
        leader.forms.hidden(leader.forms.current("things-kept"), "what")
    assert leader.forms.hidden(leader.forms.current("things-kept"), "number")


@pytest.mark.parametrize(
    ("before", "after", "reason"), [('entry = "line"', 'entry = "song"', "song"), ('"always"', '"often"', "often")]
)
def test_an_entry_that_cannot_be_is_named_with_its_line(leader: Desk, before: str, after: str, reason: str):
    text = resources.text("formats", "things-kept.toml")
    folder = leader.folder / "formats"
    folder.mkdir()
    place = text.index(before, text.index("[[column]]"))
    (folder / "things-kept.toml").write_text(text[:place] + after + text[place + len(before) :], "utf-8")
    (complaint,) = leader.forms.complaints()
    assert reason in complaint and f"第 {text[:place].count(chr(10)) + 1} 行" in complaint


def test_the_lists_of_the_house_are_seen_as_the_draft_would_have_them(leader: Desk):
    forms = leader.forms
    draft = forms.renamed(forms.current("staff"), "name", "姓 名")
    rows = forms.preview(draft)
    assert rows and all({"row_id", "name", "post"} <= set(row) for row in rows)
    assert {state.key for state in forms.states()} >= {"externals", "matters", "staff", "hop-log", "slip-receipt"}


@pytest.mark.behaviour(94)
def test_broken_copies_are_named_on_the_command_line_and_the_shipped_forms_used(
    leader: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    registered(leader)
    leader.close()
    folder = leader.folder / "formats"
    (folder / "staff.toml").mkdir(parents=True)
    (folder / f"{KEY}.toml").write_text(
        resources.text("formats", f"{KEY}.toml").replace("width = 12\n", "width = 0\n", 1), "utf-8"
    )
    (folder / "ledger.toml").write_text("", "utf-8")
    assert cli.run(["export", KEY, str(tmp_path / "出.xlsx"), "--data", str(leader.folder)]) == 0
    said = capsys.readouterr().err
    line = resources.text("formats", f"{KEY}.toml").split("width = 12\n")[0].count("\n") + 1
    assert f"{KEY}.toml 第 {line} 行有误：width" in said and "staff.toml 读不出来：这是一个文件夹" in said
    assert "ledger.toml 没有用到" in said and "现在用随程序的" in said
    sheet = load_workbook(tmp_path / "出.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[3]][:3] == ["序号", "编号", "日期"]


@pytest.mark.behaviour(94)
def test_a_folder_in_the_file_s_place_is_left_alone_and_told_of_when_saving(leader: Desk):
    path = leader.folder / "formats" / f"{KEY}.toml"
    (path / "里面").mkdir(parents=True)
    with refused("path"):
        leader.forms.save(leader.forms.current(KEY))
    assert (path / "里面").is_dir() and "文件夹" in leader.forms.complaints()[0]
    leader.forms.go_back(KEY)
    assert leader.forms.complaints() == [] and (path.with_suffix(".toml.old") / "里面").is_dir()
