"""The entry forms of the house's lists are what their record formats declare, a company's own columns included ([50] [62])."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from firstask_desktop.domain import own_values
from firstask_desktop.domain.people import Matter, Person
from firstask_desktop.domain.states import Standing
from tests.views.conftest import RecordingPrompts
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pages.hands import Hands
from tests.views.pages.settings_fixtures import dialog, page, part
from ui.dialogs.handover import KeepDialog
from ui.dialogs.record import RecordDialog
from ui.pages.settings_page import SettingsPage
from ui.widgets.field import Field

__all__ = ["front_desk", "page"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Key = Qt.Key


def labels(shown: RecordDialog) -> list[str]:
    """What stands before each field, in order; a tick says it itself."""
    return [field.label.text() or field.editor.text() for field in shown.fields.values()]  # type: ignore[attr-defined]


def named(shown: RecordDialog, label: str) -> Field:
    return next(field for field in shown.fields.values() if field.label.text().removesuffix(" *") == label)


ASKED = {
    "departments": "部门名称 * 代码 电话",
    "posts": "岗位名称 * 部门 * 权限 领导岗位 职责事项 可当场决定 超出时请示 减免上限 代码",
    "people": "姓名 * 工号 部门 岗位 * 电话 在岗情况 替班人 共用账号 可登录",
    "matters": "事项名称 * 类别 * 承办部门 * 承办岗位 办理时限 即办 紧急 关键词 所需材料 法定时限 受理条件 规定 办理程序 "
    "收费 联系人 依据 标准答复 编号",
    "map": "服务项目 * 顺序 上一环 * 下一环 * 交接物 时限 联系人",
    "externals": "单位名称 * 管什么事 地址 电话 办公时间 核对日期",
}  # fmt: skip


@pytest.mark.parametrize(("key", "asked"), ASKED.items())
@pytest.mark.behaviour(33, 50, 62)
def test_each_list_asks_what_its_format_declares(page: SettingsPage, key: str, asked: str) -> None:
    part(page, key).add_new()
    shown = dialog()
    assert " ".join(labels(shown)) == asked
    shown.done(0)


@pytest.mark.behaviour(62, 94)
def test_the_company_s_words_order_and_own_column_are_typed_by_keyboard_listed_and_exported(
    page: SettingsPage, front_desk: FrontDesk, tmp_path: Path
) -> None:
    desk = front_desk.desk
    draft = desk.forms.moved(desk.forms.renamed(desk.forms.current("staff"), "phone", "分机"), "phone", -4)
    draft = desk.forms.with_own(desk.forms.hidden(draft, "substitute"), "工装尺码", "choice", "大、中、小")
    desk.forms.save(desk.forms.moved(desk.forms.with_own(draft, "入职日期", "date"), "own_2", -9))
    people = part(page, "people")
    assert [column.title for column in people.model.columns][:4] == ["姓名", "入职日期", "分机", "工号"]
    people.table.setFocus()
    Hands(page).key(Key.Key_N)
    shown = dialog()
    assert "替班人" not in labels(shown) and labels(shown)[-1] == "工装尺码"
    hands = Hands(shown)
    hands.words("翟文静")
    hands.key(Key.Key_Tab)
    hands.words("上个月")
    hands.control(Key.Key_Return)
    hired = named(shown, "入职日期")
    assert "2026-12-31" in hired.refusal and hired.editor.hasFocus() and shown.fields["name"].editor.value() == "翟文静"  # type: ignore[attr-defined]
    hired.editor.selectAll()  # type: ignore[attr-defined]
    hands.words("2026年11月2日")
    hands.control(Key.Key_Return)
    assert "请填写「岗位」" in named(shown, "岗位").refusal and hired.editor.value() == "2026年11月2日"  # type: ignore[attr-defined]
    named(shown, "岗位").editor.set_value(desk.house.posts()[0].id)  # type: ignore[attr-defined]
    named(shown, "工装尺码").editor.set_value("中")  # type: ignore[attr-defined]
    hands.control(Key.Key_Return)
    made = next(each for each in desk.house.people() if each.name == "翟文静")
    assert own_values.values(made.own) == {"own_1": "中", "own_2": "2026-11-02"}
    place = people.model.place(made.id)
    assert people.model.index(place, 1).data() == "2026-11-02"
    desk.imports.write_list("staff", tmp_path / "员工.xlsx")
    lines = [[cell.value for cell in line] for line in load_workbook(tmp_path / "员工.xlsx").worksheets[0].iter_rows()]
    row = dict(zip(lines[2], next(line for line in lines if line[0] == "翟文静"), strict=True))
    assert row["工装尺码"] == "中" and f"{row['入职日期']:%Y-%m-%d}" == "2026-11-02"


@pytest.mark.behaviour(62)
def test_what_a_company_no_longer_offers_stays_until_it_is_changed(page: SettingsPage, front_desk: FrontDesk) -> None:
    desk = front_desk.desk
    desk.forms.save(desk.forms.with_own(desk.forms.current("staff"), "工装尺码", "choice", "大、中"))
    someone = front_desk.people["何静"]
    desk.house.save(
        type(someone)(**{each: getattr(someone, each) for each in someone.__slots__} | {"own": '{"own_1":"特大"}'})
    )
    people = part(page, "people")
    people.edit(someone.id)
    shown = dialog()
    assert named(shown, "工装尺码").editor.value() == "特大"  # type: ignore[attr-defined]
    named(shown, "电话").editor.set_value("8033")  # type: ignore[attr-defined]
    shown.submit()
    kept = desk.house.person(someone.id)
    assert isinstance(kept, Person) and (kept.phone, kept.own) == ("8033", '{"own_1":"特大"}')


@pytest.mark.behaviour(64)
def test_a_person_s_role_is_shown_and_comes_from_the_post(page: SettingsPage, front_desk: FrontDesk) -> None:
    people = part(page, "people")
    people.edit(front_desk.id("周敏"))
    shown = dialog()
    words = [label.text() for label in shown.findChildren(QLabel)]
    assert words[words.index("权限") + 1] == "主任" and "role" not in shown.fields
    shown.fields["standing"].editor.set_value("on_leave")  # type: ignore[attr-defined]
    shown.submit()
    assert front_desk.desk.house.person(front_desk.id("周敏")).standing is Standing.ON_LEAVE  # type: ignore[union-attr]


@pytest.mark.parametrize(("typed", "minutes"), [("2小时", 120), ("45分钟", 45), ("", 0), ("即办", 0)])
@pytest.mark.behaviour(50)
def test_a_limit_is_typed_as_people_say_it(page: SettingsPage, front_desk: FrontDesk, typed: str, minutes: int) -> None:
    matters = part(page, "matters")
    first = matters.model.id_at(0)
    matters.edit(first)
    shown = dialog()
    shown.fields["limit_minutes"].editor.set_value(typed)  # type: ignore[attr-defined]
    shown.submit()
    matter = front_desk.desk.house.matter(first)
    assert isinstance(matter, Matter) and matter.limit_minutes == minutes
    column = [each.title for each in matters.model.columns].index("办理时限")
    assert matters.model.index(0, column).data() == ("" if typed == "即办" else typed)


@pytest.mark.behaviour(30)
def test_a_thing_kept_is_asked_for_the_company_s_own_column(
    front_desk: FrontDesk, prompts: RecordingPrompts, page: SettingsPage
) -> None:
    forms = front_desk.desk.forms
    forms.save(forms.with_own(forms.current("things-kept"), "件数", "integer"))
    keeping = KeepDialog(front_desk.desk, prompts, front_desk.desk.upkeep.checkpoint, page)
    for name, text in (("what", "雨伞"), ("place", "抽屉"), ("own_1", "两把")):
        keeping.editor(name).set_value(text)  # type: ignore[attr-defined]
    keeping.submit()
    assert "应为整数" in keeping.fields["own_1"].refusal
    keeping.editor("own_1").set_value("2")  # type: ignore[attr-defined]
    keeping.submit()
    (kept,) = front_desk.desk.handover.items()
    assert own_values.values(kept.own) == {"own_1": "2"}


@pytest.mark.behaviour(94)
def test_a_broken_copy_of_a_list_is_named_over_the_list(page: SettingsPage, front_desk: FrontDesk) -> None:
    folder = front_desk.desk.folder / "formats"
    (folder / "staff.toml").mkdir(parents=True)
    people = part(page, "people")
    assert "staff.toml 读不出来：这是一个文件夹" in people.broken.text.text()
    assert people.model.rowCount() > 3 and people.model.columns[0].title == "姓名"
