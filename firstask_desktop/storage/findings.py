"""What a check of the file found, in words."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Findings:
    """What `verify` found: number of lines, the head of each counter's chain and every fault in words."""

    lines: int = 0
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def fault(self, text: str) -> None:
        """Note a fault; after a hundred only their number matters."""
        if len(self.faults) < 100:
            self.faults.append(text)
