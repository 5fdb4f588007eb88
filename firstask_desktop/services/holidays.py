"""The published yearly arrangement of public holidays and make-up days, as far as the bundled data goes."""

from datetime import date

from firstask_desktop.domain.calendar import DayKind

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def known_days() -> dict[date, tuple[DayKind, str]]:
    """Every date that differs from its weekday, in order, with its Chinese name (国庆节, 国庆节调休上班).

    Later years are not in it: they read 「未公布」 until the program is given them ([79]).
    """
    from chinese_calendar.constants import holidays, workdays

    days = {day: (DayKind.HOLIDAY, _NAMES.get(name, name)) for day, name in holidays.items()}
    days |= {day: (DayKind.WORKDAY, f"{_NAMES.get(name, name)}调休上班") for day, name in workdays.items()}
    return dict(sorted(days.items()))


def known_years() -> frozenset[int]:
    """The years whose arrangement the bundled data knows."""
    return frozenset(day.year for day in known_days())
