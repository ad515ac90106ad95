"""How much a reader takes from one file: beyond these bounds a file is refused, never half read."""

from __future__ import annotations

from typing import Final

MEBIBYTE: Final = 1024 * 1024

FILE_BYTES: Final = 50 * MEBIBYTE
"""Size of a file; checked before it is read. A scanned 300-page act has about 30 MiB."""

TEXT_BYTES: Final = 20 * MEBIBYTE
"""Size of a plain text or html file: two hundred books; more is a data dump, not a document."""

ZIP_ENTRIES: Final = 5_000
ZIP_ENTRY_BYTES: Final = 60 * MEBIBYTE
"""Unpacked size of one part of a docx or xlsx, declared and real."""
ZIP_TOTAL_BYTES: Final = 200 * MEBIBYTE
ZIP_RATIO: Final = 250
"""Unpacked to packed bytes of one large part. Real sheets of equal rows stay below 100."""
ZIP_RATIO_FROM_BYTES: Final = 4 * MEBIBYTE
"""Smaller parts are harmless whatever their ratio."""

TABLE_ROWS: Final = 20_000
TABLE_COLUMNS: Final = 200
BLOCKS: Final = 200_000
CELLS: Final = 400_000
TABLE_NESTING: Final = 12

XLSX_SHEETS: Final = 200

SECONDS: Final = 60.0
"""Time that one file may take; the largest sound ones take a few seconds."""
MEMORY_MEBIBYTES: Final = 700
"""Memory that reading one file may add to the process."""

PDF_PAGES: Final = 1_500
PDF_STREAM_BYTES: Final = 64 * MEBIBYTE
PDF_PAGE_CHARACTERS: Final = 100_000
PDF_PAGE_RULINGS: Final = 20_000
PDF_GRID_SLOTS: Final = 40_000
