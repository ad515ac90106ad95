"""What a column of a plan holds, told from the meaning of its heading, never from its position."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, cast

from kadrost.reading.grammar.lexicon import read_lexicon
from kadrost.reading.grammar.morphology import forms, lemmas
from kadrost.reading.grammar.tokens import Token, tokenize

Role = Literal[
    "number", "title", "result", "due", "due_start", "due_end", "executors", "co_executors", "evidence", "stage",
    "funding", "note", "indicator",
]  # fmt: skip
Scores = dict[Role, float]

_BY_LEMMA: dict[str, list[tuple[Role, float]]] = {}
for _role, _lexicon in read_lexicon("headings.lexicon").items():
    for _lemma, _weight in _lexicon.weights.items():
        _BY_LEMMA.setdefault(_lemma, []).append((cast("Role", _role), _weight))

_START = {"начало", "с", "старт", "начать"}
_END = {"окончание", "завершение", "конец", "по", "финиш", "закончить"}
_CO = {"соисполнитель", "участник", "участвовать", "соисполнители", "привлекать", "привлекаемый"}
_GENERAL = {"наименование", "название", "вид"}
_ENOUGH = 2.0
_WORDS_OF_NUMBER = 2
_LONGEST = 16
_SHARE, _SHARE_LATER = 0.5, 0.7
_MEAN_WORDS = 7
_MEAN_SMALL_WORDS = 3


@lru_cache(maxsize=4_000)
def roles_of(heading: str) -> tuple[tuple[Role, float], ...]:
    """The roles that a heading's words speak for, the likeliest first; empty where they speak for none."""
    tokens = tokenize(heading.replace("№ п/п", "п/п").replace("№п/п", "п/п"))
    words = [token for token in tokens if token.kind == "word" or token.text == "№"]
    if not words or len(words) > _LONGEST:
        return ()
    if is_number_heading(heading) or (len(words) == _WORDS_OF_NUMBER and words[0].text == "№"):
        return (("number", 9.0),)
    scores: Scores = {}
    first_noun = _first_noun(words)
    for token in words:
        strength = 2.0 if token is first_noun else 1.0
        for role, weight in _weights(token):
            scores[role] = scores.get(role, 0.0) + weight * strength
    ranked = sorted(((role, score) for role, score in scores.items() if score >= _ENOUGH), key=lambda pair: -pair[1])
    return tuple(_narrowed(ranked, words))


def role_of(heading: str) -> Role | None:
    """The likeliest role of a heading, or None."""
    roles = roles_of(heading)
    return roles[0][0] if roles else None


def is_year(heading: str) -> bool:
    """True for «2023», «2023 г.», «2023 год»: the column of one year's figures."""
    bare = heading.lower().replace(" ", "").rstrip(".").removesuffix("год").removesuffix("г")
    return len(bare) == 4 and bare.isdigit() and bare.startswith("20")


def is_number_heading(heading: str) -> bool:
    """True for «№ п/п» and the like: the column of numbers."""
    bare = heading.lower().replace(" ", "").replace(".", "")
    return bare in {
        "№",
        "№п/п",
        "п/п",
        "n",
        "nп/п",
        "№пп",
        "пп",
        "номер",
        "номерп/п",
        "#",
        "№/№",
        "№№",
        "№№п/п",
        "номерпункта",
    }


def _first_noun(words: Sequence[Token]) -> Token | None:
    for token in words:
        readings = forms(token.text)
        if readings and readings[0].is_noun and not lemmas(token.text) & _GENERAL:
            return token
        if readings and "ответственный" in lemmas(token.text):
            return token
    return None


def _weights(token: Token) -> list[tuple[Role, float]]:
    found: dict[Role, float] = {}
    parts = token.lower.split("-") if "-" in token.text else ()
    for lemma in {token.lower, *lemmas(token.text), *(lemma for part in parts for lemma in lemmas(part))}:
        for role, weight in _BY_LEMMA.get(lemma, ()):
            found[role] = max(weight, found.get(role, 0.0))
    return list(found.items())


def _narrowed(ranked: list[tuple[Role, float]], words: Sequence[Token]) -> list[tuple[Role, float]]:
    """Terms told apart into beginning and end, executors into lead and co-executors."""
    all_lemmas = [lemmas(token.text) | {token.lower} for token in words]
    has = [bool(found & _START) for found in all_lemmas], [bool(found & _END) for found in all_lemmas]
    if not ranked:
        if all_lemmas and (has[0][0] != has[1][0]):
            return [("due_start" if has[0][0] else "due_end", 4.0)]
        return ranked
    role, score = ranked[0]
    if role == "due" and any(has[0]) != any(has[1]):
        ranked[0] = ("due_start" if any(has[0]) else "due_end", score)
    if role == "executors" and any(found & _CO for found in all_lemmas) and not _names_lead(all_lemmas):
        ranked[0] = ("co_executors", score)
    return ranked


def _names_lead(all_lemmas: Sequence[frozenset[str]]) -> bool:
    return any(found & {"исполнитель", "ответственный"} for found in all_lemmas)


def looks_like_header(texts: Sequence[str], *, first: bool = True) -> bool:
    """True where a row's cells name at least two different roles and read like headings, not like content.

    Where the row is not the `first` of its table, more of its cells have to be understood, and none may hold figures.
    """
    filled = [text for text in texts if text]
    words = sum(len(text.split()) for text in filled)
    small = sum(next((sign for sign in text if sign.isalpha()), "A").islower() for text in filled)
    # Words that go on from the page before begin small; so do headings of a careless hand, but those are short.
    if words > (_MEAN_WORDS if small < 2 else _MEAN_SMALL_WORDS) * len(filled):
        return False
    if any(_begins_to_act(text) for text in filled) or (not first and any(map(_has_figures, filled))):
        return False
    found = [role for text in filled if (role := role_of(text)) is not None]
    return len(set(found)) >= 2 and len(found) >= len(filled) * (_SHARE if first else _SHARE_LATER)


def _begins_to_act(text: str) -> bool:
    """True for «Провести …»: a measure, no heading."""
    readings = forms(text.split(" ", 1)[0])
    return bool(readings) and readings[0].part == "INFN"


def _has_figures(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
