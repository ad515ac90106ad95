"""Word documents (docx), walked in their own XML: merged cells once, revisions accepted, list numbers as printed."""

from __future__ import annotations

from kadrost.reading.formats.docx.document import read_docx

__all__ = ["read_docx"]
