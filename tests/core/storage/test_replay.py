"""Whatever was done at the desk, the tables are what the journal tells."""

from dataclasses import replace

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from firstask_desktop.desk import Desk
from tests.desk_fixtures import all_rows, handed, registered
from tests.random_work import RandomWork


def test_random_shifts_equal_their_replay() -> None:
    RandomWork.made.update(done=0, refused=0)
    run_state_machine_as_test(
        RandomWork,
        settings=settings(
            max_examples=25, stateful_step_count=40, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert RandomWork.made["done"] > 100, RandomWork.made
    assert RandomWork.made["refused"] > 20, RandomWork.made


def test_a_rebuild_of_a_sound_file_changes_nothing_and_is_told(desk: Desk) -> None:
    told = []
    handed(desk, registered(desk))
    before = all_rows(desk)
    desk.bulletin.listen(told.append)
    assert desk.upkeep.rebuild().sound
    assert all_rows(desk) == before
    assert [change.action for change in told] == ["house.rebuild"]
    assert told[0].touches("cases")


def test_progress_of_a_long_check_is_reported(desk: Desk) -> None:
    reports: list[tuple[int, int]] = []
    somebody = desk.house.people()[1]
    with desk._office.store.batch():
        for number in range(2_100):
            with desk._office.store.record("house.person", somebody.id, somebody.id) as entry:
                entry.put(replace(somebody, phone=str(8_000 + number)))
    findings = desk.upkeep.verify(lambda done, total: reports.append((done, total)))
    assert findings.sound
    assert reports == [(2_000, findings.lines)]
