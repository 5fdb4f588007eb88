"""Every widget of the desk on three sheets, to be looked at by hand.

`python tests/views/gallery.py FOLDER` writes PNGs of 1366×768 in light and dark; without FOLDER it opens a window.
"""

import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from firstask_desktop.errors import Refused
from ui import icons, theme
from ui.dialogs.form_dialog import FormDialog
from ui.prompts import Prompts
from ui.tables.columns import Column, Page
from ui.tables.paged_model import PagedTableModel
from ui.tables.register_table import RegisterTable, TableFooter
from ui.theme import Tone
from ui.widgets.badge import Badge
from ui.widgets.boxes import LineBox, TextBox
from ui.widgets.chain import ChainView, Hand, Link
from ui.widgets.choice_row import Choice, ChoiceRow
from ui.widgets.field import Field
from ui.widgets.labels import EmptyState, StateTag, plain
from ui.widgets.moment_edit import MomentEdit, Quick
from ui.widgets.notice import Notice, NoticeAction
from ui.widgets.panel import Panel
from ui.widgets.side_nav import NavItem, SideNav
from ui.widgets.suggest import Suggest, Suggestion
from ui.widgets.timeline import TimelineEntry, TimelineView

NOW = datetime(2026, 11, 23, 9, 42)
RED, AMBER, PLAIN, QUIET = Tone.RED, Tone.AMBER, Tone.PLAIN, Tone.QUIET


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the follow-up queue."""

    id: str
    clock: str
    why: str
    tone: Tone
    who: str
    what: str
    handler: str
    state: str
    sub: str


QUEUE = """
A1122-031|超期 40 分|承诺 09:00|red|2-2-1103 翟先生|电梯困人后要求书面说明|曾国强 · 工程部|未答复|签收 11-22
A1122-018|失约|承诺 昨天 17:00|red|1-1-502 陈女士|门禁卡补办押金何时退|周敏 · 财务|已办待答复|改承诺 1 次
A1123-004|还有 18 分|承诺 10:00|amber|访客 <b>李女士</b>|询问装修备案要带哪些材料、谁签字|欧阳丽华|待弄清|问：工程部
A1123-009|未签收 25 分|时限 13:10|amber|3-1-602 单女士|空调外机滴水（第 2 次）|曾国强 · 工程部|待签收|可催办
A1123-002|今天 11:30|跟踪 10:30|plain|4-1-201 王先生|车库出口灯不亮|仇建平 · 工程部|承办中|进展 09:10
A1121-027|今天 12:00|约定 12:00|plain|2-1-901 解女士|客户出差，回来后修水管|何静 · 工程部|待客户|停表 1 天
A1120-015|今天 15:00|回访|plain|1-2-301 查先生|投诉夜间施工噪音|郑文斌 · 秩序部|待回访|他人回访
A1119-008|明天 09:00|跟踪|quiet|3-2-1402 朴先生|楼道杂物清理|仇建平 · 环境部|承办中|按期
A1118-022|11-25 17:00|时限|quiet|2-1-602 刘女士|绿化带被占用|何静 · 环境部|承办中|按期
"""

NAV = (
    NavItem("front", "前台", "front_desk"),
    NavItem("cases", "事项", "cases"),
    NavItem("waiting", "接待室", "waiting_room"),
    NavItem("flow", "流程图", "flow_chart"),
    NavItem("ledger", "台账", "ledger"),
    NavItem("board", "看板", "board"),
    NavItem("duty", "责任与服务", "duty"),
    NavItem("training", "培训", "training"),
    NavItem("check", "检查与晨会", "check"),
    NavItem("appraisal", "考评与奖惩", "appraisal"),
    NavItem("settings", "设置", "settings"),
)


def rows() -> tuple[Row, ...]:
    """The queue's lines."""
    cells = (line.split("|") for line in QUEUE.strip().splitlines())
    return tuple(Row(number, clock, why, Tone(tone), *rest) for number, clock, why, tone, *rest in cells)


def fetch(after: object | None) -> Page[Row]:
    """The queue, as if there were more."""
    return Page(rows() if after is None else (), None, 50_000)


def now() -> datetime:
    """The gallery's moment."""
    return NOW


def quick() -> tuple[Quick, ...]:
    """Three promises."""
    return (
        Quick("今天 11:30", NOW.replace(hour=11, minute=30), "a"),
        Quick("今天下班前", NOW.replace(hour=17, minute=30), "s"),
        Quick("明天上午", NOW + timedelta(days=1), "d"),
    )


