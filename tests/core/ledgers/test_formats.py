from pathlib import Path

import pytest

import resources
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import load_format, load_format_or_shipped, shipped_keys

HEADINGS = (
    "序号 编号 日期 时间 受理方式 客户姓名 房号/单位 联系电话 类别 反映事项 首问责任人 职责判定 已告知内容 承办部门 承办人 "
    "转办时间 签收时间 承诺完成时间 处理情况及结果 完成时间 答复时间/方式 回访时间/回访人 回访结果 来访次数 备注"
)


def test_the_daily_register_has_its_25_columns_in_order_and_its_form_number() -> None:
    fmt = load_format("kf-06-01", None)
    assert [column.heading for column in fmt.columns] == HEADINGS.split()
    assert fmt.form_number == "WI-NWGZ-AL.KF-06-01"
    assert fmt.page.landscape
    starred = [number for number, column in enumerate(fmt.columns, start=1) if column.mark == "★"]
    assert starred == [2, 3, 4, 5, 9, 10, 11, 12, 18, 19, 20, 21]
    assert [column.heading for column in fmt.columns if column.mark == "☆"] == ["客户姓名", "房号/单位", "联系电话"]


def test_the_short_layout_is_columns_of_the_long_one() -> None:
    long = [column.key for column in load_format("kf-06-01", None).columns]
    short = load_format("kf-06-01-short", None)
    numbers = [long.index(column.key) + 1 for column in short.columns]
    assert numbers == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 18, 19, 20, 21, 23, 25]
    assert not short.page.landscape


def test_the_complaint_form_has_eleven_sections_and_four_to_sign() -> None:
    fmt = load_format("kf-06-05", None)
    assert len(fmt.sections) == 12
    signed = [box.label for row in fmt.sections[-1].rows for box in row]
    assert signed == ["客户", "承办人", "客服主任", "经理"]
    assert len(load_format("kf-06-05-list", None).columns) == 21


def test_every_shipped_format_loads() -> None:
    for key in shipped_keys():
        assert load_format(key, None).key == key


def test_a_company_changes_a_heading_and_adds_its_own_column(tmp_path: Path) -> None:
    text = resources.text("formats", "kf-06-01.toml").replace('heading = "备注"', 'heading = "说明与备注"')
    own = text + '\n[[column]]\nkey = "cost"\nheading = "费用"\nkind = "text"\nwidth = 8\n'
    (tmp_path / "kf-06-01.toml").write_text(own, encoding="utf-8")
    fmt = load_format("kf-06-01", tmp_path)
    assert [column.heading for column in fmt.columns][-2:] == ["说明与备注", "费用"]


@pytest.mark.parametrize(
    ("wrong", "line", "reason"),
    [
        ('key = "mine"\ntitle = 表\n', 2, "写法不对"),
        ('key = "mine"\ntitle = "表"\n[[column]]\nkey = "a"\nheading = "甲"\nkind = "words"\n', 6, "words"),
        (
            'key = "mine"\ntitle = "表"\n[[column]]\nkey = "a"\nheading = "甲"\n\n[[column]]\nkey = "b"\nwidth = 3\n',
            7,
            "heading",
        ),
        ('key = "mine"\ntitle = "表"\n[[column]]\nkey = "a"\nheading = "甲"\nwidth = "宽"\n', 6, "width"),
        (
            'key = "mine"\ntitle = "表"\n[[column]]\nkey = "a"\nheading = "甲"\n[[column]]\nkey = "a"\nheading = "乙"\n',
            7,
            "两次",
        ),
        ('key = "mine"\ntitle = "表"\n[page]\npaper = "B5"\n[[column]]\nkey = "a"\nheading = "甲"\n', 4, "B5"),
        (
            'key = "mine"\ntitle = "表"\n[footer]\ncounts = "共 {how_many} 件"\n[[column]]\nkey = "a"\nheading = "甲"\n',
            4,
            "how_many",
        ),
        ('key = "mine"\ntitle = "表"\n', 1, "column"),
    ],
)
def test_a_broken_format_file_is_named_with_its_line_and_reason(
    tmp_path: Path, wrong: str, line: int, reason: str
) -> None:
    (tmp_path / "mine.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        load_format("mine", tmp_path)
    assert f"mine.toml 第 {line} 行" in refusal.value.message
    assert reason in refusal.value.message


def test_while_the_company_file_is_broken_the_shipped_one_is_used_and_the_reason_told(tmp_path: Path) -> None:
    (tmp_path / "kf-06-01.toml").write_bytes('key = "kf-06-01"\ntitle = "台账"\n'.encode("gb18030"))
    fmt, complaint = load_format_or_shipped("kf-06-01", tmp_path)
    assert len(fmt.columns) == 25
    assert complaint is not None
    assert "第 2 行" in complaint.message
    assert load_format_or_shipped("kf-06-01", None)[1] is None


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(Refused, match="没有名为"):
        load_format("kf-99", None)
