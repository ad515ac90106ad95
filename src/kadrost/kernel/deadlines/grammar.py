"""A grammar of named rules with patterns in Russian, and a parser that finds every way to read a phrase whole.

A pattern is a line of
- words in their dictionary form (`до`, `квартал`) or as written where that form differs (`реже`);
- kinds of tokens in capitals (`ЧИСЛО`, `МЕСЯЦ`), `ОТКР` and `ЗАКР` for brackets, `ХВОСТ` for any words to the end;
- other rules by name (`<год>`), or `<~до>` where the rule only recognises: it passes no value, its function never runs;
- `[…]` for what may be absent, `{…}` for what may repeat or be absent, `(… | …)` for a choice, `а|б` for a choice of words.

Each kind in capitals, each rule named and each bracket that holds one passes a value to the rule's function, in order;
plain words pass nothing. The parser sees kinds only, so phrases that differ in dates alone share one cached parse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kadrost.kernel.deadlines.tokens import Token

Make = Callable[..., object]
Tree = object
_SILENT_KINDS = frozenset({"ОТКР", "ЗАКР"})
_TAIL = "ХВОСТ"
_PATTERN = re.compile(r"<[^>]+>|[\[\](){}]|[^\s\[\](){}|<>]+(?:\|[^\s\[\](){}|<>]+)*|\|")
_MOST_TREES = 6
"""Enough to see that a phrase reads in two ways; more would only cost time on hostile text."""


class NotThisWayError(Exception):
    """A rule's function refuses its values: this reading does not exist."""


class RefusedError(Exception):
    """A rule's function understood the words and they state no deadline; carries the reason in Russian."""


