"""Sources made by hand, as the formats make them."""

from __future__ import annotations

from collections.abc import Sequence

from kadrost.reading.source import Block, Cell, Paragraph, Row, Source, SourceBuilder, Table

MERGED = "^"
"""In a row of `table`: the lower part of a vertically merged cell."""


class Sheet:
    """Collects paragraphs and tables of one document."""

    def __init__(self) -> None:
        self._builder = SourceBuilder()
        self._blocks: list[Block] = []
        self._tables = 0

    def paragraph(self, text: str, *, bold: bool = False, marker: str = "") -> Sheet:
        """Add a paragraph."""
        self._blocks.append(Paragraph(text, self._builder.add(text), bold=bold, marker=marker))
        return self

    def table(self, *rows: Sequence[str | list[str]], pages: Sequence[int] = ()) -> Sheet:
        """Add a table; a cell is its text, or a list of its paragraphs; a row of one cell spans the table."""
        self._tables += 1
        width = max(map(len, rows))
        built = []
        for number, row in enumerate(rows, start=1):
            page = pages[number - 1] if pages else None
            cells = tuple(self._cell(cell, column, width if len(row) == 1 else 1) for column, cell in enumerate(row))
            built.append(Row(cells, number, page))
        self._blocks.append(Table(tuple(built), self._tables))
        return self

    def source(self) -> Source:
        """The document."""
        return Source(self._builder.build(), tuple(self._blocks), "docx")

    def _cell(self, words: str | list[str], column: int, span: int) -> Cell:
        if words == MERGED:
            self._builder.add("", separator="\t")
            return Cell((), column, span, merged_above=True)
        texts = [words] if isinstance(words, str) else words
        paragraphs = []
        for index, text in enumerate(texts):
            last = index == len(texts) - 1
            place = self._builder.add(text, separator="\t" if last else "\n")
            if text:
                paragraphs.append(Paragraph(text, place))
        return Cell(tuple(paragraphs), column, span)
