"""What a grammar is not sure of: said with its place and the readings to choose from, never guessed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful stretch `[start, end)` of the text that was read.

    `code` is stable, `why` is a Russian sentence for a person; `choices` are the possible readings in words, the
    one that was taken first.
    """

    code: str
    why: str
    text: str
    start: int
    end: int
    choices: tuple[str, ...] = ()
