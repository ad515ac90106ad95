"""Tables of plain text in Markdown's manner: a row a line, cells between bars, a rule under the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kadrost.reading.formats.drafts import DraftCell, DraftRow, DraftTable
from kadrost.reading.formats.lines import Line
from kadrost.reading.formats.markup import paragraphs_of

_BAR = re.compile(r"(?<!\\)\|")
_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*|\s*:-+:?\s*|\s*-+:\s*")


class PipeTables:
    """Finds Markdown tables."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    def at(self, start: int) -> tuple[DraftTable, int] | None:
        """The table whose heading stands on line `start` and the line after it, or None."""
        if start + 1 >= len(self._lines) or "|" not in self._lines[start].text:
            return None
        if not _is_rule(self._lines[start + 1].text) or len(_cells(self._lines[start].text)) < 2:
            return None
        end = start
        while end < len(self._lines) and len(_cells(self._lines[end].text)) > 1:
            end += 1
        rows = self._lines[start:end]
        # Several rules part rows of several lines: that is a drawn table.
        if sum(_is_rule(line.text) for line in rows) > 1:
            return None
        return DraftTable([_row(line, header=line is rows[0]) for line in rows if not _is_rule(line.text)]), end


def _cells(text: str) -> list[str]:
    stripped = text.strip()
    if "|" not in stripped:
        return []
    return _BAR.split(stripped.removeprefix("|").removesuffix("|"))


def _is_rule(text: str) -> bool:
    cells = _cells(text)
    return bool(cells) and all(_RULE_CELL.fullmatch(cell) for cell in cells)


def _row(line: Line, *, header: bool) -> DraftRow:
    cells = [
        DraftCell(paragraphs_of(cell.replace("\\|", "|"), line.page), column)
        for column, cell in enumerate(_cells(line.text))
    ]
    return DraftRow(cells, line.page, header)
