"""What goes to the printer, as words and boxes: a sheet is data, so that screen, printer and PDF show the same."""

from enum import StrEnum

from firstask_desktop.domain.values import dataclass


class PaperKind(StrEnum):
    """The slips a case can leave on the counter, in the order they are offered."""

    RECEIPT = "receipt"
    WRITTEN = "written"
    MATERIALS = "materials"
    DECLINED = "declined"
    HAND_OVER = "hand_over"
    URGING = "urging"
    RECORD = "record"


class Size(StrEnum):
    """What it is printed on; `ROLL` is the paper of a slip printer, 80 mm wide and as long as the words need."""

    A4 = "a4"
    A5 = "a5"
    ROLL = "roll"

    @property
    def word(self) -> str:
        """What people read."""
        return {Size.A4: "A4", Size.A5: "A5", Size.ROLL: "80 mm 小票"}[self]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: a label and its words, in the order they are read."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list under a heading, such as the papers that are missing."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence that stands for itself."""

    words: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A box to sign in by hand, with the date; `name` is printed small when it is known who signs."""

    label: str
    name: str = ""


Part = Line | Items | Paragraph


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet. Moments in it are whole dates and clock times: 今天 would be wrong as soon as it is taken home.

    `foot` says where the sheet came from (number, moment of printing, who printed it). `face`, `points` and `margins`
    (left, right, top, bottom in millimetres) hold on paper of `size`; other papers are set as usual. `mark` is the
    organisation's mark as PNG.
    """

    kind: PaperKind
    title: str
    number: str
    organisation: str
    size: Size
    parts: tuple[Part, ...]
    signatures: tuple[Signature, ...] = ()
    foot: str = ""
    form_number: str = ""
    revision: str = ""
    face: str = ""
    points: float = 0
    margins: tuple[float, float, float, float] | None = None
    landscape: bool = False
    mark: bytes = b""

    @property
    def text(self) -> str:
        """The whole sheet as plain text, for the clipboard."""
        lines = [f"{self.organisation} {self.title}".strip()]
        for part in self.parts:
            if isinstance(part, Line):
                lines.append(f"{part.label}：{part.words}")
            elif isinstance(part, Items):
                lines.append(f"{part.title}：")
                lines += [f"{place}. {line}" for place, line in enumerate(part.lines, start=1)]
            else:
                lines.append(part.words)
        lines += [f"{box.label}：＿＿＿＿＿＿　日期：＿＿＿＿＿＿" for box in self.signatures]
        return "\n".join(lines)
