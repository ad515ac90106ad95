"""Measures of one plan that ask for the same thing: near equal words of title and result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kadrost.roadmaps.domain.comparison.likeness import corpus_of, deciding_terms, likeness
from kadrost.roadmaps.domain.comparison.words import terms_of
from kadrost.roadmaps.models import Measure

TITLE_SHARE = 0.7
MOST_TWINS = 3


@dataclass(frozen=True, slots=True)
class Twin:
    """Another measure with nearly the same words, how like it is, and the words that both have."""

    measure: int
    number: str
    title: str
    percent: int
    words: list[str]


def find_twins(measures: Sequence[Measure], least: int) -> dict[int, list[Twin]]:
    """By measure those that stand before it and are at least so many per cent like it, the likest first.

    The likeness is 0.7 of the titles' and 0.3 of the results' cosine (the titles' alone where a result is missing). So
    of a pair only the later one is named a repetition.
    """
    titles, results = ([terms_of(getattr(one, name)) for one in measures] for name in ("title", "expected_result"))
    title_corpus, result_corpus = corpus_of(titles), corpus_of(results)
    said = [title_corpus.vector(one) for one in titles]
    meant = [result_corpus.vector(one) for one in results]
    found: dict[int, list[Twin]] = {}
    for later in range(len(measures)):
        for earlier in range(later):
            score = likeness(said[later], said[earlier])
            if meant[later] and meant[earlier]:
                score = TITLE_SHARE * score + (1 - TITLE_SHARE) * likeness(meant[later], meant[earlier])
            percent = round(100 * score)
            if percent >= least:
                one = measures[earlier]
                words = [term.replace("_", " ") for term in deciding_terms(said[later], said[earlier])]
                found.setdefault(measures[later].pk, []).append(Twin(one.pk, one.number, one.title, percent, words))
    return {pk: sorted(twins, key=lambda one: -one.percent)[:MOST_TWINS] for pk, twins in found.items()}
