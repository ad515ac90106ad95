"""What the grammar's rules make of words: parts of a year, items of a list, recurrences, terms. No document is known yet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from kadrost.kernel.periods import END_OF_MONTH, MONTHS_IN_YEAR, days_in_month
from kadrost.kernel.rules import CountUnit

Sort = Literal["day", "days", "months", "year", "school"]
_LEAP_YEAR = 2000
SCHOOL_YEAR_STARTS = (9, 1)


@dataclass(frozen=True, slots=True)
class Relative:
    """A year counted from the document's: 0 is «текущий», 1 «следующий»."""

    shift: int


Year = int | Relative


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a year with no year: a day, a span of days, or whole months; day 31 stands for a month's last day."""

    first_month: int
    first_day: int
    last_month: int
    last_day: int
    sort: Sort

    @property
    def wraps(self) -> bool:
        """Whether the span goes over New Year."""
        return (self.last_month, self.last_day) < (self.first_month, self.first_day)

    @property
    def over_months(self) -> int:
        """How many months after the first one the last one comes."""
        return (self.last_month - self.first_month) % MONTHS_IN_YEAR


@dataclass(frozen=True, slots=True)
class Dated:
    """A part of one or several years with its years; `first_year` is None where the phrase names the last one alone."""

    slot: Slot
    year: Year
    first_year: Year | None = None


Item = Slot | Dated


@dataclass(frozen=True, slots=True)
class Every:
    """How often: every `months`, or every week (`months` 0), or so many `times` in that time.

    `at_least` marks «не реже». `assumed` marks periods that the phrase does not name but the calendar has
    («раз в три месяца» as quarters).
    """

    months: int
    at_least: bool = False
    times: int = 1
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Between what a recurrence runs: from an item, to an item, or within named years."""

    since: Dated | None = None
    until: Dated | None = None
    years: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True)
class AfterPeriod:
    """«до 5-го числа месяца, следующего за отчетным кварталом»: a day counted from the end of a period that `months` long; below 1 it is not named."""

    months: int
    months_later: int
    day: int
    working: bool = False


@dataclass(frozen=True, slots=True)
class Then:
    """What comes after the listed items: a recurrence, with its own parts of a year where named, or a state."""

    every: Every | None = None
    slots: tuple[Slot, ...] = ()
    until: Dated | None = None
    state: Literal["", "on_demand", "continuous"] = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Items one after another, and what comes then."""

    items: tuple[Item, ...]
    then: Then | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often, in which parts of the year, between what, by which day; or also whenever needed.

    `day_of_month` is the day due in every month, with `to_day` the last of several; `weekdays` are days of every week.
    """

    every: Every
    slots: tuple[Slot, ...] = ()
    frame: Frame = field(default_factory=Frame)
    after: AfterPeriod | None = None
    day_of_month: int = 0
    to_day: int = 0
    weekdays: tuple[int, ...] = ()
    on_demand: bool = False


@dataclass(frozen=True, slots=True)
class OwnSchoolYear:
    """«в течение учебного года»: the single school year that the document itself is about."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term counted from the document's day or from an event; `amount` None: the event alone is named."""

    amount: int | None
    unit: CountUnit
    event: str = ""
    from_signing: bool = False
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """All the time, or whenever needed; `since` bounds what holds all the time."""

    kind: Literal["continuous", "on_demand"]
    since: Dated | None = None


Meaning = Listing | Recurrence | OwnSchoolYear | Term | State


def month_slot(first: int, last: int | None = None) -> Slot:
    """Whole months, one or from one to another."""
    return Slot(first, 1, last or first, END_OF_MONTH, "months")


def day_slot(month: int, day: int) -> Slot:
    """One day of a year."""
    return Slot(month, day, month, day, "day")


def is_day_of_month(month: int, day: int) -> bool:
    """Whether such a day exists in some year."""
    return 1 <= month <= MONTHS_IN_YEAR and 1 <= day <= days_in_month(_LEAP_YEAR, month)


def date_item(day: date) -> Dated:
    """A full date as an item."""
    return Dated(day_slot(day.month, day.day), day.year)


def years_item(first: Year, last: Year) -> Dated:
    """Whole calendar years."""
    return Dated(Slot(1, 1, 12, END_OF_MONTH, "year"), last, first)


SCHOOL_YEAR = Slot(*SCHOOL_YEAR_STARTS, 8, END_OF_MONTH, "school")


def school_years_item(first: int, after_last: int) -> Dated:
    """Whole school years, from 1 September of one year to 31 August of another."""
    return Dated(Slot(9, 1, 8, END_OF_MONTH, "school"), after_last, first)


def with_year(slot: Slot, year: Year) -> Dated:
    """A part of a year in the year named; over New Year the year named is the later one."""
    return Dated(slot, year)


def joined(first: Item, last: Item) -> Dated | None:
    """The span from the start of one dated item to the end of another of the same sort; None where they do not fit."""
    if not isinstance(first, Dated) or not isinstance(last, Dated) or first.slot.sort != last.slot.sort:
        return None
    if first.slot.sort not in {"day", "months", "year"} or first.slot.wraps or last.slot.wraps:
        return None
    sort: Sort = "days" if first.slot.sort == "day" else first.slot.sort
    slot = Slot(first.slot.first_month, first.slot.first_day, last.slot.last_month, last.slot.last_day, sort)
    start_year = first.year if first.first_year is None else first.first_year
    return replace(last, slot=slot, first_year=start_year)
