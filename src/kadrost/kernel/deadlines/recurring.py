"""Rules for what comes again: how often, in which parts of the year, between what, and reports after a period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kadrost.kernel.deadlines.grammar import Grammar, NotThisWayError, RefusedError
from kadrost.kernel.deadlines.meaning import AfterPeriod, Dated, Every, Frame, Recurrence, Slot, Year, years_item
from kadrost.kernel.periods import MONTHS_IN_YEAR

Slots = tuple[Slot, ...]
_UNCLEAR_STEP = "Неясно, от какого дня отсчитывать такие промежутки: по календарю или от дня документа"
_CALENDAR_STEPS = frozenset({3, 6})
_LONGEST_BLOCK = 50
_SOME_PERIOD = -1
"""«За отчетным периодом»: how long it is, the recurrence beside it says; a bare «за отчетным» repeats the noun before."""


def add_recurrence_rules(grammar: Grammar) -> None:
    """Recurrences in all orders of their parts."""
    _add_frequencies(grammar)
    _add_frames(grammar)
    _add_orders(grammar)
    _add_reports(grammar)
    _add_report_orders(grammar)


def _add_frequencies(grammar: Grammar) -> None:
    say = grammar.rule
    for unit, months, example in (
        ("год", 12, "год"),
        ("календарный год", 12, "календарный год"),
        ("полугодие|полгода", 6, "полгода"),
        ("квартал", 3, "квартал"),
        ("месяц", 1, "месяц"),
        ("неделя", 0, "неделю"),
    ):
        say("единица", unit, _always(months), example)
    for word, months in (
        ("ежегодно", 12),
        ("ежеквартально|поквартально", 3),
        ("ежемесячно|помесячно", 1),
        ("еженедельно", 0),
    ):
        say("повтор", word, _always(Every(months)), word.split("|")[0])
    say("повтор", "на ежегодный основа", _always(Every(MONTHS_IN_YEAR)), "на ежегодной основе")
    say("повтор", "каждый <единица>", Every, "каждый год", "каждое полугодие", "каждые полгода", "каждый месяц")
    say("повтор", "каждый <количество> год|лет", _years_block, "каждые два года")
    say("хотя бы", "не реже|менее [чем]", _always(True), "не реже", "не менее чем")
    say("хотя бы", "минимум|минимально", _always(True), "минимум")
    say("повтор", "[<хотя бы>] раз в <единица>", _once_in, "раз в квартал", "не реже раза в год")
    say(
        "повтор",
        "[<хотя бы>] <количество> раз в <единица>",
        _times_in,
        "не реже одного раза в полугодие",
        "2 раза в год",
    )
    say("повтор", "[<хотя бы>] дважды в <единица>", lambda least, months: _times_in(least, 2, months), "дважды в год")
    say("повтор", "[<хотя бы>] раз в <количество> год|лет", _once_in_years, "раз в 3 года")
    say(
        "повтор",
        "[<хотя бы>] <количество> раз в <количество> год|лет",
        _times_in_years,
        "один раз в два года",
        "1 раз в 5 лет",
    )
    say("повтор", "каждый <количество> месяц", _calendar_step, "каждые три месяца", "каждые 6 месяцев")
    say("повтор", "каждый <количество> неделя|квартал|полугодие", _unclear_step, "каждые две недели")
    say("повтор", "[<хотя бы>] раз в <количество> месяц", _once_in_months, "раз в 3 месяца")
    say(
        "повтор",
        "[<хотя бы>] <количество> раз в <количество> месяц",
        _times_in_months,
        "не реже одного раза в три месяца",
    )
    say(
        "повтор",
        "ежегодно [,] <количество> раз в год",
        lambda times: _times_in(None, times, 12),
        "ежегодно 2 раза в год",
    )
    say(
        "повтор",
        "[<хотя бы>] [<количество>] раз в <количество> неделя|квартал|полугодие|день",
        _unclear_step,
        "раз в 2 недели",
    )


def _add_frames(grammar: Grammar) -> None:
    say = grammar.rule
    say("начало счета", "<год>", lambda year: years_item(year, year), "2021 года")
    say("начало счета", "<край>", _keep, "1 октября 2007 года")
    say("начало счета", "<край месяцев>", _keep, "сентября 2020 года", "III квартала 2020 г.")
    say("начало счета", "<учебный год>", _keep, "2020/2021 учебного года")
    say("конец счета", "по <год> [<~включительно>]", lambda year: years_item(year, year), "по 2024 год")
    say("конец счета", "до <год> <~включительно>", lambda year: years_item(year, year), "до 2024 года включительно")
    say("конец счета", "до <год>", _unclear_until, "до 2024 года")
    say("конец счета", "до|к <край месяцев>", _unclear_until, "до мая 2024 года")
    say("конец счета", "по <край месяцев> [<~включительно>]", _keep, "по май 2021 г.")
    say("конец счета", "<~до> конец|окончание <год словом>", lambda year: years_item(year, year), "до конца 2024 года")
    say("конец счета", "<~до> <край> [<~включительно>]", _keep, "до 31 декабря 2024 года")
    say("с", "[[в] период] [начиная] с", lambda: None, "с", "начиная с")
    say("рамка", "<~с> <начало счета>", lambda since: Frame(since=since), "начиная с 2021 года")
    say("рамка", "<конец счета>", lambda until: Frame(until=until), "по 2024 год")
    say("рамка", "<~с> <начало счета> [,] <конец счета>", Frame, "с сентября 2020 г. по май 2021 г.")
    say("рамка", "[<~в течение>] <годы подряд>", lambda years: Frame(years=(years_item(*years),)), "в 2020–2022 годах")
    say("рамка", "[<~в течение>] <годы списком>", _years_frame, "в 2019 г., 2020 г.")
    say("рамка", "[<~в течение>] <год словом>", lambda year: _years_frame((year,)), "в 2021 году")
    say("рамка", "[<~в течение>] <учебный год>", lambda item: Frame(years=(item,)), "в течение 2020/2021 учебного года")


def _add_orders(grammar: Grammar) -> None:
    """How often, in which parts of the year and between what may stand in any order, with commas or in brackets."""
    say = grammar.rule
    for name, example in (("повтор", "ежегодно"), ("слоты", "май, июнь"), ("рамка", "с 2021 года")):
        say(f"и {name}", f"[,|;|:|–|.] <{name}>", _keep, f", {example}")
        say(f"и {name}", f"[,] ОТКР <{name}> ЗАКР", _keep, f"({example})")
    orders: tuple[tuple[str, Callable[..., Recurrence], tuple[str, ...]], ...] = (
        ("<повтор>", Recurrence, ("ежегодно", "один раз в два года")),
        ("<повтор> <и слоты>", Recurrence, ("Ежегодно, май, июнь", "ежегодно (I квартал)", "ежегодно до 1 февраля")),
        ("<слоты> <и повтор>", lambda s, r: Recurrence(r, s), ("Ноябрь (ежегодно)", "май - июнь ежегодно")),
        ("<повтор> <и рамка>", lambda r, f: Recurrence(r, frame=f), ("ежемесячно с сентября 2020 года",)),
        ("<рамка> <и повтор>", lambda f, r: Recurrence(r, frame=f), ("начиная с 2021 года, ежегодно",)),
        ("<повтор> <и слоты> <и рамка>", Recurrence, ("ежегодно до 1 марта, начиная с 2021 года",)),
        ("<повтор> <и рамка> <и слоты>", lambda r, f, s: Recurrence(r, s, f), ("ежегодно с 2021 года до 1 марта",)),
        ("<слоты> <и повтор> <и рамка>", lambda s, r, f: Recurrence(r, s, f), ("до 1 марта ежегодно с 2021 года",)),
        ("<слоты> <и рамка> <и повтор>", lambda s, f, r: Recurrence(r, s, f), ("май, начиная с 2021 года, ежегодно",)),
        ("<рамка> <и повтор> <и слоты>", lambda f, r, s: Recurrence(r, s, f), ("с 2021 года ежегодно в мае",)),
        ("<рамка> <и слоты> <и повтор>", lambda f, s, r: Recurrence(r, s, f), ("2021 – 2023 годы, май (ежегодно)",)),
    )
    for pattern, make, examples in orders:
        say("повторяющийся срок", pattern, make, *examples)
    say("повторяющийся срок", "<слоты> каждый год", lambda s: Recurrence(Every(12), s), "до 1 марта каждого года")
    say(
        "повторяющийся срок",
        "<слоты> каждый год <и рамка>",
        lambda s, f: Recurrence(Every(12), s, f),
        "до 1 марта каждого года с 2021 года",
    )
    say("повторяющийся срок", "весь год", _always(Recurrence(Every(12))), "весь год")
    say("повторяющийся срок", "в течение [весь] [календарный] год", _always(Recurrence(Every(12))), "В течение года")
    say(
        "повторяющийся срок",
        "<~по необходимости> [,] [но|а] <повтор>",
        _needed_at_least,
        "по мере необходимости, но не реже 1 раза в год",
    )


def _add_reports(grammar: Grammar) -> None:
    say = grammar.rule
    say("отчетный", "отчетный|истекший|прошедший", _always(0), "отчетным")
    say("отчетный", "отчетный|истекший|прошедший период", _always(_SOME_PERIOD), "отчетным периодом")
    say("отчетный", "[отчетный|истекший|прошедший] <единица>", _keep, "отчетным кварталом", "полугодием")
    say("отчетный", "отчетный финансовый год", _always(12), "отчетным финансовым годом")
    say("следующий за", "[,] следующий за|после", lambda: None, ", следующего за")
    say(
        "отчет",
        "[<~до>] <число> [каждый] месяц <~следующий за> <отчетный>",
        lambda d, m: AfterPeriod(m, 1, d),
        "до 15-го числа месяца, следующего за отчетным кварталом",
    )
    say(
        "отчет",
        "[<~до>] <число> ПОРЯДК месяц <~следующий за> <отчетный>",
        lambda d, n, m: AfterPeriod(m, n, d),
        "до 10 числа первого месяца, следующего за отчетным полугодием",
    )
    say(
        "отчет",
        "[<~до>] <число> рабочий день месяц <~следующий за> <отчетный>",
        lambda d, m: AfterPeriod(m, 1, d, working=True),
        "до 5-го рабочего дня месяца, следующего за отчетным",
    )
    say(
        "отчет",
        "[<~до>] <день> год <~следующий за> <отчетный>",
        _report_in_year,
        "до 1 марта года, следующего за отчетным",
    )
    say(
        "отчет днями",
        "[<~до>|<~в течение>] <количество> рабочий день <~со дня> окончание|завершение <отчетный>",
        lambda d, m: AfterPeriod(m, 1, d, working=True),
        "в течение 5 рабочих дней после окончания отчетного квартала",
    )
    say(
        "отчет днями",
        "[<~до>|<~в течение>] <количество> [календарный] день <~со дня> окончание|завершение <отчетный>",
        _days_after_period,
        "не позднее 10 дней после окончания квартала",
    )
    say(
        "отчет",
        "[<~до>] <число> последний месяц [каждый] <отчетный>",
        lambda day, months: AfterPeriod(months, 0, day),
        "до 25 числа последнего месяца квартала",
    )
    say(
        "отчет после повтора",
        "[<~до>] <число> следующий месяц",
        lambda d: AfterPeriod(1, 1, d),
        "до 5 числа следующего месяца",
    )
    say(
        "отчет",
        "[<~до>] <число> следующий за|после <отчетный> месяц",
        lambda day, months: AfterPeriod(months, 1, day),
        "до 5-го числа следующего за отчетным кварталом месяца",
    )
    say(
        "отчет",
        "[<~до>] <день> следующий за|после отчетный год",
        lambda day: AfterPeriod(MONTHS_IN_YEAR, day.first_month, day.first_day),
        "до 1 марта следующего за отчетным года",
    )
    say("отчет после повтора", "<отчет>", _keep, "до 5-го числа месяца, следующего за отчетным")
    say("отчет после повтора", "<отчет днями>", _keep, "в течение 10 дней после окончания отчетного квартала")
    say("число месяца", "[<~до>] ЧИСЛО|ПОРЯДК число", _day_of_month, "до 10 числа", "25-го числа")


def _add_report_orders(grammar: Grammar) -> None:
    say = grammar.rule
    say("повторяющийся срок", "<отчет>", _report, "до 20-го числа месяца, следующего за отчетным кварталом")
    say(
        "повторяющийся срок",
        "<повтор> [,|–|:] <отчет после повтора>",
        _every_report,
        "ежеквартально, до 5-го числа месяца, следующего за отчетным кварталом",
    )
    say(
        "повторяющийся срок",
        "<повтор> ОТКР <отчет после повтора> ЗАКР",
        _every_report,
        "ежегодно (до 1 марта года, следующего за отчетным)",
    )
    say(
        "повторяющийся срок",
        "<отчет после повтора> <и повтор>",
        lambda after, every: _every_report(every, after),
        "до 1 марта года, следующего за отчетным, ежегодно",
    )
    say(
        "повторяющийся срок",
        "<отчет> <и рамка>",
        lambda after, frame: replace(_report(after), frame=frame),
        "до 1 марта года, следующего за отчетным, начиная с 2021 года",
    )
    say(
        "повторяющийся срок",
        "<повтор> [,] <отчет после повтора> <и рамка>",
        lambda every, after, frame: replace(_every_report(every, after), frame=frame),
        "ежегодно до 1 марта года, следующего за отчетным, с 2021 года",
    )
    say("повторяющийся срок", "<повтор> [,|–|:] <число месяца>", _monthly_day, "ежемесячно, до 10 числа")
    say(
        "повторяющийся срок",
        "<повтор> [,|–|:] <число месяца> каждый|текущий|отчетный месяц",
        _monthly_day,
        "ежемесячно до 25 числа каждого месяца",
    )
    say(
        "повторяющийся срок",
        "<число месяца> каждый месяц",
        lambda day: _monthly_day(Every(1), day),
        "до 10 числа каждого месяца",
    )
    say(
        "повторяющийся срок",
        "<число месяца> <и повтор>",
        lambda day, every: _monthly_day(every, day),
        "до 10 числа ежемесячно",
    )


def _always(value: object) -> Callable[[], object]:
    return lambda: value


def _keep(value: object) -> object:
    return value


def _years_block(years: int) -> Every:
    if not 1 <= years <= _LONGEST_BLOCK:
        raise RefusedError(f"Повторение раз в {years} лет не принимается")
    return Every(MONTHS_IN_YEAR * years)


def _once_in(least: bool | None, months: int) -> Every:
    return Every(months, at_least=bool(least))


def _times_in(least: bool | None, times: int, months: int) -> Every:
    if times < 1:
        raise RefusedError("Число повторений не может быть нулем")
    return Every(months, at_least=bool(least), times=times)


def _once_in_years(least: bool | None, years: int) -> Every:
    return replace(_years_block(years), at_least=bool(least))


def _times_in_years(least: bool | None, times: int, years: int) -> Every:
    if times != 1:
        raise RefusedError("Неясно, как разделить несколько лет на части")
    return _once_in_years(least, years)


def _calendar_step(months: int) -> Every:
    """«Каждые три месяца» as quarters, «каждые шесть месяцев» as half-years: an assumption that is shown."""
    if months not in _CALENDAR_STEPS:
        raise RefusedError(_UNCLEAR_STEP)
    return Every(months, assumed=True)


def _once_in_months(least: bool | None, months: int) -> Every:
    return replace(_calendar_step(months), at_least=bool(least))


def _times_in_months(least: bool | None, times: int, months: int) -> Every:
    if times != 1:
        raise RefusedError("Неясно, как разделить несколько месяцев на части")
    return _once_in_months(least, months)


def _unclear_step(*_: object) -> Every:
    raise RefusedError(_UNCLEAR_STEP)


def _unclear_until(_: object) -> Dated:
    raise RefusedError("Неясно, входит ли названный год или месяц в срок: «до» читается и включительно, и нет")


def _years_frame(years: tuple[Year, ...]) -> Frame:
    return Frame(years=tuple(years_item(year, year) for year in years))


def _needed_at_least(every: Every) -> Recurrence:
    if not every.at_least:
        raise NotThisWayError
    return Recurrence(every, on_demand=True)


def _report_in_year(day: Slot, months: int) -> AfterPeriod:
    if months not in {0, _SOME_PERIOD, MONTHS_IN_YEAR}:
        raise RefusedError("Отчетный период и год, следующий за ним, не согласуются")
    return AfterPeriod(MONTHS_IN_YEAR, day.first_month, day.first_day)


def _days_after_period(days: int, months: int) -> AfterPeriod:
    longest = 28 if months == 1 else 30
    if not 1 <= days <= longest:
        raise RefusedError(f"Отсчет {days} дней после окончания периода не принимается")
    return AfterPeriod(months, 1, days)


def _day_of_month(day: int) -> int:
    if not 1 <= day <= 31:
        raise RefusedError(f"Такого числа месяца не бывает: {day}")
    return day


def _report(after: AfterPeriod) -> Recurrence:
    if after.months == _SOME_PERIOD:
        raise RefusedError("Не назван отчетный период: месяц, квартал, полугодие или год")
    if after.months == 0:
        after = replace(after, months=1)
    return _every_report(Every(after.months), after)


def _every_report(every: Every, after: AfterPeriod) -> Recurrence:
    if every.times != 1 or every.months not in {1, 3, 6, 12} or after.months not in {0, _SOME_PERIOD, every.months}:
        raise RefusedError("Повторение и отчетный период не согласуются")
    if not 1 <= after.day <= 31 or not 0 <= after.months_later <= MONTHS_IN_YEAR:
        raise RefusedError(f"Такого числа месяца не бывает: {after.day}")
    return Recurrence(every, after=replace(after, months=every.months))


def _monthly_day(every: Every, day: int) -> Recurrence:
    if every != Every(1, at_least=every.at_least):
        raise RefusedError("Названо число месяца, но не назван месяц")
    return Recurrence(every, day_of_month=day)
