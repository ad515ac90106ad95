"""Short views of a source for assertions."""

from __future__ import annotations

import pytest

from kadrost.reading.formats import UnreadableDocument, load_bytes
from kadrost.reading.source import Paragraph, Source, Table


def texts(source: Source) -> list[str]:
    """The texts of the paragraphs outside tables."""
    return [paragraph.text for paragraph in source.paragraphs()]


def grid(table: Table) -> list[list[str]]:
    """The texts of a table's cells, row by row."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def grids(source: Source) -> list[list[list[str]]]:
    """The texts of all tables' cells."""
    return [grid(table) for table in source.tables()]


def places(table: Table) -> list[list[tuple[int, int, bool]]]:
    """Column, span and whether it is a lower part, of each cell."""
    return [[(cell.column, cell.column_span, cell.merged_above) for cell in row.cells] for row in table.rows]


def all_paragraphs(source: Source) -> list[Paragraph]:
    """Every paragraph, in cells and footnotes too."""
    found: list[Paragraph] = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            found += [paragraph for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
    return found + [paragraph for note in source.footnotes.values() for paragraph in note]


def assert_sound(source: Source) -> None:
    """Every span slices to its text, in order and without overlap; numbers count from 1."""
    end = 0
    for paragraph in all_paragraphs(source):
        assert source.text[paragraph.span.start : paragraph.span.end] == paragraph.text
        assert paragraph.text.strip() == paragraph.text != ""
        assert paragraph.span.start >= end
        end = paragraph.span.end
    for number, table in enumerate(source.tables(), start=1):
        assert table.number == number
        assert [row.number for row in table.rows] == list(range(1, len(table.rows) + 1))


def refusal(data: bytes, name: str = "файл") -> UnreadableDocument:
    """The refusal of `data`."""
    with pytest.raises(UnreadableDocument) as caught:
        load_bytes(data, name)
    refused = caught.value
    assert refused.where == name
    assert refused.message.endswith(".")
    assert refused.remedy.endswith(".")
    return refused
