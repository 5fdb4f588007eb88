"""举报: what its registration asks, and the row that keeps it beside the case ([74])."""

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.commands import Registration
from firstask_desktop.domain.people import Person
from firstask_desktop.domain.secrecy import CLAUSE, REPORT, Accusation
from firstask_desktop.domain.values import replace
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.text import clean, one_line

ANONYMOUS = "匿名举报"


def cleaned(form: Registration) -> Registration:
    """The report's own texts; who stays anonymous gave that as the reason for no name and no phone."""
    form = replace(
        form, reported=one_line(form.reported), report_facts=clean(form.report_facts),
        report_occurred=one_line(form.report_occurred),
    )  # fmt: skip
    if form.kind == REPORT and form.anonymous:
        form = replace(
            form, name_reason=form.name_reason or ANONYMOUS, phone_reason=form.phone_reason or ANONYMOUS
        )  # fmt: skip
    return form


def check(office: Office, form: Registration, first_asked: Person, actor: Person) -> None:
    """Refuse a report without an object or facts, a name where anonymity was wished, and a person reported to themselves."""
    if form.kind != REPORT:
        return
    for person in form.accused:
        if office.get(Person, person) is None:
            raise Refused(
                "员工名单里没有这个人，请写在「被举报对象」里", code="accused", field="accused", clause=CLAUSE
            )
    for involved in (first_asked, actor):
        if involved.id in form.accused:
            raise Refused(
                f"{involved.name} 是被举报人，不能登记或首问这件举报：请换人接待", code="accused", field="accused", clause=CLAUSE
            )  # fmt: skip
    if form.urgent:
        return
    if not form.reported and not form.accused:
        raise Refused("请填写被举报对象", code="missing", field="reported", clause=CLAUSE)
    if not form.report_facts and not form.words:
        raise Refused("请写明举报的事实", code="missing", field="report_facts", clause=CLAUSE)
    if form.anonymous and (form.name or form.phone):
        field = "name" if form.name else "phone"
        raise Refused(
            "选了匿名，姓名和电话请留空；要留联系方式请改选保密", code="anonymous", field=field, clause=CLAUSE
        )


def row_of(office: Office, case: Case, form: Registration) -> Accusation:
    """What is kept of a report; where no facts were written down apart, the requester's own words are the facts."""
    named = "、".join(office.name(person) for person in form.accused)
    return Accusation(
        case_id=case.id, target=form.reported or named, staff=form.accused, facts=form.report_facts or form.words,
        occurred=form.report_occurred,
    )  # fmt: skip
