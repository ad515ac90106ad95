"""The exported calendar, expanded again by dateutil."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from icalendar import Calendar

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.icalendar import recurrence_of, to_icalendar
from kadrost.kernel.schedule import Schedule
from tests.kernel.tables import UNTIL, understood_phrases

SIGNED = date(2020, 2, 10)
STAMP = datetime(2020, 2, 10, 12, tzinfo=UTC)


def events_of(schedule: Schedule, until: date = UNTIL) -> list[object]:
    return list(Calendar.from_ical(to_icalendar([schedule], until=until, stamp=STAMP)).walk("VEVENT"))


def days_in(event: object, last: date) -> list[date]:
    """The days of an event by an expander that is not ours."""
    start = event["dtstart"].dt  # type: ignore[index]
    if "rrule" in event:  # type: ignore[operator]
        text = event["rrule"].to_ical().decode()  # type: ignore[index]
        found = rrulestr(text, dtstart=datetime(start.year, start.month, start.day))  # noqa: DTZ001
        return [each.date() for each in found.between(datetime(2000, 1, 1), datetime(last.year, 12, 31), inc=True)]  # noqa: DTZ001
    listed = event["rdate"].dts if "rdate" in event else []  # type: ignore[index,operator]
    return [start, *(each.dt for each in listed)]


RECURRING = [
    phrase
    for phrase, _ in understood_phrases()
    if any(recurrence_of(rule) for rule in compile_phrase(phrase, signed=SIGNED).rules)
]


@pytest.mark.parametrize("phrase", RECURRING)
def test_recurrences_mean_the_same_to_another_expander(phrase: str) -> None:
    schedule = compile_phrase(phrase, signed=SIGNED)
    last = date(2035, 12, 31)
    due = {each.end for each in schedule.occurrences(until=last) if each.end <= last}

    exported = [day for event in events_of(schedule, last) for day in days_in(event, last)]

    assert sorted(day for day in exported if day <= last) == sorted(due)


def test_month_ends_fall_back_and_are_not_skipped() -> None:
    [_, event] = events_of(compile_phrase("30 января 2021 года (далее ежемесячно)", signed=SIGNED))

    assert event["rrule"].to_ical() == b"FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30;BYSETPOS=-1"  # type: ignore[index]
    assert days_in(event, date(2021, 12, 31))[:3] == [date(2021, 2, 28), date(2021, 3, 30), date(2021, 4, 30)]


def test_bounded_recurrence_ends_on_its_last_due_day() -> None:
    [event] = events_of(compile_phrase("Ежегодно в 2020–2022 годах", signed=SIGNED))

    assert event["rrule"]["UNTIL"] == [date(2022, 12, 31)]  # type: ignore[index]


def test_event_is_a_whole_day_with_the_words() -> None:
    [event] = events_of(compile_phrase("до 1 марта", signed=SIGNED))

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2020, 3, 1), date(2020, 3, 2))  # type: ignore[index]
    assert event["summary"] == "Срок: до 1 марта"  # type: ignore[index]
    assert event["description"] == "1 марта 2020 года (год принят по дню документа)"  # type: ignore[index]
    assert event["dtstamp"].dt == STAMP  # type: ignore[index]


def test_working_days_are_listed_up_to_the_horizon() -> None:
    phrase = "ежегодно, в течение 15 рабочих дней после окончания отчетного года"
    [event] = events_of(compile_phrase(phrase, signed=SIGNED))

    assert days_in(event, UNTIL) == [date(2021, 1, 29), date(2022, 1, 28), date(2023, 1, 27), date(2024, 1, 29)]


def test_same_schedule_keeps_its_identifier() -> None:
    schedules = [compile_phrase("1 марта 2021 г., далее ежегодно", signed=SIGNED)] * 2
    identifiers = [str(event["uid"]) for each in schedules for event in events_of(each)]  # type: ignore[index]

    assert identifiers[:2] == identifiers[2:]
    assert len(set(identifiers)) == 2


@pytest.mark.parametrize(
    "phrase", ["постоянно", "по согласованию", "в течение 5 дней со дня приказа", "1 июня 2026 года"]
)
def test_what_has_no_day_yet_gives_no_event(phrase: str) -> None:
    assert events_of(compile_phrase(phrase, signed=SIGNED)) == []
