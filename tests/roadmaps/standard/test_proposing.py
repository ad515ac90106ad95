"""Provisions proposed by words; no database."""

from __future__ import annotations

import pytest

from kadrost.roadmaps.domain.standard.proposing import (
    Asked,
    MeasureWords,
    SectionWords,
    named_provision,
    propose_for_measures,
    propose_for_sections,
)

ASKED = (
    Asked(1, "Прогноз потребности в кадрах", "прогнозирование потребности по профессиям"),
    Asked(2, "Профессиональная ориентация школьников", "пробы, профориентация, школьники"),
)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Мероприятия по положению 7 «Подготовка»", 7),
        ("Положение № 3. Координатор", 3),
        ("Мероприятия по положениям 7 и 8", None),
        ("По положению 7 и положению 8", None),
        ("Положение дел в 2027 году", None),
        ("Прогноз", None),
    ],
)
def test_a_section_names_its_provision_only_where_it_names_one(title: str, number: int | None) -> None:
    assert named_provision(title) == number


def test_a_section_is_proposed_by_its_words_and_a_named_one_by_its_name() -> None:
    sections = (
        SectionWords("a", "Прогнозирование кадровой потребности", ""),
        SectionWords("b", "Мероприятия по положению 1 «Школьники»", "пробы школьников"),
        SectionWords("c", "Ремонт дорог", "укладка асфальта"),
    )
    found = {one.key: one for one in propose_for_sections(sections, ASKED)}
    assert {key: (one.number, one.is_named) for key, one in found.items()} == {"a": (1, False), "b": (1, True)}
    assert "потребность" in found["a"].words


def test_a_named_provision_that_the_standard_has_not_is_no_tie() -> None:
    assert propose_for_sections((SectionWords("a", "Мероприятия по положению 9", ""),), ASKED) == ()


def test_a_measure_is_proposed_by_its_words_and_leans_on_its_section() -> None:
    measures = (
        MeasureWords("1", "Профессиональные пробы школьников"),
        MeasureWords("2", "Сбор заявок", "a"),
        MeasureWords("3", "Сбор заявок"),
    )
    sections = (SectionWords("a", "Прогнозирование потребности в кадрах", "Сбор заявок"),)
    assert [(one.key, one.number) for one in propose_for_measures(measures, sections, ASKED)] == [("1", 2), ("2", 1)]


def test_the_same_words_give_the_same_scores() -> None:
    measures = (MeasureWords("1", "Профориентация и прогноз потребности"),)
    assert propose_for_measures(measures, (), ASKED) == propose_for_measures(tuple(measures), (), tuple(ASKED))
