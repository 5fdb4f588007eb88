"""Taking an import back: nothing is deleted. Its cases are voided with their reason, new rows of the house are switched
off, changed ones get their former values, and the history says who did it when."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.flow import BY_ACTION, Action
from firstask_desktop.domain.importing import UNDONE, ImportRun
from firstask_desktop.domain.people import Department, External, Matter, Person, Post
from firstask_desktop.domain.service_map import ServiceLink
from firstask_desktop.domain.states import EntryKind, Role, Standing, State
from firstask_desktop.errors import Refused
from firstask_desktop.services.import_lists import RECORDS
from firstask_desktop.services.office import Office
from firstask_desktop.services.steps import Step
from firstask_desktop.storage.codec import columns_of, decode_row
from firstask_desktop.storage.import_lookups import born_on_the_way, changed_since, in_use, subjects_of, worked_on_since
from firstask_desktop.storage.store import Record
from firstask_desktop.storage.tables import TABLES

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
NAMED = 5
LOOKS = 20


class Undoing:
    """`run(run_id)`: the whole import or none of it."""

    def __init__(self, office: Office, actor: Person) -> None:
        self._office = office
        self._actor = actor

    def run(self, run_id: str, report: Report | None = None, cancelled: Cancelled | None = None) -> ImportRun:
        """Refused when it was undone already, when somebody went on with what it made, or without the right to."""
        try:
            with self._office.store.batch():
                run = self._checked(run_id)
                if run.format not in RECORDS:
                    self._void(run, report, cancelled)
                with self._office.store.record("import.undo", self._actor.id, run.id) as entry:
                    self._switch_back(entry, run)
                    self._switch_off_new(entry, run)
                    return entry.put(replace(run, undone_at=entry.at, undone_by=self._actor.id))
        finally:
            self._office.forget()

    def _checked(self, run_id: str) -> ImportRun:
        run = self._office.store.get(ImportRun, run_id)
        if run is None:
            raise Refused("没有这次导入", code="no_import")
        if run.undone_at is not None:
            raise Refused(f"这次导入已由 {self._office.name(run.undone_by)} 撤销", code="undone")
        if self._actor.role is Role.STAFF and self._actor.id != run.actor:
            raise Refused("只有导入人本人或主任、经理可以撤销", code="role", clause="M3.1 [62]")
        if touched := self._touched(run):
            words = "、".join(self._called(run, each) for each in touched[:NAMED])
            more = f" 等 {len(touched)} 条" if len(touched) > NAMED else ""
            raise Refused(f"导入之后已有人办理或修改过：{words}{more}，不能整批撤销", code="worked_on")
        return run

    def _touched(self, run: ImportRun) -> list[str]:
        """What somebody went on with: cases the import made, rows of the house it added or changed."""
        store = self._office.store
        if run.format not in RECORDS:
            return worked_on_since(store, run)
        changed = [str(kept["id"]) for kept in json.loads(run.former)] if run.former else []
        born = born_on_the_way(store, run, TABLES[RECORDS[run.format]])
        return changed_since(store, run, [*born, *changed])

    def _called(self, run: ImportRun, row_id: str) -> str:
        if run.format not in RECORDS:
            case = self._office.store.get(Case, row_id)
            return case.number if case else row_id
        row: Any = self._office.get(RECORDS[run.format], row_id)
        return getattr(row, "name", "服务地图的一环") if row else row_id

    def _void(self, run: ImportRun, report: Report | None, cancelled: Cancelled | None) -> None:
        made = subjects_of(self._office.store, run, "case.import")
        for count, case_id in enumerate(made, 1):
            with self._office.store.record("import.void", self._actor.id, case_id) as entry:
                case = self._office.store.get(Case, case_id)
                if case is None:
                    continue
                step = Step(self._office, entry, case, self._actor, BY_ACTION[Action.VOID])
                step.to(State.VOIDED, void_reason=UNDONE, closed_at=step.now, closed_by=self._actor.id)
                step.note(EntryKind.VOIDED, UNDONE)
                step.tie_up()
                step.save()
            if count % LOOKS == 0:
                if report:
                    report(count, len(made))
                if cancelled and cancelled():
                    raise Refused("已停止撤销，没有改动", code="cancelled")

    def _switch_back(self, entry: Record, run: ImportRun) -> None:
        """Rows that the import changed get the values they had."""
        for kept in json.loads(run.former) if run.former else ():
            record = next(each for each in RECORDS.values() if each.__name__ == kept["table"])
            entry.put(decode_row(record, [kept.get(column.name, column.default) for column in columns_of(record)]))

    def _switch_off_new(self, entry: Record, run: ImportRun) -> None:
        """Rows the import added are switched off unless something else has come to need them."""
        store = self._office.store
        for record in (ServiceLink, Matter, External, Person, Post, Department):
            for row_id in born_on_the_way(store, run, TABLES[record]):
                row: Any = store.get(record, row_id)
                if row is None or self._needed(row):
                    continue
                entry.put(replace(row, standing=Standing.LEFT) if record is Person else replace(row, active=False))

    def _needed(self, row: Any) -> bool:
        store = self._office.store
        match row:
            case Person():
                return in_use(store, person=row.id)
            case Matter():
                linked = any(link.matter == row.id and link.active for link in store.everything(ServiceLink))
                return linked or in_use(store, matter=row.id)
            case Post():
                return self._staffed("post", row.id)
            case Department():
                return self._staffed("department", row.id) or in_use(store, department=row.id)
        return False

    def _staffed(self, field: str, row_id: str) -> bool:
        """Whether a person, a matter, a post or a link that stands names this department or post."""
        store = self._office.store
        if any(
            getattr(each, field) == row_id and each.standing is not Standing.LEFT for each in store.everything(Person)
        ):
            return True
        others: list[Any] = [*store.everything(Matter), *(store.everything(Post) if field == "department" else ())]
        links = store.everything(ServiceLink) if field == "post" else []
        return any(getattr(each, field) == row_id and each.active for each in others) or any(
            row_id in (link.giver, link.receiver) and link.active for link in links
        )
