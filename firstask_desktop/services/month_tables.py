"""The tables of the monthly report, reckoned from cases and handoffs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from firstask_desktop.domain.case import Case, Hop
from firstask_desktop.domain.clock import local
from firstask_desktop.domain.figures import FigureKey
from firstask_desktop.domain.month_views import (
    Drawing,
    Figure,
    FigureRow,
    FigureTable,
    average_of,
    count_of,
    share_of,
)
from firstask_desktop.domain.states import CallbackResult, State
from firstask_desktop.services.charges import Charge
from firstask_desktop.services.office import Office
from firstask_desktop.services.timing import Timing

DROPPED = frozenset({State.VOIDED, State.MERGED})
PLEASED = (CallbackResult.SATISFIED, CallbackResult.FAIR)
HEARD = (*PLEASED, CallbackResult.DISSATISFIED)
WHOLE = "合计"


def ids(cases: Iterable[Case]) -> list[str]:
    """Their ids."""
    return [case.id for case in cases]


class CaseFigures:
    """Figures of a set of cases at the moment `now`."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def still_open(self, cases: Sequence[Case]) -> Figure:
        """未结."""
        return count_of(case.id for case in cases if case.open)

    def on_time(self, cases: Sequence[Case]) -> Figure:
        """按时率: of those that are done or past due, those done in time."""
        due = [case for case in cases if self._reckoned(case)]
        return share_of(ids(case for case in due if self._in_time(case)), ids(due))

    def broken(self, cases: Sequence[Case]) -> Figure:
        """失约: how many cases."""
        return count_of(case.id for case in cases if case.broken_promises)

    def pleased(self, cases: Sequence[Case]) -> Figure:
        """满意率; while callbacks are owed there is no rate, only how many are owed."""
        owed = self.owed(cases)
        heard = [case for case in cases if case.callback_result in HEARD]
        good = [case for case in heard if case.callback_result in PLEASED]
        if owed:
            words = f"回访未完成 {len(owed)} 件（已访 {len(heard)}，满意 {len(good)}）"
            return Figure(words, None, tuple(ids(owed)))
        return share_of(ids(good), ids(heard))

    def called_back(self, cases: Sequence[Case]) -> Figure:
        """回访率: of the answered cases that ask for it, those called back."""
        due = [case for case in cases if case.callback_needed and case.answered_at]
        return share_of(ids(case for case in due if case.callback_result in HEARD), ids(due))

    @staticmethod
    def owed(cases: Sequence[Case]) -> list[Case]:
        """Answered cases whose callback is needed and not had."""
        return [
            case
            for case in cases
            if case.callback_needed and case.answered_at and case.callback_result in (None, CallbackResult.NOT_REACHED)
        ]

    @staticmethod
    def _due(case: Case) -> datetime | None:
        return case.limit_at or case.promise_at

    def _reckoned(self, case: Case) -> bool:
        due = self._due(case)
        done = case.settled_at or case.answered_at
        return due is not None and (done is not None or (due < self._now and case.state is not State.AWAIT_REQUESTER))

    def _in_time(self, case: Case) -> bool:
        due, done = self._due(case), case.settled_at or case.answered_at
        return due is not None and done is not None and done <= due


class HandFigures:
    """Figures of a set of handoffs, in working minutes."""

    def __init__(self, timing: Timing) -> None:
        self._timing = timing

    def given(self, hops: Sequence[Hop]) -> Figure:
        """转办 in times."""
        return count_of((hop.case_id for hop in hops), len(hops), " 次")

    def returned(self, hops: Sequence[Hop]) -> Figure:
        """退回 in times."""
        back = [hop for hop in hops if hop.returned_at]
        return count_of((hop.case_id for hop in back), len(back), " 次")

    def right_at_once(self, hops: Sequence[Hop]) -> Figure:
        """一次转对率 ([34])."""
        right = [hop.case_id for hop in hops if hop.returned_at is None]
        return share_of(right, [hop.case_id for hop in hops], "次")

    def own_duty(self, hops: Sequence[Hop]) -> Figure:
        """本岗转出 in times ([68])."""
        own = [hop.case_id for hop in hops if hop.own_duty_reason]
        return count_of(own, len(own))

    def signing(self, hops: Sequence[Hop]) -> Figure:
        """平均签收: given to signed for."""
        done = [(hop, hop.given_at, hop.accepted_at) for hop in hops]
        return self._mean([(hop, start, end) for hop, start, end in done if start and end])

    def dwelling(self, hops: Sequence[Hop]) -> Figure:
        """平均在手: signed for to passed on, returned or done."""
        done = [(hop, hop.accepted_at, hop.ended_at or hop.returned_at) for hop in hops]
        return self._mean([(hop, start, end) for hop, start, end in done if start and end])

    def _mean(self, spans: Sequence[tuple[Hop, datetime, datetime]]) -> Figure:
        minutes = [self._timing.working_minutes(start, end) for _, start, end in spans]
        return average_of(minutes, [hop.case_id for hop, _, _ in spans])


