"""Protocols and extracts as Word documents: upright A4, Times New Roman, as such papers are printed."""

from __future__ import annotations

from kadrost.council.domain.protocol_text import LineKind, ProtocolText
from kadrost.ui.papers.pages import Look, PageLine, lay_out_pages

LOOKS: dict[LineKind, Look] = {
    "approval": Look(right_half=True),
    "title": Look(centred=True, bold=True),
    "plain": Look(),
    "heading": Look(bold=True, space_before=True),
    "mark": Look(bold=True),
    "decision": Look(indent_cm=0.5),
    "subdecision": Look(indent_cm=1.25),
    "term": Look(indent_cm=1.25, italic=True),
    "signature": Look(space_before=True),
}


def lay_out_protocol(text: ProtocolText) -> bytes:
    """The protocol or extract as the bytes of a .docx file."""
    return lay_out_pages([PageLine(line.text, LOOKS[line.kind]) for line in text.lines])
