"""Believable rows of the 25-column register for measurements, always the same ones."""

import datetime as dt
import random
from collections.abc import Iterator

PLACES = ("客厅", "主卧卫生间", "地下二层车库", "三号楼东侧电梯厅", "北门岗亭", "十二层走廊", "大堂", "儿童活动区")
TROUBLES = (
    "空调漏水，地板已经泡了一小块，家里有老人，请尽快派人来看",
    "道闸不抬杆，按对讲没有人应答",
    "灯不亮，晚上走路看不见台阶",
    "有人连续三个晚上十一点以后还在跑步机上跑步，影响孩子休息，希望协调",
    "想了解办理装修备案需要带哪些材料，什么时候可以来办",
    "遗失一个黑色双肩包，内有笔记本电脑和证件，请帮忙调看监控",
)
WISHES = ("今天之内给答复", "请工程部师傅上门前先打电话", "书面说明原因", "退回多收的费用")
RESULTS = (
    "师傅到场更换冷凝水管，试机两小时无滴漏，客户现场确认",
    "已重启并安排保安值守，次日由厂家检修",
    "当场告知材料清单",
    "查看监控后在服务台找到失物，客户签字领回",
)
PEOPLE = ("何静", "李建国", "欧阳丽华", "周敏", "陈志远", "买买提·艾力")
GUESTS = ("张伟", "王女士", "陈小姐", "刘建华", "司马青云", "（不愿告知）")


def rows(count: int, first: dt.datetime = dt.datetime(2026, 11, 1, 8, 0)) -> Iterator[dict[str, object]]:
    """Believable rows, always the same ones, two minutes apart: one in five with a line break, one in fifty with markup."""
    chance = random.Random(7)
    for index in range(count):
        at = first + dt.timedelta(minutes=2 * index)
        handed = chance.random() < 0.7
        called_back = chance.random() < 0.5
        accepted = at + dt.timedelta(seconds=chance.randrange(300, 3000)) if handed else None
        yield {
            "seq_on_page": index + 1,
            "number": f"Q1-{at:%Y%m%d}-{index % 1000:04d}",
            "date": at.date(),
            "time": at.time(),
            "channel": chance.choice(("来访", "来电", "网络")),
            "requester_name": chance.choice(GUESTS),
            "room": f"{chance.randrange(1, 20)}-2-{chance.randrange(101, 3204):04d}",
            "phone": f"139{chance.randrange(10**8):08d}" if index % 3 else f"0755-8{chance.randrange(10**7):07d}",
            "kind": chance.choice(("咨询", "报修", "投诉")),
            "matter_text": _matter(chance),
            "first_asked": chance.choice(PEOPLE),
            "verdict": "他部门" if handed else "本岗",
            "told": "规定、程序、时限",
            "department": "工程部" if handed else "",
            "handler": chance.choice(PEOPLE) if handed else "",
            "handed_at": at + dt.timedelta(minutes=4) if handed else None,
            "accepted_at": accepted,
            "promise": f"{at:%Y-%m-%d} 17:30" + ("（改 1 次）" if chance.random() < 0.1 else ""),
            "result": f"{chance.choice(RESULTS)}；用时 {chance.randrange(5, 240)} 分钟。",
            "settled_at": at + dt.timedelta(seconds=chance.randrange(3600, 90000)),
            "answered": f"{at:%Y-%m-%d} 16:{chance.randrange(60):02d} 电话",
            "callback": f"{at:%Y-%m-%d} 18:00 {chance.choice(PEOPLE)}" if called_back else None,
            "callback_result": "满意" if called_back else None,
            "visits": chance.randrange(1, 4),
            "remark": chance.choice(("", "", "", "再次来访", "补录；失约 1 次")),
        }


def _matter(chance: random.Random) -> str:
    text = f"{chance.choice(PLACES)}{chance.choice(TROUBLES)}（{chance.randrange(1, 31)} 日起）。"
    lot = chance.random()
    if lot < 0.2:
        return f"{text}\n诉求：{chance.choice(WISHES)}"
    return f"{text}详见 <附件 {chance.randrange(9)}> & 照片" if lot < 0.22 else text
