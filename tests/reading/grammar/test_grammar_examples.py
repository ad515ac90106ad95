"""Every example in the rule files is run as it is written there."""

from collections.abc import Callable

import pytest

from kadrost.reading.grammar.evidence import split_evidence
from kadrost.reading.grammar.executors import split_executors
from kadrost.reading.grammar.nominative import nominative
from kadrost.reading.grammar.rulebook import read_rules
from kadrost.reading.protocol.addressees import read_addressees


def executors(text: str) -> str:
    """The reading of an executors' cell in the notation of its rule file."""
    reading = split_executors(text.replace("|", "\n"))
    parts = []
    for executor in reading.executors:
        alias = f" [= {executor.alias}]" if executor.alias else ""
        parts.append(executor.name + alias + (" [с]" if executor.by_agreement else ""))
    return " ; ".join(parts) + (" [?]" if reading.doubts else "")


def evidence(text: str) -> str:
    return " ; ".join(split_evidence(text.replace("|", "\n")))


def addressees(text: str) -> str:
    return " ; ".join(executor.name for executor in read_addressees(text).executors) or "никто"


READERS: dict[str, Callable[[str], str]] = {
    "executors.rules": executors,
    "evidence.rules": evidence,
    "nominative.rules": nominative,
    "addressees.rules": addressees,
}
EXAMPLES = [
    pytest.param(file, text, result, id=f"{file}: {text}")
    for file in READERS
    for rule in read_rules(file)
    for text, result in rule.examples
]


@pytest.mark.parametrize(("file", "text", "result"), EXAMPLES)
def test_example(file: str, text: str, result: str) -> None:
    assert READERS[file](text) == result


@pytest.mark.parametrize("file", READERS)
def test_every_rule_is_shown(file: str) -> None:
    assert [rule.name for rule in read_rules(file) if not rule.examples] == []
