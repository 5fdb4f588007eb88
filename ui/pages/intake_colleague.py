"""A colleague as requester who is not on the staff list yet: asked, and added with one key ([2])."""

from firstask_desktop.desk import Desk
from firstask_desktop.domain.people import Person
from firstask_desktop.errors import Refused
from ui.dialogs.people_box import everybody
from ui.pages.intake_form import IntakeForm

CODES = ("staff_unknown", "staff")


def unlisted(form: IntakeForm, refused: Refused) -> str:
    """The name that was typed for a colleague whom the staff list does not have; empty when the refusal is another."""
    if refused.code not in CODES:
        return ""
    typed = form.around.staff.text().strip() or form.name.value()
    known = any(person.name == typed for person in form.desk.house.people(all=True))
    return "" if known else typed


def hire(desk: Desk, form: IntakeForm) -> str:
    """Add the colleague with the basic role and pick them as requester; what was done, or why not, in words."""
    name = form.around.staff.text().strip() or form.name.value()
    try:
        made = desk.house.save(Person(name=name, phone=form.phone.value()))
    except Refused as refused:
        return str(refused)
    form.forgive()
    form.around.staff.set_suggestions(everybody(desk))
    form.around.staff.set_value(made.id)
    form.arrange()
    said = form.tr("已新增员工 %1（基本权限）；部门和岗位请在「设置」里补上。")
    return said.replace("%1", made.name)
