"""Working days of published, mended and future years."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.kernel.calendar import count_working_days, days_off, is_published, is_working_day


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2015, 118),
        (2016, 119),
        (2017, 118),
        (2018, 118),
        (2019, 118),
        (2020, 118),
        (2021, 118),
        (2022, 118),
        (2023, 118),
        (2024, 118),
        (2025, 118),
        (2026, 118),
    ],
)
def test_published_year_has_its_days_off(year: int, days: int) -> None:
    assert is_published(year)
    assert len(days_off(year)) == days


@pytest.mark.parametrize("year", [2020, 2024])
def test_year_that_the_library_holds_wrong_has_its_weekends(year: int) -> None:
    working = [
        day
        for day in (
            date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
        )
        if day.weekday() >= 5 and is_working_day(day)
    ]

    assert working == ([] if year == 2020 else [date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28)])


@pytest.mark.parametrize(
    "day",
    [
        (2020, 2, 24),
        (2020, 3, 9),
        (2020, 5, 4),
        (2020, 5, 5),
        (2020, 5, 11),
        (2024, 4, 29),
        (2024, 4, 30),
        (2024, 5, 10),
        (2024, 12, 30),
        (2024, 12, 31),
    ],
)
def test_transferred_day_is_off(day: tuple[int, int, int]) -> None:
    assert not is_working_day(date(*day))


def test_working_saturday_of_a_published_year() -> None:
    assert is_working_day(date(2021, 2, 20))


def test_counting_starts_with_the_next_day() -> None:
    assert count_working_days(date(2020, 2, 10), 3) == (date(2020, 2, 13), False)
    assert count_working_days(date(2020, 2, 10), 10) == (date(2020, 2, 25), False)
    assert count_working_days(date(2020, 12, 31), 15) == (date(2021, 1, 29), False)


def test_counting_goes_back() -> None:
    assert count_working_days(date(2022, 1, 10), -1) == (date(2021, 12, 30), False)


def test_future_year_is_provisional_and_keeps_the_law() -> None:
    assert not is_published(2040)
    assert not is_working_day(date(2040, 1, 2))
    assert not is_working_day(date(2040, 11, 5)), "4 November 2040 is a Sunday: the Monday is off"
    assert count_working_days(date(2040, 5, 31), 1) == (date(2040, 6, 1), True)