def queue() -> Panel:
    """The follow-up queue."""
    panel = Panel("跟踪队列", "按最近的时钟排序")
    whose = ChoiceRow("谁的", [Choice("me", "我的首问 11"), Choice("mine", "我承办 4"), Choice("shift", "本班 31")])
    whose.set_value("me")
    panel.add_to_header(whose)
    columns = (
        Column[Row]("clock", "时钟", 122, lambda r: r.clock, sub=lambda r: r.why, tone=lambda r: r.tone, sortable=True),
        Column[Row]("id", "编号", 84, lambda r: r.id),
        Column[Row]("who", "客户", 120, lambda r: r.who),
        Column[Row]("what", "事项", 160, lambda r: r.what, stretch=True),
        Column[Row]("handler", "承办人", 122, lambda r: r.handler),
        Column[Row]("state", "状态", 88, lambda r: r.state, sub=lambda r: r.sub),
    )
    model = PagedTableModel(columns, fetch, parent=panel)
    table = RegisterTable("跟踪队列", model)
    model.reload()
    table.go_to("A1123-009")
    panel.body.addWidget(table, 1)
    panel.body.addWidget(TableFooter(table, (("Enter", "打开"), ("R", "报进展"), ("T", "跟踪"), ("P", "改承诺"))))
    return panel


def intake() -> Panel:
    """The form at the desk."""
    panel = Panel("接待登记", "接触时间 09:42 · 草稿已保存")
    channel = ChoiceRow("受理方式", [Choice("visit", "来访", hint="F2"), Choice("call", "来电", hint="F3")]
                        + [Choice(w, w) for w in ("来信", "网络", "内部")])  # fmt: skip
    channel.set_value("call")
    kind = ChoiceRow("类别", [Choice(w, w) for w in ("咨询", "报修", "投诉", "建议", "意见", "求助", "表扬", "其他")])
    kind.set_value("报修")
    identity = QComboBox()
    identity.addItems(["业主", "租户", "访客"])
    identity.setMinimumHeight(33)
    phone, room = LineBox("电话"), LineBox("房号")
    phone.set_value("11111111111")
    room.set_value("3-1-602")
    words, told = TextBox("客户原话"), TextBox("已答复")
    words.set_value("楼上空调外机一直往我家阳台滴水，上周报过一次，今天又滴，衣服都湿了")
    told.set_value("已致歉并告知：由工程部曾国强 11:00 前上门查看。楼上业主的事我们没办法")
    promise = MomentEdit("承诺时间", now, quick())
    promise.set_value(quick()[1].moment)
    telephone = Field("电话", phone, name="phone")
    pair = QHBoxLayout()
    pair.setSpacing(10)
    pair.addWidget(Field("房号", room))
    pair.addWidget(Field("身份", identity, label_width=36))
    known = (NoticeAction("merge", "并入", "Alt+1"), NoticeAction("again", "再次来访", "Alt+2"))
    panel.body.addWidget(Field("受理方式", channel))
    panel.body.addWidget(Field("类别", kind))
    panel.body.addWidget(telephone)
    panel.body.addLayout(pair)
    panel.body.addWidget(Notice("11-21 外机滴水 在办", title="老客户 · 30 天 2 件 <b>同一件事？</b>", actions=known))
    panel.body.addWidget(Field("客户原话", words))
    panel.body.addWidget(Field("承诺时间", promise))
    panel.body.addWidget(Field("已答复/告知", told))
    panel.body.addWidget(Notice("建议：我马上联系楼上业主协调，今天给您答复。", AMBER, "“没办法”不宜对客户说（4.7）"))
    panel.body.addStretch(1)
    foot = QHBoxLayout()
    foot.addWidget(plain("首问责任人 欧阳丽华"), 1)
    save = QPushButton("登记并转办  Ctrl+Enter")
    save.setProperty("primary", True)
    for button in (QPushButton("当场办结"), save):
        button.setMinimumHeight(35)
        foot.addWidget(button)
    panel.body.addLayout(foot)
    telephone.refuse("电话 11111111111 像是随手填的，请写真实号码或说明为何没有（[57]）")
    return panel


def front() -> QWidget:
    """The front page."""
    sheet = QWidget()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(0, 0, 12, 0)
    row.setSpacing(12)
    nav = SideNav("首问台", "湖畔花园物业服务中心", NAV)
    nav.set_current("front")
    nav.set_count("waiting", 2)
    nav.foot.addWidget(plain("欧阳丽华"))
    nav.foot.addWidget(plain("前台 · 早班至 15:00", "small"))
    nav.foot.addWidget(QPushButton("锁屏 / 换人  F12"))
    row.addWidget(nav)
    rest = QVBoxLayout()
    rest.setContentsMargins(2, 12, 0, 12)
    top = QHBoxLayout()
    search = LineBox("搜索", "搜索事项、姓名、拼音、房号、电话尾号…　Ctrl+K", icon="search")
    search.setMinimumHeight(40)
    top.addWidget(search, 1)
    for label, tone, count in (("今日新增", PLAIN, 17), ("待签收", AMBER, 3), ("今日到期", AMBER, 5), ("超期", RED, 1),
                               ("失约", RED, 0), ("应回电", Tone.ACCENT, 4)):  # fmt: skip
        top.addWidget(Badge(label, tone, count))
    rest.addLayout(top)
    halves = QHBoxLayout()
    halves.setSpacing(12)
    halves.addWidget(intake(), 48)
    halves.addWidget(queue(), 70)
    rest.addLayout(halves, 1)
    row.addLayout(rest, 1)
    return sheet


