"""Two columns of running text on a page of a PDF, and what only looks like them."""

from __future__ import annotations

from kadrost.reading.api import read_document
from kadrost.reading.formats import load_bytes
from kadrost.reading.source import Source
from tests.reading.formats.pdf_builder import Page, pdf

LEFT = (
    "1. Отделу занятости городского",
    "округа составить перечень всех",
    "предприятий, которые принимают",
    "студентов. Срок – до 1 мая 2024 г.",
    "2. Колледжу связи подготовить",
    "договоры о практике студентов и",
    "направить их всем предприятиям",
    "округа. Срок – до 1 июня 2024 г.",
    "3. Школам города провести встречи",
)
RIGHT = (
    "выпускников с наставниками до",
    "конца учебного года, как просили",
    "родители. Срок – до 25 мая 2024 г.",
    "4. Центру карьеры открыть приём",
    "заявок от студентов и работников",
    "заводов города и всего района.",
    "Срок – до 1 июля 2024 года.",
    "5. Отделу культуры поддержать",
    "праздник. Срок – июнь 2024 г.",
)


def source_of(left: tuple[str, ...], right: tuple[str, ...], *, second: float = 310) -> Source:
    page = Page()
    page.text(150, 60, "РАСПОРЯЖЕНИЕ ГЛАВЫ ГОРОДА от 10.04.2024 № 12")
    for row, (one, two) in enumerate(zip(left, right, strict=True)):
        page.text(60, 100 + 14 * row, one).text(second, 100 + 14 * row, two)
    return load_bytes(pdf(page), "распоряжение.pdf")


def test_left_column_is_read_before_the_right_one() -> None:
    source = source_of(LEFT, RIGHT)
    text = " ".join(source.text.split())

    assert "Школам города провести встречи выпускников с наставниками до конца учебного года" in text
    assert text.index("Колледжу связи") < text.index("Центру карьеры")
    assert source.remarks == (
        "Страница 1 набрана в две колонки: сначала прочитана левая, затем правая; проверьте порядок текста.",
    )


def test_points_in_columns_are_read_and_the_layout_is_flagged() -> None:
    reading = read_document(source_of(LEFT, RIGHT))

    assert [(item.number, item.due_text) for item in reading.items] == [
        ("1", "до 1 мая 2024 г."),
        ("2", "до 1 июня 2024 г."),
        ("3", "до 25 мая 2024 г."),
        ("4", "до 1 июля 2024 года"),
        ("5", "июнь 2024 г."),
    ]
    assert [flag.code for flag in reading.flags if flag.field == "file"] == ["file_remark"]


def test_names_and_values_are_no_columns_of_text() -> None:
    names = ("Цель", "Срок", "Разработчик", "Исполнители", "Куратор", "Задачи", "Объём", "Этапы", "Итог")
    assert source_of(names, RIGHT).remarks == ()


def test_few_lines_are_no_columns() -> None:
    assert source_of(LEFT[:4], RIGHT[:4]).remarks == ()
