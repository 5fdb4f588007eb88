"""What a dialog asks, said as data: one `Ask` a field, one `ActionForm` an action."""

from enum import StrEnum

from firstask_desktop.domain.values import dataclass

BEFORE_ARRIVAL = "before_arrival"
"""A LATER that starts so many minutes before the guest arrives as the house says ([29])."""


class AskKind(StrEnum):
    """Which editor answers an ask and what it gives the command."""

    LINE = "line"
    TEXT = "text"
    STAFF = "staff"
    PROMISE = "promise"
    LATER = "later"
    JUST_NOW = "just_now"
    WAY = "way"
    REASON = "reason"
    ENUM = "enum"
    PERSON = "person"
    LEADER = "leader"
    WHOM = "whom"
    UNIT = "unit"
    MONEY = "money"
    TICK = "tick"
    HEARD = "heard"
    CASE = "case"
    LINE_OF_CASE = "line_of_case"


@dataclass(frozen=True, slots=True)
class Ask:
    """One field: the command's field name, its label, its editor and what helps filling it.

    `options` are the words of a WAY; `enum` the type an ENUM gives and `letters` its keys in order; `group` the house's
    pick list of a REASON; `start` what stands there at first: an option, "1" for a tick, or something the
    case knows ("request", "name", "phone", "whom" …). A STAFF text also fills the command's `quoted`, a PROMISE its confirmations.
    """

    name: str
    label: str
    kind: AskKind
    required: bool = False
    placeholder: str = ""
    hint: str = ""
    options: tuple[str, ...] = ()
    enum: type[StrEnum] | None = None
    letters: str = ""
    group: str = ""
    start: str = ""
    lines: int = 2


@dataclass(frozen=True, slots=True)
class ActionForm:
    """An action's dialog: the command it makes, its fields, one sentence saying what the step means, its button."""

    command: type
    asks: tuple[Ask, ...]
    lead: str = ""
    button: str = ""
