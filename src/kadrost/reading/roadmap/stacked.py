"""Plans whose table has come apart: every cell on a line of its own, one column's heading under another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kadrost.reading.headings import Role, role_of
from kadrost.reading.result import Flag
from kadrost.reading.roadmap.numbering import cell_number, follows, heading_number, is_child, is_roman
from kadrost.reading.roadmap.parting import Lines, part_lines
from kadrost.reading.source import Block, Cell, Paragraph, Row, Source, Table

_FEWEST_COLUMNS = 3
_LONGEST_HEADING = 8
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class _Columns:
    """The headings that stand one under another: roles in their order, and the paragraphs of each.

    `apart` is true where an empty line stands between the headings: then one stands between the cells too.
    """

    roles: tuple[Role, ...]
    headings: tuple[Lines, ...]
    end: int
    apart: bool


@dataclass(slots=True)
class _Rows:
    """The rows that were put together, how many lines they took, and what is doubtful about them."""

    rows: list[Row]
    taken: int
    flags: list[Flag]


def with_stacked_tables(source: Source) -> tuple[Source, tuple[Flag, ...]]:
    """The source with such tables put together again (the same source where there are none), and the doubts."""
    blocks: list[Block] = []
    flags: list[Flag] = []
    position = 0
    tables = sum(1 for _ in source.tables())
    while position < len(source.blocks):
        columns = _columns_at(source.blocks, position)
        if columns is not None:
            end = _end_of_lines(source.blocks, columns.end)
            lines = [block for block in source.blocks[columns.end : end] if isinstance(block, Paragraph)]
            found = _rows(_units(lines, apart=columns.apart), columns)
            if found is not None:
                tables += 1
                flags += found.flags
                blocks.append(Table(_numbered([_heading_row(columns), *found.rows]), tables))
                position = columns.end + found.taken
                continue
        blocks.append(source.blocks[position])
        position += 1
    return (source, ()) if len(blocks) == len(source.blocks) else (replace(source, blocks=tuple(blocks)), tuple(flags))


def _columns_at(blocks: Sequence[Block], start: int) -> _Columns | None:
    roles: list[Role] = []
    headings: list[Lines] = []
    position = start
    following = blocks[start + 1] if start + 1 < len(blocks) else None
    apart = isinstance(following, Paragraph) and following.after_blank
    while position < len(blocks):
        block = blocks[position]
        if not isinstance(block, Paragraph):
            break
        if apart and headings and not block.after_blank:
            headings[-1] = (*headings[-1], block)
            position += 1
            continue
        role = _heading_role(block) or _unknown_title(blocks, position, roles)
        if role is None or (not apart and headings and block.after_blank):
            break
        if roles and roles[-1] == role and not apart:
            headings[-1] = (*headings[-1], block)
        elif role in roles:
            break
        else:
            roles.append(role)
            headings.append((block,))
        position += 1
    asked = {"due", "executors", "due_end"} & set(roles)
    if len(roles) < _FEWEST_COLUMNS or roles[0] != "number" or "title" not in roles or not asked:
        return None
    return _Columns(tuple(roles), tuple(headings), position, apart)


def _heading_role(block: Block) -> Role | None:
    if not isinstance(block, Paragraph) or len(block.text.split()) > _LONGEST_HEADING:
        return None
    text = block.text.replace("\n", " ")
    return None if heading_number(text) else role_of(text)


def _unknown_title(blocks: Sequence[Block], position: int, roles: Sequence[Role]) -> Role | None:
    """The one heading whose words say nothing, between two that do, is that of what is done."""
    block = blocks[position]
    if not isinstance(block, Paragraph) or len(block.text.split()) > _LONGEST_HEADING // 2 or not roles:
        return None
    known = position + 1 < len(blocks) and _heading_role(blocks[position + 1]) is not None
    return "title" if known and "title" not in roles else None


def _end_of_lines(blocks: Sequence[Block], start: int) -> int:
    end = start
    while end < len(blocks) and isinstance(blocks[end], Paragraph):
        end += 1
    return end


def _units(lines: Sequence[Paragraph], *, apart: bool) -> list[Lines]:
    """The lines, those between two empty lines together where empty lines stand between cells."""
    units: list[Lines] = []
    for line in lines:
        if apart and units and not line.after_blank:
            units[-1] = (*units[-1], line)
        else:
            units.append((line,))
    return units


def _heading_row(columns: _Columns) -> Row:
    return Row(tuple(Cell(paragraphs, column) for column, paragraphs in enumerate(columns.headings)), 0, header=True)


def _rows(units: Sequence[Lines], columns: _Columns) -> _Rows | None:
    """A row for each number that stands on a line of its own, and for the headings between; None where none does."""
    width = len(columns.roles)
    position = 0
    if [_text(unit).strip(".") for unit in units[:width]] == [str(count) for count in range(1, width + 1)]:
        position = width
    starts = _starts(units, position, apart=columns.apart)
    if not starts:
        return None
    found = _Rows([_spanning(unit, width) for unit in units[position : starts[0]]], 0, [])
    for start, end in zip(starts, [*starts[1:], len(units)], strict=True):
        cells, after, taken = _row_units(units, start, end, columns)
        if len(cells) > _MOST_LINES:
            return None
        fitted, doubt = part_lines(cells, columns.roles[1:])
        found.rows.append(_row(units[start], fitted))
        found.rows += [_spanning(heading, width) for heading in after]
        found.taken = sum(len(unit) for unit in units[:taken])
        if doubt:
            found.flags.append(_doubt(_number(units[start]), cells, doubt))
    return found


def _row_units(units: Sequence[Lines], start: int, end: int, columns: _Columns) -> tuple[list[Lines], list[Lines], int]:
    """The cells of the row whose number is unit `start`, the headings after it, and where what they took ends.

    What stands after the last row and an empty line belongs to no row.
    """
    expected = len(columns.roles) - 1
    border = _cells_end(units, start + 1, end, columns)
    cells, after = list(units[start + 1 : border]), list(units[border:end])
    if end == len(units):
        cells = cells[:expected] if columns.apart else cells
        return cells, [], start + 1 + len(cells)
    following = _number(units[end])
    while not after and len(cells) > 1 and _is_heading(cells[-1], following, expected, len(cells)):
        after.append(cells.pop())
    while after and len(cells) > expected and _is_heading(cells[-1], following, expected, len(cells)):
        after.insert(0, cells.pop())
    return cells, after, end


def _starts(units: Sequence[Lines], position: int, *, apart: bool) -> list[int]:
    """Where rows begin: numbers, each of which may follow the one before it; after an empty line where all but few do."""
    numbered = [index for index in range(position, len(units)) if _number(units[index])]
    blank = [index for index in numbered if units[index][0].after_blank]
    if not apart and len(blank) * 2 > len(numbered):
        numbered = blank
    starts: list[int] = []
    for index in numbered:
        if not starts or follows(_number(units[index]), _number(units[starts[-1]])):
            starts.append(index)
    return starts


def _cells_end(units: Sequence[Lines], start: int, end: int, columns: _Columns) -> int:
    """Where a row's cells end: at an empty line, where empty lines part rows and not cells.

    Before the row is full an empty line is an empty cell, unless a heading with a number stands after it; what comes
    after the last row's empty line is more than it can hold.
    """
    if columns.apart:
        return end
    expected = len(columns.roles) - 1
    gap = next((index for index in range(start + 1, end) if units[index][0].after_blank), end)
    headed = gap < end and all(heading_number(_text(unit)) for unit in units[gap:end])
    overfull = end == len(units) and end - start > expected
    return gap if gap - start >= expected or headed or overfull else end


def _text(unit: Lines) -> str:
    return " ".join(line.text.replace("\n", " ") for line in unit)


def _number(unit: Lines) -> str:
    """The number that a unit is, "" for other words; a year is none."""
    text = _text(unit)
    number = cell_number(text)
    if number is None or (text.isdigit() and len(text) > 3):
        return ""
    return number[0]


def _is_heading(unit: Lines, following: str, expected: int, units: int) -> bool:
    number = heading_number(_text(unit))
    if number is None or units <= expected:
        return False
    over_figures = is_roman(number.number) and not is_roman(following)
    return bool(number.label) or over_figures or is_child(following, number.number)


def _doubt(number: str, cells: Sequence[Lines], other: str) -> Flag:
    spans = tuple(line.span for unit in cells for line in unit)
    return Flag(
        number,
        "table",
        "cells_doubtful",
        f"Графы строки напечатаны друг под другом; их границы можно понять иначе: {other}.",
        " / ".join(map(_text, cells)),
        spans,
    )


def _spanning(unit: Lines, width: int) -> Row:
    return Row((Cell(unit, 0, column_span=width),), 0, unit[0].page)


def _row(number: Lines, cells: Sequence[Lines]) -> Row:
    return Row(
        (Cell(number, 0), *(Cell(lines, column) for column, lines in enumerate(cells, start=1))), 0, number[0].page
    )


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(replace(row, number=number) for number, row in enumerate(rows, start=1))
