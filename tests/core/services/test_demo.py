"""The demonstration fortnight: every state of a case is there to be seen, and nothing in it was invented past the desk."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
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
SUNDAY_NIGHT = datetime(2026, 11, 22, 1, 20, tzinfo=CHINA)
MAKE_UP_SATURDAY_MORNING = datetime(2026, 10, 10, 9, 40, tzinfo=CHINA)
MOMENTS = {"property": MONDAY_AFTERNOON, "hotel": SUNDAY_NIGHT, "office": MAKE_UP_SATURDAY_MORNING}


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


@dataclass(frozen=True)
class Fortnight:
    """One filled folder, opened at the moment it was filled for, and how far the filling said it was."""

    scene: str
    moment: datetime
    made: demo.Filled
    desk: Desk
    told: list[tuple[int, int]]


@pytest.fixture(scope="module", params=MOMENTS)
def fortnight(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fortnight]:
    """One for each scene, shared by all tests: a fortnight takes seconds to play."""
    told: list[tuple[int, int]] = []
    moment = MOMENTS[request.param]
    made = demo.fill(
        tmp_path_factory.mktemp(request.param), request.param, moment, lambda done, total: told.append((done, total))
    )
    desk = opened(made, moment)
    yield Fortnight(request.param, moment, made, desk, told)
    desk.close()


def test_every_move_of_the_play_was_one_the_desk_allows(fortnight: Fortnight) -> None:
    made = fortnight.made
    assert made.refused == ()
    assert made.cases == 300


def test_every_state_a_case_can_stand_in_is_there_today(fortnight: Fortnight) -> None:
    desk = fortnight.desk
    found = Counter(desk.cases.get(str(row["case_id"])).state for row in rows(desk))
    assert set(found) == set(State) - {State.DRAFT}
    assert found[State.CLOSED] > 180, "most of a fortnight is done"


def test_the_numbers_above_the_queue_have_something_to_count(fortnight: Fortnight) -> None:
    desk = fortnight.desk
    badges = desk.queue.badges()
    assert {kind for kind in BadgeKind if badges[kind] == 0} == set()
    assert badges[BadgeKind.OVERDUE] < 60, "a desk that is late everywhere convinces nobody"


def test_the_kinds_the_people_and_the_days_are_spread(fortnight: Fortnight) -> None:
    desk = fortnight.desk
    ledger = rows(desk)
    assert len({row["kind"] for row in ledger}) >= 8
    assert len({row["first_asked"] for row in ledger}) >= 8
    assert len({row["date"] for row in ledger}) >= (6 if fortnight.scene == "office" else 10), "offices rest in October"
    asked = Counter(row["phone"] for row in ledger if row["phone"])
    assert sum(times >= 3 for times in asked.values()) >= 5, "several requesters come again"


def test_the_cases_end_at_the_present_and_begin_a_fortnight_before(fortnight: Fortnight) -> None:
    desk = fortnight.desk
    days = sorted({row["date"] for row in rows(desk)})  # type: ignore[type-var]
    last = fortnight.moment.date()
    assert str(days[0]) >= str(last - timedelta(days=15))
    assert str(days[-1]) == str(last)


def test_the_journal_of_the_demonstration_holds(fortnight: Fortnight) -> None:
    desk = fortnight.desk
    assert desk.upkeep.verify().sound


def test_the_filling_tells_how_far_it_is(fortnight: Fortnight) -> None:
    told = fortnight.told
    assert told[-1][0] == told[-1][1] > 200
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_three_visitors_wait_at_different_steps_and_others_met_the_leader(fortnight: Fortnight) -> None:
    waiting = fortnight.desk.waiting.board()
    steps = {(row.visitor.reported_at is None, row.visitor.reply, row.visitor.told_at is None) for row in waiting}
    assert len(waiting) == len(steps) == 3
    everybody = fortnight.desk.waiting.today()
    if fortnight.moment == MONDAY_AFTERNOON:
        assert sum(visitor.outcome != "" for visitor in everybody) == 3


def test_everybody_has_a_roster_and_is_on_duty_today(fortnight: Fortnight) -> None:
    rosters, today = fortnight.desk.rosters, fortnight.moment.date()
    people = {person.id for person in fortnight.desk.house.people()}
    assert {row.person.id for row in rosters.on_duty()} == people
    for week in (today, today + timedelta(days=7)):
        assert all(any(row.shifts) for row in rosters.week(week))


def test_one_shift_was_handed_over_and_one_is_being_handed_over(fortnight: Fortnight) -> None:
    handover = fortnight.desk.handover
    assert [handover.completed(each) for each in handover.recent()] == [False, True]
    current = handover.current()
    assert current is not None
    given = [line.given for line in current[1]]
    assert any(given) and not all(given)


def test_things_lie_at_the_desk(fortnight: Fortnight) -> None:
    kept = fortnight.desk.handover.items()
    assert len([item for item in kept if not item.case_id]) == 2
    if fortnight.scene == "hotel":
        (left,) = [item for item in kept if item.case_id]
        assert fortnight.desk.cases.get(left.case_id).stage == "离店后"


def test_a_guest_of_tonight_is_prepared_for_in_a_hotel(fortnight: Fortnight) -> None:
    arrivals = fortnight.desk.handover.arrivals()
    assert [len(arrival.tasks) for arrival in arrivals if arrival.tasks] == ([2] if fortnight.scene == "hotel" else [])


def test_an_internal_matter_holds_up_a_requester(fortnight: Fortnight) -> None:
    cases = [fortnight.desk.cases.get(str(row["case_id"])) for row in rows(fortnight.desk)]
    (blocking,) = [case for case in cases if case.blocks]
    assert blocking.requester_staff
    assert not fortnight.desk.cases.get(blocking.blocks).requester_staff
    assert sum(bool(case.ratings) for case in cases) > 5, "some requesters rated what was done"


def test_the_same_scene_and_moment_give_the_same_cases_in_place_of_the_earlier_ones(
    fortnight: Fortnight, tmp_path: Path
) -> None:
    if fortnight.scene != "hotel":
        return  # one scene is enough
    shutil.copytree(fortnight.made.path.parent, tmp_path / "again")
    desk = opened(demo.fill(tmp_path / "again", "hotel", SUNDAY_NIGHT), SUNDAY_NIGHT)
    assert len(rows(desk)) == 300
    assert rows(desk) == rows(fortnight.desk)
    desk.close()


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
