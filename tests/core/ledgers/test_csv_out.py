import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from firstask_desktop.errors import Refused
from firstask_desktop.ledgers.csv_out import write_csv
from firstask_desktop.ledgers.formats import RecordFormat


def test_a_register_as_csv_is_inert_and_readable(
    tmp_path: Path, register: RecordFormat, case_row: Callable[..., dict[str, object]]
) -> None:
    path = tmp_path / "台账.csv"
    row = case_row(matter_text='=1+1,"引号"\r\n第二行', phone="-8012", remark="\t@x", room="+3")
    assert write_csv(path, register, [row]).rows == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        headings, line = list(csv.reader(file))
    shown = dict(zip(headings, line, strict=True))
    assert shown["反映事项"] == '\'=1+1,"引号"\n第二行'
    assert (shown["联系电话"], shown["备注"], shown["房号/单位"]) == ("'-8012", "'\t@x", "'+3")
    assert (shown["日期"], shown["时间"], shown["转办时间"]) == ("2026-11-23", "08:05", "2026-11-23 08:09")


def test_a_cancelled_csv_leaves_nothing(
    tmp_path: Path, register: RecordFormat, case_row: Callable[..., dict[str, object]]
) -> None:
    with pytest.raises(Refused, match="取消"):
        write_csv(tmp_path / "台账.csv", register, [case_row()] * 300, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []
