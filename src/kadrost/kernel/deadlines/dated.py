"""A document's day and period, and items that become days when these are known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from kadrost.kernel.deadlines.grammar import RefusedError
from kadrost.kernel.deadlines.meaning import Dated, Relative, Slot, Year
from kadrost.kernel.periods import LAST_YEAR, MONTHS_IN_YEAR, day_or_last, days_in_month
from kadrost.kernel.rules import EveryMonths, EveryWeek, Rule
from kadrost.kernel.schedule import Assumption
from kadrost.kernel.spoken import day_in_words

_FEBRUARY, _LEAP_DAY = 2, 29


@dataclass(slots=True)
class Draft:
    """A schedule in the making, with the document that it is made for."""

    signed: date | None
    period: tuple[date, date] | None
    rules: list[Rule] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    assumed: Assumption | None = None
    continuous: bool = False
    on_demand: bool = False
    event: str | None = None

    @property
    def anchor(self) -> date:
        """The document's day; refused where the document has none."""
        if self.signed is None:
            raise RefusedError("Срок считается от дня подписания документа, а этот день не известен")
        return self.signed

    @property
    def recurs_from(self) -> date:
        """The day from which open recurrences count: the document's, or the first of its own period where that is later."""
        return max(self.anchor, self.period[0]) if self.period else self.anchor

    @property
    def period_end(self) -> date | None:
        """The day on which open recurrences end with the document's own period."""
        return self.period[1] if self.period else None

    def end_with_period(self) -> None:
        """Cut what comes again at the end of the document's own period, with a remark where a span runs over it."""
        last = self.period_end
        for index, rule in enumerate(self.rules if last else ()):
            if last and isinstance(rule, EveryMonths | EveryWeek) and any(due.end > last for due in rule.expand(last)):
                self.rules[index] = replace(rule, cut=last)
                remark = f"Последний срок кончается вместе с периодом документа: {day_in_words(last)}"
                self.remarks += [remark] if remark not in self.remarks else []

    def year(self, year: Year) -> int:
        """The year as a number; one counted from the document's is an assumption."""
        if isinstance(year, Relative):
            self.assumed = "year"
            return self.anchor.year + year.shift
        return year

    def days(self, item: Dated) -> tuple[date, date]:
        """First and last day of an item; refused where such days do not exist or run backwards."""
        last_year = self.year(item.year)
        first_year = last_year - item.slot.wraps if item.first_year is None else self.year(item.first_year)
        start = exact_day(first_year, item.slot.first_month, item.slot.first_day)
        end = exact_day(last_year, item.slot.last_month, item.slot.last_day)
        if end < start:
            raise RefusedError("Конец промежутка раньше его начала")
        return start, end


def exact_day(year: int, month: int, day: int) -> date:
    """That day, day 31 being a month's last; refused for 29 February of a common year."""
    if (month, day) == (_FEBRUARY, _LEAP_DAY) and days_in_month(year, month) < day:
        raise RefusedError(f"Такого дня не бывает: 29.02.{year}")
    return day_or_last(year, month, day)


def slot_days(slot: Slot, year: int) -> tuple[date, date]:
    """First and last day of a part of a year that starts in `year`."""
    return (
        day_or_last(year, slot.first_month, slot.first_day),
        day_or_last(year + slot.wraps, slot.last_month, slot.last_day),
    )


def yearly_rule(slot: Slot, first_year: int, *, years: int = 1, until: date | None = None) -> EveryMonths:
    """The part of a year again every so many years."""
    if not 1 <= first_year <= LAST_YEAR:
        raise RefusedError(f"Год {first_year} не принимается")
    first = day_or_last(first_year, slot.first_month, slot.first_day)
    return EveryMonths(
        first=first,
        every=MONTHS_IN_YEAR * years,
        over_months=slot.over_months,
        last_day=slot.last_day,
        first_day=0 if first.day == slot.first_day else slot.first_day,
        until=until,
    )
