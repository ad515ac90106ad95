"""Every example in the rule file is run; what real documents ask for is compared with the hand-made gold."""

import json
from pathlib import Path

import pytest

from kadrost.reading.grammar.rulebook import read_rules
from kadrost.reading.grammar.targets import find_targets

EXAMPLES = [
    pytest.param(text, result, id=f"{rule.name}: {text}")
    for rule in read_rules("targets.rules")
    for text, result in rule.examples
]


def as_written(text: str) -> str:
    """The targets of a text in the notation of the rule file."""
    found = [f"«{t.text}» {t.operator} {t.value:g} «{t.unit}»" for t in find_targets(text)]
    return ", ".join(found) or "ничего"


@pytest.mark.parametrize(("text", "result"), EXAMPLES)
def test_example_of_a_rule(text: str, result: str) -> None:
    assert as_written(text) == result


def test_every_rule_has_an_example() -> None:
    assert [rule.name for rule in read_rules("targets.rules") if not rule.examples] == []


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", "ничего"),
        ("Утвержден порядок", "ничего"),
        ("приказ от 12.03.2021 № 45-п", "ничего"),
        ("конкурс «Топ-50» и платформа «50+»", "ничего"),
        ("в 2024/2025 учебном году", "ничего"),
        ("Обучено не менее двадцати пяти мастеров", "«не менее двадцати пяти мастеров» >= 25 «мастеров»"),
        (
            "Не менее 12 новых и обновленных программ",
            "«Не менее 12 новых и обновленных программ» >= 12 «новых и обновленных программ»",
        ),
        ("охват 1 200 школьников", "«1 200 школьников» = 1200 «школьников»"),
        ("создано 7 ЦОПП", "«7 ЦОПП» = 7 «ЦОПП»"),
        ("не менее 2,5 млн рублей", "«не менее 2,5 млн рублей» >= 2.5e+06 «рублей»"),
        ("скидка до 45 процентов", "«до 45 процентов» <= 45 «%»"),
    ],
)
def test_other_texts(text: str, result: str) -> None:
    assert as_written(text) == result


@pytest.mark.shared
def test_targets_of_the_gold(shared_dir: Path) -> None:
    gold = json.loads((shared_dir / "gold" / "amur.json").read_text(encoding="utf-8"))
    for item in gold["items"]:
        wanted = [(t["text"], t["op"], t["value"], t["unit"]) for t in item["targets"]]
        assert [(t.text, t.operator, t.value, t.unit) for t in find_targets(item["result"])] == wanted
        assert find_targets(item["title"]) == ()
