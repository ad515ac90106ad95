"""A later term for a measure that keeps coming late: written as a deadline phrase, so that it is compiled like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from kadrost.kernel.periods import MONTHS_IN_YEAR, month_end
from kadrost.kernel.rules import DayAfterPeriod, EveryMonths, Once, is_whole_months
from kadrost.kernel.schedule import Schedule
from kadrost.kernel.spoken import day_and_month, day_in_words
from kadrost.roadmaps.domain.effectiveness.points import middle

OF_PERIOD = {1: "ежемесячно", 3: "ежеквартально", 6: "раз в полгода"}
PERIOD_NAMES = {1: "отчетным месяцем", 3: "отчетным кварталом", 6: "отчетным полугодием"}
STEP = 5
MOST_DAYS = 30
SAMPLE_YEAR = 2027
LEAST_SHIFT = 30


@dataclass(frozen=True, slots=True)
class NewTerm:
    """The phrase that is proposed and why it is so."""

    phrase: str
    ground: str


def later_term(
    schedule: Schedule | None, lateness: Sequence[int], open_due: Sequence[date], day: date
) -> NewTerm | None:
    """The term moved by the median lateness of the measure's own cycles; None where no phrase can be computed.

    A day is rounded up to the end of its month, a day of the month after a reporting period up to five days. Single
    terms that have passed without a result are counted from the day of the analysis, not from the past.
    """
    median = ceil(middle(lateness) or 0)
    if schedule is None or not schedule.understood:
        return None
    if len(schedule.rules) == 1 and isinstance(schedule.rules[0], EveryMonths):
        return _recurring(schedule.rules[0], median)
    if len(schedule.rules) == 1 and isinstance(schedule.rules[0], DayAfterPeriod):
        return _after_period(schedule.rules[0], median)
    if schedule.rules and all(isinstance(rule, Once) for rule in schedule.rules):
        return _single(open_due, median, day)
    return None


def yearly_term(month: int) -> NewTerm:
    """«ежегодно, до 30 июня»: by the end of the month in which the result was due in the years before."""
    last = month_end(date(SAMPLE_YEAR, month, 1))
    return NewTerm(f"ежегодно, до {day_and_month(last)}", "месяц – тот, на который срок приходился")


def _recurring(rule: EveryMonths, median: int) -> NewTerm | None:
    if not median:
        return None
    said = f"медиана опоздания по всем циклам мероприятия {median} дн."
    if rule.every == MONTHS_IN_YEAR:
        ends = next(rule.expand(date(rule.first.year + 1, 12, 31))).end + timedelta(days=median)
        return NewTerm(f"ежегодно, до {day_and_month(_month_end(ends))}", f"{said}, округлено до конца месяца")
    if rule.every in OF_PERIOD and is_whole_months(rule) and rule.over_months == rule.every - 1 and median <= MOST_DAYS:
        return NewTerm(_day_of_next(rule.every, median), f"{said} после периода, округлено до пяти дней")
    return None


def _after_period(rule: DayAfterPeriod, median: int) -> NewTerm | None:
    """A later day of the same month; None where it would fall into the next one."""
    day = rule.day + median
    if not median or rule.working or rule.months_later != 1 or rule.months not in OF_PERIOD or day > MOST_DAYS:
        return None
    said = (
        f"медиана опоздания по всем циклам мероприятия {median} дн. после {rule.day}-го числа, округлено до пяти дней"
    )
    return NewTerm(_day_of_next(rule.months, day), said)


def _day_of_next(months: int, day: int) -> str:
    """«ежеквартально, до 15-го числа месяца, следующего за отчетным кварталом»."""
    return f"{OF_PERIOD[months]}, до {STEP * ceil(day / STEP)}-го числа месяца, следующего за {PERIOD_NAMES[months]}"


def _single(open_due: Sequence[date], median: int, day: date) -> NewTerm | None:
    """The terms that are still open: a passed one is counted from the day, one ahead moves by the median alone."""
    passed = [due for due in open_due if due < day]
    if not open_due or not (passed or median):
        return None
    shift = max(median, LEAST_SHIFT)
    moved = {_month_end(day + timedelta(days=shift))} if passed else set()
    moved |= {_month_end(due + timedelta(days=median)) if median else due for due in open_due if due >= day}
    phrase = ", ".join(f"до {day_in_words(one)}" for one in sorted(moved))
    reason = f"медиана опоздания мероприятия {median} дн." if median else "опозданий раньше не было"
    counted = f"прошедший срок – от дня анализа не меньше {LEAST_SHIFT} дней; " if passed else ""
    return NewTerm(phrase, f"{counted}{reason}, округлено до конца месяца")


def _month_end(day: date) -> date:
    """The month's last day; of February the 28th, which every year has."""
    last = month_end(day)
    return last if last.month != 2 else last.replace(day=28)
