"""A schedule back in Russian: one sentence that says what was understood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kadrost.kernel.periods import END_OF_MONTH, MONTHS_IN_YEAR, Occurrence
from kadrost.kernel.rules import (
    CountedFrom,
    DayAfterPeriod,
    EveryMonths,
    EveryWeek,
    Once,
    Rule,
    Standing,
    is_whole_months,
)
from kadrost.kernel.spoken import (
    amount_in_words,
    day_and_month,
    day_in_words,
    days_in_words,
    period_name,
    plural,
    span_in_words,
)

if TYPE_CHECKING:
    from kadrost.kernel.schedule import Schedule

_HOW_OFTEN = {1: "ежемесячно", 3: "ежеквартально", 6: "каждое полугодие", 12: "ежегодно"}
_ON_WEEKDAYS = (
    "по понедельникам", "по вторникам", "по средам", "по четвергам", "по пятницам", "по субботам", "по воскресеньям",
)  # fmt: skip
_PERIOD_INSTRUMENTAL = {1: "месяцем", 3: "кварталом", 6: "полугодием", 12: "годом"}
_ASSUMED = {
    "year": "год принят по дню документа",
    "anchor": "начало отсчета не названо: принят день документа",
    "period": "сроки внутри года не названы: приняты равные части года",
}


def schedule_in_words(schedule: Schedule) -> str:
    """What was understood, without a full stop; the reason where nothing was."""
    if not schedule.understood:
        return schedule.why.removesuffix(".")
    parts = _rules_in_words(schedule)
    if schedule.continuous and not any(isinstance(rule, Standing) for rule in schedule.rules):
        parts.append("далее постоянно" if parts else "постоянно")
    if schedule.on_demand:
        parts.append("далее по мере необходимости" if parts else "по мере необходимости")
    sentence = "; ".join(parts)
    return f"{sentence} ({_ASSUMED[schedule.assumed]})" if schedule.assumed else sentence


def _rules_in_words(schedule: Schedule) -> list[str]:
    once = [days_in_words(rule.start, rule.end) for rule in schedule.rules if isinstance(rule, Once)]
    following = _recurring_in_words(
        [rule for rule in schedule.rules if not isinstance(rule, Once)], schedule.event or ""
    )
    if not once:
        return following
    return [", ".join(once), *(f"далее {words}" for words in following)]


def _recurring_in_words(rules: list[Rule], event: str) -> list[str]:
    parts: list[str] = []
    yearly: dict[tuple[int, int, date | None], list[EveryMonths]] = {}
    for rule in rules:
        if isinstance(rule, EveryMonths) and rule.every == MONTHS_IN_YEAR:
            yearly.setdefault((rule.first.year, rule.every, rule.until), []).append(rule)
        else:
            parts.append(_rule_in_words(rule, event))
    parts += [_yearly_in_words(spans) for spans in yearly.values()]
    return parts


def _rule_in_words(rule: Rule, event: str) -> str:
    match rule:
        case Once():
            return days_in_words(rule.start, rule.end)
        case EveryWeek(days=1):
            start = f"еженедельно, {_ON_WEEKDAYS[rule.first.weekday()]}, начиная с {day_in_words(rule.first)}"
            return start + _until(rule.until)
        case EveryWeek():
            start = f"еженедельно, с понедельника по воскресенье, начиная с {day_in_words(rule.first)}"
            return start + _until(rule.until)
        case Standing():
            return f"постоянно, начиная с {day_in_words(rule.since)}"
        case CountedFrom():
            return _counted_in_words(rule, event)
        case DayAfterPeriod():
            return _report_in_words(rule)
        case EveryMonths():
            return _every_months_in_words(rule)


def _yearly_in_words(rules: list[EveryMonths]) -> str:
    *spans, last = [span_in_words(rule) for rule in rules]
    listed = f"{', '.join(spans)} и {last}" if spans else last
    return f"ежегодно, {listed}, начиная с {rules[0].first.year} года{_until(rules[0].until)}"


def _until(until: date | None) -> str:
    return f", не позже {day_in_words(until)}" if until else ""


def _every_months_in_words(rule: EveryMonths) -> str:
    first = next(rule.expand(date.max), Occurrence(rule.first, rule.first))
    end = _until(rule.until)
    if rule.every % MONTHS_IN_YEAR == 0:
        years = plural(rule.every // MONTHS_IN_YEAR, ("год", "года", "лет"))
        return f"один раз в {years}, впервые {days_in_words(first.start, first.end)}{end}"
    often = _HOW_OFTEN.get(rule.every, f"каждые {plural(rule.every, ('месяц', 'месяца', 'месяцев'))}")
    if is_whole_months(rule) and rule.over_months == rule.every - 1 and rule.every in _HOW_OFTEN:
        start = "со" if period_name(rule.first, rule.every).startswith("II ") else "с"
        return (
            f"{often}, начиная {start} {period_name(rule.first, rule.every, genitive=True)} {rule.first.year} года{end}"
        )
    if rule.over_months == 0 and rule.last_day == END_OF_MONTH and first.start == first.end:
        return f"{often}, в последний день месяца, начиная с {day_in_words(first.end)}{end}"
    if first.start == first.end:
        return f"{often}, {rule.last_day}-го числа, начиная с {day_in_words(first.end)}{end}"
    if rule.over_months == 0 and rule.every == 1 and not is_whole_months(rule):
        days = f"с {rule.first_day or rule.first.day}-го по {rule.last_day}-е число"
        return f"{often}, {days}, впервые {days_in_words(first.start, first.end)}{end}"
    return f"{often}, впервые {days_in_words(first.start, first.end)}{end}"


def _report_in_words(rule: DayAfterPeriod) -> str:
    first = next(rule.expand(date.max))
    covers = days_in_words(*(first.covers or (first.start, first.end)))
    which = "рабочего дня" if rule.working else "числа"
    if rule.months_later == 0:
        often = f"{_HOW_OFTEN.get(rule.months, 'регулярно')}, до {rule.day}-го числа последнего месяца"
        return f"{often}, впервые до {day_in_words(first.end)} (за {covers}){_until(rule.until)}"
    month = "месяца" if rule.months_later == 1 else f"{rule.months_later}-го месяца"
    if rule.months == MONTHS_IN_YEAR and not rule.working:
        often = f"ежегодно, до {day_and_month(first.end)} года, следующего за отчетным"
        return f"{often}, впервые до {day_in_words(first.end)} (за {covers}){_until(rule.until)}"
    after = f"следующего за отчетным {_PERIOD_INSTRUMENTAL.get(rule.months, 'периодом')}"
    often = f"{_HOW_OFTEN.get(rule.months, 'регулярно')}, до {rule.day}-го {which} {month}, {after}"
    return f"{often}, впервые до {day_in_words(first.end)} (за {covers}){_until(rule.until)}"


def _counted_in_words(rule: CountedFrom, event: str) -> str:
    if rule.amount is None:
        return f"после события «{event}», продолжительность срока не названа"
    amount = amount_in_words(rule.amount, rule.unit)
    where = "до" if rule.backwards else "после"
    if rule.anchor is None:
        return f"{amount} {where} события «{event}», день события еще не записан"
    what = f"события «{event}», то есть {day_in_words(rule.anchor)}" if event else f"{day_in_words(rule.anchor)}"
    return f"{amount} {where} {what}" if event else f"{amount}, считая от {what}"
