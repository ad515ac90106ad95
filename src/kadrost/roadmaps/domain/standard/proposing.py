"""Which provisions a section and a measure serve, proposed by their words; knows no Django.

A section that names a provision itself is tied by that. All else is a proposal with its score and the words that
decided: the cosine of tf-idf vectors over lemmas (`comparison.likeness`) between the measure and what the provision
is about, with a share for what its section is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kadrost.roadmaps.domain.comparison.likeness import Corpus, Vector, corpus_of, deciding_terms, likeness
from kadrost.roadmaps.domain.comparison.words import terms_of

NAMED = re.compile(r"\bположени(?:ю|я|е|ем|и)\s+(?:№\s*)?(\d{1,2})\b", re.IGNORECASE)
TITLE_SHARE = 0.65
SECTION_SHARE = 0.45
SECTION_THRESHOLD = 0.12
THRESHOLD = 0.14
SURE = 0.3


@dataclass(frozen=True, slots=True)
class Asked:
    """A provision as it is looked for: its number, its title and the words that it is about."""

    number: int
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class SectionWords:
    """A section: its title and result, and all words of its measures."""

    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """A measure: its own words and the section it stands in."""

    key: str
    words: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A provision for a section or a measure; `is_named` where the document says so itself."""

    key: str
    number: int
    score: float
    words: tuple[str, ...]
    is_named: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the score is so high that a person hardly ever says otherwise."""
        return self.is_named or self.score >= SURE


def named_provision(title: str) -> int | None:
    """The number of the provision that a section's title names («… по положению 7 «…»»), if it names a single one."""
    numbers = {int(number) for number in NAMED.findall(title)}
    return numbers.pop() if len(numbers) == 1 else None


@lru_cache(maxsize=64)
def propose_for_sections(
    sections: tuple[SectionWords, ...], asked: tuple[Asked, ...], ignored: frozenset[str] = frozenset()
) -> tuple[Proposal, ...]:
    """The likeliest provision of each section, in order; none for a section that is like no provision."""
    texts = {one.key: (terms_of(one.title), (*terms_of(one.title), *terms_of(one.body))) for one in sections}
    corpus, about = _corpus(asked, [whole for _, whole in texts.values()])
    numbers = {one.number for one in asked}
    found = []
    for section in sections:
        named = named_provision(section.title)
        if named in numbers and named is not None:
            found.append(Proposal(section.key, named, 1.0, (), is_named=True))
            continue
        title, whole = (corpus.vector(terms, without=ignored) for terms in texts[section.key])
        scores = _section_scores(title, whole, about)
        best = max(scores, key=lambda number: (scores[number], -number), default=None)
        if best is not None and scores[best] >= SECTION_THRESHOLD:
            words = deciding_terms(title, about[best]) or deciding_terms(whole, about[best])
            found.append(Proposal(section.key, best, round(scores[best], 4), words))
    return tuple(found)


@lru_cache(maxsize=64)
def propose_for_measures(
    measures: tuple[MeasureWords, ...],
    sections: tuple[SectionWords, ...],
    asked: tuple[Asked, ...],
    ignored: frozenset[str] = frozenset(),
) -> tuple[Proposal, ...]:
    """The likeliest provision of each measure, in order; none for a measure that is like no provision."""
    ranked = rank_measures(measures, sections, asked, ignored)
    return tuple(of_measure[0] for of_measure in ranked.values() if of_measure)


def rank_measures(
    measures: Sequence[MeasureWords],
    sections: Sequence[SectionWords],
    asked: Sequence[Asked],
    ignored: frozenset[str] = frozenset(),
) -> dict[str, list[Proposal]]:
    """The provisions above the threshold for each measure, the likeliest first."""
    bodies = {one.key: (terms_of(one.title), (*terms_of(one.title), *terms_of(one.body))) for one in sections}
    corpus, about = _corpus(asked, [terms_of(one.words) for one in measures])
    of_section = {
        key: _section_scores(corpus.vector(title, without=ignored), corpus.vector(whole, without=ignored), about)
        for key, (title, whole) in bodies.items()
    }
    ranked = {}
    for measure in measures:
        own = corpus.vector(terms_of(measure.words), without=ignored)
        share = SECTION_SHARE if measure.section in of_section else 0.0
        scores = {
            number: (1 - share) * likeness(own, vector) + share * of_section.get(measure.section, {}).get(number, 0.0)
            for number, vector in about.items()
        }
        ranked[measure.key] = [
            Proposal(measure.key, number, round(score, 4), deciding_terms(own, about[number]))
            for number, score in sorted(scores.items(), key=lambda one: (-one[1], one[0]))
            if score >= THRESHOLD
        ]
    return ranked


def _corpus(asked: Sequence[Asked], texts: Sequence[Sequence[str]]) -> tuple[Corpus, Mapping[int, Vector]]:
    """Rarity over provisions and texts together, and what each provision is about as a vector."""
    provisions = {one.number: (*terms_of(one.title), *terms_of(one.about)) for one in asked}
    corpus = corpus_of([*provisions.values(), *texts])
    return corpus, {number: corpus.vector(terms) for number, terms in provisions.items()}


def _section_scores(title: Vector, whole: Vector, about: Mapping[int, Vector]) -> dict[int, float]:
    return {
        number: TITLE_SHARE * likeness(title, vector) + (1 - TITLE_SHARE) * likeness(whole, vector)
        for number, vector in about.items()
    }
