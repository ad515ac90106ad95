"""Tables of plain text whose cells are parted by tabs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kadrost.reading.formats.drafts import DraftCell, DraftRow, DraftTable
from kadrost.reading.formats.lines import Line
from kadrost.reading.formats.markup import paragraphs_of

_RULE_CELL = re.compile(r"[:|]?[-–—=_]{3,}[:|]?")
_QUOTED_LINES = 60


class TabTables:
    """Finds runs of rows; what a row is follows from the number of tabs that rows of the whole text have."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        filled = Counter(line.text.count("\t") for line in lines if _filled(line.text) > 1)
        self._end = 0
        self._table_start: int | None = None
        self._widths = {tabs for tabs, rows in filled.items() if tabs > 1 and rows > 1}

    def at(self, start: int) -> tuple[DraftTable, int] | None:
        """The table that begins at line `start` and the line after it, or None where none begins there."""
        if "\t" not in self._lines[start].text:
            return None
        if start >= self._end:
            self._end = self._run_end(start)
            self._table_start = self._first_row(start, self._end)
        if start != self._table_start:
            return None
        rows = []
        position = start
        while position < self._end:
            text, following = _unquoted_row(self._lines, position)
            if text.strip(" ") and not _is_rule(text):
                rows.append(_row(text, self._lines[position].page))
            position = following
        return DraftTable(rows), max(position, self._end)

    def _run_end(self, start: int) -> int:
        """After the last line with tabs before a line of plain text; blank lines do not part a table."""
        end = position = start
        while position < len(self._lines):
            line = self._lines[position]
            if "\t" in line.text:
                _, position = _unquoted_row(self._lines, position)
                end = position
            elif line.blank:
                position += 1
            else:
                break
        return end

    def _first_row(self, start: int, end: int) -> int | None:
        """The line of the run where its table begins, None where the run is no table."""
        if any(line.text.count("\t") in self._widths for line in self._lines[start:end]):
            return start
        # Two columns: a date beside a number or a signature is no table; two such lines together, or three, are.
        pairs = [number for number in range(start, end) if _is_pair(self._lines[number].text)]
        together = any(below - above == 1 for above, below in pairwise(pairs))
        return pairs[0] if together or len(pairs) > 2 else None


def _is_pair(text: str) -> bool:
    return _filled(text) == 2 and text.strip().count("\t") == 1


def _filled(text: str) -> int:
    return sum(bool(cell.strip()) for cell in text.split("\t"))


def _is_rule(text: str) -> bool:
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    return bool(cells) and all(_RULE_CELL.fullmatch(cell) for cell in cells)


def _unquoted_row(lines: Sequence[Line], position: int) -> tuple[str, int]:
    """A row's text and the line after it: a cell in quotes may run over lines, as Excel writes it."""
    text = lines[position].text
    following = position + 1
    if not _has_open_quote(text):
        return text, following
    whole = text
    for extra in lines[following : following + _QUOTED_LINES]:
        whole += "<br>" + extra.text
        following += 1
        if not _has_open_quote(whole):
            return whole, following
    return text, position + 1


def _has_open_quote(text: str) -> bool:
    if '"' not in text:
        return False
    return any(cell.startswith('"') and cell.count('"') % 2 for cell in text.split("\t"))


def _row(text: str, page: int | None) -> DraftRow:
    cells = [DraftCell(paragraphs_of(_unquote(cell), page), column) for column, cell in enumerate(text.split("\t"))]
    return DraftRow(cells, page)


def _unquote(cell: str) -> str:
    stripped = cell.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] == '"' and ("<br>" in cell or '""' in stripped):
        return stripped[1:-1].replace('""', '"')
    return cell
