"""Who of those who ask is one of the house ([2] [44]), and who comes for an organisation ([47])."""

_UNITS = ("单位", "企业", "公司", "机构", "旅行社", "委员会", "业委会")
"""How the identities end that are organisations: 单位, 开发企业, 中介机构, 协议单位 and whatever a house adds."""
INTERNAL = "内部"
COLLEAGUES = frozenset({"员工", "本局职工"})


def is_unit(identity: str) -> bool:
    """Whether who asks comes for an organisation, by the identity chosen at registration ([47])."""
    return identity.endswith(_UNITS)


def is_colleague(identity: str, channel: str) -> bool:
    """Whether the requester is a colleague, by what was chosen at registration."""
    return identity in COLLEAGUES or channel == INTERNAL
