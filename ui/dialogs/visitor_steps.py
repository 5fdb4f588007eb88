"""What happens to a waiting visitor: 汇报, 领导答复, 茶水/资料, 离开 (M4.9 [87] [89])."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.desk_life import Reply, Visitor
from firstask_desktop.domain.desk_views import LeaderReply, VisitorRow
from ui.dialogs.case_dialog import moment
from ui.dialogs.editors import NOW
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.people_box import everybody
from ui.dialogs.promise_box import WallClock
from ui.dialogs.reason_box import ReasonBox
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import LineBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.labels import ElidedLabel
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.notice import Notice
from ui.widgets.suggest import Suggest

Done = Callable[[Visitor], None]
WAYS = ("电话", "当面", "微信", "请人转告")
OUTCOMES = ("已见面", "受托人已接待", "改约", "自行离开")
SERVED = ("茶水", "资料", "报刊")
REPLIES = ((Reply.SEE_NOW, "m"), (Reply.IN_MINUTES, "f"), (Reply.DELEGATE, "w"), (Reply.APPOINTMENT, "g"))
MINUTES = ("5", "10", "15", "30")


class StepDialog(FormDialog):
    """One step with one visitor: their name on top; `done(visitor)` after it was made."""

    def __init__(
        self,
        desk: Desk,
        prompts: Prompts,
        row: VisitorRow,
        done: Done,
        *,
        title: str,
        ok: str,
        parent: QWidget | None = None,
    ) -> None:
        self.desk, self.row, self._done = desk, row, done
        self._saved: Visitor | None = None
        super().__init__(f"{title} · {row.name}", prompts, self._make, ok=ok, width=580, parent=parent)
        self.add_widget(ElidedLabel(f"{row.visitor.place} · 找 {row.leader} · {row.visitor.purpose}", "strong"))
        self.accepted.connect(self._tell)

    def ids(self) -> tuple[str, ...]:
        """Which step, with whom."""
        return (type(self).__name__, self.row.visitor.id)

    def step(self, given: object) -> Visitor:
        """Make the step; a subclass says which."""
        raise NotImplementedError

    def _make(self, given: object) -> None:
        self._saved = self.step(given)

    def _tell(self) -> None:
        if self._saved is not None:
            self._done(self._saved)


class ReportDialog(StepDialog):
    """汇报: how and when the leader was told."""

    def __init__(
        self, desk: Desk, prompts: Prompts, row: VisitorRow, done: Done, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, row, done, title="向领导汇报", ok="已汇报", parent=parent)
        leader = desk.house.person(row.visitor.leader)
        phone = leader.phone if leader else ""
        duty = desk.house.duty(row.visitor.leader).word
        self.add_widget(Notice(f"{row.leader}  {phone}  {duty}".strip(), Tone.ACCENT))
        self.way = ChoiceRow(self.tr("汇报方式"), [Choice(way, way) for way in WAYS])
        self.way.set_value(WAYS[0])
        wall = WallClock(desk)
        self.at = MomentEdit(self.tr("汇报时间"), wall.now, wall.just_now())
        self.at.set_value(wall.just_now()[0].moment)
        self.add(Field(self.tr("汇报方式"), self.way, name="way", required=True))
        self.add(Field(self.tr("汇报时间"), self.at, name="reported_at"))

    def value(self) -> tuple[str, datetime | None]:
        """The way, and the time unless it is now."""
        return self.way.value(), None if self.at.row.value() == NOW else moment(self.at, "reported_at")

    def step(self, given: object) -> Visitor:
        """Note the report."""
        assert isinstance(given, tuple)
        return self.desk.waiting.report(self.row.id, *given)


class ReplyDialog(StepDialog):
    """领导答复: 马上见 / 几分钟后 / 委托 / 不在→改约; an absent leader's substitute is proposed."""

    def __init__(
        self, desk: Desk, prompts: Prompts, row: VisitorRow, done: Done, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, row, done, title="领导答复", ok="记下答复", parent=parent)
        wall = WallClock(desk)
        self.reply = ChoiceRow(self.tr("答复"), [Choice(one.value, one.word, key) for one, key in REPLIES])
        self.minutes = MinutesBox(self.tr("几分钟后"))
        self.delegate = Suggest(self.tr("委托给"), everybody(desk), self.tr("姓名或拼音首字母，↓ 看全部"))
        self.appointment = MomentEdit(self.tr("改约到"), wall.now, wall.quick_promises())
        leader = desk.house.person(row.visitor.leader)
        if leader is not None and not desk.house.duty(leader.id).reachable:
            self.delegate.set_value(leader.substitute)
            stand_in = desk.house.name(leader.substitute) or self.tr("没有设替班，请改约")
            word = desk.house.duty(leader.id).word
            self.add_widget(Notice(self.tr("替班：%1").replace("%1", stand_in), Tone.AMBER, f"{leader.name} {word}"))
        self.add(Field(self.tr("答复"), self.reply, name="reply", required=True))
        self.add(Field(self.tr("几分钟后"), self.minutes, name="minutes", required=True))
        self.add(Field(self.tr("委托给"), self.delegate, name="delegate", required=True))
        self.add(Field(self.tr("改约到"), self.appointment, name="appointment_at", required=True))
        self.reply.chosen.connect(self._chosen)
        self._chosen()

    def _chosen(self) -> None:
        wanted = {
            Reply.IN_MINUTES.value: "minutes",
            Reply.DELEGATE.value: "delegate",
            Reply.APPOINTMENT.value: "appointment_at",
        }
        for name in wanted.values():
            self.fields[name].setVisible(wanted.get(self.reply.value()) == name)
        if self.isVisible():
            self._fit()

    def value(self) -> LeaderReply:
        """The answer with what belongs to it."""
        chosen = self.reply.value()
        later = moment(self.appointment, "appointment_at") if chosen == Reply.APPOINTMENT.value else None
        return LeaderReply(
            reply=Reply(chosen) if chosen else None,
            minutes=self.minutes.value(),
            delegate=self.delegate.value(),
            appointment_at=later,
        )

    def step(self, given: object) -> Visitor:
        """Note the answer."""
        assert isinstance(given, LeaderReply)
        return self.desk.waiting.reply(self.row.id, given)


