"""Tables of a PDF page without rulings, by the alignment of their columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kadrost.reading.formats.columns import LEAST_COLUMNS, find_lattice
from kadrost.reading.formats.drafts import DraftBlock, DraftCell, DraftParagraph, DraftRow, DraftTable
from kadrost.reading.formats.pdf.text import TextLine, paragraphs_of
from kadrost.reading.formats.pdf.twocolumns import Columns, find_columns

_GUTTER = 5.0
_BREAK = 1.5


def blocks_of(lines: Sequence[TextLine], page: int, left: float, right: float) -> list[DraftBlock]:
    """The paragraphs of `lines`, and the table among them where their columns stand aligned."""
    start = next((index for index, line in enumerate(lines) if len(line.segments) >= LEAST_COLUMNS), len(lines))
    rest = lines[start:]
    segments = [line.segments for line in rest]
    lattice = find_lattice(segments, _GUTTER, _breaks(rest))
    if lattice is None and (columns := find_columns(lines)) is not None:
        return _in_columns(lines, columns, page, left, right)
    if lattice is None:
        return list[DraftBlock](paragraphs_of(lines, page, left, right))
    rows = [
        DraftRow(
            [DraftCell([DraftParagraph("\n".join(texts), page=page)], column, span) for column, span, texts in cells],
            page,
        )
        for cells in lattice.rows
    ]
    return [
        *paragraphs_of(lines[: start + lattice.first], page, left, right),
        DraftTable(rows),
        *paragraphs_of(rest[lattice.last + 1 :], page, left, right),
    ]


def _in_columns(lines: Sequence[TextLine], columns: Columns, page: int, left: float, right: float) -> list[DraftBlock]:
    """What stands over the columns, the left column, the right one, and what stands below."""
    blocks: list[DraftBlock] = list(paragraphs_of(lines[: columns.first], page, left, right))
    for column in (columns.left, columns.right):
        start, end = min(line.x0 for line in column), max(line.x1 for line in column)
        blocks += paragraphs_of(column, page, start, end)
    return [*blocks, *blocks_of(lines[columns.last + 1 :], page, left, right)]


def _breaks(lines: Sequence[TextLine]) -> list[bool]:
    steps = [below.top - above.top for above, below in itertools.pairwise(lines)]
    usual = min((step for step in steps if step > 1), default=0.0)
    return [False, *(step > _BREAK * usual for step in steps)][: len(lines)]
