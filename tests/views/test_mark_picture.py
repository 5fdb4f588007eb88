"""A chosen picture is read with care, and printed beside the name on everything that goes on paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.papers import Size
from firstask_desktop.errors import Refused
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pdf_reading import pictures_of
from ui.mark_picture import KEPT, mark_image, read_mark
from ui.pages.chart_paper import ChartPaper
from ui.pages.settings_mark import MarkBox
from ui.paper import write_pdf
from ui.pdf_file import write_pdf_file
from ui.register_print import RegisterPrint

__all__ = ["front_desk"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}<rect width="60" height="40" fill="#15a"/></svg>'


def picture(path: Path, wide: int = 300, high: int = 100) -> Path:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(path))
    return path


def drawn(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", ["标志.png", "标志.jpg"])
def test_a_photo_is_kept_small(tmp_path: Path, name: str, qtbot: QtBot) -> None:
    kept = mark_image(read_mark(picture(tmp_path / name, 3000, 1000)))
    assert (kept.width(), kept.height()) == (KEPT, KEPT // 3)
    assert kept.pixelColor(10, 10).green() > kept.pixelColor(10, 10).red()


def test_a_drawing_becomes_a_picture_with_a_clear_ground(tmp_path: Path, qtbot: QtBot) -> None:
    inside = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#000"/></linearGradient></defs>'
        '<circle cx="90" cy="40" r="3" fill="url(#a)"/>'
    )
    kept = mark_image(read_mark(drawn(tmp_path / "标志.svg", SVG.format(inside))))
    assert (kept.width(), kept.height()) == (KEPT, KEPT // 2)
    assert kept.pixelColor(KEPT - 5, 5).alpha() == 0 and kept.pixelColor(60, 60).blue() > 100


FOREIGN = (
    '<image href="file:///etc/hostname"/>', "<image xlink:href='x.png'/>", '<use href="https://example.org/x#a"/>',
    '<circle fill="url(file:///x)"/>', "<style>@import 'x.css'</style>", "<script>1</script>", "<foreignObject/>",
    '<circle fill="url( http://example.org/a)"/>', "<a xlink:href = \"javascript:1\"/>",
)  # fmt: skip


@pytest.mark.parametrize("inside", FOREIGN)
def test_a_drawing_that_looks_outside_itself_is_refused(tmp_path: Path, inside: str, qtbot: QtBot) -> None:
    with pytest.raises(Refused, match="引用了别的文件"):
        read_mark(drawn(tmp_path / "x.svg", SVG.format(inside)))


def test_a_drawing_with_entities_is_refused(tmp_path: Path, qtbot: QtBot) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format("&b;")
    with pytest.raises(Refused, match="引用了别的文件"):
        read_mark(drawn(tmp_path / "x.svg", bomb))


def test_what_is_no_picture_is_refused_with_its_name(tmp_path: Path, qtbot: QtBot) -> None:
    whole = picture(tmp_path / "whole.png").read_bytes()
    cases = {
        "空.png": b"", "文字.png": "这不是图片".encode(), "乱码.svg": b"\xff\xfe<svg", "坏.svg": b"<svg",
        "断.png": whole[:60], "大.png": b"\x89PNG\r\n\x1a\n" + bytes(6 * 1024 * 1024),
    }  # fmt: skip
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refused) as refusal:
            read_mark(tmp_path / name)
        assert name in refusal.value.message and refusal.value.field == "mark"
    with pytest.raises(Refused, match="读不了"):
        read_mark(tmp_path / "没有.png")


def test_a_picture_that_would_fill_the_memory_is_not_even_decoded(tmp_path: Path, qtbot: QtBot) -> None:
    huge = bytearray(picture(tmp_path / "x.png").read_bytes())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    (tmp_path / "巨.png").write_bytes(huge)
    with pytest.raises(Refused, match="像素太多"):
        read_mark(tmp_path / "巨.png")


@pytest.mark.behaviour(94, 95, 11, 96)
def test_everything_on_paper_carries_the_mark(front_desk: FrontDesk, tmp_path: Path, qtbot: QtBot) -> None:
    leader = front_desk.of("郑文斌")
    case = front_desk.ask(kind="投诉", complaint_level="重要", involved="工程部")
    target = tmp_path / "纸.pdf"
    for marked in (0, 1):
        if marked:
            leader.mark.put(read_mark(picture(tmp_path / "标志.png")), "标志.png")
        for key in ("kf-06-01", "kf-06-05"):
            out = RegisterPrint(front_desk.desk.prints.sheets(key, LedgerQuery()))
            write_pdf_file(target, key, out.paint)
            assert pictures_of(target) == [marked]
        for size in Size:
            write_pdf(target, front_desk.desk.cases.papers(case.id)[0], size)
            assert pictures_of(target) == [marked], size
        ChartPaper("锦绣物业", "湖畔花园", "2026 年", mark=front_desk.desk.mark.image).write_pdf(target, "A4")
        assert pictures_of(target) == [marked]


def test_the_mark_is_chosen_and_taken_away_by_key_in_the_settings(
    front_desk: FrontDesk, prompts: RecordingPrompts, tmp_path: Path, show: Show
) -> None:
    box = MarkBox(front_desk.of("郑文斌"), prompts)
    show(box)
    assert not box.remove.isEnabled() and box.picture.text() == "没有标志"
    prompts.path = drawn(tmp_path / "x.svg", "这不是图片")
    QTest.keyClick(box, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert "x.svg" in box.said.text.text() and not box.remove.isEnabled()
    prompts.path = picture(tmp_path / "标志.png")
    QTest.keyClick(box, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert "标志.png" in box.words.text() and not box.picture.pixmap().isNull()
    assert front_desk.desk.mark.image.startswith(b"\x89PNG")
    QTest.keyClick(box, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert front_desk.desk.mark.image == b"" and box.picture.text() == "没有标志"


def test_somebody_who_may_not_is_told(
    front_desk: FrontDesk, prompts: RecordingPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    box = MarkBox(front_desk.desk, prompts)
    qtbot.addWidget(box)
    box.take(picture(tmp_path / "标志.png"))
    assert "只有主任或经理" in box.said.text.text()
