"""The first start: four questions on one page, each refusal at its field."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from firstask_desktop.desk import Desk, open_desk
from firstask_desktop.domain.clock import FixedClock
from tests.desk_fixtures import MONDAY_MORNING, registered, set_up
from tests.views.conftest import RecordingPrompts
from ui.pages.first_start import FirstStartPage

Heard = Callable[[object], list[tuple[object, ...]]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, prompts: RecordingPrompts, qtbot: QtBot) -> FirstStartPage:
    made = FirstStartPage(desk, prompts)
    qtbot.addWidget(made)
    made.show()
    return made


def answer(page: FirstStartPage, scene: str = "property", **texts: str) -> None:
    next(card for card in page.cards if card.scene.key == scene).click()
    for name, text in {"centre": "湖畔花园物业服务中心", "counter": "A", "person": "欧阳丽华", **texts}.items():
        page.fields[name].editor.setText(text)  # type: ignore[attr-defined]


@pytest.mark.parametrize("scene", ["hotel", "property", "office"])
def test_four_answers_make_the_desk_ready(desk: Desk, page: FirstStartPage, heard: Heard, scene: str) -> None:
    done = heard(page.done)
    answer(page, scene)
    page.submit()
    assert desk.house.ready and desk.house.scene.key == scene and len(desk.house.matters()) >= 25
    assert desk.actor is not None and desk.actor.name == "欧阳丽华"
    assert done == [(desk.actor,)]


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"centre": ""}, "centre"),
        ({"counter": "柜1"}, "counter"),
        ({"person": "无"}, "person"),
        ({"person": ""}, "person"),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_is_set_up(
    desk: Desk, page: FirstStartPage, texts: dict[str, str], field: str
) -> None:
    answer(page, **texts)
    page.submit()
    assert page.fields[field].refusal and not desk.house.ready
    assert [name for name, one in page.fields.items() if one.refusal] == [field]


def test_without_a_scene_the_page_asks_for_it(desk: Desk, page: FirstStartPage) -> None:
    for name, text in {"centre": "湖畔花园", "person": "欧阳丽华"}.items():
        page.fields[name].editor.setText(text)  # type: ignore[attr-defined]
    page.submit()
    assert "场景" in page.refusal.text.text() and not desk.house.ready


def test_the_posts_are_the_scenes(page: FirstStartPage) -> None:
    answer(page, "hotel")
    hotel = {page.post.itemText(at) for at in range(page.post.count())}
    answer(page, "office")
    office = {page.post.itemText(at) for at in range(page.post.count())}
    assert hotel and office and not hotel & office


def test_a_pin_given_at_the_first_start_is_asked_for_later(desk: Desk, page: FirstStartPage) -> None:
    answer(page, pin="280517")
    page.submit()
    assert desk.actor is not None and desk.session.needs_pin(desk.actor.id)


def test_a_new_computer_begins_from_a_backup(
    desk: Desk, page: FirstStartPage, prompts: RecordingPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    former = set_up(tmp_path / "former", FixedClock(MONDAY_MORNING))
    case = registered(former)
    prompts.path = former.backups.make().path
    former.close()
    page.restore.button.click()
    qtbot.waitUntil(lambda: page.restore.job is None, timeout=10_000)
    assert "核对一致" in page.restore.said.text.text()
    desk.close()
    again = open_desk(tmp_path / "data").as_person(case.first_asked)
    assert again.cases.get(case.id).number == case.number
    again.close()


def test_what_is_no_backup_is_said_and_the_page_stays(
    page: FirstStartPage, prompts: RecordingPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    prompts.path = tmp_path / "照片.db"
    prompts.path.write_bytes(b"\x89PNG")
    answer(page)
    page.restore.button.click()
    qtbot.waitUntil(lambda: page.restore.job is None, timeout=10_000)
    assert "不是首问台的备份" in page.restore.said.text.text()
    assert page.centre.value() == "湖畔花园物业服务中心", "nothing typed is lost"