class MonthTables:
    """Puts the month's cases and handoffs into tables."""

    def __init__(
        self,
        office: Office,
        days: Sequence[date],
        cases: CaseFigures,
        hands: HandFigures,
        charges: Mapping[FigureKey, Sequence[Charge]],
    ) -> None:
        self._charges = charges
        self._office = office
        self._days = days
        self._cases = cases
        self._hands = hands

    def tables(self, cases: Sequence[Case], answered: Sequence[Case], hops: Sequence[Hop]) -> tuple[FigureTable, ...]:
        """All tables of the report; `answered` are the cases answered this month, whenever they were asked."""
        kept = [case for case in cases if case.state not in DROPPED]
        return (
            self._overview(cases, kept, answered, hops),
            self._by_day(cases, answered),
            self._by_kind(cases, kept),
            self._callbacks(kept),
            self._by_department(kept, hops),
            self._by_person(kept, hops),
        )

    def _overview(
        self, cases: Sequence[Case], kept: Sequence[Case], answered: Sequence[Case], hops: Sequence[Hop]
    ) -> FigureTable:
        mine, hands = self._cases, self._hands
        dropped = [case.id for case in cases if case.state in DROPPED]
        times = sum(case.broken_promises for case in kept)
        lines: list[tuple[str, Figure]] = [
            ("受理", count_of(ids(cases), unit=" 件")),
            ("其中作废、合并", count_of(dropped, unit=" 件")),
            ("当场办结", count_of((case.id for case in kept if case.on_spot), unit=" 件")),
            ("本月答复（含以前受理的）", count_of(ids(answered), unit=" 件")),
            ("至今未结", count_of((case.id for case in kept if case.open), unit=" 件")),
            ("按时率", mine.on_time(kept)),
            ("失约", count_of((case.id for case in kept if case.broken_promises), times, " 次")),
            ("重办", count_of((case.id for case in kept if case.redo_count), unit=" 件")),
            ("满意率", mine.pleased(kept)),
            ("回访率", mine.called_back(kept)),
            ("转办", hands.given(hops)),
            ("退回", hands.returned(hops)),
            ("一次转对率", hands.right_at_once(hops)),
            ("平均签收用时（工作分钟）", hands.signing(hops)),
            ("平均在手时长（工作分钟）", hands.dwelling(hops)),
        ]
        rows = tuple(FigureRow(label, (figure,)) for label, figure in lines)
        return FigureTable("overview", "概况", "项目", ("本月",), rows)

    def _by_day(self, cases: Sequence[Case], answered: Sequence[Case]) -> FigureTable:
        kinds = self._kinds(cases)
        zone = self._office.zone
        rows = []
        for day in self._days:
            today = [case for case in cases if case.day == day]
            done = [case for case in answered if case.answered_at and local(case.answered_at, zone).date() == day]
            rows.append(FigureRow(str(day.day), self._day_figures(today, done, kinds)))
        headings = (*kinds, "受理", "答复", "失约")
        count = len(kinds)
        drawings = (
            Drawing("stacked", "每日受理量（按类别）", tuple(range(count)), "日期", "件"),
            Drawing("line", "每日受理与答复", (count, count + 1), "日期", "件"),
        )
        whole = FigureRow(WHOLE, self._day_figures(cases, answered, kinds))
        return FigureTable("days", "按日", "日", headings, tuple(rows), drawings, whole)

    def _day_figures(self, asked: Sequence[Case], done: Sequence[Case], kinds: Sequence[str]) -> tuple[Figure, ...]:
        by_kind = [count_of(case.id for case in asked if case.kind == kind) for kind in kinds]
        return (*by_kind, count_of(ids(asked)), count_of(ids(done)), self._cases.broken(asked))

    def _kinds(self, cases: Sequence[Case]) -> list[str]:
        """The kinds that occur, in the order of the list; of a month without cases, all."""
        occur = {case.kind for case in cases}
        known = [choice.text for choice in self._office.choices("kind")]
        shown = [kind for kind in known if kind in occur] + sorted(occur - set(known))
        return shown or known

    def _by_kind(self, cases: Sequence[Case], kept: Sequence[Case]) -> FigureTable:
        rows = tuple(
            FigureRow(
                kind, self._kind_figures([c for c in cases if c.kind == kind], [c for c in kept if c.kind == kind])
            )
            for kind in self._kinds(cases)
        )
        drawings = (
            Drawing("pie", "类别构成", (0,)),
            Drawing("bars", "各类别按时率", (2,), "类别", "按时率", top=1),
        )
        headings = ("受理", "未结", "按时率", "失约", "满意率", "回访率")
        whole = FigureRow(WHOLE, self._kind_figures(cases, kept))
        return FigureTable("kinds", "按类别", "类别", headings, rows, drawings, whole)

    def _kind_figures(self, cases: Sequence[Case], kept: Sequence[Case]) -> tuple[Figure, ...]:
        mine = self._cases
        done = (mine.still_open(kept), mine.on_time(kept), mine.broken(kept), mine.pleased(kept))
        return (count_of(ids(cases)), *done, mine.called_back(kept))

    def _callbacks(self, kept: Sequence[Case]) -> FigureTable:
        results = [(result.word, [case for case in kept if case.callback_result is result]) for result in HEARD]
        rows = [FigureRow(word, (count_of(ids(found)),)) for word, found in results]
        rows.append(FigureRow("回访未完成", (count_of(ids(self._cases.owed(kept))),)))
        drawings = (Drawing("pie", "回访结果", (0,)),)
        return FigureTable("callbacks", "回访", "回访结果", ("件数",), tuple(rows), drawings)

    def _by_department(self, kept: Sequence[Case], hops: Sequence[Hop]) -> FigureTable:
        office = self._office
        keys = _most_first([case.department for case in kept], [hop.department for hop in hops])
        rows = []
        for key in keys:
            cases = [case for case in kept if case.department == key]
            given = [hop for hop in hops if hop.department == key]
            rows.append(FigureRow(office.department_name(key) or "（未定）", self._office_figures(cases, given)))
        headings = (
            "承办", "未结", "按时率", "失约", "满意率", "转入", "退回", "一次转对率", "平均签收", "平均在手",
        )  # fmt: skip
        drawings = (
            Drawing("bars", "各部门承办与失约", (0, 3), "部门", "件"),
            Drawing("bars", "各部门按时率", (2,), "部门", "按时率", top=1),
        )
        whole = FigureRow(WHOLE, self._office_figures(kept, hops))
        return FigureTable("departments", "按部门", "承办部门", headings, tuple(rows), drawings, whole)

    def _office_figures(self, cases: Sequence[Case], hops: Sequence[Hop]) -> tuple[Figure, ...]:
        mine, hands = self._cases, self._hands
        return (
            count_of(ids(cases)), mine.still_open(cases), mine.on_time(cases), mine.broken(cases), mine.pleased(cases),
            hands.given(hops), hands.returned(hops), hands.right_at_once(hops), hands.signing(hops),
            hands.dwelling(hops),
        )  # fmt: skip

    def _by_person(self, kept: Sequence[Case], hops: Sequence[Hop]) -> FigureTable:
        office = self._office
        rows = []
        charged = [charge.person for charges in self._charges.values() for charge in charges]
        for key in _most_first([case.first_asked for case in kept], charged):
            cases = [case for case in kept if case.first_asked == key]
            own = [hop for hop in hops if hop.giver == key]
            figures = (*self._person_figures(cases, own), *self._against(key))
            rows.append(FigureRow(office.name(key) or "（未定）", figures))
        against = tuple(key.word for key in self._charges)
        headings = ("首问", "未结", "按时率", "失约", "满意率", "转出", "被退回", "一次转对率", "本岗转出", *against)
        drawings = (
            Drawing("bars", "各首问责任人受理与失约", (0, 3), "首问责任人", "件"),
            Drawing("bars", "各首问责任人按时率", (2,), "首问责任人", "按时率", top=1),
        )
        whole = FigureRow(WHOLE, (*self._person_figures(kept, hops), *self._against()))
        return FigureTable("people", "按首问责任人", "首问责任人", headings, tuple(rows), drawings, whole)

    def _against(self, person: str = "") -> tuple[Figure, ...]:
        """What counts against an officer, each in times with its cases; of everybody without one ([51] [54])."""
        found = [
            [charge.case_id for charge in charges if person in ("", charge.person)]
            for charges in self._charges.values()
        ]
        return tuple(count_of(dict.fromkeys(each), len(each)) for each in found)

    def _person_figures(self, cases: Sequence[Case], hops: Sequence[Hop]) -> tuple[Figure, ...]:
        mine, hands = self._cases, self._hands
        return (
            count_of(ids(cases)), mine.still_open(cases), mine.on_time(cases), mine.broken(cases), mine.pleased(cases),
            hands.given(hops), hands.returned(hops), hands.right_at_once(hops), hands.own_duty(hops),
        )  # fmt: skip


def _most_first(keys: Sequence[str], also: Sequence[str]) -> list[str]:
    """The keys that occur, the most frequent first."""
    often = Counter(keys)
    return sorted({*keys, *also}, key=lambda key: (-often[key], key))
