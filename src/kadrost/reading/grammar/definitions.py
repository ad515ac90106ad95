"""Terms that a document defines for itself: footnotes «X – в настоящем плане это …» and «(далее – X)»."""

from __future__ import annotations

from collections.abc import Sequence

from kadrost.reading.grammar.executors import split_executors
from kadrost.reading.grammar.morphology import forms, is_abbreviation, lemmas
from kadrost.reading.grammar.tokens import Token, enclosed, tokenize
from kadrost.reading.result import Definition

_DASHES = {"–", "—", "-"}
_LONGEST_TERM = 8
_LONGEST_NAME = 40


def read_footnote(mark: str, text: str) -> Definition | None:
    """The definition that a note gives: «X – … это Y», «X – Y», «Под X понимается Y»; None where it defines nothing.

    `members` are the bodies of a definition that names several («в совокупности А, Б, В»), else empty.
    """
    tokens = tuple(token for token in tokenize(text) if token.kind != "line")
    parts = _by_verb(tokens) or _by_dash(tokens)
    if parts is None:
        return None
    term, meaning = parts
    collective = _skip(meaning, ("в", "совокупность")) or _skip(meaning, ("совокупность",))
    return Definition(mark, _printed(term, text), _printed(meaning, text), _members(collective, text))


def find_definitions(text: str) -> tuple[Definition, ...]:
    """The short names that the text gives with «(далее – X)», each with the words before it that it stands for."""
    tokens = tuple(token for token in tokenize(text) if token.kind != "line")
    found: list[Definition] = []
    for index in range(len(tokens) - 3):
        if tokens[index].text != "(" or tokens[index + 1].lower != "далее":
            continue
        reach = range(index + 2, min(index + _LONGEST_NAME, len(tokens)))
        dash = next((i for i in reach if tokens[i].text in _DASHES), None)
        closing = next((i for i in reach if tokens[i].text == ")"), None)
        if dash is None or closing is None or dash > closing:
            continue
        term = _unquoted(tokens[dash + 1 : closing])
        if term and tokens[dash + 1].lower not in {"ежегодно", "ежеквартально", "ежемесячно", "постоянно", "по"}:
            found.append(Definition("", _printed(term, text), _printed(_named(tokens[:index], term), text)))
    return tuple(found)


def _by_dash(tokens: tuple[Token, ...]) -> tuple[Sequence[Token], Sequence[Token]] | None:
    depth = enclosed(tokens)
    for index in range(1, min(len(tokens), _LONGEST_TERM + 1)):
        if tokens[index].text in _DASHES and not depth[index]:
            meaning = tokens[index + 1 :]
            said = next((i for i, token in enumerate(meaning[:12]) if token.lower == "это"), None)
            return tokens[:index], meaning[said + 1 :] if said is not None else meaning
    return None


def _by_verb(tokens: tuple[Token, ...]) -> tuple[Sequence[Token], Sequence[Token]] | None:
    """«Под X … понимается Y»."""
    if not tokens or tokens[0].lower != "под":
        return None
    verb = next((i for i, token in enumerate(tokens) if {"пониматься", "подразумеваться"} & lemmas(token.text)), None)
    if verb is None or verb + 1 >= len(tokens):
        return None
    aside = next((i for i, token in enumerate(tokens[:verb]) if token.lower == "в" and i > 1), verb)
    return tokens[1:aside], tokens[verb + 1 :]


def _skip(tokens: Sequence[Token], words: tuple[str, ...]) -> Sequence[Token]:
    """What follows `words` at the beginning of `tokens`; empty where they do not stand there."""
    if len(tokens) <= len(words):
        return ()
    fits = all(word in lemmas(token.text) or word == token.lower for word, token in zip(words, tokens, strict=False))
    return tokens[len(words) :] if fits else ()


def _members(tokens: Sequence[Token], text: str) -> tuple[str, ...]:
    if not tokens:
        return ()
    executors = split_executors(text[tokens[0].start : tokens[-1].end]).executors
    return tuple(executor.name for executor in executors)


def _named(before: Sequence[Token], term: Sequence[Token]) -> Sequence[Token]:
    """The words that the short name stands for: from the word that it begins with, or whose initials it spells."""
    first = term[0]
    if is_abbreviation(first.text):
        start = _spelled(before, first.text)
        if start is not None:
            return before[_whole_name(before, start) :]
    wanted = lemmas(first.text)
    for index in range(len(before) - 1, -1, -1):
        if before[index].kind == "word" and not wanted.isdisjoint(lemmas(before[index].text)):
            return before[_whole_name(before, index) :]
    last = next((i for i in range(len(before) - 1, -1, -1) if before[i].text in {",", ";"}), -1)
    return before[last + 1 :]


def _whole_name(before: Sequence[Token], start: int) -> int:
    """`start` moved to the opening quote that holds it, the legal form before that, and over agreeing adjectives."""
    inside = False
    for index in range(start - 1, -1, -1):
        if before[index].text == "»":
            break
        if before[index].text == "«":
            start, inside = index, True
            break
    if inside and start and before[start - 1].kind == "word":
        return start - 1
    while start and before[start - 1].kind == "word" and forms(before[start - 1].text)[0].part in {"ADJF", "PRTF"}:
        start -= 1
    return start


def _spelled(before: Sequence[Token], abbreviation: str) -> int | None:
    """Where the words begin whose initials are the abbreviation's letters; prepositions may be passed over."""
    letters = [letter.lower() for letter in abbreviation if letter.isalpha()]
    for start in range(len(before) - 1, -1, -1):
        if _spells(before[start:], letters):
            return start
    return None


def _spells(tokens: Sequence[Token], letters: list[str]) -> bool:
    left = list(letters)
    for token in tokens:
        for part in token.lower.split("-") if token.kind == "word" else []:
            if left and part.startswith(left[0]):
                left.pop(0)
            elif len(part) > 3 and len(left) == len(letters):
                return False
    return not left


def _unquoted(tokens: Sequence[Token]) -> Sequence[Token]:
    if len(tokens) > 2 and tokens[0].text in {"«", '"'} and tokens[-1].text in {"»", '"'}:
        return tokens[1:-1]
    return tokens


def _printed(tokens: Sequence[Token], text: str) -> str:
    if not tokens:
        return ""
    return " ".join(text[tokens[0].start : tokens[-1].end].split()).strip(" .;,")
