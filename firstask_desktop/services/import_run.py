"""Writing an import: the good rows of a plan in one transaction, and what is left in the history."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from firstask_desktop.domain.importing import ImportRun, RowVerdict
from firstask_desktop.domain.people import Person
from firstask_desktop.errors import Refused
from firstask_desktop.services.import_target import Seen, Target
from firstask_desktop.services.office import Office

if TYPE_CHECKING:
    from firstask_desktop.services.import_plan import ImportPlan

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
LOOKS = 20


class Importer:
    """`run(plan, target)`: all good rows or none."""

    def __init__(self, office: Office, actor: Person) -> None:
        self._office = office
        self._actor = actor

    def run(
        self, plan: "ImportPlan", target: Target, report: Report | None = None, cancelled: Cancelled | None = None
    ) -> ImportRun:
        """Write them; a row that came in by another way meanwhile is left as it is."""
        counts = plan.counts()
        total, made, met = counts[RowVerdict.GOOD], 0, 0
        store = self._office.store
        try:
            with store.batch():
                first_seq = store.head()[0] + 1
                seen = Seen()
                for block in plan.drafts(target):
                    findings = target.compare([draft for _, draft in block], seen)
                    for (_, draft), finding in zip(block, findings, strict=True):
                        if finding.verdict is RowVerdict.BAD:
                            raise Refused(
                                f"第 {draft.line} 行：{finding.reason}。一行也没有导入，请重新核对", code="changed"
                            )
                        if finding.verdict is RowVerdict.KNOWN:
                            met += 1
                            continue
                        target.write(draft)
                        made += 1
                        if made % LOOKS == 0:
                            _look(made, total, report, cancelled)
                run = ImportRun(
                    actor=self._actor.id, format=plan.key, title=plan.title, file=plan.table.path.name,
                    sheet=plan.table.sheet, read=len(plan.rows), made=made, known=counts[RowVerdict.KNOWN] + met,
                    refused=counts[RowVerdict.BAD], left_out=counts[RowVerdict.LEFT], counter=store.counter,
                    first_seq=first_seq, last_seq=store.head()[0], former=target.former(),
                )  # fmt: skip
                run = self._kept(run)
        except BaseException:
            self._office.forget()
            raise
        if report:
            report(total, total)
        return run

    def _kept(self, run: ImportRun) -> ImportRun:
        from dataclasses import replace

        if not run.made:
            return run
        with self._office.store.record("import.run", self._actor.id) as entry:
            kept = entry.put(replace(run, at=entry.at))
            entry.subject = kept.id
        return kept


def _look(done: int, total: int, report: Report | None, cancelled: Cancelled | None) -> None:
    if report:
        report(done, total)
    if cancelled and cancelled():
        raise Refused("已取消导入，一行也没有写入", code="cancelled")
