"""Days, months and intervals of days: the small arithmetic that every rule of a schedule shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LAST_YEAR = date.max.year
MONTHS_IN_YEAR = 12
END_OF_MONTH = 31
"""A day number that stands for the last day of whatever month it falls in."""

_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """A closed interval of days; `end` is the day by which the result is due.

    `covers` is the period reported on («…следующего за отчетным»); `provisional` marks days that were counted
    past the last published production calendar.
    """

    start: date
    end: date
    covers: tuple[date, date] | None = None
    provisional: bool = False


def days_in_month(year: int, month: int) -> int:
    """How many days the month has, 28 to 31."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _DAYS_IN_MONTH[month - 1]


def day_or_last(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last day where the month is shorter."""
    return date(year, month, day if day <= 28 else min(day, days_in_month(year, month)))


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=days_in_month(day.year, day.month))


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier, where negative), or the last day of a shorter month.

    Raises OverflowError past the year 9999 and before the year 1.
    """
    year, month0 = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    if not 1 <= year <= LAST_YEAR:
        message = "date out of range"
        raise OverflowError(message)
    return day_or_last(year, month0 + 1, day.day)


def months_between(earlier: date, later: date) -> int:
    """How many calendar months lie between the months of two days; negative where `later` is earlier."""
    return (later.year - earlier.year) * MONTHS_IN_YEAR + later.month - earlier.month


def period_start(day: date, months: int) -> date:
    """The first day of the calendar period of `months` (1, 3, 6 or 12) that contains `day`."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def period_end(start: date, months: int) -> date:
    """The last day of the period of whole months that starts on the first of a month."""
    return month_end(add_months(start, months - 1))


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())
