"""Plain text: its lines are paragraphs (those broken at a margin together), and tables where tabs, bars or drawn rules make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kadrost.reading.formats.boxes import BoxTables
from kadrost.reading.formats.drafts import DraftBlock, DraftParagraph, DraftTable, assemble
from kadrost.reading.formats.lines import Line, split_lines
from kadrost.reading.formats.markup import join_bold_lines, paragraphs_of
from kadrost.reading.formats.pipes import PipeTables
from kadrost.reading.formats.semicolons import SemicolonTables
from kadrost.reading.formats.spaced import SpacedTables
from kadrost.reading.formats.tabs import TabTables
from kadrost.reading.formats.wrapping import Wrapping
from kadrost.reading.source import Source

Finder = Callable[[int], tuple[DraftTable, int] | None]


def source_of_text(text: str, remarks: Iterable[str] = ()) -> Source:
    """The source of decoded plain text; form feeds count its pages.

    Raises:
        UnreadableDocument: where nothing is in it, or it exceeds the limits.
    """
    return assemble(read_text(text), "txt", remarks=remarks)


def read_text(text: str) -> list[DraftBlock]:
    """The paragraphs and tables of `text` in their order."""
    lines = split_lines(text)
    if "**" in text:
        lines = [
            Line(marked, line.page)
            for marked, line in zip(join_bold_lines([x.text for x in lines]), lines, strict=True)
        ]
    finders: tuple[Finder, ...] = (
        TabTables(lines).at,
        PipeTables(lines).at,
        SemicolonTables(lines).at,
        BoxTables(lines).at,
        SpacedTables(lines).at,
    )
    wrapping = Wrapping(lines)
    blocks: list[DraftBlock] = []
    position = after_table = 0
    while position < len(lines):
        line = lines[position]
        found = None if line.blank and "\t" not in line.text else _first(finders, position)
        if found:
            table, position = found
            after_table = position
            blocks.append(table)
            continue
        paragraphs = paragraphs_of(line.text, line.page)
        last = blocks[-1] if blocks else None
        if (
            position > after_table
            and wrapping.joins(position)
            and len(paragraphs) == 1
            and isinstance(last, DraftParagraph)
        ):
            last.text += "\n" + paragraphs[0].text
        else:
            if paragraphs and position and lines[position - 1].blank:
                paragraphs[0].after_blank = True
            blocks += paragraphs
        position += 1
    return blocks


def _first(finders: tuple[Finder, ...], position: int) -> tuple[DraftTable, int] | None:
    for find in finders:
        found = find(position)
        if found:
            return found
    return None
