"""单位外·已告知: what is no business of the house is explained, and the unit whose business it is named (B5 [55])."""

from firstask_desktop.domain.commands import OnSpot, OutsideTold
from firstask_desktop.domain.people import External
from firstask_desktop.domain.states import EntryKind, State, Verdict
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.reacting import must_react, reacted
from firstask_desktop.services.steps import Step
from firstask_desktop.services.text import clean, one_line

CLAUSE = "B5 [55]"


def outside(step: Step, command: OutsideTold) -> None:
    """Told which unit, or how one searched; it still ends with an answer."""
    explanation = step.staff_text("explanation", command.explanation, command.quoted)
    _told(step, command.unit, command.phone, command.search_route, explanation)
    must_react(command.reaction)
    reacted(step, command.reaction, command.escalate_to)
    step.to(State.OUTSIDE_TOLD, verdict=Verdict.OUTSIDE, noticed_at=step.now)


def outside_on_spot(step: Step, command: OnSpot, explanation: str) -> None:
    """The same while the requester stands there: the answer is the explanation."""
    if step.case.verdict is Verdict.OUTSIDE and (one_line(command.unit) or clean(command.search_route)):
        _told(step, command.unit, command.unit_phone, command.search_route, explanation)


def _told(step: Step, unit: str, phone: str, route: str, explanation: str) -> None:
    """Refuses a telling without unit and search record, and a unit the directory does not have without how it was found."""
    unit, phone, route = one_line(unit), one_line(phone), clean(route)
    known = listed(step.office, unit)
    if not unit and not route:
        raise Refused("请填写告知的单位，或已查询的途径", code="unit", field="unit", clause=CLAUSE)
    if unit and known is None and not route:
        raise Refused(
            f"通讯录里没有「{unit}」，请写明怎样查到的（已查询途径）",
            code="search",
            field="search_route",
            clause=CLAUSE,
        )
    phone = phone or (known.phone if known else "")
    parts = [f"{unit} {phone}".strip(), f"已查询：{route}" if route else ""]
    told = "；".join(filter(None, parts))
    step.change(told_text=told)
    step.note(EntryKind.OUTSIDE, f"{told}；{explanation}")


def listed(office: Office, unit: str) -> External | None:
    """The unit of the directory with this name."""
    return next((each for each in office.all(External).values() if each.active and each.name == unit), None)
