"""`desk.imports`: a register or list somebody else made comes in — looked at first, then whole or not at all (S7, T7)."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.clock import local
from firstask_desktop.domain.importing import ImportRun, RowVerdict, RowView
from firstask_desktop.errors import Refused
from firstask_desktop.services.house import House
from firstask_desktop.services.office import Office
from firstask_desktop.services.outgoing import outgoing
from firstask_desktop.services.people import Session

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import RecordFormat
    from firstask_desktop.ledgers.template import RegisterHeader
    from firstask_desktop.ledgers.writer import Written
    from firstask_desktop.services.import_plan import ImportPlan
    from firstask_desktop.services.import_target import Target

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
LEDGER = "kf-06-01"
MAP = "service-map"
KINDS = (LEDGER, "staff", "matters", "externals", "departments", "posts", MAP)


class Imports:
    """`open` a file into a plan, say what its columns are, mend rows, `run`; later `undo`.

    A plan belongs to whoever works on it; every function may be called on a fork of the desk, on another thread.
    """

    def __init__(self, office: Office, session: Session, house: House, folder: Path) -> None:
        self._office = office
        self._session = session
        self._house = house
        self._folder = folder
        self._overrides = folder / "formats"

    def kinds(self) -> tuple[str, ...]:
        """What can be imported: format keys."""
        return KINDS

    def format(self, key: str) -> "RecordFormat":
        """The columns of what is imported; an unknown key is refused."""
        from firstask_desktop.ledgers.formats import load_format_or_shipped

        if key not in KINDS:
            raise Refused(
                f"目前只能导入 {LEDGER}《客服前台工作台账》、员工名单、事项目录、外部单位、部门、岗位和服务地图",
                code="format",
                field="format",
            )
        return load_format_or_shipped(key, self._overrides)[0]

    # -- the preview ------------------------------------------------------------------------------------------------

    def open(
        self, key: str, path: Path, sheet: str = "", line: int = 0, double: bool = False,
        report: Report | None = None, cancelled: Cancelled | None = None,
    ) -> "ImportPlan":  # fmt: skip
        """Read a workbook in a guarded process and judge every row. Nothing is written.

        Without `sheet` and `line` the table that fits best is looked for. Refused with field `path`, `sheet` or `line`.
        """
        from firstask_desktop.ledgers.raw_table import fill_table, open_table
        from firstask_desktop.services.import_plan import ImportPlan

        target = self.target(key)
        table, book = open_table(path, target.fmt, sheet, line, double, None, cancelled)
        plan = ImportPlan(key, target.fmt.title, table, dict(table.match.places), target.needed)
        self._recall(plan)
        plan.begin()
        for first, lines in fill_table(table, book, report, cancelled):
            plan.judge_block(target, first, lines)
        return plan

    def judge(self, plan: "ImportPlan", report: Report | None = None, cancelled: Cancelled | None = None) -> None:
        """Judge every row anew, after columns or values for the whole file changed; what was said is remembered."""
        target = self.target(plan.key)
        self._remember(plan)
        plan.begin()
        for first, lines in plan.table.blocks():
            plan.judge_block(target, first, lines)
            if report:
                report(first + len(lines), plan.table.count)
            if cancelled and cancelled():
                raise Refused("已停止核对", code="cancelled")

    def view(self, plan: "ImportPlan", place: int) -> RowView:
        """One row of the preview."""
        return plan.view(self.target(plan.key), place)

    def mend(self, plan: "ImportPlan", place: int, source: str, text: str) -> None:
        """Write something else into a cell of the preview — the file stays as it is — and judge the row again."""
        plan.mend(place, source, text)
        plan.judge_again(self.target(plan.key), [place])

    def mend_alike(self, plan: "ImportPlan", source: str, old: str, new: str) -> int:
        """Write `new` wherever this column says `old`, and judge those rows again; how many they are."""
        target = self.target(plan.key)
        places = plan.alike_rows(target, source, old)
        plan.mend_alike(source, old, new)
        plan.judge_again(target, places)
        return len(places)

    def leave_out(self, plan: "ImportPlan", place: int, out: bool = True) -> None:
        """Leave a row out of the import, or take it in again."""
        plan.leave_out(place, out)
        plan.judge_again(self.target(plan.key), [place])

    def target(self, key: str) -> "Target":
        """What rows of this kind are written into, in this office."""
        from firstask_desktop.services.import_cases import CaseTarget
        from firstask_desktop.services.import_lists import ListTarget

        if key == LEDGER:
            return CaseTarget(self._office, self._session.actor(), self.format(key))
        return ListTarget(self._office, self._house, key, self.format(key))

    # -- writing ----------------------------------------------------------------------------------------------------

    def run(
        self,
        plan: "ImportPlan",
        report: Report | None = None,
        cancelled: Cancelled | None = None,
        confirmed: bool = False,
    ) -> ImportRun:
        """Write every good row, in one transaction or none; rows that came in meanwhile are counted as known.

        Without a row to write nothing is written, and the run comes back without an id. A backup is made first, so that
        even a register that was mistaken as a whole costs nothing. A service map with bad rows is refused until they are
        mended, left out, or it is `confirmed` that only the good ones come in ([33]).
        """
        from firstask_desktop.services.backups import Backups
        from firstask_desktop.services.import_run import Importer

        bad = plan.counts()[RowVerdict.BAD]
        if plan.key == MAP and bad and not confirmed:
            raise Refused(
                f"有 {bad} 行有误，一行也没有导入；请先改好，或确认只导入其余的行", code="bad_rows", clause="[33]"
            )
        backups = Backups(self._office, self._session, self._folder)
        if backups.changed():
            backups.make()
        self._remember(plan)
        return Importer(self._office, self._session.actor()).run(plan, self.target(plan.key), report, cancelled)

    def write_refused(self, plan: "ImportPlan", path: Path) -> "Written":
        """Write the refused rows to a workbook, the reason and the line beside each, to be mended and imported again."""
        from dataclasses import replace

        from firstask_desktop.ledgers.formats import FormatColumn
        from firstask_desktop.ledgers.writer import write_register

        target = self.target(plan.key)
        added = (
            FormatColumn("refused_line", "原表行号", "integer", 8, source="refused_line"),
            FormatColumn("refused_why", "未导入的原因", "text", 30, source="refused_why"),
        )
        fmt = replace(target.fmt, columns=(*added, *target.fmt.columns), counts="", signatures=())
        views = (plan.view(target, place) for place in plan.places_of(RowVerdict.BAD))
        rows = ({**view.cells, "refused_line": view.line, "refused_why": view.finding.reason} for view in views)
        with outgoing(self._office.store, path):
            return write_register(path, fmt, self._header(), rows)

    def write_list(self, key: str, path: Path) -> "Written":
        """Write people, matters or external units as they stand: to be changed in Excel and imported again."""
        from firstask_desktop.ledgers.writer import RegisterFooter, write_register
        from firstask_desktop.services.import_lists import ListTarget

        target = self.target(key)
        if not isinstance(target, ListTarget):
            raise Refused("台账请在台账页导出", code="format", field="format")
        rows = target.rows()
        return write_register(path, target.fmt, self._header(), rows, RegisterFooter(len(rows), 0))

    def _header(self) -> "RegisterHeader":
        from firstask_desktop.ledgers.template import RegisterHeader
        from firstask_desktop.services.upkeep import Upkeep

        centre = self._office.centre
        day = local(self._office.clock.now(), self._office.zone).date()
        head = Upkeep(self._office).head()
        return RegisterHeader(centre.organisation or centre.name, "", f"{day:%Y-%m-%d}", head, self._office.mark)

    # -- afterwards -------------------------------------------------------------------------------------------------

    def history(self) -> list[ImportRun]:
        """Every import that wrote something, the latest first."""
        return self._office.store.everything(ImportRun)[::-1]

    def undo(self, run_id: str, report: Report | None = None, cancelled: Cancelled | None = None) -> ImportRun:
        """Take an import back as a whole: its cases are voided with the reason 撤销导入 and keep their numbers.

        Refused when somebody went on with any of them, or to whoever neither imported it nor leads.
        """
        from firstask_desktop.services.import_undo import Undoing

        return Undoing(self._office, self._session.actor()).run(run_id, report, cancelled)

    # -- what is remembered of a layout -----------------------------------------------------------------------------

    def _remember(self, plan: "ImportPlan") -> None:
        columns = {key: _nth(plan.headings, place) for key, place in plan.places.items()}
        fixed = {key: text for key, text in plan.fixed.items() if text}
        kept = json.dumps({"columns": columns, "fixed": fixed}, ensure_ascii=False)
        if self._office.store.recall(_layout(plan)) != kept:
            self._office.store.remember(_layout(plan), kept)

    def _recall(self, plan: "ImportPlan") -> None:
        kept = self._office.store.recall(_layout(plan))
        if not kept:
            return
        found = json.loads(kept)
        by_name = {_nth(plan.headings, place): place for place in range(len(plan.headings))}
        known = {column.key for column in self.format(plan.key).columns}
        plan.places = {key: by_name[name] for key, name in found["columns"].items() if name in by_name and key in known}
        plan.fixed = {key: text for key, text in found["fixed"].items() if key in known}


def _nth(headings: tuple[str, ...], place: int) -> str:
    """A heading with its number among those of the same words."""
    from firstask_desktop.ledgers.headings import plain_heading

    plain = [plain_heading(each) for each in headings[: place + 1]]
    return f"{plain[place]}#{plain.count(plain[place])}"


def _layout(plan: "ImportPlan") -> str:
    """The memory key of a layout: its headings, in whatever order they stand."""
    names = sorted(_nth(plan.headings, place) for place in range(len(plan.headings)))
    digest = hashlib.sha256("\x1f".join(names).encode("utf-8", "replace")).hexdigest()[:16]
    return f"layout:{plan.key}:{digest}"
