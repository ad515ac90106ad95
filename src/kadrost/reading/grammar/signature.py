"""A line that signs a document: a post and a name with initials, «Министр … А.А. Петров»."""

from __future__ import annotations

from functools import lru_cache

from kadrost.reading.grammar.morphology import forms, lemmas
from kadrost.reading.grammar.nominative import is_initial
from kadrost.reading.grammar.rulebook import read_words
from kadrost.reading.grammar.tokens import tokenize

_LONGEST = 16
_FIRST_WORDS = 4
_VERBS = {"INFN", "VERB", "PRTS"}


@lru_cache(maxsize=4_000)
def is_signature(text: str) -> bool:
    """True where `text` opens with a post in the nominative, ends with a name and initials, and says nothing else."""
    tokens = tuple(token for token in tokenize(text) if token.kind != "line")
    words = [token for token in tokens if token.kind == "word"]
    if not 2 < len(words) <= _LONGEST or not words[0].text[0].isupper():
        return False
    if any(token.kind == "number" or token.text in {":", ";"} for token in tokens):
        return False
    if any(forms(word.text)[0].part in _VERBS for word in words if len(word.text) > 1):
        return False
    posts = read_words("bodies.words")["должность"]
    if not any(lemmas(word.text) & posts for word in words[:_FIRST_WORDS]):
        return False
    if not any(form.case == "nomn" for form in forms(words[0].text)) and not is_initial(tokens, 0):
        return False
    ends = range(max(0, len(tokens) - 6), len(tokens))
    named = any(is_initial(tokens, index) for index in ends)
    return named and (tokens[-1].text[0].isupper() or tokens[-1].text == ".")
