"""Rules for numbers, years, and the parts of a year: months, quarters, half-years, days."""

from __future__ import annotations

from kadrost.kernel.deadlines.grammar import Grammar, NotThisWayError, RefusedError
from kadrost.kernel.deadlines.meaning import Relative, Slot, day_slot, is_day_of_month, month_slot
from kadrost.kernel.periods import END_OF_MONTH

Slots = tuple[Slot, ...]
_MONTHS_IN_QUARTER, _QUARTERS = 3, 4
_MONTHS_IN_HALF, _HALVES = 6, 2
_DAYS_IN_DECADE, _DECADES = 10, 3
_TENS, _ONES = (20, 90), 9


def add_part_rules(grammar: Grammar) -> None:
    """Everything smaller than an item with its year."""
    _add_numbers(grammar)
    _add_years(grammar)
    _add_months(grammar)
    _add_quarters(grammar)
    _add_days(grammar)
    _add_parts_without_year(grammar)


def _add_numbers(grammar: Grammar) -> None:
    say = grammar.rule
    say("номер", "ЧИСЛО|ПОРЯДК|РИМСКОЕ", int, "1", "1-й", "IV", "первый", "первое")
    say("количество", "ЧИСЛО|КОЛИЧ", int, "10", "трех", "5-ти")
    say("количество", "КОЛИЧ КОЛИЧ", _compound, "двадцати пяти")
    say("количество", "ЧИСЛО ОТКР КОЛИЧ ЗАКР", _said_twice, "10 (десяти)")
    say("число", "ЧИСЛО|ПОРЯДК [число]", int, "15", "15-го числа", "первого")


def _add_years(grammar: Grammar) -> None:
    say = grammar.rule
    say("г", "год", _nothing, "г.", "года")
    say("гг", "годы", _nothing, "гг.", "годах")
    say("гг", "<~г>", _nothing, "г.")
    say("гг", "год год", _nothing, "г.г.")
    say("г", "календарный|финансовый год", _nothing, "финансового года")
    say("год", "ГОД4", int, "2020")
    say("год", "<год словом>", _same, "2020 г.", "текущего года")
    say("год словом", "ГОД4 <~г>", int, "2020 г.", "2021-го года", "2021 календарного года")
    say("год словом", "текущий|нынешний|этот|настоящий <~г>", lambda: Relative(0), "текущего финансового года")
    say("год словом", "т.г.", lambda: Relative(0), "т.г.", "с.г.")
    say("год словом", "сей|сего год", lambda: Relative(0), "сего года")
    say("год словом", "следующий|будущий <~г>", lambda: Relative(1), "следующем году")
    say("годы вплотную", "ГОД4 – ГОД4 [<~гг>]", _years_in_order, "2019 – 2024 годы", "2021–2023 г.г.", "2021-2023")
    say("годы вплотную", "с ГОД4 по ГОД4 [<~гг>]", _years_in_order, "с 2021 по 2024 год")
    say("годы подряд", "<годы вплотную>", _same, "2019 – 2024 годы")
    say("годы подряд", "ГОД4 <~г> – ГОД4 <~г>", _years_in_order, "2021 г. – 2023 г.")
    say("годы подряд", "с ГОД4 <~г> по ГОД4 [<~г>]", _years_in_order, "с 2021 года по 2024 год")
    say("годы списком", "ГОД4 { , ГОД4 } и|, ГОД4 <~гг>", _years_listed, "2020, 2021 и 2022 годы", "2020, 2021 гг.")
    say("годы списком", "ГОД4 <~г> { , ГОД4 <~г> } и|, ГОД4 <~г>", _years_listed, "2019 г., 2020 г.")


def _add_months(grammar: Grammar) -> None:
    say = grammar.rule
    say("месяцы", "МЕСЯЦ [месяц]", lambda month: (month_slot(month),), "март", "янв.", "марте месяце")
    say("месяцы", "МЕСЯЦ – МЕСЯЦ", _month_span, "январь – февраль", "окт.-дек.", "декабрь – январь")
    say("месяцы", "с МЕСЯЦ по МЕСЯЦ", _month_span, "с марта по май")


def _add_quarters(grammar: Grammar) -> None:
    say = grammar.rule
    for name, part, span in (("квартал", _quarter, _quarter_span), ("полугодие", _half, _half_span)):
        say("месяцы", f"<номер> {name}", lambda number, part=part: (part(number),), f"I {name}", f"2-й {name}")
        say("месяцы", f"<номер> – <номер> {name}", span, f"1 – 2 {name}")
        say("месяцы", f"<номер> {name} – <номер> {name}", span, f"I {name} – II {name}")
        say("месяцы", f"с <номер> по <номер> {name}", span, f"с I по II {name}")
        say(
            "месяцы",
            f"<номер> {{ , <номер> }} и|, <номер> {name}",
            lambda first, others, last, part=part: tuple(part(number) for number in (first, *others, last)),
            f"I и II {name}",
            f"1, 2 {name}",
        )


def _add_days(grammar: Grammar) -> None:
    say = grammar.rule
    say("день", "<число> МЕСЯЦ", _day, "1 марта", "15-го мая", "«01» сентября", "первого июня")
    say("день", "ДЕНЬМЕС", lambda pair: _day(pair[1], pair[0]), "01.03")
    say("день", "последний день|число МЕСЯЦ", lambda month: day_slot(month, END_OF_MONTH), "последний день марта")
    say("дни", "<день>", lambda day: (day,), "1 марта")
    say("дни", "<число> { , <число> } и|, <число> МЕСЯЦ", _days_listed, "1 и 15 марта")
    say("дни подряд", "<число> – <число> МЕСЯЦ", _days_of_month, "9 - 11 июня")
    say("дни подряд", "с <число> по <число> МЕСЯЦ", _days_of_month, "с 1 по 30 апреля", "с 1-го по 15-е мая")
    say("дни подряд", "<день> – <день>", _day_span, "20 апреля – 10 мая")
    say("дни подряд", "с <день> по <день>", _day_span, "с 20 апреля по 10 мая", "с 01.03 по 31.03")
    say("дни подряд", "последний декада МЕСЯЦ", lambda month: _decade(_DECADES, month), "последняя декада июня")
    say("дни подряд", "<номер> декада МЕСЯЦ", _decade, "I декада сентября", "третьей декаде мая")


