"""Projects that a document names for its measures: wordings of our own, and the real notes of one roadmap."""

from __future__ import annotations

from pathlib import Path

import pytest

from kadrost.reading.api import read_file
from kadrost.reading.belonging import belongings_in, belongings_of, numbers_named
from kadrost.reading.grammar.projects import find_projects, quoted_titles

SECTIONS = {str(section): [f"{section}.{point}" for point in range(1, 16)] for section in range(1, 10)}
NUMBERS = [number for numbers in SECTIONS.values() for number in numbers]
Said = tuple[tuple[str, ...], tuple[str, ...], str]


def said(text: str, *marked: str) -> list[Said]:
    """The measures, the titles from the innermost, the condition."""
    found = belongings_in(text, numbers=NUMBERS, sections=SECTIONS, marked=marked)
    return [(one.items, tuple(project.title for project in one.projects), one.condition) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Пункты 1.1, 1.3 – 1.5 исполняются в рамках регионального проекта «Сад» национального проекта «Лес».",
            [(("1.1", "1.3", "1.4", "1.5"), ("Сад", "Лес"), "")],
        ),
        (
            "Пункты 1.1 и 1.2 выполняются в рамках федерального проекта «А», пункты 2.1-2.3 – регионального «Б».",
            [(("1.1", "1.2"), ("А",), "")],
        ),
        (
            "Пункт 1.1 выполняется в рамках федерального проекта «А», пункты 2.1-2.3 – регионального проекта «Б».",
            [(("1.1",), ("А",), ""), (("2.1", "2.2", "2.3"), ("Б",), "")],
        ),
        (
            "В рамках федерального проекта «А» и регионального проекта «Б» выполняются пункты 1.1, 2.4.",
            [(("1.1", "2.4"), ("А",), ""), (("1.1", "2.4"), ("Б",), "")],
        ),
        (
            'При условии победы в отборе пункты 3.1 – 3.3 идут по национальному проекту "Наука (и дело)".',
            [(("3.1", "3.2", "3.3"), ("Наука (и дело)",), "При условии победы в отборе")],
        ),
        (
            "Мероприятия раздела 3, за исключением пунктов 3.2–3.14, входят в госпрограмму Энской области «Рост».",
            [(("3.1", "3.15"), ("Рост",), "")],
        ),
        (
            "пп. 8.12-8.14 – нацпроект «Люди» при наличии средств, утверждённых законом; п. 9.1 – нацпроект «Дом».",
            [
                (("8.12", "8.13", "8.14"), ("Люди",), "при наличии средств, утверждённых законом"),
                (("9.1",), ("Дом",), ""),
            ],
        ),
        (
            "пункты 1, 2 раздела 7 и п. 5.1 исполняются по федеральным проектам «А» и «Б» национального проекта «В»",
            [(("7.1", "7.2", "5.1"), ("А", "В"), ""), (("7.1", "7.2", "5.1"), ("Б", "В"), "")],
        ),
        ("мероприятия с 2.3 по 2.5 входят в ведомственную целевую программу «Мастер»",
         [(("2.3", "2.4", "2.5"), ("Мастер",), "")]),
        ("Пункт 1.1 выполняется в рамках нацпроекта Образование, летом", [(("1.1",), ("Образование",), "")]),
        ("Пункты 2.3, 2.4 исполняются за счёт средств бюджета.", []),
        ("Программа повышения квалификации по пункту 2.3 утверждена", []),
        ("Пункт 77.1 исполняется в рамках нацпроекта «Лес»", [((), ("Лес",), "")]),
    ],
)  # fmt: skip
def test_what_a_note_says(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


def test_the_whole_plan_belongs_to_a_project() -> None:
    found = said("Все мероприятия исполняются в рамках нацпроекта «Лес»")
    assert [(len(items), titles) for items, titles, _ in found] == [(len(NUMBERS), ("Лес",))]


def test_a_footnote_means_the_measures_that_bear_its_mark() -> None:
    assert said("Реализуется в рамках федерального проекта «Сад»", "4.2", "4.7") == [(("4.2", "4.7"), ("Сад",), "")]


def test_kinds_of_conditions_and_the_place_of_the_words() -> None:
    text = "Вводное слово. Пункт 1.1 – нацпроект «Лес» (при условии победы в отборе (конкурсе) регионов), далее."
    (one,) = belongings_in(text, numbers=NUMBERS)
    assert (one.condition, one.condition_kind) == ("при условии победы в отборе (конкурсе) регионов", "selection")
    assert text[one.start : one.end] == one.words
    (money,) = belongings_in("нацпроект «Лес» при выделении субсидии")
    (other,) = belongings_in("нацпроект «Лес», в случае согласия соседей")
    assert (money.condition_kind, other.condition_kind) == ("funding", "other")


def test_quotes_within_quotes_and_lost_ones() -> None:
    (nested,) = find_projects("регионального проекта «Сад «у дома» и школы»")
    assert nested.chain[0].title == "Сад «у дома» и школы"
    (lost,) = find_projects("регионального проекта «Сад «у дома» национального проекта «Лес»")
    assert [one.title for one in lost.chain] == ["Сад «у дома", "Лес"]
    assert quoted_titles("по «А «б» в» и „Г“") == ["А «б» в", "Г"]
    assert find_projects("федерального проекта «") == []


def test_a_code_in_brackets() -> None:
    (found,) = find_projects("федеральный проект «Сад» (E6)")
    assert (found.chain[0].kind, found.chain[0].title, found.chain[0].code) == ("federal", "Сад", "E6")


def test_numbers_as_a_person_types_them() -> None:
    assert numbers_named("2.3, 2.4; 8.12–8.15, 9.99", numbers=NUMBERS) == (
        "2.3", "2.4", "8.12", "8.13", "8.14", "8.15",
    )  # fmt: skip
    assert numbers_named("ничего", numbers=NUMBERS) == ()


@pytest.mark.shared
def test_notes_of_the_tomsk_roadmap(shared_dir: Path) -> None:
    found = belongings_of(read_file(shared_dir / "documents" / "tomsk-roadmap.txt"))
    notes = {one.number: one.belonging for one in found if one.source == "note"}
    assert notes["1"].items == (
        "2.3", "2.4", "2.5", "7.7", "8.5", "8.7", "8.8", "8.9", "8.12", "8.13", "8.14", "8.15", "11.1", "11.2", "11.5",
        "11.6", "14.2", "14.3",
    )  # fmt: skip
    assert notes["2"].items == ("7.2", "7.4", "7.5", "7.9")
    assert [one.kind for one in notes["1"].projects] == ["regional", "federal", "national"]
    assert (notes["1"].condition_kind, notes["2"].condition_kind) == (None, "selection")
    assert [one.number for one in found if one.source == "title"] == ["7.5"]
