"""Aligning of two plans: words, likeness, exact assignment; no database."""

from __future__ import annotations

from itertools import permutations
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kadrost.roadmaps.domain.comparison.aligning import Item, align
from kadrost.roadmaps.domain.comparison.likeness import corpus_of, deciding_terms, likeness
from kadrost.roadmaps.domain.comparison.matching import best_matching
from kadrost.roadmaps.domain.comparison.words import terms_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("дуального обучения", "практико-ориентированное обучение"),
        ("изменение КЦП", "изменения контрольных цифр приёма"),
        ("в рамках ДЭ", "в рамках демонстрационного экзамена"),
        ("проверки оснащённости", "аудит материально-технической базы"),
        ("требования работодателей", "требованиям предприятий-работодателей"),
    ],
)
def test_names_of_one_thing_become_one_term(one: str, other: str) -> None:
    assert terms_of(one) == terms_of(other)


def test_service_words_and_numbers_are_no_terms() -> None:
    assert terms_of("О работе с 12 колледжами и для них") == ("работа", "колледж")
    assert terms_of("") == ()


def test_likeness_of_a_text_with_itself_is_one_and_with_a_stranger_nought() -> None:
    texts = [terms_of("прогноз потребности в кадрах"), terms_of("открыть новую мастерскую")]
    corpus = corpus_of(texts)
    left, right = (corpus.vector(one) for one in texts)
    assert isclose(likeness(left, left), 1.0)
    assert likeness(left, right) == 0
    assert deciding_terms(left, right) == ()
    assert corpus.vector(()) == {}


def best_by_trying(worths: dict[tuple[int, int], float], lefts: int, rights: int) -> float:
    """The greatest sum by every possible assignment."""
    places = [*range(rights), *[None] * lefts]
    return max(
        sum(max(worths.get((left, right), 0.0), 0.0) for left, right in enumerate(taken) if right is not None)
        for taken in set(permutations(places, lefts))
    )


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 2)), st.integers(-5, 20).map(float), min_size=1, max_size=12
    )
)
def test_matching_is_as_good_as_trying_everything(worths: dict[tuple[int, int], float]) -> None:
    chosen = best_matching(worths)
    assert len(set(chosen.values())) == len(chosen)
    assert all(worths[pair] > 0 for pair in chosen.items())
    assert sum(worths[pair] for pair in chosen.items()) == best_by_trying(worths, 4, 3)


def test_the_greedy_choice_is_not_taken_where_it_costs_more() -> None:
    assert best_matching({(0, 0): 10.0, (0, 1): 9.0, (1, 0): 9.0}) == {0: 1, 1: 0}


def item(key: str, title: str, section: str = "") -> Item:
    return Item(key=key, title=title, section=section)


OURS = (
    item("1", "Закрепление наставников за студентами на производстве"),
    item("2", "Расчёт прогноза потребности в кадрах"),
    item("3", "Открытие мастерской сварщиков"),
)
THEIRS = (
    item("a", "Прогнозирование потребности в кадрах, расчёт на семь лет"),
    item("b", "Развитие наставничества: закрепление наставника за каждым студентом"),
    item("c", "Издание сборника песен"),
)


def test_measures_of_one_meaning_are_paired_and_strangers_stay_alone() -> None:
    assert [(pair.left, pair.right) for pair in align(OURS, THEIRS)] == [("1", "b"), ("2", "a")]


def test_the_words_that_decided_are_said() -> None:
    by_left = {pair.left: pair for pair in align(OURS, THEIRS)}
    assert "потребность" in by_left["2"].words
    assert 0 < by_left["2"].score <= 1


def test_what_people_settled_is_not_proposed_again() -> None:
    pairs = align(OURS, THEIRS, frozenset(), frozenset({("2", "a")}))
    assert [(pair.left, pair.right) for pair in pairs] == [("1", "b")]


def test_one_measure_may_be_two_in_another_plan() -> None:
    whole = (item("1", "Обучение экспертов и сертификация экспертов"),)
    parts = (item("a", "Обучение экспертов"), item("b", "Сертификация экспертов"))
    pairs = align(whole, parts)
    assert {pair.right for pair in pairs} == {"a", "b"}
    assert [pair.is_second for pair in pairs].count(True) == 1


def test_nothing_is_paired_with_nothing() -> None:
    assert align((), THEIRS) == ()
    assert align((item("1", ""),), (item("a", ""),)) == ()
