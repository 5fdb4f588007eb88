"""《一次性告知单》: what is missing is told at once, what comes is looked at paper by paper (B2 [51])."""

import re
from dataclasses import replace
from datetime import datetime

from firstask_desktop.domain.case import Pause
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.commands import Materials, Resume
from firstask_desktop.domain.desk_life import MaterialList
from firstask_desktop.domain.materials import STANDINGS, UNFIT, CheckedPaper
from firstask_desktop.domain.people import Matter
from firstask_desktop.domain.states import EntryKind, State
from firstask_desktop.errors import Refused
from firstask_desktop.services.reacting import must_react, reacted
from firstask_desktop.services.steps import Step
from firstask_desktop.services.text import clean
from firstask_desktop.storage.store import Store

CLAUSE = "B2 [51]"
PAPERS = "补正材料"
_ASKED = re.compile("补.{0,2}材料|缺.{0,2}材料|材料(?:未|不|没)(?:齐|全|带)")
FIELD = "paper_"
"""A refused paper is named by its place on the list."""


def asks_for_papers(cause: str) -> bool:
    """Whether a cause of waiting is that papers are missing, which is told on a list and not in passing."""
    return _ASKED.search(cause) is not None


def materials(step: Step, command: Materials) -> None:
    """Everything missing in one list; the limit's clock stops until the papers are there."""
    missing = _texts(command.missing)
    explained = step.staff_text("explained", command.explained, command.quoted)
    _in_future(step, command.resume_by)
    until = f"{local(command.resume_by, step.office.zone):%Y-%m-%d %H:%M} 前" if command.resume_by else ""
    deadline = clean(command.deadline) or until
    if not deadline:
        raise Refused("请写明补齐的时限，或约定时间：告知单上要印", code="deadline", field="deadline", clause=CLAUSE)
    row = MaterialList(missing=missing, received=_texts(command.received), deadline=deadline)
    again = _listed(step, row, command.why_again)
    must_react(command.reaction)
    reacted(step, command.reaction, command.escalate_to)
    step.put(
        Pause(
            case_id=step.case.id, cause=PAPERS, explained=explained or "；".join(missing), explained_at=step.now,
            resume_condition="材料补齐", resume_by=command.resume_by, started_at=step.now,
        )
    )  # fmt: skip
    limit = step.case.limit_at
    left = max(0, step.timing.working_minutes(step.now, limit)) if limit else None
    step.change(limit_at=None, limit_left=left)
    _wait(step, command.resume_by)
    told = f"；{explained}" if explained else ""
    step.note(EntryKind.MATERIALS, f"缺：{'；'.join(missing)}{again}{told}", moment=command.resume_by)


def came_in(step: Step, command: Resume, pause: Pause, at: datetime) -> bool:
    """Write down what came of the list, paper by paper; whether all of it did.

    What is still missing keeps the matter with the requester; what the list had not named makes a further list, which
    asks why and counts like any second one.
    """
    sheet = next((row for row in reversed(_sheets(step)) if row.completed_at is None), None)
    if sheet is None:
        return True
    checked = [_looked_at(place, paper, command) for place, paper in enumerate(sheet.awaited)]
    came = tuple(filter(None, (one.received() for one in checked)))
    still = tuple(filter(None, (one.lacking() for one in checked)))
    also = _texts(command.also_missing)
    day = local(at, step.office.zone)
    dated = tuple(f"{paper}（{day:%m-%d %H:%M}）" for paper in came)
    step.put(replace(sheet, came=(*sheet.came, *dated), lacking=still, checked_at=at))
    words = f"收到：{'；'.join(came)}" if came else "没有收到补正的材料"
    if not (still or also):
        step.note(EntryKind.MATERIALS, f"{words}；已补齐", happened_at=at)
        return True
    again = (
        _listed(step, MaterialList(missing=(*still, *also), deadline=sheet.deadline), command.why_again) if also else ""
    )
    _in_future(step, command.resume_by)
    must_react(command.reaction)
    reacted(step, command.reaction, command.escalate_to)
    step.put(replace(pause, resume_by=command.resume_by))
    _wait(step, command.resume_by)
    lacking = f"仍缺：{'；'.join((*still, *also))}{again}"
    step.note(EntryKind.MATERIALS, f"{words}；{lacking}", happened_at=at, moment=command.resume_by)
    return False


def limit_with_papers(step: Step, at: datetime, limit: datetime | None) -> datetime | None:
    """The missing papers came: by the house's setting the limit resumes or starts anew ([51])."""
    for sheet in _sheets(step):
        if sheet.completed_at is None:
            step.put(replace(sheet, completed_at=at))
    if limit is None or not step.office.limit("materials_restart_clock"):
        return limit
    matter = step.office.get(Matter, step.case.matter)
    complaint = any(one.complaint for one in step.office.choices("kind") if one.text == step.case.kind)
    return step.timing.limit_for(matter, complaint, at)


def awaited(store: Store, case_id: str) -> tuple[str, ...]:
    """What the newest open list still waits for, when papers are what the matter waits for."""
    pauses = [pause for pause in store.of_case(Pause, case_id) if pause.ended_at is None]
    if not pauses or pauses[-1].cause != PAPERS:
        return ()
    open_ones = [row for row in store.of_case(MaterialList, case_id) if row.completed_at is None]
    return open_ones[-1].awaited if open_ones else ()


def _sheets(step: Step) -> list[MaterialList]:
    return step.entry.store.of_case(MaterialList, step.case.id)


def _texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, texts)))


def _listed(step: Step, row: MaterialList, why_again: str) -> str:
    """Write the list; a further one of the case asks why, and says whom it counts against."""
    earlier, why = _sheets(step), clean(why_again)
    if earlier and not why:
        raise Refused(
            "这件事项已发过一次性告知单，请写明为何第一次未一次告知", code="again", field="why_again", clause=CLAUSE
        )
    contact = f"{step.actor.name} {step.actor.phone or step.office.centre.phone}".strip()
    made = step.put(
        replace(
            row, case_id=step.case.id, number=len(earlier) + 1, contact=contact, why_again=why if earlier else "",
            made_at=step.now, made_by=step.actor.id,
        )
    )  # fmt: skip
    return f"（第 {made.number} 张：{why}；记 {step.office.name(earlier[0].made_by)}）" if earlier else ""


def _looked_at(place: int, paper: str, command: Resume) -> CheckedPaper:
    """The paper as it was looked at; one nobody looked at, or unfit without why, is refused at its row."""
    one = next((each for each in command.papers if each.paper == paper), None)
    field = f"{FIELD}{place}"
    if one is None or one.standing not in STANDINGS:
        raise Refused(f"请核对「{paper}」：齐、缺还是不合格", code="material", field=field, clause=CLAUSE)
    if one.standing == UNFIT and not clean(one.note):
        raise Refused(f"请写明「{one.name}」哪里不合格", code="material", field=field, clause=CLAUSE)
    if one.count < 0:
        raise Refused("份数请写数字，如 2", code="material", field=field, clause=CLAUSE)
    return replace(one, note=clean(one.note))


def _in_future(step: Step, at: datetime | None) -> None:
    if at and at <= step.now:
        raise Refused("约定时间要在将来", code="past", field="resume_by", clause=CLAUSE)


def _wait(step: Step, until: datetime | None) -> None:
    """The requester is the cause; the desk looks again at the agreed time or after a working day."""
    look = until or step.timing.add(step.now, 480)
    step.to(State.AWAIT_REQUESTER, noticed_at=step.now, next_follow_at=look)
