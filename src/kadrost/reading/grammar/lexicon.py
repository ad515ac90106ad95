"""Words and how strongly each speaks for a meaning, kept in text files with examples that the tests run."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import resources

from kadrost.reading.grammar.tokens import fold


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lemmas that speak for one meaning with their strength, and headings that mean it."""

    weights: dict[str, float] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)


def read_lexicon(file_name: str) -> dict[str, Lexicon]:
    """The meanings of a file of `rules/`: «графа: имя», then lines «сила 3: слово, слово» and «примеры: …; …»."""
    found: dict[str, Lexicon] = {}
    text = (resources.files(__package__) / "rules" / file_name).read_text(encoding="utf-8")
    for line in text.splitlines():
        key, _, value = line.strip().partition(":")
        if not key or key.startswith("#"):
            continue
        if key == "графа":
            current = found.setdefault(value.strip(), Lexicon())
        elif key == "примеры":
            current.examples.extend(filter(None, map(str.strip, value.split(";"))))
        else:
            strength = float(key.removeprefix("сила "))
            current.weights.update((fold(word.strip()), strength) for word in value.split(","))
    return found
