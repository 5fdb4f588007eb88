"""到访: somebody who wants the leader is shown to a place, asked for their purpose, and gets a case (M4.9 [87] [88])."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from firstask_desktop.desk import Desk
from firstask_desktop.domain.commands import Visit
from firstask_desktop.domain.desk_life import Visitor
from firstask_desktop.domain.desk_views import LEADER_KIND, WITHHELD, VisitorRow
from firstask_desktop.domain.values import dataclass
from firstask_desktop.domain.views import CaseRow
from firstask_desktop.errors import Refused
from ui.dialogs.case_dialog import moment
from ui.dialogs.editors import NOW
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.people_box import everybody, suggested
from ui.dialogs.promise_box import PromiseBox, WallClock
from ui.dialogs.reason_box import ReasonBox
from ui.pages.intake_fields import ReasonedBox
from ui.prompts import Prompts
from ui.theme import Tone
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.moment_edit import MomentEdit
from ui.widgets.notice import Notice
from ui.widgets.suggest import Suggest

Shown = Callable[[Visitor], None]
NEW = "new"
MOST_EARLIER = 5
MOST_LINKS = 3
BOOKED, UNBOOKED = "yes", "no"


@dataclass(frozen=True, slots=True)
class ShowIn:
    """What the dialog gives: the visitor, and the case they belong to or what a new one needs."""

    visitor: Visitor
    promise_at: datetime | None
    name_reason: str
    phone_reason: str
    visit: Visit | None


class VisitorDialog(FormDialog):
    """`VisitorDialog(desk, prompts, done, parent=None)`; `done(visitor)` once the visitor sits.

    Taken places say who sits there. Earlier cases of the visitor are shown for the leader; an open one can be gone on
    with, otherwise 找领导 is registered, whose first-asked person is whoever is signed in.
    """

    def __init__(self, desk: Desk, prompts: Prompts, done: Shown, parent: QWidget | None = None) -> None:
        self.desk, self._done = desk, done
        self._wall = WallClock(desk)
        self._saved: Visitor | None = None
        self._known: list[CaseRow] = []
        about = "先请来人到接待室坐下，问清事由，再向领导汇报。"
        super().__init__("到访登记", prompts, self._show_in, ok="请坐等候", about=about, width=700, parent=parent)
        self._make_who()
        self._make_why()
        self._make_case()
        self.accepted.connect(self._tell)
        self._look()

    def _make_who(self) -> None:
        taken = {row.visitor.place: row for row in self.desk.waiting.board()}
        places = self.desk.waiting.places()
        self.place = ChoiceRow(self.tr("房间/座位"), [self._place(place, taken) for place in places])
        self.place.set_value(next((place for place in places if place not in taken), ""))
        house = self.desk.house
        nameless = [choice.text for choice in house.choices("name_withheld")]
        numberless = [choice.text for choice in house.choices("phone_withheld")]
        self.name = ReasonedBox(self.tr("姓名"), self.tr("来访人姓名；不愿提供时按 ↓ 选原因"), nameless)
        self.phone = ReasonedBox(self.tr("电话"), self.tr("手机或座机；不愿提供时按 ↓ 选原因"), numberless)
        self.organisation = LineBox(self.tr("单位"), self.tr("代表单位来的，写单位名称"), 60)
        self.known = Notice()
        self.full = Notice()
        self.add(Field(self.tr("房间/座位"), self.place, name="place", required=True))
        self.add_widget(self.full)
        if places and all(place in taken for place in places):
            self._say_full([taken[place] for place in places])
        self.add(Field(self.tr("姓名"), self.name, name="name", required=True))
        self.add(Field(self.tr("电话"), self.phone, name="phone", required=True))
        self.add(Field(self.tr("单位"), self.organisation, name="organisation"))
        self.name.editingFinished.connect(self._look)
        self.phone.editingFinished.connect(self._look)

    def _say_full(self, rows: Sequence[VisitorRow]) -> None:
        """Nobody can be shown in: who sits where, since when, and for whom ([87])."""
        lines = [
            self.tr("%1：%2，已等 %3 分，找 %4")
            .replace("%1", row.visitor.place)
            .replace("%2", row.name)
            .replace("%3", str(row.waited))
            .replace("%4", row.leader)
            for row in rows
        ]
        self.full.say("\n".join(lines), Tone.AMBER, self.tr("接待室已满：请先请一位离开，或在设置里增加座位"))

    def _place(self, place: str, taken: Mapping[str, VisitorRow]) -> Choice:
        row = taken.get(place)
        label = self.tr("%1（%2 在）").replace("%1", place).replace("%2", row.name) if row else place
        return Choice(place, label)

    def _make_why(self) -> None:
        leaders = [suggested(self.desk, person) for person in self.desk.waiting.leaders()]
        self.leader = Suggest(self.tr("找哪位领导"), leaders, self.tr("姓名或拼音首字母，↓ 看全部"))
        self.booked = ChoiceRow(
            self.tr("是否预约"),
            [Choice(BOOKED, self.tr("有预约"), "y"), Choice(UNBOOKED, self.tr("没有预约"), "n")],
        )
        self.purpose = TextBox(self.tr("事由"), self.tr("来访人为什么事来，照他的话记"), 2)
        self.withheld = QCheckBox(self.tr("来访人不愿说明(&B)"))
        self.withheld.setAccessibleName(WITHHELD)
        self.arrived = MomentEdit(self.tr("到达时间"), self._wall.now, self._wall.just_now())
        self.arrived.set_value(self._wall.just_now()[0].moment)
        self.escort = Suggest(self.tr("陪同人"), everybody(self.desk), self.tr("谁领来的"))
        self.escort.set_value(self.desk.actor.id if self.desk.actor else "")
        self.add(Field(self.tr("找领导"), self.leader, name="leader", required=True))
        self.add(Field(self.tr("是否预约"), self.booked, name="appointment", required=True))
        self.add(Field(self.tr("事由"), self.purpose, name="purpose", required=True))
        self.add(Field("", self.withheld, name="purpose_withheld"))
        self._side_by_side(
            self.add(Field(self.tr("到达时间"), self.arrived, name="arrived_at")),
            self.add(Field(self.tr("陪同人"), self.escort, name="escort")),
        )

    def _side_by_side(self, *fields: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in fields:
            self.body.removeWidget(field)
            row.addWidget(field, 1)
        self.body.addLayout(row)

    def _make_case(self) -> None:
        self.link = ChoiceRow(self.tr("事项"), ())
        self.promise = PromiseBox(self.tr("承诺答复"), self.desk, confirms=False)
        first = next(iter(self.desk.clock.quick_promises()), None)
        self.promise.set_value(first.at.astimezone(self.desk.clock.zone) if first else None)
        causes = [choice.text for choice in self.desk.house.choices("revisit_cause")]
        self.cause = ReasonBox(self.tr("再来原因"), causes)
        self.add_widget(self.known)
        self.add(Field(self.tr("记到事项"), self.link, name="case_id", required=True))
        self.add(Field(self.tr("承诺答复"), self.promise, name="promise_at", required=True))
        self.add(Field(self.tr("再来原因"), self.cause, name="cause"))
        self.link.chosen.connect(self._linked)

    def _look(self) -> None:
        """Earlier cases of this visitor; an open one that is already about the leader is proposed."""
        self._known = self.desk.waiting.earlier(self.phone.value(), self.name.value())
        lines = [f"{row.number} {row.kind} · {row.matter[:34]} · {row.state}" for row in self._known[:MOST_EARLIER]]
        title = self.tr("来访人以前的事项 %1 件（供领导参考）").replace("%1", str(len(self._known)))
        self.known.say("\n".join(lines), Tone.ACCENT, title if lines else "")
        open_rows = [row for row in self._known if row.case.open and row.case.state.value != "answered"][:MOST_LINKS]
        before = self.link.value()
        self.link.set_choices(
            [Choice(NEW, self.tr("新登记「找领导」"), "x")]
            + [Choice(row.id, f"{row.number} {row.kind}", str(at)) for at, row in enumerate(open_rows, start=1)]
        )
        about_leader = next((row.id for row in open_rows if row.kind == LEADER_KIND), NEW)
        self.link.set_value(before if before not in ("", NEW) else about_leader)
        if not self.link.value():
            self.link.set_value(NEW)
        self._linked()

    def _linked(self) -> None:
        fresh = self.link.value() == NEW
        self.fields["promise_at"].setVisible(fresh)
        self.fields["cause"].setVisible(not fresh)
        if self.isVisible():
            self._fit()

    def value(self) -> ShowIn:
        """What was filled in; whether there is an appointment must be said."""
        if not self.booked.value():
            raise Refused(self.tr("请选择有没有预约"), code="appointment", field="appointment", clause="M4.9 [88]")
        fresh = self.link.value() in ("", NEW)
        visitor = Visitor(
            case_id="" if fresh else self.link.value(), place=self.place.value(), name=self.name.value(),
            phone=self.phone.value(), organisation=self.organisation.value(), purpose=self.purpose.value(),
            purpose_withheld=self.withheld.isChecked(), appointment=self.booked.value() == BOOKED,
            leader=self.leader.value(), escort=self.escort.value(),
            arrived_at=None if self.arrived.row.value() == NOW else moment(self.arrived, "arrived_at"),
        )  # fmt: skip
        promise = moment(self.promise.edit, "promise_at") if fresh else None
        visit = None if fresh else Visit(cause=self.cause.value())
        return ShowIn(visitor, promise, self.name.reason(), self.phone.reason(), visit)

    def _show_in(self, given: object) -> None:
        assert isinstance(given, ShowIn)
        if given.visit is not None:
            self._saved = self.desk.waiting.arrive(given.visitor, given.visit)
            return
        self._saved = self.desk.waiting.arrive_anew(
            given.visitor, given.promise_at, given.name_reason, given.phone_reason
        )

    def _tell(self) -> None:
        if self._saved is not None:
            self._done(self._saved)
