"""The intake form as a command, and as a draft that survives closing, kill and restart ([13])."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from firstask_desktop.domain.consultation import CONSULTATION
from firstask_desktop.domain.states import Ending, Verdict
from firstask_desktop.errors import Refused
from ui.dialogs.draft_text import kept, put_back
from ui.pages.intake_form import FOLDED, IntakeForm
from ui.pages.intake_matter import TOLD
from ui.widgets.moment_edit import MomentEdit

if TYPE_CHECKING:
    from firstask_desktop.domain.commands import OnSpot, Registration

WAYS = {"来电": "电话", "来访": "当面", "内部": "当面"}


def registration(form: IntakeForm, *, separate: bool = False) -> Registration:
    """What stands in the form; a time that cannot be read is refused at its field."""
    from firstask_desktop.domain.commands import Registration

    told = form.matter.told.told()
    plain = Registration(
        channel=form.channel.value(),
        kind=form.kind.value(),
        urgent=form.urgent.isChecked(),
        contact_at=_moment("contact_at", form.contact_at),
        contact_place=form.contact_place.value(),
        late_reason=form.late_reason.value() or form.late_reason.reason(),
        identity=form.identity.value(),
        name=form.name.value(),
        name_reason=form.name.reason(),
        phone=form.phone.value(),
        phone_reason=form.phone.reason(),
        room=form.room.value(),
        organisation=form.organisation.value(),
        anonymous=form.anonymous.isChecked(),
        confidential=form.confidential.isChecked(),
        words=form.words.value(),
        request=form.request.value(),
        details=form.noted,
        matter=form.matter.value(),
        uncatalogued_reason=form.uncatalogued.value() or form.uncatalogued.reason(),
        first_asked=form.first_asked.value(),
        asked_together=(*form.together.ids(), *filter(None, (form.together.typed(),))),
        off_duty_reason=form.off_duty.value(),
        verdict=Verdict(form.verdict.value()),
        promise_at=_moment("promise_at", form.promise.edit),
        outside_hours_confirmed=form.promise.confirmed(),
        beyond_limit_reason=form.promise.excuse(),
        told_rule=told["told_rule"],
        told_procedure=told["told_procedure"],
        told_limit=told["told_limit"],
        told_text=form.answer.value(),
        quoted=form.answer.quoted(),
        separate_anyway=separate,
    )
    return replace(plain, **form.around.values())  # type: ignore[arg-type]


def on_spot(form: IntakeForm) -> OnSpot:
    """What was answered at once: an enquiry ends with a clear answer, anything else was solved."""
    from firstask_desktop.domain.commands import OnSpot

    enquiry, outside = form.kind.value() == CONSULTATION, form.verdict.value() == Verdict.OUTSIDE
    return OnSpot(
        answer=form.answer.value(),
        ending=Ending.CLEAR_ANSWER if enquiry else Ending.SOLVED,
        way=WAYS.get(form.channel.value(), "书面"),
        asked_whom=form.ways.asked_whom.value(),
        asked_answer=form.ways.asked_answer.value(),
        unit=form.ways.unit.value() if outside else "",
        unit_phone=form.ways.unit_phone.value() if outside else "",
        search_route=(form.ways.route.value() or form.ways.route.reason()) if outside else "",
        understood=form.consult.understood() if enquiry else None,
        points=form.consult.points.ticked() if enquiry else (),
        satisfied=form.consult.satisfied() if enquiry else "",
        written=enquiry and form.consult.written.isChecked(),
        quoted=form.answer.quoted(),
    )


def _moment(name: str, editor: MomentEdit) -> datetime | None:
    try:
        return editor.value()
    except Refused as refused:
        raise _at(name, refused) from None


def _at(name: str, refused: Refused) -> Refused:
    """The same refusal, belonging to a field when it named none."""
    return Refused(refused.message, code=refused.code, field=refused.field or name, clause=refused.clause)


def draft_of(form: IntakeForm) -> dict[str, str]:
    """Everything entered; empty when there is nothing worth keeping."""
    draft = {name: kept(editor) for name, editor in form.editors().items()}
    draft |= {f"{name}_reason": box.reason() for name, box in form.reasoned().items()}
    draft |= {"matter": form.matter.value(), "matter_text": form.matter.text()}
    draft |= {"told": " ".join(name for name, ticked in form.matter.told.told().items() if ticked)}
    draft |= {"steps": form.steps}
    draft = {name: value for name, value in draft.items() if value}
    return {} if draft.keys() <= {"verdict", "channel", "kind"} else draft


def put_draft_back(form: IntakeForm, draft: Mapping[str, str]) -> None:
    """Show a draft without telling, as it was typed."""
    form.clear()
    for name, editor in form.editors().items():
        if name in draft:
            put_back(editor, draft[name])
    for name, box in form.reasoned().items():
        box.set_reason(draft.get(f"{name}_reason", ""))
    form.matter.set_value(draft.get("matter", ""), draft.get("matter_text", ""))
    form.arrange()
    put_back(form.consult, draft.get("points", ""))
    form.matter.told.set_told(tuple(name for name in TOLD if name in draft.get("told", "").split()))
    form.fold.setChecked(any(name in draft for name in FOLDED))
    form.steps = draft.get("steps", "")
    form.arrange()
