"""同意: how a leader agreed to an own duty being handed on (M4.4 [68])."""

from enum import StrEnum


class ConsentHow(StrEnum):
    """Signed by the leader at this desk, or recorded by somebody else with the time, as a handoff is signed for ([71])."""

    SIGNED = "signed"
    PHONE = "phone"
    PAPER = "paper"

    @property
    def word(self) -> str:
        """What people read."""
        return {
            ConsentHow.SIGNED: "本人签字同意",
            ConsentHow.PHONE: "电话同意",
            ConsentHow.PAPER: "书面同意",
        }[self]
