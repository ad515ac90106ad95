"""A PDF from its bytes to a `Source`: page after page, tables that run over pages in one."""

from __future__ import annotations

import re

from kadrost.reading.formats.drafts import DraftBlock, assemble
from kadrost.reading.formats.errors import UnreadableDocument
from kadrost.reading.formats.pdf.aligned import blocks_of
from kadrost.reading.formats.pdf.extraction import LOSSES, Char, PageContent, extract_pages
from kadrost.reading.formats.pdf.grid import Grid, find_grids
from kadrost.reading.formats.pdf.tables import TableJoiner, cells_of
from kadrost.reading.formats.pdf.text import TextLine, lines_of
from kadrost.reading.source import Source

_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:стр\.?\s*|страница\s*)?\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?(?:\s*[-–—])?", re.IGNORECASE
)
_MARGIN = 0.12
_UNMAPPED_SHARE = 0.3


def read_pdf(data: bytes) -> Source:
    """The source of a PDF with a text layer; page numbers are left out, ruled and aligned tables are tables.

    Raises:
        UnreadableDocument: protected, broken, scanned without text, or beyond the limits.
    """
    joiner = TableJoiner()
    blocks: list[DraftBlock] = []
    scanned: list[int] = []
    letters = unmapped = 0
    losses = LOSSES.number
    for page in extract_pages(data):
        letters += sum(not char.text.isspace() for char in page.chars)
        unmapped += page.unmapped
        if page.images and not page.chars:
            scanned.append(page.number)
        blocks += _page_blocks(page, joiner)
    if unmapped > _UNMAPPED_SHARE * (letters + unmapped) or (scanned and not letters):
        raise _needs_recognition(mapped=not unmapped)
    remarks = []
    if scanned:
        pages = ", ".join(map(str, scanned))
        remarks.append(
            f"Страницы без текста, одни изображения: {pages}. Чтобы прочитать их, нужно распознавание текста."
        )
    if LOSSES.number > losses:
        remarks.append("Файл местами повреждён, часть текста могла не прочитаться: сверьте прочитанное с документом.")
    if unmapped:
        remarks.append("Часть знаков не имеет соответствия в шрифтах файла; они пропущены.")
    return assemble(joiner.finish(blocks), "pdf", remarks=remarks)


def _page_blocks(page: PageContent, joiner: TableJoiner) -> list[DraftBlock]:
    grids = find_grids(page)
    inside: list[list[list[Char]]] = [[[] for _ in grid.regions] for grid in grids]
    outside: list[Char] = []
    for char in page.chars:
        place = _place(grids, char)
        if place is None:
            outside.append(char)
        else:
            inside[place[0]][place[1]].append(char)
    lines = _without_page_number(lines_of(outside), page, grids)
    left, right = _text_margins(lines, page)
    blocks: list[DraftBlock] = []
    joiner.begin_page()
    start = 0
    for index, grid in enumerate(grids):
        end = next((number for number in range(start, len(lines)) if lines[number].top > grid.top), len(lines))
        _add_text(blocks, lines[start:end], page, left, right, joiner)
        start = end
        table = cells_of(grid, inside[index], page.number)
        if table is not None:
            joined = joiner.add(table, grid)
            if joined is not None:
                blocks.append(joined)
    _add_text(blocks, lines[start:], page, left, right, joiner)
    return blocks


def _add_text(
    blocks: list[DraftBlock], lines: list[TextLine], page: PageContent, left: float, right: float, joiner: TableJoiner
) -> None:
    if lines:
        joiner.interrupt()
        blocks += blocks_of(lines, page.number, left, right)


def _place(grids: list[Grid], char: Char) -> tuple[int, int] | None:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    for index, grid in enumerate(grids):
        region = grid.region_at(x, y)
        if region is not None:
            return index, region
    return None


def _without_page_number(lines: list[TextLine], page: PageContent, grids: list[Grid]) -> list[TextLine]:
    """The page number is no part of the text: a lone number in the upper or lower margin."""
    top = min((grid.top for grid in grids), default=page.height)
    bottom = max((grid.bottom for grid in grids), default=0.0)
    result = list(lines)
    for index in (0, -1):
        if not result:
            break
        line = result[index]
        edge = (
            line.bottom < page.height * _MARGIN and line.bottom <= top + 1
            if index == 0
            else line.top > page.height * (1 - _MARGIN) and line.top >= bottom - 1
        )
        if edge and _PAGE_NUMBER.fullmatch(line.text):
            result.pop(index)
    return result


def _text_margins(lines: list[TextLine], page: PageContent) -> tuple[float, float]:
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
