"""Paragraphs and tables of a Word document in their order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kadrost.reading.formats import limits
from kadrost.reading.formats.docx.names import MC, W, number_of, switch, value_of
from kadrost.reading.formats.docx.numbering import Numbering
from kadrost.reading.formats.docx.runs import InlineReader, chosen
from kadrost.reading.formats.docx.styles import Style, Styles
from kadrost.reading.formats.drafts import DraftBlock, DraftCell, DraftParagraph, DraftRow, DraftTable
from kadrost.reading.formats.packages import too_complex

_CENTRED = "center"
_HEADING_LEVELS = 9
_OWN_BLOCKS = frozenset({W + "p", W + "tbl", W + "altChunk"})
_GONE = frozenset({W + "del", W + "moveFrom", W + "sectPr", W + "sdtPr", W + "sdtEndPr"})


class BodyReader:
    """Walks blocks; counts pages where the file remembers its page breaks, and list numbers as it goes."""

    def __init__(self, styles: Styles, numbering: Numbering, inline: InlineReader, *, paged: bool) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        self._page = 1 if paged else None
        self._nesting = 0
        self._carried = ""
        self.remarks: list[str] = []

    def read(self, container: etree._Element) -> list[DraftBlock]:
        """The blocks in `container`."""
        blocks: list[DraftBlock] = []
        for element in _block_elements(container):
            if element.tag == W + "altChunk":
                self._remark(
                    "В документ вложен другой файл (altChunk); он не прочитан. Сохраните документ в Word заново."
                )
                continue
            blocks += self._paragraph(element) if element.tag == W + "p" else self._table(element)
        return blocks

    def flat(self, container: etree._Element) -> list[DraftParagraph]:
        """The blocks in `container` as paragraphs alone: tables cell by cell."""
        return [paragraph for block in self.read(container) for paragraph in _flattened(block)]

    def _paragraph(self, element: etree._Element) -> list[DraftBlock]:
        properties = element.find(W + "pPr")
        style_name = value_of(properties, "pStyle") or self._styles.default_paragraph
        style = self._styles.named(style_name)
        inline = self._inline.read(element, bold=bool(style.bold))
        if inline.hidden:
            self._remark("В документе есть скрытый текст; он не печатается и пропущен.")
        boxes = [block for box in inline.boxes for block in self.read(box)]
        self._turn(inline.page_breaks_before)
        alignment = value_of(properties, "jc") or style.alignment
        outline = number_of(properties, "outlineLvl")
        level = style.outline if outline is None else outline
        text, self._carried = self._carried + inline.text, ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None and element.getnext() is not None:
            # The paragraph's end was deleted: what it holds stands before the next paragraph's text.
            self._carried = text
            return boxes
        paragraph = DraftParagraph(
            text,
            page=self._page,
            bold=inline.bold,
            centred=alignment == _CENTRED,
            heading_level=level + 1 if level is not None and 0 <= level < _HEADING_LEVELS else None,
            marker=self._marker(properties, style, style_name),
        )
        self._turn(inline.page_breaks_inside)
        return [*boxes, paragraph]

    def _marker(self, properties: etree._Element | None, style: Style, style_name: str) -> str:
        own = properties.find(W + "numPr") if properties is not None else None
        number = number_of(own, "numId")
        if number is None:
            number = style.numbering
        if not number:
            return ""
        level = number_of(own, "ilvl")
        if level is None:
            level = style.numbering_level
        if level is None:
            level = self._numbering.level_of_style(number, style_name)
        return self._numbering.marker(number, level)

    def _table(self, element: etree._Element) -> list[DraftBlock]:
        self._nesting += 1
        if self._nesting > limits.TABLE_NESTING:
            raise too_complex("таблицы вложены друг в друга слишком глубоко")
        rows = [self._row(row) for row in _row_elements(element)]
        self._nesting -= 1
        if _is_frame(element):
            return [block for _, cells in rows for _, blocks in cells for block in blocks]
        return [DraftTable([self._draft_row(row, cells) for row, cells in rows])]

    def _row(
        self, row: etree._Element
    ) -> tuple[tuple[etree._Element, int | None], list[tuple[etree._Element, list[DraftBlock]]]]:
        """The row with its page, and its cells with their blocks. All cells begin on the row's page."""
        first = last = self._page
        cells = []
        for cell in _cell_elements(row):
            self._page = first
            cells.append((cell, self.read(cell)))
            if last is not None and self._page is not None:
                last = max(last, self._page)
        self._page = last
        return (row, _first_page(cells, first)), cells

    def _draft_row(
        self, row: tuple[etree._Element, int | None], cells: list[tuple[etree._Element, list[DraftBlock]]]
    ) -> DraftRow:
        element, page = row
        properties = element.find(W + "trPr")
        column = _span(number_of(properties, "gridBefore"), least=0)
        drafts: list[DraftCell] = []
        for cell, blocks in cells:
            cell_properties = cell.find(W + "tcPr")
            span = _span(number_of(cell_properties, "gridSpan"))
            if value_of(cell_properties, "hMerge") in {"continue", ""} and drafts:
                drafts[-1].column_span += span
            else:
                merged = value_of(cell_properties, "vMerge") in {"continue", ""}
                paragraphs = self._cell_paragraphs(blocks)
                if merged and any(paragraph.text.strip() for paragraph in paragraphs):
                    self._remark("В нижней части объединённой ячейки есть текст, который не печатается; он пропущен.")
                drafts.append(DraftCell([] if merged else paragraphs, column, span, merged))
            column += span
            if column > limits.TABLE_COLUMNS:
                raise too_complex(f"в таблице больше {limits.TABLE_COLUMNS} столбцов")
        return DraftRow(drafts, page, header=bool(switch(properties, "tblHeader")))

    def _cell_paragraphs(self, blocks: list[DraftBlock]) -> list[DraftParagraph]:
        if any(isinstance(block, DraftTable) for block in blocks):
            self._remark("В ячейке таблицы стоит другая таблица; она прочитана построчно как текст ячейки.")
        paragraphs = [paragraph for block in blocks for paragraph in _flattened(block)]
        for paragraph in paragraphs:
            # A column of automatic numbers: the number is all that is printed in the cell.
            if not paragraph.text.strip() and any(character.isalnum() for character in paragraph.marker):
                paragraph.text, paragraph.marker = paragraph.marker, ""
        return paragraphs

    def _turn(self, pages: int) -> None:
        if self._page is not None:
            self._page += pages

    def _remark(self, words: str) -> None:
        if words not in self.remarks:
            self.remarks.append(words)


