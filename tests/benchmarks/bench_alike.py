"""Matters told in similar words, looked for while one is typed (S5), beside comparing with every matter of the 30 days.

    bench_alike.py [CASES …]      (10 000 unless told; the promise is measured at 1 000 000)

A matter of the last 30 days is told once more in other words: the order changed, filling words added, other words for
the trouble and the building, another end. Found is what is among the three that are shown. The control compares the
pairs of every matter of the 30 days, without index and without weights.
"""

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import Desk  # noqa: E402
from firstask_desktop.domain.case import Case  # noqa: E402
from firstask_desktop.domain.terms import terms_of  # noqa: E402
from firstask_desktop.storage.codec import column_names, decode_row  # noqa: E402
from tests.benchmarks.bench_search import ENDS, PLACES, filled  # noqa: E402

ROUNDS = 200
BRUTE = 5
A_MONTH = 30 * 24 * 30
"""Cases of 30 days, one every two minutes."""
MARKS = (
    "红色",
    "靠窗的",
    "新换的",
    "最里面那个",
    "左边第二个",
    "右侧",
    "入口处",
    "东南角",
    "靠墙",
    "中间那台",
    "老式",
    "大的",
)
TROUBLES = {
    "空调一直滴水": "空调往下漏水",
    "路灯整晚不亮": "路灯坏了不亮",
    "门禁刷卡打不开": "刷卡开不了门禁",
    "道闸不抬杆": "道闸杆子升不起来",
    "马桶堵住往外溢": "马桶堵了水都溢出来",
    "插座一用就跳闸": "插座用着用着跳闸",
    "水管接头渗水": "水管接口在渗水",
    "窗户关不严漏风": "窗户漏风关不上",
    "消防栓箱门掉了": "消防栓的门脱落",
    "地板砖翘起来绊人": "地砖翘了容易绊倒",
    "对讲机没有声音": "对讲听不到声音",
    "热水器打不着火": "热水器点不着",
    "电梯关门时夹人": "电梯门总夹到人",
    "垃圾桶满了没人收": "垃圾堆满没有清运",
    "墙面发霉一大片": "墙上一大片霉斑",
    "有人半夜装修": "夜里还在装修施工",
}
FILLERS = ("你好，", "麻烦一下，", "我想反映一下，", "请问有人管吗，", "是这样的，", "")
NUMBERS = "一二三四五六七八九"


def telling(chance: random.Random) -> str:
    """One matter: where, which, what, and what is wished."""
    where = f"{chance.randrange(1, 10)}号楼{chance.randrange(1, 33)}层{chance.choice(PLACES)}"
    return f"{where}{chance.choice(MARKS)}{chance.choice(list(TROUBLES))}，{chance.choice(ENDS)}"


def retold(chance: random.Random, words: str) -> str:
    """The same matter as somebody else tells it."""
    about, _, _end = words.partition("，")
    trouble = next(one for one in TROUBLES if about.endswith(one))
    where = about.removesuffix(trouble)
    if chance.random() < 0.3:
        where = f"{NUMBERS[int(where[0]) - 1]}栋{where[3:]}"
    said = TROUBLES[trouble] if chance.random() < 0.5 else trouble
    parts = [where, said] if chance.random() < 0.6 else [said + "，", "就在" + where]
    return f"{chance.choice(FILLERS)}{''.join(parts)}，{chance.choice(ENDS)}"


def lately(desk: Desk) -> list[Case]:
    """The matters of the last 30 days."""
    rows = desk._office.store.all(f"SELECT {column_names(Case)} FROM cases ORDER BY rid DESC LIMIT {A_MONTH}")
    return [decode_row(Case, row) for row in rows if "号楼" in str(row)]


def by_comparing(cases: list[Case], words: str) -> list[str]:
    """The three that share most pairs for their length, of all: what one writes first."""
    asked = set(terms_of(words))
    likeness = [
        (len(asked & other) / len(asked | other), case.id) for case in cases if (other := set(terms_of(case.words)))
    ]
    return [case_id for _, case_id in sorted(likeness, reverse=True)[:3]]


def main(arguments: list[str]) -> None:
    """Print one table for all sizes."""
    print(
        "| cases | in 30 days | found of retold | shown for nothing | p50 ms | p95 ms | worst ms | comparing all: ms | found |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size in [int(each) for each in arguments] or [10_000]:
        with tempfile.TemporaryDirectory() as name:
            desk = filled(Path(name) / "desk", size, telling)
            chance, cases = random.Random(3), lately(desk)
            desk.cases.alike(telling(chance))
            took, found = [], 0
            for case in chance.choices(cases, k=ROUNDS):
                words = retold(chance, case.words)
                begin = time.perf_counter()
                shown = desk.cases.alike(words)
                took.append((time.perf_counter() - begin) * 1_000)
                found += case.id in {row.id for row in shown}
            idle = sum(bool(desk.cases.alike(text)) for text in UNHEARD_OF)
            brute, right = [], 0
            for case in chance.choices(cases, k=BRUTE):
                words = retold(chance, case.words)
                begin = time.perf_counter()
                right += case.id in by_comparing(cases, words)
                brute.append((time.perf_counter() - begin) * 1_000)
            took.sort()
            print(
                f"| {size:,} | {len(cases):,} | {found / ROUNDS:.0%} | {idle} of {len(UNHEARD_OF)} | {statistics.median(took):.1f}"
                f" | {took[int(len(took) * 0.95)]:.1f} | {took[-1]:.1f} | {statistics.median(brute):.0f} | {right} of {BRUTE} |",
                flush=True,
            )
            desk.close()


UNHEARD_OF = (
    "想问一下幼儿园秋季报名要带什么材料", "快递柜里的包裹被别人取走了", "楼下烧烤摊的油烟飘进卧室", "业委会选举的投票什么时候截止",
    "游泳池的水有一股刺鼻的氯气味", "车位上有人放了一辆婴儿车", "我的发票抬头开错了要重开", "想租会议室开两个小时的会",
)  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
