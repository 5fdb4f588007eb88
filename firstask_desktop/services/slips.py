"""The slips of a case: which sheets it offers. How each is laid out is the format's business (DESIGN 3.5)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from firstask_desktop.domain.case import Case, Hop
from firstask_desktop.domain.consultation import CONSULTATION
from firstask_desktop.domain.desk_life import Declined, MaterialList
from firstask_desktop.domain.papers import Paper, PaperKind
from firstask_desktop.domain.slip_words import SLIP_FORMATS
from firstask_desktop.domain.states import UNANSWERED
from firstask_desktop.errors import Refused
from firstask_desktop.services.office import Office
from firstask_desktop.services.slip_values import SlipValues, Values

if TYPE_CHECKING:
    from firstask_desktop.ledgers.formats import RecordFormat

Sheets = Iterator[tuple[str, Values]]
"""Which format, and what its own values are."""


class Slips:
    """Which sheets a case offers and what stands on them; nothing is changed by printing."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._values = SlipValues(office)

    def receipt(self, case_id: str) -> Paper:
        """首问回执: number, first-asked person and phone, promise, who handles it, supervision phone ([11])."""
        return self._paper(self._format("slip-receipt"), self._case(case_id), {}, "", inside=False)

    def all(self, case_id: str, by: str = "") -> tuple[Paper, ...]:
        """Every sheet that has something to say about this case; the receipt first. `by` prints it."""
        case = self._case(case_id)
        makers: tuple[tuple[Callable[[Case], Sheets], bool], ...] = (
            (self._written, False), (self._materials, False), (self._declined, False), (self._hand_over, True),
            (self._urging, True), (self._record, True),
        )  # fmt: skip
        made = (
            self._paper(self._format(key), case, own, by, inside=inside)
            for make, inside in makers
            for key, own in make(case)
        )
        return (self.receipt(case_id), *made)

    def laid_out(self, fmt: "RecordFormat", case_id: str, by: str) -> Paper:
        """The sheet that this format makes of a case, whether or not the case offers it: for who edits the format."""
        case = self._case(case_id)
        for make in (self._written, self._materials, self._declined, self._hand_over, self._urging, self._record):
            for key, own in make(case):
                if SLIP_FORMATS[key] is SLIP_FORMATS[fmt.key]:
                    return self._paper(fmt, case, own, by, inside=True)
        return self._paper(fmt, case, {}, by, inside=True)

    def kinds(self, case: Case) -> frozenset[PaperKind]:
        """Which kinds of sheets a case offers."""
        makers = (self._written, self._materials, self._declined, self._hand_over, self._urging)
        return frozenset(
            {PaperKind.RECEIPT, PaperKind.RECORD, *(SLIP_FORMATS[key] for make in makers for key, _ in make(case))}
        )

    @staticmethod
    def folder(office: Office) -> Path:
        """Where the company's own formats lie."""
        return Path(office.path).parent / "formats"

    def _written(self, case: Case) -> Sheets:
        """《咨询书面资料》: what was answered and what the catalogue says of it, to take home ([56])."""
        if case.kind == CONSULTATION and case.answer:
            yield "slip-written", self._values.written(case)

    def _materials(self, case: Case) -> Sheets:
        """《一次性告知单》, the newest first ([51])."""
        for row in reversed(self._office.store.of_case(MaterialList, case.id)):
            yield "slip-materials", self._values.materials(row)

    def _declined(self, case: Case) -> Sheets:
        """《不予受理/退回说明》 ([52])."""
        for row in reversed(self._office.store.of_case(Declined, case.id)):
            yield "slip-declined", self._values.declined(row)

    def _hand_over(self, case: Case) -> Sheets:
        """引导单 for who is taken along, else 转办单, with a box for the receiver's signature ([53] [71])."""
        hops = [hop for hop in self._office.store.of_case(Hop, case.id) if not (hop.recalled_at or hop.returned_at)]
        if hops:
            yield "slip-guide" if hops[-1].escort else "slip-hand-over", self._values.hop(hops[-1])

    def _urging(self, case: Case) -> Sheets:
        """《催办单》 for whoever works on it: when a clock has run out or it was urged already."""
        urged, now = self._values.urgings(case), self._office.clock.now()
        clocks = {"late_limit": case.limit_at, "late_promise": case.promise_at}
        late = {name: at for name, at in clocks.items() if at and at < now}
        if case.handed_over and case.state in UNANSWERED and (urged or late):
            yield "slip-urging", self._values.urging(case, urged, late)

    def _record(self, case: Case) -> Sheets:
        """首问接待记录: the whole case on paper ([7])."""
        yield "slip-record", self._values.record(case)

    def _format(self, key: str) -> "RecordFormat":
        """The company's own copy where there is a sound one, else the shipped format."""
        from firstask_desktop.ledgers.formats import load_format_or_shipped

        return load_format_or_shipped(key, self.folder(self._office))[0]

    def _paper(self, fmt: "RecordFormat", case: Case, own: Values, by: str, *, inside: bool) -> Paper:
        from firstask_desktop.ledgers.slip_parts import SIZES, again_title, filled, signed

        values = self._values.every(case, by, inside=inside) | own
        parts = (filled(part, values) for part in fmt.parts)
        signatures = tuple(signed(sign, values) for sign in fmt.signs)
        centre = self._office.centre
        house = " ".join(dict.fromkeys(filter(None, (centre.organisation, centre.name))))
        again = fmt.again if values.get("sheet_number", "1") != "1" else ""
        printed = f"打印 {values['printed_at']} {by}".rstrip() if by else ""
        foot = " · ".join(filter(None, (case.number, self._seal(), printed)))
        return Paper(
            SLIP_FORMATS[fmt.key], again_title(fmt.title, again, values), case.number,
            house if signatures else centre.organisation or centre.name, SIZES[fmt.page.paper],
            tuple(part for part in parts if part is not None), signatures, foot, fmt.form_number, fmt.revision,
            fmt.page.font, fmt.page.font_size, fmt.page.margins, fmt.page.landscape,
            self._office.mark,
        )  # fmt: skip

    def _seal(self) -> str:
        """Up to where the journal reached when this was printed: what is on paper can be held against it."""
        from firstask_desktop.services.upkeep import Upkeep

        return f"封账码 {Upkeep(self._office).head()}"

    def _case(self, case_id: str) -> Case:
        case = self._office.store.get(Case, case_id)
        if case is None:
            raise Refused("没有这件事项", code="no_case")
        return case
