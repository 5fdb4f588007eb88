"""老客户: who is calling, by phone or room, and whether this is a matter somebody already works on ([12] [18] [80])."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.views import CaseRow, HistoryLine, RequesterCard
from firstask_desktop.errors import Refused
from ui.pages.intake_form import IntakeForm
from ui.pages.intake_read import registration
from ui.pages.intake_similar import SimilarMatters
from ui.theme import Tone
from ui.widgets.notice import Notice, NoticeAction

SHORT = 9
LINES = 3
PAUSE = 180
"""Milliseconds after the last key press before earlier cases are looked up."""
JOIN, AGAIN, NEW, ALL = "join", "again", "new", "all"


def _earlier(line: HistoryLine) -> str:
    """One earlier contact: when and how it came, about what, and who answered it how ([32])."""
    matter = line.matter if len(line.matter) <= SHORT else f"{line.matter[:SHORT]}…"
    return f"{line.at} {line.channel} {matter} · {line.state if line.open else line.answered.partition('：')[0]}"


class RequesterNotice(QWidget):
    """Looks up phone, room and matter while they are typed; `acted(what, case_id)`: join, again or new.

    `searched(words)` asks for all earlier cases of whoever is known.
    """

    acted = Signal(str, str)
    searched = Signal(str)

    def __init__(self, desk: Desk, form: IntakeForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self._asked = ("", "", "", "")
        self._case_id = ""
        self.card: RequesterCard | None = None
        self.similar = SimilarMatters(desk, form, self.likely_id)
        self.known = Notice()
        self.likely = Notice()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.addWidget(self.known)
        rows.addWidget(self.likely)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        self.known.acted.connect(self._act)
        self.likely.acted.connect(self._act)
        for name in ("phone", "room", "organisation", "name", "matter", "words", "kind"):
            form.fields[name].edited.connect(self._pause.start)
        self.hide()

    def likely_id(self) -> str:
        """The case that may be the same matter; empty when there is none."""
        return self._case_id

    def clear(self) -> None:
        """Nobody known yet."""
        self._pause.stop()
        self._asked, self._case_id, self.card = ("", "", "", ""), "", None
        self.known.say("")
        self.likely.say("")
        self.similar.clear()
        self.hide()

    def look(self) -> None:
        """Fill in who is known by phone or room, then say what they asked before."""
        self._pause.stop()
        form = self._form
        asked = (form.phone.value(), form.room.value(), form.organisation.value(), form.name.value())
        if asked != self._asked:
            self._asked = asked
            self.card = self._known(*asked)
            self._fill(self.card)
            self._show_card(self.card)
        self._show_likely(self._doubles() if any(asked) else [])
        self.similar.look()
        self.setVisible(self.card is not None or bool(self._case_id))

    def _known(self, phone: str, room: str, unit: str, name: str) -> RequesterCard | None:
        digits = sum(char.isdigit() for char in phone)
        if digits < 4 and max(len(room), len(unit), len(name)) < 2:
            return None
        try:
            card = self._desk.cases.card(phone=phone, room=room, organisation=unit)
            return card or self._desk.cases.card(name=name)
        except Refused:  # a number not typed to its end is nobody's yet
            return None

    def _fill(self, card: RequesterCard | None) -> None:
        """Fill what is still empty; what a person typed is never replaced."""
        if card is None or card.only:
            return
        form = self._form
        if not form.name.value() and not form.name.reason() and card.name:
            form.name.set_value(card.name)
        known = ((form.room, card.room), (form.phone, card.phone), (form.organisation, card.organisation))
        for box, value in known:
            if not box.value() and value and not (box is form.phone and form.phone.reason()):
                box.set_value(value)
        if not form.identity.value() and card.identity:
            form.identity.set_value(card.identity)
        self._asked = (form.phone.value(), form.room.value(), form.organisation.value(), form.name.value())
        form.arrange()

    def _show_card(self, card: RequesterCard | None) -> None:
        if card is None or not card.history:
            self.known.say("")
            return
        recent = self.tr("老客户 · 30 天 %1 件").replace("%1", str(card.count))
        title = recent if card.count else self.tr("老客户 · 以前来过")
        if card.only:
            title = self.tr("同房号") if card.only == "room" else self.tr("同名")
            title = self.tr("%1的客户（请核对是否同一人）").replace("%1", title)
        more = [NoticeAction(ALL, self.tr("全部 %1 件").replace("%1", str(card.total)), "Alt+5")]
        lines = "\n".join(_earlier(line) for line in card.history[:LINES])
        self.known.say(lines, Tone.ACCENT, title, more if card.total > LINES else [])

    def _doubles(self) -> list[CaseRow]:
        try:
            return self._desk.cases.duplicates(registration(self._form))
        except Refused:  # half-typed fields are looked up again when they are whole
            return []

    def show_likely(self) -> None:
        """Look for likely doubles now: the desk refused to make a second one."""
        self._show_likely(self._doubles())
        self.show()

    def _show_likely(self, rows: list[CaseRow]) -> None:
        if not rows:
            self._case_id = ""
            self.likely.say("")
            return
        row = rows[0]
        self._case_id = row.id
        actions = [
            NoticeAction(AGAIN, self.tr("再次来访"), "Alt+2"),
            NoticeAction(NEW, self.tr("仍新建"), "Alt+3"),
        ]
        if row.case.open:
            actions.insert(0, NoticeAction(JOIN, self.tr("并入"), "Alt+1"))
        title = self.tr("同一件事？ %1 %2").replace("%1", row.number).replace("%2", row.state)
        matter = row.matter if len(row.matter) <= SHORT else f"{row.matter[:SHORT]}…"
        self.likely.say(f"{row.contact} {matter} · {row.handler}", Tone.AMBER, title, actions)

    def settle(self) -> None:
        """The person decided that it is a new matter."""
        self._case_id = ""
        self.likely.say("")

    def _act(self, what: str) -> None:
        if what == ALL:
            self.searched.emit(next(filter(None, self._asked), ""))
        else:
            self.acted.emit(what, self._case_id)
