"""Blocks before they have a place: what a format collects, and their assembly into one `Source`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from kadrost.reading.formats import limits
from kadrost.reading.formats.errors import UnreadableDocument
from kadrost.reading.source import Block, Cell, Paragraph, Row, Source, SourceBuilder, Table

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SOFT_HYPHEN_INSIDE = re.compile("\u00ad(?!\\n)")
# «<1>» is how reference systems print a footnote's mark.
_ANGLE_MARK = re.compile(r"<(?P<figures>\d{1,2}|\*{1,3})>")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_EDGES = re.compile(r" ?\n ?")


@dataclass(slots=True)
class DraftParagraph:
    """A paragraph of a format, not yet cleaned and placed."""

    text: str
    page: int | None = None
    bold: bool = False
    centred: bool = False
    heading_level: int | None = None
    marker: str = ""
    after_blank: bool = False


@dataclass(slots=True)
class DraftCell:
    """A cell of a format; fields as in `Cell`."""

    paragraphs: list[DraftParagraph]
    column: int
    column_span: int = 1
    merged_above: bool = False


@dataclass(slots=True)
class DraftRow:
    """A row of a format; fields as in `Row`."""

    cells: list[DraftCell]
    page: int | None = None
    header: bool = False


@dataclass(slots=True)
class DraftTable:
    """A table of a format; fields as in `Table`."""

    rows: list[DraftRow] = field(default_factory=list)
    title: str = ""


DraftBlock = DraftParagraph | DraftTable


def clean(text: str) -> str:
    """`text` with single spaces, plain hyphens and no invisible characters; newlines stay, blank lines go.

    A soft hyphen stays at the end of a line alone, where it says for certain that a word is broken.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if not text.isascii():
        text = normalize("NFC", _INVISIBLE.sub("", text)).replace("\u2010", "-").replace("\u2011", "-")
    else:
        text = _INVISIBLE.sub("", text)
    if "<" in text:
        text = _ANGLE_MARK.sub(lambda mark: mark["figures"].translate(_RAISED), text)
    text = _SPACES.sub(" ", text)
    text = _SOFT_HYPHEN_INSIDE.sub("", text)
    text = _LINE_EDGES.sub("\n", text)
    if "\n" in text:
        text = re.sub("\n{2,}", "\n", text)
    return text.strip(" \n")


def assemble(
    blocks: Iterable[DraftBlock],
    file_format: str,
    *,
    footnotes: Mapping[str, Sequence[DraftParagraph]] | None = None,
    remarks: Iterable[str] = (),
) -> Source:
    """The source of `blocks`: texts cleaned and placed, rows and tables numbered, what is empty dropped.

    Raises:
        UnreadableDocument: `file_without_text` where nothing is left, `file_too_complex` beyond the limits.
    """
    assembly = _Assembly()
    placed = [block for draft in blocks if (block := assembly.block(draft)) is not None]
    if not placed:
        raise UnreadableDocument(
            "file_without_text",
            "В файле нет текста.",
            remedy="Проверьте, тот ли файл выбран; если это скан, сначала распознайте текст.",
        )
    notes = {
        mark: tuple(note for draft in drafts if (note := assembly.paragraph(draft)) is not None)
        for mark, drafts in (footnotes or {}).items()
    }
    return Source(
        text=assembly.builder.build(),
        blocks=tuple(placed),
        format=file_format,
        footnotes={mark: paragraphs for mark, paragraphs in notes.items() if paragraphs},
        remarks=tuple(dict.fromkeys(remarks)),
    )


class _Assembly:
    def __init__(self) -> None:
        self.builder = SourceBuilder()
        self._tables = 0
        self._blocks = 0
        self._cells = 0

    def block(self, draft: DraftBlock) -> Block | None:
        self._blocks += 1
        if self._blocks > limits.BLOCKS:
            raise _too_complex(f"больше {limits.BLOCKS} абзацев")
        return self.paragraph(draft) if isinstance(draft, DraftParagraph) else self._table(draft)

    def paragraph(self, draft: DraftParagraph, separator: str = "\n") -> Paragraph | None:
        text = clean(draft.text)
        return self._place(draft, text, separator) if text else None

    def _place(self, draft: DraftParagraph, text: str, separator: str) -> Paragraph:
        marker = clean(draft.marker) if draft.marker else ""
        if marker:
            self.builder.add(marker, separator=" ")
        span = self.builder.add(text, separator=separator)
        return Paragraph(
            text, span, draft.page, draft.bold, draft.centred, draft.heading_level, marker, draft.after_blank
        )

    def _table(self, draft: DraftTable) -> Table | None:
        rows = [row for row in draft.rows if row.cells]
        while rows and not _has_text(rows[-1]):
            rows.pop()
        while rows and not _has_text(rows[0]):
            rows.pop(0)
        if not rows:
            return None
        if len(rows) > limits.TABLE_ROWS:
            raise _too_complex(f"в таблице больше {limits.TABLE_ROWS} строк")
        self._tables += 1
        placed = tuple(self._row(row, number) for number, row in enumerate(rows, start=1))
        return Table(placed, self._tables, clean(draft.title))

    def _row(self, draft: DraftRow, number: int) -> Row:
        self._cells += len(draft.cells)
        if self._cells > limits.CELLS:
            raise _too_complex(f"больше {limits.CELLS} ячеек")
        last = len(draft.cells) - 1
        cells = tuple(self._cell(cell, "\n" if index == last else "\t") for index, cell in enumerate(draft.cells))
        return Row(cells, number, draft.page, draft.header)

    def _cell(self, draft: DraftCell, separator: str) -> Cell:
        filled = [(paragraph, text) for paragraph in draft.paragraphs if (text := clean(paragraph.text))]
        last = len(filled) - 1
        paragraphs = tuple(
            self._place(paragraph, text, separator if index == last else "\n")
            for index, (paragraph, text) in enumerate(filled)
        )
        if not paragraphs:
            self.builder.add("", separator=separator)
        return Cell(paragraphs, draft.column, draft.column_span, draft.merged_above)


def _has_text(row: DraftRow) -> bool:
    return any(clean(paragraph.text) for cell in row.cells for paragraph in cell.paragraphs)


def _too_complex(what: str) -> UnreadableDocument:
    return UnreadableDocument(
        "file_too_complex",
        f"Файл слишком велик для чтения: {what}.",
        remedy="Разделите его на части и загрузите по одной.",
    )
