"""A sheet's cells into paragraphs (what stands above and below the table) and a table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from kadrost.reading.formats import limits
from kadrost.reading.formats.drafts import DraftBlock, DraftCell, DraftParagraph, DraftRow, DraftTable
from kadrost.reading.formats.packages import too_complex
from kadrost.reading.formats.xlsx.sheet import Merge, Sheet

_HEAD_ROWS = 60
_TABLE_CELLS = 3


def blocks_of(sheet: Sheet, name: str) -> list[DraftBlock]:
    """The blocks of a sheet. Lines above the first row of several cells, and below the last, are paragraphs."""
    numbers = sorted(sheet.cells)
    if not numbers:
        return []
    columns = sorted({column for row in sheet.cells.values() for column in row})
    if columns[-1] - columns[0] >= limits.TABLE_COLUMNS:
        raise too_complex(f"на листе больше {limits.TABLE_COLUMNS} столбцов")
    first, last = _table_rows(sheet, numbers)
    merged = _merged_slots(sheet.merges, numbers, columns)
    table = DraftTable(
        [_row(sheet.cells[number], number, columns, merged) for number in numbers if first <= number <= last], name
    )
    above = _paragraphs(sheet, (number for number in numbers if number < first))
    below = _paragraphs(sheet, (number for number in numbers if number > last))
    return [*above, *([table] if table.rows else []), *below]


def _table_rows(sheet: Sheet, numbers: list[int]) -> tuple[int, int]:
    """The first and the last row of the table; an empty range where there is none."""
    sizes = {number: len(sheet.cells[number]) for number in numbers}
    several = [number for number in numbers if sizes[number] > 1]
    if not several:
        return (numbers[-1] + 1, numbers[-1] + 1)
    heads = [number for number in numbers[:_HEAD_ROWS] if sizes[number] >= _TABLE_CELLS]
    first = heads[0] if heads else several[0]
    last = several[-1]
    # Lines right below the table belong to it (a tail of its last row); after an empty row they are notes.
    for above, below in pairwise(number for number in numbers if number >= last):
        if below - above > 1:
            break
        last = below
    return first, last


def _paragraphs(sheet: Sheet, numbers: Iterable[int]) -> list[DraftBlock]:
    return [
        DraftParagraph(line)
        for number in numbers
        for line in " ".join(sheet.cells[number][column] for column in sorted(sheet.cells[number])).split("\n")
    ]


def _merged_slots(merges: list[Merge], numbers: list[int], columns: list[int]) -> dict[tuple[int, int], Merge]:
    """Row and column → the merged range that covers it, among the rows and columns in use."""
    slots: dict[tuple[int, int], Merge] = {}
    for merge in merges:
        for number in _within(numbers, merge.top, merge.bottom):
            for column in _within(columns, merge.left, merge.right):
                slots[number, column] = merge
        if len(slots) > limits.CELLS:
            raise too_complex(f"на листе больше {limits.CELLS} объединённых ячеек")
    return slots


def _within(values: list[int], start: int, end: int) -> list[int]:
    from bisect import bisect_left, bisect_right

    return values[bisect_left(values, start) : bisect_right(values, end)]


def _row(cells: dict[int, str], number: int, columns: list[int], merged: dict[tuple[int, int], Merge]) -> DraftRow:
    row: list[DraftCell] = []
    index = 0
    while index < len(columns):
        merge = merged.get((number, columns[index]))
        span = 1
        if merge is not None:
            span = sum(merge.left <= column <= merge.right for column in columns[index:])
        above = merge is not None and number > merge.top
        text = "" if above else cells.get(columns[index], "")
        row.append(DraftCell([DraftParagraph(line) for line in text.split("\n")], index, span, above))
        index += span
    return DraftRow(row)
