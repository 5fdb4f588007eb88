"""From what the desk says about a case to what the widgets show."""

from firstask_desktop.domain.states import State
from firstask_desktop.domain.views import CaseFile, ChainLink, TimelineLine
from firstask_desktop.domain.views import Tone as Urgency
from ui.theme import Tone
from ui.widgets.chain import Hand, Link
from ui.widgets.timeline import TimelineEntry

TONES = {
    Urgency.CALM: Tone.PLAIN,
    Urgency.NOTE: Tone.ACCENT,
    Urgency.AMBER: Tone.AMBER,
    Urgency.RED: Tone.RED,
    Urgency.GREEN: Tone.GREEN,
}
STATE_TONES = {
    State.AWAIT_ACCEPTANCE: Tone.AMBER,
    State.TO_REACH: Tone.AMBER,
    State.RULING: Tone.RED,
    State.SETTLED: Tone.GREEN,
    State.ANSWERED: Tone.GREEN,
    State.CLOSED: Tone.GREEN,
    State.MERGED: Tone.QUIET,
    State.VOIDED: Tone.QUIET,
}
LONGEST_FAULT = 9


def state_tone(state: State) -> Tone:
    """The tone of a state's tag; work under way is the accent."""
    return STATE_TONES.get(state, Tone.ACCENT)


def timeline_entry(line: TimelineLine) -> TimelineEntry:
    """A line of the timeline."""
    return TimelineEntry(line.id, line.at, line.actor, line.kind, line.text, TONES[line.tone])


def first_hand(file: CaseFile) -> Hand:
    """Where the chain begins: the first-asked person."""
    case = file.case
    office = dict(file.people).get("首问责任人", "").partition("（")[2].rstrip("）").partition(" · ")[0]
    return Hand(file.names.get(case.first_asked, ""), office, "首问责任人")


def chain_steps(file: CaseFile) -> list[tuple[Link, Hand]]:
    """The links with whoever received them; the last signed one is marked as the handler, the requester ends the chain."""
    last = len(file.chain) - 1
    hands = [
        (chain_link(link), Hand(link.receiver, link.department, _part(file, link) if place == last else ""))
        for place, link in enumerate(file.chain)
    ]
    end = file.last_link
    told = Link("答复", end.answered, TONES[end.tone], end.fault)
    return [*hands, (told, Hand(end.who, file.case.identity, "客户"))]


def _part(file: CaseFile, link: ChainLink) -> str:
    if file.case.ended or link.hop.returned_at or link.hop.recalled_at:
        return ""
    return "待签收" if link.hop.pending else "承办人"


def chain_link(link: ChainLink) -> Link:
    """One link: given over the arrow, signed or what is wrong under it."""
    tone = TONES[link.tone] if link.broken and link.tone is not Urgency.CALM else Tone.GREEN
    fault = link.fault if link.tone is not Urgency.CALM else ""
    short = fault.partition("：")[0]
    signed = f"签收 {link.accepted}" if link.accepted else ""
    calm = link.fault if link.broken and not fault else signed
    return Link(f"交出 {link.given}", calm, tone if link.tone is not Urgency.CALM else Tone.PLAIN, short)
