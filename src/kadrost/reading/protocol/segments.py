"""One printed paragraph of a protocol: its number, its words, and the terms and executors that labels set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import Token, tokenize

Role = Literal["words", "due_text", "executors", "result", "evidence"]
_DASHES = {"-", "–", "—", ":"}
_BEFORE_LABEL = {"(", ".", ";", ",", "["}
_AFTER_TERM = {"до", "не", "постоянно", "ежегодно", "ежеквартально", "ежемесячно", "в", "с", "к"}
_NUMBER = re.compile(
    r"[-–—•*]?\s*(?:(?P<number>\d+(?:\.\d+)*)\s?(?P<mark>[.)])(?!\d)"
    r"|(?P<levels>\d+(?:\.\d+)+)(?=\s)"
    r"|(?P<letter>[а-яa-z])(?P<bracket>\))"
    r"|(?P<roman>[IVXLС]{1,6})\s?(?P<dot>[.)])"
    r"|(?P<bullet>[-–—•*▪●](?=\s)))\s*"
)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_SHORT_LABELS = {"отв", "исп", "соисп"}


@dataclass(frozen=True, slots=True)
class Enumerator:
    """The number before a paragraph: its parts («1.2» is (1, 2)) and its kind."""

    parts: tuple[str, ...]
    kind: Literal["point", "bracket", "letter", "roman", "bullet"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch `[start, end)` of a paragraph's text that belongs to one field."""

    role: Role
    start: int
    end: int


def split_number(text: str) -> tuple[Enumerator | None, int]:
    """The number that `text` begins with, and where the words after it begin; (None, 0) where there is none."""
    match = _NUMBER.match(text)
    if match is None or _DATE.match(text):
        return None, 0
    return _enumerator(match), match.end()


def _enumerator(match: re.Match[str]) -> Enumerator:
    if match["roman"]:
        return Enumerator((str(roman_value(match["roman"])),), "roman")
    if match["letter"]:
        return Enumerator((match["letter"],), "letter")
    if match["bullet"]:
        return Enumerator((), "bullet")
    parts = tuple((match["number"] or match["levels"]).split("."))
    return Enumerator(parts, "bracket" if match["mark"] == ")" else "point")


def roman_value(numeral: str) -> int:
    """The value of a roman numeral; a Cyrillic «С» typed for a Latin one is not known and counts nothing."""
    values = [_ROMAN.get(letter, 0) for letter in numeral]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def segments(text: str, start: int = 0) -> list[Segment]:
    """The fields of a paragraph from `start` on: its words, and what «Срок – …», «Ответственный: …» set apart.

    A bracket that holds nothing but labelled values belongs to them whole; «(Иванов И.И., срок – 1 мая)» gives its
    first words to the executors.
    """
    tokens = [token for token in tokenize(text) if token.start >= start]
    found: list[Segment] = []
    position = start
    for label in _labels(tokens):
        before = _opening(tokens, label)
        cut = tokens[before].start if before is not None else tokens[label.index].start
        if cut > position:
            found.append(Segment("words", position, cut))
        if before is not None and label.index > before + 1 and (not found or found[-1].end <= tokens[before].start):
            found.append(Segment("executors", tokens[before + 1].start, tokens[label.index].start))
        end = _value_end(tokens, label, text)
        found.append(Segment(label.role, tokens[label.value].start if label.value < len(tokens) else end, end))
        position = _after(tokens, end, text)
    if position < len(text):
        found.append(Segment("words", position, len(text)))
    return [segment for segment in found if text[segment.start : segment.end].strip(" .,;()[]\n")]


@dataclass(frozen=True, slots=True)
class _Label:
    """A label at token `index` whose value begins at token `value`."""

    role: Role
    index: int
    value: int
    next_label: int


def _labels(tokens: Sequence[Token]) -> list[_Label]:
    found: list[tuple[Role, int, int]] = []
    for index, token in enumerate(tokens):
        if token.kind != "word" or (
            index and tokens[index - 1].text not in _BEFORE_LABEL and tokens[index - 1].kind != "line"
        ):
            continue
        label = _label_at(tokens, index)
        if label is not None:
            found.append(label)
    if not found:
        return []
    following = [index for _, index, _ in found[1:]] + [len(tokens)]
    return [_Label(role, index, value, after) for (role, index, value), after in zip(found, following, strict=True)]


def _label_at(tokens: Sequence[Token], index: int) -> tuple[Role, int, int] | None:
    words = _words()
    first = lemmas(tokens[index].text)
    for role, name, after in _LABELS:
        if first.isdisjoint(words[name]):
            continue
        value = index + 1
        while value < len(tokens) and (
            tokens[value].text == "." or not words.get(after, frozenset()).isdisjoint(lemmas(tokens[value].text))
        ):
            value += 1
        if value < len(tokens) and tokens[value].text in _DASHES:
            return role, index, value + 1
        if role == "executors" and tokens[index].lower in _SHORT_LABELS and value > index + 1:
            return role, index, value
        if (
            role == "due_text"
            and value < len(tokens)
            and (tokens[value].lower in _AFTER_TERM or tokens[value].kind == "number")
        ):
            return role, index, value
    return None


_LABELS: tuple[tuple[Role, str, str], ...] = (
    ("due_text", "срок", "после срока"),
    ("executors", "исполнители", "после исполнителей"),
    ("result", "результат", ""),
    ("evidence", "документ", ""),
)


def _opening(tokens: Sequence[Token], label: _Label) -> int | None:
    """The bracket that holds the label, where it is not closed before it."""
    for index in range(label.index - 1, -1, -1):
        if tokens[index].text == ")":
            return None
        if tokens[index].text == "(":
            return index
    return None


def _value_end(tokens: Sequence[Token], label: _Label, text: str) -> int:
    """The end of a label's value: the bracket's end, the next label, or the end of the paragraph."""
    depth = 0
    inside = _opening(tokens, label) is not None
    for index in range(label.value, label.next_label):
        depth += {"(": 1, ")": -1}.get(tokens[index].text, 0)
        if inside and depth < 0:
            return tokens[index].start
    return tokens[label.next_label].start if label.next_label < len(tokens) else len(text)


def _after(tokens: Sequence[Token], end: int, text: str) -> int:
    """Past the bracket that closes a value."""
    rest = text[end:]
    return end + 1 if rest.startswith(")") else end


@cache
def _words() -> dict[str, frozenset[str]]:
    return read_words("protocols.words")