def case() -> QWidget:
    """Chain, timeline, tags, notices, pickers."""
    sheet = QWidget()
    grid = QGridLayout(sheet)
    chain = ChainView("经手链")
    chain.set_chain(
        Hand("欧阳丽华", "前台", "首问责任人"),
        [
            (Link("交出 09:50", "签收 10:02", Tone.GREEN), Hand("曾国强", "工程部", "承办人")),
            (Link("交出 10:20", "", RED, "退回：非本岗"), Hand("何静", "环境部")),
            (Link("交出 10:41", "", AMBER, "未签收 25 分"), Hand("郑文斌", "秩序部", "待签收")),
        ],
    )
    hands = Panel("经手链")
    hands.body.addWidget(chain)
    timeline = TimelineView("经过")
    timeline.set_entries(
        [
            TimelineEntry("1", "09:42", "欧阳丽华", "登记", "来电：“楼上空调外机一直滴水<br>”", Tone.ACCENT),
            TimelineEntry("2", "09:50", "欧阳丽华", "转办", "转工程部曾国强，请 11:00 前上门查看并回话。" * 3),
            TimelineEntry("3", "10:02", "曾国强", "签收", "我理解要做的是：上门查看外机排水管。", Tone.GREEN),
            TimelineEntry("4", "10:20", "曾国强", "退回", "外机属楼上业主私有，应由客服协调。", RED),
            TimelineEntry("5", "11:00", "", "承诺将到", "距承诺 30 分钟", AMBER),
        ]
    )
    passed = Panel("经过", "共 5 条")
    passed.body.addWidget(timeline)
    side = Panel("零件")
    tags = QHBoxLayout()
    words = ("承办中", "已办结", "待签收", "超期", "待回访")
    for word, tone in zip(words, (PLAIN, Tone.GREEN, AMBER, RED, Tone.ACCENT), strict=True):
        tags.addWidget(StateTag(word, tone))
    side.body.addLayout(tags)
    people = [Suggestion("1", "曾国强", "工程部 · 空调维修 8012", "zgq"), Suggestion("2", "曾小红", "财务", "zxh")]
    who = Suggest("承办人", people, "姓名、拼音或部门")
    moment = MomentEdit("下次跟踪", now, quick())
    moment.set_value(NOW + timedelta(hours=30))
    for label, editor in (("承办人", who), ("下次跟踪", moment)):
        side.body.addWidget(Field(label, editor, required=True))
    for tone in (Tone.GREEN, RED, QUIET):
        side.body.addWidget(Notice("签收时请复述要做的事。", tone, "请先读一遍"))
    drawn = QGridLayout()
    for at, name in enumerate(icons.names()):
        drawn.addWidget(icons.IconLabel(name, size=22), at // 12, at % 12)
    side.body.addLayout(drawn)
    side.body.addWidget(EmptyState("tick", "没有待签收的事项", "新转来的事项会出现在这里"), 1)
    grid.addWidget(hands, 0, 0)
    grid.addWidget(passed, 1, 0)
    grid.addWidget(side, 0, 1, 2, 1)
    grid.setRowStretch(1, 1)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    return sheet


class HandOver(FormDialog):
    """A dialog as pages make them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("转办", Prompts(), self._refuse, about="转给一位具名的人；首问责任人不变。", parent=parent)
        self.add(Field("转给", Suggest("转给", [Suggestion("1", "曾国强")]), name="to", required=True))
        self.add(Field("要做什么", TextBox("要做什么"), name="task"))
        self.add(Field("承诺时间", MomentEdit("承诺时间", now, quick())))

    def value(self) -> object:
        """Nothing."""
        return ""

    def _refuse(self, value: object) -> None:
        raise Refused("转办必须落到具体的人，不能只写部门", code="named", field="to", clause="M4.8")


def main(folder: str = "") -> None:
    """Show the sheets or write them into `folder`."""
    app = QApplication(sys.argv[:1])
    theme.apply(app, "light")
    if not folder:
        tabs = QTabWidget()
        tabs.addTab(front(), "前台")
        tabs.addTab(case(), "事项")
        tabs.resize(1366, 768)
        tabs.show()
        app.exec()
        return
    sheets = {"front": front(), "case": case()}
    for sheet in sheets.values():
        sheet.resize(1366, 768)
        sheet.show()
    dialog = HandOver(sheets["case"])
    dialog.open()
    dialog.submit()
    for name in ("light", "dark"):
        theme.apply(app, name)
        for title, widget in {**sheets, "dialog": dialog}.items():
            app.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            app.processEvents()
            widget.grab().save(str(Path(folder) / f"{title}_{name}.png"))


if __name__ == "__main__":
    main(*sys.argv[1:2])
