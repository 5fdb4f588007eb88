"""A telephone typed where the room belongs is moved to the telephone, and that is said; nothing typed is lost ([57])."""

from firstask_desktop.desk import Desk
from ui.pages.intake_form import IntakeForm


def move_telephone(desk: Desk, form: IntakeForm) -> str:
    """Move it when the telephone is still free; what was done, or what to look at, in words. Empty when all is well."""
    typed = form.room.value()
    number = desk.cases.telephone_in(typed) if typed else ""
    if not number:
        return ""
    if form.phone.value() and desk.cases.telephone_in(form.phone.value()) != number:
        said = form.tr("房号里填的「%1」是电话号码，而「电话」一栏已有 %2：请核对，房号另填。")
        return said.replace("%1", typed).replace("%2", form.phone.value())
    form.phone.set_reason("")
    form.phone.set_value(typed)
    form.room.set_value("")
    form.fields["room"].clear()
    form.edited.emit()
    return form.tr("房号里填的「%1」是电话号码，已移到「电话」一栏；房号请另填。").replace("%1", typed)
