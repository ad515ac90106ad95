"""Working days by the Russian production calendar.

Published years come from the `work-calendar` library. Its version 1.1.0 holds wrong days for 2020 and 2024 (weekends
on Wednesday to Friday), so a year is believed only where its weekends are weekends; these two years follow article 112
of the Labour Code with the government's transfers. Any other year follows article 112 alone: counts through it are
*provisional*.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import work_calendar

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_JANUARY = 1
_MOST_WORKING_WEEKENDS = 10
"""More working Saturdays and Sundays than this were never ordered in a year: such data is wrong."""
_LAWFUL_HOLIDAYS = frozenset(
    [*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)],
)
_TRANSFERS: dict[int, tuple[tuple[tuple[int, int], tuple[int, int]], ...]] = {
    # Government resolution 875 of 10.07.2019
    2020: (((1, 4), (5, 4)), ((1, 5), (5, 5))),
    # Government resolution 1314 of 10.08.2023
    2024: (((1, 6), (5, 10)), ((1, 7), (12, 31)), ((4, 27), (4, 29)), ((11, 2), (4, 30)), ((12, 28), (12, 30))),
}


@cache
def is_published(year: int) -> bool:
    """Whether the production calendar of the year has been published and is known here."""
    return year in _TRANSFERS or _is_believable(year)


@cache
def _is_believable(year: int) -> bool:
    try:
        weekends = [day for day in _days_of(year) if day.weekday() >= _SATURDAY]
        working = [day for day in weekends if work_calendar.is_workday(day)]
        return len(working) <= _MOST_WORKING_WEEKENDS
    except work_calendar.NoDataForYearError:
        return False


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1).toordinal()
    return [date.fromordinal(number) for number in range(first, date(year, 12, 31).toordinal() + 1)]


@cache
def days_off(year: int) -> frozenset[date]:
    """Weekends and holidays of the year; past the published years by the law alone."""
    if year not in _TRANSFERS and _is_believable(year):
        return frozenset(day for day in _days_of(year) if not work_calendar.is_workday(day))
    return _lawful_days_off(year)


def _lawful_days_off(year: int) -> frozenset[date]:
    """Article 112: a holiday on a weekend gives the next working day off, but in January; then the transfers."""
    weekends = {day for day in _days_of(year) if day.weekday() >= _SATURDAY}
    holidays = {date(year, month, day) for month, day in _LAWFUL_HOLIDAYS}
    off = weekends | holidays
    for holiday in sorted(weekends & holidays):
        if holiday.month != _JANUARY:
            moved = holiday
            while moved in off:
                moved += _ONE_DAY
            off.add(moved)
    for (from_month, from_day), (to_month, to_day) in _TRANSFERS.get(year, ()):
        if (from_month, from_day) not in _LAWFUL_HOLIDAYS:
            off.discard(date(year, from_month, from_day))
        off.add(date(year, to_month, to_day))
    return frozenset(off)


def is_working_day(day: date) -> bool:
    """Whether people work on that day; past the published years by the law alone."""
    return day not in days_off(day.year)


def count_working_days(start: date, amount: int) -> tuple[date, bool]:
    """The day that is `amount` working days after `start` (before it, where negative), and whether it is provisional.

    Counting begins with the day next to `start`. Raises OverflowError past the calendar's ends.
    """
    step = _ONE_DAY if amount >= 0 else -_ONE_DAY
    day, left, provisional = start, abs(amount), False
    while left:
        day += step
        provisional = provisional or not is_published(day.year)
        left -= is_working_day(day)
    return day, provisional
