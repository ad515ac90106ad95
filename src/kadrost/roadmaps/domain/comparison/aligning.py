"""Which measures of one plan are which of another: likeness of words, the sections' likeness, and an exact assignment.

The score of two measures is the weighted mean of the likenesses of their titles, results, confirming documents and
all words together (`SHARES`), raised by up to `SECTION_SHARE` where their sections speak of one thing or serve one
provision of the Standard. The assignment of greatest total score gives every measure one partner at most; a second
partner is added where it is nearly as like as the first (`SECOND_SHARE`) and has none of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kadrost.roadmaps.domain.comparison.likeness import Corpus, Vector, corpus_of, deciding_terms, likeness
from kadrost.roadmaps.domain.comparison.matching import best_matching
from kadrost.roadmaps.domain.comparison.words import terms_of

SHARES = {"title": 0.45, "result": 0.2, "evidence": 0.1, "whole": 0.25}
SECTION_SHARE = 0.25
THRESHOLD = 0.25
SECOND_SHARE = 0.85
SURE = 0.55


@dataclass(frozen=True, slots=True)
class Item:
    """A measure as it is compared: `key` names it, `section` is its section's title, `provisions` what it serves."""

    key: str
    title: str
    result: str = ""
    evidence: str = ""
    section: str = ""
    provisions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two measures taken for one; `words` are the terms that decided. `is_second` marks the further partner of one."""

    left: str
    right: str
    score: float
    words: tuple[str, ...]
    is_second: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the likeness is so great that a person hardly ever says otherwise."""
        return self.score >= SURE


@dataclass(frozen=True, slots=True)
class _Words:
    fields: Mapping[str, Vector]
    section: Vector


@lru_cache(maxsize=64)
def align(
    left: tuple[Item, ...],
    right: tuple[Item, ...],
    ignored: frozenset[str] = frozenset(),
    apart: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[Pair, ...]:
    """The pairs, in the order of the left; the same for the same measures in every run.

    `ignored` are terms that say nothing here: the names of the territories. `apart` are pairs that are never taken,
    by their keys: what people settled already.
    """
    scores, words = score_all(left, right, ignored)
    scores = {pair: score for pair, score in scores.items() if (left[pair[0]].key, right[pair[1]].key) not in apart}
    chosen = best_matching({pair: score for pair, score in scores.items() if score >= THRESHOLD})
    pairs = dict.fromkeys(chosen.items(), False) | dict.fromkeys(_seconds(scores, chosen), True)
    return tuple(
        Pair(
            left=left[one].key,
            right=right[other].key,
            score=round(scores[one, other], 4),
            words=deciding_terms(words[0][one].fields["whole"], words[1][other].fields["whole"]),
            is_second=is_second,
        )
        for (one, other), is_second in sorted(pairs.items())
    )


def score_all(
    left: Sequence[Item], right: Sequence[Item], ignored: frozenset[str] = frozenset(), only: int | None = None
) -> tuple[dict[tuple[int, int], float], tuple[list[_Words], list[_Words]]]:
    """The score of every pair by their places, or of those of `only` one on the left, and the words behind them."""
    corpus = corpus_of(_terms(item, "whole") for item in (*left, *right))
    sections = corpus_of(terms_of(title) for title in dict.fromkeys(item.section for item in (*left, *right)))
    ours = [_words(item, corpus, sections, ignored) for item in left]
    theirs = [_words(item, corpus, sections, ignored) for item in right]
    scores = {
        (one, other): _score(left[one], right[other], mine, yours)
        for one, mine in enumerate(ours)
        if only is None or one == only
        for other, yours in enumerate(theirs)
    }
    return scores, (ours, theirs)


def _terms(item: Item, field: str) -> tuple[str, ...]:
    if field == "whole":
        return (*terms_of(item.title), *terms_of(item.result), *terms_of(item.evidence))
    return terms_of(str(getattr(item, field)))


def _words(item: Item, corpus: Corpus, sections: Corpus, ignored: frozenset[str]) -> _Words:
    return _Words(
        fields={field: corpus.vector(_terms(item, field), without=ignored) for field in SHARES},
        section=sections.vector(terms_of(item.section), without=ignored),
    )


def _score(left: Item, right: Item, mine: _Words, yours: _Words) -> float:
    parts = [
        (share, likeness(mine.fields[field], yours.fields[field]))
        for field, share in SHARES.items()
        if mine.fields[field] and yours.fields[field]
    ]
    if not parts:
        return 0.0
    own = sum(share * value for share, value in parts) / sum(share for share, _ in parts)
    kinship = 1.0 if left.provisions & right.provisions else likeness(mine.section, yours.section)
    return own * (1 - SECTION_SHARE + SECTION_SHARE * kinship)


def _seconds(scores: Mapping[tuple[int, int], float], chosen: Mapping[int, int]) -> list[tuple[int, int]]:
    """Partners beyond the first: measures left alone that are nearly as like a paired one as its own partner."""
    taken = {right: left for left, right in chosen.items()}
    found = []
    for (left, right), score in scores.items():
        if score < THRESHOLD or (left in chosen) == (right in taken):
            continue
        partner = (left, chosen[left]) if left in chosen else (taken[right], right)
        if score >= SECOND_SHARE * scores[partner]:
            found.append((left, right))
    return found
