"""The books of the desk: who waited, what was handed over, what is kept, who was urged — by date, as workbook, CSV and print."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.answering import AttemptMade, Callback
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import Decline, LedgerQuery, Materials, Reasoned
from firstask_desktop.domain.desk_life import DeskItem, Reply, Visitor
from firstask_desktop.domain.desk_views import LeaderReply
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.printed import PrintedRegister
from firstask_desktop.domain.states import AttemptResult, CallbackResult, Verdict
from firstask_desktop.errors import Refused
from firstask_desktop.services.desk_books import KEYS as BOOKS
from firstask_desktop.services.registers import OFFERED, SHIPPED
from tests.core.expecting import at
from tests.desk_fixtures import answered, as_name, handed, papers_in, person, registered, returned, settled, signed

ALL = LedgerQuery()
Row = Mapping[str, object]


def rows(desk: Desk, key: str, query: LedgerQuery = ALL) -> tuple[Row, ...]:
    return desk.ledgers.page(key, query).rows


def test_every_book_is_offered_after_the_ledgers_with_a_format_of_its_own(desk: Desk) -> None:
    formats = {fmt.key: fmt for fmt in desk.ledgers.formats()}
    assert tuple(formats) == OFFERED == (*SHIPPED, *BOOKS)
    assert all(formats[key].columns and formats[key].signatures for key in BOOKS)


@pytest.mark.behaviour(53, 71, 82)
def test_every_handoff_stands_in_the_book_with_who_signed_and_what_was_given_back(
    desk: Desk, clock: FixedClock
) -> None:
    case = handed(desk, registered(desk), escort="陪同", place="二楼 206")
    clock.advance(minutes=7)
    returned(desk, signed(desk, case))
    handed(desk, registered(desk))
    first, second = rows(desk, "hop-log")
    assert (first["number"], first["way"], first["giver"], first["receiver"]) == (
        case.number, "引导", "欧阳丽华", "曾国强",
    )  # fmt: skip
    assert first["minutes"] == 7 and str(first["ended"]).startswith("退回：这台外机")
    assert (second["way"], second["accepted_at"], second["case_id"]) == ("转办", None, second["case_id"])
    assert desk.ledgers.count("hop-log", replace(ALL, open_only=True)) == 1


@pytest.mark.behaviour(14)
def test_the_shift_log_shows_each_line_with_both_confirmations(desk: Desk) -> None:
    case = registered(desk)
    drawn = desk.handover.begin("早班")
    for line in desk.handover.lines(drawn.id):
        desk.handover.confirm(line.id, "外机还在滴")
    desk.handover.give(person(desk, "何静").id, "钥匙已点清")
    (row,) = rows(desk, "shift-log")
    assert (row["shift"], row["giver"], row["receiver"], row["given"], row["received"]) == (
        "早班", "欧阳丽华", "何静", "√", "",
    )  # fmt: skip
    assert row["number"] == case.number and row["note"] == "外机还在滴" and row["handover_remark"] == "钥匙已点清"
    assert desk.ledgers.count("shift-log", replace(ALL, person=person(desk, "何静").id)) == 1
    assert desk.ledgers.count("shift-log", replace(ALL, person=person(desk, "周敏").id)) == 0


@pytest.mark.behaviour(30)
def test_things_kept_and_what_a_guest_left_behind_stand_in_one_book(hotel_desk: Desk, clock: FixedClock) -> None:
    desk = hotel_desk
    desk.handover.keep(DeskItem(what="黑色雨伞一把", place="前台抽屉", owner="应女士", keep_until=date(2026, 12, 23)))
    clock.advance(minutes=3)
    left = registered(
        desk, stage="离店后", words="充电器忘在房间", kept_at="客房中心", shipping_no="SF1009", keep_until=date(2027, 2, 1),
        verdict=Verdict.OWN_POST,
    )  # fmt: skip
    umbrella, charger = rows(desk, "things-kept")
    assert (umbrella["what"], umbrella["place"], umbrella["owner"], umbrella["number"]) == (
        "黑色雨伞一把", "前台抽屉", "应女士", "",
    )  # fmt: skip
    assert (charger["what"], charger["place"], charger["shipping_no"], charger["number"]) == (
        "充电器忘在房间", "客房中心", "SF1009", left.number,
    )  # fmt: skip
    desk.handover.taken(desk.handover.items()[0].id, "应女士")
    assert [row["taken_by"] for row in rows(desk, "things-kept")] == ["应女士", ""]
    assert [row["what"] for row in rows(desk, "things-kept", replace(ALL, open_only=True))] == ["充电器忘在房间"]


@pytest.mark.behaviour(51, 52, 72, 85)
def test_notices_refusals_urgings_and_attempts_have_their_books(desk: Desk) -> None:
    asked = registered(desk, verdict=Verdict.OWN_POST)
    desk.cases.perform(
        Action.MATERIALS, asked.id, Materials(missing=("产权证", "身份证"), deadline="三天内", reaction="接受")
    )
    papers_in(desk, asked)
    desk.cases.perform(
        Action.MATERIALS,
        asked.id,
        Materials(missing=("租约",), why_again="换了经办人", reaction="接受", deadline="三天内"),
    )
    first, second = rows(desk, "materials-log")
    assert (first["missing"], first["deadline"], first["why_again"]) == ("产权证\n身份证", "三天内", "")
    assert (second["sheet_number"], second["why_again"]) == (2, "换了经办人")
    no = Decline(
        basis="第五十条",
        explanation="绿地不能划给单户",
        way="当面",
        understood=True,
        options="可提共用方案",
        reaction="接受",
    )
    desk.cases.perform(Action.DECLINE, registered(desk, verdict=Verdict.OWN_POST).id, no)
    assert rows(desk, "declined-log")[0]["basis"] == "第五十条"
    case = signed(desk, handed(desk, registered(desk)))
    desk.cases.perform(Action.URGE, case.id, Reasoned(reason="客户在现场等"))
    (urged,) = rows(desk, "urging-log")
    assert (urged["actor"], urged["urged"], urged["text"]) == ("欧阳丽华", "曾国强", "客户在现场等")
    tried = AttemptMade(target="曾国强", way="电话", number="8012", result=AttemptResult.NO_ANSWER, note="占线")
    desk.cases.perform(Action.ATTEMPT, case.id, tried)
    (attempt,) = rows(desk, "contact-log")
    assert (attempt["called"], attempt["result"], attempt["note"], attempt["actor"]) == (
        "8012",
        "未接",
        "占线",
        "欧阳丽华",
    )


@pytest.mark.behaviour(87, 88, 89)
def test_every_visitor_stands_in_the_book_of_the_room_from_arriving_to_leaving(desk: Desk, clock: FixedClock) -> None:
    guest = Visitor(
        place="接待室 1", name="单晓燕", phone="13800138000", purpose="对停车费有意见", leader=person(desk, "周敏").id
    )
    came = desk.waiting.arrive_anew(guest, desk.clock.quick_promises()[0].at)
    clock.advance(minutes=4)
    desk.waiting.report(came.id, "内线")
    desk.waiting.reply(came.id, LeaderReply(reply=Reply.APPOINTMENT, appointment_at=at("24 15:00")))
    desk.waiting.told(came.id)
    (row,) = rows(desk, "waiting-room")
    assert (row["visitor"], row["phone"], row["purpose"], row["leader"], row["escort"]) == (
        "单晓燕", "13800138000", "对停车费有意见", "周敏", "欧阳丽华",
    )  # fmt: skip
    assert (row["reply"], row["left_at"], row["minutes"]) == ("改约 2026-11-24 15:00", None, None)
    clock.advance(minutes=6)
    desk.waiting.leave(came.id, "已改约")
    (row,) = rows(desk, "waiting-room")
    assert (row["minutes"], row["outcome"], row["left_at"]) == (10, "已改约", datetime(2026, 11, 23, 9, 52))


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("key", BOOKS)
def test_a_book_goes_out_as_workbook_csv_and_print_even_when_it_is_empty(desk: Desk, tmp_path: Path, key: str) -> None:
    fmt = desk.ledgers.format(key)
    headings = [column.heading for column in fmt.columns]
    handed(desk, registered(desk))
    expected = desk.ledgers.count(key, ALL)
    assert desk.ledgers.export(key, ALL, tmp_path / "册.xlsx").rows == expected
    sheet = load_workbook(tmp_path / "册.xlsx").worksheets[0]
    assert [str(cell.value).split("\n")[0] for cell in sheet[3]] == headings and fmt.title in str(sheet["A1"].value)
    assert desk.ledgers.export(key, ALL, tmp_path / "册.csv").rows == expected
    with (tmp_path / "册.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines.pop() == [f"封账码：{desk.upkeep.head()}"]
    assert lines[0] == headings and len(lines) == expected + 1
    if expected:
        (printed,) = desk.prints.sheets(key, ALL)
        assert isinstance(printed, PrintedRegister) and len(printed.rows) == expected
        assert printed.counts.startswith(f"共 {expected} ") and printed.signatures == fmt.signatures
    else:
        with pytest.raises(Refused, match="没有可打印的记录"):
            desk.prints.sheets(key, ALL)


@pytest.mark.behaviour(94)
def test_a_day_begins_and_ends_at_midnight_of_the_centre(desk: Desk, clock: FixedClock) -> None:
    for moment in ("23 23:59", "24 00:00", "24 23:59", "25 00:00"):
        clock.set(at(moment))
        desk.handover.keep(DeskItem(what=moment, place="前台"))
    day = LedgerQuery(first_day=date(2026, 11, 24), last_day=date(2026, 11, 24))
    assert [row["what"] for row in rows(desk, "things-kept", day)] == ["24 00:00", "24 23:59"]


def test_a_long_book_is_read_page_by_page_without_a_gap(desk: Desk, clock: FixedClock) -> None:
    for place in range(450):
        desk.handover.keep(DeskItem(what=f"第 {place} 件", place="前台"))
        if place % 3:
            clock.advance(minutes=1)
    seen: list[Row] = []
    after = None
    while True:
        page = desk.ledgers.page("things-kept", ALL, after)
        assert page.total == 450
        seen += page.rows
        if page.next is None:
            break
        after = page.next
    assert [row["what"] for row in seen] == [f"第 {place} 件" for place in range(450)]
    assert [row["seq_on_page"] for row in seen] == list(range(1, 451))
    assert len({row["row_id"] for row in seen}) == 450


def test_hostile_words_stay_words(desk: Desk, tmp_path: Path) -> None:
    desk.handover.keep(DeskItem(what='=HYPERLINK("x")', place="@前台", owner="<b>x</b>"))
    desk.ledgers.export("things-kept", ALL, tmp_path / "册.xlsx")
    sheet = load_workbook(tmp_path / "册.xlsx").worksheets[0]
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert '=HYPERLINK("x")' in [cell.value for cell in sheet[4]]


@pytest.mark.behaviour(94)
def test_a_company_changes_a_book_like_a_ledger_and_shows_a_value_of_the_matter(desk: Desk) -> None:
    forms = as_name(desk, "仲经理").forms
    draft = forms.with_own(forms.renamed(forms.current("hop-log"), "task", "交代的事"), "网点", "fixed", "一号门")
    forms.save(forms.with_own(forms.hidden(draft, "number"), "订单", "case.state"))
    handed(desk, registered(desk))
    headings = [column.heading for column in desk.ledgers.format("hop-log").columns]
    assert "交代的事" in headings and "编号" not in headings
    (row,) = rows(desk, "hop-log")
    assert (row["fixed.own_1"], row["case.state"]) == ("一号门", "待签收")
    assert forms.preview(forms.current("hop-log"))[0]["task"] == "上门查看外机"


@pytest.mark.behaviour(12)
def test_a_callback_stands_in_its_book_with_who_called(desk: Desk, clock: FixedClock) -> None:
    case = answered(desk, settled(desk, signed(desk, handed(desk, registered(desk)))))
    assert rows(desk, "callback-log") == ()
    caller = as_name(desk, "何静")
    caller.cases.perform(
        Action.CALLBACK, case.id, Callback(result=CallbackResult.SATISFIED, way="电话", note="很快就修好了")
    )
    (row,) = rows(desk, "callback-log")
    assert (row["result"], row["caller_back"], row["note"]) == ("满意", "何静", "很快就修好了")


def test_a_row_without_a_matter_says_nothing_of_one(desk: Desk) -> None:
    forms = as_name(desk, "仲经理").forms
    for key in ("things-kept", "roster"):
        forms.save(forms.with_own(forms.current(key), "状态", "case.state"))
    desk.handover.keep(DeskItem(what="雨伞", place="前台"))
    assert [row["case.state"] for row in rows(desk, "things-kept")] == [""]
    assert {row["case.state"] for row in rows(desk, "roster")} == {""}
