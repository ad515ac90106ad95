"""Which measure of the next edition is which of the plan: the same words first, then number and words together.

The score of two measures is (1 − n)·w + n·e, where w is the comparison's likeness of their words, e whether their
numbers are equal, and n is `NUMBER_SHARE`; the exact assignment of greatest total score decides (Hungarian method).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from kadrost.reading.result import ReadItem
from kadrost.roadmaps.domain.comparison.aligning import Item, score_all
from kadrost.roadmaps.domain.comparison.matching import best_matching

NUMBER_SHARE = 0.25
THRESHOLD = 0.34
"""Below it two measures are two: an equal number alone (0.25) makes none the same."""


def match_items(before: Sequence[ReadItem], after: Sequence[ReadItem], titles: dict[str, str]) -> dict[int, int]:
    """For places of the next edition their places in the plan; `titles` are sections' titles by number.

    Every measure has one partner at most; the same for the same editions in every run.
    """
    chosen: dict[int, int] = {}
    for sign in (_whole, _words):
        chosen |= _identical(before, after, chosen, sign)
    left = [place for place in range(len(after)) if place not in chosen]
    right = sorted(set(range(len(before))) - set(chosen.values()))
    scores, _ = score_all(
        [_compared(after[place], place, titles) for place in left],
        [_compared(before[place], place, titles) for place in right],
    )
    worths = {
        (one, other): NUMBER_SHARE * (after[left[one]].number == before[right[other]].number)
        + (1 - NUMBER_SHARE) * likeness
        for (one, other), likeness in scores.items()
    }
    found = best_matching({pair: worth for pair, worth in worths.items() if worth >= THRESHOLD})
    return chosen | {left[one]: right[other] for one, other in found.items()}


def _identical(
    before: Sequence[ReadItem],
    after: Sequence[ReadItem],
    chosen: dict[int, int],
    sign: Callable[[ReadItem], tuple[str, ...]],
) -> dict[int, int]:
    """The pairs of one sign each, among those not chosen yet."""
    taken = set(chosen.values())
    ours = {place: sign(item) for place, item in enumerate(before) if place not in taken}
    theirs = {place: sign(item) for place, item in enumerate(after) if place not in chosen}
    often, often_there = Counter(ours.values()), Counter(theirs.values())
    by_sign = {words: place for place, words in ours.items() if often[words] == 1}
    return {place: by_sign[words] for place, words in theirs.items() if often_there[words] == 1 and words in by_sign}


def _whole(item: ReadItem) -> tuple[str, ...]:
    return (item.number, *_words(item))


def _words(item: ReadItem) -> tuple[str, ...]:
    return tuple(" ".join(words.casefold().split()) for words in (item.title, item.result))


def _compared(item: ReadItem, place: int, titles: dict[str, str]) -> Item:
    return Item(
        key=str(place),
        title=item.title,
        result=item.result,
        evidence="; ".join(item.evidence),
        section=titles.get(item.section, ""),
    )
