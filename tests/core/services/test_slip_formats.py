"""A company lays its slips out itself: other lines, other words, other paper — by a file, without code ([11] [51] [71])."""

from pathlib import Path

import pytest

import resources
from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import Materials
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.papers import Paper, PaperKind, Size
from firstask_desktop.domain.slip_words import SLIP_FORMATS, slip_values
from firstask_desktop.domain.states import Verdict
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.formats import load_format, load_format_or_shipped
from tests.desk_fixtures import handed, papers_in, registered


def own(desk: Desk, key: str, *changes: tuple[str, str]) -> None:
    """The company's copy of a shipped slip with some words exchanged."""
    text = resources.text("formats", f"{key}.toml")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    folder = desk.folder / "formats"
    folder.mkdir(exist_ok=True)
    (folder / f"{key}.toml").write_text(text, "utf-8")


def sheet(desk: Desk, case_id: str, kind: PaperKind) -> Paper:
    return next(paper for paper in desk.cases.papers(case_id) if paper.kind is kind)


@pytest.mark.behaviour(11)
def test_the_receipt_is_laid_out_by_the_companys_own_file(desk: Desk) -> None:
    own(
        desk, "slip-receipt", ('title = "首问回执"', 'title = "来访回单"'), ('form_number = ""', 'form_number = "NW-07"'),
        ('paper = "A5"', 'paper = "80mm"'), ('label = "首问责任人"', 'label = "为您服务"'),
        ('key = "told"', 'text = "{state}，{room}"'), ('text = "您的事由首问责任人全程跟进', 'text = "{centre}：您的事'),
    )  # fmt: skip
    receipt = sheet(desk, registered(desk).id, PaperKind.RECEIPT)
    assert (receipt.title, receipt.form_number, receipt.size) == ("来访回单", "NW-07", Size.ROLL)
    assert "为您服务：欧阳丽华" in receipt.text and "办理：已受理，3-1-602" in receipt.text
    assert "湖畔花园服务中心：您的事" in receipt.text


@pytest.mark.behaviour(51)
def test_a_second_notice_is_numbered_in_the_companys_words(desk: Desk) -> None:
    own(desk, "slip-materials", ("（第 {sheet_number} 张）", "·补{sheet_number}"))
    case = registered(desk, verdict=Verdict.OWN_POST)
    desk.cases.perform(Action.MATERIALS, case.id, Materials(missing=("产权证",), reaction="接受", deadline="三天内"))
    assert sheet(desk, case.id, PaperKind.MATERIALS).title == "一次性告知单"
    papers_in(desk, case)
    desk.cases.perform(
        Action.MATERIALS,
        case.id,
        Materials(missing=("租约",), why_again="换了经办人", reaction="接受", deadline="三天内"),
    )
    assert sheet(desk, case.id, PaperKind.MATERIALS).title == "一次性告知单·补2"


@pytest.mark.behaviour(53, 71)
def test_who_is_taken_along_and_who_is_handed_on_have_papers_of_their_own(desk: Desk) -> None:
    own(desk, "slip-guide", ('title = "引导单"', 'title = "带路条"'))
    assert (
        sheet(desk, handed(desk, registered(desk), escort="陪同", place="二楼 206").id, PaperKind.HAND_OVER).title
        == "带路条"
    )
    assert sheet(desk, handed(desk, registered(desk)).id, PaperKind.HAND_OVER).title == "转办单"


def test_a_line_without_words_is_left_out_unless_the_form_says_what_stands_there(desk: Desk) -> None:
    case = registered(desk)
    assert "答复：" not in sheet(desk, case.id, PaperKind.RECEIPT).text
    own(desk, "slip-receipt", ('key = "answer"', 'key = "answer"\nempty = "（待填）"'))
    assert "答复：（待填）" in sheet(desk, case.id, PaperKind.RECEIPT).text


@pytest.mark.parametrize("key", SLIP_FORMATS)
def test_every_slip_ships_as_a_format_and_names_only_what_there_is(key: str) -> None:
    fmt = load_format(key, None)
    assert fmt.parts and fmt.title and not fmt.columns
    known = slip_values(key)
    assert all(part.key in known for part in fmt.parts if part.key)


WRONG = (
    ('key = "told"', 'key = "nobody"', "“nobody”"),
    ("{promise} 前", "{promise 前", "大括号不成对"),
    ("{promise} 前", "{promise.year} 前", "“promise.year”"),
    ("{promise} 前", "{promise:>9} 前", "只写名称"),
    ('paper = "A5"', 'paper = "B5"', "B5"),
    ('label = "办理"', 'label = ""', "缺少 label"),
    ('kind = "text"', 'kind = "song"', "song"),
)


@pytest.mark.parametrize(("before", "after", "reason"), WRONG)
def test_a_broken_slip_is_named_with_its_line_and_the_shipped_one_printed(
    desk: Desk, before: str, after: str, reason: str
) -> None:
    own(desk, "slip-receipt", (before, after))
    text = (desk.folder / "formats" / "slip-receipt.toml").read_text("utf-8").splitlines()
    line = next(place for place, words in enumerate(text, 1) if after in words and not words.startswith("#"))
    _, complaint = load_format_or_shipped("slip-receipt", desk.folder / "formats")
    assert complaint is not None and f"slip-receipt.toml 第 {line} 行" in complaint.message
    assert reason in complaint.message
    assert any("slip-receipt.toml" in told for told in desk.forms.complaints())
    assert sheet(desk, registered(desk).id, PaperKind.RECEIPT).title == "首问回执"


def test_a_list_can_only_show_what_comes_in_lines(tmp_path: Path) -> None:
    text = resources.text("formats", "slip-materials.toml").replace('key = "missing"', 'key = "deadline"')
    (tmp_path / "slip-materials.toml").write_text(text, "utf-8")
    with pytest.raises(Refused, match="逐条"):
        load_format("slip-materials", tmp_path)


def test_what_is_no_slip_has_no_parts(tmp_path: Path) -> None:
    text = resources.text("formats", "slip-receipt.toml").replace('key = "slip-receipt"', 'key = "kf-06-01"')
    (tmp_path / "kf-06-01.toml").write_text(text, "utf-8")
    with pytest.raises(Refused, match="不是单据"):
        load_format("kf-06-01", tmp_path)


def test_words_of_a_guest_are_never_filled_in_as_names(desk: Desk) -> None:
    case = registered(desk, words="请回{phone}的{registrar}，{0}{}")
    assert "{phone}的{registrar}" in sheet(desk, case.id, PaperKind.RECEIPT).text
