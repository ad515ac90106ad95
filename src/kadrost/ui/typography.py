"""Dates, numbers and counted nouns as Russian print wants them. Pure: no Django, no locale of the machine."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
DASH = "\u2014"
MONTHS_OF = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905 reads better
)
MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905


def date_long(day: date | None) -> str:
    """«15 февраля 2027» held together by no-break spaces; a dash where there is no day.

    >>> date_long(date(2027, 2, 15)).replace(NO_BREAK_SPACE, " ")
    '15 февраля 2027'
    """
    if day is None:
        return DASH
    return NO_BREAK_SPACE.join([str(day.day), MONTHS_OF[day.month - 1], str(day.year)])


def date_short(day: date | None) -> str:
    """«15.02.2027»; a dash where there is no day."""
    return DASH if day is None else f"{day.day:02}.{day.month:02}.{day.year:04}"


def moment_long(moment: datetime | None) -> str:
    """«15 февраля 2027, 09:05»: the wall clock of the moment's own zone; a dash where there is none."""
    return DASH if moment is None else f"{date_long(moment)}, {moment.hour:02}:{moment.minute:02}"


def month_long(day: date) -> str:
    """«февраль 2027»."""
    return f"{MONTHS[day.month - 1]}{NO_BREAK_SPACE}{day.year}"


def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """«1 234 567,5»: groups of three by no-break spaces, a decimal comma, a true minus; a dash where there is no number.

    With `decimals` exactly so many digits after the comma, halves away from zero; without them as many as the value has.

    >>> number(Decimal("1234567.5")).replace(NO_BREAK_SPACE, " ")
    '1 234 567,5'
    """
    if type(value) is int and decimals is None:  # by far the most frequent; a page draws hundreds of them
        return f"{MINUS if value < 0 else ''}{abs(value):,}".replace(",", NO_BREAK_SPACE)
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return DASH
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        return DASH
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NO_BREAK_SPACE)
    sign = MINUS if exact < 0 and (int(whole) or fraction.strip("0")) else ""
    return f"{sign}{grouped}{',' if fraction else ''}{fraction}"


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form that goes with `count`: 1 мероприятие, 2 мероприятия, 5 мероприятий, 21 мероприятие.

    >>> [plural(n, "место", "места", "мест") for n in (1, 3, 11, 112, 121)]
    ['место', 'места', 'мест', 'мест', 'место']
    """
    last_two, last = abs(count) % 100, abs(count) % 10
    if last == 1 and last_two != 11:
        return one
    if 2 <= last <= 4 and not 12 <= last_two <= 14:
        return few
    return many


def counted(count: int, one: str, few: str, many: str) -> str:
    """The number and its noun on one line: «21 мероприятие»."""
    return f"{number(count)}{NO_BREAK_SPACE}{plural(count, one, few, many)}"


def days_until(day: date, today: date) -> str:
    """How far a due day is, in words: «сегодня», «завтра», «через 5 дней», «просрочено на 12 дней»."""
    distance = (day - today).days
    if distance in (0, 1):
        return ("сегодня", "завтра")[distance]
    days = counted(abs(distance), "день", "дня", "дней")
    return f"через {days}" if distance > 0 else f"просрочено на {days}"
