"""Registers and forms on paper, read back as a reader of the PDF would: nothing clipped, everything repeated and signed."""

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinterInfo, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import LedgerQuery
from firstask_desktop.domain.printed import (
    PrintedBox,
    PrintedColumn,
    PrintedForm,
    PrintedRegister,
    PrintedSection,
    Sheet,
)
from firstask_desktop.errors import Refused
from tests.views.conftest import RecordingPrompts, Show
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pdf_reading import pages_of
from ui.dialogs.register_paper import RegisterPaper
from ui.memory import WindowMemory
from ui.pages.ledger_page import LedgerPage
from ui.pdf_file import write_pdf_file
from ui.register_print import RegisterPrint, _Composer
from ui.signals import DeskSignals

__all__ = ["front_desk"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagateSizeHints)")
Read = Callable[[str], list[str]]


@pytest.fixture
def read(front_desk: FrontDesk, tmp_path: Path) -> Read:
    """A format printed to PDF and read back, page by page."""

    def printed(key: str) -> list[str]:
        path = tmp_path / f"{key}.pdf"
        out = RegisterPrint(front_desk.desk.prints.sheets(key, LedgerQuery()))
        write_pdf_file(path, key, out.paint)
        return pages_of(path)

    return printed


@pytest.mark.behaviour(94)
@pytest.mark.parametrize("key", ["kf-06-01", "kf-06-01-short"])
def test_a_register_repeats_its_headings_counts_its_pages_and_has_room_to_sign(
    front_desk: FrontDesk, read: Read, key: str
) -> None:
    words = "".join(f"第{place}句，楼上漏水到天亮。" for place in range(400))
    front_desk.ask(words=words)
    for place in range(3):
        front_desk.ask(words=f"第{place}件普通的事", phone=f"1390000000{place}")
    pages = read(key)
    whole = "".join(pages)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "客服前台工作台账" in page and "客户姓名" in page and f"第{number}页共{len(pages)}页" in page
        assert "WI-NWGZ-AL.KF-06-01" in page and "封账码" in page
    broken = [place for place in range(400) if f"第{place}句" not in whole]
    assert len(broken) < len(pages) and "第399句" in whole, (
        "a long text goes on overleaf: only a page's end parts words"
    )
    assert "本班受理4件" in pages[-1] and "交班人:" in pages[-1] and "本班受理" not in pages[0]


@pytest.mark.behaviour(94)
def test_words_in_the_middle_of_a_box_break_into_even_lines_and_lose_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    sheet = Sheet("台账", "中心", "", "A/0", "", "A4", True, (8, 8, 12, 12), "Noto Sans CJK SC", 9)
    texts = [f"首问责任人{place}" + "与承办人" * place for place in range(8)]
    columns = [PrintedColumn(text, 5 + place / 2, False) for place, text in enumerate(texts)]
    columns += [PrintedColumn("答复时间/方式", 10, False), PrintedColumn("承诺", 10, False)]
    register = PrintedRegister(
        sheet, (*columns, PrintedColumn("内容", 160, True)), ((*texts, "", "2026-11-15 09:10", "长" * 300),)
    )
    writer = QPdfWriter(str(tmp_path / "x.pdf"))
    writer.setPageLayout(RegisterPrint([register]).layout())
    painter = QPainter(writer)
    (page,) = _Composer(painter).pages([register])
    painter.end()
    found = {"".join(cell.lines): cell.lines for cell in page.cells if cell.framed}
    for text in texts:
        assert len(found[text]) > 1 and len(found[text][-1]) > 1, found[text]
    assert found["答复时间/方式"] == ("答复时间/", "方式")
    assert [line.strip() for line in found["2026-11-15 09:10"]] == ["2026-11-15", "09:10"]
    flowing = found["长" * 300]
    assert len(flowing) > 1 and len(set(map(len, flowing[:-1]))) == 1


@pytest.mark.behaviour(95)
def test_all_complaints_of_the_day_print_one_after_the_other(front_desk: FrontDesk, read: Read) -> None:
    front_desk.handed()
    for place in range(3):
        front_desk.ask(
            kind="投诉", words=f"第{place}次投诉", phone=f"1390000000{place}", complaint_level="重要", involved="工程部"
        )
    pages = read("kf-06-05")
    assert len(pages) == 3
    for place, page in enumerate(pages):
        assert f"第{place}次投诉" in page and f"TSA261123-00{place + 2}" in page
        assert "客服主任" in page and "经理" in page and "☑投诉" in page and f"第{place + 1}页共3页" in page


