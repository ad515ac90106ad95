"""What every format is turned into before anything is understood: blocks of one source text.

A format (txt, docx, pdf, xlsx, html) yields a `Source`: paragraphs and tables in their order. Each piece of
text knows the place where it stands in `Source.text`, the canonical text that a person is shown beside the
reading, so that every field of a reading can be marked in the source and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range `[start, end)` of characters of `Source.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it is printed, without markup; `text == source.text[span.start:span.end]`.

    White space is single, no-break signs are plain ones, invisible characters are gone. A line break that the
    document prints inside the paragraph is a newline in `text`; a word may be broken over it:
    `kadrost.reading.joining.Joiner` makes one line of it and undoes the hyphenation; a soft hyphen stays where it
    ends such a line, and nowhere else.
    Superscript figures stand as superscript characters («Стандарта¹», «м²»): so footnote marks look alike in all formats.
    `marker` is a list marker that the format keeps apart from the text ("1)", "–"); formats where
    the marker is part of the printed text leave it empty. The marker stands before the span in the source's text.
    `after_blank` is true where an empty line is printed before it (plain text, outside tables).
    """

    text: str
    span: Span
    page: int | None = None
    bold: bool = False
    centred: bool = False
    heading_level: int | None = None
    marker: str = ""
    after_blank: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row, where the document prints it; merged cells stand once.

    `column` is the grid column (0-based) where the cell begins. `merged_above` is true for the lower part of a
    vertically merged cell: it is empty and its value is that of the cell above.
    """

    paragraphs: tuple[Paragraph, ...]
    column: int
    column_span: int = 1
    merged_above: bool = False

    @property
    def text(self) -> str:
        """The cell's paragraphs, a line each."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the cell's text stands in the source."""
        return tuple(paragraph.span for paragraph in self.paragraphs if paragraph.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `number` counts from 1 within the table, over all its pages.

    `header` is true where the format itself says that the row is a heading repeated on each page (docx, html).
    """

    cells: tuple[Cell, ...]
    number: int
    page: int | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `number` counts from 1 within the document.

    A table that lines of plain text interrupt (footnotes in a txt, a page's tail) is several tables in their order.
    `title` is a name that is not printed beside it: that of an xlsx sheet.
    """

    rows: tuple[Row, ...]
    number: int
    title: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A document as text with structure: what was printed, and where.

    `footnotes` maps a printed mark, as it stands in the text ("⁴", "*"), to the note's paragraphs where the format
    keeps them apart (docx); they stand at the end of `text` and in no block.
    `format` is "txt", "docx", "pdf", "xlsx" or "html". `remarks` are Russian sentences about the file itself
    (hidden sheets, macros that were ignored, an unexpected kind).
    """

    text: str
    blocks: tuple[Block, ...]
    format: str
    footnotes: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def tables(self) -> Iterator[Table]:
        """The tables in their order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs outside tables in their order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))


class SourceBuilder:
    """Collects paragraphs and cells into one canonical text and hands out their spans."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def add(self, text: str, *, separator: str = "\n") -> Span:
        """Append `text` and a separator after it; the span covers the text alone."""
        start = self._length
        self._pieces += (text, separator)
        self._length += len(text) + len(separator)
        return Span(start, start + len(text))

    def build(self) -> str:
        """The canonical text."""
        return "".join(self._pieces)
