"""One-page forms and slips are made a company's own without a text editor, tried with real matters, saved and used ([11] [95])."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.papers import PaperKind
from firstask_desktop.domain.printed import PrintedBox, PrintedForm
from firstask_desktop.domain.slip_words import SLIP_FORMATS, slip_values
from firstask_desktop.ledgers.box_edit import Place, boxes_of
from firstask_desktop.ledgers.format_file import format_text
from firstask_desktop.ledgers.formats import GRID, RecordFormat, load_format, parse_format
from tests.core.expecting import refused
from tests.desk_fixtures import as_name, handed, registered

FORM = "kf-06-05"
FIRST: Place = (0, 0, 0)


@pytest.fixture
def leader(desk: Desk) -> Desk:
    return as_name(desk, "仲经理")


def place_of(fmt: RecordFormat, label: str) -> Place:
    return next(
        (section, row, at)
        for section, part in enumerate(fmt.sections)
        for row, boxes in enumerate(part.rows)
        for at, box in enumerate(boxes)
        if box.label == label
    )


def widths(fmt: RecordFormat, section: int, row: int) -> list[int]:
    return [box.span for box in fmt.sections[section].rows[row]]


def printed_boxes(desk: Desk) -> dict[str, PrintedBox]:
    (form,) = desk.prints.sheets(FORM, LedgerQuery())
    assert isinstance(form, PrintedForm)
    return {box.label: box for section in form.sections for row in section.rows for box in row}


def sound(fmt: RecordFormat) -> RecordFormat:
    """The draft, after it was written out and read back; every row fills the page's width."""
    assert parse_format("x.toml", format_text(fmt)) == fmt
    assert all(sum(box.span for box in row) == GRID for section in fmt.sections for row in section.rows)
    return fmt


@pytest.mark.behaviour(95)
def test_a_company_makes_the_complaint_form_its_own(leader: Desk, tmp_path: Path) -> None:
    boxes, draft = leader.forms.boxes, leader.forms.current(FORM)
    draft = boxes.section_renamed(draft, 1, "二、来访人")
    draft = boxes.labelled(draft, place_of(draft, "房号/单位"), "住址")
    draft = boxes.heightened(draft, place_of(draft, "客户要求"), 5)
    draft = boxes.offering(draft, place_of(draft, "身份"), ("业主", "住户"))
    draft = boxes.dropped(draft, place_of(draft, "匿名"))
    draft = boxes.with_own(draft, 1, "登记状态", "case.state")
    draft = boxes.with_own(draft, 1, "监督电话", "fixed", "12345")
    draft = boxes.with_own(draft, 1, "性别", "ticks", "男、女")
    draft = sound(boxes.with_own(draft, 11, "总经理", "sign"))
    leader.forms.save(draft)
    case = registered(leader, kind="投诉", complaint_level="重要", involved="工程部", identity="业主")
    found = printed_boxes(leader)
    assert (found["住址"].text, found["客户要求"].lines, found["身份"].text) == ("3-1-602", 5, "☑业主　□住户")
    assert (found["登记状态"].text, found["监督电话"].text, found["性别"].text) == ("已受理", "12345", "□男　□女")
    assert found["总经理"].sign and "匿名" not in found
    leader.ledgers.export(FORM, LedgerQuery(), tmp_path / "出.xlsx")
    said = [cell.value for line in load_workbook(tmp_path / "出.xlsx")[f"TS{case.number}"].iter_rows() for cell in line]
    assert {"住址", "12345", "已受理", "□男　□女", "二、来访人"} <= set(said)


