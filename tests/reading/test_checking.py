"""The linter of plans: each rule finds its fault in a small plan of our own, and a clean plan has none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kadrost.reading.api import read_document, read_file
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


EXECUTOR = "Министерство труда Энской области"


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        (f"2.\tОтобрать мастерские\tОтобраны\tмай 2027 года\t{EXECUTOR}\tПриказ", ["same_title_other_term"]),
        (f"2.\tОтобрать мастерские\tОтобраны\tМарт 2027 г.\t{EXECUTOR}\tПриказ", []),
        ("2.\tОтобрать мастерские\tОтобраны\tмай 2027 года\tЦентр «Маяк»\tПриказ", []),
        (f"4.\tКупить станки\tКуплены\tмай 2027 года\t{EXECUTOR}\tАкт", ["numbering_gap"]),
        (f"2.\tКупить станки\tКуплено не менее 20\tмай 2027 года\t{EXECUTOR}\tАкт", ["target_without_unit"]),
        (f"2.\tКупить станки\tКуплено не менее 20 станков\tмай 2027 года\t{EXECUTOR}\tАкт", []),
        (
            f"2.\tКупить станки\tПовышение качества обучения\tмай 2027 года\t{EXECUTOR}\tАкт",
            ["result_not_measurable"],
        ),
        (f"2.\tКупить станки\tПовышение доли обученных до 40 %\tмай 2027 года\t{EXECUTOR}\tАкт", []),
        (f"2.\tКупить станки\tРазвитие методики, порядок утверждён\tмай 2027 года\t{EXECUTOR}\tАкт", []),
    ],
)
def test_rules_between_measures_and_of_words(row: str, rules: list[str]) -> None:
    assert [finding.rule for finding in findings(CLEAN + row + "\n")] == rules


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Министерство труда Энской обласи", ["executor_named_in_two_ways"]),
        ("Министерство труда", ["executor_named_in_two_ways"]),
        ("министерство труда Энской области", []),
        ("Министерство спорта Энской области", []),
        ("Министерство труда Заречной области", []),
    ],
)
def test_executor_named_in_two_ways(name: str, rules: list[str]) -> None:
    row = f"2.\tКупить станки\tКуплены\tмай 2027 года\t{name}\tАкт\n"
    assert [finding.rule for finding in findings(CLEAN + row)] == rules


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Департамент труда и занятости области", "Департамент труда и занятости населения области", 1),
        ("Министерство промышленности, науки и связи", "Министерство промышленности науки и связи", 1),
        ("Департамент образования области", "Департамент общего образования области", 0),
        ("Колледж связи № 1 города", "Колледж связи № 2 города", 0),
        ("колледжи Энской области", "колледжи Энской обласи", 0),
    ],
)
def test_names_that_are_one_body_or_two(first: str, second: str, found: int) -> None:
    rows = f"1.\tОтобрать\tОтобраны\tмарт 2027 г.\t{first}\tПриказ\n2.\tКупить\tКуплены\tмай 2027 г.\t{second}\tАкт\n"
    assert [finding.rule for finding in findings(rows)].count("executor_named_in_two_ways") == found


@pytest.mark.shared
def test_real_documents_raise_only_what_is_there(shared_dir: Path) -> None:
    counts = {
        path.name.split("-")[0]: Counter(finding.rule for finding in check_reading(read_file(path)))
        for path in sorted((shared_dir / "documents").glob("*.txt"))
    }

    assert counts == {
        "amur": {"term_before_signing": 3},
        "chelyabinsk": {"executor_named_in_two_ways": 1},
        "copp": {},
        "samara": {},
        "tomsk": {"term_before_signing": 3, "executor_named_in_two_ways": 5},
    }


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
