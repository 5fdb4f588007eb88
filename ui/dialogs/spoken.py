"""服务忌语记录: what was heard in person and what passed as a quotation; who checks writes down what was heard ([81])."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_life import SpokenPhrase
from firstask_desktop.domain.desk_views import PhraseUse
from firstask_desktop.domain.people import Phrase
from ui.dialogs.case_dialog import moment
from ui.dialogs.editors import NOW
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.people_box import CaseBox, WhomBox, everybody
from ui.dialogs.promise_box import WallClock
from ui.prompts import Prompts
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.boxes import TextBox
from ui.widgets.field import Field
from ui.widgets.labels import plain
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.notice import Notice
from ui.widgets.suggest import Suggestion

Done = Callable[[], None]
SPOKEN = "口头"


class SpokenDialog(FormDialog):
    """`SpokenDialog(desk, prompts, done, case_id="", parent=None)`: who said which phrase, when, about which case."""

    def __init__(
        self, desk: Desk, prompts: Prompts, done: Done, case_id: str = "", parent: QWidget | None = None
    ) -> None:
        self._desk, self._wall, self._about = desk, WallClock(desk), case_id
        about = "听到的记下来，只针对说的人；客户自己说的话不算。"
        super().__init__("记口头忌语", prompts, self._log, ok="记下", about=about, width=640, parent=parent)
        self.person = WhomBox(self.tr("谁说的"), everybody(desk), self.tr("姓名、拼音首字母或部门"))
        rows = [row for row in desk.house.all(Phrase) if row.active and not row.innocent]
        phrases = [Suggestion(row.phrase, row.phrase, row.replacement) for row in rows]
        self.phrase = WhomBox(self.tr("说了哪句"), phrases, self.tr("从忌语表选，表上没有的直接写"))
        self.instead = Notice()
        self.heard = MomentEdit(self.tr("何时听到"), self._wall.now, self._wall.just_now())
        self.heard.set_value(self._wall.just_now()[0].moment)
        self.case = CaseBox(self.tr("哪件事项"), desk, "")
        self.case.set_value(case_id)
        self.note = TextBox(self.tr("当时情形"), self.tr("在哪里、对谁说的、怎样处理"), 2)
        self._replacements = {row.phrase: row.replacement for row in rows}
        self.add(Field(self.tr("谁说的"), self.person, name="person", required=True))
        self.add(Field(self.tr("说了哪句"), self.phrase, name="phrase", required=True))
        self.add_widget(self.instead)
        self.add(Field(self.tr("何时听到"), self.heard, name="heard_at"))
        self.add(Field(self.tr("哪件事项"), self.case, name="case_id", hint=self.tr("与某件事项无关的不填")))
        self.add(Field(self.tr("当时情形"), self.note, name="note"))
        self.phrase.edited.connect(self._say_instead)
        self.phrase.picked.connect(self._say_instead)
        self.accepted.connect(done)

    def _say_instead(self, *_what: object) -> None:
        """What should have been said, for telling the person."""
        said = self._replacements.get(self.phrase.text().strip(), "")
        self.instead.say(self.tr("应当这样说：%1").replace("%1", said) if said else "", Tone.ACCENT)
        if self.isVisible():
            self._fit()

    def ids(self) -> tuple[str, ...]:
        """The case it was about when it was opened."""
        return (self._about,)

    def value(self) -> SpokenPhrase:
        """What is written down."""
        at = self._wall.now() if self.heard.row.value() == NOW else moment(self.heard, "heard_at")
        return SpokenPhrase(
            person=self.person.value(), phrase=self.phrase.text().strip(), heard_at=at, case_id=self.case.value(),
            note=self.note.value(),
        )  # fmt: skip

    def _log(self, heard: object) -> None:
        assert isinstance(heard, SpokenPhrase)
        self._desk.spoken.log(heard)


class PhraseUsesDialog(QDialog):
    """`PhraseUsesDialog(desk, prompts, days, case_id="", parent=None)`: N writes one down, Enter opens the case.

    `opened(case_id)`; `days` are first and last day, `case_id` is what a new line is about unless chosen otherwise.
    """

    opened = Signal(str)

    def __init__(
        self,
        desk: Desk,
        prompts: Prompts,
        days: tuple[date, date],
        case_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._prompts, self._days, self._case_id = desk, prompts, days, case_id
        title = self.tr("服务忌语记录")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        columns = [
            Column[PhraseUse]("when", self.tr("时间"), 130, _when),
            Column[PhraseUse]("person", self.tr("谁"), 90, _person),
            Column[PhraseUse]("how", self.tr("怎样"), 128, _how, tone=_tone),
            Column[PhraseUse]("text", self.tr("哪一句"), 300, _text, stretch=True, tip=_text),
            Column[PhraseUse]("number", self.tr("事项"), 116, _number),
        ]
        self.model: PagedTableModel[PhraseUse] = PagedTableModel(columns, self._fetch, parent=self)
        empty = self.tr("这段时间没有记录。听到口头说的按 N 记下。")
        self.table = RegisterTable(title, self.model, two_lines=False, empty=empty)
        self.count = plain("", "muted")
        self.add = QPushButton(self.tr("记口头忌语  N"))
        self._lay_out(title)
        self.add.clicked.connect(self.add_new)
        self.table.opened.connect(self._opened)
        self.table.keyed.connect(self._keyed)
        QShortcut(QKeySequence("N"), self).activated.connect(self.add_new)
        self.finished.connect(self.deleteLater)
        self.resize(900, 480)
        self.reload()
        self.table.setFocus()

    def _lay_out(self, title: str) -> None:
        self.add.setProperty("primary", True)
        self.add.setAutoDefault(False)
        self.add.setMinimumHeight(34)
        self.add.setAccessibleName(self.tr("记口头忌语"))
        first, last = self._days
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(plain(title, "title"))
        top.addWidget(plain(f"{first:%Y-%m-%d} — {last:%Y-%m-%d}", "muted"))
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.add)
        keys = (("N", self.tr("记一条")), ("Enter", self.tr("打开事项")), ("Esc", self.tr("关闭")))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addWidget(self.table, 1)
        rows.addWidget(TableFooter(self.table, keys))

    def _fetch(self, _after: object | None) -> Page[PhraseUse]:
        rows = self._desk.spoken.uses(*self._days)
        return Page(rows, None, len(rows))

    def reload(self) -> None:
        """Read the lines anew and say how many of each there are."""
        self.table.reload()
        rows = [row for row in (self.model.row(at) for at in range(self.model.rowCount())) if row is not None]
        spoken = sum(row.how == SPOKEN for row in rows)
        quoted = sum(row.times for row in rows if row.how != SPOKEN)
        said = self.tr("口头 %1 次，引用客户原话 %2 处").replace("%1", str(spoken)).replace("%2", str(quoted))
        self.count.setText(said)

    def add_new(self) -> None:
        """记口头忌语."""
        SpokenDialog(self._desk, self._prompts, self.reload, self._case_id, self).open()

    def _keyed(self, letter: str, _row: str) -> None:
        if letter == "n":
            self.add_new()

    def _opened(self, row_id: str) -> None:
        row = self.model.row(self.model.place(row_id))
        if row is not None and row.case_id:
            self.accept()
            self.opened.emit(row.case_id)


def _when(row: PhraseUse) -> str:
    return row.when


def _person(row: PhraseUse) -> str:
    return row.person


def _how(row: PhraseUse) -> str:
    return row.how if row.times < 2 else f"{row.how} {row.times} 处"


def _text(row: PhraseUse) -> str:
    return row.text.replace("\n", " ")


def _number(row: PhraseUse) -> str:
    return row.number


def _tone(row: PhraseUse) -> Tone:
    return Tone.RED if row.how == SPOKEN else Tone.AMBER
