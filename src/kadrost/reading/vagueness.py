"""Whether the words of a result say when it is reached."""

from __future__ import annotations

import re

from kadrost.reading.grammar.morphology import forms, lemmas
from kadrost.reading.grammar.rulebook import read_words

_MOST_WORDS = 25


def is_vague(result: str) -> bool:
    """True for «повышение качества», «развитие наставничества»: a direction, no figure, no finished thing, no document.

    Every part of the result has to be vague; where one names something that can be seen, the result is not.
    """
    words = list(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", result))
    if not words or len(words) > _MOST_WORDS or any(sign.isdigit() for sign in result):
        return False
    if any(_is_finished(word) for word in words):
        return False
    lists = read_words("vagueness.words")
    found = [lemmas(word) for word in words]
    if any(one & lists["осязаемое"] for one in found):
        return False
    return bool(found[0] & lists["направление"])


def _is_finished(word: str) -> bool:
    """«Утверждена», «проведены», «обучили»: said to be done."""
    first = forms(word)[:1]
    return any(form.part in {"PRTS", "VERB"} for form in first)
