"""Who asks and when changes what a registration needs: colleagues, organisations, before and after the stay, 即办."""

from datetime import date, datetime
from typing import Self

from firstask_desktop.domain.case import Case
from firstask_desktop.domain.colleagues import is_colleague, is_unit
from firstask_desktop.domain.commands import Registration
from firstask_desktop.domain.people import Matter, Person
from firstask_desktop.domain.states import Verdict
from firstask_desktop.domain.values import dataclass
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.text import one_line
from firstask_desktop.services.timing import Timing

NUMBER_HIDDEN = "未显示"
BEFORE_STAY = "到店前"
AFTER_STAY = "离店后"
NO_CONTACT = ("宾客未留", "未留", "匿名")
"""How the reasons begin after which nobody can be reached once the guest left: said outright, not for want of asking."""
SEE_REMARK = "留有其他联系方式（见备注）"
EXTENSION = 6
"""A number of at most so many digits rings inside the house only."""


def check(office: Office, form: Registration, matter: Matter | None, on_spot: bool, first_asked: str) -> None:
    """Refuse what these circumstances do not allow, each at its field. An emergency is asked afterwards (rule 13)."""
    if form.urgent:
        return
    check_colleague(office, form.identity, form.channel, form.name, form.requester_staff)
    if form.requester_staff and form.requester_staff == first_asked:
        raise Refused(
            f"提出人 {office.name(first_asked)} 不能又是首问责任人：请选最先被问到的同事", code="own", field="first_asked",
            clause="H12 [44]",
        )  # fmt: skip
    if form.blocks:
        check_blocked(office, form.blocks)
    check_unit(form)
    _hidden_number(form, on_spot)
    check_stage(office, Stay.of(form), form.arrival_at)
    if form.next_follow_at and form.next_follow_at <= Timing(office).now():
        raise Refused("下次跟踪要在将来", code="past", field="next_follow_at", clause="H6 [30]")
    _instant(form, matter, on_spot)
    _catalogued(office, form, matter)


def check_colleague(office: Office, identity: str, channel: str, name: str, staff: str) -> None:
    """A colleague as requester is picked from the staff list ([2]); an internal matter always has one ([44])."""
    if staff:
        if office.get(Person, staff) is None:
            raise Refused(
                "员工名单里没有这个人，是否新增员工？", code="staff_unknown", field="requester_staff", clause="G0 [2]"
            )
    elif is_colleague(identity, channel):
        known = any(person.name == name for person in office.all(Person).values())
        if known or not name:
            raise Refused("请从员工名单中选择提出人", code="staff", field="requester_staff", clause="H12 [44]")
        raise Refused(
            f"员工名单里没有「{name}」，是否新增员工？", code="staff_unknown", field="requester_staff", clause="G0 [2]"
        )


def check_blocked(office: Office, blocks: str, own: str = "") -> None:
    """The requester's case that an internal matter holds up is another one and still open ([44])."""
    blocked = office.store.get(Case, blocks)
    if blocked is None or not blocked.open:
        raise Refused("所关联的客户事项已结案，请重新选择", code="blocks", field="blocks", clause="H12 [44]")
    if blocked.id == own:
        raise Refused("受影响的应是另一件事项", code="blocks", field="blocks", clause="H12 [44]")


def check_unit(who: Registration | Case) -> None:
    """A unit comes with its name, its agent and a phone: a reason instead does not stand for a unit ([47]).

    Whoever names a unit comes for it, whatever identity was chosen; a colleague is known by the staff list.
    """
    if not is_unit(who.identity) and (not one_line(who.organisation) or who.requester_staff):
        return
    for field, word in (("organisation", "单位名称"), ("name", "经办人姓名"), ("phone", "联系电话")):
        if not one_line(getattr(who, field)):
            raise Refused(f"单位来办事请填写{word}", code=field, field=field, clause="B1 [47]")


def _hidden_number(form: Registration, on_spot: bool) -> None:
    """A withheld number needs another way to reach the caller, unless the call was answered at once ([31])."""
    if NUMBER_HIDDEN in form.phone_reason and not one_line(form.how_to_reach) and not on_spot:
        raise Refused("号码未显示，请填写怎样联系对方", code="how_to_reach", field="how_to_reach", clause="H7 [31]")


@dataclass(frozen=True, slots=True)
class Stay:
    """How somebody stands to the house in time, and how they can be reached once they left."""

    stage: str
    phone: str
    phone_reason: str
    other_contact: str
    how_to_reach: str
    keep_until: date | None

    @classmethod
    def of(cls, source: Registration | Case) -> Self:
        """From a registration, or from a case as it is going to be."""
        return cls(
            source.stage,
            source.phone,
            source.phone_reason,
            source.other_contact,
            source.how_to_reach,
            source.keep_until,
        )


def check_stage(office: Office, stay: Stay, arrival_at: datetime | None) -> None:
    """到店前: an arrival to come ([29]); 离店后: a contact other than the room, a keeping date to come ([30])."""
    now = Timing(office).now()
    if stay.stage == BEFORE_STAY and (arrival_at is None or arrival_at <= now):
        raise Refused("到店前的事项请填写将来的预计到店时间", code="arrival", field="arrival_at", clause="H6 [29]")
    if stay.keep_until is not None and stay.keep_until < now.astimezone(office.zone).date():
        raise Refused("保存到的日期已经过去", code="past", field="keep_until", clause="H6 [30]")
    if stay.stage != AFTER_STAY or stay.other_contact:
        return
    if stay.phone_reason == SEE_REMARK and not stay.phone:
        raise Refused("请写明其他联系方式：邮箱或邮寄地址", code="contact", field="other_contact", clause="H6 [30]")
    if stay.phone.isdecimal() and len(stay.phone) <= EXTENSION:
        raise Refused(
            f"「{stay.phone}」是店内分机，离店后打不通：请填写手机、邮箱或地址", code="contact", field="phone",
            clause="H6 [30]",
        )  # fmt: skip
    if not (stay.phone or stay.how_to_reach or stay.phone_reason.startswith(NO_CONTACT)):
        raise Refused(
            "离店后无法以房号联系，请填写电话、邮箱或地址，或说明「宾客未留联系方式」", code="contact", field="phone",
            clause="H6 [30]",
        )  # fmt: skip


def _catalogued(office: Office, form: Registration, matter: Matter | None) -> None:
    """Where the house says so, what is its own duty stands in the catalogue, or says why not ([50])."""
    own = form.verdict in (Verdict.OWN_POST, Verdict.OWN_DEPARTMENT)
    if matter is None and own and office.limit("catalogue_reason") and not one_line(form.uncatalogued_reason):
        raise Refused(
            "事项目录里选一项；没有的写明未编目的原因",
            code="uncatalogued",
            field="uncatalogued_reason",
            clause="B2 [50]",
        )


def _instant(form: Registration, matter: Matter | None, on_spot: bool) -> None:
    """即办 matters of one's own that were not done on the spot ask why ([78])."""
    if matter is None or not matter.instant or on_spot or form.verdict is not Verdict.OWN_POST:
        return
    if not one_line(form.instant_missed):
        raise Refused(
            f"「{matter.name}」为即办事项，请说明为何未当场办结", code="instant", field="instant_missed",
            clause="M4.6 [78]",
        )  # fmt: skip
