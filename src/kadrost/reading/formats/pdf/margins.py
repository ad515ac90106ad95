"""What stands in the margins of pages and is no part of the text: page numbers, repeated headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kadrost.reading.formats.drafts import DraftTable
from kadrost.reading.formats.pdf.grid import Grid
from kadrost.reading.formats.pdf.text import TextLine

_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:стр\.?\s*|страница\s*)?\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?(?:\s*[-–—])?", re.IGNORECASE
)
_FIGURES = re.compile(r"\d+")
_MARGIN = 0.12
_LINES = 4
_REPEATED_PAGES = 3
_REPEATED_SHARE = 0.5


@dataclass(slots=True)
class LaidPage:
    """A page laid out: lines outside tables, tables from top to bottom; `scanned`: an image is all that it shows."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[tuple[Grid, DraftTable]]
    letters: int
    scanned: bool


def without_margins(pages: Sequence[LaidPage]) -> None:
    """Take out of the pages' lines what their margins repeat, and page numbers."""
    marginal = [_marginal(page) for page in pages]
    counts = Counter(key for found in marginal for key in {_key(page_line) for page_line in found})
    least = max(_REPEATED_PAGES, _REPEATED_SHARE * len(pages))
    for page, found in zip(pages, marginal, strict=True):
        gone = {
            id(line) for line in found if counts[_key(line)] >= least or _PAGE_NUMBER.fullmatch(line.text) is not None
        }
        page.lines = [line for line in page.lines if id(line) not in gone]


def _marginal(page: LaidPage) -> list[TextLine]:
    """The lines in the upper and lower margin, beyond the tables."""
    top = min((grid.top for grid, _ in page.tables), default=page.height)
    bottom = max((grid.bottom for grid, _ in page.tables), default=0.0)
    upper = [line for line in page.lines if line.bottom < page.height * _MARGIN and line.bottom <= top + 1]
    lower = [line for line in page.lines if line.top > page.height * (1 - _MARGIN) and line.top >= bottom - 1]
    return [*upper[:_LINES], *lower[-_LINES:]]


def _key(line: TextLine) -> tuple[str, int]:
    """Text and height; page numbers within differ from page to page."""
    return _FIGURES.sub("#", line.text), round(line.top / 3)
