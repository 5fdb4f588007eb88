"""What belongs to this computer and to oneself: the theme and the PIN."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.errors import Refused
from ui import theme
from ui.memory import WindowMemory
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.labels import plain
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

WIDTH = 420


class LookPanel(Panel):
    """Theme: at once and remembered. PIN: old, new, new again."""

    def __init__(self, desk: Desk, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__("外观与 PIN", parent=parent)
        self._desk, self._memory = desk, memory
        self.theme = ChoiceRow(
            self.tr("主题"), [Choice("light", self.tr("浅色"), "l"), Choice("dark", self.tr("深色"), "d")]
        )
        self.theme.set_value(memory.theme)
        self.theme.chosen.connect(self._dress)
        self.old, self.new, self.again = (
            self._secret(word) for word in (self.tr("原 PIN"), "PIN", self.tr("再输一次"))
        )
        self.fields = {
            "old": Field(self.tr("原 PIN"), self.old, name="old"),
            "pin": Field(self.tr("新 PIN"), self.new, name="pin", hint=self.tr("6–12 位数字，太容易猜的不收")),
            "again": Field(self.tr("再输一次"), self.again, name="again"),
        }
        self.save = QPushButton(self.tr("设置 PIN"))
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self.set_pin)
        self.again.returnPressed.connect(self.set_pin)
        self.said = Notice()
        self._lay_out()

    def _secret(self, name: str) -> LineBox:
        box = LineBox(name, "", 12)
        box.setEchoMode(QLineEdit.EchoMode.Password)
        return box

    def _lay_out(self) -> None:
        self.body.addWidget(plain(self.tr("这台电脑的主题"), "strong"))
        self.body.addWidget(Field(self.tr("主题"), self.theme))
        who = self._desk.actor
        title = self.tr("我的 PIN（%1）").replace("%1", who.name if who else "")
        self.body.addWidget(plain(title, "strong"))
        for field in self.fields.values():
            field.setMaximumWidth(WIDTH)
            self.body.addWidget(field)
        row = QHBoxLayout()
        row.addSpacing(94)
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.said)
        self.body.addStretch(1)
        self.setFocusProxy(self.theme)
        self._ask()

    def _ask(self) -> None:
        who = self._desk.actor
        self.fields["old"].setVisible(who is not None and self._desk.session.needs_pin(who.id))

    def _dress(self, name: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, name)
        self._memory.theme = name

    def set_pin(self) -> None:
        """Set the signed-in person's PIN."""
        who = self._desk.actor
        for field in self.fields.values():
            field.clear()
        self.said.say("")
        if who is None:
            return
        if self.new.text() != self.again.text():
            self.fields["again"].refuse(self.tr("两次输入的 PIN 不一样"))
            return
        try:
            self._desk.session.set_pin(who.id, self.new.text(), self.old.text())
        except Refused as refused:
            wrong_old = refused.code in ("pin_wrong", "pin_wait")
            self.fields["old" if wrong_old else "pin"].refuse(str(refused))
            return
        for box in (self.old, self.new, self.again):
            box.set_value("")
        self._ask()
        self.said.say("", Tone.GREEN, self.tr("PIN 已设置，下次登录要输入"))