@dataclass(frozen=True, slots=True)
class GrammarRule:
    """One way to say something: pattern, function from values to a meaning, and phrases that it reads."""

    name: str
    pattern: str
    make: Make
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of a parse: the rule that holds and what its values come from."""

    rule: GrammarRule
    children: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Tail:
    """The tokens from one on, to the end of the phrase, as text."""

    first: int


@dataclass(slots=True)
class _Element:
    """A compiled piece of a pattern."""

    sort: str
    kinds: frozenset[str] = frozenset()
    name: str = ""
    options: tuple[tuple[_Element, ...], ...] = ()
    captures: bool = False


Found = list[tuple[int, tuple[Tree, ...]]]


@dataclass(slots=True)
class Grammar:
    """Rules by name; `read` finds the trees of a phrase that the rule `start` reads whole."""

    start: str
    rules: dict[str, list[GrammarRule]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    """All plain words that patterns name, known once the grammar is finished."""
    _compiled: dict[str, list[tuple[GrammarRule, tuple[_Element, ...]]]] = field(default_factory=dict)
    _openings: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    def rule(self, name: str, pattern: str, make: Make, *examples: str) -> None:
        """Add one way to read `name`; the examples are phrases, or parts of phrases, that it reads whole."""
        self.rules.setdefault(name, []).append(GrammarRule(name, pattern, make, examples))

    def finish(self) -> None:
        """Compile the patterns; called once, when all rules are in. KeyError names a rule that does not exist."""
        pieces = (piece for rules in self.rules.values() for rule in rules for piece in _PATTERN.findall(rule.pattern))
        words = (word for piece in pieces if not piece.startswith("<") for word in piece.split("|"))
        self.words = frozenset(word for word in words if word and word[0].islower())
        for name, rules in self.rules.items():
            self._compiled[name] = [(rule, _compile(rule.pattern, self.rules)) for rule in rules]
        for name, compiled in self._compiled.items():
            openings: dict[str, list[int]] = {}
            for index, (_, elements) in enumerate(compiled):
                for kind in self._first(elements, frozenset()):
                    openings.setdefault(kind, []).append(index)
            self._openings[name] = openings

    def read(self, kinds: tuple[str, ...], start: str | None = None) -> tuple[Branch, ...]:
        """Every tree that reads all the tokens of these kinds."""
        return _trees(self, kinds, start or self.start)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def _first(self, elements: tuple[_Element, ...], seen: frozenset[str]) -> set[str]:
        """The kinds with which a sequence may begin; "" stands for anything, or for nothing at all."""
        kinds: set[str] = set()
        for element in elements:
            kinds.discard("")
            match element.sort:
                case "kinds":
                    kinds |= element.kinds
                case "tail":
                    kinds.add("")
                case "rule":
                    for _, inner in self._compiled[element.name] if element.name not in seen else ():
                        kinds |= self._first(inner, seen | {element.name})
                case _:
                    for option in element.options:
                        kinds |= self._first(option, seen)
                    if element.sort != "choice":
                        kinds.add("")
            if "" not in kinds or element.sort == "tail":
                return kinds
        return kinds


def _compile(pattern: str, rules: Mapping[str, object]) -> tuple[_Element, ...]:
    pieces = _PATTERN.findall(pattern)
    options, end = _options(pieces, 0, rules)
    if end != len(pieces):
        raise ValueError(f"unbalanced brackets: {pattern}")
    if len(options) == 1:
        return options[0]
    return (_group("choice", options),)


def _options(pieces: list[str], at: int, rules: Mapping[str, object]) -> tuple[tuple[tuple[_Element, ...], ...], int]:
    options: list[tuple[_Element, ...]] = []
    current: list[_Element] = []
    while at < len(pieces) and pieces[at] not in {"]", ")", "}"}:
        piece = pieces[at]
        if piece == "|":
            options.append(tuple(current))
            current = []
        elif piece in {"[", "(", "{"}:
            inner, at = _options(pieces, at + 1, rules)
            current.append(_group({"[": "option", "(": "choice", "{": "repeat"}[piece], inner))
        else:
            current.append(_single(piece, rules))
        at += 1
    options.append(tuple(current))
    return tuple(options), at


def _single(piece: str, rules: Mapping[str, object]) -> _Element:
    if piece.startswith("<"):
        name = piece[1:-1].removeprefix("~")
        if name not in rules:
            raise KeyError(name)
        return _Element("rule", name=name, captures=not piece.startswith("<~"))
    if piece == _TAIL:
        return _Element("tail", captures=True)
    kinds = frozenset(piece.split("|"))
    return _Element("kinds", kinds=kinds, captures=piece[0].isupper() and not kinds & _SILENT_KINDS)


def _group(sort: str, options: tuple[tuple[_Element, ...], ...]) -> _Element:
    return _Element(sort, options=options, captures=any(part.captures for option in options for part in option))


@lru_cache(maxsize=20_000)
def _trees(grammar: Grammar, kinds: tuple[str, ...], start: str) -> tuple[Branch, ...]:
    found = _Reader(grammar, kinds).rule(start, 0)
    return tuple(tree for end, (tree,) in found if end == len(kinds) and isinstance(tree, Branch))


class _Reader:
    """One reading of a sequence of kinds: remembers what each rule found at each place."""

    def __init__(self, grammar: Grammar, kinds: tuple[str, ...]) -> None:
        self._grammar = grammar
        self._kinds = kinds
        self._known: dict[tuple[str, int], Found] = {}

    def rule(self, name: str, at: int) -> Found:
        """Where the rule may end when it starts here, with the trees."""
        key = (name, at)
        known = self._known.get(key)
        if known is not None:
            return known
        self._known[key] = []
        found: Found = []
        counts: dict[int, int] = {}
        compiled = self._grammar._compiled[name]
        openings = self._grammar._openings[name]
        here = openings.get(self._kinds[at], ()) if at < len(self._kinds) else ()
        for index in sorted({*here, *openings.get("", ())}):
            rule, elements = compiled[index]
            for end, captures in self._sequence(elements, at):
                if counts.get(end, 0) < _MOST_TREES:
                    counts[end] = counts.get(end, 0) + 1
                    found.append((end, (Branch(rule, captures),)))
        self._known[key] = found
        return found

    def _sequence(self, elements: tuple[_Element, ...], at: int) -> Found:
        paths: Found = [(at, ())]
        for element in elements:
            paths = [(end, captures + more) for place, captures in paths for end, more in self._element(element, place)]
            if not paths:
                return paths
        return paths

    def _element(self, element: _Element, at: int) -> Found:
        match element.sort:
            case "kinds":
                if at < len(self._kinds) and self._kinds[at] in element.kinds:
                    return [(at + 1, (at,) if element.captures else ())]
                return []
            case "rule":
                found = self.rule(element.name, at)
                return found if element.captures else [(end, ()) for end in dict.fromkeys(end for end, _ in found)]
            case "tail":
                return [(len(self._kinds), (Tail(at),))] if at < len(self._kinds) else []
            case "repeat":
                return self._repeat(element, at)
            case _:
                found = [path for option in element.options for path in self._sequence(option, at)]
                if element.sort == "option":
                    found.append((at, (None,) if element.captures else ()))
                return found

    def _repeat(self, element: _Element, at: int) -> Found:
        rounds: list[tuple[int, tuple[Tree, ...]]] = [(at, ())]
        found: Found = []
        counts: dict[int, int] = {}
        while rounds:
            following: list[tuple[int, tuple[Tree, ...]]] = []
            for place, items in rounds:
                if counts.get(place, 0) >= _MOST_TREES:
                    continue
                counts[place] = counts.get(place, 0) + 1
                found.append((place, (items,) if element.captures else ()))
                for option in element.options:
                    following += [(end, items + more) for end, more in self._sequence(option, place) if end > place]
            rounds = following
        return found


def evaluate(tree: Tree, tokens: list[Token], text: str) -> object:
    """The meaning of a tree over the tokens that it was found in; what the rules' functions raise goes through."""
    if isinstance(tree, int):
        return tokens[tree].value
    if isinstance(tree, Branch):
        return tree.rule.make(*[evaluate(child, tokens, text) for child in tree.children])
    if isinstance(tree, tuple):
        return tuple(evaluate(child, tokens, text) for child in tree)
    if isinstance(tree, Tail):
        return TailWords(text[tokens[tree.first].start : tokens[-1].end], tuple(t.kind for t in tokens[tree.first :]))
    return None


@dataclass(frozen=True, slots=True)
class TailWords:
    """The words of a tail, and the kinds of their tokens."""

    text: str
    kinds: tuple[str, ...]


def forget_readings() -> None:
    """Empty the memory of parses; benchmarks measure with and without it."""
    _trees.cache_clear()
