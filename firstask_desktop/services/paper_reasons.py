"""Why a cell of a paper reads otherwise today: which later lines of the journal made it so, or that the paper was altered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from firstask_desktop.domain.clock import from_text, local
from firstask_desktop.domain.flow import BY_ACTION, Action
from firstask_desktop.domain.paper_checks import CellCheck
from firstask_desktop.services.office import Office
from firstask_desktop.storage.journal import ERASED
from firstask_desktop.storage.later import Deed

MOST_NAMED = 3
NOT_COMPARED = frozenset({"seq_on_page"})
_HOUSE = {
    "people": "改人员资料", "departments": "改部门资料", "choices": "改选择项", "centres": "改中心资料",
    "posts": "改岗位资料", "matters": "改事项目录",
}  # fmt: skip
_WORDS = {
    "case.broken": "记失约", "case.escalate": "逾时升级", "case.attach": "加附件", "import.run": "导入", "import.undo": "撤销导入",
    "import.void": "撤销导入", "waiting.arrive": "登记来访", "waiting.serve": "记茶水资料", "waiting.report": "报告领导",
    "waiting.reply": "记领导答复", "waiting.told": "告知来访人", "waiting.leave": "记离开", "handover.begin": "开始交班",
    "handover.confirm": "逐条确认", "handover.give": "交班", "handover.receive": "接班", "desk.keep": "登记物品",
    "desk.taken": "物品取走", "roster.put": "排班", "roster.clear": "取消班次", "roster.copy": "复制上周班次",
}  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """A row of the journal's tables that stands behind a cell, and which of its fields do."""

    table: str
    row_id: str
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """One cell as the paper says it, as the register says it now and as it said it at the seal (None: it had no such row)."""

    heading: str
    said: str
    says: str
    was: str | None


class Reasons:
    """The journal's lines after the seal, found by the rows they touched."""

    def __init__(self, office: Office, deeds: Iterable[Deed]) -> None:
        self._office = office
        self._of_row: dict[tuple[str, str], list[Deed]] = defaultdict(list)
        self._of_subject: dict[str, list[Deed]] = defaultdict(list)
        self._house: list[Deed] = []
        for deed in deeds:
            self._of_subject[deed.subject].append(deed)
            for table, rows in deed.fields.items():
                for row_id in rows:
                    self._of_row[table, row_id].append(deed)
            if deed.fields.keys() & _HOUSE.keys():
                self._house.append(deed)

    def check(self, cell: Reading, behind: Sequence[Behind], case_id: str, named: Iterable[str]) -> CellCheck:
        """Judge one cell that differs. `behind` are the rows it is made of, `named` the ids of people and departments whose
        names it may show."""
        told = (cell.heading, cell.said, cell.says)
        if cell.was is not None and ERASED in cell.was:
            return CellCheck(*told, "该项已匿名化，无从比对", True)
        if cell.was is None:
            return CellCheck(*told, "封账时日志里没有这一行", False)
        if cell.said != cell.was:
            return CellCheck(*told, f"日志当时是「{cell.was or '空'}」，纸上被改动过", False)
        return CellCheck(*told, self.because(behind, case_id, named), True)

    def because(self, behind: Sequence[Behind], case_id: str = "", named: Iterable[str] = ()) -> str:
        """The lines that did it: those that changed these very fields, else the names shown, else the rows at all."""
        return self._told(
            self._changing(behind)
            or self._naming(named)
            or self._about(behind, case_id)
            or [deed for deed in self._house if deed.action.startswith("house.")]
        )

    def _changing(self, behind: Sequence[Behind]) -> list[Deed]:
        return _once(
            deed
            for row in behind
            for deed in self._of_row.get((row.table, row.row_id), ())
            if row.fields & set(deed.touched(row.table, row.row_id))
        )

    def _naming(self, named: Iterable[str]) -> list[Deed]:
        return _once(deed for row_id in named for table in _HOUSE for deed in self._of_row.get((table, row_id), ()))

    def _about(self, behind: Sequence[Behind], case_id: str) -> list[Deed]:
        """Lines about the matter that did not touch its own row first: what hangs on it, and then all about the rows."""
        beside = [deed for deed in self._of_subject.get(case_id, ()) if not deed.touched("cases", case_id)]
        rows = [deed for row in behind for deed in self._of_row.get((row.table, row.row_id), ())]
        return _once(beside if case_id and beside else rows or self._of_subject.get(case_id, ()))

    def _told(self, deeds: list[Deed]) -> str:
        """The lines with time and person, newest last."""
        lines = [
            f"日志 {deed.counter}-{deed.seq} {local(from_text(deed.at), self._office.zone):%m-%d %H:%M} "
            f"{self._office.name(deed.actor) or '系统'} {_word(deed)}"
            for deed in deeds[-MOST_NAMED:]
        ]
        more = f"等 {len(deeds)} 行" if len(deeds) > MOST_NAMED else ""
        return "、".join(lines) + more


def plain(value: object) -> str:
    """A cell as both sides read it: trimmed, to the minute, without what no cell can hold."""
    from firstask_desktop.ledgers.cells_in import trimmed
    from firstask_desktop.ledgers.cells_out import clean_text, to_text

    if isinstance(value, datetime):
        value = value.replace(second=0, microsecond=0)
    return trimmed(clean_text(to_text(value))) if value is not None else ""


def ids_in(record: object, fields: Iterable[str]) -> list[str]:
    """The ids such fields of a row hold: whoever they name may have been renamed."""
    values = (getattr(record, field, "") for field in fields)
    return [value for value in values if isinstance(value, str) and value]


def differing(
    said: Mapping[str, object], says: Mapping[str, object], sources: Sequence[tuple[str, str]]
) -> list[tuple[str, str, str, str]]:
    """(source, heading, on the paper, today) of every cell that is not the same."""
    pairs = ((source, heading, plain(said.get(source)), plain(says.get(source))) for source, heading in sources)
    return [each for each in pairs if each[2] != each[3]]


def _once(deeds: Iterable[Deed]) -> list[Deed]:
    found = {(deed.counter, deed.seq): deed for deed in deeds}
    return sorted(found.values(), key=lambda deed: (deed.at, deed.counter, deed.seq))


def _word(deed: Deed) -> str:
    """What a journal line did, as people say it."""
    room, _, name = deed.action.partition(".")
    if room == "case" and name in set(BY_ACTION):
        return BY_ACTION[Action(name)].word
    if room == "house":
        return next((words for table, words in _HOUSE.items() if table in deed.fields), "改设置")
    return _WORDS.get(deed.action, deed.action)
