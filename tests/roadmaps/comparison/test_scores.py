"""What docs/scores.md says of alignment and proposed provisions holds; the labels are numbers of the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.roadmaps.comparison.score import alignment_scores, items_of, labels, provision_scores, reading_of

pytestmark = pytest.mark.shared


def test_labels_name_measures_that_are_there(shared_dir: Path) -> None:
    known = labels()
    left, right = ({item.key for item in items_of(reading_of(known[side]))} for side in ("left", "right"))
    assert (len(left), len(right)) == (61, 83)
    pairs = [(pair["left"], pair["right"]) for pair in known["pairs"]]
    assert len(set(pairs)) == len(pairs) == 63
    assert {one for one, _ in pairs} <= left
    assert {other for _, other in pairs} <= right


def test_alignment_reaches_its_aim_on_what_it_was_not_tuned_on(shared_dir: Path) -> None:
    scores = alignment_scores()
    assert {name: (one.right, one.found, one.labelled) for name, one in scores.items()} == {
        "development half": (30, 30, 32),
        "held-out half": (28, 28, 31),
        "whole": (58, 58, 63),
    }
    assert all(one.f1 >= 0.85 for one in scores.values())


def test_proposed_provisions_agree_with_the_map(shared_dir: Path) -> None:
    scores = provision_scores()
    assert scores["Samara, sections"].f1 == 1.0
    assert scores["Tomsk, sections"].f1 == 1.0
    assert scores["Samara, measures within their sections"].f1 > 0.95
    assert scores["Tomsk, measures within their sections"].f1 > 0.95
