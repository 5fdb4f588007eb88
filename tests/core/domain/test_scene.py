"""The shipped scenes hold what a desk needs, and a scene file that does not hold together is refused by name."""

import copy
import re
import tomllib
from typing import Any

import pytest

import resources
from firstask_desktop.domain.opening import Span
from firstask_desktop.domain.phrases import PhraseBook, not_an_answer, not_progress
from firstask_desktop.domain.scene import REASON_GROUPS, Scene, scene_from

SCENES = ("hotel", "office", "property")
OUTCOMES = {
    *("on_spot", "own", "handoff", "outside", "unknown", "unreachable"),
    *("awaiting", "complaint", "redo", "void", "returned"),
}
DESK_VARIANTS = ("不知道", "没办法", "不归我管", "不清楚", "不知", "没有办法", "不归我们管", "不是我管", "找别人")


def _parsed(key: str) -> dict[str, Any]:
    return tomllib.loads(resources.text("scenes", f"{key}.toml"))


@pytest.fixture(params=SCENES)
def scene(request: pytest.FixtureRequest) -> Scene:
    return scene_from(_parsed(request.param))


@pytest.fixture
def broken() -> dict[str, Any]:
    """A sound file to break in one place."""
    return copy.deepcopy(_parsed("property"))


def test_every_shipped_scene_file_is_one_of_the_three() -> None:
    assert resources.names("scenes", ".toml") == [f"{key}.toml" for key in SCENES]


def test_a_scene_has_thirty_matters_with_owner_procedure_materials_and_limit(scene: Scene) -> None:
    complete = [matter for matter in scene.matters if matter.materials and matter.procedure and matter.limit_minutes]
    owners = {post.code for post in scene.posts}
    assert len(complete) >= 30
    assert all(matter.post in owners and matter.keywords and matter.rule for matter in scene.matters)


def test_a_scene_has_the_words_and_addresses_the_desk_needs(scene: Scene) -> None:
    assert len(scene.polite) >= 12
    assert len(scene.forbidden) >= 40
    assert len(scene.externals) >= 10
    assert set(DESK_VARIANTS) <= {item.phrase for item in scene.forbidden}
    assert all(scene.reasons_of(group) for group in REASON_GROUPS)
    assert scene.leaders()
    assert scene.complaint.levels == ("一般", "重要", "重大")


def test_life_safety_is_marked_in_every_scene_and_comes_with_a_short_limit(scene: Scene) -> None:
    urgent = [matter for matter in scene.matters if matter.urgent]
    assert urgent
    assert scene.limits.urgent_minutes <= 10


def test_nothing_the_desk_is_told_to_say_contains_a_forbidden_phrase(scene: Scene) -> None:
    book = PhraseBook(scene.forbidden, scene.exempt)
    said = [text for matter in scene.matters for text in (matter.answer, matter.rule, matter.procedure)]
    said += [item.text for item in scene.polite] + [item.replacement for item in scene.forbidden]
    said += [reason.text for reason in scene.reasons] + [step for steps in scene.step_lists for step in steps.steps]
    assert [text for text in said if book.hits(text)] == []


def test_every_standard_answer_is_an_answer(scene: Scene) -> None:
    assert [matter.code for matter in scene.matters if not_an_answer(matter.answer)] == []


def test_every_forbidden_phrase_is_found_and_no_exempt_word_is(scene: Scene) -> None:
    book = PhraseBook(scene.forbidden, scene.exempt)
    assert [item.phrase for item in scene.forbidden if not book.hits(item.phrase)] == []
    words = [word for item in scene.exempt for word in item.words]
    assert [word for word in words if book.hits(word)] == []


def test_the_hotel_never_closes_and_the_office_has_a_lunch_break() -> None:
    hotel, office = scene_from(_parsed("hotel")), scene_from(_parsed("office"))
    assert hotel.always_open
    assert hotel.hours[0].spans == (Span(0, 1440),)
    assert hotel.stages == ("到店前", "在店", "离店后")
    assert not office.always_open
    assert office.hours[0].weekdays == (1, 2, 3, 4, 5)
    assert office.hours[0].spans == (Span(510, 720), Span(810, 1050))


def _first(rows: str, **values: object) -> Any:
    def change(parsed: dict[str, Any]) -> None:
        parsed[rows][0].update(values)

    return change


def _twice(rows: str) -> Any:
    def change(parsed: dict[str, Any]) -> None:
        parsed[rows].append(dict(parsed[rows][0]))

    return change


def _without(rows: str, key: str) -> Any:
    def change(parsed: dict[str, Any]) -> None:
        del parsed[rows][0][key]

    return change


def _set(section: str, key: str, value: object) -> Any:
    def change(parsed: dict[str, Any]) -> None:
        parsed[section][key] = value

    return change


