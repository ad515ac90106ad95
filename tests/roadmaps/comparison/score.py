"""The score of alignment and of proposed provisions on the two real roadmaps, against what was labelled by hand.

    .venv/bin/python -m tests.roadmaps.comparison.score

Needs the documents of `../shared`; prints the table of docs/scores.md. Parameters were set on the development half
(odd sections of the left document) alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kadrost.reading.api import read_file
from kadrost.roadmaps.domain.comparison.aligning import Item, align
from kadrost.roadmaps.domain.comparison.words import terms_of
from kadrost.roadmaps.domain.standard.proposing import (
    Asked,
    MeasureWords,
    Proposal,
    SectionWords,
    propose_for_measures,
    propose_for_sections,
)

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[3] / "shared"
EDITION = HERE.parents[2] / "src/kadrost/roadmaps/domain/standard/edition_2019.json"
LABELS = HERE / "alignment_samara_tomsk.json"
TERRITORIES = frozenset(terms_of("Самарская область Самарской области Томская область Томской области"))
SAMARA = {"2": 1, "3": 4, "4": 5, "5": 6, "6": 7, "7": 8, "8": 9, "9": 10, "10": 12, "11": 13, "12": 14}
TOMSK = {str(number): number - 1 for number in range(2, 16)}
"""Section → provision: ../shared/requirements.md, the last paragraph of its section 6."""


@dataclass(frozen=True)
class Score:
    """How many of the labelled were found, and how many of the found are right."""

    right: int
    found: int
    labelled: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"{self.precision:.3f} | {self.recall:.3f} | {self.f1:.3f} | {self.right}/{self.found}/{self.labelled}"


def labels() -> dict[str, Any]:
    """The labelled pairs, by numbers alone."""
    data: dict[str, Any] = json.loads(LABELS.read_text(encoding="utf-8"))
    return data


def reading_of(name: str) -> Any:
    """The document as kadrost reads it."""
    return read_file(SHARED / "documents" / f"{name}.txt")


def items_of(reading: Any) -> tuple[Item, ...]:
    """The measures as they are compared, by their numbers."""
    titles = {section.number: section.title for section in reading.sections}
    return tuple(
        Item(one.number, one.title, one.result, "; ".join(one.evidence), titles.get(one.section, ""))
        for one in reading.items
    )


def alignment_scores() -> dict[str, Score]:
    """The score by halves and whole, of Samara × Tomsk."""
    known = labels()
    found = {(pair.left, pair.right) for pair in align(*map(items_of, map(reading_of, _names(known))), TERRITORIES)}
    gold = {(pair["left"], pair["right"]) for pair in known["pairs"]}
    halves = {
        "development half": known["development_sections_of_left"],
        "held-out half": known["held_out_sections_of_left"],
        "whole": [*known["development_sections_of_left"], *known["held_out_sections_of_left"]],
    }
    return {name: _score(_within(found, sections), _within(gold, sections)) for name, sections in halves.items()}


def provision_scores() -> dict[str, Score]:
    """How the proposed provisions agree with the map, with sections' titles and without them."""
    scores: dict[str, Score] = {}
    for name, map_, label in (("samara-roadmap", SAMARA, "Samara"), ("tomsk-roadmap", TOMSK, "Tomsk")):
        reading = reading_of(name)
        gold = {(one.number, map_[one.section]) for one in reading.items if one.section in map_}
        words = tuple(MeasureWords(*_measure(one)) for one in reading.items)
        sections = _sections(reading)
        proposed = propose_for_sections(sections, asked(), TERRITORIES)
        scores[f"{label}, sections"] = _score(_numbers(proposed), set(map_.items()))
        scores[f"{label}, measures within their sections"] = _score(
            _numbers(propose_for_measures(words, sections, asked(), TERRITORIES)), gold
        )
        scores[f"{label}, measures by their own words alone"] = _score(
            _numbers(propose_for_measures(words, (), asked(), TERRITORIES)), gold
        )
    return scores


def asked() -> tuple[Asked, ...]:
    """The provisions of the edition as they are looked for."""
    edition = json.loads(EDITION.read_text(encoding="utf-8"))
    return tuple(
        Asked(one["number"], one["title"], f"{one['asks']} {one['keywords']}") for one in edition["provisions"]
    )


def _sections(reading: Any) -> tuple[SectionWords, ...]:
    return tuple(
        SectionWords(
            section.number,
            f"{section.title} {section.result}",
            " ".join(f"{one.title} {one.result}" for one in reading.items if one.section == section.number),
        )
        for section in reading.sections
    )


def _measure(one: Any) -> tuple[str, str, str]:
    return one.number, " ".join((one.title, one.result, *one.evidence)), one.section


def _numbers(proposals: Iterable[Proposal]) -> set[tuple[str, int]]:
    return {(one.key, one.number) for one in proposals}


def _names(known: Mapping[str, Any]) -> tuple[str, str]:
    return known["left"], known["right"]


def _within(pairs: set[tuple[str, str]], sections: list[str]) -> set[tuple[str, str]]:
    return {pair for pair in pairs if pair[0].split(".")[0] in sections}


def _score(found: set[Any], gold: set[Any]) -> Score:
    return Score(right=len(found & gold), found=len(found), labelled=len(gold))


def main() -> None:
    """Print both tables."""
    for title, scores in (("Alignment", alignment_scores()), ("Provisions", provision_scores())):
        print(f"| {title} | precision | recall | F1 | right/found/labelled |\n|---|---|---|---|---|")  # noqa: T201
        for name, score in scores.items():
            print(f"| {name} | {score} |")  # noqa: T201
        print()  # noqa: T201


if __name__ == "__main__":
    main()
