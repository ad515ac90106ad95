"""Tables of plain text whose cells are parted by semicolons, as spreadsheets save them."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from kadrost.reading.formats.drafts import DraftCell, DraftRow, DraftTable
from kadrost.reading.formats.lines import Line
from kadrost.reading.formats.markup import paragraphs_of

_FEWEST_CELLS, _FEWEST_ROWS = 3, 3
_LONGEST_HEADING = 60
_QUOTED_LINES = 60


class SemicolonTables:
    """Finds runs of lines with one number of cells; words that merely list things seldom keep it over three lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._tried_until = 0

    def at(self, start: int) -> tuple[DraftTable, int] | None:
        """The table whose heading stands on line `start` and the line after it, or None."""
        if start < self._tried_until:
            return None
        heading, position = self._cells(start)
        if not _is_heading(heading):
            return None
        rows = [_row(heading, self._lines[start].page)]
        end = position
        while position < len(self._lines):
            if self._lines[position].blank:
                position += 1
                continue
            page = self._lines[position].page
            cells, position = self._cells(position)
            if len(cells) != len(heading):
                break
            rows.append(_row(cells, page))
            end = position
        if len(rows) < _FEWEST_ROWS:
            self._tried_until = end
            return None
        return DraftTable(rows), end

    def _cells(self, position: int) -> tuple[list[str], int]:
        """The cells of a row and the line after it; a cell in quotes may run over lines."""
        text = self._lines[position].text
        if text.count(";") < _FEWEST_CELLS - 1:
            return [], position + 1
        following = position + 1
        for extra in self._lines[following : following + _QUOTED_LINES]:
            if text.count('"') % 2 == 0:
                break
            text, following = f"{text}<br>{extra.text}", following + 1
        if text.count('"') % 2:
            text, following = self._lines[position].text.replace('"', '""'), position + 1
        return next(csv.reader([text], delimiter=";"), []), following


def _is_heading(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    named = [cell for cell in filled if "№" in cell or any(letter.isalpha() for letter in cell)]
    return len(named) >= _FEWEST_CELLS and all(
        len(cell) <= _LONGEST_HEADING and not cell.endswith((".", ",")) for cell in filled
    )


def _row(cells: Sequence[str], page: int | None) -> DraftRow:
    return DraftRow([DraftCell(paragraphs_of(cell, page), column) for column, cell in enumerate(cells)], page)
