"""What a doubtful term may mean: phrases that say it without doubt, each with its days, for a person to choose from."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Schedule
from kadrost.reading.result import Choice

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_YEAR = r"(?P<year>20\d\d)(?: ?г\.?| год[ау]?)?"
_BEFORE_YEAR = re.compile(rf"(?:до|к) {_YEAR}$")
_BEFORE_MONTH = re.compile(rf"(?:до|к) (?P<month>[а-я]+) {_YEAR}$")
_SEASON = re.compile(rf"(?P<season>весн|лет|осен|зим)[а-я]* {_YEAR}$")
_DAY = re.compile(rf"(?P<prefix>(?:до|к|не позднее)? ?)(?P<day>\d{{1,2}}) (?P<month>[а-я]+) {_YEAR}$")
_SEASONS = {
    "весн": ("март – май {year} года",),
    "лет": ("июнь – август {year} года",),
    "осен": ("сентябрь – ноябрь {year} года",),
    "зим": ("январь – февраль {year} года", "декабрь {year} года – февраль {following} года"),
}
_SHOWN = 3


def choices_of(schedule: Schedule, *, signed: date | None, period: tuple[date, date] | None) -> tuple[Choice, ...]:
    """The readings of a term that was not understood, or only with an assumption; empty where none is known.

    A label says the days in words, the value is the phrase that takes the place of the printed one.
    """
    choices: dict[str, Choice] = {}
    for phrase in _phrases(schedule):
        reading = compile_phrase(phrase, signed=signed, period=period)
        if reading.understood:
            choices.setdefault(phrase, Choice(_label(reading), phrase))
    return tuple(choices.values())


def _label(schedule: Schedule) -> str:
    days = [
        f"{day.start:%d.%m.%Y}" if day.start == day.end else f"{day.start:%d.%m.%Y} – {day.end:%d.%m.%Y}"
        for day in islice(schedule.occurrences(until=date.max - timedelta(days=366)), _SHOWN)
    ]
    return f"{schedule.in_words()} ({', '.join(days)})" if days else schedule.in_words()


def _phrases(schedule: Schedule) -> Iterator[str]:
    text = " ".join(schedule.phrase.lower().replace("\u00a0", " ").split()).rstrip(".;,")
    if schedule.understood:
        yield schedule.phrase
        if schedule.assumed == "year":
            first = next(iter(schedule.occurrences(until=date(2099, 12, 31))), None)
            if first is not None:
                yield from (f"{text} {year} года" for year in (first.start.year, first.start.year + 1))
        return
    if match := _BEFORE_YEAR.match(text):
        year = int(match["year"])
        yield from (f"до 31 декабря {year - 1} года", f"до 31 декабря {year} года")
    elif match := _SEASON.match(text):
        year = int(match["year"])
        yield from (pattern.format(year=year, following=year + 1) for pattern in _SEASONS[match["season"]])
    elif (match := _DAY.match(text)) and (month := _month(match["month"])):
        last = calendar.monthrange(int(match["year"]), month)[1]
        if int(match["day"]) > last:
            yield f"{match['prefix']}{last} {_MONTHS[month - 1]} {match['year']} года"
    elif (match := _BEFORE_MONTH.match(text)) and (month := _month(match["month"])):
        yield from _around_month(int(match["year"]), month)


def _around_month(year: int, month: int) -> Iterator[str]:
    before = date(year, month, 1) - timedelta(days=1)
    last = date(year, month, calendar.monthrange(year, month)[1])
    for day in (before, last):
        yield f"до {day.day} {_MONTHS[day.month - 1]} {day.year} года"


def _month(word: str) -> int:
    """The number of a month in whatever case, 0 for other words; «март» before «ма(й)»."""
    for number in (3, 1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 5):
        stem = _STEMS[number - 1]
        if word.startswith(stem) and len(word) - len(stem) <= 2:
            return number
    return 0
