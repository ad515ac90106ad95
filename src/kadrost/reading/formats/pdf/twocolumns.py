"""Two columns of running text side by side on a page: the left one is read first, then the right one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kadrost.reading.formats.pdf.extraction import Char
from kadrost.reading.formats.pdf.text import TextLine, line_of

_FEWEST_LINES = 8
_SHARE = 0.7
_FILLED = 0.7
_LEAST_GUTTER = 8.0
_MIDDLE = (0.3, 0.7)
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """The lines `[first, last]` of a page stand in two columns, parted at `gutter`."""

    first: int
    last: int
    gutter: float
    left: list[TextLine]
    right: list[TextLine]


def find_columns(lines: Sequence[TextLine]) -> Columns | None:
    """The run of lines that is two columns of prose, or None: both columns are filled with words to their edges."""
    if len(lines) < _FEWEST_LINES:
        return None
    gutter = _gutter(lines)
    if gutter is None:
        return None
    sided = [index for index, line in enumerate(lines) if not _crosses(line, gutter)]
    both = [index for index in sided if lines[index].x0 < gutter < lines[index].x1]
    if len(both) < _FEWEST_LINES:
        return None
    first, last = both[0], both[-1]
    while last + 1 < len(lines) and not _crosses(lines[last + 1], gutter):
        last += 1
    run = lines[first : last + 1]
    if sum(_crosses(line, gutter) for line in run) or len(both) < _SHARE * len(run):
        return None
    left = [part for line in run if (part := _part(line, gutter, right=False)) is not None]
    right = [part for line in run if (part := _part(line, gutter, right=True)) is not None]
    return Columns(first, last, gutter, left, right) if _is_prose(left) and _is_prose(right) else None


def _gutter(lines: Sequence[TextLine]) -> float | None:
    """The middle of the strip in the middle of the page that most lines leave empty."""
    start, end = min(line.x0 for line in lines), max(line.x1 for line in lines)
    gaps = [
        (before.end, after.start)
        for line in lines
        for before, after in pairwise(line.segments)
        if _MIDDLE[0] < ((before.end + after.start) / 2 - start) / (end - start) < _MIDDLE[1]
    ]
    if len(gaps) < _FEWEST_LINES:
        return None
    left, right = median(gap[0] for gap in gaps), median(gap[1] for gap in gaps)
    edge = min(gap[1] for gap in gaps if gap[1] >= right - _LEAST_GUTTER)
    return edge - 1.0 if right - left >= _LEAST_GUTTER else None


def _crosses(line: TextLine, gutter: float) -> bool:
    return any(segment.start < gutter < segment.end for segment in line.segments)


def _part(line: TextLine, gutter: float, *, right: bool) -> TextLine | None:
    chars: list[Char] = [char for char in line.chars if (char.x0 >= gutter) is right]
    return line_of(chars) if chars else None


def _is_prose(column: Sequence[TextLine]) -> bool:
    """True where the lines run to the column's edge and hold several words: cells of a table do neither."""
    if len(column) < _FEWEST_LINES:
        return False
    start, end = min(line.x0 for line in column), max(line.x1 for line in column)
    filled = sum(line.x1 - start >= _FILLED * (end - start) for line in column)
    return filled >= _FILLED * len(column) and median(len(line.text.split()) for line in column) >= _WORDS
