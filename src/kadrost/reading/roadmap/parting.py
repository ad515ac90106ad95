"""The lines of one row, a cell or a part of one each, parted into the columns as their words fit best."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from kadrost.kernel.deadlines import compile_phrase
from kadrost.reading.grammar.bodies import is_body_word, is_short_name
from kadrost.reading.grammar.morphology import forms
from kadrost.reading.grammar.tokens import tokenize
from kadrost.reading.headings import Role
from kadrost.reading.roadmap.sentences import goes_on, starts_small
from kadrost.reading.roadmap.unheaded import begins_body, begins_paper, begins_term
from kadrost.reading.source import Paragraph

Lines = tuple[Paragraph, ...]
_CLEAR = 2.0
_EMPTY = -3.0
_ANY_DAY = date(2020, 1, 1)
_FIRST_WORDS = 3
_LONGEST_TERM = 120
_NAMES: dict[str, str] = {
    "title": "мероприятие",
    "result": "результат",
    "due": "срок",
    "due_start": "начало",
    "due_end": "окончание",
    "executors": "исполнители",
    "co_executors": "соисполнители",
    "evidence": "документ",
    "stage": "этап",
}


def part_lines(units: Sequence[Lines], roles: Sequence[Role]) -> tuple[list[Lines], str]:
    """The units parted into the columns `roles` in their order, and the other reading in words where one fits as well.

    A column may stay empty. As many units as columns are a unit each, unless a term is missed by that.
    """
    (score, ends), *others = _best(units, roles)
    if len(units) == len(roles) and score - _score_of(units, roles, _one_each(units)) < _CLEAR:
        ends, others = _one_each(units), []
    other = others[0] if others and others[0][0] > score - _CLEAR else None
    return _cut(units, ends), _in_words(_cut(units, other[1]), roles) if other else ""


def _one_each(units: Sequence[Lines]) -> tuple[int, ...]:
    return tuple(range(1, len(units) + 1))


def _cut(units: Sequence[Lines], ends: Sequence[int]) -> list[Lines]:
    return [
        tuple(line for unit in units[start:end] for line in unit)
        for start, end in zip((0, *ends[:-1]), ends, strict=True)
    ]


def _best(units: Sequence[Lines], roles: Sequence[Role]) -> list[tuple[float, tuple[int, ...]]]:
    """The two best ways to part the units: the score and where each column ends."""

    @cache
    def best(unit: int, column: int) -> tuple[tuple[float, tuple[int, ...]], ...]:
        if column == len(roles):
            return ((0.0, ()),) if unit == len(units) else ()
        options = []
        for end in range(unit, len(units) + 1):
            own = _score(units[unit:end], roles[column])
            options += [(own + score, (end, *ends)) for score, ends in best(end, column + 1)]
        return tuple(sorted(options, reverse=True)[:2])

    return list(best(0, 0))


def _score_of(units: Sequence[Lines], roles: Sequence[Role], ends: Sequence[int]) -> float:
    starts = (0, *ends[:-1])
    return sum(_score(units[start:end], role) for start, end, role in zip(starts, ends, roles, strict=True))


def _score(units: Sequence[Lines], role: Role) -> float:
    """How well the units fill a column: what it holds looks like it, and each unit goes on from the one before."""
    if not units:
        return _EMPTY
    texts = [" ".join(line.text.replace("\n", " ") for line in unit) for unit in units]
    score = _fit(texts[0], " ".join(texts), role)
    for before, text in pairwise(texts):
        score += 1.5 if goes_on(before) or _goes_on_small(text, role) or text.startswith("(") else -1.5
        if goes_on(before):
            score += 2.0
        if not role.endswith("executors") and _is_body(text):
            score -= 1.5
        if role.endswith("executors") and _is_body(text):
            score += 1.5
        if not role.startswith("due") and _is_term(text):
            score -= 4.0
    return score


def _fit(first: str, whole: str, role: Role) -> float:
    if role.startswith("due"):
        return 5.0 if _is_term(whole) else 1.0 if begins_term(first) else -4.0
    score = -4.0 if _is_term(whole) else -2.0 if begins_term(first) and _is_term(first) else 0.0
    if role.endswith("executors"):
        score += 3.0 if _is_body(first) else 0.0
    if role == "evidence":
        score += 2.0 if begins_paper(first) else 0.0
    if role == "title":
        score -= 2.0 if starts_small(first) else 0.0
        score -= 1.5 if _is_body(first) else 0.0
    return score


@lru_cache(maxsize=4_000)
def _is_term(text: str) -> bool:
    """True where the whole of the words is a term that compiles: «до 1 июня», «12.03.2024», «ежегодно»."""
    if len(text) > _LONGEST_TERM or not (begins_term(text) or any(sign.isdigit() for sign in text)):
        return False
    return compile_phrase(text, signed=_ANY_DAY).understood


def _goes_on_small(text: str, role: Role) -> bool:
    """True where a small letter says that the words go on; in a list of bodies a verb («обучено …») begins another cell."""
    if not starts_small(text):
        return False
    readings = forms(text.split(maxsplit=1)[0].strip("(«,;"))
    return not (role.endswith("executors") and readings and readings[0].part in {"PRTS", "VERB", "INFN"})


@lru_cache(maxsize=4_000)
def _is_body(text: str) -> bool:
    """True for words that begin like a body's name; a word in another case («Министерству») or after a verb is none."""
    if begins_body(text):
        return True
    tokens = [token for token in tokenize(text) if token.kind == "word"][:_FIRST_WORDS]
    return any(is_short_name(token) or is_body_word(token) for token in tokens)


def _in_words(cells: Sequence[Lines], roles: Sequence[Role]) -> str:
    return "; ".join(
        f"{_NAMES.get(role, role)} – «{' '.join(line.text for line in lines)}»"
        for lines, role in zip(cells, roles, strict=True)
        if lines
    )
