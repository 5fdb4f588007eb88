"""The first start: scene, the centre's name, this counter's code, and who you are — four things on one page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import FirstStart
from firstask_desktop.domain.scene import Scene
from firstask_desktop.errors import Refused
from ui.pages.intake_fields import Pick, pair
from ui.pages.restore_line import RestoreLine
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import ChoiceButton
from ui.widgets.field import Field
from ui.widgets.labels import plain
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel

WIDTH = 760
LABEL = 96
CARD = 92


class SceneCard(ChoiceButton):
    """One scene to choose: its title and what it brings."""

    def __init__(self, scene: Scene, place: int, parent: QWidget) -> None:
        super().__init__("", parent)
        self.scene = scene
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoExclusive(True)
        self.setMinimumHeight(CARD)
        about = self.tr("%1 个部门 · %2 个岗位\n%3 类事项的程序、材料和时限")
        about = about.replace("%1", str(len(scene.departments))).replace("%2", str(len(scene.posts)))
        about = about.replace("%3", str(len(scene.matters)))
        self.setText(f"{scene.title}　Alt+{place}\n{about}")
        self.setAccessibleName(scene.title)
        self.setAccessibleDescription(about)


class FirstStartPage(QWidget):
    """`done(person)` when the desk is ready. Refusals stand at their fields; nothing typed is lost."""

    done = Signal(object)

    def __init__(self, desk: Desk, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.restore = RestoreLine(desk, prompts)
        self.setWindowTitle(self.tr("首问台 · 首次使用"))
        self.setAccessibleName(self.tr("首次使用"))
        self.fields: dict[str, Field] = {}
        self.refusal = Notice()
        self.cards = [SceneCard(scene, place, self) for place, scene in enumerate(desk.house.scenes(), start=1)]
        self._make_fields()
        self._lay_out()
        for card in self.cards:
            card.clicked.connect(self._scene_chosen)
            QShortcut(QKeySequence(f"Alt+{self.cards.index(card) + 1}"), self).activated.connect(card.click)
        self._scene_chosen()

    def _make_fields(self) -> None:
        self.centre = LineBox(self.tr("中心名称"), "", 60)
        self.organisation = LineBox(self.tr("单位名称"), self.tr("印在台账抬头；与中心同名时可不填"), 60)
        self.counter = LineBox(self.tr("柜台代码"), "", 4)
        self.person = LineBox(self.tr("您的姓名"), self.tr("登记时默认为首问责任人"), 20)
        self.post = Pick(self.tr("岗位"), ())
        self.pin = LineBox("PIN", self.tr("6–12 位数字，可不设"), 12)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        code = self.tr("每台前台电脑一个，印在编号前面，如 A；几台电脑不能重复")
        for name, label, editor, required, hint in (
            ("centre", self.tr("中心名称"), self.centre, True, ""),
            ("organisation", self.tr("单位名称"), self.organisation, False, ""),
            ("counter", self.tr("柜台代码"), self.counter, True, code),
            ("person", self.tr("您的姓名"), self.person, True, ""),
            ("post", self.tr("岗位"), self.post, True, self.tr("主任和经理岗位可以修改设置")),
            ("pin", "PIN", self.pin, False, ""),
        ):
            self.fields[name] = Field(label, editor, name=name, required=required, hint=hint, label_width=LABEL)
            if isinstance(editor, (LineBox, Pick)):
                editor.returnPressed.connect(self._next)
        self.counter.set_value("A")

    def _lay_out(self) -> None:
        panel = Panel()
        panel.setFixedWidth(WIDTH)
        panel.body.setSpacing(11)
        panel.body.addWidget(plain(self.tr("欢迎使用首问台"), "title"))
        about = self.tr("回答四个问题就可以开始登记。部门、岗位、人员和事项目录随后都能在「设置」里修改。")
        panel.body.addWidget(plain(about, "muted", wrap=True))
        panel.body.addWidget(plain(self.tr("一、场景"), "strong"))
        cards = QHBoxLayout()
        cards.setSpacing(10)
        for card in self.cards:
            cards.addWidget(card, 1)
        panel.body.addLayout(cards)
        for title, rows in (
            (self.tr("二、中心"), [self.fields["centre"], self.fields["organisation"]]),
            (self.tr("三、这台电脑"), [self.fields["counter"]]),
            (self.tr("四、您是谁"), [pair(self.fields["person"], self.fields["post"], (1, 1)), self.fields["pin"]]),
        ):
            panel.body.addWidget(plain(title, "strong"))
            for row in rows:
                panel.body.addWidget(row)
        self.go = QPushButton(self.tr("开始使用  Ctrl+Enter"))
        self.go.setAccessibleName(self.tr("开始使用"))
        self.go.setProperty("primary", True)
        self.go.setMinimumHeight(38)
        self.go.clicked.connect(self.submit)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go.click)
        foot = QHBoxLayout()
        foot.addWidget(self.refusal, 1)
        foot.addStretch(1)
        foot.addWidget(self.go)
        panel.body.addLayout(foot)
        panel.body.addWidget(self.restore)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.addStretch(1)
        whole.addWidget(panel, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)

    def _chosen(self) -> Scene | None:
        return next((card.scene for card in self.cards if card.isChecked()), None)

    def _scene_chosen(self) -> None:
        """The posts offered are the scene's; what was chosen before stays when the scene has it too."""
        scene = self._chosen()
        self.refusal.say("")
        if scene is None:
            self.cards[0].setFocus()
            return
        departments = {one.code: one.name for one in scene.departments}
        self.post.set_values([(post.code, f"{post.name}（{departments[post.department]}）") for post in scene.posts])
        self.centre.setPlaceholderText(self.tr("如：%1").replace("%1", scene.organisation_example))
        if not self.centre.value():
            self.centre.setFocus()

    def _next(self) -> None:
        self.focusNextChild()

    def submit(self) -> None:
        """Set the desk up; a refusal goes to its field."""
        scene = self._chosen()
        self.refusal.say("")
        for field in self.fields.values():
            field.clear()
        answers = FirstStart(
            scene=scene.key if scene else "",
            centre=self.centre.value(),
            organisation=self.organisation.value(),
            counter=self.counter.value(),
            person=self.person.value(),
            post=self.post.value(),
            pin=self.pin.value(),
        )
        try:
            person = self._desk.house.set_up(answers)
        except Refused as refused:
            self._refuse(refused)
            return
        self.done.emit(person)

    def _refuse(self, refused: Refused) -> None:
        field = self.fields.get(refused.field)
        if field is not None:
            field.refuse(str(refused))
        else:
            self.refusal.say(str(refused), Tone.RED)
            (self.cards[0] if refused.field == "scene" else self.go).setFocus()
