"""A term that stands inside the words of an order: «…, в срок до 1 июня 2024 года представить …»."""

from __future__ import annotations

from collections.abc import Sequence

from kadrost.reading.grammar.dates import MONTHS
from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.grammar.tokens import Token, enclosed, tokenize

_PERIODS = {"ежегодно", "ежеквартально", "ежемесячно", "еженедельно"}
_OF_DATE = MONTHS.keys() | {"год", "г", "квартал", "полугодие", "месяц", "число", "неделя", "день"}
_ABOUT_TERMS = {"продлить", "перенести", "продлевать", "установить"}
_JOINING = {".", ",", "–", "-", "—", "/", "-го"}


def find_inline_term(text: str) -> tuple[int, int] | None:
    """Where the first term inside the words stands, or None: «в срок до …», «не позднее …», «до 1 июня …».

    Only words that name a day, a month, a quarter or a year after «до», «не позднее», «в срок» count, and
    «ежегодно», «ежеквартально» before them; quoted names and brackets are not looked into. «Продлить до …» moves
    another point's term and has none of its own here.
    """
    tokens = tuple(token for token in tokenize(text) if token.kind != "line")
    depth = enclosed(tokens)
    if tokens and lemmas(tokens[0].text) & _ABOUT_TERMS:
        return None
    for index in range(len(tokens)):
        if depth[index]:
            continue
        begin = _begins(tokens, index)
        if begin is None:
            continue
        end = _date_ends(tokens, begin)
        if end is not None:
            return tokens[index].start, tokens[end - 1].end
    return None


def _begins(tokens: Sequence[Token], index: int) -> int | None:
    """The index after the words that open a term, None where none opens here."""
    position = index
    if tokens[position].lower in _PERIODS:
        position += 1
        if position < len(tokens) and tokens[position].text == ",":
            position += 1
    if _at(tokens, position, "в") and _at(tokens, position + 1, "срок"):
        position += 2
    if _at(tokens, position, "до") or _at(tokens, position, "к"):
        return position + 1
    if _at(tokens, position, "не") and (_at(tokens, position + 1, "позднее") or _at(tokens, position + 1, "позже")):
        return position + 2
    return None


def _at(tokens: Sequence[Token], index: int, word: str) -> bool:
    return index < len(tokens) and tokens[index].lower == word


def _date_ends(tokens: Sequence[Token], start: int) -> int | None:
    """Where a date that begins at `start` ends; None where the words name no date."""
    position = start
    if not (position < len(tokens) and (tokens[position].kind == "number" or _at(tokens, position, "конца"))):
        return None
    named = False
    while position < len(tokens):
        token = tokens[position]
        if token.kind == "word" and lemmas(token.text) & (
            _OF_DATE | {"конец", "следующий", "отчетный", "текущий", "за"}
        ):
            named = named or bool(lemmas(token.text) & _OF_DATE)
        elif not (token.kind == "number" or token.text in _JOINING or token.lower in {"го", "следующего", "за"}):
            break
        position += 1
    while position > start and tokens[position - 1].text in {",", "–", "-", "—"}:
        position -= 1
    if tokens[position - 1].text == "." and position == len(tokens) and tokens[position - 2].lower not in {"г", "гг"}:
        position -= 1
    numeric = sum(1 for token in tokens[start:position] if token.kind == "number") >= 2
    return position if named or numeric else None
