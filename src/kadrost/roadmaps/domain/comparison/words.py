"""A text as the terms that it is compared by: lemmas, the field's names of several words as one term, no service words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from kadrost.reading.grammar.morphology import forms
from kadrost.roadmaps.domain.comparison.lexicon import ABBREVIATIONS, TERMS

WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")
SERVICE_PARTS = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
SHORTEST = 2


@lru_cache(maxsize=4_000)
def terms_of(text: str) -> tuple[str, ...]:
    """The terms of a text in their order, abbreviations written out and the field's names joined."""
    return tuple(_join(_lemmas(text)))


def words_behind(text: str, terms: Iterable[str]) -> frozenset[str]:
    """The words of `text`, as printed, that stand behind any of the terms: what to mark for the eye."""
    wanted = frozenset(terms)
    return frozenset(word for word in WORD.findall(text) if wanted.intersection(terms_of(word)))


def _lemmas(text: str) -> list[str]:
    found: list[str] = []
    for word in WORD.findall(text):
        written_out = ABBREVIATIONS.get(_fold(word)) if word.isupper() or word[1:].isupper() else None
        for part in (written_out or word).split():
            lemma = _lemma(_fold(part))
            if lemma:
                found.append(lemma)
    return found


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    """The likeliest lemma; empty for words that only serve others."""
    if len(word) < SHORTEST:
        return ""
    likeliest = forms(word)[0]
    return "" if likeliest.part in SERVICE_PARTS else likeliest.lemma


def _fold(word: str) -> str:
    return word.lower().replace("ё", "е").replace("‑", "-")


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The field's names by their first lemma, the longest first."""
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for term, name in TERMS:
        lemmas = tuple(_lemma(_fold(word)) or _fold(word) for word in name.split())
        names.setdefault(lemmas[0], []).append((lemmas, term))
    return {first: sorted(known, key=lambda one: -len(one[0])) for first, known in names.items()}


def _join(lemmas: Sequence[str]) -> Iterator[str]:
    index, names = 0, _names()
    while index < len(lemmas):
        for name, term in names.get(lemmas[index], ()):
            if tuple(lemmas[index : index + len(name)]) == name:
                yield term
                index += len(name)
                break
        else:
            yield lemmas[index]
            index += 1
