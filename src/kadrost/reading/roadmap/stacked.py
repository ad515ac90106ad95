"""Plans whose table has come apart: every cell on a line of its own, one column's heading under another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kadrost.reading.headings import Role, role_of
from kadrost.reading.roadmap.numbering import cell_number, heading_number, is_child
from kadrost.reading.roadmap.sentences import goes_on, starts_small
from kadrost.reading.roadmap.unheaded import begins_body, begins_paper, begins_term
from kadrost.reading.source import Block, Cell, Paragraph, Row, Source, Table

_FEWEST_COLUMNS = 3
_LONGEST_HEADING = 8
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class _Columns:
    """The headings that stand one under another: roles in their order, and the paragraphs of each."""

    roles: tuple[Role, ...]
    headings: tuple[tuple[Paragraph, ...], ...]
    end: int


def with_stacked_tables(source: Source) -> Source:
    """The source with such tables put together again; the same source where there are none."""
    blocks: list[Block] = []
    position = 0
    tables = sum(1 for _ in source.tables())
    while position < len(source.blocks):
        columns = _columns_at(source.blocks, position)
        if columns is not None:
            end = _end_of_lines(source.blocks, columns.end)
            lines = [block for block in source.blocks[columns.end : end] if isinstance(block, Paragraph)]
            rows = _rows(lines, columns)
            if rows is not None:
                tables += 1
                blocks.append(Table(_numbered([_heading_row(columns), *rows]), tables))
                position = end
                continue
        blocks.append(source.blocks[position])
        position += 1
    return source if len(blocks) == len(source.blocks) else replace(source, blocks=tuple(blocks))


def _columns_at(blocks: Sequence[Block], start: int) -> _Columns | None:
    roles: list[Role] = []
    headings: list[tuple[Paragraph, ...]] = []
    position = start
    while position < len(blocks):
        block = blocks[position]
        role = _heading_role(block) or _unknown_title(blocks, position, roles)
        if role is None or not isinstance(block, Paragraph):
            break
        if roles and roles[-1] == role:
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
    return _Columns(tuple(roles), tuple(headings), position)


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


def _heading_row(columns: _Columns) -> Row:
    return Row(tuple(Cell(paragraphs, column) for column, paragraphs in enumerate(columns.headings)), 0, header=True)


def _rows(lines: Sequence[Paragraph], columns: _Columns) -> list[Row] | None:
    """A row for each number that stands on a line of its own, and for the headings between; None where none does."""
    width = len(columns.roles)
    position = 0
    if [line.text.strip(".") for line in lines[:width]] == [str(count) for count in range(1, width + 1)]:
        position = width
    starts = [index for index in range(position, len(lines)) if _is_number(lines[index])]
    if not starts:
        return None
    rows = [_spanning(line, width) for line in lines[position : starts[0]]]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        following = cell_number(lines[end].text) if end < len(lines) else None
        cells = list(lines[start + 1 : end])
        headings: list[Paragraph] = []
        while len(cells) > 1 and _is_heading(cells[-1], following[0] if following else "", width - 1, len(cells)):
            headings.insert(0, cells.pop())
        if len(cells) > _MOST_LINES:
            return None
        rows.append(_row(lines[start], _fit(cells, columns.roles[1:])))
        rows += [_spanning(heading, width) for heading in headings]
    return rows


def _is_number(line: Paragraph) -> bool:
    return cell_number(line.text) is not None


def _is_heading(line: Paragraph, following: str, expected: int, lines: int) -> bool:
    number = heading_number(line.text.replace("\n", " "))
    if number is None or lines <= expected:
        return False
    return bool(number.label) or is_child(following, number.number)


def _spanning(line: Paragraph, width: int) -> Row:
    return Row((Cell((line,), 0, column_span=width),), 0, line.page)


def _row(number: Paragraph, cells: Sequence[tuple[Paragraph, ...]]) -> Row:
    return Row(
        (Cell((number,), 0), *(Cell(lines, column) for column, lines in enumerate(cells, start=1))), 0, number.page
    )


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(replace(row, number=number) for number, row in enumerate(rows, start=1))


def _fit(lines: Sequence[Paragraph], roles: Sequence[Role]) -> list[tuple[Paragraph, ...]]:
    """The lines parted into the columns, in their order, as their words fit best; a column may stay empty."""

    @cache
    def best(line: int, column: int) -> tuple[float, tuple[int, ...]]:
        if column == len(roles):
            return (0.0, ()) if line == len(lines) else (-1000.0, ())
        options = []
        for end in range(line, len(lines) + 1):
            score, ends = best(end, column + 1)
            options.append((score + _score(lines[line:end], roles[column]), (end, *ends)))
        return max(options)

    ends = best(0, 0)[1]
    starts = (0, *ends[:-1])
    return [tuple(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _score(lines: Sequence[Paragraph], role: Role) -> float:
    if not lines:
        return -3.0
    first = lines[0].text
    score = {"due": 4.0 if begins_term(first) else -4.0, "executors": 3.0 if begins_body(first) else 0.0}.get(role, 0.0)
    if role == "evidence":
        score += 2.0 if begins_paper(first) else 0.0
    if role not in {"due", "due_start", "due_end"} and begins_term(first):
        score -= 3.0
    if role == "title" and starts_small(first):
        score -= 2.0
    for before, line in pairwise(lines):
        score += 1.5 if starts_small(line.text) or goes_on(before.text) else -1.5
    return score
