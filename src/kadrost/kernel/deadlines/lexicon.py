"""The words of deadline phrases: months, numbers in words and numerals, abbreviations, and lemmas by pymorphy3."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

MONTHS = {
    "январь": 1,
    "февраль": 2,
    "март": 3,
    "апрель": 4,
    "май": 5,
    "июнь": 6,
    "июль": 7,
    "август": 8,
    "сентябрь": 9,
    "октябрь": 10,
    "ноябрь": 11,
    "декабрь": 12,
}
MONTH_ABBREVIATIONS = {
    "янв": 1,
    "фев": 2,
    "февр": 2,
    "мар": 3,
    "апр": 4,
    "июн": 6,
    "июл": 7,
    "авг": 8,
    "сен": 9,
    "сент": 9,
    "окт": 10,
    "ноя": 11,
    "нояб": 11,
    "дек": 12,
}
ABBREVIATIONS = {
    "г": "год",
    "гг": "годы",
    "годы": "годы",
    "годов": "годы",
    "годам": "годы",
    "годах": "годы",
    "годами": "годы",
    "кв": "квартал",
    "кварт": "квартал",
    "пол": "полугодие",
    "полуг": "полугодие",
    "полугод": "полугодие",
    "п/г": "полугодие",
    "уч": "учебный",
    "учеб": "учебный",
    "раб": "рабочий",
    "рабоч": "рабочий",
    "кал": "календарный",
    "календ": "календарный",
    "мес": "месяц",
    "нед": "неделя",
    "дн": "день",
    "ч": "час",
    "мин": "минута",
    "час": "час",
    "часа": "час",
    "часов": "час",
    "часам": "час",
    "минут": "минута",
    "минуты": "минута",
    "вкл": "включительно",
    "включит": "включительно",
    "ежекв": "ежеквартально",
    "дней": "день",
    "со": "с",
    "ко": "к",
    "во": "в",
    "поздней": "позднее",
    "сутки": "день",
    "суток": "день",
}
CARDINALS = {
    "один": 1,
    "два": 2,
    "три": 3,
    "четыре": 4,
    "пять": 5,
    "шесть": 6,
    "семь": 7,
    "восемь": 8,
    "девять": 9,
    "десять": 10,
    "одиннадцать": 11,
    "двенадцать": 12,
    "четырнадцать": 14,
    "пятнадцать": 15,
    "двадцать": 20,
    "тридцать": 30,
    "сорок": 40,
    "пятьдесят": 50,
    "шестьдесят": 60,
    "девяносто": 90,
}
WEEKDAYS = {
    "понедельник": 0,
    "вторник": 1,
    "среда": 2,
    "четверг": 3,
    "пятница": 4,
    "суббота": 5,
    "воскресенье": 6,
}
ORDINALS = {
    "первый": 1,
    "второй": 2,
    "третий": 3,
    "четвертый": 4,
    "пятый": 5,
    "десятый": 10,
    "пятнадцатый": 15,
    "двадцатый": 20,
}
_NUMBER_STEMS = {
    "одно": 1,
    "двух": 2,
    "трех": 3,
    "четырех": 4,
    "пяти": 5,
    "шести": 6,
    "семи": 7,
    "восьми": 8,
    "девяти": 9,
    "десяти": 10,
    "двенадцати": 12,
    "четырнадцати": 14,
    "пятнадцати": 15,
    "двадцати": 20,
    "тридцати": 30,
    "сорока": 40,
    "шестидесяти": 60,
    "девяносто": 90,
}
_UNIT_ADJECTIVES = {"дневный": "days", "недельный": "weeks", "месячный": "months", "годичный": "years"}
_ADJECTIVE_ENDINGS = ("ый", "ого", "ому", "ым", "ом", "ая", "ой", "ое", "ые", "ых")
TERM_ADJECTIVES = {
    "дневный": (1, "days"),
    "недельный": (1, "weeks"),
    "месячный": (1, "months"),
    "полугодовый": (6, "months"),
    "годичный": (1, "years"),
    "годовый": (1, "years"),
    **{
        prefix + adjective: (number, unit)
        for prefix, number in _NUMBER_STEMS.items()
        for adjective, unit in _UNIT_ADJECTIVES.items()
    },
}
"""«трехмесячный», «десятидневный»: how many of which unit."""

_ROMAN_LETTERS = str.maketrans(
    {"І": "I", "Ӏ": "I", "Х": "X", "У": "V", "і": "I", "i": "I", "v": "V", "x": "X", "l": "I"}
)
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "IIII": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}


def roman_number(letters: str) -> int | None:
    """The value of a roman numeral, also typed in look-alike Cyrillic letters; None where it is none."""
    return _ROMAN.get(letters.translate(_ROMAN_LETTERS))


@cache
def analyzer() -> MorphAnalyzer:
    """The morphological dictionary; loading takes a tenth of a second, hence on first use."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


def adjective_stem(word: str) -> str | None:
    """The dictionary form in -ый of a declined adjective such as «трехмесячного»."""
    for ending in _ADJECTIVE_ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + "ый"
    return None


@cache
def lemmas(word: str) -> tuple[str, ...]:
    """The dictionary forms of a lower-case word that the dictionary knows, «ё» written as «е»."""
    return tuple(
        dict.fromkeys(parse.normal_form.replace("ё", "е") for parse in analyzer().parse(word) if parse.is_known)
    )
