"""Registers and forms on paper: repeated headings, page numbers, boxes to sign; long texts go on, nothing is clipped."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QTextLayout,
    QTextOption,
)

from firstask_desktop.domain.printed import Printed, PrintedForm, PrintedRegister, Sheet
from ui.page_cells import FOOT_MM, INCH, LEFT, MIDDLE, PADDING, RIGHT, Cell, Page, face, line_high, paint_page

SHRINK = (1.0, 0.94, 0.88, 0.82, 0.76)
"""How much smaller a form is set so that it stays on one page."""
SMALLEST, DIGIT = 4.5, 0.6
HEAD_MM, SIGN_MM = 17.0, 11.0
EVENED = 5
"""How often a narrower line is tried for words in the middle of a box."""
LABEL_SPAN, GRID, SECTION_SHARE = 3, 24, 0.055


class RegisterPrint:
    """`RegisterPrint(printed)`; `paint(device)` sets the page, fills as many as it takes and gives their number."""

    def __init__(self, printed: Sequence[Printed]) -> None:
        self.printed = tuple(printed)

    def layout(self) -> QPageLayout:
        """The paper of the first sheet."""
        sheet = self.printed[0].sheet
        size = QPageSize(QPageSize.PageSizeId.A3 if sheet.paper == "A3" else QPageSize.PageSizeId.A4)
        way = QPageLayout.Orientation.Landscape if sheet.landscape else QPageLayout.Orientation.Portrait
        left, right, top, bottom = sheet.margins
        return QPageLayout(size, way, QMarginsF(left, top, right, bottom), QPageLayout.Unit.Millimeter)

    def paint(self, device: QPagedPaintDevice) -> int:
        """Fill the device's pages."""
        device.setPageLayout(self.layout())
        painter = QPainter(device)
        pages = _Composer(painter).pages(self.printed)
        for place, page in enumerate(pages, 1):
            if place > 1:
                device.newPage()
            paint_page(painter, page, place, len(pages))
        painter.end()
        return len(pages)

    def picture(self, wide: int) -> QImage:
        """The first page as a picture that many pixels wide, margins and all, for the screen."""
        page = self.layout().fullRect(QPageLayout.Unit.Millimeter)
        room = self.layout().paintRect(QPageLayout.Unit.Millimeter)
        dots = wide / page.width()
        inner = QImage(round(room.width() * dots), round(room.height() * dots), QImage.Format.Format_RGB32)
        for made in (whole := QImage(wide, round(page.height() * dots), QImage.Format.Format_RGB32), inner):
            made.fill(Qt.GlobalColor.white)
        inner.setDotsPerMeterX(round(dots * 1000))
        inner.setDotsPerMeterY(round(dots * 1000))
        painter = QPainter(inner)
        pages = _Composer(painter).pages(self.printed)
        paint_page(painter, pages[0], 1, len(pages))
        painter.end()
        painter.begin(whole)
        painter.drawImage(QPointF(room.left() * dots, room.top() * dots), inner)
        painter.end()
        return whole


