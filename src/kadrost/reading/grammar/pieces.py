"""A text cut at its separators: commas, semicolons, line breaks and «и» that no quote or bracket holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kadrost.reading.grammar.tokens import Token, enclosed, tokenize

Separator = Literal["start", ",", ";", "line", "и", ".", "none"]


_SHORTENED = frozenset(
    [
        "п",
        "пп",
        "ст",
        "ч",
        "др",
        "т",
        "д",
        "е",
        "н",
        "э",
        "ул",
        "им",
        "обл",
        "руб",
        "чел",
        "тыс",
        "млн",
        "млрд",
        "кв",
        "стр",
        "рис",
        "табл",
        "см",
        "ср",
        "напр",
        "отв",
        "исп",
        "зам",
        "проф",
        "доц",
        "акад",
        "долл",
        "ред",
        "изд",
        "экз",
        "ед",
        "шт",
        "мин",
        "сек",
        "мес",
        "вкл",
        "св",
        "гр",
        "пер",
        "просп",
        "корп",
        "кол",
    ]
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between two separators; `separator` is the one before it, `tokens` are its own."""

    tokens: tuple[Token, ...]
    separator: Separator

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.tokens[-1].end


def cut(text: str, *, conjunctions: bool = False, sentences: bool = False) -> list[Piece]:
    """The pieces of `text`; with `conjunctions` «и» and «а также» separate too, with `sentences` full stops do.

    Of two separators in a row the stronger one counts (`;`, a sentence's end, a line, a comma, «и»).
    """
    tokens = tokenize(text)
    depth = enclosed(tokens)
    pieces: list[Piece] = []
    gathered: list[Token] = []
    before: Separator = "start"
    for index, token in enumerate(tokens):
        separator = None if depth[index] else _separator(tokens, index, conjunctions, sentences)
        if separator is None:
            if token.kind != "line":
                gathered.append(token)
            continue
        if gathered:
            pieces.append(Piece(tuple(gathered), before))
            gathered, before = [], separator
        elif pieces:
            before = _stronger(before, separator)
    if gathered:
        pieces.append(Piece(tuple(gathered), before))
    return pieces


def sentences(text: str) -> list[tuple[Token, ...]]:
    """The sentences of `text` as tokens without line breaks; semicolons outside brackets end them too."""
    tokens = tokenize(text)
    depth = enclosed(tokens)
    found: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        if token.kind == "line":
            continue
        found[-1].append(token)
        if not depth[index] and (token.text == ";" or (token.text == "." and _ends_sentence(tokens, index))):
            found.append([])
    return [tuple(sentence) for sentence in found if sentence]


def _separator(tokens: tuple[Token, ...], index: int, conjunctions: bool, sentences: bool) -> Separator | None:
    token = tokens[index]
    if token.text == ",":
        return ","
    if token.text == ";":
        return ";"
    if token.kind == "line":
        return "line"
    if conjunctions and token.lower == "и" and index and not _begins_acting(tokens, index):
        return "и"
    if conjunctions and token.lower in {"а", "также"} and _is_as_well(tokens, index):
        return ","
    if sentences and token.text == "." and _ends_sentence(tokens, index):
        return "."
    return None


def _begins_acting(tokens: tuple[Token, ...], index: int) -> bool:
    """True for the «и» of «и.о.»."""
    return index + 1 < len(tokens) and tokens[index + 1].text == "."


def _is_as_well(tokens: tuple[Token, ...], index: int) -> bool:
    pair = (index, index + 1) if tokens[index].lower == "а" else (index - 1, index)
    return pair[0] >= 0 and pair[1] < len(tokens) and tokens[pair[0]].lower == "а" and tokens[pair[1]].lower == "также"


def _ends_sentence(tokens: tuple[Token, ...], index: int) -> bool:
    """A full stop after a whole word and before a capital letter or the end; initials and «им.» end nothing."""
    if index == 0 or not _is_whole(tokens, index - 1):
        return False
    following = next((token for token in tokens[index + 1 :] if token.kind != "line"), None)
    if following is None:
        return True
    return following.text[:1].isupper() or following.text in {"«", "-", "–"} or following.kind == "number"


def _is_whole(tokens: tuple[Token, ...], index: int) -> bool:
    """False for an initial, a shortened word, a list number, a part of a date."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    if token.kind == "number":
        return before is not None and before.text == "№"
    if token.kind != "word":
        return token.text not in {".", ","}
    if token.lower in {"г", "гг"}:
        return before is not None and before.kind == "number"
    joined = before is not None and before.text == "-"
    return joined or (len(token.text) > 1 and token.lower not in _SHORTENED)


_STRENGTH: dict[Separator, int] = {"и": 0, ",": 1, "line": 2, ".": 3, ";": 4, "start": 5, "none": 0}


def _stronger(one: Separator, other: Separator) -> Separator:
    return one if _STRENGTH[one] >= _STRENGTH[other] else other
