"""Rules for rhythms within a week, a month, a quarter or a school year: «по четвергам», «с 1 по 10 число ежемесячно»."""

from __future__ import annotations

from kadrost.kernel.deadlines.grammar import Grammar, NotThisWayError, RefusedError
from kadrost.kernel.deadlines.meaning import (
    SCHOOL_YEAR,
    Every,
    Frame,
    OwnSchoolYear,
    Recurrence,
    Slot,
    day_slot,
    is_day_of_month,
    month_slot,
)
from kadrost.kernel.periods import END_OF_MONTH, MONTHS_IN_YEAR

Slots = tuple[Slot, ...]
_JANUARY = 1
_MONTH, _QUARTER, _HALF = 1, 3, 6
_YEARLY = Every(MONTHS_IN_YEAR)
_MONTHLY = Every(_MONTH)


def add_rhythm_rules(grammar: Grammar) -> None:
    """Days of the week, days of a month, months of a quarter, years of their own."""
    _add_weekdays(grammar)
    _add_days_of_month(grammar)
    _add_months_of_period(grammar)
    _add_years(grammar)


def _add_weekdays(grammar: Grammar) -> None:
    say = grammar.rule
    say("дни недели", "по ДНИНЕД { ,|и ДНИНЕД }", _weekdays, "по четвергам", "по понедельникам и четвергам")
    say("дни недели", "каждый ДЕННЕД { [,|и] каждый ДЕННЕД }", _weekdays, "каждую среду")
    say("дни недели", "каждый ДЕННЕД { ,|и ДЕННЕД }", _weekdays, "каждый вторник и четверг")
    say("дни недели", "еженедельно [,|–|:] по ДНИНЕД { ,|и ДНИНЕД }", _weekdays, "еженедельно по пятницам")
    say("дни недели", "еженедельно [,|–|:] каждый ДЕННЕД", lambda day: (day,), "еженедельно, каждый вторник")
    say("дни недели", "еженедельно [,|–|:] <~до> ДЕННЕД", lambda day: (day,), "еженедельно до пятницы")
    say("дни недели", "еженедельно [,|–|:] в ДЕННЕД", lambda day: (day,), "еженедельно в пятницу")
    say("дни недели", "еженедельно ОТКР [по] ДЕННЕД|ДНИНЕД ЗАКР", lambda day: (day,), "еженедельно (пятница)")
    say("дни недели", "по ДНИНЕД { ,|и ДНИНЕД } [,] еженедельно", _weekdays, "по пятницам еженедельно")
    say("повторяющийся срок", "<дни недели>", _on_weekdays, "по четвергам")
    say("повторяющийся срок", "<дни недели> <и рамка>", _on_weekdays, "по четвергам, начиная с 1 марта 2021 года")


def _add_days_of_month(grammar: Grammar) -> None:
    say = grammar.rule
    say(
        "числа месяца",
        "[<~в течение>] с <число> по <число>",
        _days,
        "с 1 по 10 число",
        "в период с 20-го по 25-е число",
    )
    say("числа месяца", "<число> – <число>", _days, "1–5 числа")
    say(
        "числа месяца",
        "[в|<~до>] последний день|число",
        lambda: (END_OF_MONTH, 0),
        "в последний день",
        "до последнего числа",
    )
    say("каждого месяца", "каждый месяц", lambda: None, "каждого месяца")
    say("этого месяца", "[каждый|текущий|отчетный] месяц", lambda: None, "месяца", "отчетного месяца")
    say("повторяющийся срок", "<числа месяца> <~каждого месяца>", _in_month, "с 1 по 10 число каждого месяца")
    say(
        "повторяющийся срок",
        "<повтор> [,|–|:] <числа месяца> [<~этого месяца>]",
        lambda every, days: _in_month(days, every),
        "ежемесячно с 20 по 25 число",
        "ежемесячно, в последний день месяца",
    )
    say("повторяющийся срок", "<числа месяца> [<~этого месяца>] <и повтор>", _in_month, "с 20 по 25 число ежемесячно")
    say(
        "повторяющийся срок",
        "<повтор> [,|–|:] <числа месяца> месяц <~следующий за> <отчетный>",
        _after_month,
        "ежемесячно с 1 по 5 число месяца, следующего за отчетным",
    )