class _Composer:
    """Sets words into pages, measured for the very device they are painted on."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._dots = painter.device().logicalDpiY() / INCH
        self._room = QRectF(0, 0, painter.viewport().width(), painter.viewport().height())
        self._pages: list[Page] = []
        self._top = 0.0

    def pages(self, printed: Iterable[Printed]) -> list[Page]:
        """Every page, in order."""
        for one in printed:
            if isinstance(one, PrintedRegister):
                self._register(one)
            else:
                self._form(one)
        return self._pages

    # ------------------------------------------------------------ what both have

    @property
    def _bottom(self) -> float:
        return self._room.height() - FOOT_MM * self._dots

    def _new_page(self, sheet: Sheet) -> None:
        page = Page(sheet)
        self._pages.append(page)
        wide, high = self._room.width(), HEAD_MM * self._dots
        size = sheet.points + 5
        title = f"{sheet.named}　{sheet.title}" if sheet.landscape else sheet.title
        if not sheet.landscape:
            page.cells.append(self._words(QRectF(0, 0, wide, high * 0.27), sheet.named, sheet.points, MIDDLE))
        page.cells.append(self._words(QRectF(0, high * 0.27, wide, high * 0.42), title, size, MIDDLE, bold=True))
        line = QRectF(0, high * 0.72, wide, high * 0.26)
        said = (("表号", sheet.form_number), ("封账码", sheet.seal))
        left = "　".join(f"{word}：{value}" for word, value in said if value)
        page.cells.append(self._words(line, left, sheet.points - 1, LEFT))
        page.cells.append(self._words(line, f"版本：{sheet.revision}", sheet.points - 1, RIGHT))
        self._top = high

    @staticmethod
    def _words(box: QRectF, text: str, points: float, side: Qt.AlignmentFlag, bold: bool = False) -> Cell:
        return Cell(box, (text,), points, side, bold, framed=False)

    def _wrapped(self, text: str, font: QFont, wide: float) -> tuple[str, ...]:
        """The lines a text takes in a box; no word and no character is left out."""
        found: list[str] = []
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for paragraph in text.split("\n"):
            layout = QTextLayout(paragraph, font, self._painter.device())
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(wide)
                found.append(paragraph[line.textStart() : line.textStart() + line.textLength()])
            layout.endLayout()
        return tuple(found) or ("",)

    def _even(self, text: str, font: QFont, wide: float) -> tuple[str, ...]:
        """The lines a text takes in the middle of a box: parted at its stroke (答复时间/方式) where two lines do, and about as
        long as each other where a single character would be left over."""
        lines = self._wrapped(text, font, wide)
        before, stroke, after = text.partition("/")
        if stroke and len(lines) == 2:
            parted = self._wrapped(f"{before}/\n{after}", font, wide)
            lines = parted if len(parted) == 2 else lines
        if len(lines) == 1 + text.count("\n") or len(lines[-1].strip()) > 1:
            return lines
        least = wide / 2
        for _ in range(EVENED):
            tried = (least + wide) / 2
            found = self._wrapped(text, font, tried)
            if len(found) == len(lines):
                lines, wide = found, tried
            else:
                least = tried
        return lines

    def _line_high(self, font: QFont) -> float:
        return line_high(font, self._dots)

    # ------------------------------------------------------------ a list

    def _register(self, one: PrintedRegister) -> None:
        sheet, padding = one.sheet, PADDING * self._dots
        whole = sum(column.width for column in one.columns)
        wides = [self._room.width() * column.width / whole for column in one.columns]
        narrow = (self._room.width() - 2 * padding * len(wides)) / whole / self._dots
        points = max(SMALLEST, min(sheet.points, narrow / INCH * 72 / DIGIT))
        font = face(sheet, points)
        high = self._line_high(font)
        self._new_page(sheet)
        self._headings(one, wides, points)
        for row in one.rows:
            texts = [
                (self._wrapped if column.flowing else self._even)(text, font, wide - 2 * padding)
                for column, text, wide in zip(one.columns, row, wides, strict=True)
            ]
            self._row(one, wides, points, high, texts)
        self._end(one, points + 1)

    def _headings(self, one: PrintedRegister, wides: Sequence[float], points: float) -> None:
        font, padding = face(one.sheet, points, True), PADDING * self._dots
        texts = [
            self._even(column.heading, font, wide - 2 * padding)
            for column, wide in zip(one.columns, wides, strict=True)
        ]
        high = max(map(len, texts)) * self._line_high(font) + 2 * padding
        left = 0.0
        for lines, wide in zip(texts, wides, strict=True):
            box = QRectF(left, self._top, wide, high)
            self._pages[-1].cells.append(Cell(box, lines, points, bold=True, shaded=True))
            left += wide
        self._top += high

    def _row(
        self, one: PrintedRegister, wides: Sequence[float], points: float, high: float, texts: list[tuple[str, ...]]
    ) -> None:
        """One row; what does not fit on a page of its own goes on overleaf, line by line."""
        padding = PADDING * self._dots
        while True:
            wanted = max(map(len, texts))
            fits = int((self._bottom - self._top - 2 * padding) // high)
            fresh = len(self._pages[-1].cells) <= 3 + len(wides) + 1
            if fits < wanted and not fresh:
                self._new_page(one.sheet)
                self._headings(one, wides, points)
                continue
            now = max(1, min(wanted, fits))
            left = 0.0
            for column, lines, wide in zip(one.columns, texts, wides, strict=True):
                box = QRectF(left, self._top, wide, now * high + 2 * padding)
                self._pages[-1].cells.append(Cell(box, lines[:now], points, LEFT if column.flowing else MIDDLE))
                left += wide
            self._top += now * high + 2 * padding
            if now >= wanted:
                return
            texts = [lines[now:] for lines in texts]

    def _end(self, one: PrintedRegister, points: float) -> None:
        """The counts, and a box for everybody who signs."""
        signs, high = SIGN_MM * self._dots, self._line_high(face(one.sheet, points)) * 1.5
        if self._top + signs + high * 2 > self._bottom:
            self._new_page(one.sheet)
        box = QRectF(0, self._top + high * 0.3, self._room.width(), high)
        self._pages[-1].cells.append(self._words(box, one.counts, points, LEFT))
        top = box.bottom() + high * 0.2
        for place, label in enumerate(one.signatures):
            wide = self._room.width() / len(one.signatures)
            frame = QRectF(place * wide, top, wide, signs)
            self._pages[-1].cells.append(Cell(frame, (f"{label}：",), points, LEFT))
        self._top = top + signs

    # ------------------------------------------------------------ a form

    def _form(self, one: PrintedForm) -> None:
        """One record; set smaller when that keeps it on one page, else in its own size over several."""
        before = len(self._pages)
        for share in (*SHRINK, 1.0):
            del self._pages[before:]
            self._form_at(one, one.sheet.points * share)
            if len(self._pages) == before + 1:
                return

    def _form_at(self, one: PrintedForm, points: float) -> None:
        sheet = one.sheet
        font = face(sheet, points)
        high, padding = self._line_high(font), PADDING * self._dots
        side = self._room.width() * SECTION_SHARE
        unit = (self._room.width() - side) / GRID
        self._new_page(sheet)
        for section in one.sections:
            heading, start = self._numbered(section.heading, font, side - padding), self._top
            least = len(heading) * high + 2 * padding
            for place, row in enumerate(section.rows):
                inner = [
                    (
                        self._wrapped(box.label, font, unit * LABEL_SPAN - 2 * padding),
                        self._wrapped(box.text, font, unit * (box.span - LABEL_SPAN) - 2 * padding),
                    )
                    for box in row
                ]
                tall = max(max(len(a), len(b), box.lines) for (a, b), box in zip(inner, row, strict=True))
                wanted = max(tall * high + 2 * padding, least / len(section.rows))
                if self._top + wanted > self._bottom:
                    self._side(sheet, start, side, heading, points)
                    self._new_page(sheet)
                    start = self._top
                left = side
                for (label, text), box in zip(inner, row, strict=True):
                    named = QRectF(left, self._top, unit * LABEL_SPAN, wanted)
                    value = QRectF(named.right(), self._top, unit * (box.span - LABEL_SPAN), wanted)
                    cells = self._pages[-1].cells
                    cells.append(Cell(named, label, points, shaded=True))
                    cells.append(Cell(value, text, points, RIGHT if box.sign else LEFT, low=box.sign))
                    left = value.right()
                self._top += wanted
                if place == len(section.rows) - 1:
                    self._side(sheet, start, side, heading, points)

    def _numbered(self, heading: str, font: QFont, wide: float) -> tuple[str, ...]:
        """A section's heading; one too long for a line stands below its number (一、)."""
        lines = self._wrapped(heading, font, wide)
        number, stroke, words = heading.partition("、")
        if not words or len(lines) == 1:
            return lines
        return (*self._wrapped(number + stroke, font, wide), *self._even(words, font, wide))

    def _side(self, sheet: Sheet, start: float, wide: float, heading: tuple[str, ...], points: float) -> None:
        """The section's heading beside its rows, as much of it as a part broken off at the page's end has room for."""
        if self._top > start:
            box = QRectF(0, start, wide, self._top - start)
            fits = max(1, int(box.height() // self._line_high(face(sheet, points, True))))
            self._pages[-1].cells.append(Cell(box, heading[:fits], points, bold=True, shaded=True))
