"""Working days by the Russian production calendar.

Published years come from the `work-calendar` library. For any other year the days off are the weekends and the
holidays of article 112 of the Labour Code without the yearly transfers: such counts are *provisional*.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import work_calendar

_ONE_DAY = timedelta(days=1)
_FIRST_WEEKEND_DAY = 5
_LAWFUL_HOLIDAYS = frozenset(
    [*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)],
)


@cache
def is_published(year: int) -> bool:
    """Whether the production calendar of the year has been published and is known here."""
    try:
        work_calendar.is_workday(date(year, 1, 1))
    except work_calendar.NoDataForYearError:
        return False
    return True


def is_working_day(day: date) -> bool:
    """Whether people work on that day; past the published years by the law's holidays alone."""
    if is_published(day.year):
        return bool(work_calendar.is_workday(day))
    return day.weekday() < _FIRST_WEEKEND_DAY and (day.month, day.day) not in _LAWFUL_HOLIDAYS


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
