"""A sound file of every format with all that the readers know, for mutation."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.reading.formats.docx_builder import cell, docx, p, row, run, table
from tests.reading.formats.pdf_builder import Page, pdf

TEXT = """\
План мероприятий

№\tДело\tСрок
1.\t<p>Сад</p> <ul><li>яблони</li></ul>\tмай

| № | Дело |
|---|------|
| 1 | Полив |

┌───┬──────┬──────┐
│ № │ Дело │ Срок │
├───┼──────┼──────┤
│ 1 │ Сад  │ май  │
└───┴──────┴──────┘

№     Дело          Срок
1     Посадка       май
2     Полив         июнь
3     Сбор          август
"""

PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><h1>План</h1><ol><li>Сад<sup>1</sup></li></ol>"
    "<table><thead><tr><th rowspan=2>№</th><th colspan=2>Срок</th></tr><tr><td>от</td><td>до</td></tr></thead>"
    "<tr><td>1</td><td>май<br>июнь</td><td><table><tr><td>x</td></tr></table></td></tr></table></body></html>"
)


def word() -> bytes:
    """A Word document."""
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p(run("План", "<w:b/>"), '<w:jc w:val="center"/>')
        + p("Первый", listed)
        + p(run("Сноска") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + table(
            row(cell("Широкая", '<w:gridSpan w:val="2"/>'), cell("Срок", '<w:vMerge w:val="restart"/>')),
            row("1", "Сад", cell("", "<w:vMerge/>")),
        )
    )
    return docx(body, numbering=numbering, footnotes=f'<w:footnote w:id="2">{p("Текст сноски")}</w:footnote>')


def excel() -> bytes:
    """An Excel workbook."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for values in (["План"], ["№", "Дело", "Срок", "Доля"], [1.1, "Сад", 44000, 0.5], [2, "Полив", "июнь", None]):
        sheet.append(values)
    sheet["C3"].number_format = "dd.mm.yyyy"
    sheet["D3"].number_format = "0%"
    sheet.merge_cells("A1:D1")
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def portable(*, compress: bool = False) -> bytes:
    """A PDF of two pages."""
    xs = [50.0, 90.0, 250.0, 350.0]
    pages = [Page().text(50, 80, "План мероприятий").grid(xs, [100, 130, 160]), Page().grid(xs, [60, 90])]
    for page, y, texts in ((0, 111, ("№", "Дело", "Срок")), (0, 141, ("1", "Сад", "май")), (1, 71, ("2", "Полив", ""))):
        for x, text in zip(xs, texts, strict=False):
            pages[page].text(x + 4, y, text)
    return pdf(*pages, compress=compress)


def all_samples() -> dict[str, bytes]:
    """Every sample by its format, some in several ways of writing."""
    return {
        "txt": TEXT.encode(),
        "txt-cp1251": TEXT.encode("cp1251", errors="replace"),
        "txt-utf-16": TEXT.encode("utf-16"),
        "html": PAGE.encode(),
        "docx": word(),
        "xlsx": excel(),
        "pdf": portable(),
        "pdf-flate": portable(compress=True),
    }
