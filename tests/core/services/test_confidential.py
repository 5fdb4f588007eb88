"""举报 and confidential matters: who reads them, what everybody else sees, and that every reading is kept ([74])."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.clock import FixedClock
from firstask_desktop.domain.commands import HandOff, LedgerQuery, Progress
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.people import Limit
from firstask_desktop.domain.secrecy import HIDDEN, Access, Veiled
from firstask_desktop.domain.states import EntryKind, Verdict
from firstask_desktop.domain.views import Tab
from firstask_desktop.errors import Refused
from firstask_desktop.services.registers import OFFERED
from tests.desk_fixtures import as_name, handed, person, registered, returned, signed

pytestmark = pytest.mark.behaviour(74)
WORDS, FACTS, NAME, PHONE, ROOM = (
    "保安收了停车的钱没给票",
    "十一月二十日晚在东门岗亭收二百元",
    "翟文静",
    "13900139000",
    "5-2-301",
)
SECRETS = (WORDS, FACTS, NAME, PHONE, ROOM)


def reported(desk: Desk, **fields: object) -> Case:
    form = {
        "kind": "举报", "name": NAME, "phone": PHONE, "room": ROOM, "words": WORDS, "report_facts": FACTS,
        "report_occurred": "11-20 东门", "accused": (person(desk, "解小虎").id,), "confidential": True,
        "verdict": Verdict.OTHER_DEPARTMENT,
    }  # fmt: skip
    return registered(desk, **(form | fields))


def seen_by(desk: Desk, case: Case, folder: Path) -> str:
    """Everything this person can be shown of the case, in one text."""
    shown: list[object] = [desk.cases.get(case.id), desk.cases.row(case.id), desk.cases.file(case.id)]
    shown += [desk.cases.by_number(case.number), desk.queue.row(case.id)]
    for tab in Tab:
        shown += desk.queue.page(tab).rows
    shown += desk.search.find(case.number).rows
    shown += desk.chart.cases("accepted").rows
    shown += [desk.chart.cases(node.node.key).rows for node in desk.chart.nodes()]
    shown += desk.reminders.due()
    day = case.day
    assert day is not None
    shown += [desk.measures.rows(key, day, day).rows for key in FigureKey]
    shown += [desk.reports.rows([case.id]).rows]
    shown += desk.rosters.carried(case.carrier)
    shown += desk.attachments.of(case.id)
    shown += desk.cases.alike(WORDS)
    shown += [desk.cases.card(phone=PHONE), desk.cases.awaited_papers(case.id)]
    for key in OFFERED:
        shown += desk.ledgers.page(key, LedgerQuery()).rows
        path = folder / f"{key}.xlsx"
        if key.startswith("kf-06-05") or not desk.ledgers.count(key, LedgerQuery()):
            continue  # a report is no complaint: there is no such record to export
        desk.ledgers.export(key, LedgerQuery(), path)
        shown += [cell.value for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
        path.unlink()
    for key in OFFERED:
        try:
            shown += desk.prints.sheets(key, LedgerQuery())
        except Refused as refused:
            assert refused.code == "nothing"
    return "\n".join(map(repr, shown))


def accesses(desk: Desk, case: Case) -> list[tuple[str, str, bool]]:
    store = desk.cases._office.store
    names = {each.id: each.name for each in desk.house.people(all=True)}
    return [(names[row.person], row.what, row.refused) for row in store.of_case(Access, case.id)]


# -------------------------------------------------------------------- the form


def test_a_report_keeps_what_was_reported(desk: Desk) -> None:
    case = reported(desk)
    said = desk.cases.file(case.id).accusation
    assert said is not None
    assert (said.target, said.facts, said.occurred) == ("解小虎", FACTS, "11-20 东门")
    assert case.accused == (person(desk, "解小虎").id,) and case.confidential


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"accused": (), "reported": ""}, "reported"),
        ({"words": "", "words_reason": "通话中断", "report_facts": ""}, "report_facts"),
        ({"anonymous": True}, "name"),
        ({"anonymous": True, "name": ""}, "phone"),
        ({"accused": ("nobody",)}, "accused"),
    ],
)
def test_a_report_is_refused_at_the_field_that_is_missing(desk: Desk, fields: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        reported(desk, **fields)
    assert (refused.value.field, refused.value.clause) == (field, "M4.5 [74]")


def test_who_stays_anonymous_is_asked_for_no_name_and_no_phone(desk: Desk) -> None:
    case = reported(desk, anonymous=True, name="", phone="")
    assert (case.name_reason, case.phone_reason) == ("匿名举报", "匿名举报")


def test_nobody_takes_a_report_about_themselves(desk: Desk) -> None:
    for first_asked in ("解小虎", "欧阳丽华"):
        accused = person(desk, first_asked).id
        with pytest.raises(Refused, match="换人接待"):
            reported(desk, accused=(accused,), first_asked=person(desk, "解小虎").id)


def test_what_was_reported_is_personal_and_enters_the_journal_as_a_commitment(desk: Desk) -> None:
    reported(desk, reported="东门保安队长仇海")
    lines = desk.cases._office.store.all("SELECT changes FROM journal")
    assert not any("仇海" in str(line[0]) for line in lines)
    assert desk.upkeep.verify().sound


# -------------------------------------------------------------------- who reads it


@pytest.mark.behaviour(19)
@pytest.mark.parametrize("who", ["何静", "周敏", "曾国强", "解小虎"])
def test_who_does_not_work_on_it_sees_neither_whose_it_is_nor_what(desk: Desk, tmp_path: Path, who: str) -> None:
    case = reported(desk)
    shown = seen_by(as_name(desk, who), case, tmp_path)
    assert [secret for secret in SECRETS if secret in shown] == []
    assert "***" in shown and HIDDEN in shown and case.number in shown


def test_who_may_not_read_it_still_sees_whose_it_is_to_carry(desk: Desk) -> None:
    case = reported(desk)
    file = as_name(desk, "何静").cases.file(case.id)
    first = desk.house.person(case.first_asked)
    assert first is not None and file.names == {first.id: first.name}


@pytest.mark.parametrize("who", ["欧阳丽华", "仲经理"])
def test_first_asked_and_manager_see_it_whole(desk: Desk, tmp_path: Path, who: str) -> None:
    case = reported(desk)
    shown = seen_by(as_name(desk, who), case, tmp_path)
    assert [secret for secret in SECRETS if secret not in shown] == []


def test_who_was_handed_it_reads_it_and_who_gave_it_back_no_more(desk: Desk, tmp_path: Path) -> None:
    case = handed(desk, reported(desk), told=False)
    engineer = as_name(desk, "曾国强")
    assert WORDS in seen_by(engineer, case, tmp_path)
    signed(desk, case)
    after = returned(desk, desk.cases.get(case.id))
    assert after.handler != engineer.session.person_id
    assert WORDS not in seen_by(engineer, case, tmp_path)


def test_the_house_may_let_its_supervisors_read(desk: Desk) -> None:
    case, supervisor = reported(desk), as_name(desk, "周敏")
    assert isinstance(supervisor.cases.get(case.id), Veiled)
    manager = as_name(desk, "仲经理")
    row = next(limit for limit in manager.house.all(Limit) if limit.key == "confidential_supervisors")
    manager.house.save(replace(row, value=1))
    assert supervisor.cases.get(case.id).words == WORDS


def test_who_is_complained_of_never_reads_it_not_even_as_manager_or_when_it_is_not_confidential(desk: Desk) -> None:
    manager = person(desk, "仲经理")
    open_report = reported(desk, accused=(manager.id, person(desk, "解小虎").id), confidential=False)
    assert isinstance(as_name(desk, "仲经理").cases.get(open_report.id), Veiled)
    assert isinstance(as_name(desk, "解小虎").cases.get(open_report.id), Veiled)
    assert as_name(desk, "何静").cases.get(open_report.id).words == WORDS, "it was not to be confidential"


def test_a_matter_is_never_given_to_who_is_complained_of(desk: Desk) -> None:
    case = reported(desk)
    accused = person(desk, "解小虎")
    assert accused.id not in [target.person.id for target in desk.cases.targets(case.id)]
    command = HandOff(receiver=accused.id, task="看看", promise_at=case.promise_at)
    with pytest.raises(Refused, match="被举报人不能经手"):
        desk.cases.perform(Action.HAND_OFF, case.id, command)


def test_a_search_for_what_one_may_not_read_finds_nothing(desk: Desk) -> None:
    case = reported(desk)
    helper = as_name(desk, "何静")
    for query in ("停车的钱", NAME, "zwj", PHONE, "9000", ROOM):
        assert case.id in [row.id for row in desk.search.find(query).rows], query
        assert helper.search.find(query).rows == (), query


def test_the_card_of_a_caller_does_not_say_that_they_reported_somebody(desk: Desk) -> None:
    reported(desk)
    assert desk.cases.card(phone=PHONE) is not None
    assert as_name(desk, "何静").cases.card(phone=PHONE) is None
    assert as_name(desk, "何静").cases.card(room=ROOM) is None


def test_sheets_and_files_of_it_are_refused_to_others(desk: Desk, tmp_path: Path) -> None:
    case = reported(desk)
    helper = as_name(desk, "何静")
    paper = tmp_path / "证据.txt"
    paper.write_text("收据照片", encoding="utf-8")
    kept = desk.attachments.add(case.id, paper)
    for attempt in (
        lambda: helper.cases.papers(case.id), lambda: helper.cases.slip(case.id),
        lambda: helper.attachments.path(kept), lambda: helper.attachments.add(case.id, paper),
    ):  # fmt: skip
        with pytest.raises(Refused, match="保密事项"):
            attempt()
    assert helper.attachments.of(case.id) == []
    assert desk.cases.papers(case.id)


def test_a_handover_sheet_says_the_number_and_not_the_matter(desk: Desk) -> None:
    case = reported(desk)
    desk.handover.begin()
    drawn = desk.handover.current()
    assert drawn is not None
    lines = "\n".join(line.text for line in drawn[1])
    assert case.number in lines and not any(secret in lines for secret in SECRETS)


def test_a_veiled_case_can_never_be_written(desk: Desk) -> None:
    case = as_name(desk, "何静").cases.get(reported(desk).id)
    with pytest.raises(KeyError), desk.cases._office.store.record("case.progress", "x") as entry:
        entry.put(case)


def test_the_same_register_masks_for_one_and_not_for_the_other(desk: Desk, tmp_path: Path) -> None:
    reported(desk)
    registered(desk)
    found = {}
    for who in ("何静", "仲经理"):
        path = tmp_path / f"{who}.xlsx"
        as_name(desk, who).ledgers.export("kf-06-01", LedgerQuery(), path)
        rows = list(load_workbook(path).active.iter_rows(values_only=True))  # type: ignore[union-attr]
        found[who] = next(row for row in rows if "举报" in row)
    assert found["何静"].count("***") == 3 and NAME not in found["何静"]
    assert NAME in found["仲经理"] and "***" not in found["仲经理"]


# -------------------------------------------------------------------- what is kept of it


def test_every_reading_is_kept_once_a_sitting_and_stands_on_the_timeline(desk: Desk, clock: FixedClock) -> None:
    case = reported(desk)
    manager = as_name(desk, "仲经理")
    for _ in range(3):
        manager.cases.file(case.id)
    clock.advance(minutes=20)
    manager.cases.file(case.id)
    as_name(desk, "何静").cases.file(case.id)
    assert accesses(desk, case) == [
        ("仲经理", "read", False), ("仲经理", "read", False), ("何静", "read", True),
    ]  # fmt: skip
    lines = [(line.actor, line.kind, line.text) for line in desk.cases.file(case.id).timeline]
    assert lines.count(("仲经理", "查阅", "查看")) == 2
    assert any(actor == "何静" and kind == "未获准" for actor, kind, _ in lines)


def test_a_register_that_left_with_it_in_the_clear_is_kept_and_a_masked_one_is_no_reading(
    desk: Desk, tmp_path: Path
) -> None:
    case = reported(desk)
    as_name(desk, "何静").ledgers.export("kf-06-01", LedgerQuery(), tmp_path / "a.xlsx")
    assert accesses(desk, case) == []
    as_name(desk, "仲经理").ledgers.export("kf-06-01", LedgerQuery(), tmp_path / "b.xlsx")
    as_name(desk, "仲经理").prints.sheets("kf-06-01", LedgerQuery())
    assert accesses(desk, case) == [("仲经理", "export", False), ("仲经理", "print", False)]


def test_a_matter_that_is_not_confidential_leaves_no_trace_of_being_read(desk: Desk) -> None:
    case = registered(desk)
    before = desk.upkeep.head()
    as_name(desk, "何静").cases.file(case.id)
    assert desk.upkeep.head() == before


def test_a_move_somebody_may_not_make_is_kept_and_the_journal_still_proves_itself(desk: Desk) -> None:
    case = reported(desk)
    for who in ("何静", "解小虎"):
        with pytest.raises(Refused, match="保密事项"):
            as_name(desk, who).cases.perform(Action.PROGRESS, case.id, Progress(text="已到现场看过"))
        assert as_name(desk, who).cases.moves(case.id) == []
    plain = registered(desk)
    with pytest.raises(Refused, match="只能由"):
        as_name(desk, "何静").cases.perform(Action.PROGRESS, plain.id, Progress(text="已到现场看过"))
    assert accesses(desk, case) == [("何静", "progress", True), ("解小虎", "progress", True)]
    assert accesses(desk, plain) == [("何静", "progress", True)]
    store = desk.cases._office.store
    assert store.all("SELECT count(*) FROM journal WHERE action = 'access.refused'") == [(3,)]
    assert desk.upkeep.verify().sound
    assert EntryKind.NOT_LET.word in [line.kind for line in desk.cases.file(case.id).timeline]
