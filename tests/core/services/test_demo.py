"""The demonstration fortnight: every state of a case is there to be seen, and nothing in it was invented past the desk."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from firstask_desktop.desk import DATA_FILE, Desk, open_desk
from firstask_desktop.domain.clock import CHINA, FixedClock
from firstask_desktop.domain.commands import FirstStart, LedgerQuery
from firstask_desktop.domain.states import State
from firstask_desktop.domain.views import BadgeKind
from firstask_desktop.errors import Refused
from firstask_desktop.services import demo

MONDAY_AFTERNOON = datetime(2026, 11, 23, 14, 30, tzinfo=CHINA)
MAKE_UP_SATURDAY_MORNING = datetime(2026, 10, 10, 9, 40, tzinfo=CHINA)
SCENES = ("property", "hotel", "office")


def opened(made: demo.Filled, now: datetime) -> Desk:
    desk = open_desk(made.path.parent, FixedClock(now))
    desk.session.sign_in(made.person)
    return desk


def rows(desk: Desk) -> list[dict[str, object]]:
    """The whole ledger, page by page."""
    found: list[dict[str, object]] = []
    page = desk.ledgers.page("kf-06-01", LedgerQuery())
    found += map(dict, page.rows)
    while page.next is not None:
        page = desk.ledgers.page("kf-06-01", LedgerQuery(), page.next)
        found += map(dict, page.rows)
    return found


@pytest.fixture(scope="module", params=SCENES)
def fortnight(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[demo.Filled, Desk]:
    """One filled folder for each scene, opened at the moment it was filled for."""
    made = demo.fill(tmp_path_factory.mktemp(request.param), request.param, MONDAY_AFTERNOON)
    return made, opened(made, MONDAY_AFTERNOON)


def test_every_move_of_the_play_was_one_the_desk_allows(fortnight: tuple[demo.Filled, Desk]) -> None:
    made, _ = fortnight
    assert made.refused == ()
    assert made.cases == 300


def test_every_state_a_case_can_stand_in_is_there_today(fortnight: tuple[demo.Filled, Desk]) -> None:
    _, desk = fortnight
    found = Counter(desk.cases.get(str(row["case_id"])).state for row in rows(desk))
    assert set(found) == set(State) - {State.DRAFT}
    assert found[State.CLOSED] > 180, "most of a fortnight is done"


def test_the_numbers_above_the_queue_have_something_to_count(fortnight: tuple[demo.Filled, Desk]) -> None:
    _, desk = fortnight
    badges = desk.queue.badges()
    assert {kind for kind in BadgeKind if badges[kind] == 0} == set()
    assert badges[BadgeKind.OVERDUE] < 60, "a desk that is late everywhere convinces nobody"


def test_the_kinds_the_people_and_the_days_are_spread(fortnight: tuple[demo.Filled, Desk]) -> None:
    _, desk = fortnight
    ledger = rows(desk)
    assert len({row["kind"] for row in ledger}) >= 8
    assert len({row["first_asked"] for row in ledger}) >= 8
    assert len({row["date"] for row in ledger}) >= 10
    asked = Counter(row["phone"] for row in ledger if row["phone"])
    assert sum(times >= 3 for times in asked.values()) >= 5, "several requesters come again"


def test_the_cases_end_at_the_present_and_begin_a_fortnight_before(fortnight: tuple[demo.Filled, Desk]) -> None:
    _, desk = fortnight
    days = sorted({row["date"] for row in rows(desk)})  # type: ignore[type-var]
    assert str(days[0]) >= "2026-11-08"
    assert str(days[-1]) == "2026-11-23"


def test_the_journal_of_the_demonstration_holds(fortnight: tuple[demo.Filled, Desk]) -> None:
    _, desk = fortnight
    assert desk.upkeep.verify().sound


def test_it_can_be_filled_at_an_odd_hour_and_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    made = demo.fill(tmp_path, "office", MAKE_UP_SATURDAY_MORNING, lambda done, total: told.append((done, total)))
    assert made.refused == ()
    assert told[-1][0] == told[-1][1] > 200
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_the_same_scene_and_moment_give_the_same_cases_in_place_of_the_earlier_ones(tmp_path: Path) -> None:
    ledgers = []
    for _ in range(2):
        desk = opened(demo.fill(tmp_path, "hotel", MONDAY_AFTERNOON), MONDAY_AFTERNOON)
        ledgers.append(rows(desk))
        desk.close()
    assert len(ledgers[0]) == 300
    assert ledgers[0] == ledgers[1]


def test_a_folder_with_real_data_is_refused_and_left_alone(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    desk.house.set_up(FirstStart(scene="property", centre="真实中心", counter="B", person="单晓燕"))
    desk.close()
    before = (tmp_path / DATA_FILE).read_bytes()
    with pytest.raises(Refused) as refused:
        demo.fill(tmp_path, "property", MONDAY_AFTERNOON)
    assert refused.value.code == "used_folder"
    assert (tmp_path / DATA_FILE).read_bytes() == before


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "账目.xlsx").write_text("别动", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        demo.fill(tmp_path, "property", MONDAY_AFTERNOON)
    assert refused.value.code == "used_folder"
    assert [path.name for path in tmp_path.iterdir()] == ["账目.xlsx"]


def test_the_desk_opens_the_file_the_demonstration_wrote() -> None:
    assert demo.DATA_FILE == DATA_FILE
