"""How like two texts are: the cosine of their tf-idf vectors, with the terms that decided.

For terms t with counts n(t) in a text and N texts of which d(t) hold t, the weight is
w(t) = (1 + ln n(t)) · ln(1 + N / d(t)) · e(t), where e(t) is `EMPTY_WEIGHT` for words that any measure is made of and
1 otherwise; the likeness of a and b is Σ w_a(t) w_b(t) / (|w_a| |w_b|), between 0 and 1, 0 where a text is empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from kadrost.roadmaps.domain.comparison.lexicon import EMPTY_WORDS

EMPTY_WEIGHT = 0.35
MOST_DECIDING = 5

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Corpus:
    """How rare terms are over a set of texts."""

    size: int
    holding: Mapping[str, int]

    def rarity(self, term: str) -> float:
        """ln(1 + N / d(t)); a term that no text holds is as rare as one that a single text holds."""
        return log(1 + max(self.size, 1) / max(self.holding.get(term, 1), 1))

    def vector(self, terms: Sequence[str], *, without: frozenset[str] = frozenset()) -> Vector:
        """The text's weights, scaled to length 1; empty for a text of no words."""
        weights = {
            term: (1 + log(count)) * self.rarity(term) * (EMPTY_WEIGHT if term in EMPTY_WORDS else 1.0)
            for term, count in Counter(terms).items()
            if term not in without
        }
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()} if length else {}


def corpus_of(texts: Iterable[Sequence[str]]) -> Corpus:
    """Rarity over the texts, each given as its terms."""
    holding: Counter[str] = Counter()
    size = 0
    for terms in texts:
        holding.update(set(terms))
        size += 1
    return Corpus(size=size, holding=holding)


def likeness(left: Vector, right: Vector) -> float:
    """The cosine of two vectors of length 1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right[term] for term, weight in left.items() if term in right)


def deciding_terms(left: Vector, right: Vector, most: int = MOST_DECIDING) -> tuple[str, ...]:
    """The shared terms that gave most of the likeness, the weightiest first, equal ones by letter."""
    shared = ((weight * right[term], term) for term, weight in left.items() if term in right)
    return tuple(term for _, term in sorted(shared, key=lambda one: (-one[0], one[1]))[:most])
