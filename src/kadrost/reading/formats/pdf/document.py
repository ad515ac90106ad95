"""A PDF from its bytes to a `Source`: page after page, tables that run over pages in one."""

from __future__ import annotations

from kadrost.reading.formats.drafts import DraftBlock, assemble
from kadrost.reading.formats.errors import UnreadableDocument
from kadrost.reading.formats.pdf.aligned import blocks_of
from kadrost.reading.formats.pdf.extraction import LOSSES, Char, PageContent, extract_pages
from kadrost.reading.formats.pdf.grid import Grid, find_grids
from kadrost.reading.formats.pdf.margins import LaidPage, without_margins
from kadrost.reading.formats.pdf.tables import TableJoiner, cells_of
from kadrost.reading.formats.pdf.text import TextLine, lines_of
from kadrost.reading.formats.pdf.twocolumns import find_columns
from kadrost.reading.source import Source

COLUMNS_REMARK = "Страница {} набрана в две колонки: сначала прочитана левая, затем правая; проверьте порядок текста."
_UNMAPPED_SHARE = 0.3
_SCAN_AREA = 0.5
_SCAN_LETTERS = 150


def read_pdf(data: bytes) -> Source:
    """The source of a PDF with a text layer; ruled and aligned tables are tables.

    Page numbers, and lines that the margins of most pages repeat, are left out.

    Raises:
        UnreadableDocument: protected, broken, scanned without text, or beyond the limits.
    """
    pages: list[LaidPage] = []
    letters = unmapped = 0
    losses = LOSSES.number
    for content in extract_pages(data):
        page = _laid(content)
        pages.append(page)
        letters += page.letters
        unmapped += content.unmapped
    scanned = [page.number for page in pages if page.scanned]
    if unmapped > _UNMAPPED_SHARE * (letters + unmapped) or len(scanned) == len(pages):
        raise _needs_recognition(mapped=not unmapped)
    joiner = TableJoiner()
    without_margins(pages)
    blocks = [block for page in pages for block in _page_blocks(page, joiner)]
    remarks = _remarks(scanned, damaged=LOSSES.number > losses, unmapped=unmapped > 0)
    remarks += [COLUMNS_REMARK.format(page.number) for page in pages if find_columns(page.lines) is not None]
    return assemble(joiner.finish(blocks), "pdf", remarks=remarks)


def _remarks(scanned: list[int], *, damaged: bool, unmapped: bool) -> list[str]:
    remarks = []
    if scanned:
        pages = ", ".join(map(str, scanned))
        remarks.append(
            f"Страницы без текста, одни изображения: {pages}. Чтобы прочитать их, нужно распознавание текста."
        )
    if damaged:
        remarks.append("Файл местами повреждён, часть текста могла не прочитаться: сверьте прочитанное с документом.")
    if unmapped:
        remarks.append("Часть знаков не имеет соответствия в шрифтах файла; они пропущены.")
    return remarks


def _laid(page: PageContent) -> LaidPage:
    """The page with its characters in the cells of its grids and in lines outside them."""
    grids = find_grids(page)
    inside: list[list[list[Char]]] = [[[] for _ in grid.regions] for grid in grids]
    outside: list[Char] = []
    for char in page.chars:
        place = _place(grids, char)
        if place is None:
            outside.append(char)
        else:
            inside[place[0]][place[1]].append(char)
    letters = sum(not char.text.isspace() for char in page.chars)
    tables = [
        (grid, table)
        for grid, chars in zip(grids, inside, strict=True)
        if (table := cells_of(grid, chars, page.number)) is not None
    ]
    scanned = page.image_area > _SCAN_AREA * page.width * page.height and letters < _SCAN_LETTERS
    return LaidPage(page.number, page.width, page.height, lines_of(outside), tables, letters, scanned)


def _page_blocks(page: LaidPage, joiner: TableJoiner) -> list[DraftBlock]:
    lines = page.lines
    left, right = _text_margins(lines, page)
    blocks: list[DraftBlock] = []
    joiner.begin_page()
    start = 0
    for grid, table in page.tables:
        end = next((number for number in range(start, len(lines)) if lines[number].top > grid.top), len(lines))
        blocks += _text(lines[start:end], page, left, right, joiner)
        start = end
        joined = joiner.add(table, grid)
        if joined is not None:
            blocks.append(joined)
    return blocks + _text(lines[start:], page, left, right, joiner)


def _text(lines: list[TextLine], page: LaidPage, left: float, right: float, joiner: TableJoiner) -> list[DraftBlock]:
    if not lines:
        return []
    joiner.interrupt()
    return blocks_of(lines, page.number, left, right)


def _place(grids: list[Grid], char: Char) -> tuple[int, int] | None:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    for index, grid in enumerate(grids):
        region = grid.region_at(x, y)
        if region is not None:
            return index, region
    return None


def _text_margins(lines: list[TextLine], page: LaidPage) -> tuple[float, float]:
    if not lines:
        return 0.0, page.width
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    # A page of short lines alone tells nothing of its right margin: it is as wide as the left one.
    return left, max(right, page.width - max(left, 40.0)) if right - left < page.width * 0.6 else right


def _needs_recognition(*, mapped: bool) -> UnreadableDocument:
    what = (
        "В файле нет текста, только изображения страниц."
        if mapped
        else "Текст файла записан без соответствия буквам и не извлекается."
    )
    return UnreadableDocument(
        "file_without_text",
        what,
        remedy="Нужно распознавание текста (OCR): распознайте скан и загрузите результат в .docx или .pdf с текстом, либо возьмите исходный документ.",
    )
