"""Search as one types: two-character words, names, initials, rooms, phone tails, two words; beside LIKE on the same rows.

Usage: `bench_search.py [CASES …]`, by default 10 000; the promise is measured at 1 000 000.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))

from firstask_desktop.desk import Desk  # noqa: E402
from firstask_desktop.domain.case import Case  # noqa: E402
from firstask_desktop.domain.clock import CHINA, FixedClock, utc_text  # noqa: E402
from firstask_desktop.domain.states import State  # noqa: E402
from firstask_desktop.services import pinyin  # noqa: E402
from firstask_desktop.services.indexing import case_terms  # noqa: E402
from firstask_desktop.storage.codec import column_names, decode_row, encode_row  # noqa: E402
from tests.desk_fixtures import MONDAY_MORNING, registered, set_up  # noqa: E402

ROUNDS = 12
BLOCK = 5_000
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
)
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰涛明超霞平刚桂文辉玲鑫波斌莉婷宁佳嘉俊凯雪梅红建国志远海燕晓东成立新"
PLACES = (
    "客厅",
    "卫生间",
    "地下车库",
    "电梯厅",
    "北门岗亭",
    "楼道",
    "大堂",
    "儿童活动区",
    "阳台",
    "厨房",
    "顶楼",
    "健身房",
)
THINGS = (
    "空调",
    "水管",
    "门禁",
    "路灯",
    "道闸",
    "热水器",
    "窗户",
    "地板",
    "对讲机",
    "消防栓",
    "马桶",
    "网络",
    "插座",
    "花盆",
)
TROUBLES = (
    "漏水",
    "不亮",
    "打不开",
    "有异响",
    "被堵住",
    "一直报警",
    "松动",
    "有异味",
    "跳闸",
    "不制冷",
    "生锈",
    "破损",
)
ENDS = ("请尽快来看", "家里有老人", "已经第二次反映", "晚上八点以后在家", "想知道什么时候能修好", "影响邻居休息")


def said(chance: random.Random) -> str:
    """What somebody complains of."""
    return f"{chance.choice(PLACES)}{chance.choice(THINGS)}{chance.choice(TROUBLES)}，{chance.choice(ENDS)}"


def filled(folder: Path, cases: int, telling: Callable[[random.Random], str] = said) -> Desk:
    """A register of that many closed cases, all different, with their search index; written past the journal."""
    desk = set_up(folder, FixedClock(MONDAY_MORNING))
    names = [name.strip('"') for name in column_names(Case).split(", ")]
    base, chance, store = encode_row(registered(desk)), random.Random(7), desk._office.store
    rows_sql = f"INSERT INTO cases (rid, {column_names(Case)}) VALUES ({','.join('?' * (len(names) + 1))})"
    store.run("PRAGMA synchronous = off")
    for start in range(10, cases + 10, BLOCK):
        rows, entries = [], []
        for rid in range(start, min(start + BLOCK, cases + 10)):
            row = base | _some_case(chance, rid, cases) | {"words": telling(chance)}
            values = [row[name] for name in names]
            rows.append((rid, *values))
            entries.append((rid, " ".join(case_terms(decode_row(Case, values)))))
        with store.database.atomic():
            cursor = store.database.cursor()
            cursor.executemany(rows_sql, rows)
            cursor.executemany("INSERT INTO search (rowid, body) VALUES (?, ?)", entries)
    long_ago = utc_text(MONDAY_MORNING - timedelta(minutes=cases * 2 + 60))
    store.run("UPDATE cases SET registered_at = ? WHERE rid < 10", (long_ago,))
    desk.upkeep.checkpoint()
    return desk


def _some_case(chance: random.Random, rid: int, cases: int) -> dict[str, object]:
    at = MONDAY_MORNING - timedelta(minutes=(cases - rid) * 2)
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
    return {
        "id": f"A-{rid}", "number": f"A{at.astimezone(CHINA):%y%m%d}-{rid}", "day": at.astimezone(CHINA).date().isoformat(),
        "day_no": rid, "state": State.CLOSED.value, "registered_at": utc_text(at), "contact_at": utc_text(at),
        "name": name, "phone": f"1{chance.randrange(30, 99)}{chance.randrange(10**8):08d}",
        "room": f"{chance.randrange(1, 30)}-{chance.randrange(1, 5)}-{chance.randrange(101, 3204)}",
        "result": f"师傅上门处理{chance.choice(THINGS)}，用时{chance.randrange(5, 240)}分钟",
    }  # fmt: skip


def queries(desk: Desk, cases: int) -> dict[str, list[str]]:
    """What people type, from cases anywhere in the register; the last kind is in no case at all."""
    chance = random.Random(11)
    some = [decode_row(Case, row) for row in _rows_at(desk, [chance.randrange(10, cases + 10) for _ in range(ROUNDS)])]
    return {
        "two-character word": [chance.choice((*PLACES, *THINGS, *TROUBLES))[:2] for _ in some],
        "name": [case.name for case in some],
        "initials": [pinyin.initials(case.name)[0] for case in some],
        "room": [case.room for case in some],
        "phone tail": [case.phone[-4:] for case in some],
        "whole phone": [case.phone for case in some],
        "two words": [f"{case.name} {case.words[:2]}" for case in some],
        "one character": [case.name[0] for case in some],
        "in no case": ["狴犴", "zqxv", "99-9-9999", "饕餮 漏水", "龘", "xqzj"] * (ROUNDS // 6),
    }


def _rows_at(desk: Desk, rids: list[int]) -> list[tuple[object, ...]]:
    marks = ",".join("?" * len(rids))
    return desk._office.store.all(f"SELECT {column_names(Case)} FROM cases WHERE rid IN ({marks})", rids)


def like(desk: Desk, query: str) -> object:
    """What one writes without an index: every word somewhere in the texts of the row, newest first."""
    texts = "number || ' ' || name || ' ' || room || ' ' || phone || ' ' || words || ' ' || result"
    where = " AND ".join(f"{texts} LIKE ?" for _ in query.split())
    words = [f"%{word}%" for word in query.split()]
    return desk._office.store.all(f"SELECT rid FROM cases WHERE {where} ORDER BY rid DESC LIMIT 50", words)


def measured(work: Callable[[str], object], asked: list[str]) -> list[float]:
    """Milliseconds of each query."""
    found = []
    for query in asked:
        begin = time.perf_counter()
        work(query)
        found.append((time.perf_counter() - begin) * 1_000)
    return found


def main(arguments: list[str] | None = None) -> None:
    """Measure and print one table for each size."""
    sizes = [int(each) for each in (sys.argv[1:] if arguments is None else arguments)] or [10_000]
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            desk = filled(Path(name) / "desk", size)
            desk.search.find("热身")
            print(f"{f'{size:,} cases, ms':24}{'p50':>8}{'p95':>8}{'worst':>8}{'LIKE p50':>10}{'LIKE ÷ ours':>13}")
            for kind, asked in queries(desk, size).items():
                ours = sorted(measured(desk.search.find, asked * 3))
                other = statistics.median(measured(partial(like, desk), asked[:6]))
                p50, p95 = statistics.median(ours), ours[int(len(ours) * 0.95)]
                print(f"{kind:24}{p50:8.2f}{p95:8.2f}{ours[-1]:8.2f}{other:10.2f}{other / p50:13.1f}")
            desk.close()


if __name__ == "__main__":
    main()
