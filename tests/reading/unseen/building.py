"""Word and Excel documents as offices make them, with python-docx and openpyxl; their text is our own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import Workbook


def table_of(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    """A table with a grid; a cell of several lines has paragraphs."""
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            first, *rest = text.split("\n")
            cell.paragraphs[0].text = first
            for line in rest:
                cell.add_paragraph(line)
    return table


def lead_and_helpers(path: Path) -> None:
    """Two header rows with merged cells, a section row merged over the table, cells merged downwards."""
    document = Document()
    for line in (
        "УТВЕРЖДЕНА",
        "распоряжением Правительства Ульяновской области",
        "от 4 февраля 2022 г. № 52-пр",
        "ДОРОЖНАЯ КАРТА",
        "«Кадры для авиационного кластера» на 2022–2023 годы",
    ):
        document.add_paragraph(line)
    table = table_of(
        document,
        [
            ["№ п/п", "Мероприятие", "Сроки реализации", "", "Исполнители", "", "Результат"],
            ["", "", "начало", "окончание", "головной исполнитель", "соисполнители", ""],
            ["1", "2", "3", "4", "5", "6", "7"],
            ["Раздел 1. Обучение", "", "", "", "", "", ""],
            ["1.1", "Разработать программу для сборщиков", "01.03.2022", "31.05.2022", "Авиационный колледж",
             "АО «Авиастар»\n(по согласованию)", "Программа утверждена"],
            ["1.2", "Обучить сборщиков", "июнь 2022 г.", "декабрь 2022 г.", "Авиационный колледж", "",
             "Обучено не менее 110 сборщиков"],
            ["Раздел 2. Закрепление", "", "", "", "", "", ""],
            ["2.1", "Предоставить общежитие", "2022 г.", "2023 г.", "Министерство имущества области",
             "АО «Авиастар» (по согласованию), администрация г. Ульяновска", "Выделено 60 мест"],
        ],
    )  # fmt: skip
    for column in (0, 1, 6):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 4).merge(table.cell(0, 5))
    for row in (3, 6):
        table.cell(row, 0).merge(table.cell(row, 6))
    document.save(str(path))


def parted_tables(path: Path) -> None:
    """A landscape plan whose table was parted at page breaks; the parts have no heading, a cell goes on in the next."""
    document: Any = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("Приложение к приказу министерства труда Тамбовской области от 12.09.2022 № 480")
    document.add_paragraph("План мероприятий по переобучению работников заводов на 2022–2023 годы")
    table_of(
        document,
        [
            ["№", "Наименование мероприятия", "Исполнитель", "Срок исполнения", "Документ"],
            ["1", "Определить перечень программ", "Управление занятости", "октябрь 2022 г.", "Перечень"],
            ["2", "Заключить договоры с учебными организациями и", "Центры занятости", "ноябрь 2022 г.", "Договоры"],
        ],
    )
    document.add_page_break()
    table_of(
        document,
        [
            ["", "центрами подготовки", "", "", ""],
            ["3", "Обучить работников", "Учебные организации\n(по согласованию)", "2023 год", "Удостоверения"],
        ],
    )
    document.add_page_break()
    table_of(
        document,
        [["4", "Проверить занятость обученных", "Центры занятости", "ежеквартально", "Справка, реестр обученных"]],
    )
    document.save(str(path))


def numbered_labels(path: Path) -> None:
    """Points of an automatic list, each followed by lines that name its fields."""
    document = Document()
    for line in (
        "Утвержден",
        "приказом министерства образования Брянской области",
        "от 20.03.2023 № 402",
        "План подготовки кадров для машиностроения",
    ):
        document.add_paragraph(line)
    for title, due, bodies, result in (
        ("Обновить станочный парк колледжей", "до 1 октября 2023 г.",
         "министерство образования Брянской области; Брянский техникум", "Закуплено 14 станков"),
        ("Провести отбор наставников", "май 2023 г.", "машиностроительные заводы (по согласованию)",
         "Отобрано не менее 25 наставников"),
        ("Организовать практику студентов", "ежегодно, июнь", "Брянский техникум", "Практику прошли 200 студентов"),
    ):  # fmt: skip
        document.add_paragraph(title, style="List Number")
        document.add_paragraph(f"Срок исполнения: {due}")
        document.add_paragraph(f"Ответственные исполнители: {bodies}")
        document.add_paragraph(f"Ожидаемый результат: {result}")
    document.save(str(path))


def tasks_and_stages(path: Path) -> None:
    """Tasks as sections in merged rows, the number column absent, bodies by lines, an empty document's cell."""
    document = Document()
    document.add_paragraph("УТВЕРЖДАЮ")
    document.add_paragraph("Глава Кольского района")
    document.add_paragraph("А.П. Лисицын")
    document.add_paragraph("16 января 2023 года")
    document.add_paragraph("План мероприятий по обеспечению школ педагогами на 2023 год")
    table = table_of(
        document,
        [
            ["Мероприятие", "Ответственные", "Срок", "Подтверждение"],
            ["Задача 1. Привлечение педагогов", "", "", ""],
            ["Разместить вакансии на портале", "Отдел образования\nшколы района", "до 1 февраля 2023 года", "Ссылка"],
            ["Провести встречи со студентами", "Отдел образования", "март – апрель 2023 года", ""],
            ["Задача 2. Поддержка молодых педагогов", "", "", ""],
            ["Назначить наставников", "Директора школ", "до 15 сентября 2023 года", "Приказы"],
        ],
    )
    for row in (1, 4):
        table.cell(row, 0).merge(table.cell(row, 3))
    document.save(str(path))


