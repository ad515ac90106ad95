"""A document's blocks as one flow of lines: rows of plans, the paragraphs between them, and what is no plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kadrost.reading.headings import is_number_heading, is_year
from kadrost.reading.joining import Joiner, letters
from kadrost.reading.passport import looks_like_passport
from kadrost.reading.roadmap.layout import (
    Heading,
    Layout,
    find_heading,
    heading_at,
    is_column_numbers,
    is_repeated,
    text_of,
    width_of,
)
from kadrost.reading.roadmap.unheaded import infer_layout
from kadrost.reading.source import Paragraph, Row, Source, Span, Table


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of a plan; `after_break` where a page, a heading or a paragraph stands before it."""

    row: Row
    table: int
    layout: Layout
    after_break: bool


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """A paragraph before, between or after the tables."""

    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class TableStart:
    """The place where a passport or a plan with a heading of its own begins."""

    table: int
    passport: bool


Line = RowLine | ParagraphLine | TableStart


@dataclass(slots=True)
class Flow:
    """The lines in order; furniture is what is printed and says nothing (headings, column numbers)."""

    lines: list[Line] = field(default_factory=list)
    passports: list[Table] = field(default_factory=list)
    others: list[Table] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    odd_words: list[Span] = field(default_factory=list)
    layouts: dict[int, Layout] = field(default_factory=dict)

    @property
    def has_plan(self) -> bool:
        """True where a table holds measures."""
        return any(isinstance(line, RowLine) for line in self.lines)


def flow_of(source: Source, joiner: Joiner) -> Flow:
    """The flow of a document; no letter of its tables is left out of lines, passports, others and furniture."""
    reader = _FlowReader(joiner)
    for block in source.blocks:
        if isinstance(block, Paragraph):
            reader.paragraph(block)
        else:
            reader.table(block)
    return reader.flow


class _FlowReader:
    def __init__(self, joiner: Joiner) -> None:
        self.flow = Flow()
        self._joiner = joiner
        self._layout: Layout | None = None
        self._kind = ""
        self._width = 0
        self._heading_words = ""

    def paragraph(self, paragraph: Paragraph) -> None:
        self.flow.lines.append(ParagraphLine(paragraph))
        self._heading_words = (self._heading_words + " " + paragraph.text)[-400:]

    def table(self, table: Table) -> None:
        heading = find_heading(table.rows, self._joiner)
        width = width_of(table.rows)
        if heading is not None and heading.layout.is_plan:
            self._plan(table, heading)
        elif looks_like_passport(table, self._heading_words, self._joiner) or self._continues(
            "passport", width, heading
        ):
            self._kind = "passport"
            self.flow.lines.append(TableStart(table.number, passport=True))
            self.flow.passports.append(table)
        elif heading is None and self._continues("plan", width, heading) and not self._begins_anew(table):
            self._rows(table, table.rows)
        elif (
            heading is None
            and not self._begins_anew(table)
            and not self._continues("other", width, heading)
            and self._unheaded(table)
        ):
            pass
        else:
            self._kind = "other"
            self.flow.others.append(table)
        self._width = width
        self._heading_words = ""

    def _continues(self, kind: str, width: int, heading: Heading | None) -> bool:
        limit = self._layout.width if kind == "plan" and self._layout else self._width
        return self._kind == kind and heading is None and 1 < width <= limit

    def _begins_anew(self, table: Table) -> bool:
        """True where the first row is a heading, though not that of a plan: «№», years, or marked so by the format."""
        row = next(
            (row for row in table.rows if any(letters(cell.text) or "№" in cell.text for cell in row.cells)), None
        )
        if row is None:
            return False
        texts = [text for cell in row.cells if (text := text_of(cell, self._joiner))]
        known = self._layout is not None and is_repeated(row, self._layout, self._joiner)
        if known or len(texts) < 2:
            return False
        return row.header or any(map(is_number_heading, texts)) or sum(map(is_year, texts)) > 1

    def _plan(self, table: Table, heading: Heading) -> None:
        repeated = (
            self._kind == "plan" and self._layout is not None and (heading.layout.signatures & self._layout.signatures)
        )
        before = table.rows[: heading.start]
        if before and self._kind == "plan":
            self._rows(table, before)
        else:
            self._furnish(before)
        if not repeated:
            self._layout = heading.layout
            self.flow.lines.append(TableStart(table.number, passport=False))
        self._kind = "plan"
        self._take(heading, table.rows)
        self._rows(table, table.rows[heading.end :])

    def _unheaded(self, table: Table) -> bool:
        layout = infer_layout(table, self._joiner)
        if layout is None:
            return False
        self._layout, self._kind = layout, "plan"
        self.flow.lines.append(TableStart(table.number, passport=False))
        self._rows(table, table.rows)
        return True

    def _take(self, heading: Heading, rows: Sequence[Row]) -> None:
        self._furnish(rows[heading.start : heading.end])
        self.flow.odd_words += heading.odd_words

    def _furnish(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self.flow.furniture += [span for cell in row.cells for span in cell.spans]

    def _rows(self, table: Table, rows: Sequence[Row]) -> None:
        """Add a plan's rows; headings that are printed again on each page, and new ones, are taken out."""
        if self._layout is None:
            return
        after_break, page, position = True, rows[0].page if rows else None, 0
        while position < len(rows):
            row = rows[position]
            if not any(letters(cell.text) for cell in row.cells):
                self._furnish([row])
                position += 1
                continue
            if self._is_page_number(rows, position):
                self._furnish([row])
                position += 1
                continue
            if is_repeated(row, self._layout, self._joiner) or is_column_numbers(row, self._joiner):
                self._furnish([row])
                after_break, page, position = True, row.page, position + 1
                continue
            heading = heading_at(rows, position, self._joiner) if self._may_head(row) else None
            if heading is not None and heading.layout.is_plan:
                if not heading.layout.signatures & self._layout.signatures:
                    self._layout = heading.layout
                    self.flow.lines.append(TableStart(table.number, passport=False))
                self._take(heading, rows)
                after_break, position = True, heading.end
                continue
            after_break = after_break or row.page != page
            self.flow.lines.append(RowLine(row, table.number, self._layout, after_break))
            self.flow.layouts[table.number] = self._layout
            after_break, page, position = False, row.page, position + 1

    def _is_page_number(self, rows: Sequence[Row], position: int) -> bool:
        """True for a figure that stands alone in its row before the heading is printed again."""
        texts = [text for cell in rows[position].cells if (text := text_of(cell, self._joiner))]
        following = rows[position + 1] if position + 1 < len(rows) else None
        if len(texts) != 1 or not texts[0].strip("-–— ").isdigit() or following is None or self._layout is None:
            return False
        return is_repeated(following, self._layout, self._joiner)

    def _may_head(self, row: Row) -> bool:
        texts = [text_of(cell, self._joiner) for cell in row.cells]
        return sum(map(bool, texts)) >= 3 and all(len(text) < 90 for text in texts)
