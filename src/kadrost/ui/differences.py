"""Two editions of a text compared word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["kept", "removed", "added"]


@dataclass(frozen=True)
class Part:
    """A run of words that was kept, removed or added."""

    kind: Kind
    text: str


def compare(before: str, after: str) -> list[Part]:
    """The runs in reading order, a removed one before the added that replaces it; blanks do not count.

    >>> [(part.kind, part.text) for part in compare("до 1 марта", "до 1 июня")]
    [('kept', 'до 1'), ('removed', 'марта'), ('added', 'июня')]
    """
    old, new = before.split(), after.split()
    parts: list[Part] = []
    for operation, old_from, old_until, new_from, new_until in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if operation == "equal":
            parts.append(Part("kept", " ".join(old[old_from:old_until])))
            continue
        if old_from < old_until:
            parts.append(Part("removed", " ".join(old[old_from:old_until])))
        if new_from < new_until:
            parts.append(Part("added", " ".join(new[new_from:new_until])))
    return parts
