"""Measurable results in a text: «не менее 20 тьюторов». The rules themselves are in `rules/targets.rules`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import cast

from kadrost.reading.grammar.dates import MONTHS
from kadrost.reading.grammar.morphology import forms, is_abbreviation, lemmas
from kadrost.reading.grammar.numbers import has_number, number, number_range
from kadrost.reading.grammar.phrases import SHORT_UNITS, counted_phrase
from kadrost.reading.grammar.rulebook import Capture, Match, Rulebook, read_rules
from kadrost.reading.grammar.tokens import Token, without_quoted
from kadrost.reading.result import ReadTarget, TargetOperator

_TIMES = {
    "день",
    "сутки",
    "неделя",
    "месяц",
    "год",
    "квартал",
    "полугодие",
    "час",
    "минута",
    "г",
    "гг",
    "дн",
    "мес",
    "ч",
    "лето",
}


@lru_cache(maxsize=4_000)
def find_targets(text: str) -> tuple[ReadTarget, ...]:
    """The measurable results that `text` states, in its order.

    Ages, dates, horizons, durations, numbers of acts, points and school classes are none, nor are numbers in quoted
    names. A share written as a fraction is a number between 0 and 1, in per cent it keeps its «%».
    """
    tokens = without_quoted(text)
    if not has_number(tokens):
        return ()
    found: list[ReadTarget] = []
    for match in _rulebook().matches(tokens):
        found.extend(_targets_of(match, text, tokens))
    return tuple(found)


@cache
def _rulebook() -> Rulebook:
    return Rulebook(
        read_rules("targets.rules"),
        {"ЧИСЛО": number, "ОТ-ДО": number_range, "ЧТО": _counted, "ЧЕГО": _measured, "ВРЕМЯ": _time, "МЕСЯЦ": _month},
    )


def _targets_of(match: Match, text: str, tokens: Sequence[Token]) -> list[ReadTarget]:
    if match.rule.sign == "нет" or not _number_agrees(match, tokens):
        return []
    words = " ".join(text[tokens[match.start].start : tokens[match.end - 1].end].split())
    unit = _unit(match, text, tokens)
    if match.rule.sign == "от и до":
        low, high = _bounds(match)
        return [ReadTarget(words, ">=", low, unit), ReadTarget(words, "<=", high, unit)]
    value = cast("float", match.captures["ЧИСЛО"][0].value)
    return [ReadTarget(words, cast("TargetOperator", match.rule.sign), value, unit)]


def _bounds(match: Match) -> tuple[float, float]:
    if "ОТ-ДО" in match.captures:
        return cast("tuple[float, float]", match.captures["ОТ-ДО"][0].value)
    low, high = match.captures["ЧИСЛО"]
    return cast("float", low.value), cast("float", high.value)


def _unit(match: Match, text: str, tokens: Sequence[Token]) -> str:
    if any("%" in element for element in match.rule.elements):
        return "%"
    counted = match.captures.get("ЧТО")
    if not counted:
        last = match.captures["ЧИСЛО"][-1].end
        return text[tokens[last].start : tokens[match.end - 1].end] if last < match.end else ""
    return " ".join(text[tokens[counted[0].start].start : tokens[counted[0].end - 1].end].split())


def _number_agrees(match: Match, tokens: Sequence[Token]) -> bool:
    """False where the word after a bare number cannot be what it counts («пилот 2 Стандарта»)."""
    counted = match.captures.get("ЧТО")
    if not counted or match.rule.sign != "=" or any("%" in element for element in match.rule.elements):
        return True
    word = tokens[counted[0].start]
    if is_abbreviation(word.text) or word.lower in SHORT_UNITS:
        return True
    value = cast("float", match.captures["ЧИСЛО"][-1].value)
    one = value % 10 == 1 and value % 100 != 11
    readings = forms(word.text)
    if one:
        return word.text[:1].islower() and any(form.number == "sing" and form.case != "gent" for form in readings)
    return any(form.number == "plur" or form.case == "gent" for form in readings) and word.text[:1].islower()


def _counted(tokens: Sequence[Token], index: int) -> Capture | None:
    if _time(tokens, index) or _month(tokens, index):
        return None
    end = counted_phrase(tokens, index)
    return Capture(index, end) if end > index else None


def _measured(tokens: Sequence[Token], index: int) -> Capture | None:
    """The words between «увеличение» and «до»: whose figure it is."""
    for position in range(index, min(index + 9, len(tokens))):
        if tokens[position].kind != "word" or tokens[position].lower in {"до", "на"}:
            return Capture(index, position) if position > index else None
    return None


def _time(tokens: Sequence[Token], index: int) -> Capture | None:
    """A unit of time, with the adjectives before it («рабочих дней», «учебный год»)."""
    position = index
    while position < len(tokens) and tokens[position].kind == "word":
        if not _TIMES.isdisjoint(lemmas(tokens[position].text)):
            return Capture(index, position + 1)
        if not forms(tokens[position].text)[0].is_adjective:
            return None
        position += 1
    return None


def _month(tokens: Sequence[Token], index: int) -> Capture | None:
    if index < len(tokens) and lemmas(tokens[index].text) & MONTHS.keys():
        return Capture(index, index + 1)
    return None
