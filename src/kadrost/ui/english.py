"""Dates, numbers and counted nouns as plain English wants them, beside `typography`, which is Russian. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kadrost.ui import typography
from kadrost.ui.typography import DASH, NO_BREAK_SPACE

MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip


def date_long(day: date | None) -> str:
    """«15 February 2027» held together by no-break spaces; a dash where there is no day."""
    return DASH if day is None else NO_BREAK_SPACE.join([str(day.day), MONTHS[day.month - 1], str(day.year)])


def month_long(day: date) -> str:
    """«February 2027»."""
    return f"{MONTHS[day.month - 1]}{NO_BREAK_SPACE}{day.year}"


def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """«1 234 567.5»: as in Russian, but for the decimal point.

    >>> number(Decimal("1234567.5")).replace(NO_BREAK_SPACE, " ")
    '1 234 567.5'
    """
    return typography.number(value, decimals).replace(",", ".")


def plural(count: int, one: str, many: str) -> str:
    """The form that goes with `count`: 1 measure, 0 measures, 21 measures."""
    return one if abs(count) == 1 else many


def counted(count: int, one: str, many: str) -> str:
    """The number and its noun on one line: «21 measures»."""
    return f"{number(count)}{NO_BREAK_SPACE}{plural(count, one, many)}"


def days_until(day: date, today: date) -> str:
    """How far a due day is, in words: «today», «tomorrow», «in 5 days», «12 days overdue»."""
    distance = (day - today).days
    if distance in (0, 1):
        return ("today", "tomorrow")[distance]
    days = counted(abs(distance), "day", "days")
    return f"in {days}" if distance > 0 else f"{days} overdue"
