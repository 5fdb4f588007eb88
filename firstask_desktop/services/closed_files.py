"""A confidential matter's file for who may not read it, and who read it or was not let for who may ([74])."""

from firstask_desktop.domain.case import Case, Entry
from firstask_desktop.domain.flow import BY_ACTION, Action
from firstask_desktop.domain.secrecy import NOT_YOURS, Access, secret
from firstask_desktop.domain.states import EntryKind
from firstask_desktop.domain.views import CaseFile, LastLink, TimelineLine, Tone
from firstask_desktop.services.office import Office
from firstask_desktop.services.timing import Timing
from firstask_desktop.services.veil import EXPORT, PRINT, READ

_WHAT = {READ: "查看", PRINT: "打印", EXPORT: "导出"}


def closed_file(office: Office, timing: Timing, case: Case, last_link: LastLink) -> CaseFile:
    """That there is such a matter, how it came, who was first asked, and that it is not for whoever looks."""
    first = office.name(case.first_asked)
    facts = (("受理方式", case.channel), ("类别", case.kind), ("登记时间", timing.when(case.registered_at)))
    return CaseFile(
        case=case, matter=None, names={case.first_asked: first}, departments={}, facts=facts,
        people=(("首问责任人", first),), clocks=(), promises=(), chain=(), timeline=(), attempts=(),
        doubts=(), pauses=(), complaint=None, tasks=(), papers=(), attachments=(), declined=(), moves=(),
        warnings=((NOT_YOURS, Tone.NOTE),), path=(), last_link=last_link,
    )  # fmt: skip


def with_accesses(office: Office, timing: Timing, case: Case, lines: list[TimelineLine]) -> tuple[TimelineLine, ...]:
    """The lines of a timeline, and between them who read a confidential matter, printed it, or tried and was not let."""
    if not secret(case):
        return tuple(lines)
    read = [_line(office, timing, row) for row in office.store.of_case(Access, case.id)]
    return tuple(sorted([*lines, *read], key=lambda line: line.entry.at or timing.now()))


def _line(office: Office, timing: Timing, row: Access) -> TimelineLine:
    kind = EntryKind.NOT_LET if row.refused else EntryKind.READ
    what = _WHAT.get(row.what) or (BY_ACTION[Action(row.what)].word if row.what in set(Action) else row.what)
    return TimelineLine(
        id=row.id, at=timing.when(row.at), actor=office.name(row.person) or "未登录", kind=kind.word,
        text=f"{what}：{row.words}" if row.words else what, tone=Tone.AMBER if row.refused else Tone.CALM,
        entry=Entry(id=row.id, case_id=row.case_id, at=row.at, actor=row.person, kind=kind, text=what),
    )  # fmt: skip
