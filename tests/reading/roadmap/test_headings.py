"""A column's role follows from what its heading says."""

from __future__ import annotations

import pytest

from kadrost.reading.headings import looks_like_header, role_of

HEADINGS = {
    "№ п/п": "number",
    "п/п": "number",
    "Номер": "number",
    "Наименование мероприятия": "title",
    "Содержание работ": "title",
    "Поручение": "title",
    "Что делаем": "title",
    "Ключевой результат": "result",
    "Ожидаемый эффект": "result",
    "Что получаем": "result",
    "Критерий выполнения": "result",
    "Срок реали- зации": "due",
    "Период исполнения": "due",
    "Когда": "due",
    "Контрольный срок исполнения мероприятия": "due",
    "Дата начала": "due_start",
    "Срок окончания": "due_end",
    "с": "due_start",
    "по": "due_end",
    "Ответственные исполнители": "executors",
    "Кто отвечает": "executors",
    "Ответственное лицо": "executors",
    "Соисполнители (по согласованию)": "co_executors",
    "Документ, закрепляющий результат": "evidence",
    "Вид документа": "evidence",
    "Чем подтверждается": "evidence",
    "Форма завершения мероприятия": "evidence",
    "Этап": "stage",
    "Объем финансирования, тыс. руб.": "funding",
    "Примечание": "note",
    "Отметка об исполнении": "note",
    "Наименование показателя": "indicator",
    "Создание рабочей группы": None,
    "Министерство образования": None,
}


@pytest.mark.parametrize(("heading", "role"), HEADINGS.items())
def test_role_follows_from_the_words(heading: str, role: str | None) -> None:
    assert role_of(heading) == role


def test_row_of_headings_is_told_from_a_row_of_words() -> None:
    assert looks_like_header(["№", "Мероприятие", "Срок", "Исполнитель"])
    assert not looks_like_header(["1.1", "Собрать заявки", "март 2022 г.", "Министерство труда"])
    assert not looks_like_header(
        ["", "до участников прогноза и исполнителей", "в сроки и по итогам", "и ответственных органов", ""]
    )
