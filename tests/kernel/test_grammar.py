"""The grammar's rules by their own examples, and the parser on small grammars."""

from __future__ import annotations

import pytest

from kadrost.kernel.deadlines.clock import without_clock
from kadrost.kernel.deadlines.grammar import Grammar, GrammarRule, evaluate
from kadrost.kernel.deadlines.phrases import deadline_grammar
from kadrost.kernel.deadlines.tokens import clean, tokenize

GRAMMAR = deadline_grammar()
RULES = [(name, rule) for name, rules in GRAMMAR.rules.items() for rule in rules]


def kinds_of(text: str) -> tuple[str, ...]:
    tokens, _ = without_clock(tokenize(clean(text), GRAMMAR.words), text)
    return tuple(token.kind for token in tokens)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[f"{name}: {rule.pattern}" for name, rule in RULES])
def test_rule_reads_its_examples(name: str, rule: GrammarRule) -> None:
    assert rule.examples
    for example in rule.examples:
        readings = GRAMMAR.read(kinds_of(example), name)
        assert rule in [reading.rule for reading in readings], example


def test_every_rule_is_reached_from_the_phrase() -> None:
    reached, ahead = set(), {"фраза"}
    while ahead:
        name = ahead.pop()
        reached.add(name)
        patterns = " ".join(rule.pattern for rule in GRAMMAR.rules[name])
        ahead |= {other for other in GRAMMAR.rules if f"<{other}>" in patterns or f"<~{other}>" in patterns} - reached

    assert set(GRAMMAR.rules) - reached == set()


def small_grammar(*patterns: str) -> Grammar:
    grammar = Grammar("начало")
    for pattern in patterns:
        grammar.rule("начало", pattern, lambda *values: values)
    grammar.finish()
    return grammar


def meanings(grammar: Grammar, text: str) -> list[object]:
    tokens = tokenize(text, grammar.words)
    trees = grammar.read(tuple(token.kind for token in tokens))
    return [evaluate(tree, tokens, text) for tree in trees]


def test_optional_and_repeated_parts_pass_values() -> None:
    grammar = small_grammar("[до] ЧИСЛО { , ЧИСЛО } [МЕСЯЦ]")

    assert meanings(grammar, "до 1, 2, 3 мая") == [(1, (2, 3), 5)]
    assert meanings(grammar, "7") == [(7, (), None)]


def test_what_is_left_over_is_not_read() -> None:
    assert meanings(small_grammar("ЧИСЛО МЕСЯЦ"), "1 мая или") == []


def test_both_readings_are_found() -> None:
    assert meanings(small_grammar("ЧИСЛО [ЧИСЛО] [ЧИСЛО]"), "1 2") == [(1, 2, None), (1, None, 2)]


def test_choice_of_words_and_of_groups() -> None:
    grammar = small_grammar("до|к (ЧИСЛО | МЕСЯЦ)")

    assert meanings(grammar, "к мая") == [(5,)]
    assert meanings(grammar, "до 3") == [(3,)]


def test_unknown_rule_is_refused() -> None:
    with pytest.raises(KeyError, match="нет такого"):
        small_grammar("<нет такого>")


def test_unbalanced_brackets_are_refused() -> None:
    with pytest.raises(ValueError, match="unbalanced"):
        small_grammar("ЧИСЛО ] до")
