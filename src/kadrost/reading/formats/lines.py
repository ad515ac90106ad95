"""Lines of a plain text with the page they stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_END = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line without its end."""

    text: str
    page: int | None

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()


def split_lines(text: str) -> list[Line]:
    """The lines of `text`; a form feed begins a page, and without any there are no pages."""
    paged = "\f" in text
    return [
        Line(line, number if paged else None)
        for number, page in enumerate(text.split("\f"), start=1)
        for line in _LINE_END.split(page)
    ]