@pytest.mark.behaviour(95)
def test_a_width_is_taken_from_the_neighbour_and_a_row_is_always_full(leader: Desk) -> None:
    boxes, draft = leader.forms.boxes, leader.forms.current(FORM)
    wider = boxes.spanned(draft, FIRST, 12)
    assert widths(wider, 0, 0) == [12, 4, 8]
    assert widths(boxes.spanned(draft, (0, 0, 2), 10), 0, 0) == [8, 6, 10]
    assert widths(sound(boxes.dropped(draft, (0, 0, 1))), 0, 0) == [12, 12]
    with refused("span", saying="4 到 12"):
        boxes.spanned(draft, FIRST, 13)
    with refused("span", saying="只有一格"):
        boxes.spanned(draft, (0, 2, 0), 12)


@pytest.mark.behaviour(95)
def test_boxes_and_rows_are_moved_joined_and_parted(leader: Desk) -> None:
    boxes, draft = leader.forms.boxes, leader.forms.current(FORM)

    def labels(fmt: RecordFormat, section: int, row: int) -> list[str]:
        return [box.label for box in fmt.sections[section].rows[row]]

    right, place = boxes.moved(draft, FIRST, 1, 0)
    assert (labels(right, 0, 0), place) == (["记录时间", "编号", "关联台账编号"], (0, 0, 1))
    joined, place = boxes.moved(draft, (0, 1, 0), -1, 0)
    assert labels(joined, 0, 0) == ["编号", "记录时间", "关联台账编号", "类别"] and labels(joined, 0, 1) == ["中心"]
    assert place == (0, 0, 3)
    parted, place = boxes.moved(sound(joined), place, 1, 0)
    assert labels(parted, 0, 1) == ["类别"] and place == (0, 1, 0)
    below, place = boxes.moved(draft, (0, 0, 0), 0, 1)
    assert labels(below, 0, 1)[0] == "编号" and place == (0, 1, 0)
    over, place = boxes.moved(draft, (0, 2, 0), 0, 1)
    assert labels(over, 1, 0) == ["来源"] and place == (1, 0, 0)
    first, place = boxes.moved(draft, FIRST, 0, -1)
    assert (first, place) == (draft, FIRST)
    for fmt in (right, parted, below, over):
        sound(fmt)


@pytest.mark.behaviour(95)
def test_a_hidden_box_comes_back_and_a_section_is_added(leader: Desk) -> None:
    boxes, draft = leader.forms.boxes, leader.forms.current(FORM)
    draft = boxes.dropped(draft, place_of(draft, "地点"))
    draft = boxes.dropped(draft, place_of(draft, "经理"))
    assert [box.label for box in boxes.left_out(draft)] == ["地点", "经理"]
    draft = boxes.shown_again(boxes.shown_again(draft, "place", 2), "sign:经理", 11)
    assert not boxes.left_out(draft) and place_of(draft, "地点")[0] == 2
    draft = sound(boxes.with_section(draft, "十二、附注", 10))
    assert [section.heading for section in draft.sections][-2:] == ["十二、附注", "签字"]
    assert len(boxes_of(boxes.dropped(draft, place_of(draft, "内容")))) == len(boxes_of(leader.forms.shipped(FORM)))


def test_what_makes_no_box_is_refused_at_its_field(leader: Desk) -> None:
    boxes, draft = leader.forms.boxes, leader.forms.current(FORM)
    with refused("label", saying="不能去掉"):
        boxes.dropped(draft, FIRST)
    with refused("label"):
        boxes.labelled(draft, FIRST, "  ")
    with refused("heading", saying="已有一栏"):
        boxes.section_renamed(draft, 0, "二、客户")
    with refused("lines"):
        boxes.heightened(draft, FIRST, 99)
    with refused("choices", saying="选项"):
        boxes.with_own(draft, 0, "性别", "ticks", "、 ，")
    with refused("choices", saying="签字格"):
        boxes.offering(draft, place_of(draft, "客户"), ("好",))
    with refused("label"):
        boxes.with_own(draft, 0, "", "fixed", "x")


def test_an_empty_form_is_shown_while_there_is_no_complaint(leader: Desk) -> None:
    form = leader.forms.boxes.preview(leader.forms.current(FORM))
    assert isinstance(form, PrintedForm) and form.sections[0].rows[0][0].text == ""


