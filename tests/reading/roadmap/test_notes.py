"""Footnotes that a format keeps apart, notes under the table, and terms in brackets."""

from __future__ import annotations

from dataclasses import replace

from kadrost.reading.api import read_document
from kadrost.reading.source import Paragraph, Span
from tests.reading.roadmap.building import Sheet

HEADING = ["№", "Мероприятие", "Срок", "Исполнитель"]


def test_footnotes_define_terms_and_groups_and_their_marks_are_gone() -> None:
    source = (
        Sheet()
        .table(
            HEADING,
            ["1", "Открыть ДНК¹", "2023 год", "Отраслевые комитеты²"],
            ["2³", "Закрыть приют", "2024 год", "Комитет по детству"],
        )
        .source()
    )
    notes = {
        "¹": "ДНК – в настоящем плане это дом научной коллаборации.",
        "²": "Отраслевые комитеты – в настоящем плане это в совокупности Комитет по спорту, Комитет по культуре.",
        "³": "При наличии средств.",
    }
    text, footnotes = source.text, {}
    for mark, words in notes.items():
        footnotes[mark] = (Paragraph(words, Span(len(text), len(text) + len(words))),)
        text += words + "\n"
    reading = read_document(replace(source, text=text, footnotes=footnotes))
    assert [item.title for item in reading.items] == ["Открыть ДНК", "Закрыть приют"]
    assert [item.number for item in reading.items] == ["1", "2"]
    assert [body.name for body in reading.items[0].executors] == ["Отраслевые комитеты"]
    assert [(d.mark, d.term, d.members) for d in reading.definitions] == [
        ("1", "ДНК", ()),
        ("2", "Отраслевые комитеты", ("Комитет по спорту", "Комитет по культуре")),
    ]
    assert [(note.number, note.text, note.items) for note in reading.notes] == [("3", "При наличии средств.", ("2",))]
    assert reading.flags == ()


def test_notes_under_the_table_name_their_measures() -> None:
    reading = read_document(
        Sheet()
        .table(HEADING, ["1.1", "Открыть школу", "2023 год", "Центр «Исток» (далее – Центр)"])
        .paragraph("Примечание: 1. Пункты 1.1, 2.3 выполняются за счет области.")
        .paragraph("2. Пункт 1.1 выполняется при участии районов.")
        .source()
    )
    assert [(note.number, note.items) for note in reading.notes] == [("1", ("1.1", "2.3")), ("2", ("1.1",))]
    assert reading.notes[0].text == "Пункты 1.1, 2.3 выполняются за счет области."
    assert [(d.term, d.meaning) for d in reading.definitions] == [("Центр", "Центр «Исток»")]
    assert reading.items[0].executors[0].alias == "Центр"
