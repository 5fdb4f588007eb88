"""A sheet of words on paper: A4, A5 or the roll of a slip printer; the same document on screen, printer and PDF."""

from html import escape
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QMarginsF,
    QRectF,
    QSizeF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QTextDocument,
    QTextFormat,
    QTextTable,
)

from firstask_desktop.domain.papers import Items, Line, Paper, Paragraph, Part, Size
from ui.mark_picture import mark_image
from ui.pdf_file import write_pdf_file
from ui.theme import FAMILIES, font

MARGINS = {Size.A4: 18.0, Size.A5: 12.0, Size.ROLL: 4.0}
"""Millimetres on every side."""
POINTS = {Size.A4: 11.0, Size.A5: 10.0, Size.ROLL: 9.0}
PAGES = {Size.A4: QPageSize.PageSizeId.A4, Size.A5: QPageSize.PageSizeId.A5}
ROLL_WIDE = 80.0
FOOT_POINTS, FOOT_HIGH = 7.5, 8.0
"""The foot's letters, and its height in millimetres: two lines, as the roll needs."""
INCH = 25.4
MARK, MARK_HIGH = "mark", 36
CSS = (
    "body{color:#000} h2{text-align:center;margin:0 0 2px 0} p{margin:5px 0}"
    "p.org{text-align:center;margin:0 0 8px 0} td{padding:3px 5px;vertical-align:top} li{margin:2px 0}"
)


def page_html(paper: Paper, size: Size) -> str:
    """The sheet as a document; every word in it is shown as typed."""
    narrow = size is Size.ROLL
    body = [
        _marked(paper),
        f"<h2>{_typed(paper.title)}</h2>",
        f'<p class="org">{_typed(paper.organisation)}</p>',
        _numbered(paper),
    ]
    rows: list[Part] = []
    for part in (*paper.parts, None):
        if isinstance(part, Line) and not narrow:
            rows.append(part)
            continue
        if rows:
            body.append(_table(rows))
            rows = []
        if part is not None:
            body.append(_part(part))
    if paper.signatures:
        body.append(_boxes(paper, narrow))
    return "".join(body)


def document(paper: Paper, size: Size, device: QPaintDevice | None = None) -> QTextDocument:
    """The sheet as a document measured for `device`, else for the screen."""
    made = QTextDocument()
    if device is not None:
        made.documentLayout().setPaintDevice(device)
    made.setDefaultFont(face(paper, size))
    made.setDefaultStyleSheet(CSS)
    made.setDocumentMargin(0)
    add_mark(made, paper.mark)
    made.setHtml(page_html(paper, size))
    return made


def layout(paper: Paper, size: Size) -> QPageLayout:
    """The page it is printed on; a roll is cut where the words end."""
    page = QPageSize(PAGES[size]) if size in PAGES else _cut(paper)
    turned = paper.landscape and size is paper.size and size in PAGES
    way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    made = QPageLayout(page, way, QMarginsF(), QPageLayout.Unit.Millimeter)
    made.setMode(QPageLayout.Mode.StandardMode)
    made.setMargins(edges(paper, size))
    return made


def edges(paper: Paper, size: Size) -> QMarginsF:
    """The margins in millimetres: the form's own on its own paper, else the usual ones of that paper."""
    if paper.margins is not None and size is paper.size:
        left, right, top, bottom = paper.margins
        return QMarginsF(left, top, right, bottom)
    return QMarginsF(MARGINS[size], MARGINS[size], MARGINS[size], MARGINS[size])


def face(paper: Paper, size: Size) -> QFont:
    """The form's own type on its own paper, else the usual one of that paper."""
    made = font(paper.points if paper.points and size is paper.size else POINTS[size])
    if paper.face:
        made.setFamilies([paper.face, *FAMILIES])
    return made


def paint(device: QPagedPaintDevice, paper: Paper, size: Size) -> int:
    """Put the sheet on the device's pages, wrapped and never clipped; how many pages it took."""
    device.setPageLayout(layout(paper, size))
    painter = QPainter(device)
    pages = paint_document(painter, device, document(paper, size, painter.device()), paper.foot)
    painter.end()
    return pages


def paint_document(painter: QPainter, device: QPagedPaintDevice, made: QTextDocument, foot: str) -> int:
    """A document on as many pages as it takes, `foot` and the page's number under each; how many they were."""
    dots = painter.device().logicalDpiY() / INCH
    room = QSizeF(painter.viewport().width(), painter.viewport().height())
    body = QSizeF(room.width(), room.height() - FOOT_HIGH * dots)
    made.setPageSize(body)
    _keep_whole(made, body.height())
    pages = made.pageCount()
    for page in range(pages):
        if page:
            device.newPage()
        painter.save()
        painter.translate(0, -page * body.height())
        made.drawContents(painter, QRectF(0, page * body.height(), body.width(), body.height()))
        painter.restore()
        _foot(painter, foot, QRectF(0, body.height(), room.width(), FOOT_HIGH * dots), page + 1, pages)
    return pages


