"""The moves a person can make with a case now, as buttons that name their keys."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from firstask_desktop.domain.flow import Action, Move
from ui.theme import SMALL_POINTS, colours, font
from ui.widgets.labels import plain
from ui.widgets.panel import Panel

MARGIN = 9
HEIGHT = 32
COLUMNS = 2
MORE_KEY = "."
RARE = frozenset(
    {
        Action.HELPER, Action.DISPUTE, Action.TRANSFER, Action.MERGE, Action.UNMERGE, Action.VOID, Action.CORRECT,
        Action.FORM, Action.MATERIALS, Action.DECLINE,
    }
)  # fmt: skip
FIRST = (
    Action.ACCEPT, Action.RULE, Action.CALLBACK, Action.RESUME, Action.FOUND_OUT, Action.CONSULTED, Action.SETTLE,
    Action.START, Action.ON_SPOT, Action.HAND_OFF, Action.ANSWER,
)  # fmt: skip
"""The steps that move a case on, the most urgent first; the first that is open is the primary button."""


class MoveButton(QPushButton):
    """A move's word with its key at the right; `action` says which."""

    def __init__(self, move: Move, *, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action, self.word, self.key = move.action, move.word, move.key
        self.setAccessibleName(f"{move.word} {move.key}".strip())
        self.setToolTip(move.clause)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        if primary:
            self.setProperty("primary", True)

    def sizeHint(self) -> QSize:
        """Word, gap and key."""
        return QSize(QFontMetrics(font(bold=True)).horizontalAdvance(self.word) + 36, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """May be as narrow as word and key."""
        return QSize(QFontMetrics(font()).horizontalAdvance(self.word) + 2 * MARGIN + 10, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button's surface, then word and key."""
        super().paintEvent(event)
        look = colours()
        primary = bool(self.property("primary"))
        painter = QPainter(self)
        box: QRect = self.rect().adjusted(MARGIN, 0, -MARGIN, 0)
        painter.setFont(font(bold=primary))
        painter.setPen(QColor(look.accent_text if primary else look.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.word)
        painter.setFont(font(SMALL_POINTS))
        painter.setPen(QColor(look.accent_text if primary else look.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.key)


class MovesPanel(Panel):
    """`chosen(Action)` when a person takes a step. 下一步 moves the case on, 记一笔 leaves it where it is, 更多 is rare."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("可以做的"))
        self.moves: tuple[Move, ...] = ()
        self._made: list[QWidget] = []
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._from_menu)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_moves(self, moves: Iterable[Move], ways: Sequence[Action] = ()) -> None:
        """Offer these; `ways` are what the verdict asks for now, before everything else ([27] [54] [55] [78])."""
        self.moves = tuple(moves)
        for widget in self._made:
            widget.hide()
            widget.deleteLater()
        self._made = []
        often = [move for move in self.moves if move.action not in RARE and move.key]
        rare = [move for move in self.moves if move not in often]
        forward = [move for way in ways for move in often if move.action is way]
        ahead = forward + sorted((move for move in often if not move.stays and move not in forward), key=_rank)
        self._group(self.tr("下一步"), ahead, primary=True)
        self._group(self.tr("记一笔"), [move for move in often if move not in ahead])
        if rare:
            self._offer_rare(rare)
        if not self.moves:
            self._put(plain(self.tr("这件事项您现在没有要做的。"), "muted", wrap=True))

    def by_key(self, text: str) -> Action | None:
        """The move a letter starts."""
        return next((move.action for move in self.moves if move.key and move.key == text.upper()), None)

    def open_more(self) -> None:
        """Show the rare moves."""
        if not self._menu.isEmpty() and self._made:
            button = self._made[-1]
            above = QPoint(0, self._menu.sizeHint().height())
            self._menu.popup(button.mapToGlobal(button.rect().topLeft()) - above)

    def _group(self, title: str, moves: list[Move], *, primary: bool = False) -> None:
        """A heading and its buttons in two columns; a primary one has the whole width to itself."""
        if not moves:
            return
        self._put(plain(title, "muted"))
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setSpacing(5)
        for place, move in enumerate(moves):
            button = MoveButton(move, primary=primary and place == 0)
            button.clicked.connect(self._clicked)
            if primary and place == 0:
                grid.addWidget(button, 0, 0, 1, COLUMNS)
            else:
                row, column = divmod(place + (COLUMNS - 1 if primary else 0), COLUMNS)
                grid.addWidget(button, row, column)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self._put(box)

    def _offer_rare(self, moves: list[Move]) -> None:
        self._menu.clear()
        for move in moves:
            entry = QAction(f"{move.word}\t{move.key}" if move.key else move.word, self._menu)
            entry.setData(move.action)
            self._menu.addAction(entry)
        more = QPushButton(self.tr("更多…  %1").replace("%1", MORE_KEY))
        more.setAccessibleName(self.tr("更多"))
        more.clicked.connect(self.open_more)
        self._put(more)

    def _put(self, widget: QWidget) -> None:
        self._made.append(widget)
        self._rows.addWidget(widget)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, MoveButton):
            self.chosen.emit(button.action)

    def _from_menu(self, entry: QAction) -> None:
        self.chosen.emit(Action(entry.data()))


def _rank(move: Move) -> int:
    return FIRST.index(move.action) if move.action in FIRST else len(FIRST)
