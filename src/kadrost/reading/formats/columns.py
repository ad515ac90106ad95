"""Tables without rulings: columns that stand aligned, in characters of a text or points of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_ITEM_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVX]{1,5}\.?)")
_NAME = re.compile(r"(?:[А-ЯЁ]\. ?){1,2}[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+ (?:[А-ЯЁ]\. ?){1,2}")
_LEAST_LINES = 3
LEAST_COLUMNS = 3
_CLEAR_SHARE = 0.85
_MULTI_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line without a wide gap between them."""

    start: float
    end: float
    text: str


@dataclass(slots=True)
class Lattice:
    """Aligned columns of a run of lines: rows of cells, each cell the lines of its text; `spanning` rows hold one."""

    borders: list[float]
    first: int
    last: int
    rows: list[list[tuple[int, int, list[str]]]]
    row_lines: list[int]


def find_lattice(lines: Sequence[Sequence[Segment]], gutter: float, breaks: Sequence[bool]) -> Lattice | None:
    """The aligned table that the run `lines` holds, or None where it is prose.

    `gutter` is the least width of the space between columns; `breaks[i]` says that a wider vertical space stands
    before line i. Three columns and three lines at least; half of the lines have several segments.
    """
    several = [index for index, line in enumerate(lines) if len(line) > 1]
    if len(several) < _LEAST_LINES or max(len(lines[index]) for index in several) < LEAST_COLUMNS:
        return None
    first, last = several[0], several[-1]
    while last + 1 < len(lines) and not breaks[last + 1] and lines[last + 1]:
        last += 1
    if len(several) < _MULTI_SHARE * (last - first + 1):
        return None
    gutters = _gutters([lines[index] for index in several], gutter)
    while last > first and _crosses(lines[last], gutters):
        last -= 1  # a signature or a note below the table
    while last > first and breaks[last] and _is_signed(lines[last]):
        last -= 1
    run = lines[first : last + 1]
    if len(gutters) + 1 < LEAST_COLUMNS:
        return None
    borders = [(start + end) / 2 for start, end in gutters]
    lattice = Lattice(borders, first, last, [], [])
    _fill(lattice, run, breaks[first : last + 1])
    return lattice if _is_sound(lattice) else None


def _gutters(run: Sequence[Sequence[Segment]], gutter: float) -> list[tuple[float, float]]:
    """Vertical strips that nearly all lines leave empty, with text on both sides."""
    changes: dict[float, int] = {}
    for line in run:
        for segment in line:
            changes[segment.start] = changes.get(segment.start, 0) + 1
            changes[segment.end] = changes.get(segment.end, 0) - 1
    allowed = int((1 - _CLEAR_SHARE) * len(run))
    strips: list[tuple[float, float]] = []
    clear: list[tuple[int, float, float, float]] = []
    crossing = 0
    for start, end in pairwise(sorted(changes)):
        crossing += changes[start]
        if crossing > allowed:
            continue
        if strips and strips[-1][1] == start:
            strips[-1] = (strips[-1][0], end)
            clear[-1] = min(clear[-1], (crossing, start - end, start, end))
        else:
            strips.append((start, end))
            clear.append((crossing, start - end, start, end))
    # Within a strip the border runs where the fewest lines cross it, if that place is wide enough.
    places = [
        (place[2], place[3]) if place[3] - place[2] >= gutter else strip
        for strip, place in zip(strips, clear, strict=True)
    ]
    return [
        (start, end)
        for start, end in places
        if end - start >= gutter
        and sum(line[0].end <= start for line in run) > 1
        and sum(line[-1].start >= end for line in run) > 1
    ]


def _is_signed(line: Sequence[Segment]) -> bool:
    """True for «Ректор      П.П. Сомов»: a post that is no number, and a name with initials."""
    return len(line) == 2 and _ITEM_NUMBER.fullmatch(line[0].text) is None and _NAME.fullmatch(line[1].text) is not None


def _crosses(line: Sequence[Segment], gutters: list[tuple[float, float]]) -> bool:
    return not line or any(segment.start < start and segment.end > end for segment in line for start, end in gutters)


def _fill(lattice: Lattice, run: Sequence[Sequence[Segment]], breaks: Sequence[bool]) -> None:
    columns = len(lattice.borders) + 1
    numbered = sum(_numbered(line, lattice.borders) for line in run)
    by_breaks = numbered < 2 and sum(breaks[1:]) >= 2
    heading = [segment.text for segment in run[0]]
    for index, line in enumerate(run):
        if not line:
            continue
        placed = _placed(line, lattice.borders, columns)
        spanning = any(span > 1 for _, span, _ in placed)
        begins = (
            not lattice.rows
            or spanning
            or _is_spanning(lattice.rows[-1])
            or [segment.text for segment in line] == heading
            or (breaks[index] if by_breaks else _numbered(line, lattice.borders))
            or (not by_breaks and numbered < 2 and placed[0][0] == 0)
        )
        if begins:
            lattice.rows.append(placed)
            lattice.row_lines.append(lattice.first + index)
        else:
            _continue(lattice.rows[-1], placed)


def _numbered(line: Sequence[Segment], borders: list[float]) -> bool:
    return bool(line) and line[0].end <= borders[0] and _ITEM_NUMBER.fullmatch(line[0].text) is not None


def _placed(line: Sequence[Segment], borders: list[float], columns: int) -> list[tuple[int, int, list[str]]]:
    cells: list[tuple[int, int, list[str]]] = []
    for segment in line:
        column = sum(border <= segment.start for border in borders)
        end = sum(border < segment.end for border in borders)
        if cells and cells[-1][0] + cells[-1][1] > column:
            before = cells.pop()
            cells.append((before[0], max(before[1], end - before[0] + 1), [before[2][0] + " " + segment.text]))
        else:
            cells.append((column, min(end, columns - 1) - column + 1, [segment.text]))
    return cells


def _is_spanning(row: list[tuple[int, int, list[str]]]) -> bool:
    return any(span > 1 for _, span, _ in row)


def _continue(row: list[tuple[int, int, list[str]]], placed: list[tuple[int, int, list[str]]]) -> None:
    by_column = {column: texts for column, _, texts in row}
    for column, span, texts in placed:
        if column in by_column:
            by_column[column] += texts
        else:
            row.append((column, span, texts))
    row.sort(key=lambda cell: cell[0])


def _is_sound(lattice: Lattice) -> bool:
    """Whether every column is used by several rows."""
    used = [0] * (len(lattice.borders) + 1)
    for row in lattice.rows:
        for column, span, _ in row:
            if span == 1:
                used[column] += 1
    return len(lattice.rows) > 1 and all(count > 1 for count in used)