def _keep_whole(made: QTextDocument, high: float) -> None:
    """The boxes to sign, the last table of a sheet, go overleaf together rather than be cut by a page's end."""
    tables = [frame for frame in made.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    if not tables:
        return
    box = made.documentLayout().frameBoundingRect(tables[-1])
    if box.height() < high and int(box.top() // high) != int((box.bottom() - 1) // high):
        shape = tables[-1].format()
        shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        tables[-1].setFormat(shape)


def write_pdf(path: Path, paper: Paper, size: Size) -> None:
    """Write the sheet as PDF; the old file stays as it was when the place refuses the new one."""
    write_pdf_file(path, f"{paper.title} {paper.number}", lambda device: paint(device, paper, size))


def _cut(paper: Paper) -> QPageSize:
    """The roll's length: as high as the words are, a little air, and the foot."""
    around = edges(paper, Size.ROLL)
    wide = ROLL_WIDE - around.left() - around.right()
    made = document(paper, Size.ROLL)
    per_mm = QGuiApplication.primaryScreen().logicalDotsPerInch() / INCH
    made.setTextWidth(wide * per_mm)
    high = made.size().height() / per_mm + around.top() + around.bottom() + FOOT_HIGH + 10
    return QPageSize(QSizeF(ROLL_WIDE, high), QPageSize.Unit.Millimeter, "roll", QPageSize.SizeMatchPolicy.ExactMatch)


def _foot(painter: QPainter, foot: str, room: QRectF, page: int, pages: int) -> None:
    painter.save()
    painter.setFont(font(FOOT_POINTS))
    painter.setPen(QColor("#333333"))
    low = Qt.AlignmentFlag.AlignBottom
    said = ""
    if pages > 1:
        said = QCoreApplication.translate("Paper", "第 %1 页 / 共 %2 页")
        said = said.replace("%1", str(page)).replace("%2", str(pages))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | low, said)
    left = room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(f"{said}　") if said else 0, 0)
    painter.drawText(left, Qt.AlignmentFlag.AlignLeft | low | Qt.TextFlag.TextWordWrap, foot)
    painter.restore()


def add_mark(made: QTextDocument, png: bytes) -> None:
    """Let a document show the organisation's mark where its text says so."""
    made.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(MARK), mark_image(png))


def mark_html(png: bytes, high: int) -> str:
    """The mark in a document, `high` points of the screen high; nothing when there is none."""
    image = mark_image(png)
    if image.isNull():
        return ""
    wide = min(round(image.width() * high / image.height()), high * 5)
    return (
        f'<p class="org"><img src="{MARK}" width="{wide}" height="{round(wide * image.height() / image.width())}"></p>'
    )


def _marked(paper: Paper) -> str:
    return mark_html(paper.mark, MARK_HIGH)


def _numbered(paper: Paper) -> str:
    """The form's number and revision, when the company gave it one."""
    if not paper.form_number:
        return ""
    said = QCoreApplication.translate("Paper", "表号：%1　版本：%2")
    return f'<p class="org">{_typed(said.replace("%1", paper.form_number).replace("%2", paper.revision))}</p>'


def _part(part: Part) -> str:
    if isinstance(part, Items):
        lines = "".join(f"<p>{place}. {_typed(line)}</p>" for place, line in enumerate(part.lines, start=1))
        return f"<p><b>{_typed(part.title)}</b></p>{lines}"
    if isinstance(part, Paragraph):
        return f"<p>{_typed(part.words)}</p>"
    return f"<p>{_typed(part.label)}：{_typed(part.words)}</p>"


def _table(rows: list[Part]) -> str:
    cells = "".join(
        f'<tr><td width="22%">{_typed(row.label)}</td><td>{_typed(row.words)}</td></tr>'
        for row in rows
        if isinstance(row, Line)
    )
    return (
        '<table border="1" cellspacing="0" cellpadding="3" width="100%" '
        f'style="border-collapse:collapse;border-style:solid;border-color:#000">{cells}</table>'
    )


def _boxes(paper: Paper, narrow: bool) -> str:
    """Boxes to sign in, side by side, one under the other on the roll."""
    day = QCoreApplication.translate("Paper", "%1年%1月%1日")
    signs = QCoreApplication.translate("Paper", "%1（签字）")
    day = day.replace("%1", "&nbsp;" * 8)
    share = 100 if narrow else 100 // len(paper.signatures)
    boxes = [
        f'<td width="{share}%">{_typed(signs.replace("%1", box.label))} {_typed(box.name)}<br><br><br>{day}</td>'
        for box in paper.signatures
    ]
    rows = [f"<tr>{box}</tr>" for box in boxes] if narrow else [f"<tr>{''.join(boxes)}</tr>"]
    return (
        '<p></p><table border="1" cellspacing="0" cellpadding="5" width="100%" '
        f'style="border-collapse:collapse;border-style:solid;border-color:#000">{"".join(rows)}</table>'
    )


def _typed(words: str) -> str:
    return escape(words).replace("\n", "<br>")
