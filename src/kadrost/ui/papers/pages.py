"""A paper that is text: upright A4, line after line, each with its look; a protocol, an extract, a letter."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kadrost.ui.papers.word import FACE

RIGHT_HALF_CM = 9.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a line stands on the page; `right_half` is the place of «УТВЕРЖДАЮ»."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    right_half: bool = False
    indent_cm: float = 0.0
    space_before: bool = False


@dataclass(frozen=True, slots=True)
class PageLine:
    """A paragraph of the paper."""

    text: str
    look: Look = field(default_factory=Look)


def lay_out_pages(lines: Sequence[PageLine]) -> bytes:
    """The paper as the bytes of a .docx file."""
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FACE, Pt(13)
    style.paragraph_format.space_after = Pt(3)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(3), Cm(1.5)
    page.top_margin = page.bottom_margin = Cm(2)
    for line in lines:
        _add(document, line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add(document: Any, line: PageLine) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(line.text)
    run.bold, run.italic = line.look.bold, line.look.italic
    shape = paragraph.paragraph_format
    if line.look.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if line.look.right_half:
        shape.left_indent = Cm(RIGHT_HALF_CM)
    elif line.look.indent_cm:
        shape.left_indent = Cm(line.look.indent_cm)
    if line.look.space_before:
        shape.space_before = Pt(12)
