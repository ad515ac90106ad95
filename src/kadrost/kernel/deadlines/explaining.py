"""Why a phrase was not understood, in one Russian sentence."""

from __future__ import annotations

import itertools
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kadrost.kernel.deadlines.lexicon import MONTHS
from kadrost.kernel.deadlines.tokens import UNKNOWN_SIGN, UNKNOWN_WORD, Token

if TYPE_CHECKING:
    from kadrost.kernel.schedule import Schedule

_CLOSE = 0.75
_SHORTEST_MONTH = 3
_ITEMS = frozenset({"МЕСЯЦ", "ДАТА"})


def explain_unread(tokens: list[Token]) -> str:
    """The likeliest reason why no rule reads these tokens whole, without a full stop."""
    words = [token.text for token in tokens if token.kind == UNKNOWN_WORD]
    if not tokens or all(token.kind in {"–", UNKNOWN_SIGN, ".", "/"} for token in tokens) or words == ["х"]:
        return "Срок не назван"
    for word in (word for word in words if len(word) >= _SHORTEST_MONTH):
        months = get_close_matches(word.lower(), MONTHS, n=1, cutoff=_CLOSE)
        if months:
            return f"Слово «{word}» похоже на название месяца «{months[0]}», но написано иначе"
    if any(first.kind == second.kind and first.kind in _ITEMS for first, second in itertools.pairwise(tokens)):
        return "Между сроками нет ни запятой, ни тире: неясно, перечень это или промежуток"
    if words:
        return f"Слово «{words[0]}» не говорит о сроке ничего, что можно посчитать"
    return "Из этих слов не складывается срок, который можно посчитать"


def two_readings(readings: list[Schedule]) -> str:
    """Both ways to read a phrase, in words, without a full stop."""
    words = list(dict.fromkeys(reading.in_words() for reading in readings))
    return "Слова читаются двояко: " + "; или ".join(words[:2])
