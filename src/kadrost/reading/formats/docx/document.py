"""A Word document from its package to a `Source`."""

from __future__ import annotations

from lxml import etree

from kadrost.reading.formats.docx.body import BodyReader
from kadrost.reading.formats.docx.names import W
from kadrost.reading.formats.docx.notes import Notes
from kadrost.reading.formats.docx.numbering import Numbering
from kadrost.reading.formats.docx.runs import InlineReader
from kadrost.reading.formats.docx.styles import Styles
from kadrost.reading.formats.drafts import DraftParagraph, assemble
from kadrost.reading.formats.packages import MACROS_REMARK, Package, broken
from kadrost.reading.source import Source


def read_docx(package: Package, part: str) -> Source:
    """The source of the Word document whose text is in `part` of `package`.

    Revisions are taken as accepted; headers and footers are left out; footnotes stand apart under their marks.

    Raises:
        UnreadableDocument: where the package is broken or exceeds the limits.
    """
    root = package.xml(part)
    body = root.find(W + "body")
    if body is None:
        raise broken("в нём нет текста документа")
    parts = dict(package.relations(part).values())
    styles = Styles(package.optional_xml(parts.get("styles", "")))
    numbering = Numbering(package.optional_xml(parts.get("numbering", "")))
    notes = Notes(package, parts, body)
    reader = BodyReader(styles, numbering, InlineReader(styles, notes.marks), paged=_has_pages(body))
    blocks = reader.read(body)
    footnotes = {mark: _paragraphs(reader, element) for mark, element in notes.elements.items()}
    remarks = [*reader.remarks, *([MACROS_REMARK] if package.has_macros() else [])]
    return assemble(blocks, "docx", footnotes=footnotes, remarks=remarks)


def _has_pages(body: etree._Element) -> bool:
    return next(body.iter(W + "lastRenderedPageBreak"), None) is not None


def _paragraphs(reader: BodyReader, note: etree._Element) -> list[DraftParagraph]:
    paragraphs = reader.flat(note)
    for paragraph in paragraphs:
        paragraph.page = None
    return paragraphs
