"""记录格式: the company makes a form its own — columns, boxes, lines and the page they stand on — and sees it at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui.memory import WindowMemory
from ui.pages.format_boxes import BoxPart
from ui.pages.format_columns import ListPart
from ui.pages.format_grid import Draft, EditGrid
from ui.pages.format_history import History
from ui.pages.format_lines import LinePart
from ui.pages.format_names import FormatNames
from ui.pages.format_sheet import SheetPart
from ui.pages.intake_fields import Pick
from ui.prompts import Prompts
from ui.tables.register_table import RegisterTable
from ui.theme import Tone
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.labels import KeyHints
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

FORM_WIDTH, SIDE_WIDTH = 300, 190
PARTS, PAGE = "parts", "page"


class FormatsPanel(Panel):
    """`show_form(key)`; Ctrl+S saves the company's copy, Ctrl+Z takes a step back, 恢复原样 goes back to the shipped form.

    What was changed of one form and not saved stays while another is looked at.
    """

    def __init__(self, desk: Desk, prompts: Prompts, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__("记录格式", " ", parent=parent)
        self._desk, self._prompts, self._memory = desk, prompts, memory
        states = desk.forms.states()
        self._titles = {each.key: self._word(each.key, each.title) for each in states}
        self._key = states[0].key
        self._histories: dict[str, History] = {}
        self.form = Pick(self.tr("表式"), list(self._titles.items()))
        self.form.setMinimumWidth(FORM_WIDTH)
        self.side = ChoiceRow(self.tr("改什么"), [Choice(PARTS, self.tr("内容")), Choice(PAGE, self.tr("页面"))])
        self.names = FormatNames(desk)
        self.lists, self.boxes, self.lines, self.page = ListPart(desk), BoxPart(desk), LinePart(desk), SheetPart(desk)
        self.parts = QStackedWidget()
        self.undoing, self.redoing = QPushButton(self.tr("撤销  Ctrl+Z")), QPushButton(self.tr("重做  Ctrl+Y"))
        self.save = QPushButton(self.tr("保存  Ctrl+S"))
        self.back = QPushButton(self.tr("恢复原样…"))
        self.said, self.broken = Notice(), Notice()
        self._lay_out()
        self._connect()
        self.side.set_value(PARTS)
        self.show_form(self._key)
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
        self.side.setMaximumWidth(SIDE_WIDTH)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.form)
        top.addWidget(self.side)
        top.addStretch(1)
        for button in (self.undoing, self.redoing, self.back, self.save):
            top.addWidget(button)
        keys = KeyHints(
            (
                ("Enter", self.tr("改")),
                ("Alt+↑/↓", self.tr("移动")),
                ("Alt+←/→", self.tr("格在一行里移动，移出去就并行、另起")),
                ("Del", self.tr("去掉")),
                ("Alt+1/2", self.tr("内容、页面")),
                ("Ctrl+Z", self.tr("撤销")),
                ("Ctrl+S", self.tr("保存")),
            )
        )
        for part in (self.lists, self.boxes, self.lines, self.page):
            self.parts.addWidget(part)
        self.body.addLayout(top)
        self.body.addWidget(self.broken)
        self.body.addWidget(self.names)
        self.body.addWidget(self.parts, 1)
        self.body.addWidget(self.said)
        self.body.addWidget(keys)

    def _connect(self) -> None:
        self.form.edited.connect(self._form_chosen)
        self.side.chosen.connect(self._side_chosen)
        self.names.changed.connect(self._take)
        self.names.refused.connect(self._refuse)
        for part in (self.lists, self.boxes, self.lines, self.page):
            part.changed.connect(self._changed)
            part.refused.connect(self._refuse)
        self.undoing.clicked.connect(self.undo)
        self.redoing.clicked.connect(self.redo)
        self.save.clicked.connect(self.keep)
        self.back.clicked.connect(self.ask_back)
        for keys, slot in (("Alt+1", self._to_content), ("Alt+2", self._to_page)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ------------------------------------------------------------ what is shown

    @property
    def _history(self) -> History:
        return self._histories[self._key]

    @property
    def _draft(self) -> Draft:
        return self._history.now

    @property
    def grid(self) -> EditGrid:
        """The grid of the form now shown."""
        return self._content().grid

    @property
    def preview(self) -> RegisterTable | None:
        """The newest rows of a list as they would stand."""
        return self.lists.preview

    @property
    def draft_headings(self) -> list[str]:
        """The headings as they stand in the draft, in order."""
        return [column.heading for column in self._draft.columns]

    def _content(self) -> ListPart | BoxPart | LinePart:
        """The editor that fits the draft's content."""
        return self.lines if self._draft.parts else self.boxes if self._draft.sections else self.lists

    def _part(self) -> ListPart | BoxPart | LinePart | SheetPart:
        return self.page if self.side.value() == PAGE else self._content()

    def _form_chosen(self) -> None:
        self.show_form(self.form.value())

    def show_form(self, key: str) -> None:
        """Edit another form; what was changed of it and not saved stands as it was left."""
        self.form.set_value(key)
        self._key = key
        if not self._unsaved(key):
            self._histories[key] = History(self._desk.forms.current(key))
        self.said.say("")
        self._show_part()

    def _unsaved(self, key: str) -> bool:
        known = self._histories.get(key)
        return known is not None and known.undoes and known.now != self._desk.forms.current(key)

    def show_side(self, side: str) -> None:
        """The content of the form, or its page."""
        self.side.set_value(side)
        self._show_part()
        self._part().setFocus()

    def _to_content(self) -> None:
        self.show_side(PARTS)

    def _to_page(self) -> None:
        self.show_side(PAGE)

    def _side_chosen(self, _side: str) -> None:
        self._show_part()

    def _show_part(self) -> None:
        part = self._part()
        self.parts.setCurrentWidget(part)
        part.show_draft(self._draft)
        self._show()

    def _show(self) -> None:
        """How the draft stands to what is saved, and its title, number, revision and paper."""
        draft = self._draft
        state = self._desk.forms.state(draft.key)
        aside = self.tr("本单位的格式") if state.own and not state.complaint else self.tr("随程序的格式")
        unsaved = self._unsaved(draft.key)
        self.set_aside(aside + self.tr("（有改动，未保存）") if unsaved else aside)
        self.form.setItemText(
            self.form.currentIndex(), self._titles[draft.key] + (self.tr("（未保存）") if unsaved else "")
        )
        self.broken.say(
            state.complaint, Tone.RED, self.tr("本单位的格式用不了，现在用随程序的") if state.complaint else ""
        )
        self.back.setEnabled(state.own)
        self.undoing.setEnabled(self._history.undoes)
        self.redoing.setEnabled(self._history.redoes)
        self.names.show_draft(draft)

    # ------------------------------------------------------------ changing

    def _changed(self, draft: Draft) -> None:
        self._history.change(draft, self._part().step)
        self.said.say("")
        self._show()

    def _refuse(self, words: str) -> None:
        self.said.say(words, Tone.RED)

    def _take(self, draft: Draft) -> None:
        """A change from beside the parts: the part that is looked at shows it too."""
        self._history.change(draft)
        self.said.say("")
        self._show()
        self._part().show_draft(draft)

    def undo(self) -> None:
        """One step back."""
        self._history.undo()
        self.said.say("")
        self._show_part()

    def redo(self) -> None:
        """The step that was taken back, again."""
        self._history.redo()
        self.said.say("")
        self._show_part()

    # ------------------------------------------------------------ keeping

    def unsaved(self) -> tuple[Draft, ...] | None:
        """The drafts that differ from what is saved, the one looked at first: kept while the desk is locked."""
        self.names.read()
        keys = [self._key, *(key for key in self._histories if key != self._key)]
        return tuple(self._histories[key].now for key in keys if self._unsaved(key)) or None

    def take_up(self, drafts: tuple[Draft, ...]) -> None:
        """Go on with drafts that were not saved, with the first in sight."""
        for draft in reversed(drafts):
            self.show_form(draft.key)
            self._take(draft)

    def keep(self) -> None:
        """Write the company's copy."""
        self.names.read()
        if self.said.text.text() or (self._part() is self.page and self.page.wrong):
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
            self._desk.forms.go_back(self._key)
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        self._take(self._desk.forms.current(self._key))
        self.said.say(self.tr("已恢复随程序的格式；Ctrl+Z 可以找回刚才的改动"), Tone.GREEN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves, Ctrl+Z and Ctrl+Y go back and forth."""
        key, held = Qt.Key(event.key()), event.modifiers()
        moves = {Qt.Key.Key_S: self.keep, Qt.Key.Key_Z: self.undo, Qt.Key.Key_Y: self.redo}
        if held & Qt.KeyboardModifier.ControlModifier and key in moves:
            moves[key]()
        else:
            super().keyPressEvent(event)
