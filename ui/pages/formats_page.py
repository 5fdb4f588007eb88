"""记录格式: the company makes a form its own — a list's columns, a form's boxes, a slip's lines — and sees it at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.memory import WindowMemory
from ui.pages.format_boxes import BoxPart
from ui.pages.format_columns import ListPart
from ui.pages.format_grid import Draft, EditGrid
from ui.pages.format_lines import LinePart
from ui.pages.intake_fields import Pick
from ui.prompts import Prompts
from ui.tables.register_table import RegisterTable
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.field import Field
from ui.widgets.labels import KeyHints
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

FORM_WIDTH = 320


class FormatsPanel(Panel):
    """`show_form(key)`; Ctrl+S saves the company's copy, 恢复原样 goes back to the shipped form."""

    def __init__(self, desk: Desk, prompts: Prompts, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__("记录格式", " ", parent=parent)
        self._desk, self._prompts, self._memory = desk, prompts, memory
        self._filling = False
        states = desk.forms.states()
        self._draft: Draft = desk.forms.current(states[0].key)
        self.form = Pick(self.tr("表式"), [(each.key, self._word(each.key, each.title)) for each in states])
        self.form.setMinimumWidth(FORM_WIDTH)
        self.heading = LineBox(self.tr("标题"), "", 60)
        self.number = LineBox(self.tr("表号"), "", 40)
        self.revision = LineBox(self.tr("版本"), "", 12)
        self.paper = Pick(self.tr("纸张"), ())
        self.lists, self.boxes, self.lines = ListPart(desk), BoxPart(desk), LinePart(desk)
        self.parts = QStackedWidget()
        self.save = QPushButton(self.tr("保存  Ctrl+S"))
        self.back = QPushButton(self.tr("恢复原样…"))
        self.said, self.broken = Notice(), Notice()
        self._lay_out()
        self._connect()
        self.show_form(states[0].key)
        self.setFocusProxy(self.form)

    def _word(self, key: str, title: str) -> str:
        words = {
            "kf-06-01": self.tr("06-01 台账"),
            "kf-06-01-short": self.tr("06-01 简表"),
            "kf-06-05-list": self.tr("06-05 一览"),
            "kf-06-05": self.tr("06-05 记录表"),
        }
        if key.startswith("slip-"):
            return self.tr("单据 · %1").replace("%1", title)
        return words.get(key, self.tr("登记 · %1").replace("%1", title))

    def _lay_out(self) -> None:
        self.save.setProperty("primary", True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.form)
        top.addStretch(1)
        top.addWidget(self.back)
        top.addWidget(self.save)
        named = QHBoxLayout()
        named.setSpacing(12)
        for words, box, room in (
            (self.tr("标题"), self.heading, 4),
            (self.tr("表号"), self.number, 3),
            (self.tr("版本"), self.revision, 2),
            (self.tr("纸张"), self.paper, 2),
        ):
            named.addWidget(Field(words, box, label_width=44), room)
        keys = KeyHints(
            (
                ("Enter", self.tr("改")),
                ("Alt+↑/↓", self.tr("移动")),
                ("Alt+←/→", self.tr("格在一行里移动，移出去就并行、另起")),
                ("Del", self.tr("去掉")),
                ("Ctrl+S", self.tr("保存")),
            )
        )
        for part in (self.lists, self.boxes, self.lines):
            self.parts.addWidget(part)
        self.body.addLayout(top)
        self.body.addWidget(self.broken)
        self.body.addLayout(named)
        self.body.addWidget(self.parts, 1)
        self.body.addWidget(self.said)
        self.body.addWidget(keys)

    def _connect(self) -> None:
        self.form.edited.connect(self._form_chosen)
        self.paper.edited.connect(self._paper_chosen)
        for box in (self.heading, self.number, self.revision):
            box.editingFinished.connect(self._named)
        for part in (self.lists, self.boxes, self.lines):
            part.changed.connect(self._changed)
            part.refused.connect(self._refuse)
        self.save.clicked.connect(self.keep)
        self.back.clicked.connect(self.ask_back)

    # ------------------------------------------------------------ what is shown

    @property
    def grid(self) -> EditGrid:
        """The grid of the form now shown."""
        return self._part().grid

    @property
    def preview(self) -> RegisterTable | None:
        """The newest rows of a list as they would stand."""
        return self.lists.preview

    @property
    def draft_headings(self) -> list[str]:
        """The headings as they stand in the draft, in order."""
        return [column.heading for column in self._draft.columns]

    def _part(self) -> ListPart | BoxPart | LinePart:
        """The editor that fits the draft."""
        return self.lines if self._draft.parts else self.boxes if self._draft.sections else self.lists

    def _form_chosen(self) -> None:
        self.show_form(self.form.value())

    def show_form(self, key: str) -> None:
        """Edit another form; what was not saved of the former one is dropped."""
        self.form.set_value(key)
        self._draft = self._desk.forms.current(key)
        self.said.say("")
        self._show_part()

    def _show_part(self) -> None:
        part = self._part()
        self.parts.setCurrentWidget(part)
        part.show_draft(self._draft)
        self._show()

    def _show(self) -> None:
        """How the draft stands to what is saved, and its title, number, revision and paper."""
        self._filling = True
        draft = self._draft
        state = next(each for each in self._desk.forms.states() if each.key == draft.key)
        aside = self.tr("本单位的格式") if state.own and not state.complaint else self.tr("随程序的格式")
        unsaved = draft != self._desk.forms.current(draft.key)
        self.set_aside(aside + self.tr("（有改动，未保存）") if unsaved else aside)
        self.broken.say(
            state.complaint, Tone.RED, self.tr("本单位的格式用不了，现在用随程序的") if state.complaint else ""
        )
        self.back.setEnabled(state.own)
        for box, text in (
            (self.heading, draft.title),
            (self.number, draft.form_number),
            (self.revision, draft.revision),
        ):
            box.set_value(text)
        self.paper.set_values(self._desk.forms.papers(draft))
        self.paper.set_value(self._desk.forms.paper(draft))
        self._filling = False

    # ------------------------------------------------------------ changing

    def _changed(self, draft: Draft) -> None:
        self._draft = draft
        self.said.say("")
        self._show()

    def _refuse(self, words: str) -> None:
        self.said.say(words, Tone.RED)

    def _named(self) -> None:
        if self._filling:
            return
        try:
            texts = self.heading.value(), self.number.value(), self.revision.value()
            draft = self._desk.forms.titled(self._draft, *texts)
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        if draft != self._draft or self.said.text.text():
            self._changed(draft)
            self._part().show_draft(draft)

    def _paper_chosen(self) -> None:
        if not self._filling:
            self._changed(self._desk.forms.on_paper(self._draft, self.paper.value()))
            self._part().show_draft(self._draft)

    # ------------------------------------------------------------ keeping

    def keep(self) -> None:
        """Write the company's copy."""
        self._named()
        if self.said.text.text():
            return
        try:
            path = self._desk.forms.save(self._draft)
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        self._show()
        self.said.say(self.tr("已保存，从现在起照这个格式：%1").replace("%1", str(path)), Tone.GREEN)

    def ask_back(self) -> None:
        """Ask, then use the shipped form again."""
        question = self.tr("恢复随程序的《%1》？本单位的格式另存为 .old，不再使用。").replace("%1", self._draft.title)
        self._prompts.ask(self, question, self.tr("恢复原样"), self.tr("不恢复"), self._go_back, careful=True)

    def _go_back(self, yes: bool) -> None:
        if not yes:
            return
        try:
            self._desk.forms.go_back(self._draft.key)
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        self.show_form(self._draft.key)
        self.said.say(self.tr("已恢复随程序的格式"), Tone.GREEN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves."""
        if event.key() == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep()
        else:
            super().keyPressEvent(event)