def _add_months_of_period(grammar: Grammar) -> None:
    """«До 10 числа первого месяца квартала», «в последний месяц квартала»: parts of a year, one in every period."""
    say = grammar.rule
    say("месяц периода", "последний месяц", lambda: 0, "последнего месяца")
    say("месяц периода", "ПОРЯДК месяц", int, "первого месяца")
    say(
        "повторяющийся срок",
        "<повтор> [,|–|:] [<~до>] <число> ПОРЯДК месяц [каждый|текущий] <единица>",
        _in_period,
        "ежеквартально, до 10 числа первого месяца квартала",
    )
    say(
        "повторяющийся срок",
        "[<~до>] <число> ПОРЯДК месяц каждый <единица>",
        lambda day, number, months: _in_period(Every(months), day, number, months),
        "до 10 числа первого месяца каждого квартала",
    )
    say(
        "повторяющийся срок",
        "<повтор> [,|–|:] в <месяц периода> [каждый|текущий] <единица>",
        lambda every, number, months: _in_period(every, 0, number, months),
        "ежеквартально, в последний месяц квартала",
    )
    say(
        "повторяющийся срок",
        "в <месяц периода> каждый <единица>",
        lambda number, months: _in_period(Every(months), 0, number, months),
        "в последнем месяце каждого квартала",
    )


def _add_years(grammar: Grammar) -> None:
    say = grammar.rule
    school = Recurrence(_YEARLY, (SCHOOL_YEAR,))
    say("повторяющийся срок", "[<~в течение>] каждый учебный год", lambda: school, "каждый учебный год")
    say(
        "повторяющийся срок",
        "ежегодно [,|–|:] <~в течение> учебный год",
        lambda: school,
        "ежегодно в течение учебного года",
    )
    say("свой учебный год", "<~в течение> [весь] учебный год", OwnSchoolYear, "в течение учебного года")
    say("свой учебный год", "весь учебный год", OwnSchoolYear, "весь учебный год")
    for which, example in (("текущий", "текущего года"), ("соответствующий", "соответствующего года")):
        say("этого года", f"{which} год", lambda: None, example)
    say(
        "этого года",
        "[,] предшествовать планировать|планируемый|плановый [год]",
        _nothing,
        ", предшествующего планируемому",
    )
    say("повторяющийся срок", "<повтор> [,|–|:] <слоты> <~этого года>", _yearly, "ежегодно до 1 марта текущего года")
    say(
        "повторяющийся срок",
        "<повтор> [,|–|:] <слоты> год <~этого года>",
        _yearly,
        "ежегодно до 1 октября года, предшествующего планируемому",
    )
    say(
        "повторяющийся срок",
        "[<~в течение>] <месяцы> год <~следующий за> <отчетный>",
        _months_after_year,
        "в I квартале года, следующего за отчетным",
    )


def _nothing() -> None:
    return None


def _weekdays(first: int, others: tuple[int, ...]) -> tuple[int, ...]:
    return (first, *others)


def _on_weekdays(days: tuple[int, ...], frame: Frame | None = None) -> Recurrence:
    return Recurrence(Every(0), frame=frame or Frame(), weekdays=days)


def _days(first: int, last: int) -> tuple[int, int]:
    if not 1 <= first < last <= END_OF_MONTH:
        raise RefusedError(f"Дней месяца с {first} по {last} не бывает")
    return first, last


def _in_month(days: tuple[int, int], every: Every = _MONTHLY) -> Recurrence:
    if every.months != _MONTH or every.times != 1:
        raise RefusedError("Названы числа месяца, но не назван месяц")
    return Recurrence(every, day_of_month=days[0], to_day=days[1])


def _after_month(every: Every, days: tuple[int, int], months: int) -> Recurrence:
    if months > _MONTH or days[1] == 0:
        raise RefusedError("Повторение и отчетный период не согласуются")
    return _in_month(days, every)


def _in_period(every: Every, day: int, number: int, months: int) -> Recurrence:
    """The day (0: the whole month) of the month of that number (0: the last) in every quarter or half-year."""
    if months not in {_QUARTER, _HALF} or every.months != months or every.times != 1:
        raise RefusedError("Повторение и названный месяц не согласуются")
    if not 0 <= number <= months:
        raise RefusedError(f"В таком периоде нет {number}-го месяца")
    named = range(number or months, MONTHS_IN_YEAR + _JANUARY, months)
    if day and not all(is_day_of_month(month, day) for month in named):
        raise RefusedError(f"Такого числа месяца не бывает: {day}")
    return Recurrence(every, tuple(day_slot(month, day) if day else month_slot(month) for month in named))


def _yearly(every: Every, slots: Slots) -> Recurrence:
    if every.months != MONTHS_IN_YEAR:
        raise NotThisWayError
    return Recurrence(every, slots)


def _months_after_year(slots: Slots, months: int) -> Recurrence:
    if months not in {0, -1, MONTHS_IN_YEAR}:
        raise RefusedError("Отчетный период и год, следующий за ним, не согласуются")
    return Recurrence(_YEARLY, slots)
