"""Tables of plain text in Markdown's manner: a row a line, cells between bars, a rule under the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kadrost.reading.formats.drafts import DraftCell, DraftRow, DraftTable
from kadrost.reading.formats.lines import Line
from kadrost.reading.formats.markup import paragraphs_of

_BAR = re.compile(r"(?<!\\)\|")
_CROSSED = re.compile(r"\s*[-+:]+\s*")
_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*|\s*:-+:?\s*|\s*-+:\s*")


class PipeTables:
    """Finds Markdown tables."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._tried_until = 0

    def at(self, start: int) -> tuple[DraftTable, int] | None:
        """The table whose heading stands on line `start` and the line after it, or None."""
        if start < self._tried_until or not self._begins(start):
            return None
        end = start
        rules = 0
        while end < len(self._lines):
            rule = _is_rule(self._lines[end].text)
            if not rule and len(_cells(self._lines[end].text)) < 2:
                break
            rules += rule
            end += 1
        # Several rules part rows of several lines: that is a drawn table.
        if rules > 1:
            self._tried_until = end
            return None
        rows = [line for line in self._lines[start:end] if not _is_rule(line.text)]
        return DraftTable([_row(line, header=bool(rules) and line is rows[0]) for line in rows]), end

    def _begins(self, start: int) -> bool:
        """Whether lines of cells follow: a heading and its rule, rows closed by bars, or three rows with as many bars."""
        if start + 1 >= len(self._lines):
            return False
        first, second = self._lines[start].text, self._lines[start + 1].text
        cells = len(_cells(first))
        if cells < 2 or _is_rule(first):
            return False
        if _is_rule(second) or (_is_closed(first) and _is_closed(second) and len(_cells(second)) > 1):
            return True
        following = [len(_cells(line.text)) for line in self._lines[start + 1 : start + 3]]
        return cells > 2 and following == [cells, cells]


def _is_closed(text: str) -> bool:
    stripped = text.strip()
    return stripped.startswith("|") and stripped.endswith("|")


def _cells(text: str) -> list[str]:
    stripped = text.strip()
    if "|" not in stripped:
        return []
    return _BAR.split(stripped.removeprefix("|").removesuffix("|"))


def _is_rule(text: str) -> bool:
    cells = _cells(text.replace("+", "|") if _CROSSED.fullmatch(text) else text)
    return bool(cells) and all(_RULE_CELL.fullmatch(cell) for cell in cells)


def _row(line: Line, *, header: bool) -> DraftRow:
    cells = [
        DraftCell(paragraphs_of(cell.replace("\\|", "|"), line.page), column)
        for column, cell in enumerate(_cells(line.text))
    ]
    return DraftRow(cells, line.page, header)
