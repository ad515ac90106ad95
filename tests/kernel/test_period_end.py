"""What a document's own period does to what comes again: nothing is due after its end without a word."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.icalendar import to_icalendar
from kadrost.kernel.schedule import Occurrence, Schedule

SIGNED = date(2025, 12, 12)
PERIOD = (date(2026, 1, 1), date(2028, 12, 31))
SCHOOL_PERIOD = (date(2026, 9, 1), date(2027, 5, 31))
FAR = date(2040, 12, 31)


def compiled(phrase: str, period: tuple[date, date] | None = PERIOD) -> Schedule:
    return compile_phrase(phrase, signed=SIGNED, period=period)


def days(schedule: Schedule) -> list[str]:
    return [f"{due.start}..{due.end}" for due in schedule.occurrences(until=FAR)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("один раз в два года", ["2026-01-01..2027-12-31", "2028-01-01..2028-12-31"]),
        ("раз в пять лет", ["2026-01-01..2028-12-31"]),
        (
            "каждый учебный год",
            ["2026-09-01..2027-08-31", "2027-09-01..2028-08-31", "2028-09-01..2028-12-31"],
        ),
        (
            "2026/2027 учебный год, далее – ежегодно",
            ["2026-09-01..2027-08-31", "2027-09-01..2028-08-31", "2028-09-01..2028-12-31"],
        ),
        (
            "ежегодно с октября по март",
            ["2025-10-01..2026-03-31", "2026-10-01..2027-03-31", "2027-10-01..2028-03-31", "2028-10-01..2028-12-31"],
        ),
    ],
)
def test_last_span_ends_with_the_period_and_says_so(phrase: str, expected: list[str]) -> None:
    schedule = compiled(phrase)

    assert days(schedule) == expected
    assert schedule.remarks == ("Последний срок кончается вместе с периодом документа: 31 декабря 2028 года",)
    assert Schedule.from_json(schedule.to_json()) == schedule


@pytest.mark.parametrize("phrase", ["ежеквартально", "ежегодно", "ежегодно в мае", "ежемесячно, до 10 числа"])
def test_span_that_fits_is_left_alone(phrase: str) -> None:
    schedule = compiled(phrase)

    assert (schedule.remarks, max(day.end for day in schedule.occurrences(until=FAR)) <= PERIOD[1]) == ((), True)


def test_last_week_ends_with_the_period() -> None:
    schedule = compiled("еженедельно", (date(2026, 1, 1), date(2026, 12, 31)))

    assert days(schedule)[-2:] == ["2026-12-21..2026-12-27", "2026-12-28..2026-12-31"]


def test_without_a_period_a_block_is_whole() -> None:
    assert list(compiled("один раз в два года", None).occurrences(until=date(2028, 12, 31))) == [
        Occurrence(date(2026, 1, 1), date(2027, 12, 31)),
        Occurrence(date(2028, 1, 1), date(2029, 12, 31)),
    ]


def test_named_days_stay_past_the_period() -> None:
    assert days(compiled("до 1 марта 2030 года")) == ["2030-03-01..2030-03-01"]


def test_school_year_of_the_document() -> None:
    assert days(compiled("в течение учебного года", SCHOOL_PERIOD)) == ["2026-09-01..2027-05-31"]
    assert days(compiled("в течение учебного года", (date(2026, 8, 15), date(2027, 8, 31)))) == [
        "2026-09-01..2027-08-31"
    ]


@pytest.mark.parametrize(
    ("period", "why"),
    [
        (None, "Не сказано, какой учебный год, и период самого документа не назван."),
        (PERIOD, "Не сказано, какой учебный год: в период документа входит не один."),
        ((date(2026, 1, 1), date(2026, 12, 31)), "Не сказано, какой учебный год: в период документа входит не один."),
    ],
)
def test_school_year_that_is_not_named_is_asked(period: tuple[date, date] | None, why: str) -> None:
    schedule = compiled("в течение учебного года", period)

    assert (schedule.understood, schedule.why) == (False, why)


def test_calendar_lists_days_of_what_is_cut() -> None:
    calendar = to_icalendar([compiled("один раз в два года")], until=FAR, stamp=datetime(2026, 1, 1, tzinfo=UTC))

    assert b"RRULE" not in calendar
    assert b"DTSTART;VALUE=DATE:20271231" in calendar
    assert b"RDATE;VALUE=DATE:20281231" in calendar


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("по четвергам", "еженедельно, по четвергам, начиная с 1 января 2026 года, не позже 31 декабря 2028 года"),
        (
            "с 1 по 10 число каждого месяца",
            "ежемесячно, с 1-го по 10-е число, впервые с 1 по 10 января 2026 года, не позже 31 декабря 2028 года",
        ),
        (
            "раз в три месяца",
            (
                "ежеквартально, начиная с I квартала 2026 года, не позже 31 декабря 2028 года "
                "(сроки внутри года не названы: приняты равные части года)"
            ),
        ),
    ],
)
def test_new_rhythms_in_words(phrase: str, words: str) -> None:
    assert compiled(phrase).in_words() == words


def test_day_of_the_week_is_a_weekly_calendar_rule() -> None:
    calendar = to_icalendar([compiled("по четвергам", None)], until=FAR, stamp=datetime(2026, 1, 1, tzinfo=UTC))

    assert b"DTSTART;VALUE=DATE:20251218" in calendar
    assert b"RRULE:FREQ=WEEKLY" in calendar
