"""A paper as a Word document: A4 landscape, head rows repeated, page numbers."""

from __future__ import annotations

import io
from typing import Any

from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable

TEXT_WIDTH_CM = 26.7
FACE = "Times New Roman"


def lay_out_docx(content: PaperContent) -> bytes:
    """The paper as the bytes of a .docx file."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = Document()
    _prepare_page(document)
    document.add_paragraph(content.title, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in content.subtitle:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in content.summary:
        document.add_paragraph(line)
    for table in content.tables:
        _add_table(document, table)
    if content.source:
        document.add_paragraph(content.source).runs[0].font.size = Pt(9)
    for line in content.signature:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _prepare_page(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    style = document.styles["Normal"]
    style.font.name, style.font.size = FACE, Pt(12)
    style.paragraph_format.space_after = Pt(4)
    for name, size in (("Title", 14), ("Heading 1", 12)):
        _print_plainly(document.styles[name], size)
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(1.5)
    page.top_margin = page.bottom_margin = Cm(1.5)
    _add_page_number(page.footer.paragraphs[0])


def _print_plainly(style: Any, size: int) -> None:
    """A heading in the text's face and black: readers and navigation know it by its style."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold = FACE, Pt(size), True
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:cs"), FACE)
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def _add_page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _add_table(document: Any, table: PaperTable) -> None:
    from docx.shared import Cm

    if table.caption:
        document.add_paragraph(table.caption, style="Heading 1")
    if not table.rows:
        document.add_paragraph(table.when_empty)
        return
    grid = document.add_table(rows=1, cols=len(table.headings))
    grid.style = "Table Grid"
    grid.autofit = False
    share = TEXT_WIDTH_CM / sum(table.widths)
    widths = [Cm(width * share) for width in table.widths]
    _fill(grid.rows[0].cells, table.headings, widths, bold=True)
    _repeat_on_each_page(grid.rows[0])
    for row in table.rows:
        _add_row(grid, row, widths)
    document.add_paragraph()


def _add_row(grid: Any, row: PaperRow, widths: list[Any]) -> None:
    cells = grid.add_row().cells
    if row.kind == "row":
        _fill(cells, row.cells, widths, bold=False)
        return
    whole = cells[0].merge(cells[-1])
    _write(whole, row.cells[0], bold=row.kind == "section")


def _fill(cells: Any, texts: tuple[str, ...], widths: list[Any], *, bold: bool) -> None:
    for cell, text, width in zip(cells, texts, widths, strict=True):
        cell.width = width
        _write(cell, text, bold=bold)


def _write(cell: Any, text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph = cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(9)
        paragraph.paragraph_format.space_after = Pt(0)


def _repeat_on_each_page(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
