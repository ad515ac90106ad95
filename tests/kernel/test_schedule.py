"""Schedules as data: words, events, storage."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import EventNotNamedError, Schedule, ScheduleFormatError

SIGNED = date(2020, 2, 10)


def words(phrase: str) -> str:
    return compile_phrase(phrase, signed=SIGNED).in_words()


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("до 1 июля 2020 г.", "1 июля 2020 года"),
        ("июнь 2020 г., июнь 2021 г.", "июнь 2020 года, июнь 2021 года"),
        ("с 9 по 11 июня 2020 г.", "с 9 по 11 июня 2020 года"),
        ("20 апреля – 10 мая 2020 г.", "с 20 апреля по 10 мая 2020 года"),
        ("10.12.2020 – 15.01.2021", "с 10 декабря 2020 года по 15 января 2021 года"),
        ("3 кв. 2020 г.", "III квартал 2020 года"),
        ("2 полугодие 2020 года", "II полугодие 2020 года"),
        ("2019 – 2024 годы", "2019–2024 годы"),
        ("2019/2020 учебный год", "2019/2020 учебный год (1 сентября – 31 августа)"),
        (
            "Ноябрь 2019 г., далее – ежегодно (март, ноябрь)",
            "ноябрь 2019 года; далее ежегодно, с 1 по 31 марта и с 1 по 30 ноября, начиная с 2020 года",
        ),
        ("ежегодно, февраль", "ежегодно, с 1 по последнее число февраля, начиная с 2020 года"),
        ("ежегодно до 29 февраля", "ежегодно, 29 (в обычный год 28) февраля, начиная с 2020 года"),
        (
            "ежегодно (март, июнь, сентябрь) с 2021 года",
            "ежегодно, с 1 по 31 марта, с 1 по 30 июня и с 1 по 30 сентября, начиная с 2021 года",
        ),
        (
            "ежегодно по 2022 год",
            "ежегодно, с 1 января по 31 декабря, начиная с 2021 года, не позже 31 декабря 2022 года",
        ),
        ("ежемесячно", "ежемесячно, начиная с февраля 2020 года"),
        ("ежеквартально с II квартала 2020 года", "ежеквартально, начиная со II квартала 2020 года"),
        ("каждое полугодие", "каждое полугодие, начиная с I полугодия 2020 года"),
        ("один раз в два года", "один раз в 2 года, впервые 2021–2022 годы"),
        ("раз в 5 лет", "один раз в 5 лет, впервые 2021–2025 годы"),
        ("еженедельно", "еженедельно, с понедельника по воскресенье, начиная с 10 февраля 2020 года"),
        ("ежемесячно, до 10 числа", "ежемесячно, 10-го числа, начиная с 10 февраля 2020 года"),
        (
            "31 марта 2020 года (далее ежеквартально)",
            "31 марта 2020 года; далее ежеквартально, в последний день месяца, начиная с 30 июня 2020 года",
        ),
        (
            "ежегодно, до 1 марта года, следующего за отчетным",
            "ежегодно, до 1 марта года, следующего за отчетным, впервые до 1 марта 2020 года (за 2019 год)",
        ),
        (
            "до 15-го числа месяца, следующего за отчетным кварталом",
            (
                "ежеквартально, до 15-го числа месяца, следующего за отчетным кварталом, "
                "впервые до 15 апреля 2020 года (за I квартал 2020 года)"
            ),
        ),
        (
            "до 25 числа последнего месяца квартала",
            "ежеквартально, до 25-го числа последнего месяца, впервые до 25 марта 2020 года (за I квартал 2020 года)",
        ),
        ("до 10 августа", "10 августа 2020 года (год принят по дню документа)"),
        (
            "в трехдневный срок",
            "3 дня, считая от 10 февраля 2020 года (начало отсчета не названо: принят день документа)",
        ),
        (
            "2 раза в год",
            (
                "каждое полугодие, начиная с I полугодия 2020 года "
                "(сроки внутри года не названы: приняты равные части года)"
            ),
        ),
        (
            "в течение 10 рабочих дней со дня приказа",
            "10 рабочих дней после события «приказа», день события еще не записан",
        ),
        ("за 2 недели до начала смены", "2 недели до события «начала смены», день события еще не записан"),
        ("после утверждения бюджета", "после события «утверждения бюджета», продолжительность срока не названа"),
        ("постоянно", "постоянно"),
        ("с 1 сентября 2021 г.", "постоянно, начиная с 1 сентября 2021 года"),
        ("Май 2020 г., далее – постоянно", "май 2020 года; далее постоянно"),
        ("по мере необходимости", "по мере необходимости"),
        ("1 мая 2020 г. (далее при необходимости)", "1 мая 2020 года; далее по мере необходимости"),
        ("середина 2020 г.", "Слова «начало», «середина», «конец» и времена года не называют дня"),
    ],
)
def test_schedule_says_what_was_understood(phrase: str, sentence: str) -> None:
    assert words(phrase) == sentence


def occurrences(schedule: Schedule) -> list[tuple[date, date, bool]]:
    return [(each.start, each.end, each.provisional) for each in schedule.occurrences(until=date(2040, 1, 1))]


def test_event_gives_its_day_to_the_term() -> None:
    schedule = compile_phrase("в течение 10 рабочих дней со дня утверждения порядка", signed=SIGNED)
    assert occurrences(schedule) == []

    dated = schedule.with_event(date(2020, 2, 10))

    assert dated.event == "утверждения порядка"
    assert occurrences(dated) == [(date(2020, 2, 10), date(2020, 2, 25), False)]
    assert dated.in_words() == "10 рабочих дней после события «утверждения порядка», то есть 10 февраля 2020 года"


def test_event_may_be_recorded_anew() -> None:
    schedule = compile_phrase("в месячный срок после принятия решения", signed=None).with_event(date(2021, 1, 31))

    assert occurrences(schedule) == [(date(2021, 1, 31), date(2021, 2, 28), False)]
    assert occurrences(schedule.with_event(date(2021, 3, 1))) == [(date(2021, 3, 1), date(2021, 4, 1), False)]


def test_term_before_an_event_is_one_day() -> None:
    schedule = compile_phrase("не позднее чем за 5 рабочих дней до заседания", signed=None).with_event(
        date(2021, 5, 11)
    )

    assert occurrences(schedule) == [(date(2021, 4, 30), date(2021, 4, 30), False)]


def test_working_days_past_the_published_calendar_are_provisional() -> None:
    schedule = compile_phrase("в течение 5 рабочих дней со дня приказа", signed=None).with_event(date(2035, 6, 1))

    assert occurrences(schedule) == [(date(2035, 6, 1), date(2035, 6, 8), True)]


def test_event_is_refused_where_none_is_waited_for() -> None:
    with pytest.raises(EventNotNamedError) as refusal:
        compile_phrase("май 2020 г.", signed=None).with_event(date(2020, 1, 1))

    assert refusal.value.code == "event_not_named"
    assert str(refusal.value) == (
        "май 2020 г.: Срок не считается от события, либо его продолжительность не названа. Назначьте срок датой."
    )


def test_event_without_a_term_is_refused() -> None:
    with pytest.raises(EventNotNamedError):
        compile_phrase("после утверждения бюджета", signed=None).with_event(date(2020, 1, 1))


def test_stored_form_is_plain() -> None:
    schedule = compile_phrase("до 1 марта", signed=SIGNED)

    assert schedule.to_json() == {
        "phrase": "до 1 марта",
        "understood": True,
        "continuous": False,
        "on_demand": False,
        "assumed": "year",
        "event": None,
        "why": "",
        "remarks": [],
        "rules": [{"kind": "once", "start": "2020-03-01", "end": "2020-03-01"}],
    }


@pytest.mark.parametrize(
    "change",
    [
        {"rules": [{"kind": "never"}]},
        {"rules": [{"kind": "once", "start": "31.02.2020", "end": "2020-03-01"}]},
        {"rules": [{"kind": "once", "start": "2020-03-01"}]},
        {"rules": None},
        {"assumed": "luck"},
    ],
)
def test_stored_form_that_is_wrong_is_refused(change: dict[str, object]) -> None:
    stored = compile_phrase("до 1 марта", signed=SIGNED).to_json() | change

    with pytest.raises(ScheduleFormatError) as refusal:
        Schedule.from_json(stored)

    assert refusal.value.remedy == "Составьте график заново из слов документа."


def test_doubled_days_of_two_rules_come_once() -> None:
    schedule = compile_phrase("1 марта 2021 г., далее – ежегодно до 1 марта", signed=SIGNED)
    doubled = Schedule(phrase="", understood=True, rules=(*schedule.rules, *schedule.rules))

    assert occurrences(doubled) == occurrences(schedule)
