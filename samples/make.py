"""Lay the texts of `samples/source` out as offices send them: docx, pdf, xlsx, txt.

Run by developers after a change of the texts: `.venv/bin/python samples/make.py` (the pdf needs Chromium).
The results are committed: a newcomer needs none of this.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "source"
Line = str | list[list[str]]


def blocks(name: str) -> list[Line]:
    """The text's paragraphs and its tables (runs of lines with tabs), in order."""
    found: list[Line] = []
    for line in (SOURCE / name).read_text(encoding="utf-8").splitlines():
        if "\t" not in line:
            if line.strip():
                found.append(line.strip())
            continue
        if not found or isinstance(found[-1], str):
            found.append([])
        found[-1].append(line.split("\t"))
    return found


def is_heading(line: str) -> bool:
    """Whether the line stands in the middle and in bold: capitals, and the words that head an act."""
    heads = ("План ", "Дорожная", "Об утверждении", "Протокол", "I. ", "II. ", "заседания", "План мероприятий")
    return line.isupper() or line.startswith(heads)


def filled(row: list[str]) -> list[str]:
    """The cells that are not empty."""
    return [cell for cell in row if cell.strip()]


def make_docx(name: str, target: str, *, widths: list[float] | None = None) -> None:
    """A Word document, landscape where it holds a table of many columns."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(11)
    if widths:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(1.5)
    for block in blocks(name):
        if isinstance(block, str):
            paragraph = document.add_paragraph()
            run = paragraph.add_run(block)
            if is_heading(block):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run.bold = True
        else:
            add_word_table(document, block, widths)
    document.core_properties.author = "kadrost"
    document.save(str(HERE / target))


def add_word_table(document: Document, rows: list[list[str]], widths: list[float] | None) -> None:
    """The rows as a grid; a row of one filled cell runs over the whole width; the header repeats on each page."""
    columns = max(len(row) for row in rows)
    table: Table = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        only = filled(row)
        if len(only) == 1 and number:
            cells[0].merge(cells[-1]).text = only[0]
            cells[0].paragraphs[0].runs[0].bold = True
            continue
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
                run.bold = number == 0
    for index, width in enumerate(widths or []):
        for cell in table.columns[index].cells:
            cell.width = Cm(width)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    properties[-1].set(qn("w:val"), "true")


def make_xlsx(name: str, target: str) -> None:
    """A sheet with the head above and the table under it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "План"
    side = Side(style="thin")
    for block in blocks(name):
        if isinstance(block, str):
            sheet.append([block])
            sheet.cell(sheet.max_row, 1).font = Font(bold=is_heading(block))
            continue
        for number, row in enumerate(block):
            sheet.append(row)
            for cell in sheet[sheet.max_row]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.border = Border(left=side, right=side, top=side, bottom=side)
                cell.font = Font(bold=number == 0)
    for letter, width in zip("ABCDE", (16, 46, 26, 40, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    book.save(HERE / target)


def make_pdf(name: str, target: str) -> None:
    """A printed document: HTML laid out by Chromium."""
    parts = [
        (
            "<meta charset=utf-8><style>@page{size:A4 landscape;margin:1.5cm}body{font:11pt 'PT Serif',serif}"
            "table{border-collapse:collapse;width:100%;font-size:10pt}td{border:1px solid #000;padding:3px 5px;"
            "vertical-align:top}p.h{text-align:center;font-weight:bold}tr{break-inside:auto}</style>"
        )
    ]
    for block in blocks(name):
        if isinstance(block, str):
            parts.append(f"<p{' class=h' if is_heading(block) else ''}>{html.escape(block)}</p>")
            continue
        rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in block)
        parts.append(f"<table>{rows}</table>")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text("".join(parts), encoding="utf-8")
        subprocess.run(
            [
                "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={HERE / target}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )  # fmt: skip


if __name__ == "__main__":
    make_docx("roadmap.txt", "dorozhnaya-karta-kadry.docx", widths=[1.3, 6.5, 6, 3.6, 5.5, 3.8])
    make_pdf("centre.txt", "plan-copp.pdf")
    make_docx("protocol.txt", "protokol-soveta.docx")
    make_xlsx("championship.txt", "plan-chempionata.xlsx")
    shutil.copy(SOURCE / "guidance.txt", HERE / "plan-proforientacii.txt")
    shutil.copy(SOURCE / "model.txt", HERE / "tipovaya-karta.txt")
