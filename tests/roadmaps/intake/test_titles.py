"""What a plan is called: its own printed title, and a short one that tells it in lists."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.reading.result import Document
from kadrost.roadmaps.domain.intake.titles import plan_title, short_plan_title

ACT = "Об утверждении плана мероприятий («дорожной карты») по развитию ремёсел Энской области на 2027–2028 годы"
OWN = "План мероприятий («дорожная карта») по развитию ремёсел Энской области на 2027–2028 годы"


def test_the_printed_title_of_the_plan_is_taken_even_broken_into_lines() -> None:
    text = f"РАСПОРЯЖЕНИЕ\n{ACT}\n1. Утвердить план.\nПлан мероприятий («дорожная карта»)\nпо развитию ремёсел\nЭнской области на 2027–2028 годы\n1.1"
    assert plan_title(Document("roadmap", title=ACT), text) == OWN


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (ACT, OWN),
        ("Об утверждении программы обучения мастеров", "Программа обучения мастеров"),
        ("Об утверждении комплекса мер по поддержке мастеров", "Комплекс мер по поддержке мастеров"),
        ("Об утверждении «дорожной карты» по поддержке мастеров", "«Дорожная карта» по поддержке мастеров"),
        ("Об утверждении ЦОПП", "Об утверждении ЦОПП"),
        ("О мерах поддержки мастеров", "О мерах поддержки мастеров"),
        ("", ""),
    ],
)
def test_without_a_printed_one_the_act_gives_it_where_grammar_is_sure(title: str, expected: str) -> None:
    assert plan_title(Document("roadmap", title=title), "Текст без названия") == expected


@pytest.mark.parametrize(
    ("document", "title", "expected"),
    [
        (Document("roadmap"), OWN, "План мероприятий по развитию ремёсел Энской области"),
        (
            Document("roadmap"),
            "«Дорожная карта» по исполнению на территории Энской области инициативы «Мастера для региона» на 2027 год",
            "Мастера для региона",
        ),
        (Document("protocol", date=date(2027, 2, 3), number="4"), "Протокол совета", "Протокол № 4 от 03.02.2027"),
        (Document("roadmap", number="7"), "", "Дорожная карта № 7"),
        (Document("roadmap"), f"План {'обучения ' * 20}", "План обучения обучения обучения обучения обучения …"),
    ],
)
def test_the_short_title_tells_the_plan_in_sixty_characters(document: Document, title: str, expected: str) -> None:
    assert short_plan_title(document, title) == expected
    assert len(expected) <= 60
