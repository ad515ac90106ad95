"""The rules of a schedule: data that expands to occurrences, each rule in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Literal

from kadrost.kernel.calendar import count_working_days
from kadrost.kernel.periods import (
    LAST_YEAR,
    MONTHS_IN_YEAR,
    Occurrence,
    add_months,
    day_or_last,
    days_in_month,
    period_end,
)

DAYS_IN_WEEK = 7
CountUnit = Literal["days", "working_days", "weeks", "months", "years"]


@dataclass(frozen=True, slots=True)
class Once:
    """One interval of days."""

    kind: ClassVar[str] = "once"
    start: date
    end: date

    def expand(self, _until: date) -> Iterator[Occurrence]:
        """That interval, also where it starts after the horizon: the schedule cuts."""
        yield Occurrence(self.start, self.end)


@dataclass(frozen=True, slots=True)
class EveryMonths:
    """A span of days that comes again every so many months: yearly, quarterly, monthly, school years, blocks of years.

    The first span starts on `first` and ends `over_months` later on `last_day`; day 31 stands for a month's last day.
    `until` bounds the starts of all spans.
    """

    kind: ClassVar[str] = "every_months"
    first: date
    every: int
    over_months: int
    last_day: int
    first_day: int = 0
    """The day of the month asked for, where the first month is too short for it; 0: the day of `first`."""
    until: date | None = None
    cut: date | None = None
    """The end of the document's own period: a span that would run over it ends with it."""

    def expand(self, until: date) -> Iterator[Occurrence]:
        """All spans that start on or before the horizon and the rule's own bound."""
        last = until if self.until is None else min(until, self.until)
        first_day, last_day, over = self.first_day or self.first.day, self.last_day, self.over_months
        month_number = self.first.year * MONTHS_IN_YEAR + self.first.month - 1
        beyond = (LAST_YEAR + 1) * MONTHS_IN_YEAR - over
        while month_number < beyond:
            year, month0 = divmod(month_number, MONTHS_IN_YEAR)
            start = day_or_last(year, month0 + 1, first_day)
            if start > last:
                return
            end_year, end_month0 = divmod(month_number + over, MONTHS_IN_YEAR)
            end = day_or_last(end_year, end_month0 + 1, last_day)
            yield Occurrence(start, end if self.cut is None or end <= self.cut else self.cut)
            month_number += self.every


@dataclass(frozen=True, slots=True)
class EveryWeek:
    """So many days of every week, from those that start on `first`: whole weeks from a Monday, or one day of the week."""

    kind: ClassVar[str] = "every_week"
    first: date
    until: date | None = None
    days: int = DAYS_IN_WEEK
    cut: date | None = None
    """The end of the document's own period: a week that would run over it ends with it."""

    def expand(self, until: date) -> Iterator[Occurrence]:
        """All weeks that start on or before the horizon and the rule's own bound."""
        last = until if self.until is None else min(until, self.until)
        start = self.first
        while start <= last and (date.max - start).days > DAYS_IN_WEEK:
            end = start + timedelta(days=self.days - 1)
            yield Occurrence(start, end if self.cut is None or end <= self.cut else self.cut)
            start += timedelta(days=DAYS_IN_WEEK)


@dataclass(frozen=True, slots=True)
class DayAfterPeriod:
    """A day in the month that stands `months_later` after each reporting period («до 5-го числа месяца, следующего …»).

    `first_period` is the first day of the first period reported on, `months` its length. `months_later` is 1 for the
    month next to the period. With `working`, `day` is the n-th working day of that month.
    """

    kind: ClassVar[str] = "day_after_period"
    first_period: date
    months: int
    months_later: int
    day: int
    working: bool = False
    until: date | None = None

    def expand(self, until: date) -> Iterator[Occurrence]:
        """One day for each period, as far as the horizon and the rule's own bound reach."""
        last = until if self.until is None else min(until, self.until)
        start = self.first_period
        while True:
            try:
                occurrence = self._after(start)
                following = add_months(start, self.months)
            except OverflowError:
                return
            if occurrence.start > last:
                return
            yield occurrence
            start = following

    def _after(self, start: date) -> Occurrence:
        end = period_end(start, self.months)
        month = add_months(start, self.months - 1 + self.months_later)
        if self.working:
            due, provisional = count_working_days(month - timedelta(days=1), self.day)
        else:
            due, provisional = day_or_last(month.year, month.month, self.day), False
        return Occurrence(due, due, covers=(start, end), provisional=provisional)


@dataclass(frozen=True, slots=True)
class CountedFrom:
    """A term counted from a day: from the document's own (`anchor` known) or from an event not yet recorded.

    `amount` is None where the phrase names an event and no term; `backwards` counts towards the past.
    """

    kind: ClassVar[str] = "counted_from"
    amount: int | None
    unit: CountUnit
    anchor: date | None = None
    backwards: bool = False

    def expand(self, _until: date) -> Iterator[Occurrence]:
        """The interval between the anchor and the day counted; nothing while the anchor is unknown."""
        if self.anchor is None or self.amount is None:
            return
        try:
            other, provisional = self._count(self.anchor, -self.amount if self.backwards else self.amount)
        except OverflowError:
            return
        if self.backwards:
            yield Occurrence(other, other, provisional=provisional)
        else:
            yield Occurrence(self.anchor, other, provisional=provisional)

    def _count(self, anchor: date, amount: int) -> tuple[date, bool]:
        match self.unit:
            case "working_days":
                return count_working_days(anchor, amount)
            case "days":
                return anchor + timedelta(days=amount), False
            case "weeks":
                return anchor + timedelta(weeks=amount), False
            case "months":
                return add_months(anchor, amount), False
            case "years":
                return add_months(anchor, MONTHS_IN_YEAR * amount), False


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty that holds all the time from a day on: no occurrences, but something to say in words."""

    kind: ClassVar[str] = "standing"
    since: date

    def expand(self, _until: date) -> Iterator[Occurrence]:
        """Nothing: a standing duty has no days of its own."""
        yield from ()


Rule = Once | EveryMonths | EveryWeek | DayAfterPeriod | CountedFrom | Standing
RULES: dict[str, type[Rule]] = {
    rule.kind: rule for rule in (Once, EveryMonths, EveryWeek, DayAfterPeriod, CountedFrom, Standing)
}


def is_whole_months(rule: EveryMonths) -> bool:
    """Whether the spans of the rule are whole calendar months."""
    end = add_months(rule.first, rule.over_months)
    starts_whole = rule.first.day == 1 and rule.first_day in {0, 1}
    return starts_whole and rule.last_day >= days_in_month(end.year, end.month)
