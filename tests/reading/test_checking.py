"""The linter of plans: each rule finds its fault in a small plan of our own, and a clean plan has none."""

from __future__ import annotations

import pytest

from kadrost.reading.api import read_document
from kadrost.reading.checking import Finding, check_reading
from kadrost.reading.formats import load_bytes

HEAD = """ПРАВИТЕЛЬСТВО ЭНСКОЙ ОБЛАСТИ

РАСПОРЯЖЕНИЕ

от 15.01.2027 № 8-р

Об утверждении плана мероприятий «Мастерские» на 2027–2028 годы

№ п/п\tМероприятие\tРезультат\tСрок\tИсполнители\tПодтверждающий документ
"""
CLEAN = "1.\tОтобрать мастерские\tМастерские отобраны\tмарт 2027 года\tМинистерство труда Энской области\tПриказ\n"

NEEDS_FIRST_ROW = {"item_without_executor", "item_without_term"}
"""In a later row an empty cell may be the lower part of a merged one: the reader asks about it instead."""


def findings(rows: str, *, head: str = HEAD) -> list[Finding]:
    return check_reading(read_document(load_bytes((head + rows).encode(), "план.txt")))


def test_clean_plan_has_no_findings() -> None:
    assert findings(CLEAN) == []


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        ("2.\tКупить станки\tКуплены\tапрель 2027 года\t\tАкт", ["item_without_executor"]),
        ("2.\tКупить станки\tКуплены\t\tМинистерство труда Энской области\tАкт", ["item_without_term"]),
        ("2.\tКупить станки\tКуплены\tвесной\tМинистерство труда Энской области\tАкт", ["term_not_understood"]),
        (
            "2.\tКупить станки\tКуплены\tдекабрь 2026 года\tМинистерство труда Энской области\tАкт",
            ["term_before_signing"],
        ),
        ("2.\tКупить станки\tКуплены\tмай 2029 года\tМинистерство труда Энской области\tАкт", ["term_after_period"]),
        ("2.\tКупить станки\tКуплены\tмай 2027 года\tМинистерство труда Энской области\t", ["item_without_evidence"]),
        ("1.\tКупить станки\tКуплены\tмай 2027 года\tМинистерство труда Энской области\tАкт", ["doubled_number"]),
        (
            "2.\tКупить станки\tКуплено ___ станков\tмай 2027 года\tМинистерство труда Энской области\tАкт",
            ["blank_left_open"],
        ),
    ],
)
def test_each_rule_finds_its_fault_alone(row: str, rules: list[str]) -> None:
    rows = [row, CLEAN.strip()] if rules[0] in NEEDS_FIRST_ROW else [CLEAN.strip(), row]
    assert [finding.rule for finding in findings("\n".join(rows) + "\n")] == rules


def test_document_without_date() -> None:
    assert [finding.rule for finding in findings(CLEAN, head=HEAD.replace("от 15.01.2027 № 8-р", ""))] == [
        "document_without_date"
    ]


def test_finding_says_what_and_what_to_do() -> None:
    row = "2.\tКупить станки\tКуплены\tдекабрь 2026 года\tМинистерство труда Энской области\tАкт\n"
    assert findings(CLEAN + row) == [
        Finding(
            "term_before_signing",
            "warning",
            "2",
            "Срок 31.12.2026 истёк до подписания документа 15.01.2027.",
            "Перенесите срок или исключите мероприятие как выполненное.",
        )
    ]