def _add_parts_without_year(grammar: Grammar) -> None:
    say = grammar.rule
    say("в течение", "в течение весь период", _nothing, "в течение всего периода")
    say("до", "до|к|по", _nothing, "до", "к")
    say("до", "[в] срок [:] до|к|по", _nothing, "в срок до", "срок: до")
    say("до", "[[в] срок] не позднее|позже [чем]", _nothing, "не позднее", "в срок не позже")
    say("в течение", "в|на", _nothing, "в", "на")
    say("в течение", "в срок", _nothing, "в срок")
    say("в течение", "в течение [весь]", _nothing, "в течение", "в течение всего")
    say("в течение", "[в|на] период", _nothing, "в период", "на период")
    say("в течение", "на протяжение [весь]", _nothing, "на протяжении")
    say("включительно", "включительно", _nothing, "включительно")
    say("включительно", "ОТКР включительно ЗАКР", _nothing, "(включительно)")
    say(
        "срок без года", "[<~в течение>] <месяцы> [<~включительно>]", _same, "в марте", "в IV квартале", "в течение мая"
    )
    say(
        "срок без года",
        "[<~до>] <дни> [<~включительно>]",
        _same,
        "до 1 марта",
        "к 15 мая",
        "не позже 1 мая включительно",
    )
    say("срок без года", "[<~в течение>] <дни подряд> [<~включительно>]", lambda days: (days,), "в период с 1 по 9 мая")
    say("срок без года", "<~до> <конец>", _same, "до конца августа", "к концу II квартала", "до окончания года")
    say("конец", "конец|окончание|завершение <месяцы>", _last_day, "конца августа", "конца I полугодия")
    say("конец", "конец|окончание|завершение [календарный|финансовый] год", lambda: (day_slot(12, 31),), "конца года")


def _nothing() -> None:
    return None


def _same(value: object) -> object:
    return value


def _compound(tens: int, ones: int) -> int:
    if not (_TENS[0] <= tens <= _TENS[1] and 1 <= ones <= _ONES):
        raise NotThisWayError
    return tens + ones


def _said_twice(figures: int, words: int) -> int:
    if figures != words:
        raise RefusedError(f"Число {figures} и число в скобках не совпадают")
    return figures


def _years_in_order(first: int, last: int) -> tuple[int, int]:
    if last <= first:
        raise RefusedError(f"Годы {first} – {last} названы в обратном порядке")
    return first, last


def _years_listed(first: int, others: tuple[int, ...], last: int) -> tuple[int, ...]:
    return (first, *others, last)


def _month_span(first: int, last: int) -> Slots:
    if first == last:
        raise RefusedError("Промежуток начинается и кончается одним и тем же месяцем")
    return (month_slot(first, last),)


def _part(number: int, count: int, months: int, names: str) -> Slot:
    if not 1 <= number <= count:
        raise RefusedError(f"Такого номера не бывает: {names} в году {count}, названо {number}")
    return month_slot(months * (number - 1) + 1, months * number)


def _quarter(number: int) -> Slot:
    return _part(number, _QUARTERS, _MONTHS_IN_QUARTER, "кварталов")


def _half(number: int) -> Slot:
    return _part(number, _HALVES, _MONTHS_IN_HALF, "полугодий")


def _span(first: Slot, last: Slot) -> Slots:
    if last.first_month == first.first_month:
        raise RefusedError("Промежуток начинается и кончается одним и тем же кварталом или полугодием")
    return (month_slot(first.first_month, last.last_month),)


def _quarter_span(first: int, last: int) -> Slots:
    return _span(_quarter(first), _quarter(last))


def _half_span(first: int, last: int) -> Slots:
    return _span(_half(first), _half(last))


def _day(day: int, month: int) -> Slot:
    if not is_day_of_month(month, day):
        raise RefusedError(f"Такого дня не бывает: {day:02}.{month:02}")
    return day_slot(month, day)


def _days_listed(first: int, others: tuple[int, ...], last: int, month: int) -> Slots:
    return tuple(_day(day, month) for day in (first, *others, last))


def _days_of_month(first: int, last: int, month: int) -> Slot:
    return _day_span(_day(first, month), _day(last, month))


def _day_span(first: Slot, last: Slot) -> Slot:
    if first == last:
        raise RefusedError("Промежуток начинается и кончается одним и тем же днем")
    if first.first_month == last.first_month and first.first_day > last.first_day:
        raise RefusedError("Дни промежутка названы в обратном порядке")
    return Slot(first.first_month, first.first_day, last.last_month, last.last_day, "days")


def _decade(number: int, month: int) -> Slot:
    if not 1 <= number <= _DECADES:
        raise RefusedError(f"Декад в месяце три, названа {number}-я")
    last = END_OF_MONTH if number == _DECADES else number * _DAYS_IN_DECADE
    return Slot(month, (number - 1) * _DAYS_IN_DECADE + 1, month, last, "days")


def _last_day(months: Slots) -> Slots:
    if len(months) != 1 or months[0].wraps:
        raise NotThisWayError
    return (day_slot(months[0].last_month, END_OF_MONTH),)
