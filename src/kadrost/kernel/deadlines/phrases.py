"""The whole grammar of deadline phrases, and its single starting rule."""

from __future__ import annotations

from functools import cache

from kadrost.kernel.deadlines.grammar import Grammar
from kadrost.kernel.deadlines.items import add_item_rules
from kadrost.kernel.deadlines.parts import add_part_rules
from kadrost.kernel.deadlines.recurring import add_recurrence_rules
from kadrost.kernel.deadlines.rhythms import add_rhythm_rules
from kadrost.kernel.deadlines.terms import add_term_rules


@cache
def deadline_grammar() -> Grammar:
    """The grammar, built and checked once."""
    grammar = Grammar("фраза")
    add_part_rules(grammar)
    add_item_rules(grammar)
    add_recurrence_rules(grammar)
    add_rhythm_rules(grammar)
    add_term_rules(grammar)
    say = grammar.rule
    for name, example in (
        ("перечень", "2020 год"),
        ("повторяющийся срок", "ежегодно"),
        ("свой учебный год", "в течение учебного года"),
        ("термин", "в недельный срок"),
        ("состояние", "постоянно"),
        ("не назван", "по согласованию"),
    ):
        say("фраза", f"<{name}>", lambda meaning: meaning, example)
        say("фраза", f"<~срок исполнения> <{name}>", lambda meaning: meaning, f"Срок – {example}")
    say(
        "срок исполнения",
        "срок [исполнение|реализация|выполнение|представление] [–|:]",
        lambda: None,
        "срок исполнения:",
    )
    grammar.finish()
    return grammar
