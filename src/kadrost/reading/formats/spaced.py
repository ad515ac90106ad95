"""Tables of plain text whose columns are held apart by spaces alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kadrost.reading.formats.columns import LEAST_COLUMNS, Lattice, Segment, find_lattice
from kadrost.reading.formats.drafts import DraftCell, DraftRow, DraftTable
from kadrost.reading.formats.lines import Line
from kadrost.reading.formats.markup import paragraphs_of

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_GUTTER = 2.0
_LINES = 4_000


class SpacedTables:
    """Finds runs of lines with aligned columns."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._tried_until = 0

    def at(self, start: int) -> tuple[DraftTable, int] | None:
        """The table that begins on line `start` and the line after it, or None."""
        if start < self._tried_until or len(_segments(self._lines[start].text)) < LEAST_COLUMNS:
            return None
        end = self._run_end(start)
        run = self._lines[start:end]
        kept = [index for index, line in enumerate(run) if not line.blank]
        segments = [_segments(run[index].text) for index in kept]
        breaks = [position > 0 and index - kept[position - 1] > 1 for position, index in enumerate(kept)]
        lattice = find_lattice(segments, _GUTTER, breaks)
        if lattice is None or lattice.first:
            self._tried_until = end
            return None
        return _table(lattice, [run[index].page for index in kept]), start + kept[lattice.last] + 1

    def _run_end(self, start: int) -> int:
        """After the last line before two blank ones, or before lines that other tables are made of."""
        end = position = start
        while position < min(len(self._lines), start + _LINES):
            line = self._lines[position]
            if line.blank:
                if position + 1 < len(self._lines) and self._lines[position + 1].blank:
                    break
            elif "\t" in line.text.strip():
                break
            else:
                end = position + 1
            position += 1
        return end


def _segments(text: str) -> list[Segment]:
    return [Segment(found.start(), found.end(), found[0]) for found in _SEGMENT.finditer(text)]


def _table(lattice: Lattice, pages: list[int | None]) -> DraftTable:
    rows = []
    for cells, line in zip(lattice.rows, lattice.row_lines, strict=True):
        page = pages[line]
        rows.append(
            DraftRow(
                [DraftCell(paragraphs_of("\n".join(texts), page), column, span) for column, span, texts in cells], page
            )
        )
    return DraftTable(rows)
