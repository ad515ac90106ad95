"""Doubtful terms come with the readings that a person may choose."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.kernel.deadlines import compile_phrase
from kadrost.reading.api import read_document
from kadrost.reading.due_readings import choices_of
from tests.reading.roadmap.building import Sheet

SIGNED = date(2022, 3, 1)
READINGS = [
    ("до 2023 года", ["до 31 декабря 2022 года", "до 31 декабря 2023 года"]),
    ("до марта 2023 г.", ["до 28 февраля 2023 года", "до 31 марта 2023 года"]),
    ("к маю 2023 года", ["до 30 апреля 2023 года", "до 31 мая 2023 года"]),
    ("зимой 2023 г.", ["январь – февраль 2023 года", "декабрь 2023 года – февраль 2024 года"]),
    ("31 февраля 2023 г.", ["28 февраля 2023 года"]),
    ("до 31 апреля 2024 года", ["до 30 апреля 2024 года"]),
    ("до 10 августа", ["до 10 августа", "до 10 августа 2022 года", "до 10 августа 2023 года"]),
    ("срок уточняется", []),
]


@pytest.mark.parametrize(("phrase", "readings"), READINGS)
def test_readings_of_a_doubtful_term(phrase: str, readings: list[str]) -> None:
    choices = choices_of(compile_phrase(phrase, signed=SIGNED), signed=SIGNED, period=None)
    assert [choice.value for choice in choices] == readings


def test_a_label_says_the_days() -> None:
    choices = choices_of(compile_phrase("до 2023 года", signed=SIGNED), signed=SIGNED, period=None)
    assert [choice.label[-12:] for choice in choices] == ["(31.12.2022)", "(31.12.2023)"]


def test_the_flag_of_a_measure_bears_them() -> None:
    rows = (["№", "Мероприятие", "Срок", "Исполнитель"], ["1", "Открыть школу", "до 2023 года", "Центр «Исток»"])
    reading = read_document(Sheet().table(*rows).source())
    (flag,) = reading.flags
    assert (flag.item, flag.field, flag.code, flag.text) == ("1", "due_text", "due_not_understood", "до 2023 года")
    assert [choice.value for choice in flag.choices] == ["до 31 декабря 2022 года", "до 31 декабря 2023 года"]
    assert [reading.source.text[span.start : span.end] for span in flag.spans] == ["до 2023 года"]