def _block_elements(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables of `container`, through content controls, insertions and alternatives."""
    for child in container:
        tag = child.tag
        if tag in _OWN_BLOCKS:
            yield child
        elif tag == MC + "AlternateContent":
            for branch in chosen(child):
                if branch.tag in _OWN_BLOCKS:
                    yield branch
                else:
                    yield from _block_elements(branch)
        elif tag not in _GONE:
            yield from _block_elements(child)


def _row_elements(table: etree._Element) -> Iterator[etree._Element]:
    for row in _through(table, "tr"):
        properties = row.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            yield row


def _cell_elements(row: etree._Element) -> Iterator[etree._Element]:
    return _through(row, "tc")


def _through(container: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children `name` of `container`, also inside content controls and custom markup."""
    for child in container:
        if child.tag == W + name:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins"}:
            yield from _through(child, name)


def _is_frame(table: etree._Element) -> bool:
    """Whether `table` only frames other tables: one cell a row, and a table within."""
    rows = list(_row_elements(table))
    if any(sum(1 for _ in _cell_elements(row)) > 1 for row in rows):
        return False
    return any(
        child.tag == W + "tbl" for row in rows for cell in _cell_elements(row) for child in _block_elements(cell)
    )


def _first_page(cells: list[tuple[etree._Element, list[DraftBlock]]], page: int | None) -> int | None:
    """The page where the row's first printed paragraph stands."""
    if page is None:
        return None
    pages = [
        paragraph.page
        for _, blocks in cells
        for block in blocks
        for paragraph in _flattened(block)
        if paragraph.page is not None and paragraph.text.strip()
    ]
    return min(pages, default=page)


def _flattened(block: DraftBlock) -> list[DraftParagraph]:
    if isinstance(block, DraftParagraph):
        return [block]
    return [paragraph for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]


def _span(value: int | None, least: int = 1) -> int:
    return max(least, value if value is not None else least)
