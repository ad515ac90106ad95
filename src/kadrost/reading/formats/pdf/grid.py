"""Ruled lines of a page into grids: where the cells of its tables are, merged ones included."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kadrost.reading.formats import limits
from kadrost.reading.formats.pdf.extraction import PageContent, Ruling

_SNAP = 3.0
_GAP = 3.5
_TOUCH = 4.0
_COVERED = 0.75
_LEAST_SIDE = 5.0
_OPEN_SIDE = 12.0


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a grid: rows `top_row` up to `end_row`, columns `column` up to `end_column`, ends excluded."""

    top_row: int
    end_row: int
    column: int
    end_column: int


@dataclass(slots=True)
class Grid:
    """A table's rulings: its column and row borders, and its cells."""

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    _by_slot: list[list[int]]

    @property
    def top(self) -> float:
        """Its upper border."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Its lower border."""
        return self.ys[-1]

    def region_at(self, x: float, y: float) -> int | None:
        """The index of the cell that holds the point, None outside the grid."""
        if not (self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self._by_slot[row][column]


def find_grids(page: PageContent) -> list[Grid]:
    """The grids of `page` from top to bottom; frames around a single cell are none."""
    horizontal, vertical = _joined(page.horizontal), _joined(page.vertical)
    if len(horizontal) * len(vertical) > limits.PDF_GRID_SLOTS * 10:
        return []
    grids = [grid for part in _components(horizontal, vertical) if (grid := _grid(*part)) is not None]
    return sorted(grids, key=lambda grid: grid.top)


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings on one line joined where they touch; those a hair apart are one line."""
    result: list[Ruling] = []
    for line in _clusters(sorted(rulings, key=lambda ruling: ruling.at)):
        at = sum(ruling.at for ruling in line) / len(line)
        current: Ruling | None = None
        for ruling in sorted(line, key=lambda ruling: ruling.start):
            if current is not None and ruling.start <= current.end + _GAP:
                current.end = max(current.end, ruling.end)
            else:
                current = Ruling(at, ruling.start, ruling.end)
                result.append(current)
    return [ruling for ruling in result if ruling.end - ruling.start >= _LEAST_SIDE]


def _clusters(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    clusters: list[list[Ruling]] = []
    for ruling in rulings:
        if clusters and ruling.at - clusters[-1][0].at <= _SNAP:
            clusters[-1].append(ruling)
        else:
            clusters.append([ruling])
    return clusters


def _components(horizontal: list[Ruling], vertical: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that touch one another, table by table."""
    group = list(range(len(horizontal) + len(vertical)))
    for i, across in enumerate(horizontal):
        for j, down in enumerate(vertical, start=len(horizontal)):
            if (
                across.start - _TOUCH <= down.at <= across.end + _TOUCH
                and down.start - _TOUCH <= across.at <= down.end + _TOUCH
            ):
                _union(group, i, j)
    parts: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index, ruling in enumerate((*horizontal, *vertical)):
        parts.setdefault(_root(group, index), ([], []))[index >= len(horizontal)].append(ruling)
    return [part for part in parts.values() if part[0] and part[1]]


def _root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _union(group: list[int], left: int, right: int) -> None:
    group[_root(group, right)] = _root(group, left)


def _grid(horizontal: list[Ruling], vertical: list[Ruling]) -> Grid | None:
    xs, ys = _borders(vertical, horizontal), _borders(horizontal, vertical)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > limits.PDF_GRID_SLOTS:
        return None
    group = list(range(rows * columns))
    down = [_near(vertical, x) for x in xs]
    across = [_near(horizontal, y) for y in ys]
    for row in range(rows):
        for column in range(columns):
            slot = row * columns + column
            if column + 1 < columns and not _is_ruled(down[column + 1], ys[row], ys[row + 1]):
                _union(group, slot, slot + 1)
            if row + 1 < rows and not _is_ruled(across[row + 1], xs[column], xs[column + 1]):
                _union(group, slot, slot + columns)
    regions, by_slot = _regions(group, rows, columns)
    return Grid(xs, ys, regions, by_slot) if len(regions) > 1 else None


def _borders(lines: list[Ruling], crossing: list[Ruling]) -> list[float]:
    """Where borders run; the ends of the crossing rulings are borders too where a side of the table is open."""
    borders: list[float] = []
    for at in sorted({ruling.at for ruling in lines}):
        if not borders or at - borders[-1] >= _LEAST_SIDE:
            borders.append(at)
    first, last = min(ruling.start for ruling in crossing), max(ruling.end for ruling in crossing)
    if borders[0] - first > _OPEN_SIDE:
        borders.insert(0, first)
    if last - borders[-1] > _OPEN_SIDE:
        borders.append(last)
    return borders


def _near(rulings: list[Ruling], at: float) -> list[Ruling]:
    return [ruling for ruling in rulings if abs(ruling.at - at) < _LEAST_SIDE]


def _is_ruled(rulings: list[Ruling], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(ruling.end, end) - max(ruling.start, start)) for ruling in rulings)
    return covered >= _COVERED * (end - start)


def _regions(group: list[int], rows: int, columns: int) -> tuple[list[Region], list[list[int]]]:
    members: dict[int, list[tuple[int, int]]] = {}
    for slot in range(rows * columns):
        members.setdefault(_root(group, slot), []).append(divmod(slot, columns))
    regions: list[Region] = []
    by_slot = [[0] * columns for _ in range(rows)]
    for slots in members.values():
        for region in _rectangles(slots):
            for row in range(region.top_row, region.end_row):
                for column in range(region.column, region.end_column):
                    by_slot[row][column] = len(regions)
            regions.append(region)
    return regions, by_slot


def _rectangles(slots: list[tuple[int, int]]) -> list[Region]:
    """The slots as one cell, or, where they are no rectangle, as cells row by row."""
    rows, columns = [row for row, _ in slots], [column for _, column in slots]
    whole = Region(min(rows), max(rows) + 1, min(columns), max(columns) + 1)
    if (whole.end_row - whole.top_row) * (whole.end_column - whole.column) == len(slots):
        return [whole]
    result: list[Region] = []
    for row, column in sorted(slots):
        if result and result[-1].top_row == row and result[-1].end_column == column:
            result[-1] = Region(row, row + 1, result[-1].column, column + 1)
        else:
            result.append(Region(row, row + 1, column, column + 1))
    return result
