"""PDF files with a text layer: characters and ruled lines once through pdfminer, tables by their rulings."""

from __future__ import annotations

from kadrost.reading.formats.pdf.document import read_pdf

__all__ = ["read_pdf"]
