"""Tokens, blanks, definitions; and that no text makes the grammar fail or lose words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kadrost.reading.grammar.blanks import blank_places, find_blanks, find_prompts
from kadrost.reading.grammar.definitions import find_definitions, read_footnote
from kadrost.reading.grammar.evidence import split_evidence
from kadrost.reading.grammar.executors import split_executors
from kadrost.reading.grammar.targets import find_targets
from kadrost.reading.grammar.tokens import enclosed, tokenize, without_quoted
from kadrost.reading.protocol.addressees import read_addressees

WORDS = st.sampled_from(
    [
        "министерство",
        "департамент",
        "труда",
        "занятости",
        "и",
        ",",
        ";",
        "(",
        ")",
        "«",
        "»",
        "\n",
        "ПОО",
        "(по",
        "согласованию)",
        "(далее",
        "–",
        "X)",
        "колледжи",
        "не",
        "менее",
        "20",
        "%",
        "наставников",
        "Иванов",
        "И.И.",
        "образования",
        "и.о.",
        ".",
        ":",
        "–",
        "администрации",
        "разработать",
        "в",
        "срок",
        "до",
        "1",
        "мая",
        "___",
        "отчет",
        "приказ",
        "№",
        "5",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=60))


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def test_tokens_keep_their_places() -> None:
    text = "«А», 1 200,5 чел.\n___ (кол-во)"
    tokens = tokenize(text)
    assert [t.text for t in tokens] == ["«", "А", "»", ",", "1 200,5", "чел", ".", "\n", "___", "(", "кол-во", ")"]
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert enclosed(tokens) == (1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1)


def test_lost_quotes_hold_nothing() -> None:
    assert enclosed(tokenize("«А, Б «В»")) == (0, 0, 0, 0, 1, 1, 1)
    assert [t.text for t in without_quoted("План «А «Б» на год")] == ["План", "«А «Б»", "на", "год"]


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("Укомплектован штат в количестве ___ сотрудников", [("Укомплектован штат в количестве", "сотрудников")]),
        ("Разработано ___ (кол-во) программ под заказ", [("программ под заказ", "программ")]),
        ("обучено___(кол-во) мастеров. Выдано _____ чел.", [("обучено", "мастеров"), ("Выдано", "чел.")]),
        ("от «__» ______ 2020 г.", []),
        ("(указать количество)", []),
    ],
)
def test_blanks(text: str, blanks: list[tuple[str, str]]) -> None:
    assert [(blank.what, blank.unit) for blank in find_blanks(text)] == blanks


def test_prompts_are_told_apart_from_blanks() -> None:
    text = "Размещена информация (указать количество публикаций)"
    assert [(prompt.what, prompt.unit) for prompt in find_prompts(text)] == [("количество публикаций", "публикаций")]


def test_a_quantity_whose_line_was_lost_is_asked_for() -> None:
    text = "Обучено ___ (кол-во) мастеров. Число наставников, прошедших курс чел."
    (line, lost) = blank_places(text)
    assert (line.kind, text[line.start : line.end], line.blank.unit) == ("line", "___ (кол-во)", "мастеров")
    assert (lost.kind, lost.start, lost.end, lost.blank.unit) == (
        "lost",
        text.index("чел."),
        text.index("чел."),
        "чел.",
    )
    assert lost.blank.what == "Число наставников, прошедших курс"
    assert [blank.unit for blank in find_blanks(text)] == ["мастеров"]


@pytest.mark.parametrize("text", ["Численность обученных 120 чел.", "Число обученных _____ чел.", "Число мест растёт."])
def test_a_stated_quantity_is_not_lost(text: str) -> None:
    assert [place.kind for place in blank_places(text) if place.kind == "lost"] == []


def test_footnotes_define_terms() -> None:
    read = read_footnote(
        "4", "Профильные ведомства – в настоящем плане это в совокупности Министерство труда, Комитет по связи, печати."
    )
    assert read is not None
    assert (read.mark, read.term, read.members) == (
        "4",
        "Профильные ведомства",
        ("Министерство труда", "Комитет по связи, печати"),
    )
    under = read_footnote("1", "Под наставником в настоящем плане понимается опытный работник.")
    assert under is not None
    assert (under.term, under.meaning) == ("наставником", "опытный работник")
    assert read_footnote("2", "В плане учтены также мероприятия раздела 7.") is None


@pytest.mark.parametrize(
    ("text", "term", "meaning"),
    [
        ("Создание рабочей группы по кадрам (далее – рабочая группа)", "рабочая группа", "рабочей группы по кадрам"),
        ("АНО «Центр развития мастерства» (далее – ЦРМ)", "ЦРМ", "АНО «Центр развития мастерства»"),
        ("проведение регионального отбора экспертов (далее – Отбор)", "Отбор", "регионального отбора экспертов"),
    ],
)
def test_short_names(text: str, term: str, meaning: str) -> None:
    assert [(d.term, d.meaning) for d in find_definitions(text)] == [(term, meaning)]


def test_terms_of_deadlines_are_no_short_names() -> None:
    assert find_definitions("май 2020 г. (далее – ежегодно)") == ()


@given(TEXTS)
def test_no_text_makes_the_grammar_fail(text: str) -> None:
    for case in ("nomn", "datv", "accs"):
        assert split_executors(text, case) == split_executors(text, case)
    find_targets(text)
    find_blanks(text)
    find_prompts(text)
    ends = [0]
    for place in blank_places(text):
        assert ends[-1] <= place.start <= place.end <= len(text)
        ends.append(place.end)
    find_definitions(text)
    read_footnote("1", text)
    read_addressees(text)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_documents_are_stretches_of_the_text(text: str) -> None:
    plain = " ".join(text.split())
    position = 0
    for document in split_evidence(text):
        position = plain.index(document, position) + len(document)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_executors_have_no_words_of_their_own(text: str) -> None:
    given_words = words(text)
    for executor in split_executors(text).executors:
        assert set(words(executor.name)) <= set(given_words)
