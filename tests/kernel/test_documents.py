"""All deadline phrases of the five documents, with days worked out from the contract by hand."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Schedule

UNTIL = date(2024, 12, 31)
Days = list[tuple[date, date]]


def day(*parts: int) -> Days:
    return [(date(*parts), date(*parts))]


def months(first_year: int, first: int, last_year: int | None = None, last: int | None = None) -> Days:
    last_year, last = last_year or first_year, last or first
    return [(date(first_year, first, 1), date(last_year, last, monthrange(last_year, last)[1]))]


def years(first: int, last: int | None = None) -> Days:
    return [(date(first, 1, 1), date(last or first, 12, 31))]


def each_year(first: int, last: int, *spans: tuple[int, int]) -> Days:
    """Each year the given spans of months; one that ends before it begins goes over New Year."""
    return [
        span
        for year in range(first, last + 1)
        for start, end in spans
        for span in months(year, start, year + (end < start), end)
    ]


def compiled(phrase: str, signed: date | None) -> Schedule:
    schedule = compile_phrase(phrase, signed=signed)
    assert (schedule.understood, schedule.why, schedule.assumed) == (True, "", None)
    return schedule


def days_of(schedule: Schedule) -> Days:
    return [(occurrence.start, occurrence.end) for occurrence in schedule.occurrences(until=UNTIL)]


SAMARA = {
    "Декабрь 2019 года": months(2019, 12),
    "Один раз в два года": years(2020, 2021) + years(2022, 2023) + years(2024, 2025),
    "Ноябрь (ежегодно)": each_year(2020, 2024, (11, 11)),
    "Январь (ежегодно)": each_year(2020, 2024, (1, 1)),
    "Январь – февраль (ежегодно)": each_year(2020, 2024, (1, 2)),
    "Ежегодно": each_year(2020, 2024, (1, 12)),
    "2020 год": years(2020),
    "2019 – 2024 годы": years(2019, 2024),
    "Январь – февраль": each_year(2020, 2024, (1, 2)),
    "В течение года": each_year(2020, 2024, (1, 12)),
}
TOMSK = {
    "Сентябрь 2019 г.": months(2019, 9),
    "Октябрь – ноябрь 2019 г.": months(2019, 10, 2019, 11),
    "Ноябрь 2019 г.": months(2019, 11),
    "Декабрь 2019 г.": months(2019, 12),
    "Декабрь 2019 г. – январь 2020 г.": months(2019, 12, 2020, 1),
    "Октябрь 2019 г.": months(2019, 10),
    "Август 2019 г.": months(2019, 8),
    "Декабрь 2019 г., декабрь 2020 г.": months(2019, 12) + months(2020, 12),
    "Не реже одного раза в полугодие в 2019 г., 2020 г.": (
        months(2019, 7, 2019, 12) + months(2020, 1, 2020, 6) + months(2020, 7, 2020, 12)
    ),
    "Февраль 2020 г.": months(2020, 2),
    "Март 2020 г.": months(2020, 3),
    "Январь 2020 г.": months(2020, 1),
    "Май 2020 г.": months(2020, 5),
    "Ноябрь 2019 г., апрель 2020 г., ноябрь 2020 г.": months(2019, 11) + months(2020, 4) + months(2020, 11),
    "Ежегодно, май": each_year(2020, 2024, (5, 5)),
    "Ежегодно, май, июнь": each_year(2020, 2024, (5, 5), (6, 6)),
    "Ежегодно, декабрь": each_year(2019, 2024, (12, 12)),
    "Май 2020 г., далее – ежегодно": each_year(2020, 2024, (5, 5)),
    "Декабрь 2019 г.– январь 2020 г., далее – ежегодно": each_year(2019, 2024, (12, 1)),
    "Ноябрь 2019 г., далее – ежегодно (март, ноябрь)": months(2019, 11) + each_year(2020, 2024, (3, 3), (11, 11)),
    "2019/2020 учебный год, далее – ежегодно": each_year(2019, 2024, (9, 8)),
    "Октябрь – ноябрь 2019 г., октябрь – ноябрь 2020 г.": each_year(2019, 2020, (10, 11)),
    "Декабрь 2019 г., май 2020 г., декабрь 2020 г.": months(2019, 12) + months(2020, 5) + months(2020, 12),
    "Ноябрь 2019 г., ноябрь 2020 г.": each_year(2019, 2020, (11, 11)),
    "Ноябрь 2019 г., февраль – апрель 2020 г.": months(2019, 11) + months(2020, 2, 2020, 4),
    "Июнь 2019 г., июнь 2020 г.": each_year(2019, 2020, (6, 6)),
    "Апрель 2020 г., далее – ежегодно": each_year(2020, 2024, (4, 4)),
    "Июнь 2019 г., июнь 2020 г., далее – ежегодно": each_year(2019, 2024, (6, 6)),
    "Апрель – май 2020 г., далее – ежегодно": each_year(2020, 2024, (4, 5)),
    "Сентябрь – октябрь 2019 г., сентябрь – октябрь 2020 г.": each_year(2019, 2020, (9, 10)),
    "Июнь 2020 г., далее – ежегодно": each_year(2020, 2024, (6, 6)),
    "Март 2020 г., далее – ежегодно": each_year(2020, 2024, (3, 3)),
    "Июнь 2020 г.": months(2020, 6),
    "Январь – май 2020 г.": months(2020, 1, 2020, 5),
    "Август 2020 г.": months(2020, 8),
    "Июнь 2020 г., декабрь 2020 г.": months(2020, 6) + months(2020, 12),
    "Апрель 2020 г.": months(2020, 4),
    "Декабрь 2020 г.": months(2020, 12),
    "Ноябрь 2020 г.": months(2020, 11),
}
COPP = {
    "25 августа 2019 года": day(2019, 8, 25),
    "1 октября 2019 года": day(2019, 10, 1),
    "5 февраля 2020 года (далее при необходимости)": day(2020, 2, 5),
    "15 февраля 2020 года (далее при необходимости)": day(2020, 2, 15),
    "25 августа 2020 года": day(2020, 8, 25),
    "31 марта 2020 года (далее ежеквартально)": [
        (end, end)
        for year in range(2020, 2025)
        for end in (date(year, 3, 31), date(year, 6, 30), date(year, 9, 30), date(year, 12, 31))
    ],
    "1 ноября 2019 года": day(2019, 11, 1),
    "25 февраля 2020 года": day(2020, 2, 25),
    "30 ноября 2019 года (далее ежегодно)": [(date(year, 11, 30), date(year, 11, 30)) for year in range(2019, 2025)],
    "30 октября 2019 года": day(2019, 10, 30),
    "30 августа 2020 года": day(2020, 8, 30),
    "1 сентября 2020 года": day(2020, 9, 1),
    "1 января 2020 года": day(2020, 1, 1),
    "1 апреля 2020 года": day(2020, 4, 1),
    "31 декабря 2020 года": day(2020, 12, 31),
    "30 ноября 2019 года": day(2019, 11, 30),
    "1 декабря 2020 года": day(2020, 12, 1),
}
CHELYABINSK = {
    "постоянно": [],
    "1 июля 2022 года": day(2022, 7, 1),
    "до 1 сентября 2022 года": day(2022, 9, 1),
    "до 1 июля 2022 года и далее по мере необходимости": day(2022, 7, 1),
    "4 квартал 2022 года": months(2022, 10, 2022, 12),
    "3 квартал 2022 года": months(2022, 7, 2022, 9),
}
DOCUMENTS = ((date(2019, 12, 30), SAMARA), (date(2019, 7, 24), TOMSK), (None, COPP), (date(2022, 4, 21), CHELYABINSK))


@pytest.mark.parametrize(
    ("signed", "phrase", "expected"),
    [(signed, phrase, days) for signed, phrases in DOCUMENTS for phrase, days in phrases.items()],
)
def test_phrase_of_document(signed: date | None, phrase: str, expected: Days) -> None:
    assert days_of(compiled(phrase, signed)) == expected


def test_what_comes_when_needed_is_marked() -> None:
    assert compiled("5 февраля 2020 года (далее при необходимости)", None).on_demand
    assert compiled("до 1 июля 2022 года и далее по мере необходимости", date(2022, 4, 21)).on_demand
    assert compiled("постоянно", date(2022, 4, 21)).continuous
