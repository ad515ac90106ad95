"""Rules over tokens, kept in text files: a list of elements each, and example phrases that the tests run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from kadrost.reading.grammar.morphology import lemmas
from kadrost.reading.grammar.tokens import Token, fold


@dataclass(frozen=True, slots=True)
class Capture:
    """What a named element («ЧИСЛО», «ЧТО») covered: tokens `[start, end)` and its value."""

    start: int
    end: int
    value: object = None


Element = Callable[[Sequence[Token], int], "Capture | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: its elements, what it says where they match, and its examples as written."""

    name: str
    elements: tuple[str, ...]
    sign: str
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Match:
    """A rule that matched the tokens `[start, end)`, with what its named elements covered."""

    rule: Rule
    start: int
    end: int
    captures: dict[str, list[Capture]] = field(default_factory=dict)


@cache
def read_rules(file_name: str) -> tuple[Rule, ...]:
    """The rules of a file of `rules/`, in their order."""
    rules: list[Rule] = []
    draft: dict[str, list[str]] = {}
    for line in [*_lines(file_name), "правило:"]:
        key, _, value = line.strip().partition(":")
        if key == "правило" and draft:
            rules.append(_rule(draft))
            draft = {}
        if value.strip():
            draft.setdefault(key, []).append(value.strip())
    return tuple(rules)


@cache
def read_words(file_name: str) -> dict[str, frozenset[str]]:
    """The word lists of a file of `rules/`: `name: word, word …`, long lists over several lines of the same name."""
    lists: dict[str, set[str]] = {}
    for line in _lines(file_name):
        name, _, words = line.strip().partition(":")
        lists.setdefault(name, set()).update(word for word in map(str.strip, fold(words).split(",")) if word)
    return {name: frozenset(words) for name, words in lists.items()}


def _lines(file_name: str) -> list[str]:
    text = (resources.files(__package__) / "rules" / file_name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _rule(draft: dict[str, list[str]]) -> Rule:
    examples = tuple(
        (text.strip(), result.strip()) for text, _, result in (e.partition("=>") for e in draft.get("пример", []))
    )
    return Rule(
        draft["правило"][0], tuple(" ".join(draft.get("если", [])).split()), "".join(draft.get("знак", [])), examples
    )


class Rulebook:
    """Rules with the meaning of their named elements; finds their matches in a text."""

    def __init__(self, rules: tuple[Rule, ...], elements: dict[str, Element]) -> None:
        self._rules = [(rule, [_Step.of(text, elements) for text in rule.elements]) for rule in rules]

    def matches(self, tokens: Sequence[Token]) -> list[Match]:
        """The matches from left to right, none overlapping; at one place the first rule that fits."""
        found: list[Match] = []
        index = 0
        while index < len(tokens):
            match = self._match_at(tokens, index)
            if match is None:
                index += 1
            else:
                found.append(match)
                index = max(match.end, index + 1)
        return found

    def _match_at(self, tokens: Sequence[Token], index: int) -> Match | None:
        for rule, steps in self._rules:
            match = Match(rule, index, index)
            if all(step.take(tokens, match) for step in steps):
                return match
        return None


@dataclass(frozen=True, slots=True)
class _Step:
    """One element of a rule, compiled: a named element or a choice of words."""

    name: str
    words: frozenset[str]
    element: Element | None
    optional: bool

    @classmethod
    def of(cls, text: str, elements: dict[str, Element]) -> _Step:
        optional = text.endswith("?")
        name = text.removesuffix("?")
        return cls(name, frozenset(fold(name).split("|")), elements.get(name), optional)

    def take(self, tokens: Sequence[Token], match: Match) -> bool:
        """Move `match.end` over the element; false where a required element is absent."""
        if self.element is not None:
            capture = self.element(tokens, match.end)
            if capture is not None:
                match.captures.setdefault(self.name, []).append(capture)
                match.end = capture.end
            return capture is not None or self.optional
        if match.end < len(tokens) and self._is_word(tokens[match.end]):
            match.end += 1
            return True
        return self.optional

    def _is_word(self, token: Token) -> bool:
        if token.lower in self.words:
            return True
        return token.kind == "word" and not self.words.isdisjoint(lemmas(token.text))
