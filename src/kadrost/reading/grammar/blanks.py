"""Quantities that a template leaves open: «___ программ»; and what it asks to be told: «(указать количество …)»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kadrost.reading.grammar.phrases import counted_noun
from kadrost.reading.grammar.pieces import sentences
from kadrost.reading.grammar.tokens import Token, fold
from kadrost.reading.result import Blank

_HINTS = {"кол-во", "количество", "кол", "число", "указать", "кол-во."}
_ASKS = {"указать", "указывается", "вписать", "заполнить"}
_LOST = re.compile(
    r"(?:^|(?<=[.;]))\s*(?P<what>(?:Численность|Количество|Число)\s[^.;\d_…]*?)\s+(?P<unit>чел\.|человек\b|ед\.|шт\.)"
    r"(?=\s*(?:[.;]|$))"
)

PlaceKind = Literal["line", "asked", "lost"]


@dataclass(frozen=True, slots=True)
class BlankPlace:
    """A blank and where it stands: a line, words in brackets that ask, or a unit whose line was lost (empty place)."""

    start: int
    end: int
    kind: PlaceKind
    blank: Blank


@lru_cache(maxsize=2_000)
def blank_places(text: str) -> tuple[BlankPlace, ...]:
    """Every blank of `text` with its place, in their order; none overlaps another."""
    found = [*_lost_places(text)]
    if "__" in text or "кол-во" in fold(text) or any(ask in fold(text) for ask in _ASKS):
        for sentence in sentences(text):
            found += _blanks_of(sentence, text)
    return tuple(sorted(found, key=lambda place: place.start))


def find_blanks(text: str) -> tuple[Blank, ...]:
    """The blanks of `text` in their order; `unit` is what is counted, `what` the words that say of what.

    Blank days and years (««__» ______ 20__ г.») are no quantities.
    """
    return tuple(place.blank for place in blank_places(text) if place.kind == "line")


def find_prompts(text: str) -> tuple[Blank, ...]:
    """What the text asks to be told otherwise than by a line: «(указать количество мероприятий)», or a unit alone."""
    return tuple(place.blank for place in blank_places(text) if place.kind != "line")


def _lost_places(text: str) -> list[BlankPlace]:
    """«Численность обученных чел.»: a quantity is promised, and its line is not there."""
    return [
        BlankPlace(found.start("unit"), found.start("unit"), "lost", Blank(found["what"], found["unit"]))
        for found in _LOST.finditer(text)
        if "(" not in found["what"]
    ]


def _blanks_of(tokens: Sequence[Token], text: str) -> list[BlankPlace]:
    places = _places(tokens)
    found: list[BlankPlace] = []
    for number, (index, end, kind) in enumerate(places):
        start, stop = tokens[index].start, tokens[end - 1].end
        if kind == "asked":
            found.append(BlankPlace(start, stop, "asked", _asked(tokens, index, end, text)))
            continue
        following = places[number + 1][0] if number + 1 < len(places) else len(tokens)
        unit = _words(tokens[end : counted_noun(tokens, end)], text)
        what = _words(tokens[end:following], text)
        if what.strip(".") == unit.strip("."):
            what = _words(tokens[:index], text) or unit
        found.append(BlankPlace(start, stop, "line", Blank(what=what, unit=unit)))
    return found


def _places(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """The blanks of a sentence: where each begins and ends, and of which kind it is."""
    found: list[tuple[int, int, str]] = []
    index = 0
    while index < len(tokens):
        end, kind = _blank_at(tokens, index)
        if kind:
            found.append((index, end, kind))
        index = end or index + 1
    return found


def _blank_at(tokens: Sequence[Token], index: int) -> tuple[int, str]:
    """Where the blank that begins at `index` ends and its kind; (0, "") where none begins."""
    token = tokens[index]
    if token.kind == "blank" and not _is_date(tokens, index):
        closing = _hint_ends(tokens, index + 1)
        return (closing, "line") if closing else (index + 1, "line")
    if token.text == "(" and index + 1 < len(tokens):
        closing = _bracket_ends(tokens, index)
        if closing and tokens[index + 1].lower in _ASKS:
            return closing, "asked"
        if closing and tokens[index + 1].lower == "кол-во":
            return closing, "line"
    return 0, ""


def _asked(tokens: Sequence[Token], index: int, end: int, text: str) -> Blank:
    """«(указать количество мероприятий)»: what stands after «указать», and what is counted."""
    inside = tokens[index + 2 : end - 1]
    unit = ""
    if inside and inside[0].lower in {"количество", "число", "кол-во"}:
        unit = _words(inside[1 : counted_noun(inside, 1)], text) if counted_noun(inside, 1) > 1 else ""
    return Blank(what=_words(inside, text), unit="" if unit.startswith("и ") else unit)


def _hint_ends(tokens: Sequence[Token], index: int) -> int:
    """The end of «(кол-во)» after a blank, 0 where there is none."""
    if index + 1 >= len(tokens) or tokens[index].text != "(" or tokens[index + 1].lower not in _HINTS:
        return 0
    return _bracket_ends(tokens, index)


def _bracket_ends(tokens: Sequence[Token], index: int) -> int:
    return next((i + 1 for i in range(index, len(tokens)) if tokens[i].text == ")"), 0)


def _is_date(tokens: Sequence[Token], index: int) -> bool:
    """A blank in quotes («__»), beside one, or after «20»."""
    before = tokens[index - 1].text if index else ""
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return before in {"«", "»", '"', "20", "19", "."} or after in {"»", '"'} or after in {"20", "19"}


def _words(tokens: Sequence[Token], text: str) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].split()).strip(" ,;") if tokens else ""