class MinutesBox(QWidget):
    """`MinutesBox(name)`: the usual minutes by a key, or any other number of them; 0 for none."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.row = ChoiceRow(name, [Choice(text, self.tr("%1 分钟").replace("%1", text)) for text in MINUTES])
        self.box = LineBox(name, self.tr("其他分钟"), 3)
        self.setFocusProxy(self.row)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.row, 3)
        line.addWidget(self.box, 1)
        self.row.edited.connect(self._chosen)
        self.box.edited.connect(self._typed)

    def value(self) -> int:
        """The minutes; what is no number counts as none and is refused by the desk."""
        typed = self.box.value()
        if typed:
            return int(typed) if typed.isascii() and typed.isdigit() else 0
        return int(self.row.value() or 0)

    def _chosen(self) -> None:
        if self.row.value():
            self.box.set_value("")
        self.edited.emit()

    def _typed(self) -> None:
        self.row.set_value("")
        self.edited.emit()


class ServeDialog(StepDialog):
    """茶水/资料: what the visitor was given."""

    def __init__(
        self, desk: Desk, prompts: Prompts, row: VisitorRow, done: Done, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, row, done, title="茶水/资料", ok="记下", parent=parent)
        self.what = ReasonBox(self.tr("送了什么"), SERVED)
        self.add(Field(self.tr("送了什么"), self.what, name="what", required=True))

    def value(self) -> str:
        """What it was."""
        return self.what.value()

    def step(self, given: object) -> Visitor:
        """Note it."""
        return self.desk.waiting.serve(self.row.id, str(given))


class LeaveDialog(StepDialog):
    """离开: how it ended; the time is now. The case goes on until it is answered."""

    def __init__(
        self, desk: Desk, prompts: Prompts, row: VisitorRow, done: Done, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, prompts, row, done, title="离开接待室", ok="已离开", parent=parent)
        self.outcome = ReasonBox(self.tr("结果"), OUTCOMES, self.tr("见面谈了什么、接下来怎样"))
        self.add_widget(Notice(self.tr("离开不等于答复：事项仍由首问责任人跟进到答复。"), Tone.QUIET))
        self.add(Field(self.tr("结果"), self.outcome, name="outcome", required=True))

    def value(self) -> str:
        """The outcome."""
        return self.outcome.value()

    def step(self, given: object) -> Visitor:
        """Note that the visitor left."""
        return self.desk.waiting.leave(self.row.id, str(given))
