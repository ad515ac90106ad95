"""Properties that hold for every phrase, every text and every schedule."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kadrost.kernel.deadlines import compile_phrase, describe
from kadrost.kernel.deadlines.lexicon import MONTHS
from kadrost.kernel.deadlines.phrases import deadline_grammar
from kadrost.kernel.rules import CountedFrom, DayAfterPeriod, EveryMonths, EveryWeek, Once, Rule, Standing
from kadrost.kernel.schedule import Schedule
from tests.kernel.tables import understood_phrases

PHRASES = [phrase for phrase, _ in understood_phrases()]
WORDS = [
    *sorted(deadline_grammar().words),
    *MONTHS,
    *[
        "1",
        "2",
        "3",
        "5",
        "10",
        "15",
        "28",
        "29",
        "30",
        "31",
        "2019",
        "2020",
        "2021",
        "2024",
        "01.03.2020",
        "29.02.2021",
        "2020/2021",
        "I",
        "IV",
        "первый",
        "двух",
    ],
    *[",", ";", "–", "(", ")", ".", ":", "/", "«", "»", "*", "12:00", "программы"],
    "\x00",
]

near_days = st.dates(date(2014, 1, 1), date(2030, 12, 31))
any_days = st.dates()
phrases = st.sampled_from(PHRASES)
word_salad = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@st.composite
def every_months(draw: st.DrawFn) -> EveryMonths:
    first_day = draw(st.integers(1, 31))
    first = date(draw(st.integers(2015, 2030)), draw(st.integers(1, 12)), min(first_day, 28))
    every = draw(st.sampled_from([1, 3, 6, 12, 24]))
    over = draw(st.integers(1, every))
    until = draw(st.none() | near_days)
    return EveryMonths(first, every, over, draw(st.integers(1, 31)), first_day=first_day, until=until)


rules: st.SearchStrategy[Rule] = st.one_of(
    every_months(),
    st.builds(lambda start, length: Once(start, start + timedelta(days=length)), near_days, st.integers(0, 400)),
    st.builds(
        lambda day, until: EveryWeek(day - timedelta(days=day.weekday()), until), near_days, st.none() | near_days
    ),
    st.builds(
        DayAfterPeriod,
        st.dates(date(2015, 1, 1), date(2030, 1, 1)).map(lambda day: day.replace(month=1, day=1)),
        st.sampled_from([1, 3, 6, 12]),
        st.integers(0, 12),
        st.integers(1, 20),
        st.booleans(),
        st.none() | near_days,
    ),
    st.builds(
        CountedFrom,
        st.integers(1, 100),
        st.sampled_from(["days", "working_days", "weeks", "months", "years"]),
        st.none() | near_days,
        st.booleans(),
    ),
    st.builds(Standing, near_days),
)
schedules = st.builds(
    lambda parts: Schedule(phrase="срок", understood=True, rules=tuple(parts), event="утверждения", remarks=("раз",)),
    st.lists(rules, min_size=1, max_size=4),
)


@given(schedules, near_days)
def test_expansion_is_sorted_without_doubles_and_within_bounds(schedule: Schedule, until: date) -> None:
    days = [(each.start, each.end) for each in schedule.occurrences(until=until)]

    assert days == sorted(set(days))
    assert all(start <= end and start <= until for start, end in days)


@given(schedules, near_days, near_days)
def test_expansion_does_not_depend_on_the_horizon(schedule: Schedule, one: date, other: date) -> None:
    near, far = sorted((one, other))
    whole = list(schedule.occurrences(until=far))

    assert list(schedule.occurrences(until=near)) == [each for each in whole if each.start <= near]
    assert list(schedule.occurrences(until=far)) == whole


@given(schedules)
def test_stored_schedule_is_read_back(schedule: Schedule) -> None:
    assert Schedule.from_json(schedule.to_json()) == schedule


@given(phrases, near_days, st.none() | st.tuples(near_days, near_days).map(lambda pair: (min(pair), max(pair))))
def test_compiled_schedule_speaks_and_is_read_back(phrase: str, signed: date, period: tuple[date, date] | None) -> None:
    schedule = compile_phrase(phrase, signed=signed, period=period)
    words = schedule.in_words()

    assert schedule == compile_phrase(phrase, signed=signed, period=period)
    assert Schedule.from_json(schedule.to_json()) == schedule
    assert words
    assert not words.endswith(".")
    assert schedule.understood is not bool(schedule.why)


@given(phrases, near_days)
def test_case_and_white_space_mean_nothing(phrase: str, signed: date) -> None:
    if any(letter in phrase for letter in "IVXПШi"):
        return
    one = compile_phrase(phrase, signed=signed)
    other = compile_phrase("\u00a0" + phrase.upper().replace(" ", "  ") + " ", signed=signed)

    assert (other.understood, len(other.rules), other.assumed) == (one.understood, len(one.rules), one.assumed)
    assert [rule for rule in other.rules if not isinstance(rule, Standing)] == [
        rule for rule in one.rules if not isinstance(rule, Standing)
    ]


@given(phrases, near_days)
def test_no_word_is_passed_over(phrase: str, signed: date) -> None:
    schedule = compile_phrase(f"{phrase} непременно", signed=signed)

    assert not schedule.understood or schedule.event or schedule.on_demand or schedule.continuous


@given(st.text() | word_salad | st.text(alphabet="0123456789.-/()гмая ", max_size=40), any_days)
@settings(max_examples=600)
def test_no_text_breaks_the_compiler(text: str, signed: date) -> None:
    for day in (signed, None):
        answer = describe(compile_phrase(text, signed=day), date(2024, 12, 31))
        assert answer["phrase"] == text
        assert answer["understood"] is bool(answer["words"])
        assert bool(answer["why"]) is not answer["understood"]
        assert answer["understood"] or not answer["occurrences"]


@given(word_salad, any_days, any_days, any_days)
def test_no_document_breaks_the_compiler(text: str, signed: date, first: date, last: date) -> None:
    schedule = compile_phrase(text, signed=signed, period=(min(first, last), max(first, last)))

    assert schedule.in_words()


def test_odd_texts_are_asked() -> None:
    for text in ("", " ", "\x00", "🗓️", "1" * 10_000, "май " * 2_500, "(" * 500, "٣ марта", "\ud800", "²"):
        schedule = compile_phrase(text, signed=date(2020, 2, 10))
        assert not schedule.understood
        assert schedule.why.endswith(".")
