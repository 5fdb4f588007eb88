"""The line at the foot of the window: that everything is safe, or what is missing for it."""

from collections.abc import Callable

from firstask_desktop.desk import Desk
from firstask_desktop.domain.states import Role


def safe_words(tr: Callable[[str], str], desk: Desk, trouble: str) -> str:
    """Last backup, head of the journal and counter; `trouble` is what the last backup complained of."""
    last = desk.upkeep.last_backup()
    backed = tr("已备份 %1（已校验）").replace("%1", last[5:16].replace("T", " ")) if last else tr("尚未备份")
    words = [
        backed,
        tr("封账码 %1").replace("%1", desk.upkeep.head()),
        tr("柜台 %1").replace("%1", desk.counter),
    ]
    actor = desk.actor
    if trouble or (last and actor and actor.role is not Role.STAFF):
        words.insert(1, trouble or desk.backups.nag())
    if not desk.house.centre.supervision_phone:
        words.append(tr("请在「设置 · 中心」填写监督电话，回执上要印"))
    return " · ".join(filter(None, words))
