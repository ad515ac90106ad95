"""Every heading in the lexicon of columns is read as its file says."""

from __future__ import annotations

import pytest

from kadrost.reading.grammar.lexicon import read_lexicon
from kadrost.reading.headings import role_of

LEXICON = read_lexicon("headings.lexicon")
EXAMPLES = [(role, heading) for role, lexicon in LEXICON.items() for heading in lexicon.examples]
MAIN = ("title", "result", "due", "executors", "evidence")


@pytest.mark.parametrize(("role", "heading"), EXAMPLES)
def test_heading_means_its_column(role: str, heading: str) -> None:
    assert role_of(heading) == role


@pytest.mark.parametrize("role", MAIN)
def test_each_main_column_has_sixty_headings(role: str) -> None:
    assert len(set(LEXICON[role].examples)) >= 60


def test_words_that_mean_no_column() -> None:
    headings = ("Иванов", "Красная площадь", "Ярмарка вакансий области", "2024", "")
    assert [role_of(heading) for heading in headings] == [None] * len(headings)
