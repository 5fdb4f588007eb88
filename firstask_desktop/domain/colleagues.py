"""Who of those who ask is one of the house ([2] [44]), and who comes for an organisation ([47])."""

UNIT = "单位"
INTERNAL = "内部"
COLLEAGUES = frozenset({"员工", "本局职工"})


def is_colleague(identity: str, channel: str) -> bool:
    """Whether the requester is a colleague, by what was chosen at registration."""
    return identity in COLLEAGUES or channel == INTERNAL