@pytest.mark.behaviour(11)
def test_a_company_makes_the_receipt_its_own(leader: Desk) -> None:
    lines, draft = leader.forms.lines, leader.forms.current("slip-receipt")
    assert lines.content(draft, 4) == "{首问责任人}  电话：{首问责任人电话}"
    draft = lines.saying(lines.labelled(draft, 4, "为您服务"), 4, "{首问责任人}（{中心名称}）")
    draft = lines.when_empty(draft, 7, "还在办理")
    draft, place = lines.with_part(draft, "line", "现在到哪一步", "{现状态}", 4)
    draft, place = lines.moved(draft, place, -1)
    assert place == 4
    draft, _ = lines.with_part(draft, "sign", "客户", "", 0)
    draft, _ = lines.with_part(draft, "text", "", "凭本回执到 {中心地址} 查询。", 99)
    draft = lines.dropped(draft, 1)
    draft = leader.forms.on_paper(leader.forms.titled(draft, "来访回单", "NW-1", "B"), "80mm")
    leader.forms.save(sound(draft))
    receipt = leader.cases.papers(registered(leader).id)[0]
    for words in (
        "来访回单",
        "现在到哪一步：已受理",
        "为您服务：仲经理（湖畔花园服务中心）",
        "答复：还在办理",
        "客户：＿",
    ):
        assert words in receipt.text
    assert "登记时间" not in receipt.text and receipt.size.word == "80 mm 小票"


def test_what_makes_no_line_is_refused_at_its_field_in_people_s_words(leader: Desk) -> None:
    lines, draft = leader.forms.lines, leader.forms.current("slip-materials")
    with refused("content", saying="没有“天气”"):
        lines.saying(draft, 0, "今天{天气}")
    with refused("content", saying="大括号"):
        lines.saying(draft, 0, "今天{编号")
    with refused("content", saying="逐条"):
        lines.saying(draft, 5, "{编号}")
    with refused("content", saying="没有内容"):
        lines.saying(draft, 0, " ")
    with refused("label", saying="编号不能去掉"):
        lines.dropped(draft, 0)
    with refused("label"):
        lines.with_part(draft, "line", " ", "x", 0)
    with refused("content", saying="签字格"):
        lines.with_part(draft, "sign", "甲", "一些字", 0)
    with refused("paper"):
        leader.forms.on_paper(draft, "A3")
    with refused("empty"):
        lines.when_empty(draft, len(draft.parts), "x")


def test_boxes_to_sign_stay_below_and_move_among_themselves(leader: Desk) -> None:
    lines, draft = leader.forms.lines, leader.forms.current("slip-materials")
    count = len(draft.parts)
    changed, place = lines.moved(draft, count, 1)
    assert [sign.label for sign in changed.signs] == ["办事人", "告知人"] and place == count + 1
    assert lines.moved(draft, count, -1) == (draft, count)
    assert lines.dropped(draft, count).signs == draft.signs[1:]


@pytest.mark.parametrize("key", SLIP_FORMATS)
def test_every_content_is_read_and_typed_in_the_same_words(leader: Desk, key: str) -> None:
    lines, draft = leader.forms.lines, load_format(key, None)
    known = slip_values(key)
    assert len(set(known.values())) == len(known), "two values of one name could not be told apart"
    for at in range(len(draft.parts) + len(draft.signs)):
        assert lines.saying(draft, at, lines.content(draft, at)) == draft


def test_the_preview_shows_the_newest_matter_that_offers_the_slip(leader: Desk) -> None:
    lines = leader.forms.lines
    draft = lines.saying(leader.forms.current("slip-hand-over"), 7, "{承诺时间} 前")
    assert lines.preview(draft) is None
    case = handed(leader, registered(leader))
    registered(leader)
    shown = lines.preview(draft)
    assert shown is not None and shown.number == case.number and shown.kind is PaperKind.HAND_OVER
    assert "曾国强" in shown.text
