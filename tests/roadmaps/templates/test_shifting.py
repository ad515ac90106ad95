"""Phrases moved by whole years and by whole months: the words around their dates stay."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kadrost.kernel.deadlines import compile_phrase
from kadrost.roadmaps.domain.templates.shifting import Shift, shift_to

FIRST = date(2019, 8, 25)


@pytest.mark.parametrize(
    ("phrase", "moved"),
    [
        ("31 марта 2020 года (далее ежеквартально)", "31 марта 2028 года (далее ежеквартально)"),
        ("Декабрь 2019 г. – январь 2020 г., далее – ежегодно", "Декабрь 2027 г. – январь 2028 г., далее – ежегодно"),
        ("2019/2020 учебный год, далее – ежегодно", "2027/2028 учебный год, далее – ежегодно"),
        ("2019 – 2024 годы", "2027 – 2032 годы"),
        ("до 01.09.2020", "до 01.09.2028"),
        ("1.9.20", "1.9.28"),
        ("IV квартал 2019 года", "IV квартал 2027 года"),
        ("по распоряжению № 2020 до 1 мая 2020 года", "по распоряжению № 2020 до 1 мая 2028 года"),
        ("по распоряжению 2020-р до 1 мая 2020 года", "по распоряжению 2020-р до 1 мая 2028 года"),
        ("Ноябрь (ежегодно)", "Ноябрь (ежегодно)"),
        ("Постоянно", "Постоянно"),
        ("", ""),
    ],
)
def test_whole_years(phrase: str, moved: str) -> None:
    assert shift_to(date(2027, 9, 1), FIRST, in_years=True).phrase(phrase) == moved


@pytest.mark.parametrize(
    ("phrase", "moved"),
    [
        ("31 марта 2020 года", "31 мая 2020 года"),
        ("29 февраля 2020 года", "30 апреля 2020 года"),
        ("30 декабря 2019 года", "29 февраля 2020 года"),
        ("30 декабря 2018 года", "28 февраля 2019 года"),
        ("до 15.11.2019", "до 15.01.2020"),
        ("Октябрь – ноябрь 2019 г.", "Декабрь 2019 г. – январь 2020 г."),
        ("Август – сентябрь 2019 г.", "Октябрь – ноябрь 2019 г."),
        ("в марте 2020 года", "в мае 2020 года"),
        ("Ноябрь (ежегодно)", "Январь (ежегодно)"),
        ("Постоянно", "Постоянно"),
        ("I квартал 2020 года", None),
        ("2019/2020 учебный год", None),
        ("2020 год", None),
        ("31.02.2020", None),
    ],
)
def test_two_months(phrase: str, moved: str | None) -> None:
    assert Shift(2, in_years=False, first_day=FIRST).phrase(phrase) == moved


@pytest.mark.parametrize(
    ("phrase", "moved"),
    [
        ("IV квартал 2019 года – I квартал 2020 года", "I квартал 2020 года – II квартал 2020 года"),
        ("3 квартал 2022 года", "4 квартал 2022 года"),
    ],
)
def test_quarters_move_by_three_months(phrase: str, moved: str) -> None:
    assert Shift(3, in_years=False, first_day=FIRST).phrase(phrase) == moved


def test_a_template_without_days_stays_as_it_is() -> None:
    shift = shift_to(date(2027, 9, 1), None, in_years=True)
    assert shift.phrase("март 2020 года") == "март 2020 года"
    assert "не называет дат" in shift.in_words


@given(st.dates(date(2018, 1, 1), date(2024, 12, 31)), st.integers(-60, 200))
def test_a_moved_day_is_the_day_that_the_moved_phrase_means(day: date, months: int) -> None:
    names = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
    phrase = f"до {day.day} {names[day.month - 1]} {day.year} года"
    for in_years in (False, months % 12 == 0):
        shift = Shift(months, in_years=in_years, first_day=FIRST)
        moved = shift.phrase(phrase)
        if months % 12 == 0 and (day.month, day.day) in ((2, 28), (2, 29)):
            continue
        assert moved is not None
        [occurrence] = compile_phrase(moved, signed=None).occurrences(until=date(2100, 1, 1))
        assert occurrence.end == shift.day(day)


@given(st.text(alphabet="0123456789 .–/()№марткбIV год,-рс", max_size=60))
def test_no_phrase_breaks_the_rule(phrase: str) -> None:
    for months in (-14, -12, 1, 3, 96, 97):
        moved = Shift(months, in_years=months % 12 == 0, first_day=FIRST).phrase(phrase)
        assert moved is None or isinstance(moved, str)
