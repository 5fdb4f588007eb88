"""The chain of hands a case went through: who gave it to whom, when, and where the chain is broken."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from firstask_desktop.domain.values import dataclass
from ui.theme import SMALL_POINTS, Tone, colours, font

BOX = QSize(112, 52)
LINK = 98
ROW = 84
EDGE = 4


@dataclass(frozen=True, slots=True)
class Hand:
    """A person of the chain: name, office and, above the box, what they are to the case ("首问责任人")."""

    who: str
    office: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """How the case went to the next hand: words over and under the arrow ("交出 09:50", "签收 10:02").

    `tone` GREEN or PLAIN draws a whole arrow; AMBER (not yet signed) and RED (returned, overdue) draw a broken one
    with `word` ("未签收 25 分") at the break.
    """

    given: str
    signed: str = ""
    tone: Tone = Tone.PLAIN
    word: str = ""


class ChainView(QWidget):
    """`ChainView(name)`, `set_chain(first, [(link, hand), …])`; wraps into rows when it is long."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._first: Hand | None = None
        self._steps: tuple[tuple[Link, Hand], ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)

    def set_chain(self, first: Hand, steps: Sequence[tuple[Link, Hand]]) -> None:
        """Show the chain that begins with `first`."""
        self._first, self._steps = first, tuple(steps)
        told = [f"{first.part} {first.who}"]
        told += [f"{link.given} {link.word or link.signed} {hand.who}" for link, hand in steps]
        self.setAccessibleName(f"{self.name}：{' → '.join(told)}")
        self.updateGeometry()
        self.update()

    def _per_row(self, width: int) -> int:
        """All hands when they fit; else as many as leave room for the link that goes on in the next row."""
        room, step = width - 2 * EDGE, BOX.width() + LINK
        whole = len(self._steps) + 1
        return whole if whole * step - LINK <= room else max(1, room // step)

    def _spot(self, place: int) -> QRect:
        per_row = self._per_row(self.width())
        left = EDGE + (place % per_row) * (BOX.width() + LINK)
        return QRect(left, EDGE + 20 + (place // per_row) * ROW, BOX.width(), BOX.height())

    def heightForWidth(self, width: int) -> int:
        """Rows needed at this width."""
        rows = (len(self._steps) + self._per_row(width)) // self._per_row(width)
        return rows * ROW + EDGE

    def sizeHint(self) -> QSize:
        """Up to four hands in a row."""
        width = BOX.width() + min(len(self._steps), 3) * (BOX.width() + LINK) + 2 * EDGE
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        """One hand."""
        return QSize(BOX.width() + 2 * EDGE, ROW + EDGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Boxes, then the links between them."""
        if self._first is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._box(painter, self._spot(0), self._first, True)
        for place, (link, hand) in enumerate(self._steps, start=1):
            spot, before = self._spot(place), self._spot(place - 1)
            self._box(painter, spot, hand, False)
            self._link(painter, before, spot, link)

    def _box(self, painter: QPainter, spot: QRect, hand: Hand, first: bool) -> None:
        look = colours()
        painter.setPen(QPen(QColor(look.accent if first else look.edge), 1.4))
        painter.setBrush(QColor(look.accent_quiet if first else look.panel))
        painter.drawRoundedRect(spot, 7, 7)
        inner = spot.adjusted(8, 4, -8, -4)
        for text, made, colour, side in (
            (hand.who, font(bold=True), look.text, Qt.AlignmentFlag.AlignTop),
            (hand.office, font(SMALL_POINTS), look.muted, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(made)
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignHCenter | side, shown)
        painter.setFont(font(SMALL_POINTS))
        painter.setPen(QColor(look.accent if first else look.muted))
        above = QRect(spot.left() - 4, spot.top() - 19, spot.width() + 8, 18)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, hand.part)

    def _link(self, painter: QPainter, before: QRect, spot: QRect, link: Link) -> None:
        """The arrow; in a new row it begins at the row's left, under the words of the hand before."""
        broken = link.tone in (Tone.AMBER, Tone.RED)
        ink = colours().ink(link.tone if broken or link.tone is Tone.GREEN else Tone.QUIET)
        same_row = before.top() == spot.top()
        start = before.right() + 6
        end = spot.left() - 6 if same_row else before.right() + LINK - 12
        middle = spot.center().y() if same_row else before.center().y()
        style = Qt.PenStyle.DashLine if broken else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, 1.8, style))
        painter.drawLine(start, middle, end - 6, middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        tip = QPointF(end, middle)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-8, -4.5), tip + QPointF(-8, 4.5)]))
        room = QRect(start, middle - 22, end - start, 18)
        painter.setFont(font(SMALL_POINTS))
        painter.setPen(QColor(colours().muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, link.given)
        painter.setPen(ink if broken else QColor(colours().muted))
        painter.setFont(font(SMALL_POINTS, bold=broken))
        painter.drawText(room.translated(0, 25), Qt.AlignmentFlag.AlignCenter, link.word or link.signed)
        if broken:
            self._break(painter, (start + end) / 2, middle, ink)

    def _break(self, painter: QPainter, across: float, middle: float, ink: QColor) -> None:
        """A cut through the arrow."""
        painter.fillRect(QRect(int(across) - 5, int(middle) - 3, 10, 7), QColor(colours().panel))
        painter.setPen(QPen(ink, 2))
        for shift in (-4, 3):
            painter.drawLine(QPointF(across + shift - 2, middle + 4), QPointF(across + shift + 2, middle - 4))
