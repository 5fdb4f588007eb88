"""快速登记: room, what and phone — for a guard or cleaner who was asked in passing ([64])."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Registration
from firstask_desktop.domain.states import Verdict
from firstask_desktop.errors import Refused
from ui.dialogs.case_dialog import moment
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.promise_box import PromiseBox, WallClock
from ui.pages.intake_fields import Tick
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.notice import Notice

CHANNEL, USUAL_KIND = "来访", "求助"
Registered = Callable[[Case], None]


class QuickCard(FormDialog):
    """`QuickCard(desk, prompts, done, parent=None)`: `done(case)` after it was saved.

    The person at the keyboard is first-asked. Whose duty it is stays 不明: they ask or hand it on, it never gets lost.
    """

    def __init__(self, desk: Desk, prompts: Prompts, done: Registered, parent: QWidget | None = None) -> None:
        self._desk, self._done = desk, done
        self._after: Case | None = None
        super().__init__(
            self.tr("快速登记"), prompts, self._register, ok=self.tr("登记"),
            about=self.tr("被问到就登记：房号、什么事、电话。您就是首问责任人，登记后可转办到人。"), width=560, parent=parent,
        )  # fmt: skip
        room = desk.house.scene.room_word
        self.room = LineBox(room, self.tr("在哪里的事"), 40)
        self.words = TextBox(self.tr("什么事"), self.tr("照客户说的记"), 2)
        self.phone = LineBox(self.tr("电话"), self.tr("没有留就空着，须有房号"), 40)
        kinds = [one for one in desk.house.kinds() if not one.complaint]
        self.kind = ChoiceRow(self.tr("类别"), [Choice(one.text, one.text, one.letter, one.letter) for one in kinds])
        self.kind.set_value(next((one.text for one in kinds if one.text == USUAL_KIND), kinds[0].text if kinds else ""))
        self.urgent = Tick(self.tr("紧急 Alt+U：先登记，其余后补"))
        self.urgent.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QShortcut(QKeySequence("Alt+U"), self).activated.connect(self.urgent.click)
        self.ring = Notice()
        self.promise = PromiseBox(self.tr("答应何时回话"), desk)
        quick = WallClock(desk).quick_promises()
        if quick:
            self.promise.set_value(quick[0].moment)
        for field in (
            Field(room, self.room, name="room"),
            Field(self.tr("什么事"), self.words, name="words", required=True),
            Field(self.tr("电话"), self.phone, name="phone"),
            Field(self.tr("类别"), self.kind, name="kind"),
            Field(self.tr("答应回话"), self.promise, name="promise_at", required=True),
        ):
            self.add(field)
            if field.editor is self.words:
                self.add(Field("", self.urgent, name="urgent"))
                self.add_widget(self.ring)
        self.words.edited.connect(self._listen)
        self.urgent.edited.connect(self._listen)
        self.accepted.connect(self._tell)

    def _listen(self) -> None:
        """An emergency says whom to ring now, before anything else is asked ([67])."""
        found = self._desk.cases.emergency("", self.words.value(), self.urgent.isChecked())
        title = self.tr("立即电话：%1").replace("%1", found.words) if found else ""
        self.ring.say(found.rule if found else "", Tone.RED, title)
        if self.isVisible():
            self._fit()

    def value(self) -> Registration:
        """The registration: name and catalogue are left for later, with the reason said."""
        withheld = self.tr("快速登记，未问姓名")
        return Registration(
            channel=CHANNEL, kind=self.kind.value(), room=self.room.value(), words=self.words.value(),
            phone=self.phone.value(), name_reason=withheld, uncatalogued_reason=self.tr("快速登记，待编目"),
            urgent=self.urgent.isChecked(), verdict=Verdict.UNKNOWN, promise_at=moment(self.promise, "promise_at"),
            outside_hours_confirmed=self.promise.confirmed(), beyond_limit_reason=self.promise.excuse(),
            contact_place=self.room.value(),
        )  # fmt: skip

    def refuse(self, refused: Refused) -> None:
        """A refused promise shows what lets it pass."""
        super().refuse(refused)
        if refused.field == "promise_at":
            self.promise.heed(refused)

    def _register(self, form: object) -> None:
        assert isinstance(form, Registration)
        self._after = self._desk.cases.register(form)

    def _tell(self) -> None:
        if self._after is not None:
            self._done(self._after)
