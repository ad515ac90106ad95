"""How fast deadline phrases compile and schedules expand; what other libraries make of the same phrases.

Run: python bench/deadlines.py [--json]
Prints CPU seconds: 5,000 distinct phrases a second and 1,000,000 occurrences in 5 s are the bars.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from itertools import product

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.deadlines.grammar import forget_readings
from kadrost.kernel.schedule import Schedule

SIGNED = date(2020, 2, 10)
MONTHS_OF = [
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
MONTHS = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
YEARS = range(2020, 2030)
OCCURRENCES = 1_000_000


def distinct_phrases() -> list[str]:
    """Phrases of every kind, no two alike."""
    then = ("", ", далее – ежегодно", " (далее ежеквартально)", " и далее по мере необходимости")
    lead = ("", "до ", "не позднее ", "в срок до ")
    phrases = [
        f"{before}{day} {month} {year} года{after}"
        for before, day, month, year, after in product(lead, (1, 10, 25, 28), MONTHS_OF, YEARS, then)
    ]
    phrases += [f"{month} {year} г.{after}" for month, year, after in product(MONTHS, YEARS, then[:2])]
    phrases += [f"{one} {year} г., {other} {year + 1} г." for one, other, year in product(MONTHS, MONTHS, YEARS)]
    phrases += [f"ежегодно, {one} и {other}" for one, other in product(MONTHS, MONTHS)]
    phrases += [
        f"ежегодно до {day} {month}, начиная с {year} года" for day, month, year in product((1, 15), MONTHS_OF, YEARS)
    ]
    phrases += [
        f"{quarter} квартал {year} года" for quarter, year in product(("I", "II", "III", "IV", 1, 2, 3, 4), YEARS)
    ]
    phrases += [f"{year}/{year + 1} учебный год, далее – ежегодно" for year in YEARS]
    phrases += [f"в течение {days} {unit} дней" for days, unit in product(range(5, 100), ("рабочих", "календарных"))]
    phrases += [f"до {day}-го числа месяца, следующего за отчетным кварталом" for day in range(1, 29)]
    phrases += [
        f"в течение {days} дней со дня утверждения порядка № {number}"
        for days, number in product(range(5, 30), range(20))
    ]
    return list(dict.fromkeys(phrases))


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds that the work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compiled(phrases: list[str]) -> list[Schedule]:
    """All phrases as schedules."""
    return [compile_phrase(phrase, signed=SIGNED) for phrase in phrases]


def expand(schedules: list[Schedule]) -> int:
    """Expand the schedules over and over, to a far horizon, until a million occurrences are counted."""
    count, horizon = 0, date(2300, 1, 1)
    while count < OCCURRENCES:
        for schedule in schedules:
            count += sum(1 for _ in schedule.occurrences(until=horizon))
    return count


def measure() -> dict[str, float]:
    """All figures by name."""
    phrases = distinct_phrases()
    compile_phrase("ежегодно", signed=SIGNED)
    figures: dict[str, float] = {"distinct phrases": len(phrases)}
    figures["understood"] = sum(schedule.understood for schedule in compiled(phrases))
    forget_readings()
    figures["phrases compiled a second"] = len(phrases) / seconds(lambda: compiled(phrases))
    figures["phrases compiled a second, no reading remembered"] = _unremembered(phrases[:: len(phrases) // 500])
    recurring = [each for each in compiled(phrases[::40]) if len(list(each.occurrences(until=date(2100, 1, 1)))) > 50]
    spent = seconds(lambda: expand(recurring))
    figures["seconds for 1,000,000 occurrences"] = spent
    return figures | _peers(phrases)


def _unremembered(phrases: list[str]) -> float:
    """Phrases a second where each is parsed as if no other of its shape had been seen."""
    spent = 0.0
    for phrase in phrases:
        forget_readings()
        spent += seconds(lambda phrase=phrase: compile_phrase(phrase, signed=SIGNED))  # type: ignore[misc]
    return len(phrases) / spent


def _peers(phrases: list[str]) -> dict[str, float]:
    """The same work by dateparser (phrases) and dateutil (occurrences), where installed."""
    figures: dict[str, float] = {}
    try:
        import dateparser  # type: ignore[import-not-found]
    except ImportError:
        print("dateparser is not installed: skipped", file=sys.stderr)
    else:
        some = phrases[:: len(phrases) // 300]
        answers: list[object] = []
        spent = seconds(lambda: answers.extend(dateparser.parse(phrase, languages=["ru"]) for phrase in some))
        figures["dateparser: phrases a second"] = len(some) / spent
        figures["dateparser: share that gives any date"] = sum(answer is not None for answer in answers) / len(some)
    try:
        from dateutil.rrule import MONTHLY, rrule  # type: ignore[import-untyped]
    except ImportError:
        print("dateutil is not installed: skipped", file=sys.stderr)
    else:
        start = datetime(2020, 1, 31)  # noqa: DTZ001 - dateutil's days have no zone
        rule = rrule(MONTHLY, dtstart=start, count=50_000, bymonthday=-1)
        figures["dateutil.rrule: seconds for 1,000,000 occurrences"] = seconds(lambda: sum(1 for _ in rule)) * 20
    return figures


if __name__ == "__main__":
    result = measure()
    if "--json" in sys.argv:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        for name, figure in result.items():
            print(f"{name:55} {figure:12,.2f}")
