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

PDF_PAGES: Final = 1_500
PDF_SECONDS: Final = 120.0
PDF_OBJECTS_PER_PAGE: Final = 200_000