def _drop_reasons(parsed: dict[str, Any]) -> None:
    parsed["reasons"] = [row for row in parsed["reasons"] if row["group"] != "snooze"]


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        (_first("matters", department="XX"), "[[matters]] SH-01", "部门「XX」不存在"),
        (_first("matters", post="XX"), "[[matters]] SH-01", "岗位「XX」不存在"),
        (_first("matters", post="JL-JL"), "[[matters]] SH-01", "不属于部门"),
        (_first("matters", kind="闲聊"), "[[matters]] SH-01", "类别「闲聊」不存在"),
        (_first("matters", limit_minutes=0), "[[matters]] SH-01", "应大于 0"),
        (_first("matters", limit_minutes="4小时"), "matters 第 1 项（SH-01） 的 limit_minutes", "整数"),
        (_first("matters", limit_minutes=True), "limit_minutes", "整数"),
        (_first("matters", answer="  "), "matters 第 1 项（SH-01） 的 answer", "不能为空"),
        (_first("matters", keywords=[]), "keywords", "至少要有一项"),
        (_first("matters", materials="房号"), "materials", "应为列表"),
        (_without("matters", "procedure"), "matters 第 1 项（SH-01）", "缺少 procedure"),
        (_twice("matters"), "[[matters]] 的 code", "「SH-01」重复"),
        (_twice("departments"), "[[departments]] 的 code", "重复"),
        (_first("posts", department="XX"), "[[posts]] KF-QT", "部门「XX」不存在"),
        (_first("posts", role="boss"), "[[posts]] KF-QT", "角色「boss」不存在"),
        (_first("kinds", letter="B"), "[[kinds]] 的 letter", "「B」重复"),
        (_first("kinds", letter="7"), "[[kinds]] 咨询", "A–Z"),
        (_first("hours", spans=["8点到12点"]), "hours 第 1 项 的 spans 第 1 项", "08:30-12:00"),
        (_first("hours", spans=["12:00-08:30"]), "spans", "晚于开始"),
        (_first("hours", spans=["08:30-12:00", "11:00-18:00"]), "hours 的 spans", "互不重叠"),
        (_first("hours", weekdays=[8]), "weekdays", "1–7"),
        (_first("externals", updated="2026-09-01"), "externals 第 1 项（政务服务便民热线） 的 updated", "日期"),
        (_first("reasons", group="other"), "[[reasons]]", "组「other」不存在"),
        (_drop_reasons, "[[reasons]]", "snooze"),
        (_set("limits", "amber_percent", 120), "amber_percent", "0–100"),
        (_set("limits", "accept_minutes", -1), "limits 的 accept_minutes", "不小于 0"),
        (lambda parsed: parsed.pop("complaint"), "场景文件", "缺少 complaint"),
        (lambda parsed: parsed.update(limits=5), "limits", "应为一节"),
        (lambda parsed: parsed.update(channels=["飞鸽"]), "channels", "「飞鸽」不存在"),
    ],
)
def test_a_broken_scene_file_is_refused_with_place_and_reason(
    broken: dict[str, Any], change: Any, place: str, reason: str
) -> None:
    change(broken)
    with pytest.raises(ValueError, match=f"{re.escape(place)}.*{re.escape(reason)}"):
        scene_from(broken)


@pytest.mark.parametrize("key", SCENES)
def test_the_demo_fortnight_fits_its_scene(key: str) -> None:
    scene, demo = scene_from(_parsed(key)), tomllib.loads(resources.text("demo", f"{key}.toml"))
    home = {post.code: post.department for post in scene.posts}
    assert all(home[person["post"]] == person["department"] for person in demo["people"])
    assert {post.role for post in scene.posts} == {
        post.role for post in scene.posts if post.code in {person["post"] for person in demo["people"]}
    }
    assert all(one["identity"] in scene.identities for one in demo["requesters"])
    assert all(re.fullmatch(r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}", one["phone"]) for one in demo["requesters"])
    assert len(demo["stories"]) >= 60
    assert {story["outcome"] for story in demo["stories"]} == OUTCOMES


@pytest.mark.parametrize("key", SCENES)
def test_demo_stories_are_told_the_way_the_desk_must_tell_them(key: str) -> None:
    scene = scene_from(_parsed(key))
    book = PhraseBook(scene.forbidden, scene.exempt)
    matters, kinds = {matter.code for matter in scene.matters}, {kind.name for kind in scene.kinds}
    for story in tomllib.loads(resources.text("demo", f"{key}.toml"))["stories"]:
        assert story["matter"] in matters, story
        assert story["kind"] in kinds, story
        assert story["channel"] in scene.channels, story
        assert 10 <= len(story["words"]) <= 80, story
        assert not_an_answer(story["answer"]) is None, story
        assert book.hits("。".join([story["answer"], *story["progress"]])) == [], story
        previous = None
        for note in story["progress"]:
            assert not_progress(note, previous) is None, story
            previous = note
