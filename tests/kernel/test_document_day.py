"""What a document's own day and period do to a phrase."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.deadlines.compiling import LONGEST_PHRASE

UNTIL = date(2030, 12, 31)
YEAR_2022 = (date(2022, 1, 1), date(2022, 12, 31))
YEARS_2019_2020 = (date(2019, 1, 1), date(2020, 12, 31))


def days(phrase: str, signed: date | None, period: tuple[date, date] | None = None) -> list[tuple[str, str]]:
    schedule = compile_phrase(phrase, signed=signed, period=period)
    return [(each.start.isoformat(), each.end.isoformat()) for each in schedule.occurrences(until=UNTIL)]


def reason(phrase: str, signed: date | None, period: tuple[date, date] | None = None) -> str:
    schedule = compile_phrase(phrase, signed=signed, period=period)
    assert not schedule.understood
    return schedule.why


def test_template_without_day_still_knows_dated_phrases() -> None:
    assert days("31 марта 2020 года", None) == [("2020-03-31", "2020-03-31")]
    assert days("Май 2029 г., далее – ежегодно", None) == [("2029-05-01", "2029-05-31"), ("2030-05-01", "2030-05-31")]
    assert days("ежегодно, начиная с 2029 года", None) == [("2029-01-01", "2029-12-31"), ("2030-01-01", "2030-12-31")]
    assert compile_phrase("постоянно", signed=None).continuous
    assert compile_phrase("в течение 10 дней со дня утверждения", signed=None).event == "утверждения"


@pytest.mark.parametrize(
    "phrase", ["ежегодно", "май", "до 1 марта", "в месячный срок", "ежеквартально", "в текущем году"]
)
def test_template_without_day_asks_what_counts_from_it(phrase: str) -> None:
    assert reason(phrase, None) == "Срок считается от дня подписания документа, а этот день не известен."


def test_months_fall_in_the_documents_period() -> None:
    assert days("январь – февраль", date(2022, 4, 21), YEAR_2022) == [("2022-01-01", "2022-02-28")]
    assert days("март, сентябрь", date(2022, 4, 21), YEAR_2022) == [
        ("2022-03-01", "2022-03-31"),
        ("2022-09-01", "2022-09-30"),
    ]
    assert days("IV квартал", date(2019, 8, 8), YEARS_2019_2020) == [
        ("2019-10-01", "2019-12-31"),
        ("2020-10-01", "2020-12-31"),
    ]


def test_months_that_do_not_fit_the_period_are_asked() -> None:
    why = reason("декабрь – январь", date(2022, 4, 21), YEAR_2022)

    assert why == "Названные месяцы не умещаются в период документа."


def test_open_recurrence_ends_with_the_period() -> None:
    assert days("ежегодно", date(2019, 8, 8), YEARS_2019_2020) == [("2020-01-01", "2020-12-31")]
    assert days("каждое полугодие", date(2019, 8, 8), YEARS_2019_2020) == [
        ("2019-07-01", "2019-12-31"),
        ("2020-01-01", "2020-06-30"),
        ("2020-07-01", "2020-12-31"),
    ]
    assert days("Май 2019 г., далее – ежегодно", date(2019, 4, 1), YEARS_2019_2020) == [
        ("2019-05-01", "2019-05-31"),
        ("2020-05-01", "2020-05-31"),
    ]


def test_recurrence_that_would_never_come_is_asked() -> None:
    why = reason("ежегодно", date(2022, 4, 21), YEAR_2022)

    assert why == "По правилам счета ни один срок не попадает в названные границы."


def test_listed_days_are_kept_outside_the_period() -> None:
    assert days("Июнь 2018 г., 1 марта 2025 года", date(2019, 8, 8), YEARS_2019_2020) == [
        ("2018-06-01", "2018-06-30"),
        ("2025-03-01", "2025-03-01"),
    ]


def test_day_without_year_past_the_period_is_remarked() -> None:
    schedule = compile_phrase("до 1 марта", signed=date(2022, 4, 21), period=YEAR_2022)

    assert days("до 1 марта", date(2022, 4, 21), YEAR_2022) == [("2023-03-01", "2023-03-01")]
    assert schedule.remarks == ("Ближайший такой день лежит за пределами периода документа",)


def test_report_covers_the_period_before_it() -> None:
    schedule = compile_phrase("до 15-го числа месяца, следующего за отчетным кварталом", signed=date(2020, 2, 10))
    first = next(schedule.occurrences(until=UNTIL))

    assert first.end == date(2020, 4, 15)
    assert first.covers == (date(2020, 1, 1), date(2020, 3, 31))


def test_report_falls_on_the_documents_own_day() -> None:
    assert days("до 10 числа месяца, следующего за отчетным кварталом", date(2030, 10, 10)) == [
        ("2030-10-10", "2030-10-10")
    ]


def test_long_text_is_no_deadline() -> None:
    assert reason("май, " * LONGEST_PHRASE, date(2020, 2, 10)) == "Срок длиннее 600 знаков: это не срок, а текст."


def test_same_item_twice_is_one_with_a_remark() -> None:
    schedule = compile_phrase("Май 2020 г., май 2020 г.", signed=None)

    assert len(list(schedule.occurrences(until=UNTIL))) == 1
    assert schedule.remarks == ("Один и тот же срок назван дважды",)


def test_clock_time_is_a_remark() -> None:
    schedule = compile_phrase("22 июня 2021 года, 14 часов 30 минут", signed=None)

    assert days("22 июня 2021 года, 14 часов 30 минут", None) == [("2021-06-22", "2021-06-22")]
    assert schedule.remarks == ("Время в документе: 14 часов 30 минут",)


def test_two_readings_are_both_told() -> None:
    why = reason("декабрь 2020 г., 2021 г.", None)

    assert why == "Слова читаются двояко: декабрь 2020 года, 2021 год; или декабрь 2020 года, декабрь 2021 года."


@pytest.mark.parametrize(
    ("phrase", "first"),
    [
        ("Ежегодно", ("2026-01-01", "2026-12-31")),
        ("Ежеквартально", ("2026-01-01", "2026-03-31")),
        ("Декабрь (ежегодно)", ("2026-12-01", "2026-12-31")),
        ("Ежегодно, до 20 декабря", ("2026-12-20", "2026-12-20")),
        ("до 20-го числа каждого месяца", ("2026-01-20", "2026-01-20")),
    ],
)
def test_recurrences_begin_with_a_period_that_begins_after_the_document(phrase: str, first: tuple[str, str]) -> None:
    assert days(phrase, date(2025, 12, 12), (date(2026, 1, 1), date(2028, 12, 31)))[0] == first
