import datetime as dt
from collections.abc import Callable

import pytest

from firstask_desktop.ledgers.formats import RecordFormat, load_format
from firstask_desktop.ledgers.writer import RegisterHeader

Row = dict[str, object]


@pytest.fixture
def register() -> RecordFormat:
    return load_format("kf-06-01", None)


@pytest.fixture
def header() -> RegisterHeader:
    return RegisterHeader("云杉物业 & 服务", "一号客服中心", "2026年11月", "1042 · 9f3c2a7b1e")


@pytest.fixture
def case_row() -> Callable[..., Row]:
    """A register row as the desk hands it over; single values may be given instead."""

    def build(**given: object) -> Row:
        row: Row = {
            "seq_on_page": 1,
            "number": "Q1-20261123-0001",
            "date": dt.date(2026, 11, 23),
            "time": dt.time(8, 5),
            "channel": "来电",
            "requester_name": "张小满",
            "room": "03-1201",
            "phone": "075582345678",
            "kind": "报修",
            "matter_text": "厨房水管漏水",
            "first_asked": "何静",
            "verdict": "他部门",
            "told": "程序、时限",
            "department": "工程部",
            "handler": "李建国",
            "handed_at": dt.datetime(2026, 11, 23, 8, 9),
            "accepted_at": dt.datetime(2026, 11, 23, 8, 15, 30),
            "promise": "2026-11-23 17:30（改 1 次）",
            "result": "已更换接头",
            "settled_at": dt.datetime(2026, 11, 23, 10, 0),
            "answered": "2026-11-23 10:20 电话",
            "callback": None,
            "callback_result": None,
            "visits": 1,
            "remark": None,
        }
        return row | given

    return build
