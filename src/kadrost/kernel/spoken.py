"""Days, spans and amounts in Russian words."""

from __future__ import annotations

from datetime import date

from kadrost.kernel.periods import END_OF_MONTH, MONTHS_IN_YEAR, days_in_month, month_end, months_between
from kadrost.kernel.rules import CountUnit, EveryMonths

_NOMINATIVE = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_GENITIVE = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV")
_UNITS: dict[CountUnit, tuple[str, str, str]] = {
    "days": ("день", "дня", "дней"),
    "working_days": ("рабочий день", "рабочих дня", "рабочих дней"),
    "weeks": ("неделя", "недели", "недель"),
    "months": ("месяц", "месяца", "месяцев"),
    "years": ("год", "года", "лет"),
}
_QUARTER, _HALF = 3, 6
_FEBRUARY = 2


def plural(number: int, forms: tuple[str, str, str]) -> str:
    """The number with its noun: 1 день, 2 дня, 5 дней."""
    tens, ones = number % 100 // 10, number % 10
    form = forms[2] if tens == 1 or ones == 0 or ones > 4 else forms[0] if ones == 1 else forms[1]
    return f"{number} {form}"


def amount_in_words(amount: int, unit: CountUnit) -> str:
    """«10 рабочих дней», «3 месяца»."""
    return plural(amount, _UNITS[unit])


def day_in_words(day: date) -> str:
    """«1 марта 2021 года»."""
    return f"{day.day} {_GENITIVE[day.month - 1]} {day.year} года"


def day_and_month(day: date) -> str:
    """«1 марта»."""
    return f"{day.day} {_GENITIVE[day.month - 1]}"


def days_in_words(start: date, end: date) -> str:
    """A closed interval as a person would name it: a day, a month, a quarter, a year, or from one day to another."""
    if start == end:
        return day_in_words(start)
    if start.day == 1 and end == month_end(end):
        return _whole_months(start, end)
    if start.year != end.year:
        return f"с {day_in_words(start)} по {day_in_words(end)}"
    if start.month != end.month:
        return f"с {start.day} {_GENITIVE[start.month - 1]} по {day_in_words(end)}"
    return f"с {start.day} по {day_in_words(end)}"


def _whole_months(start: date, end: date) -> str:
    length = months_between(start, end) + 1
    if length % MONTHS_IN_YEAR == 0 and start.month == 1:
        return f"{start.year} год" if length == MONTHS_IN_YEAR else f"{start.year}–{end.year} годы"
    if length == MONTHS_IN_YEAR and start.month == 9:
        return f"{start.year}/{end.year} учебный год (1 сентября – 31 августа)"
    if length in {1, _QUARTER, _HALF} and start.month % length == 1 % length:
        return f"{period_name(start, length)} {start.year} года"
    if start.year == end.year:
        return f"{_NOMINATIVE[start.month - 1]} – {_NOMINATIVE[end.month - 1]} {end.year} года"
    return f"{_NOMINATIVE[start.month - 1]} {start.year} года – {_NOMINATIVE[end.month - 1]} {end.year} года"


def period_name(start: date, months: int, *, genitive: bool = False) -> str:
    """The calendar month, quarter or half-year that starts on `start`, without its year."""
    if months == 1:
        return (_GENITIVE if genitive else _NOMINATIVE)[start.month - 1]
    noun = {_QUARTER: ("квартал", "квартала"), _HALF: ("полугодие", "полугодия")}[months][genitive]
    return f"{_ROMAN[(start.month - 1) // months]} {noun}"


def span_in_words(rule: EveryMonths) -> str:
    """The part of a year that a yearly rule repeats: «с 1 по 31 марта», «1 февраля»."""
    first_day, first_month = rule.first_day or rule.first.day, rule.first.month
    last_month = (first_month + rule.over_months - 1) % MONTHS_IN_YEAR + 1
    start = f"{_day_number(first_month, first_day)}"
    end = f"{_day_number(last_month, rule.last_day)} {_GENITIVE[last_month - 1]}"
    if rule.over_months == 0 and _day_number(first_month, rule.last_day) == start:
        return end
    if rule.over_months == 0:
        return f"с {start} по {end}"
    return f"с {start} {_GENITIVE[first_month - 1]} по {end}"


def _day_number(month: int, day: int) -> str:
    """The number of the day; the end of February has two."""
    if month == _FEBRUARY and day > days_in_month(2001, _FEBRUARY):
        return "последнее число" if day == END_OF_MONTH else "29 (в обычный год 28)"
    return str(min(day, days_in_month(2001, month)))
