"""Rows that office programs merge, break and repeat."""

from __future__ import annotations

from kadrost.reading.api import read_document
from kadrost.reading.result import Reading
from tests.reading.roadmap.building import MERGED, Sheet

HEADING = ["№", "Мероприятие", "Результат", "Срок", "Исполнитель", "Документ"]


def read(sheet: Sheet) -> Reading:
    return read_document(sheet.source())


def test_merged_cells_hold_for_the_rows_below_without_a_doubt() -> None:
    reading = read(
        Sheet().table(
            HEADING,
            ["1", "Собрать заявки", "Заявки собраны", "май 2023 г.", "Отдел кадров", "Реестр"],
            ["2", "Сверить заявки", "Заявки сверены", MERGED, MERGED, MERGED],
        )
    )
    second = reading.items[1]
    assert (second.due_text, [body.name for body in second.executors], second.evidence) == (
        "май 2023 г.",
        ["Отдел кадров"],
        ("Реестр",),
    )
    assert reading.flags == ()


def test_a_merged_cell_that_goes_on_below_goes_on_for_all_its_rows() -> None:
    reading = read(
        Sheet()
        .table(
            HEADING,
            ["1", "Собрать заявки", "Заявки собраны", "май 2023 г.", "Отдел кадров, служба", "Реестр"],
            ["2", "Сверить заявки", "Заявки сверены", "", "", ""],
        )
        .paragraph("¹ Служба – в настоящем плане это служба занятости.")
        .table(["", "", "", "", "занятости", ""])
    )
    assert [[body.name for body in item.executors] for item in reading.items] == [
        ["Отдел кадров", "служба занятости"]
    ] * 2
    assert [(flag.item, flag.field, flag.code) for flag in reading.flags] == [
        ("2", "due_text", "inherited_from_above"),
        ("2", "executors", "inherited_from_above"),
        ("2", "evidence", "inherited_from_above"),
    ]


def test_words_of_the_row_above_in_the_cells_of_the_next_are_given_back() -> None:
    reading = read(
        Sheet().table(
            HEADING,
            ["1", "Открыть курсы", "Курсы отвечают запросам заводов и", "2023 год", "Колледж, учеб-", "Приказ"],
            HEADING,
            [
                "2",
                "Принять экзамены",
                ["потребностям края", "Экзамены приняты"],
                "2024 год",
                ["ные центры", "Школа"],
                "Акт",
            ],
        )
    )
    first, second = reading.items
    assert first.result == "Курсы отвечают запросам заводов и потребностям края"
    assert [body.name for body in first.executors] == ["Колледж", "учебные центры"]
    assert second.result == "Экзамены приняты"
    assert [body.name for body in second.executors] == ["Школа"]
    assert reading.flags == ()


def test_a_tail_outside_the_table_goes_where_it_makes_a_word_whole() -> None:
    reading = read(
        Sheet()
        .table(HEADING, ["1", "Провести смотр", "Смотр проведен", "2023 год", "Колледж (по согласо-", "Отчет"], HEADING)
        .paragraph("ванию), завод «Луч»")
        .table(["2", "Выбрать лучших", "Лучшие выбраны", "2024 год", "Завод «Луч»", "Протокол"])
    )
    assert [(body.name, body.by_agreement) for body in reading.items[0].executors] == [
        ("Колледж", True),
        ("завод «Луч»", False),
    ]
    assert reading.flags == ()


def test_a_tail_that_fits_two_cells_is_a_doubt_with_both_readings() -> None:
    reading = read(
        Sheet()
        .table(HEADING, ["1", "Обновить порядок приема", "Обновлен порядок", "2023 год", "Колледж", "Порядок"])
        .paragraph("студентов на обучение")
        .table(["2", "Принять студентов", "Студенты приняты", "2024 год", "Колледж", "Приказ"])
    )
    (flag,) = reading.flags
    assert reading.items[0].title == "Обновить порядок приема студентов на обучение"
    assert (flag.item, flag.code, flag.text) == ("1", "tail_outside_table", "студентов на обучение")
    assert [choice.value for choice in flag.choices] == [
        "Обновить порядок приема студентов на обучение",
        "Обновлен порядок студентов на обучение",
    ]


def test_a_section_in_a_spanning_row_and_a_numbered_one_with_its_result() -> None:
    reading = read(
        Sheet().table(
            HEADING,
            ["Раздел 1. Подготовка"],
            ["1.1", "Собрать заявки", "Заявки собраны", "2023 год", "Отдел", "Реестр"],
            ["2.", "Обучение мастеров", "Мастера обучены", "", "", ""],
            ["Проектирование"],
            ["2.1.", "Составить программу", "Программа готова", "2023 год", "Колледж", "Программа"],
            ["Реализация"],
            ["2.2.", "Провести занятия", "Занятия проведены", "2024 год", "Колледж", "Журнал"],
        )
    )
    assert [(s.number, s.title, s.result) for s in reading.sections] == [
        ("1", "Подготовка", ""),
        ("2", "Обучение мастеров", "Мастера обучены"),
    ]
    assert [(item.number, item.section, item.stage) for item in reading.items] == [
        ("1.1", "1", None),
        ("2.1", "2", "Проектирование"),
        ("2.2", "2", "Реализация"),
    ]


def test_a_page_break_without_a_heading_is_seen_by_the_page() -> None:
    rows = [
        HEADING,
        ["1", "Провести Дни", "Дни проведены", "2023 год", "Центр", "Отчет"],
        ["", "Мастера", "", "", "«Маяк»", ""],
    ]
    reading = read(Sheet().table(*rows, pages=[1, 1, 2]))
    assert [(item.title, item.executors[0].name) for item in reading.items] == [
        ("Провести Дни Мастера", "Центр «Маяк»")
    ]


def test_a_spoilt_row_of_column_numbers_is_no_measure() -> None:
    reading = read(
        Sheet().table(
            ["№", "Период", "Мероприятия", "Исполнители", "Результат"],
            ["1", "2023 г.", "3", "4", "5"],
            ["1", "2023 г.", "Собрать заявки", "Отдел", "Заявки собраны"],
        )
    )
    assert [(item.number, item.title) for item in reading.items] == [("1", "Собрать заявки")]
    assert [(flag.code, flag.text) for flag in reading.flags] == [("column_numbers_spoilt", "2023 г.")]


def test_automatic_numbers_of_a_list_are_numbers_of_measures() -> None:
    sheet = Sheet().table(["Мероприятие", "Срок", "Исполнитель"], ["Собрать заявки", "2023 год", "Отдел"])
    assert [item.number for item in read(sheet).items] == ["1"]
