"""Hard-wrapped plain text: lines that were broken at a margin belong to one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kadrost.reading.formats.lines import Line

_LEAST_LINES = 5
_LEAST_WIDTH = 40
_MOST_WIDTH = 160
_FULL_SHARE = 0.85
_FULL_LINES = 0.35
_OWN_LINE = re.compile(
    r"\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]\s|[а-яёa-z]\)\s|[IVX]{1,5}\.\s|[-–—•*·]\s|[⁰¹²³⁴-⁹]|\(?срок\b[^.]{0,30}[-–—:])",
    re.IGNORECASE,
)


class Wrapping:
    """The margin at which the plain lines of a text are broken, if they are."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank and "\t" not in line.text)
        self._width = lengths[-1] if lengths else 0
        full = sum(length >= _FULL_SHARE * self._width for length in lengths)
        self._wrapped = (
            len(lengths) >= _LEAST_LINES
            and _LEAST_WIDTH <= self._width <= _MOST_WIDTH
            and full >= _FULL_LINES * len(lengths)
        )

    def joins(self, number: int) -> bool:
        """Whether line `number` goes on the paragraph of the line before it: its first word had no room there."""
        if not self._wrapped or number < 1:
            return False
        before, line = self._lines[number - 1], self._lines[number]
        if before.blank or line.blank or before.page != line.page or _OWN_LINE.match(line.text):
            return False
        if _indent(line.text) > _indent(before.text):
            return False
        first_word = line.text.split(maxsplit=1)[0]
        return len(before.text.rstrip()) + 1 + len(first_word) > self._width


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