def merged_downwards(path: Path) -> None:
    """One body and one term for several measures: cells merged downwards."""
    document = Document()
    document.add_paragraph("Постановление Администрации Смоленской области")
    document.add_paragraph("от 11.05.2022 № 301")
    document.add_paragraph("Об утверждении плана развития учительских кадров на 2022–2024 годы")
    table = table_of(
        document,
        [
            ["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственный исполнитель", "Результат"],
            [
                "1",
                "Открыть педагогические классы",
                "1 сентября 2022 г.",
                "Департамент образования",
                "Открыто 9 классов",
            ],
            ["2", "Заключить целевые договоры", "", "", "Заключено 40 договоров"],
            ["3", "Выплатить подъёмные", "декабрь 2022 г.", "Департамент финансов", "Выплаты получили все педагоги"],
        ],
    )
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(1, 3).merge(table.cell(2, 3))
    document.save(str(path))


def dates_and_margins(path: Path) -> None:
    """A sheet with empty columns to the left, real dates, merged sections, a note below."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "План"
    sheet["C2"] = "Утвержден распоряжением Правительства Омской области от 15.02.2023 № 41-рп"
    sheet["C4"] = "План мероприятий по подготовке кадров для нефтехимии на 2023–2024 годы"
    head = ["№ п/п", "Мероприятие", "Начало", "Окончание", "Ответственный исполнитель", "Ожидаемый результат"]
    rows: list[list[object]] = [
        ["Подготовка кадров"],
        [1, "Оснастить лабораторию", dt.date(2023, 3, 1), dt.date(2023, 8, 31), "Омский нефтехимический колледж",
         "Лаборатория работает"],
        [2, "Набрать группу аппаратчиков", dt.date(2023, 9, 1), dt.date(2023, 9, 15),
         "Омский нефтехимический колледж, нефтезавод (по согласованию)", "Набрано не менее 25 человек"],
        ["Трудоустройство"],
        [3, "Провести ярмарку вакансий", dt.date(2024, 4, 10), dt.date(2024, 4, 10), "Министерство труда Омской области",
         "Участвует не менее 30 предприятий"],
    ]  # fmt: skip
    for column, text in enumerate(head, start=3):
        sheet.cell(6, column, text)
    for number, row in enumerate(rows, start=7):
        for column, value in enumerate(row, start=3):
            cell = sheet.cell(number, column, value)
            if isinstance(value, dt.date):
                cell.number_format = "DD.MM.YYYY"
        if len(row) == 1:
            sheet.merge_cells(start_row=number, start_column=3, end_row=number, end_column=8)
    sheet.cell(13, 3, "Примечание: участие завода – по согласованию.")
    book.save(path)


def two_sheets(path: Path) -> None:
    """The plan on the second sheet, a list of telephones on the first; quarters and years as they are typed."""
    book = Workbook()
    first: Any = book.active
    first.title = "Контакты"
    for row in (["Отдел", "Телефон"], ["Отдел кадров", "2-14-15"], ["Отдел обучения", "2-14-16"]):
        first.append(row)
    sheet: Any = book.create_sheet("План")
    for row in (
        ["План обучения персонала больниц Липецкой области на 2024 год"],
        [],
        ["Исполнитель", "Что делаем", "Срок", "Подтверждающие документы", "№"],
        ["Управление здравоохранения", "Определить потребность", "I квартал 2024 г.", "Сводная заявка", "1.1"],
        ["Медицинский колледж", "Обучить сестёр", "март – июнь 2024 г.", "Удостоверения; отчёт", "1.2"],
        ["Больницы (по согласованию)", "Принять на работу", "до 01.09.2024", "Трудовые договоры", "1.3"],
    ):
        sheet.append(row)
    book.save(path)


def council_questions(path: Path) -> None:
    """A work plan of a council: what is discussed, when it meets, who reports, what comes of it."""
    book = Workbook()
    sheet: Any = book.active
    rows: list[list[object]] = [
        ["План работы межведомственной комиссии на 2024 год"],
        ["№", "Дата заседания", "Вопрос", "Ответственный", "Решение"],
        [1, dt.date(2024, 2, 15), "О целевом приёме", "Министерство образования", "Принять сведения"],
        [2, dt.date(2024, 6, 20), "О практике студентов", "Колледжи, заводы", "Заключить 12 соглашений"],
    ]
    for row in rows:
        sheet.append(row)
    for number in (3, 4):
        sheet.cell(number, 2).number_format = "DD.MM.YYYY"
    book.save(path)


def money_and_years(path: Path) -> None:
    """Two header rows in a sheet: terms in two columns, money by years beside them, which is no field of a measure."""
    book = Workbook()
    sheet: Any = book.active
    first = ["№ п/п", "Наименование мероприятия", "Срок реализации", "", "Исполнитель", "Финансирование, тыс. руб.", "",
             "Ожидаемый результат"]  # fmt: skip
    for row in (
        ["Приложение к распоряжению Правительства Пермского края от 18.08.2022 № 250-рп"],
        ["План развития кузнечных мастерских на 2022–2024 годы"],
        first,
        ["", "", "начало", "окончание", "", "2023", "2024", ""],
        [1, 2, 3, 4, 5, 6, 7, 8],
        ["1.", "Купить горны", "сентябрь 2022 г.", "ноябрь 2022 г.", "Колледж ремёсел", 120, 80, "Куплено 4 горна"],
        ["2.", "Обучить кузнецов", "2023 г.", "2024 г.", "Колледж ремёсел; артели (по согласованию)", 40, 40,
         "Обучено не менее 18 кузнецов"],
        ["", "Итого", "", "", "", 160, 120, ""],
    ):  # fmt: skip
        sheet.append(row)
    for merged in ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:G3", "H3:H4", "A1:H1", "A2:H2"):
        sheet.merge_cells(merged)
    book.save(path)


def two_plans(path: Path) -> None:
    """Two plans in one file, each with its heading and columns of its own; the second is by quarters."""
    document = Document()
    document.add_paragraph("Приказ министерства промышленности Ростовской области")
    document.add_paragraph("от 01.03.2023 № 61")
    document.add_paragraph("О планах подготовки кадров")
    document.add_heading("I. План подготовки литейщиков", level=2)
    table_of(
        document,
        [
            ["№", "Мероприятие", "Срок", "Ответственный"],
            ["1.1", "Собрать заявки заводов", "апрель 2023 г.", "Министерство промышленности"],
            ["1.2", "Обучить литейщиков", "май – июль 2023 г.", "Литейный колледж"],
        ],
    )
    document.add_heading("II. План подготовки фрезеровщиков", level=2)
    table_of(
        document,
        [
            ["№", "Ответственный", "Содержание работы", "Период выполнения", "Ожидаемый итог"],
            ["2.1", "Станкостроительный техникум", "Обновить станки", "III квартал 2023 г.", "Обновлено 11 станков"],
            ["2.2", "Станкостроительный техникум\nзаводы (по согласованию)", "Провести практику", "IV квартал 2023 г.",
             "Практику прошли не менее 48 студентов"],
        ],
    )  # fmt: skip
    document.save(str(path))


def points_of_an_order(path: Path) -> None:
    """An order whose points are an automatic list; the term stands in a paragraph of its own after each."""
    document = Document()
    for line in (
        "ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ ИВАНОВСКОЙ ОБЛАСТИ",
        "ПРИКАЗ",
        "от 14.04.2022 № 388-о",
        "О подготовке к чемпионату рабочих профессий",
        "В целях подготовки команды приказываю:",
    ):
        document.add_paragraph(line)
    for title, due in (
        ("Ивановскому колледжу лёгкой промышленности провести отбор участников.", "Срок – до 1 июня 2022 г."),
        ("Институту развития образования составить график тренировок.", "Срок – июнь 2022 г."),
        ("Директорам колледжей обеспечить питание участников.", "Срок – в дни чемпионата."),
    ):
        document.add_paragraph(title, style="List Number")
        document.add_paragraph(due)
    document.add_paragraph("Начальник Департамента                       О.Г. Антонова")
    document.save(str(path))


BUILT: dict[str, Callable[[Path], None]] = {
    "lead_and_helpers.docx": lead_and_helpers,
    "parted_tables.docx": parted_tables,
    "numbered_labels.docx": numbered_labels,
    "tasks_and_stages.docx": tasks_and_stages,
    "merged_downwards.docx": merged_downwards,
    "dates_and_margins.xlsx": dates_and_margins,
    "two_sheets.xlsx": two_sheets,
    "council_questions.xlsx": council_questions,
    "money_and_years.xlsx": money_and_years,
    "two_plans.docx": two_plans,
    "points_of_an_order.docx": points_of_an_order,
}
