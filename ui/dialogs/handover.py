"""交接班 dialogs: a note to a line, who receives the desk, things kept at it and taken from it ([14] [30])."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_life import DeskItem, HandoverLine
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.people_box import everybody
from ui.pages.settings_editors import declared, filled, make_editor
from ui.prompts import Prompts
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.field import Field
from ui.widgets.labels import plain
from ui.widgets.suggest import Suggest

Done = Callable[[], None]


class _Errand(FormDialog):
    """A form that calls `done()` after it was taken."""

    def __init__(
        self, title: str, prompts: Prompts, done: Done, *, ok: str, about: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, prompts, self.give, ok=ok, about=about, width=600, parent=parent)
        self._done = done
        self.accepted.connect(self._tell)

    def give(self, given: object) -> None:
        """Make the step; a subclass says which."""
        raise NotImplementedError

    def _tell(self) -> None:
        self._done()


class LineDialog(_Errand):
    """说明: what the next shift must know of a line; confirms it."""

    def __init__(
        self, desk: Desk, prompts: Prompts, line: HandoverLine, done: Done, parent: QWidget | None = None
    ) -> None:
        super().__init__("确认并说明", prompts, done, ok="确认这一条", parent=parent)
        self._desk, self._line = desk, line
        self.add_widget(plain(line.text, "strong", wrap=True))
        if line.note:
            self.add_widget(plain(line.note, "muted", wrap=True))
        self.note = TextBox(self.tr("说明"), self.tr("还差什么、找谁、几点前"), 2)
        self.add(Field(self.tr("说明"), self.note, name="note"))

    def ids(self) -> tuple[str, ...]:
        """The line."""
        return (self._line.id,)

    def value(self) -> str:
        """The note."""
        return self.note.value()

    def give(self, given: object) -> None:
        """Confirm with the note."""
        self._desk.handover.confirm(self._line.id, str(given))


class GiveDialog(_Errand):
    """交班: who receives the desk, and a remark. Refuses, naming them, over promises that are not confirmed."""

    def __init__(self, desk: Desk, prompts: Prompts, done: Done, parent: QWidget | None = None) -> None:
        about = "接班人用自己的账号登录（F12），在这一页逐条确认。"
        super().__init__("交班", prompts, done, ok="交班", about=about, parent=parent)
        self._desk = desk
        me = desk.actor.id if desk.actor else ""
        people = [one for one in everybody(desk) if one.id != me]
        self.receiver = Suggest(self.tr("接班人"), people, self.tr("姓名或拼音首字母，↓ 看全部"))
        self.remark = TextBox(self.tr("备注"), self.tr("钥匙、设备、要特别留意的"), 2)
        self.add(Field(self.tr("接班人"), self.receiver, name="receiver", required=True))
        self.add(Field(self.tr("备注"), self.remark, name="remark"))

    def value(self) -> tuple[str, str]:
        """Receiver and remark."""
        return self.receiver.value(), self.remark.value()

    def give(self, given: object) -> None:
        """Hand the desk over."""
        assert isinstance(given, tuple)
        self._desk.handover.give(*given)


class KeepDialog(_Errand):
    """存放物品: what its record format asks for — what, where it lies, whose it is, until when it is kept."""

    def __init__(self, desk: Desk, prompts: Prompts, done: Done, parent: QWidget | None = None) -> None:
        super().__init__("存放物品", prompts, done, ok="存放", parent=parent)
        self._desk = desk
        self._asked = [(entry, make_editor(entry, desk)) for entry in declared(desk, "things-kept")]
        for entry, editor in self._asked:
            self.add(Field(entry.label, editor, name=entry.name, required=entry.required, hint=entry.hint))

    def editor(self, name: str) -> QWidget:
        """The editor of one field of the thing."""
        return next(editor for entry, editor in self._asked if entry.name == name)

    def value(self) -> DeskItem:
        """The thing; what is missing or cannot be read is refused at its field."""
        made = filled(DeskItem(), self._asked, self._desk)
        assert isinstance(made, DeskItem)
        return made

    def give(self, given: object) -> None:
        """Keep it."""
        assert isinstance(given, DeskItem)
        self._desk.handover.keep(given)


class TakenDialog(_Errand):
    """取走: who took the thing."""

    def __init__(self, desk: Desk, prompts: Prompts, item: DeskItem, done: Done, parent: QWidget | None = None) -> None:
        super().__init__("取走物品", prompts, done, ok="已取走", parent=parent)
        self._desk, self._item = desk, item
        self.add_widget(plain(f"{item.what} · {item.place}", "strong", wrap=True))
        self.by = LineBox(self.tr("领取人"), self.tr("姓名，必要时写证件号后四位"), 60)
        self.add(Field(self.tr("领取人"), self.by, name="by", required=True))

    def ids(self) -> tuple[str, ...]:
        """The thing."""
        return (self._item.id,)

    def value(self) -> str:
        """The name."""
        return self.by.value()

    def give(self, given: object) -> None:
        """Give it out."""
        self._desk.handover.taken(self._item.id, str(given))


class MoveAllDialog(_Errand):
    """责任移交: everything one person follows up goes to another; the first-asked name stays ([1])."""

    def __init__(
        self,
        desk: Desk,
        prompts: Prompts,
        person_id: str,
        done: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        rows = desk.rosters.carried(person_id)
        name = desk.house.name(person_id)
        about = f"{name} 跟进的 {len(rows)} 件在办事项一次移交；台账上的首问责任人姓名不变。"
        super().__init__(f"责任移交 · {name}", prompts, self._nothing, ok="全部移交", about=about, parent=parent)
        self._desk, self._person_id, self._said = desk, person_id, done
        person = desk.house.person(person_id)
        people = [one for one in everybody(desk) if one.id != person_id]
        self.to = Suggest(self.tr("接手人"), people, self.tr("姓名或拼音首字母，↓ 看全部"))
        self.to.set_value(person.substitute if person else "")
        self.reason = LineBox(self.tr("原因"), self.tr("如：休假至 12-05、离职"))
        listed = "\n".join(f"{row.number} {row.requester} · {row.matter[:30]} · {row.state}" for row in rows[:8])
        more = f"\n… 共 {len(rows)} 件" if len(rows) > 8 else ""
        self.add_widget(plain((listed + more) or self.tr("没有在办事项"), "muted", wrap=True))
        self.add(Field(self.tr("接手人"), self.to, name="to", required=True))
        self.add(Field(self.tr("原因"), self.reason, name="reason", required=True))
        self._words = ""

    @staticmethod
    def _nothing() -> None:
        """What is told afterwards is told by `_tell`."""

    def ids(self) -> tuple[str, ...]:
        """Whose cases."""
        return (self._person_id,)

    def value(self) -> tuple[str, str]:
        """Whom and why."""
        return self.to.value(), self.reason.value()

    def give(self, given: object) -> None:
        """Move everything or nothing."""
        assert isinstance(given, tuple)
        to, reason = given
        moved = self._desk.rosters.move_all(self._person_id, to, reason)
        self._words = f"已移交 {moved.count} 件给 {self._desk.house.name(to)}"
        if moved.still_handling:
            numbers = "、".join(row.number for row in moved.still_handling[:6])
            self._words += f"；另有 {len(moved.still_handling)} 件由其承办，请逐件转办：{numbers}"

    def _tell(self) -> None:
        self._said(self._words)