@pytest.mark.behaviour(95)
def test_a_very_long_complaint_goes_on_overleaf(front_desk: FrontDesk, read: Read) -> None:
    words = "".join(f"第{place}句，半夜装修吵闹。" for place in range(500))
    front_desk.ask(kind="投诉", words=words, complaint_level="重要", involved="工程部")
    pages = read("kf-06-05")
    whole = "".join(pages)
    broken = [place for place in range(500) if f"第{place}句" not in whole]
    assert len(pages) > 1 and len(broken) < len(pages) and "第499句" in whole and "(续)" in whole


def test_the_companys_own_columns_are_printed(front_desk: FrontDesk, read: Read) -> None:
    forms = front_desk.of("郑文斌").forms
    forms.save(forms.with_own(forms.renamed(forms.current("kf-06-01"), "room", "房间"), "网点", "fixed", "一号门"))
    front_desk.ask()
    (page,) = read("kf-06-01")
    assert "房间" in page and "网点" in page and "一号门" in page


def test_nothing_to_print_is_said(front_desk: FrontDesk) -> None:
    with pytest.raises(Refused) as refused:
        front_desk.desk.prints.sheets("kf-06-05", LedgerQuery())
    assert refused.value.code == "nothing"


def test_ctrl_p_on_the_ledger_page_offers_print_and_pdf(
    front_desk: FrontDesk, prompts: RecordingPrompts, memory: WindowMemory, tmp_path: Path, show: Show, qtbot: QtBot
) -> None:
    front_desk.ask()
    signals = DeskSignals(front_desk.desk.bulletin)
    page = LedgerPage(front_desk.desk, prompts, signals, memory)
    show(page)
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(RegisterPaper)
    assert dialog is not None and "台账" in dialog.windowTitle()
    prompts.path = tmp_path / "台账.pdf"
    dialog.pdf.click()
    qtbot.waitUntil(lambda: "已存为" in dialog.said.text())
    assert prompts.path.read_bytes().startswith(b"%PDF")
    assert prompts.suggested.endswith("客服前台工作台账_20261101-20261130.pdf")
    prompts.path = tmp_path / "没有这个文件夹" / "台账.pdf"
    dialog.pdf.click()
    qtbot.waitUntil(lambda: prompts.said[-1][0] == "warn" and dialog.job is None)
    dialog.reject()
    signals.stop()


@pytest.mark.behaviour(94, 95)
def test_the_preview_shows_every_page_of_today_s_forms_and_outlives_a_tidying_up(
    front_desk: FrontDesk, prompts: RecordingPrompts, monkeypatch: pytest.MonkeyPatch, show: Show, qtbot: QtBot
) -> None:
    for place in range(3):
        front_desk.ask(
            kind="投诉", words=f"第{place}次投诉", phone=f"1390000000{place}", complaint_level="重要", involved="工程部"
        )
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", lambda: ["printer"])
    dialog = RegisterPaper(front_desk.desk.prints.sheets("kf-06-05", LedgerQuery()), "表.pdf", "", prompts)
    show(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = dialog.findChild(QPrintPreviewDialog)
    assert preview is not None and prompts.said == []
    gc.collect()
    pages = preview.findChild(QPrintPreviewWidget)
    assert pages is not None
    qtbot.waitUntil(lambda: pages.pageCount() == 3)
    gc.collect()
    pages.updatePreview()
    assert pages.pageCount() == 3 and preview.isVisible()
    preview.done(0)


@pytest.mark.behaviour(95)
def test_a_section_of_a_form_has_its_number_above_its_words(qtbot: QtBot, tmp_path: Path) -> None:
    sheet = Sheet("记录表", "中心", "", "A/0", "", "A4", False, (12, 12, 12, 12), "Noto Sans CJK SC", 8)
    rows = ((PrintedBox("编号", "TS1", 24, 3, False),),)
    form = PrintedForm(
        sheet, "TS1", tuple(PrintedSection(each, rows) for each in ("四、首问接待", "十一、结案与归档", "签字"))
    )
    writer = QPdfWriter(str(tmp_path / "x.pdf"))
    writer.setPageLayout(RegisterPrint([form]).layout())
    painter = QPainter(writer)
    (page,) = _Composer(painter).pages([form])
    painter.end()
    sides = [cell.lines for cell in page.cells if cell.bold and cell.shaded]
    assert [lines[0] for lines in sides] == ["四、", "十一、", "签字"]
    assert ["".join(lines) for lines in sides[:2]] == ["四、首问接待", "十一、结案与归档"]
    assert all(len(line) > 1 for lines in sides for line in lines), sides
