"""Printed pieces become one text; words are whole again and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kadrost.reading.joining import Joiner, letters
from kadrost.reading.source import Paragraph, Source, Span


def joined(*pieces: str, elsewhere: str = "") -> str:
    source = Source(elsewhere, (Paragraph(elsewhere, Span(0, len(elsewhere))),) if elsewhere else (), "txt")
    return Joiner(source).join_texts(pieces).text


CASES = [
    (("образова-", "тельными организациями"), "образовательными организациями"),
    (("технико-", "экономический совет"), "технико-экономический совет"),
    (("медиа-", "плана"), "медиа-плана"),
    (("предприятий-", "работодателей"), "предприятий-работодателей"),
    (("практико-", "ориентированного"), "практико-ориентированного"),
    (("раздел экономическо- го развития",), "раздел экономического развития"),
    (("средне- и долгосрочного",), "средне- и долгосрочного"),
    (("средне-", "и долгосрочного"), "средне- и долгосрочного"),
    (("на 2019-", "2020 годы"), "на 2019-2020 годы"),
    (("IT-", "специалистов"), "IT-специалистов"),
    (("Санкт-", "Петербурга"), "Санкт-Петербурга"),
    (("исполнители/", "соисполнители"), "исполнители/соисполнители"),
    (("организации/ модернизации",), "организации/ модернизации"),
    (("образо\u00ad", "вание"), "образование"),
    (("Стандарта ¹",), "Стандарта"),
    (("кадров»¹⁴",), "кадров»"),
    (("ПОО ⁶ , ООВО ⁷ , школы",), "ПОО, ООВО, школы"),
    (("мастерская 20 м² готова",), "мастерская 20 м² готова"),
    (("для: - учителей, - мастеров",), "для: учителей, мастеров"),
    (("- первое;", "- второе"), "первое; второе"),
    (("• первое", "• второе"), "первое второе"),
    (("Сентябрь 2019 г.", "– март 2020 г."), "Сентябрь 2019 г. – март 2020 г."),
    (("Июль –", "август"), "Июль – август"),
    (("  много   белого ", "\n места"), "много белого места"),
]


@pytest.mark.parametrize(("pieces", "text"), CASES)
def test_pieces_become_one_text(pieces: tuple[str, ...], text: str) -> None:
    assert joined(*pieces) == text


def test_the_document_s_own_spelling_decides_first() -> None:
    assert joined("World-", "Skills", elsewhere="чемпионат WorldSkills") == "WorldSkills"
    assert joined("World-", "Skills", elsewhere="чемпионат World-Skills") == "World-Skills"
    assert joined("медиа-", "плана", elsewhere="утвержден медиаплан") == "медиаплана"


def test_stars_are_marks_only_where_a_note_bears_one() -> None:
    assert joined("Сети* готовы", elsewhere="* Сети – кабели") == "Сети готовы"
    assert joined("шаблон *.docx") == "шаблон *.docx"


def test_a_break_that_may_be_two_words_is_a_doubt() -> None:
    doubts = Joiner(Source("", (), "txt")).join_texts(["Ворлд-", "центр"]).doubts
    assert [(doubt.taken, doubt.other) for doubt in doubts] == [("Ворлдцентр", "Ворлд-центр")]


@given(st.lists(st.text("абвдеклмнорст -–«»(),.;/АБ12\n", max_size=12), max_size=5))
def test_no_letter_is_lost_or_added(pieces: list[str]) -> None:
    assert letters(joined(*pieces)) == letters("".join(pieces))
    assert joined(*pieces) == " ".join(joined(*pieces).split())
