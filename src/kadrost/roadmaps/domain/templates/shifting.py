"""Terms of a template moved to a region's start: the phrase is rewritten by one rule, the words around its dates stay.

Whole years leave day and month as they are, so quarters and school years keep their ends; whole months move both, and
the last day of a month stays the last day. A phrase without dates stays as it is; one that the rule cannot move is
given back as None, for a person to write.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from kadrost.ui.typography import counted, date_short

MONTHS_IN_YEAR: Final = 12
_MONTHS: Final = (
    ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
    ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ("январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре", "октябре", "ноябре", "декабре"),
)  # fmt: skip
_PLACES: Final = {word: (case, index) for case, words in enumerate(_MONTHS) for index, word in enumerate(words)}
_QUARTERS: Final = ("1", "2", "3", "4")
_ROMAN: Final = ("I", "II", "III", "IV")
_YEAR = r"(?:19|20)\d{2}(?!\d|-[рпо]\b)"
_YEARS: Final = re.compile(rf"(?<!\d)(?<!\d\.\d\d\.)(?<!№)(?<!№\s){_YEAR}")
_NUMERIC: Final = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>\d{4}|\d{2})(?!\d)")
_MENTION: Final = re.compile(
    rf"(?<!\d)(?:(?P<day>\d{{1,2}})\s+)?\b(?P<month>{'|'.join(sorted(_PLACES, key=len, reverse=True))})\b"
    rf"(?:\s+(?P<year>{_YEAR}))?"
    rf"|\b(?P<quarter>IV|I{{1,3}}|[1-4])(?P<between>(?:-й|-го|-м)?\s+квартал\w*)(?:\s+(?P<quarter_year>{_YEAR}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Shift:
    """By how many months all terms move; whole years where `in_years`."""

    months: int
    in_years: bool
    first_day: date | None
    """The template's first day, from which the shift is counted; None where it names no day."""

    @property
    def in_words(self) -> str:
        """The rule for a person to see, with the template's first day before and after."""
        if self.first_day is None:
            return "Макет не называет дат: сроки останутся такими, как в нём."
        if self.in_years:
            amount = counted(abs(self.months) // MONTHS_IN_YEAR, "год", "года", "лет")
        else:
            amount = counted(abs(self.months), "месяц", "месяца", "месяцев")
        moved = {"before": date_short(self.first_day), "after": date_short(self.day(self.first_day)), "amount": amount}
        if not self.months:
            return "Сроки не сдвигаются: первый срок макета {before} приходится на год начала плана.".format(**moved)
        if self.months < 0:
            return "Все сроки раньше на {amount}: первый срок макета {before} становится {after}.".format(**moved)
        return "Все сроки позже на {amount}: первый срок макета {before} становится {after}.".format(**moved)

    def day(self, day: date) -> date:
        """The day moved: the last day of a month stays the last one, a day that the month lacks becomes it."""
        year, month = _moved_month(day.year, day.month, self.months)
        last = monthrange(year, month)[1]
        was_last = day.day == monthrange(day.year, day.month)[1] and not self.in_years
        return date(year, month, last if was_last else min(day.day, last))

    def phrase(self, phrase: str) -> str | None:
        """The phrase with its dates moved; itself where it names none, None where the rule cannot move them."""
        if self.first_day is None or not self.months:
            return phrase
        if self.months % MONTHS_IN_YEAR == 0:
            return self._years_moved(phrase)
        return self._months_moved(phrase)

    def _years_moved(self, phrase: str) -> str:
        years = self.months // MONTHS_IN_YEAR
        moved = _NUMERIC.sub(
            lambda found: _numeric(found, found["day"], found["month"], _of_year(found["year"]) + years), phrase
        )
        # The years of «01.09.2020» are moved already, and are told by the dots before them.
        return _YEARS.sub(lambda found: str(int(found[0]) + years), moved)

    def _months_moved(self, phrase: str) -> str | None:
        numeric = list(_NUMERIC.finditer(phrase))
        mentions = list(_MENTION.finditer(phrase))
        covered = [found.span() for found in (*numeric, *mentions)]
        if any(not any(start <= year.start() < end for start, end in covered) for year in _YEARS.finditer(phrase)):
            return None
        if any(found["quarter"] for found in mentions) and self.months % 3:
            return None
        pieces: list[tuple[int, int, str]] = []
        for found in numeric:
            moved = self._day_of(_of_year(found["year"]), int(found["month"]), int(found["day"]))
            if moved is None:
                return None
            pieces.append((*found.span(), _numeric(found, str(moved.day), str(moved.month), moved.year)))
        words = self._mentions(mentions)
        if words is None:
            return None
        pieces += [(*found.span(), said) for found, said in zip(mentions, words, strict=True)]
        for start, end, said in sorted(pieces, reverse=True):
            phrase = phrase[:start] + said + phrase[end:]
        return phrase

    def _mentions(self, mentions: list[re.Match[str]]) -> list[str] | None:
        """Each mention in words, from the last: one without a year has that of the mention after it."""
        said: list[str] = []
        year: int | None = None
        year_after: int | None = None
        for found in reversed(mentions):
            own = found["year"] or found["quarter_year"]
            year = int(own) if own else year
            words = self._quarter(found, year) if found["quarter"] else self._month(found, year)
            if words is None:
                return None
            text, moved_year = words
            if year is not None and (own or moved_year != year_after):
                text += f" {moved_year}" if own else f" {moved_year} г."
            year_after = moved_year
            said.append(text)
        return said[::-1]

    def _month(self, found: re.Match[str], year: int | None) -> tuple[str, int] | None:
        case, index = _PLACES[found["month"].casefold()]
        moved_year, month = _moved_month(year or date.min.year + 3, index + 1, self.months)
        word = _MONTHS[case][month - 1]
        word = word.capitalize() if found["month"][0].isupper() else word
        if not found["day"]:
            return word, moved_year
        moved = self._day_of(year or self.first_day.year if self.first_day else 1, index + 1, int(found["day"]))
        return (f"{moved.day} {word}", moved_year) if moved else None

    def _quarter(self, found: re.Match[str], year: int | None) -> tuple[str, int]:
        names = _QUARTERS if found["quarter"] in _QUARTERS else _ROMAN
        moved_year, month = _moved_month(
            year or date.min.year + 3, names.index(found["quarter"].upper()) * 3 + 1, self.months
        )
        return names[(month - 1) // 3] + found["between"], moved_year

    def _day_of(self, year: int, month: int, day: int) -> date | None:
        try:
            return self.day(date(year, month, day))
        except ValueError:
            return None


def shift_to(starts_on: date, first_day: date | None, *, in_years: bool) -> Shift:
    """The shift that brings the template's first day into the year, or the month, of the plan's start."""
    if first_day is None:
        return Shift(0, in_years, None)
    years = starts_on.year - first_day.year
    months = years * MONTHS_IN_YEAR + (0 if in_years else starts_on.month - first_day.month)
    return Shift(months, in_years, first_day)


def _moved_month(year: int, month: int, months: int) -> tuple[int, int]:
    whole = year * MONTHS_IN_YEAR + month - 1 + months
    return whole // MONTHS_IN_YEAR, whole % MONTHS_IN_YEAR + 1


def _of_year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _numeric(found: re.Match[str], day: str, month: str, year: int) -> str:
    """A date in figures, written as the phrase writes it: with or without a nought, in two figures or four."""
    written = str(year) if len(found["year"]) == 4 else f"{year % 100:02}"
    return f"{int(day):0{len(found['day'])}}.{int(month):0{len(found['month'])}}.{written}"
