"""More documents as offices make them: headings of several levels, nested tables, several sheets; their text is our own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook

from tests.reading.unseen.building import table_of


def nested_heads(path: Path) -> None:
    """Two plans under headings of two levels; cells merged downwards and across; a landscape page."""
    d: Any = Document()
    d.add_paragraph("Утверждён приказом комитета по туризму Горного края от 05.03.2024 № 12")
    d.add_heading("План мероприятий «Гостеприимство» на 2024 год", 1)
    t = table_of(
        d,
        [
            ["№ п/п", "Мероприятие", "Срок", "Исполнители"],
            ["Раздел 1. Обучение", "", "", ""],
            ["1. Курсы", "", "", ""],
            ["1.1", "Открыть курсы администраторов", "апрель 2024 г.", "Колледж сервиса"],
            ["1.2", "Выдать свидетельства", "", "Колледж сервиса"],
            ["2. Практика", "", "", ""],
            ["2.1", "Провести практику в гостиницах", "июль 2024 г.", "Гостиницы (по согласованию)"],
        ],
    )
    for r in (1, 2, 5):
        t.cell(r, 0).merge(t.cell(r, 3))
    t.cell(3, 2).merge(t.cell(4, 2))
    d.save(str(path))


def nested_bodies(path: Path) -> None:
    """A table within a cell holds the bodies; the results stand in a column of their own."""
    d: Any = Document()
    d.add_paragraph("План набора поваров на 2024 год")
    t = table_of(
        d,
        [
            ["№", "Мероприятие", "Исполнители", "Срок", "Результат"],
            ["1", "Набрать группу поваров", "", "май 2024 г.", "Набрано 20 человек"],
            ["2", "Провести практику", "Кафе «Лада»", "июнь 2024 г.", "Практика проведена"],
        ],
    )
    inner = t.cell(1, 2).add_table(rows=2, cols=1)
    inner.cell(0, 0).text = "Кулинарный техникум"
    inner.cell(1, 0).text = "столовая завода (по согласованию)"
    d.save(str(path))


def two_plan_sheets(path: Path) -> None:
    """A plan on each of two sheets, both counting from 1; a hidden row is a draft that was not meant to be seen."""
    b = Workbook()
    s: Any = b.active
    s.title = "Весна"
    for row in (
        ["План весенних мероприятий на 2024 год"],
        [],
        ["№", "Мероприятие", "Срок", "Исполнитель"],
        [1, "Провести набор", "март 2024 г.", "Техникум"],
        [2, "Черновая строка", "март 2024 г.", "Техникум"],
        [3, "Провести экзамен", "май 2024 г.", "Техникум"],
    ):
        s.append(row)
    s.row_dimensions[5].hidden = True
    z: Any = b.create_sheet("Осень")
    for row in (
        ["План осенних мероприятий на 2024 год"],
        [],
        ["№", "Мероприятие", "Срок", "Исполнитель"],
        [1, "Открыть группы", "сентябрь 2024 г.", "Колледж"],
        [2, "Провести смотр", "ноябрь 2024 г.", "Колледж"],
    ):
        z.append(row)
    b.save(path)


def merged_heads(path: Path) -> None:
    """Three header rows with merged cells; the term in months of a year over them."""
    b = Workbook()
    s: Any = b.active
    for row in (
        ["Дорожная карта подготовки строителей на 2024–2025 годы"],
        ["№ п/п", "Мероприятие", "Исполнение", "", "", "Ожидаемый результат"],
        ["", "", "сроки", "", "ответственные", ""],
        ["", "", "дата начала", "дата завершения", "", ""],
        [1, "Закупить краны", "01.02.2024", "30.04.2024", "Строительный техникум", "Закуплено 3 крана"],
        [
            2,
            "Обучить крановщиков",
            "01.05.2024",
            "20.12.2024",
            "Строительный техникум, трест (по согласованию)",
            "Обучено не менее 15 крановщиков",
        ],
    ):
        s.append(row)
    for m in ("A2:A4", "B2:B4", "C2:E2", "C3:D3", "E3:E4", "F2:F4"):
        s.merge_cells(m)
    b.save(path)


def footnotes(path: Path) -> None:
    """A mark in the number and in the body; the notes stand under the table."""
    d: Any = Document()
    d.add_paragraph("План мероприятий по кадрам связи на 2024 год")
    table_of(
        d,
        [
            ["№", "Мероприятие", "Срок", "Исполнители"],
            ["1*", "Обучить операторов", "март 2024 г.", "Операторы связи**"],
            ["2", "Провести слёт", "июнь 2024 г.", "Колледж связи"],
        ],
    )
    d.add_paragraph("* При наличии средств.")
    d.add_paragraph("** Участвуют по согласованию.")
    d.save(str(path))


BUILT_MORE: dict[str, Callable[[Path], None]] = {
    "nested_heads.docx": nested_heads,
    "nested_bodies.docx": nested_bodies,
    "two_plan_sheets.xlsx": two_plan_sheets,
    "merged_heads.xlsx": merged_heads,
    "footnotes.docx": footnotes,
}
