"""咨询: what a knowledge card has to say point by point, and what the one who asked said of it (B6 [56])."""

from firstask_desktop.domain.patterns import pattern

CONSULTATION = "咨询"
UNSAID = "未表态"
"""The requester was asked and did not say: a statement of its own, never a default."""
DISSATISFIED = "不满意"
SATISFACTION = ("满意", "基本满意", DISSATISFIED, UNSAID)
WRITTEN_WAYS = frozenset({"书面", "短信", "微信"})
"""Ways of answering after which nobody stands there to be asked whether it was understood."""
MOST_POINTS = 9
_SENTENCE = pattern(r"[。；;\n]+")


def points_of(answer: str) -> tuple[str, ...]:
    """The knowledge card sentence by sentence, as they are explained; at most nine, one for each digit ([56])."""
    return tuple(dict.fromkeys(part.strip() for part in _SENTENCE.split(answer) if part.strip()))[:MOST_POINTS]
