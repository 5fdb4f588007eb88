"""Sheets on paper: chosen by key, shown as typed, written as PDF and read back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firstask_desktop.domain.commands import Materials
from firstask_desktop.domain.flow import Action
from firstask_desktop.domain.papers import Items, Line, PaperKind, Size
from firstask_desktop.domain.states import Verdict
from tests.views.desk_fixtures import FrontDesk, front_desk
from tests.views.pdf_reading import fonts_of, pages_of, plain, text_of
from ui.dialogs.papers import PapersDialog
from ui.dialogs.slip import CasePapersDialog
from ui.paper import layout, page_html, write_pdf

__all__ = ["front_desk"]


@pytest.fixture
def dialog(qtbot: QtBot, prompts: Any, front_desk: FrontDesk) -> PapersDialog:
    """The sheets of a case for which papers are missing."""
    case = front_desk.ask(verdict=Verdict.OWN_POST)
    order = Materials(missing=("身份证复印件 2 份", "<b>租赁合同</b>原件"), deadline="五个工作日内", reaction="接受")
    front_desk.desk.cases.perform(Action.MATERIALS, case.id, order)
    made = CasePapersDialog(front_desk.desk, prompts, case.id)
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.mark.behaviour(51)
def test_the_sheets_are_chosen_with_the_arrows_and_the_receipt_comes_first(dialog: PapersDialog, qtbot: QtBot) -> None:
    assert dialog.paper.kind is PaperKind.RECEIPT
    assert "首问回执" in dialog.text.toPlainText()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.paper.kind is PaperKind.MATERIALS
    assert "<b>租赁合同</b>原件" in dialog.text.toPlainText()
    assert "办事人（签字）" in dialog.text.toPlainText()


def test_another_paper_size_is_chosen_by_key(dialog: PapersDialog, qtbot: QtBot) -> None:
    assert dialog.size_of_paper() is Size.A5
    qtbot.keyClick(dialog.size_row, Qt.Key.Key_8)
    assert dialog.size_of_paper() is Size.ROLL
    assert "身份证" not in page_html(dialog.paper, Size.ROLL)


@pytest.mark.behaviour(11, 51)
@pytest.mark.parametrize("size", list(Size))
def test_the_pdf_says_every_word_of_the_sheet(dialog: PapersDialog, tmp_path: Path, size: Size) -> None:
    dialog.list.setCurrentRow(1)
    target = tmp_path / "单.pdf"
    write_pdf(target, dialog.paper, size)
    said = text_of(target)
    for part in dialog.paper.parts:
        words = [part.words] if isinstance(part, Line) else part.lines if isinstance(part, Items) else [part.words]
        assert all(plain(word) in said for word in words), (part, said)
    assert plain(dialog.paper.organisation) in said
    assert plain("办事人（签字）") in said
    assert plain(dialog.paper.number) in said


@pytest.mark.behaviour(51)
def test_a_long_sheet_goes_on_over_numbered_pages(dialog: PapersDialog, tmp_path: Path) -> None:
    many = Items("请补齐以下材料", tuple(f"第 {place} 样材料，" + "写明规格和份数" * 8 for place in range(1, 61)))
    target = tmp_path / "long.pdf"
    write_pdf(target, replace(dialog.paper, parts=(many,)), Size.A5)
    said = text_of(target)
    assert plain("第 60 样材料") in said
    assert plain("第 2 页") in said


@pytest.mark.behaviour(11)
def test_a_printer_gets_the_same_sheet_as_the_pdf(dialog: PapersDialog, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.paint(printer)
    write_pdf(tmp_path / "saved.pdf", dialog.paper, dialog.size_of_paper())
    assert text_of(tmp_path / "printed.pdf") == text_of(tmp_path / "saved.pdf")
    assert printer.pageLayout().pageSize().id() is QPageSize.PageSizeId.A5


def test_a_roll_is_as_long_as_its_words(dialog: PapersDialog) -> None:
    unit = QPageSize.Unit.Millimeter
    short = layout(replace(dialog.paper, parts=()), Size.ROLL).pageSize().size(unit)
    whole = layout(dialog.paper, Size.ROLL).pageSize().size(unit)
    assert short.width() == whole.width() == 80
    assert short.height() < whole.height()


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(
    dialog: PapersDialog, prompts: Any, tmp_path: Path
) -> None:
    prompts.path = tmp_path / "no such folder" / "x.pdf"
    dialog.save_pdf()
    assert "写不了 x.pdf" in prompts.said[-1][1]
    assert list(tmp_path.glob("**/*.pdf")) == []


def test_saving_and_copying_are_told(dialog: PapersDialog, prompts: Any, tmp_path: Path) -> None:
    prompts.path = tmp_path / "x.pdf"
    dialog.save_pdf()
    assert "x.pdf" in dialog.said.text()
    dialog.copy_all()
    assert QApplication.clipboard().text() == dialog.paper.text


def test_without_a_printer_the_other_ways_are_named(
    dialog: PapersDialog, prompts: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", list)
    dialog.preview()
    assert "存为 PDF" in prompts.said[-1][1]


@pytest.mark.parametrize("count", range(20, 27))
def test_the_boxes_to_sign_are_never_cut_by_the_end_of_a_page(dialog: PapersDialog, tmp_path: Path, count: int) -> None:
    dialog.list.setCurrentRow(1)
    many = tuple(Line(f"第 {place} 项", "写明规格和份数") for place in range(count))
    target = tmp_path / "box.pdf"
    write_pdf(target, replace(dialog.paper, parts=many), Size.A5)
    signed = [page for page in pages_of(target) if plain("办事人（签字）") in page]
    assert len(signed) == 1 and signed[0].count(plain("年 月 日")) == 2


@pytest.mark.parametrize("size", list(Size))
def test_every_font_of_a_sheet_travels_in_the_file(dialog: PapersDialog, tmp_path: Path, size: Size) -> None:
    write_pdf(tmp_path / "sheet.pdf", dialog.paper, size)
    fonts = fonts_of(tmp_path / "sheet.pdf")
    assert fonts and all(fonts.values()), fonts
