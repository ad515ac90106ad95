"""Printed names of organisations: their keys, and how alike two of them are.

A document writes «департамент труда и занятости Энской области», another the same in the dative, a third leaves a
word out. The key folds what never tells two bodies apart (case of letters and of grammar, quotes, «ё»), the
likeness weighs what is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from kadrost.reading.grammar.morphology import forms, is_abbreviation
from kadrost.reading.grammar.tokens import tokenize

RUSSIAN_WORD = re.compile(r"[а-яё]+(-[а-яё]+)*", re.IGNORECASE)
FUNCTION_WORDS = frozenset({"и", "в", "во", "по", "при", "на", "с", "со", "для", "к", "о", "об", "из", "от"})


@lru_cache(maxsize=20_000)
def name_words(printed: str) -> tuple[str, ...]:
    """The name's words as lemmas, without quotes, marks and function words, in their order."""
    words = []
    is_all_capitals = printed.isupper() and len(printed.split()) > 1
    for token in tokenize(printed.lower() if is_all_capitals else printed):
        if not token.text[:1].isalnum():
            continue
        if is_abbreviation(token.text) or not RUSSIAN_WORD.fullmatch(token.text):
            words.append(token.text.casefold())
            continue
        readings = forms(token.text)
        word = readings[0].lemma if readings else token.text.casefold()
        if word not in FUNCTION_WORDS:
            words.append(word)
    return tuple(words)


def name_key(printed: str) -> str:
    """The form under which a printed name is remembered; equal for spellings that never differ in meaning."""
    return " ".join(name_words(printed))[:500]


def initials(printed: str) -> str:
    """The abbreviation that the name's words make: «Министерство труда Энской области» gives «мтэо»."""
    return "".join(word[0] for word in name_words(printed))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, 0…1, and in words why."""

    score: float
    reason: str


SAME = Likeness(1.0, "название совпадает")


def likeness(printed: str, known: str) -> Likeness:
    """How probable it is that `printed` means the body called `known`."""
    left, right = name_words(printed), name_words(known)
    if not left or not right:
        return Likeness(0.0, "")
    if left == right:
        return SAME
    if len(left) == 1 and is_abbreviation(printed.strip('«»" ')) and left[0] == initials(known):
        return Likeness(0.9, "сокращение по первым буквам")
    missing = [word for word in right if word not in left]
    extra = [word for word in left if word not in right]
    if not extra and left == right[: len(left)] and len(left) > 1:
        return Likeness(0.88, f"опущено: {' '.join(missing)}")
    if not extra and missing and len(missing) == 1 and len(left) > 2:
        return Likeness(0.92, f"опущено: {missing[0]}")
    typos = _typos(extra, missing)
    if typos:
        return Likeness(0.9, "возможна опечатка: " + ", ".join(f"{a} – {b}" for a, b in typos))
    shared = 2 * sum(len(word) for word in left if word in right)
    return Likeness(round(0.85 * shared / (sum(map(len, left)) + sum(map(len, right))), 3), "похожие слова")


def _typos(extra: list[str], missing: list[str]) -> list[tuple[str, str]]:
    """Pairs of words that differ by a slip of the pen; empty unless every differing word has its pair."""
    if not extra or len(extra) != len(missing):
        return []
    pairs = list(zip(extra, missing, strict=True))
    is_slip = all(len(a) > 3 and SequenceMatcher(None, a, b).ratio() >= 0.8 for a, b in pairs)
    return pairs if is_slip else []
