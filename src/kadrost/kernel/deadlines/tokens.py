"""A phrase as tokens: each has a kind that the grammar matches, a value, and its place in the cleaned text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kadrost.kernel.deadlines.lexicon import (
    ABBREVIATIONS,
    CARDINALS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    ORDINALS,
    TERM_ADJECTIVES,
    WEEKDAYS,
    adjective_stem,
    lemmas,
    roman_number,
)

Value = object
UNKNOWN_WORD = "СЛОВО"
UNKNOWN_SIGN = "ЗНАК"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MONTHS_IN_YEAR = 12
_LAST_HOUR, _LAST_MINUTE = 24, 59
_CENTURY = 2000

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_FOOTNOTE_MARKS = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079*†‡]+")
_SCAN = re.compile(
    r"""
    (?P<date>(?P<d>[0-9]{1,2})\s?\.\s?(?P<m>[0-9]{1,2})\s?\.\s?(?P<y>[0-9]{4}|[0-9]{2})(?![0-9]))
  | (?P<iso>(?P<iy>[0-9]{4})-(?P<im>[0-9]{2})-(?P<id>[0-9]{2})(?![0-9]))
  | (?P<school>(?P<s1>[0-9]{4})\s?/\s?(?P<s2>[0-9]{4}|[0-9]{2})(?![0-9]))
  | (?P<clock>(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?![0-9]|\.[0-9]))
  | (?P<ordinal>(?P<o>[0-9]{1,4})(?:-(?:го|ого|его|й|ой|ый|ий|я|ая|ья|е|ое|ье|ые|м|ом|ем|му|ому|ю|ую)|(?:го|ое|ый|ой|й|е))(?![а-яёa-z]))
  | (?P<number>(?P<n>[0-9]++)(?:-(?:х|ти|и|мя))?(?![а-яёa-z]))
  | (?P<digits>[0-9]+)
  | (?P<roman>(?P<r>(?:[IVXІӀХ]+|[ivxі]+))(?:-?(?:го|й|я|е|м|му|ом|ое|ый))?(?:(?![а-яёa-z])|(?=кв|полуг)))
  | (?P<typed>[ПШ](?=\s*(?:кв|полуг)))
  | (?P<this>(?<![а-яё])[тс]\s?\.\s?г(?![а-яё]))
  | (?P<half>п\s?/\s?г(?![а-яё]))
  | (?P<word>[а-яёa-zіӏ]+)
  | (?P<dash>[-\u2010-\u2015\u2212]+)
  | (?P<quote>["'«»„“”]+)
  | (?P<space>\s+)
  | (?P<sign>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ROMAN_IN_CASE = re.compile(r"[IVXІӀХ]+|[ivxі]+")
_PUNCTUATION = {",": ",", ";": ";", ":": ":", "/": "/", "(": "ОТКР", ")": "ЗАКР", "[": "ОТКР", "]": "ЗАКР", ".": "."}

_DATIVE_PLURAL = ("ам", "ям")
_PLURAL_ORDINAL = ("ые", "ых", "ыми", "тьи", "тьих")
"""«Первые числа» is no first day."""
_FIXED = {"dash": "–", "half": "полугодие", "this": "т.г."}


@dataclass(slots=True)
class Token:
    """A word, number or sign: what the grammar sees (`kind`), what it means, and where it stands."""

    kind: str
    value: Value
    start: int
    end: int
    text: str


def clean(phrase: str) -> str:
    """The phrase without what is no part of its words: footnote marks, soft hyphens, doubled and odd white space."""
    visible = _FOOTNOTE_MARKS.sub(" ", _INVISIBLE.sub("", phrase.replace("\x00", " ")))
    return " ".join(visible.split()).rstrip(" ,;:")


def without_outer_brackets(text: str) -> str:
    """The text inside one pair of brackets that holds all of it, or the text as it is."""
    inner = text[1:-1]
    if text[:1] == "(" and text[-1:] == ")" and "(" not in inner and ")" not in inner:
        return inner.strip()
    return text


def tokenize(text: str, vocabulary: frozenset[str]) -> list[Token]:
    """The tokens of a cleaned text; words outside `vocabulary` are unknown words. Full stops of abbreviations go."""
    tokens: list[Token] = []
    for match in _SCAN.finditer(text):
        group = str(match.lastgroup)
        if group in {"space", "quote"}:
            continue
        kind, value = _read(group, match, vocabulary)
        if kind == "." and (match.end() == len(text) or (tokens and _is_abbreviation(tokens[-1], match.start()))):
            continue
        tokens.append(Token(kind, value, match.start(), match.end(), match.group()))
    return tokens


def _is_abbreviation(token: Token, dot_at: int) -> bool:
    word = token.text.lower()
    known = (
        token.kind == "т.г."
        or word in ABBREVIATIONS
        or word in MONTH_ABBREVIATIONS
        or token.kind in {"ДАТА", "ДЕНЬМЕС", "ЧАСЫ", "МЕСЯЦ"}
    )
    return known and token.end == dot_at


def _read(group: str, match: re.Match[str], vocabulary: frozenset[str]) -> tuple[str, Value]:
    if group in _FIXED:
        return _FIXED[group], None
    match group:
        case "word":
            return word_kind(match.group().lower().replace("ё", "е"), vocabulary)
        case "sign":
            sign = match.group()
            return _PUNCTUATION.get(sign, UNKNOWN_SIGN), sign
        case "typed":
            return "РИМСКОЕ", 2 if match.group().upper() == "П" else 3
        case "roman":
            return _roman(match, vocabulary)
        case "ordinal":
            return _number(match["o"], "ПОРЯДК")
        case "number":
            return _number(match["n"], "ЧИСЛО")
        case "digits":
            return _number(match["digits"], "ЧИСЛО")
        case _:
            return _figures(group, match)


def _figures(group: str, match: re.Match[str]) -> tuple[str, Value]:
    match group:
        case "date":
            year = int(match["y"])
            return _date(year if len(match["y"]) == 4 else _CENTURY + year, int(match["m"]), int(match["d"]))
        case "iso":
            return _date(int(match["iy"]), int(match["im"]), int(match["id"]))
        case "school":
            return _school_year(match["s1"], match["s2"])
        case "clock":
            return _clock(int(match["hour"]), int(match["minute"]), ":" in match.group())
        case _:
            return UNKNOWN_SIGN, match.group()


def _date(year: int, month: int, day: int) -> tuple[str, Value]:
    try:
        return "ДАТА", date(year, month, day)
    except ValueError:
        return "НЕТДАТЫ", f"{day:02}.{month:02}.{year}"


def _school_year(first: str, second: str) -> tuple[str, Value]:
    start = int(first)
    end = int(second) if len(second) == len(first) else start // 100 * 100 + int(second)
    return ("УЧГОД", start) if end == start + 1 and start >= _FIRST_YEAR else (UNKNOWN_SIGN, start)


def _clock(hour: int, minute: int, colon: bool) -> tuple[str, Value]:
    """«12.00», «18:30» are clock times; «01.03» is a day and a month: no clock shows a minute that is a month's number."""
    if not colon and 1 <= minute <= _MONTHS_IN_YEAR:
        return "ДЕНЬМЕС", (minute, hour)
    if hour <= _LAST_HOUR and minute <= _LAST_MINUTE:
        return "ЧАСЫ", None
    return UNKNOWN_SIGN, None


def _number(digits: str, kind: str) -> tuple[str, Value]:
    value = int(digits) if len(digits) <= 4 else -1
    if len(digits) == 4 and _FIRST_YEAR <= value <= _LAST_YEAR:
        return "ГОД4", value
    return (kind, value) if 0 <= value <= 999 else (UNKNOWN_SIGN, value)


def _roman(match: re.Match[str], vocabulary: frozenset[str]) -> tuple[str, Value]:
    letters = match["r"]
    value = roman_number(letters) if _ROMAN_IN_CASE.fullmatch(letters) else None
    if value is None:
        return word_kind(match.group().lower(), vocabulary)
    return "РИМСКОЕ", value


@lru_cache(maxsize=50_000)
def word_kind(word: str, vocabulary: frozenset[str]) -> tuple[str, Value]:
    """Kind and value of a lower-case word: a lemma of the vocabulary, a month, a number, or an unknown word."""
    if word in ABBREVIATIONS:
        return ABBREVIATIONS[word], None
    if word in vocabulary:
        return word, None
    if word in MONTH_ABBREVIATIONS:
        return "МЕСЯЦ", MONTH_ABBREVIATIONS[word]
    forms = lemmas(word)
    named = _named(word, forms)
    if named is not None:
        return named
    stem = adjective_stem(word)
    if stem in TERM_ADJECTIVES:
        return "ПРОТЯЖ", TERM_ADJECTIVES[stem]
    for form in forms:
        if form in vocabulary:
            return form, None
    return UNKNOWN_WORD, word


def _named(word: str, forms: tuple[str, ...]) -> tuple[str, Value] | None:
    """A month, a number in words or a day of the week; None where the word names none."""
    for table, kind in ((MONTHS, "МЕСЯЦ"), (ORDINALS, "ПОРЯДК"), (CARDINALS, "КОЛИЧ"), (WEEKDAYS, "ДЕННЕД")):
        for form in forms:
            if form not in table:
                continue
            if table is WEEKDAYS and word.endswith(_DATIVE_PLURAL):
                return "ДНИНЕД", table[form]
            if table is not ORDINALS or not word.endswith(_PLURAL_ORDINAL):
                return kind, table[form]
    return None
