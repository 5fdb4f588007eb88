"""Whatever the editor of formats makes of a form, its file is read back as that form, and people can read it ([94] [95])."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firstask_desktop.domain.entry_fields import ENTRY_WORDS, NOT_ASKED
from firstask_desktop.errors import Refused
from firstask_desktop.ledgers import box_edit, column_edit, format_edit, page_edit, slip_edit
from firstask_desktop.ledgers.format_file import format_text
from firstask_desktop.ledgers.formats import (
    REQUIRED,
    RecordFormat,
    load_format_or_shipped,
    shipped_format,
    shipped_keys,
)
from tests.core.expecting import refused

Edit = Callable[[RecordFormat], RecordFormat]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=24)
NUMBERS = st.floats(-5, 70) | st.sampled_from([12.34567, float("nan")])
LISTS = [key for key in shipped_keys() if shipped_format(key).columns]
FORMS = [key for key in shipped_keys() if shipped_format(key).sections]
SLIPS = [key for key in shipped_keys() if shipped_format(key).parts]


@st.composite
def column_edits(draw: st.DrawFn, key: str) -> Edit:
    """One thing somebody does to a column of the form as it then stands."""
    at, words, number = draw(st.integers(0, 40)), draw(WORDS), draw(NUMBERS)
    required, entry = draw(st.sampled_from(REQUIRED)), draw(st.sampled_from([*ENTRY_WORDS, NOT_ASKED]))
    choices, yes = draw(st.lists(WORDS, max_size=4)), draw(st.booleans())
    kind = draw(st.sampled_from(["text", "date", "integer"]))
    shipped = shipped_format(key)
    edits: list[Callable[[RecordFormat, str], RecordFormat]] = [
        lambda fmt, name: format_edit.renamed(fmt, name, words),
        lambda fmt, name: format_edit.widened(fmt, name, number),
        lambda fmt, name: format_edit.moved(fmt, name, round(at) - 20),
        format_edit.hidden,
        lambda fmt, _name: format_edit.with_own(fmt, words, kind=kind),
        lambda fmt, _name: format_edit.with_own(fmt, "自己的", fixed=words),
        lambda fmt, name: column_edit.demanded(fmt, shipped, name, required),
        lambda fmt, name: column_edit.asked(fmt, shipped, name, entry),
        lambda fmt, name: column_edit.offering(fmt, shipped, name, choices),
        lambda fmt, name: column_edit.hinted(fmt, shipped, name, words),
        lambda fmt, name: column_edit.on_screen(fmt, name, yes),
        lambda fmt, _name: _brought_back(fmt, shipped, at),
    ]
    edit = draw(st.sampled_from(edits))
    return lambda fmt: edit(fmt, fmt.columns[at % len(fmt.columns)].key)


def _brought_back(fmt: RecordFormat, shipped: RecordFormat, at: int) -> RecordFormat:
    left = format_edit.left_out(fmt, shipped)
    return format_edit.shown_again(fmt, shipped, left[at % len(left)].key) if left else fmt


@st.composite
def page_edits(draw: st.DrawFn) -> Edit:
    """One thing somebody does to the page of a form."""
    words, number = draw(WORDS), draw(NUMBERS)
    margins = [f"{draw(NUMBERS):.3f}" for _ in range(4)]
    counts = draw(st.sampled_from(["共 {件数} 件", "{未结}{今日到期}", "{", "", "{别的}"]))
    edits: list[Edit] = [
        lambda fmt: page_edit.with_margins(fmt, margins),
        lambda fmt: page_edit.with_points(fmt, f"{number}"),
        lambda fmt: page_edit.with_sheet(fmt, words),
        lambda fmt: page_edit.with_counts(fmt, counts + words if counts != "{" else counts),
        lambda fmt: page_edit.with_signatures(fmt, [words, "日期"]),
        lambda fmt: format_edit.changed_title(fmt, words, words, words),
    ]
    return draw(st.sampled_from(edits))


@st.composite
def box_edits(draw: st.DrawFn) -> Edit:
    """One thing somebody does to a box of a one-page form."""
    at, words, number = draw(st.integers(0, 80)), draw(WORDS), draw(st.integers(-2, 40))
    choices = draw(st.lists(WORDS, max_size=3))
    edits: list[Callable[[RecordFormat, Any], RecordFormat]] = [
        lambda fmt, place: box_edit.labelled(fmt, place, words),
        lambda fmt, place: box_edit.spanned(fmt, place, number),
        lambda fmt, place: box_edit.heightened(fmt, place, number),
        lambda fmt, place: box_edit.offering(fmt, place, choices),
        lambda fmt, place: box_edit.box_moved(fmt, place, 1 if number % 2 else -1)[0],
        lambda fmt, place: box_edit.row_moved(fmt, place, 1 if number % 2 else -1)[0],
        box_edit.dropped,
        lambda fmt, place: box_edit.with_own(fmt, place[0], words, fixed=words),
        lambda fmt, place: box_edit.with_section(fmt, words, place[0]),
    ]
    edit = draw(st.sampled_from(edits))

    def changed(fmt: RecordFormat) -> RecordFormat:
        places = [
            (section, row, box)
            for section, part in enumerate(fmt.sections)
            for row, boxes in enumerate(part.rows)
            for box in range(len(boxes))
        ]
        return edit(fmt, places[at % len(places)])

    return changed


@st.composite
def line_edits(draw: st.DrawFn) -> Edit:
    """One thing somebody does to a line of a slip."""
    at, words = draw(st.integers(0, 40)), draw(WORDS)
    kind = draw(st.sampled_from(["line", "items", "text", "sign"]))
    edits: list[Callable[[RecordFormat, int], RecordFormat]] = [
        lambda fmt, place: slip_edit.labelled(fmt, place, words),
        lambda fmt, place: slip_edit.saying(fmt, place, words),
        lambda fmt, place: slip_edit.saying(fmt, place, "{编号} " + words),
        lambda fmt, place: slip_edit.when_empty(fmt, place, words),
        lambda fmt, place: slip_edit.moved(fmt, place, 1 if at % 2 else -1)[0],
        slip_edit.dropped,
        lambda fmt, place: slip_edit.with_part(fmt, kind, words, words, place)[0],
    ]
    edit = draw(st.sampled_from(edits))
    return lambda fmt: edit(fmt, at % (len(fmt.parts) + len(fmt.signs)))


def edited(fmt: RecordFormat, edits: list[Edit]) -> RecordFormat:
    """The form after every edit that is not refused; a refusal changes nothing and always names its field."""
    for edit in edits:
        try:
            fmt = edit(fmt)
        except Refused as refusal:
            assert refusal.field and refusal.message
    return fmt


def reads_back(fmt: RecordFormat, folder: Path) -> None:
    """The file is that form for the program, in the same words each time, and begins with what its words mean."""
    text = format_text(fmt)
    (folder / f"{fmt.key}.toml").write_text(text, "utf-8")
    assert load_format_or_shipped(fmt.key, folder) == (fmt, None)
    assert format_text(load_format_or_shipped(fmt.key, folder)[0]) == text
    assert text.startswith("# ") and "恢复原样" in text.split("\n")[1]


OFTEN = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@OFTEN
@given(data=st.data(), key=st.sampled_from(LISTS))
@pytest.mark.behaviour(94)
def test_an_edited_list_reads_back_as_what_it_was_made(tmp_path: Path, data: st.DataObject, key: str) -> None:
    edits = data.draw(st.lists(column_edits(key) | page_edits(), max_size=14))
    reads_back(edited(shipped_format(key), edits), tmp_path)


@OFTEN
@given(data=st.data(), key=st.sampled_from(FORMS))
@pytest.mark.behaviour(95)
def test_an_edited_form_reads_back_as_what_it_was_made(tmp_path: Path, data: st.DataObject, key: str) -> None:
    reads_back(edited(shipped_format(key), data.draw(st.lists(box_edits() | page_edits(), max_size=14))), tmp_path)


@OFTEN
@given(data=st.data(), key=st.sampled_from(SLIPS))
@pytest.mark.behaviour(11)
def test_an_edited_slip_reads_back_as_what_it_was_made(tmp_path: Path, data: st.DataObject, key: str) -> None:
    reads_back(edited(shipped_format(key), data.draw(st.lists(line_edits() | page_edits(), max_size=14))), tmp_path)


STAFF, LEDGER = shipped_format("staff"), shipped_format("kf-06-01")


def test_what_must_be_typed_is_said_of_lists_and_not_of_ledgers() -> None:
    assert column_edit.demanded(STAFF, STAFF, "phone", "always").column("phone").mark == "★"
    assert column_edit.demanded(STAFF, STAFF, "post", "").column("post").required == ""
    for key, required in (("room", "closed"), ("room", "")):
        with refused("required", saying="不由表来定"):
            column_edit.demanded(LEDGER, LEDGER, key, required)
    with refused("required"):
        column_edit.demanded(STAFF, STAFF, "login", "always")
    with refused("required", saying="一行靠它认出来"):
        column_edit.demanded(STAFF, STAFF, "name", "")
    with refused("required"):
        column_edit.demanded(STAFF, STAFF, "phone", "closed")
    with refused("entry", saying="要录入"):
        column_edit.asked(STAFF, STAFF, "name", NOT_ASKED)
    with refused("required", saying="不在录入窗口里"):
        column_edit.demanded(column_edit.asked(STAFF, STAFF, "phone", NOT_ASKED), STAFF, "phone", "always")


def test_a_value_of_the_house_is_typed_as_what_it_is() -> None:
    assert column_edit.entries_of(STAFF, STAFF, "post") == ("post", NOT_ASKED)
    assert column_edit.entries_of(STAFF, STAFF, "phone") == ("line", "text", NOT_ASKED)
    assert column_edit.entries_of(LEDGER, LEDGER, "room") == ()
    with refused("entry"):
        column_edit.asked(STAFF, STAFF, "post", "line")
    with refused("hint", saying="没有提示"):
        column_edit.hinted(LEDGER, LEDGER, "room", "几号房")


def test_words_to_choose_from_belong_to_what_is_chosen() -> None:
    draft = column_edit.offering(LEDGER, LEDGER, "channel", ["来访", " 来 电 ", "来访", ""])
    assert draft.column("channel").choices == ("来访", "来 电")
    with refused("choices", saying="至少要有一个"):
        column_edit.offering(LEDGER, LEDGER, "channel", [])
    with refused("choices", saying="没有选项"):
        column_edit.offering(LEDGER, LEDGER, "room", ["甲"])
    own = format_edit.with_own(STAFF, "工装", entry="line")
    own = column_edit.offering(own, STAFF, "own_1", ["大", "小"])
    assert (own.column("own_1").kind, own.column("own_1").choices) == ("choice", ("大", "小"))
    assert column_edit.offering(own, STAFF, "own_1", []).column("own_1").kind == "text"
    assert column_edit.asked(own, STAFF, "own_1", "tick").column("own_1").choices == ()


def test_a_page_keeps_room_to_write_on() -> None:
    page = page_edit.with_margins(LEDGER, ["10", "10 毫米", "12.34", "0"]).page
    assert page.margins == (10, 10, 12.3, 0)
    for at, margins in enumerate(
        (["61", "8", "8", "8"], ["8", "-1", "8", "8"], ["8", "8", "宽", "8"], ["8", "8", "8", ""])
    ):
        with refused(f"margin{at}", saying="0 到 60"):
            page_edit.with_margins(LEDGER, margins)
    roll = replace(shipped_format("slip-receipt"), page=replace(LEDGER.page, paper="80mm", landscape=False))
    with refused("margin0", saying="只剩 39 毫米"):
        page_edit.with_margins(roll, ["21", "20", "5", "5"])
    with refused("points"):
        page_edit.with_points(LEDGER, "4")


def test_the_line_below_a_list_names_its_numbers_in_words() -> None:
    assert page_edit.counts_words(LEDGER) == "本班受理 {件数} 件 · 未结 {未结} 件 · 今日到期 {今日到期} 件"
    assert page_edit.with_counts(LEDGER, "共 { 件数 } 件").counts == "共 {received} 件"
    for wrong in ("共 {全部} 件", "共 {件数 件", "{件数:d}"):
        with refused("counts", saying="{件数}"):
            page_edit.with_counts(LEDGER, wrong)
    assert page_edit.with_signatures(LEDGER, ["甲 方", "", "甲 方"]).signatures == ("甲 方",)
    with refused("signatures"):
        page_edit.with_signatures(LEDGER, [f"签字{at}" for at in range(9)])
    with refused("sheet", saying="不能有"):
        page_edit.with_sheet(LEDGER, "台账/一")
    with refused("sheet"):
        page_edit.with_sheet(LEDGER, " ")
