"""Grids with their text into tables; a table that goes on over pages is one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kadrost.reading.formats.drafts import DraftBlock, DraftCell, DraftRow, DraftTable
from kadrost.reading.formats.pdf.extraction import Char
from kadrost.reading.formats.pdf.grid import Grid, Region
from kadrost.reading.formats.pdf.text import TextLine, lines_of, paragraphs_of

_SAME_BORDER = 6.0
_ITEM_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")


def cells_of(grid: Grid, chars: list[list[Char]], page: int) -> DraftTable | None:
    """The table of `grid`; `chars` are the characters of each of its regions. None where it is empty."""
    if not any(chars):
        return None
    lines = [lines_of(inside) if inside else [] for inside in chars]
    rows = [DraftRow([], page) for _ in range(len(grid.ys) - 1)]
    splits = _splits(grid, lines)
    table = DraftTable()
    for number in range(len(rows)):
        table.rows += _row(grid, number, lines, splits.get(number, []), page)
    return table


def _row(grid: Grid, number: int, lines: list[list[TextLine]], splits: list[float], page: int) -> list[DraftRow]:
    """The grid's row; several where its rows are not ruled but each begins with a number."""
    bounds = [float("-inf"), *splits, float("inf")]
    rows = [DraftRow([], page) for _ in bounds[1:]]
    regions = sorted(
        ((region, index) for index, region in enumerate(grid.regions) if region.top_row <= number < region.end_row),
        key=lambda found: found[0].column,
    )
    for region, index in regions:
        span = region.end_column - region.column
        above = number > region.top_row
        for part, row in enumerate(rows):
            inside = [line for line in lines[index] if bounds[part] <= line.top < bounds[part + 1]] if not above else []
            paragraphs = paragraphs_of(inside, page, *_margins(grid, region, lines[index]), in_cell=True)
            row.cells.append(DraftCell(paragraphs, region.column, span, merged_above=above))
    return rows


def _margins(grid: Grid, region: Region, lines: list[TextLine]) -> tuple[float, float]:
    """Where text of the cell may stand: its padding is the least that is seen."""
    left, right = grid.xs[region.column], grid.xs[region.end_column]
    if not lines:
        return left, right
    padding = min(max(min(line.x0 for line in lines) - left, 0.0), max(right - max(line.x1 for line in lines), 0.0))
    padding = min(padding, 8.0)
    return left + padding, right - padding


def _splits(grid: Grid, lines: list[list[TextLine]]) -> dict[int, list[float]]:
    """Heights at which a row without rulings between its items has to be cut: each begins with a number."""
    found: dict[int, list[float]] = {}
    for index, region in enumerate(grid.regions):
        if region.column != 0 or region.end_row - region.top_row != 1 or region.end_column == len(grid.xs) - 1:
            continue
        numbers = lines[index]
        if len(numbers) > 1 and all(_ITEM_NUMBER.fullmatch(line.text) for line in numbers):
            found[region.top_row] = [line.top - 0.4 * line.height for line in numbers[1:]]
    return found


@dataclass(slots=True)
class _Open:
    """The last table, which the next page may go on."""

    pieces: list[tuple[DraftTable, list[float]]]
    table: DraftTable


class TableJoiner:
    """Joins tables of consecutive pages whose borders agree and between which nothing is printed."""

    def __init__(self) -> None:
        self._open: _Open | None = None
        self._at_page_start = False
        self._all: list[_Open] = []

    def begin_page(self) -> None:
        """A new page begins."""
        self._at_page_start = True

    def interrupt(self) -> None:
        """Text was printed: the last table ends."""
        self._open = None
        self._at_page_start = False

    def add(self, table: DraftTable, grid: Grid) -> DraftTable | None:
        """`table` as a new block, or None where it went on the last one."""
        if self._open is not None and self._at_page_start and _agree(self._open.pieces[-1][1], grid.xs):
            self._open.pieces.append((table, grid.xs))
            self._at_page_start = False
            return None
        self._open = _Open([(table, grid.xs)], DraftTable())
        self._all.append(self._open)
        self._at_page_start = False
        return self._open.table

    def finish(self, blocks: list[DraftBlock]) -> list[DraftBlock]:
        """`blocks` with their joined tables filled in."""
        for opened in self._all:
            borders = _union([xs for _, xs in opened.pieces])
            for table, xs in opened.pieces:
                for row in table.rows:
                    for cell in row.cells:
                        end = cell.column + cell.column_span
                        cell.column, last = _nearest(borders, xs[cell.column]), _nearest(borders, xs[end])
                        cell.column_span = max(1, last - cell.column)
                opened.table.rows += table.rows
        return blocks


def _agree(above: list[float], below: list[float]) -> bool:
    """Whether two grids are of one table: the same outer borders, and one has all the inner borders of the other."""
    if abs(above[0] - below[0]) > _SAME_BORDER or abs(above[-1] - below[-1]) > _SAME_BORDER:
        return False
    fewer, more = sorted((above, below), key=len)
    return all(min(abs(border - other) for other in more) <= _SAME_BORDER for border in fewer)


def _union(pieces: list[list[float]]) -> list[float]:
    borders: list[float] = []
    for border in sorted(border for piece in pieces for border in piece):
        if not borders or border - borders[-1] > _SAME_BORDER:
            borders.append(border)
    return borders


def _nearest(borders: list[float], at: float) -> int:
    return min(range(len(borders)), key=lambda index: abs(borders[index] - at))
