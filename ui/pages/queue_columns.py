"""How a case stands in a list: the columns of the queue and of the list of all cases."""

from collections.abc import Callable

from firstask_desktop.domain.views import CaseRow
from firstask_desktop.domain.views import Page as CasePage
from firstask_desktop.domain.views import Tone as Urgency
from ui.tables.columns import Column, Page
from ui.theme import Tone

DOT = " · "
MOBILE = 11
"""Digits of a mobile number, read 3, 4, 4."""
TONES = {
    Urgency.CALM: Tone.QUIET,
    Urgency.NOTE: Tone.ACCENT,
    Urgency.AMBER: Tone.AMBER,
    Urgency.RED: Tone.RED,
    Urgency.GREEN: Tone.GREEN,
}


def table_page(page: CasePage[CaseRow]) -> Page[CaseRow]:
    """A page of the desk as the tables take it."""
    return Page(page.rows, page.next, page.total, page.next is not None and page.total <= len(page.rows))


def clock(row: CaseRow) -> str:
    """The nearest clock in words."""
    return row.clock


def short_clock(row: CaseRow) -> str:
    """The nearest clock in its larger unit: 超期 22 小时; the tip has it whole."""
    return " ".join(row.clock.split(" ")[:3])


def clock_note(row: CaseRow) -> str:
    """Which clock it is."""
    return row.clock_note


def tone(row: CaseRow) -> Tone | None:
    """How urgent it is; no chip where no clock runs."""
    return TONES[row.tone] if row.clock else None


def number(row: CaseRow) -> str:
    """编号."""
    return row.number


def contact(row: CaseRow) -> str:
    """When it was asked."""
    return row.contact


def requester(row: CaseRow) -> str:
    """Room and name, each whole where they do not fit into one line; of a telephone alone, its groups."""
    if row.requester and row.requester == row.case.phone:
        return grouped(row.requester)
    return row.requester.replace(" ", "\n", 1)


def grouped(phone: str) -> str:
    """A telephone as it is read aloud, broken between its groups and never inside one."""
    if phone.isdecimal() and len(phone) == MOBILE:
        return f"{phone[:3]} {phone[3:7]}\n{phone[7:]}"
    return phone.replace("-", "\n", 1)


def requester_tip(row: CaseRow) -> str:
    """Room and name, or the telephone, as they are kept."""
    return row.requester


def matter(row: CaseRow) -> str:
    """The matter in one line."""
    return row.matter


def kind(row: CaseRow) -> str:
    """类别."""
    return row.kind


def handler(row: CaseRow) -> str:
    """Who handles it."""
    return row.handler


def handler_note(row: CaseRow) -> str:
    """The last sign of life."""
    return row.handler_note


def state(row: CaseRow) -> str:
    """Where it stands."""
    return row.state


def short_state_note(row: CaseRow) -> str:
    """The first of the special things, and how many more there are; the tip has them all."""
    first, *more = row.state_note.split(DOT)
    return f"{first} +{len(more)}" if more else first


def state_tip(row: CaseRow) -> str:
    """The state with everything special about it."""
    return DOT.join(part for part in (row.state, row.state_note) if part)


def first_asked(row: CaseRow) -> str:
    """首问责任人."""
    return row.first_asked


def lacking(row: CaseRow) -> str:
    """What an emergency still lacks, in few words."""
    return "、".join(word[:2] for word in row.missing)


def queue_columns(
    tr: Callable[[str], str], missing: Callable[[CaseRow], Tone | None] | None = None
) -> list[Column[CaseRow]]:
    """The follow-up queue, nearest clock first; `missing` marks an emergency that lacks something ([67])."""

    def shown(row: CaseRow) -> str:
        return tr("补登记") if row.missing else row.state.replace("·", "")

    def shown_note(row: CaseRow) -> str:
        return tr("缺%1").replace("%1", lacking(row)) if row.missing else short_state_note(row)

    return [
        Column("clock", tr("时钟"), 136, short_clock, sub=clock_note, tone=tone, tip=clock),
        Column("number", tr("编号"), 97, number, sub=kind),
        Column("requester", tr("客户"), 98, requester, tip=requester_tip),
        Column("matter", tr("事项"), 150, matter, stretch=True),
        Column("handler", tr("承办人"), 119, handler, sub=handler_note),
        Column("state", tr("状态"), 98, shown, sub=shown_note, tone=missing, tip=state_tip),
    ]


def case_columns(tr: Callable[[str], str]) -> list[Column[CaseRow]]:
    """The list of all cases, newest first."""
    return [
        Column("number", tr("编号"), 116, number, sub=contact),
        Column("kind", tr("类别"), 76, kind),
        Column("requester", tr("客户"), 150, requester, tip=requester_tip),
        Column("matter", tr("事项"), 260, matter, stretch=True),
        Column("first_asked", tr("首问责任人"), 96, first_asked),
        Column("handler", tr("承办人"), 136, handler, sub=handler_note),
        Column("clock", tr("时钟"), 130, short_clock, sub=clock_note, tone=tone, tip=clock),
        Column("state", tr("状态"), 110, state, sub=short_state_note, tip=state_tip),
    ]
