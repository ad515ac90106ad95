"""Dates, numbers of acts and periods as headings print them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.grammar.tokens import Token, tokenize, without_quoted

MONTHS = {
    month: number
    for number, month in enumerate(
        [
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
        ],
        start=1,
    )
}
_DASHES = {"-", "–", "—", "‑"}


def find_date(text: str) -> date | None:
    """The first whole date of `text`: «08.08.2019», «8 августа 2019 г.», «"8" августа 2019»; None where none is."""
    tokens = tokenize(text)
    for index in range(len(tokens)):
        found = _in_digits(text, tokens, index) or _in_words(tokens, index)
        if found is not None:
            return found
    return None


def find_number(text: str) -> str | None:
    """What stands after the first «№» (or «N»), up to a space: «450-ра», «2/2022»; None where nothing does."""
    for sign in ("№", " N ", "Nº"):
        _, found, rest = text.partition(sign)
        if found:
            word = rest.split()[0] if rest.split() else ""
            word = word.strip('.,;:«»"')
            word = word if "(" in word else word.strip(")")
            return word if any(letter.isalnum() for letter in word) else None
    return None


def find_period(text: str) -> tuple[date, date] | None:
    """The period that a title states («на 2022 год», «на 2019–2020 годы», «на 2021/2022 учебный год»), or None.

    Years within quoted names are other documents' periods; «до 2030 года» states no beginning and is none.
    """
    tokens = without_quoted(text)
    for index, token in enumerate(tokens[:-2]):
        if token.lower not in {"на", "в", "период"} or (first := _year(tokens, index + 1)) is None:
            continue
        after = tokens[index + 2]
        second = _year(tokens, index + 3) if after.text in _DASHES or after.text in {"/", "и"} else None
        rest = tokens[index + 4 :] if second else tokens[index + 2 :]
        if rest and rest[0].lower.startswith("учебн"):
            return date(first, 9, 1), date(second or first + 1, 8, 31)
        if rest and {"год", "г", "гг"} & lemmas(rest[0].text):
            return date(first, 1, 1), date(second or first, 12, 31)
    return None


def _in_digits(text: str, tokens: Sequence[Token], index: int) -> date | None:
    """«08.08.2019», with however the marks were cut into tokens."""
    if tokens[index].kind != "number" or (
        index and tokens[index].start == tokens[index - 1].end and tokens[index - 1].text != "("
    ):
        return None
    start = tokens[index].start
    end = start
    while end < len(text) and (text[end].isdigit() or text[end] in "./"):
        end += 1
    parts = text[start:end].strip("./").replace("/", ".").split(".")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or len(parts[2]) not in {2, 4}:
        return None
    return _date(int(parts[0]), int(parts[1]), int(parts[2]) + (2000 if len(parts[2]) == 2 else 0))


def _in_words(tokens: Sequence[Token], index: int) -> date | None:
    if tokens[index].kind != "number" or not tokens[index].text.isdigit():
        return None
    following = [token for token in tokens[index + 1 : index + 5] if token.text not in {"»", '"', "”", "“"}]
    if len(following) < 2 or not following[1].text.isdigit() or len(following[1].text) != 4:
        return None
    month = next((MONTHS[lemma] for lemma in lemmas(following[0].text) if lemma in MONTHS), None)
    return None if month is None else _date(int(tokens[index].text), month, int(following[1].text))


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(tokens: Sequence[Token], index: int) -> int | None:
    if index >= len(tokens) or not tokens[index].text.isdigit() or len(tokens[index].text) != 4:
        return None
    year = int(tokens[index].text)
    return year if 1990 <= year <= 2100 else None
