"""What brackets say about a name: «(далее – X)», «(по согласованию)», «(соисполнитель)»; and the name without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.grammar.persons import are_people
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import Token, tokenize

_DASHES = {"-", "–", "—", ":"}
_QUOTES = {"«": "»", '"': '"', "„": "“"}


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A name without the brackets that only speak about it."""

    name: str
    alias: str | None = None
    by_agreement: bool = False
    people: str = ""
    """The people whom brackets name beside the body, as printed."""


@lru_cache(maxsize=4_000)
def trim(text: str) -> Trimmed:
    """The name that `text` prints, the short name it is given and whether it takes part by agreement."""
    tokens = tokenize(text)
    kept: list[Token] = []
    alias: str | None = None
    agreed = False
    people: list[str] = []
    pairs = _pairs(tokens)
    index = 0
    while index < len(tokens):
        closing = pairs.get(index)
        inside = tokens[index + 1 : closing] if closing is not None else ()
        if inside and (_names(inside) or _is_agreement(inside) or _is_role(inside)):
            alias = alias or _alias(inside, text)
            agreed = agreed or _mentions_agreement(inside)
            index = (closing or index) + 1
            continue
        if kept and inside and are_people(words := text[inside[0].start : inside[-1].end]):
            people.append(" ".join(words.split()))
            agreed = agreed or _mentions_agreement(inside)
            index = (closing or index) + 1
            continue
        kept.append(tokens[index])
        index += 1
    kept, said = _without_trailing_agreement(kept)
    return Trimmed(_joined(_without_closing_marks(kept), text), alias, agreed or said, "; ".join(people))


def _pairs(tokens: Sequence[Token]) -> dict[int, int]:
    """For each opening bracket that is closed, where."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for index, token in enumerate(tokens):
        if token.text == "(":
            waiting.append(index)
        elif token.text == ")" and waiting:
            pairs[waiting.pop()] = index
    return pairs


def _names(inside: Sequence[Token]) -> bool:
    return inside[0].lower == "далее" and len(inside) > 1


def _is_agreement(inside: Sequence[Token]) -> bool:
    return len(inside) >= 2 and inside[0].lower in {"по", "при"} and inside[1].lower.startswith("согл")


def _mentions_agreement(inside: Sequence[Token]) -> bool:
    return any(_is_agreement(inside[index:]) for index in range(len(inside)))


def _is_role(inside: Sequence[Token]) -> bool:
    roles = read_words("bodies.words")["роль"]
    return all(token.text == "." or not roles.isdisjoint(lemmas(token.text)) for token in inside)


def _alias(inside: Sequence[Token], text: str) -> str | None:
    """The short name after «далее –», «далее также –»; quotes around the whole of it go."""
    if not _names(inside):
        return None
    start = next((i + 1 for i, token in enumerate(inside) if token.text in _DASHES), 1)
    words = list(inside[start:])
    for index in range(len(words)):
        if words[index].text in {",", ";"} and _is_agreement(words[index + 1 :]):
            words = words[:index]
            break
    if len(words) > 2 and _QUOTES.get(words[0].text) == words[-1].text:
        words = words[1:-1]
    return _joined(words, text) or None


def _without_trailing_agreement(tokens: list[Token]) -> tuple[list[Token], bool]:
    """«ПОО – по согласованию», «ПОО, по согласованию»: the words after the name go."""
    for index in range(len(tokens) - 1):
        rest = tokens[index:]
        if _is_agreement(rest) and len(rest) <= 3:
            return tokens[:index], True
    return tokens, False


def _without_closing_marks(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[-1].text in {",", ";", ":", "–", "—", "-", "*"}:
        tokens = tokens[:-1]
    if len(tokens) > 1 and tokens[-1].text == "." and (len(tokens[-2].text) > 3 or tokens[-2].kind == "mark"):
        tokens = tokens[:-1]
    return tokens


def _joined(tokens: Sequence[Token], text: str) -> str:
    """The tokens as printed, single spaced, with what was taken out between them closed up."""
    parts: list[str] = []
    for index, token in enumerate(tokens):
        gap = text[tokens[index - 1].end : token.start] if index else ""
        if gap:
            parts.append(" " if token.text not in {",", ";"} else "")
        parts.append(token.text if token.kind != "line" else " ")
    return " ".join("".join(parts).split())
