"""The parts of the settings, as data: what is edited, under which words."""

from firstask_desktop.domain.people import (
    Centre,
    Choice,
    Department,
    External,
    Limit,
    Matter,
    Person,
    Phrase,
    Post,
    SpecialDay,
)
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.domain.states import Standing
from ui.pages.settings_fields import Entry, Kind, Section
from ui.pages.settings_words import LIMITS

CENTRE = Section(
    "centre",
    "中心",
    "印在每张表的抬头；服务时间用来计算时限和承诺",
    Centre,
    (
        Entry("name", "中心名称", wide=200, required=True),
        Entry("organisation", "单位名称", wide=200, stretch=True),
        Entry("phone", "电话", wide=140, hint="印在首问回执上"),
        Entry("supervision_phone", "监督电话", wide=140, hint="印在首问回执上"),
        Entry("area_code", "区号", hint="本地座机不写区号时补上，如 0571"),
        Entry("address", "地址"),
        Entry("always_open", "全天服务", Kind.TICK),
        Entry("hours", "服务时间", Kind.LINES, hint="一行一天：1 08:30-12:00 13:30-18:00（1 为周一，7 为周日）"),
    ),
    off=(),
    on=(),
    alone=True,
    adds=False,
)
DEPARTMENTS = Section(
    "departments",
    "部门",
    "转办时按部门找人；停用后旧事项照常显示",
    Department,
    form="departments",
)
POSTS = Section(
    "posts",
    "岗位",
    "每个岗位的职责与可当场决定的事项；岗位决定一个人是员工、主任还是经理",
    Post,
    form="posts",
)
PEOPLE = Section(
    "people",
    "人员",
    "首问责任人、承办人都从这里选；离职的人不再出现在选择里，旧记录里的名字不变",
    Person,
    off=(("standing", Standing.LEFT),),
    on=(("standing", Standing.ACTIVE),),
    form="staff",
)
MATTERS = Section(
    "matters",
    "事项目录",
    "选定事项，就带出承办部门、程序、材料和时限",
    Matter,
    form="matters",
)
MAP = Section(
    "map",
    "服务地图",
    "每个服务项目从哪个岗位交到哪个岗位，交什么、多久、找谁；承办岗位在「事项目录」里",
    ServiceLink,
    form="service-map",
)
LISTS = Section(
    "lists",
    "选择项",
    "受理方式、类别、身份和各种原因；用过的不能删除，只能停用",
    Choice,
    (
        Entry("group", "列表", Kind.GROUP, wide=170, required=True),
        Entry("text", "内容", wide=260, required=True, stretch=True),
        Entry("letter", "按键", wide=60, hint="一个字母；类别在登记时用它选"),
        Entry("callback", "需回访", Kind.TICK, wide=70),
        Entry("complaint", "记入 06-05", Kind.TICK, wide=90),
        Entry("place", "顺序", Kind.NUMBER, wide=60),
        Entry(
            "progress_minutes", "无进展转黄（分钟）", Kind.NUMBER, hint="只对类别：多久没有报进展转黄；0 按「时限」里的"
        ),
    ),
)
PHRASES = Section(
    "phrases",
    "服务忌语",
    "只检查工作人员写的内容，客户原话从不改动（4.7）",
    Phrase,
    (
        Entry("phrase", "忌语", wide=180, required=True),
        Entry("replacement", "可以这样说", Kind.TEXT, wide=380, stretch=True),
        Entry("innocent", "无妨的词", Kind.TICK, wide=84, hint="含有忌语但不算的词，如「不知情」"),
    ),
)
LIMIT = Section(
    "limits",
    "时限",
    "「立即」「及时」「尽早」在这里变成数字；分钟均为工作分钟",
    Limit,
    (
        Entry("key", "项目", wide=420, stretch=True, fixed=True),
        Entry("value", "数值", Kind.NUMBER, wide=110),
    ),
    off=(),
    on=(),
    adds=False,
    keep=lambda row: row.key in LIMITS,
)
DAYS = Section(
    "days",
    "节假日",
    "放假与调休上班；没有公布安排的年份按普通周末计算，并标「未公布」",
    SpecialDay,
    (
        Entry("day", "日期", Kind.DATE, wide=140, required=True),
        Entry("name", "名称", wide=240, stretch=True),
        Entry("working", "调休上班", Kind.TICK, wide=96, hint="不勾为放假"),
    ),
)
EXTERNALS = Section(
    "externals",
    "外部单位",
    "不属本单位的事，告诉客户去哪里办；超过 12 个月没核对的号码会提醒",
    External,
    form="externals",
    today=("updated",),
)

SECTIONS: tuple[Section, ...] = (
    CENTRE,
    DEPARTMENTS,
    POSTS,
    PEOPLE,
    MATTERS,
    MAP,
    LISTS,
    PHRASES,
    LIMIT,
    DAYS,
    EXTERNALS,
)
