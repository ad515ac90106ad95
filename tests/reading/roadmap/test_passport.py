"""Passports, also those that conversion has shifted."""

from __future__ import annotations

from datetime import date

from kadrost.reading.api import read_document
from tests.reading.roadmap.building import Sheet

PLAN = (["№", "Мероприятие", "Срок", "Исполнитель"], ["1", "Открыть школу", "2023 год", "Центр «Исток»"])


def test_labels_and_values_in_one_cell_are_parted_and_a_lost_label_is_said() -> None:
    reading = read_document(
        Sheet()
        .paragraph("I. Паспорт проекта «Новая смена»")
        .table(
            ["1", "Наименование проекта", "Новая смена"],
            ["2", "Участники проекта", "школьники;"],
            ["", "студенты", ""],
            ["3", ["Вырастить мастеров для верфей", "Расширение набора;", "обновление мастерских"], ""],
            ["4", "Задачи проекта", ""],
            ["5", ["Сроки реализации проекта", "2023–2024 годы"], ""],
        )
        .paragraph("II. План мероприятий")
        .table(*PLAN)
        .source()
    )
    assert [(row.number, row.name, row.name_inferred, row.value) for row in reading.passport] == [
        ("1", "Наименование проекта", "", "Новая смена"),
        ("2", "Участники проекта", "", "школьники; студенты"),
        ("3", "", "Цель проекта", "Вырастить мастеров для верфей"),
        ("4", "Задачи проекта", "", "Расширение набора; обновление мастерских"),
        ("5", "Сроки реализации проекта", "", "2023–2024 годы"),
    ]
    assert [(flag.field, flag.code) for flag in reading.flags] == [("passport.3", "passport_label_lost")]
    assert reading.document.period == (date(2023, 1, 1), date(2024, 12, 31))
    assert [(section.number, section.title) for section in reading.sections] == [
        ("I", "Паспорт проекта «Новая смена»"),
        ("II", "План мероприятий"),
    ]
    assert [item.section for item in reading.items] == ["II"]


def test_a_table_of_other_things_is_no_passport() -> None:
    reading = read_document(Sheet().table(["Телефон", "55-55"], ["Адрес", "ул. Новая, 1"]).table(*PLAN).source())
    assert reading.passport == ()
    assert [flag.code for flag in reading.flags] == ["table_without_items"]
