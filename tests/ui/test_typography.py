from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from kadrost.ui import typography

NB = "\u00a0"


def rendered(filtered: str, **values: object) -> str:
    return Template("{% load typography %}{{ " + filtered + " }}").render(Context(values))


def test_dates() -> None:
    day = date(2027, 2, 15)
    assert rendered("day|date_long", day=day) == f"15{NB}февраля{NB}2027"
    assert rendered("day|date_short", day=day) == "15.02.2027"
    assert rendered("day|date_short", day=date(987, 1, 2)) == "02.01.0987"
    assert rendered("day|date_long", day=None) == rendered("absent|date_short") == "—"
    assert rendered("day|month_long", day=day) == f"февраль{NB}2027"


def test_moments_count_in_the_zone_of_the_region() -> None:
    late_evening = datetime(2026, 12, 31, 22, 5, tzinfo=UTC)
    assert rendered("at|date_long", at=late_evening) == f"1{NB}января{NB}2027"
    assert rendered("at|moment_long", at=late_evening) == f"1{NB}января{NB}2027, 01:05"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (1234567.5, f"1{NB}234{NB}567,5"),
        (Decimal("1234567.50"), f"1{NB}234{NB}567,5"),
        (Decimal("1E+3"), f"1{NB}000"),
        (-1234, f"−1{NB}234"),
        (Decimal("-0"), "0"),
        (0.1 + 0.2, "0,30000000000000004"),
        (999, "999"),
        (1000, f"1{NB}000"),
        (None, "—"),
        (float("nan"), "—"),
        (Decimal("Infinity"), "—"),
    ],
)
def test_numbers(value: float | Decimal | None, expected: str) -> None:
    assert rendered("value|number", value=value) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(12, 1, "12,0"), (2.345, 2, "2,35"), (-0.04, 1, "0,0"), (0.5, 0, "1"), (1999.999, 2, f"2{NB}000,00")],
)
def test_numbers_with_fixed_decimals(value: float, decimals: int, expected: str) -> None:
    assert typography.number(value, decimals) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "мероприятий"),
        (1, "мероприятие"),
        (2, "мероприятия"),
        (5, "мероприятий"),
        (11, "мероприятий"),
        (12, "мероприятий"),
        (14, "мероприятий"),
        (21, "мероприятие"),
        (22, "мероприятия"),
        (111, "мероприятий"),
        (1204, "мероприятия"),
    ],
)
def test_counted(count: int, expected: str) -> None:
    number = typography.number(count)
    assert rendered("n|counted:'мероприятие,мероприятия,мероприятий'", n=count) == f"{number}{NB}{expected}"
    assert rendered("n|plural:'мероприятие, мероприятия, мероприятий'", n=count) == expected


def test_counted_wants_the_forms_of_a_language() -> None:
    for forms in ("день", "день,дня,дней,дни"):
        with pytest.raises(ValueError, match="forms of the noun"):
            rendered(f"n|counted:'{forms}'", n=1)


@pytest.mark.parametrize(
    ("distance", "expected"),
    [
        (-12, f"просрочено на 12{NB}дней"),
        (-1, f"просрочено на 1{NB}день"),
        (0, "сегодня"),
        (1, "завтра"),
        (3, f"через 3{NB}дня"),
    ],
)
def test_days_until(distance: int, expected: str) -> None:
    assert rendered("due|days_until:today", due=date(2026, 3, 15 + distance), today=date(2026, 3, 15)) == expected


@pytest.mark.parametrize(
    ("filtered", "expected"),
    [
        ("day|date_long", f"15{NB}February{NB}2027"),
        ("day|date_short", "15.02.2027"),
        ("day|month_long", f"February{NB}2027"),
        ("at|moment_long", f"1{NB}January{NB}2027, 01:05"),
        ("1234567.5|number", f"1{NB}234{NB}567.5"),
        ("12|number:1", "12.0"),
        ("absent|date_long", "—"),
        ("21|counted:'measure,measures'", f"21{NB}measures"),
        ("1|counted:'measure,measures'", f"1{NB}measure"),
        ("0|plural:'measure, measures'", "measures"),
        ("day|days_until:day", "today"),
    ],
)
def test_english_page(filtered: str, expected: str) -> None:
    values = {"day": date(2027, 2, 15), "at": datetime(2026, 12, 31, 22, 5, tzinfo=UTC)}
    with translation.override("en"):
        assert rendered(filtered, **values) == expected


@pytest.mark.parametrize(
    ("distance", "expected"),
    [(-12, f"12{NB}days overdue"), (-1, f"1{NB}day overdue"), (1, "tomorrow"), (3, f"in 3{NB}days")],
)
def test_days_until_in_english(distance: int, expected: str) -> None:
    with translation.override("en"):
        assert rendered("due|days_until:today", due=date(2026, 3, 15 + distance), today=date(2026, 3, 15)) == expected


def test_papers_stay_russian_whatever_the_page_speaks() -> None:
    with translation.override("en"):
        assert typography.date_long(date(2027, 2, 15)) == f"15{NB}февраля{NB}2027"
        assert typography.number(1234.5) == f"1{NB}234,5"
