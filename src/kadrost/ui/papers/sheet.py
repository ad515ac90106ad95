"""A paper as an Excel workbook: one sheet, head rows frozen, text that no program takes for a formula."""

from __future__ import annotations

import io
from typing import Any

from kadrost.ui.papers.content import PaperContent, PaperTable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CHARACTERS_OF_WIDTH = 140


def safe_cell(text: str) -> str:
    """The text as a cell keeps it: what a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def lay_out_xlsx(content: PaperContent) -> bytes:
    """The paper as the bytes of an .xlsx file."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Документ"
    sheet.append([safe_cell(content.title)])
    sheet["A1"].font = Font(bold=True, size=14)
    for line in (*content.subtitle, *content.summary):
        sheet.append([safe_cell(line)])
    for table in content.tables:
        _add_table(sheet, table)
    if content.source:
        sheet.append([safe_cell(content.source)])
    for line in content.signature:
        sheet.append([])
        sheet.append([safe_cell(line)])
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _add_table(sheet: Any, table: PaperTable) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    if table.caption:
        sheet.append([safe_cell(table.caption)])
    if not table.rows:
        sheet.append([table.when_empty])
        return
    side = Side(style="thin", color="999999")
    border = Border(left=side, right=side, top=side, bottom=side)
    sheet.append([safe_cell(heading) for heading in table.headings])
    head = sheet.max_row
    for row in table.rows:
        sheet.append([safe_cell(cell) for cell in row.cells])
        if row.kind != "row":
            number = sheet.max_row
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(table.headings))
            sheet.cell(number, 1).font = Font(bold=True)
    for cells in sheet.iter_rows(min_row=head, max_row=sheet.max_row, max_col=len(table.headings)):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = border
    for cell in sheet[head]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.print_title_rows = f"{head}:{head}"
    share = CHARACTERS_OF_WIDTH / sum(table.widths)
    for index, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = max(6, width * share)
