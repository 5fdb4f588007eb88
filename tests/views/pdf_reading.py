"""A PDF read back as its reader would see it: the words of each page, and whether every font travels in the file."""

import ctypes
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

ONE_GLYPH = str.maketrans(
    "戶⻔⻅⻓⻚⻋⻢⻥⻦⻬⻛⻜⻉⽤⾏⻆⻄⻝⻘⻩⻰⻮⻨⻳", "户门见长页车马鱼鸟齐风飞贝用行角西食青黄龙齿麦龟"
)
"""Characters that share their drawing in the font: read back, a PDF may tell the one for the other."""


def plain(text: str) -> str:
    """The text without blanks, compatibility forms and look-alikes made plain, so that wrapped lines read on."""
    return "".join(unicodedata.normalize("NFKC", text).translate(ONE_GLYPH).replace("\ufffe", "").split())


def pages_of(path: Path) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [plain(_words(page)) for page in document]
    finally:
        document.close()


def text_of(path: Path) -> str:
    """The words of the whole file."""
    return "".join(pages_of(path))


def fonts_of(path: Path) -> dict[str, bool]:
    """Every font the text is set in, and whether it is embedded."""
    document = pypdfium2.PdfDocument(path)
    try:
        return dict(font for page in document for font in _fonts(page))
    finally:
        document.close()


def sizes_of(path: Path) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document]
    finally:
        document.close()


def _words(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()


def _fonts(page: pypdfium2.PdfPage) -> Iterator[tuple[str, bool]]:
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(thing.raw)
        name = ctypes.create_string_buffer(200)
        raw.FPDFFont_GetBaseFontName(font, name, 200)
        yield name.value.decode("utf-8", "replace"), bool(raw.FPDFFont_GetIsEmbedded(font))


def pictures_of(path: Path) -> list[int]:
    """How many pictures each page carries."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [len(list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))) for page in document]
    finally:
        document.close()
