"""Who sits at the desk: pick a person by letters or number, PIN when they have one ([73])."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.values import dataclass
from firstask_desktop.errors import Refused
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.people_box import suggested
from ui.prompts import Prompts
from ui.widgets.boxes import LineBox
from ui.widgets.field import Field
from ui.widgets.suggest import Suggest

SignedIn = Callable[[Person], None]


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who, with which PIN; `new_pin` when a person without one sets it here."""

    person: str
    pin: str
    new_pin: str


class SignInDialog(FormDialog):
    """`SignInDialog(desk, prompts, then, person_id="", parent=None)`: `then(person)` after signing in."""

    def __init__(
        self, desk: Desk, prompts: Prompts, then: SignedIn, person_id: str = "", parent: QWidget | None = None
    ) -> None:
        self._desk, self._then = desk, then
        super().__init__("登录 / 换人", prompts, self._sign_in, ok="进入", width=440, parent=parent)
        self.setWindowTitle(self.tr("登录 / 换人"))
        people = [suggested(desk, one) for one in desk.house.people() if one.login]
        self.person = Suggest(self.tr("人员"), people, self.tr("姓名、拼音首字母或工号，Enter 选定"))
        self.pin = self._secret("PIN", self.tr("6–12 位数字"))
        self.new_pin = self._secret(self.tr("设一个 PIN"), self.tr("可不设；设了之后别人不能用您的名字登记"))
        self.add(Field(self.tr("人员"), self.person, name="person", required=True))
        self.add(Field("PIN", self.pin, name="pin", required=True))
        self.add(Field(self.tr("设 PIN"), self.new_pin, name="new_pin"))
        self.person.picked.connect(self._picked)
        self.pin.textEdited.connect(self._another)
        self.person.set_value(person_id)
        self._ask()

    def _secret(self, name: str, placeholder: str) -> LineBox:
        box = LineBox(name, placeholder, 12)
        box.setEchoMode(QLineEdit.EchoMode.Password)
        return box

    def open(self) -> None:
        """The cursor goes where something is still missing."""
        super().open()
        if self.person.value():
            (self.pin if self.pin.isVisibleTo(self) else self.ok).setFocus()

    def value(self) -> SignIn:
        """Who wants in."""
        return SignIn(self.person.value(), self.pin.value(), self.new_pin.value())

    def _picked(self) -> None:
        self._ask()
        (self.pin if self.pin.isVisibleTo(self) else self.ok).setFocus()

    def _another(self, typed: str) -> None:
        """A letter is neither PIN nor key: somebody else types a name over the person who was here."""
        if typed[-1:].isalpha():
            self.pin.clear()
            self.person.setFocus()
            self.person.selectAll()
            self.person.insert(typed[-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the person to the PIN and from there into the desk; a refusal keeps the cursor."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._another(event.text() if self.ok.hasFocus() else "")
            super().keyPressEvent(event)
        elif self.pin.hasFocus() or self.new_pin.hasFocus():
            self.submit()
        elif self.person.hasFocus() and self.person.value():
            self._picked()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        """A person with a PIN is asked for it; one without may set one here."""
        person = self.person.value()
        needs = bool(person) and self._desk.session.needs_pin(person)
        self.fields["pin"].setVisible(needs)
        self.fields["new_pin"].setVisible(bool(person) and not needs)

    def _sign_in(self, wanted: object) -> None:
        assert isinstance(wanted, SignIn)
        if not wanted.person:
            raise Refused("请选择本人", code="missing", field="person", clause="M4.5 [73]")
        person = self._desk.session.sign_in(wanted.person, wanted.pin)
        if wanted.new_pin:
            self._set_pin(wanted)
        self._then(person)

    def _set_pin(self, wanted: SignIn) -> None:
        """A PIN that is refused leaves nobody signed in: the person corrects it or leaves it empty."""
        try:
            self._desk.session.set_pin(wanted.person, wanted.new_pin)
        except Refused as refused:
            self._desk.session.sign_out()
            raise Refused(refused.message, code=refused.code, field="new_pin", clause=refused.clause) from None

    def touched(self) -> bool:
        """Closing throws nothing away."""
        return False
