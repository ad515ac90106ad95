"""Rules for items with their years, lists of items, and what comes «далее»."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from kadrost.kernel.deadlines.grammar import Grammar, NotThisWayError, RefusedError
from kadrost.kernel.deadlines.meaning import (
    Dated,
    Item,
    Listing,
    Slot,
    Then,
    Year,
    date_item,
    day_slot,
    is_day_of_month,
    joined,
    month_slot,
    school_years_item,
    with_year,
    years_item,
)

Slots = tuple[Slot, ...]
Dates = tuple[Dated, ...]
Items = tuple[Item, ...]
_CENTURY = 100


def add_item_rules(grammar: Grammar) -> None:
    """Items, lists, and lists that go on."""
    _add_dates(grammar)
    _add_years(grammar)
    _add_school_years(grammar)
    _add_lists(grammar)
    _add_continuations(grammar)


def _add_dates(grammar: Grammar) -> None:
    say = grammar.rule
    say(
        "срок с годом",
        "<срок без года> <год> [<~включительно>]",
        _each_in_year,
        "до 1 июля 2020 г.",
        "сентябрь 2019 г.",
    )
    say("срок с годом", "<срок без года> <годы вплотную>", _each_in_span, "апрель 2020–2022 гг.")
    say("срок с годом", "<срок без года> <годы списком>", _each_in_list, "в мае 2020, 2021 и 2022 годов")
    say("срок с годом", "[<~до>] <дата> [<~включительно>]", _one, "до 01.07.2014", "к 1.3.21 г.")
    say("срок с годом", "<номер> половина <год словом>", _half_of, "вторая половина 2021 года")
    say("срок с годом", "в <номер> половина <год словом>", _half_of, "в первой половине 2021 года")
    say(
        "срок с годом",
        "<~до> конец|окончание|завершение <год словом>",
        _end_of_year,
        "до конца 2021 года",
        "до конца этого года",
    )
    say("срок с годом", "[в] <год словом> ОТКР <слоты> ЗАКР", _year_first, "2020 г. (I квартал)")
    say("срок с годом", "[в] <год словом> : <слоты>", _year_first, "2021 год: март, октябрь")
    say("срок с годом", "с <край> до <край> [<~включительно>]", _span, "с 1 января 2021 г. до 31 декабря 2023 г.")
    say(
        "срок с годом",
        "с <край месяцев> <~до> конец|окончание|завершение <год словом>",
        lambda first, year: _span(first, with_year(month_slot(12), year)),
        "с января 2021 года до конца 2022 года",
    )
    say(
        "срок с годом",
        "с <край> <~до> конец|окончание|завершение <год словом>",
        lambda first, year: _span(first, with_year(day_slot(12, 31), year)),
        "с 15 марта 2021 года до конца 2022 года",
    )
    say("дата", "ДАТА [<~г>]", date_item, "01.07.2014", "19.11.2021 года")
    say("дата", "НЕТДАТЫ [<~г>]", _impossible_date, "31.04.2020")
    say("срок с годом", "[<~в течение>] с ДЕНЬМЕС по ДАТА [<~г>]", _days_to_date, "с 01.03 по 15.04.2020")
    say("срок с годом", "ДЕНЬМЕС – ДАТА [<~г>]", _days_to_date, "01.03 – 15.04.2020")
    say("срок с годом", "[<~в течение>] с ЧИСЛО по ДАТА [<~г>]", _days_of_date, "с 9 по 11.06.2003")
    say("срок с годом", "ЧИСЛО – ДАТА [<~г>]", _days_of_date, "9-11.06.2003")
    say("край", "<день> <год>", with_year, "1 сентября 2020 г.")
    say("край", "<дата>", _keep, "01.09.2020")
    say("край месяцев", "<месяцы> <год>", _single_in_year, "декабрь 2019 г.", "IV квартал 2019 года")
    for edge, example in (("край", "1 мая 2020 г."), ("край месяцев", "март 2020 г.")):
        say(
            "срок с годом",
            f"[<~в течение>] <{edge}> – <{edge}>",
            _span,
            f"{example} – {example.replace('2020', '2021')}",
        )
        say(
            "срок с годом",
            f"[<~в течение>] с <{edge}> по <{edge}>",
            _span,
            f"с {example} по {example.replace('0 г', '1 г')}",
        )


def _add_years(grammar: Grammar) -> None:
    say = grammar.rule
    say(
        "срок с годом",
        "[<~в течение>] <год словом>",
        _whole_year,
        "2020 год",
        "в следующем году",
        "в течение 2021 года",
    )
    say("срок с годом", "[<~в течение>] <годы подряд>", _whole_years, "2019 – 2024 годы", "в 2012 - 2020 годах")
    say("срок с годом", "весь <год словом>", _whole_year, "весь 2021 год")


def _add_school_years(grammar: Grammar) -> None:
    say = grammar.rule
    say("учебный год", "УЧГОД учебный год", _school_year, "2019/2020 учебный год", "2019/20 уч. г.")
    say("учебный год", "ГОД4 – ГОД4 учебный год", school_years_item, "2020–2021 учебный год", "2020 – 2024 учебный год")
    say("учебный год", "ГОД4 – ЧИСЛО учебный год", _short_school_year, "2020-21 учебный год")
    say("учебный год", "УЧГОД – УЧГОД учебный год|годы", _school_years, "2020/2021 – 2023/2024 учебные годы")
    say(
        "срок с годом",
        "<учебный год> – <учебный год>",
        _school_year_span,
        "2020/2021 учебный год – 2022/2023 учебный год",
    )
    say("учебный год", "с УЧГОД по УЧГОД учебный год|годы", _school_years, "с 2020/2021 по 2022/2023 учебный год")
    say("срок с годом", "[<~в течение>] <учебный год>", _one, "на 2019/2020 учебный год")
    say(
        "срок с годом",
        "[<~в течение>] УЧГОД { , УЧГОД } и|, УЧГОД учебный год|годы",
        _school_years_apart,
        "2019/2020, 2020/2021 учебные годы",
    )
    say("срок с годом", "<~до> начало <учебный год>", _school_year_start, "к началу 2012/2013 учебного года")
    say("срок с годом", "<~до> конец|окончание <учебный год>", _school_year_end, "до конца 2020/2021 учебного года")
    say("срок без года", "<~до> начало учебный год", lambda: (day_slot(9, 1),), "к началу учебного года")


def _add_lists(grammar: Grammar) -> None:
    say = grammar.rule
    say("и", ",|;|и", _nothing, "и")
    say("и", ",|; и", _nothing, ", и")
    say("и", "[,] а также", _nothing, ", а также")
    say("пункт", "<срок без года>", _keep, "март", "до 1 марта")
    say("пункт", "<срок с годом>", _keep, "март 2020 г.", "2020 год")
    say("пункты", "<пункт> { <~и> <пункт> }", _list_of, "Июнь 2019 г., июнь 2020 г.", "март и сентябрь 2021 года")
    say("слоты", "<срок без года> { <~и> <срок без года> }", _slots_of, "май, июнь", "до 1 марта и до 1 сентября")


def _add_continuations(grammar: Grammar) -> None:
    say = grammar.rule
    say("затем", "[и|а] далее|затем|потом|впоследствии [–|,|:]", _nothing, "далее –", "а потом")
    say("затем", "[и|а] в дальнейший|последующий [год|годы] [–|,|:]", _nothing, "в дальнейшем –", "в последующие годы")
    say("продолжение", "<повтор>", Then, "ежегодно")
    say("продолжение", "<повтор> ОТКР <слоты> ЗАКР", Then, "ежегодно (март, ноябрь)")
    say("продолжение", "<повтор> [,|–|:] <слоты>", Then, "ежегодно в марте", "ежегодно до 1 марта")
    say(
        "продолжение",
        "<повтор> [,] <конец счета>",
        lambda every, until: Then(every, until=until),
        "ежегодно по 2024 год",
    )
    say("продолжение", "<~по необходимости>", lambda: Then(state="on_demand"), "при необходимости")
    say("продолжение", "<~постоянно>", lambda: Then(state="continuous"), "постоянно")
    say("далее", "[,|;|.|–] <~затем> <продолжение>", _keep, ", далее – ежегодно", ", а потом каждые полгода")
    say("далее", "[,] ОТКР <~затем> <продолжение> ЗАКР", _keep, "(далее ежегодно)")
    say("перечень", "<пункты>", Listing, "Ноябрь 2019 г., февраль – апрель 2020 г.")
    say(
        "перечень",
        "[<~в течение>] <годы списком>",
        lambda years: Listing(_years_apart(years)),
        "2020, 2021 и 2022 годы",
    )
    say("перечень", "<пункты> <далее>", Listing, "Май 2020 г., далее – ежегодно")
    say("перечень", "ГОД4", lambda year: Listing((years_item(year, year),)), "2020")


def _nothing() -> None:
    return None


def _keep(value: object) -> object:
    return value


def _one(item: Dated) -> Dates:
    return (item,)


def _each_in_year(slots: Slots, year: Year) -> Dates:
    return tuple(with_year(slot, year) for slot in slots)


def _each_in_span(slots: Slots, years: tuple[int, int]) -> Dates:
    return _each_in_list(slots, tuple(range(years[0], years[1] + 1)))


def _each_in_list(slots: Slots, years: tuple[int, ...]) -> Dates:
    if any(slot.wraps for slot in slots):
        raise RefusedError("Промежуток переходит через Новый год, а лет названо несколько")
    return tuple(with_year(slot, year) for year in years for slot in slots)


def _days_of_date(first: int, last: date) -> Dates:
    return _days_to_date((last.month, first), last)


def _days_to_date(first: tuple[int, int], last: date) -> Dates:
    month, day = first
    if not is_day_of_month(month, day) or (month, day) >= (last.month, last.day):
        raise RefusedError("Неясно, какому году принадлежит начало промежутка")
    slot = Slot(month, day, last.month, last.day, "days")
    return (with_year(slot, last.year),)


def _school_year_span(first: Dated, last: Dated) -> Dates:
    if not isinstance(first.first_year, int) or not isinstance(last.year, int):
        raise NotThisWayError
    return (school_years_item(first.first_year, last.year),)


def _year_first(year: Year, slots: Slots) -> Dates:
    if any(slot.wraps for slot in slots):
        raise RefusedError("Промежуток переходит через Новый год, а год назван один")
    return _each_in_year(slots, year)


def _single_in_year(slots: Slots, year: Year) -> Dated:
    if len(slots) != 1:
        raise NotThisWayError
    return with_year(slots[0], year)


def _half_of(number: int, year: Year) -> Dates:
    if number not in {1, 2}:
        raise RefusedError("Половин в году две")
    first = 6 * number - 5
    return (with_year(Slot(first, 1, first + 5, 31, "months"), year),)


def _end_of_year(year: Year) -> Dates:
    return (with_year(day_slot(12, 31), year),)


def _impossible_date(text: str) -> Dated:
    raise RefusedError(f"Такого дня не бывает: {text}")


def _span(first: Item, last: Item) -> Dates:
    span = joined(first, last)
    if span is None:
        raise NotThisWayError
    return (span,)


def _whole_year(year: Year) -> Dates:
    return (years_item(year, year),)


def _whole_years(years: tuple[int, int]) -> Dates:
    return (years_item(*years),)


def _years_apart(years: tuple[int, ...]) -> Dates:
    return tuple(years_item(year, year) for year in years)


def _school_year(start: int) -> Dated:
    return school_years_item(start, start + 1)


def _short_school_year(start: int, end: int) -> Dated:
    if end != (start + 1) % _CENTURY:
        raise NotThisWayError
    return _school_year(start)


def _school_years(first: int, last: int) -> Dated:
    return school_years_item(first, last + 1)


def _school_years_apart(first: int, others: tuple[int, ...], last: int) -> Dates:
    return tuple(_school_year(start) for start in (first, *others, last))


def _school_year_start(item: Dated) -> Dates:
    year = item.first_year
    if not isinstance(year, int):
        raise NotThisWayError
    return (date_item(date(year, 9, 1)),)


def _school_year_end(item: Dated) -> Dates:
    if not isinstance(item.year, int):
        raise NotThisWayError
    return (date_item(date(item.year, 8, 31)),)


def _slots_of(first: Slots, others: tuple[Slots, ...]) -> Slots:
    return tuple(slot for slots in (first, *others) for slot in slots)


def _list_of(first: Items, others: tuple[Items, ...]) -> Items:
    """The items of a list; an item without a year takes the next year named after it, if the months go forward."""
    groups = (first, *others)
    items = [item for group in groups for item in group]
    if any(isinstance(before[0], Slot) and _spans_years(after) for before, after in pairwise(groups)):
        raise RefusedError("Неясно, ко всем ли срокам перечня относятся названные годы")
    if not any(isinstance(item, Dated) for item in items):
        return tuple(items)
    if isinstance(items[-1], Slot):
        raise RefusedError("В перечне последний срок назван без года, а другие с годом")
    following: Item = items[-1]
    for index in range(len(items) - 2, -1, -1):
        item = items[index]
        if isinstance(item, Slot):
            items[index] = _take_year(item, following)
        following = items[index]
    return tuple(items)


def _spans_years(items: Items) -> bool:
    return len({item.year for item in items if isinstance(item, Dated)}) > 1


def _take_year(slot: Slot, following: Item) -> Dated:
    if not isinstance(following, Dated) or following.first_year is not None or following.slot.wraps or slot.wraps:
        raise RefusedError("Неясно, к какому году относится срок без года в перечне")
    if (slot.first_month, slot.first_day) > (following.slot.first_month, following.slot.first_day):
        raise RefusedError("Неясно, к какому году относится срок без года: месяцы перечня идут не по порядку")
    return with_year(slot, following.year)
