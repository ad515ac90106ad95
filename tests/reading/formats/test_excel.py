"""Excel workbooks: what is shown on their sheets."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kadrost.reading.formats import load_bytes
from kadrost.reading.formats.xlsx.display import Displayer
from kadrost.reading.source import Source
from tests.reading.formats.docx_builder import zipped
from tests.reading.formats.looking import assert_sound, grids, places, refusal, texts


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read(fill: Callable[[Worksheet], None]) -> Source:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "План"
    fill(sheet)
    source = load_bytes(saved(workbook), "план.xlsx")
    assert_sound(source)
    return source


def test_lines_above_and_below_the_table_are_paragraphs() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C2"] = "План садов"
        for number, row in enumerate([["№", "Дело", "Срок"], [1, "Сад", "май"], [2, "Полив", "июнь"]], start=4):
            for column, value in enumerate(row, start=3):
                sheet.cell(number, column, value)
        sheet["D7"] = "и прополка"
        sheet["C10"] = "Садовник И.И. Садов"

    source = read(fill)
    assert texts(source) == ["План садов", "Садовник И.И. Садов"]
    assert grids(source) == [
        [["№", "Дело", "Срок"], ["1", "Сад", "май"], ["2", "Полив", "июнь"], ["", "и прополка", ""]]
    ]
    assert next(source.tables()).title == "План"


def test_merged_cells_stand_once() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ["№", "Срок", None, "Кто"],
            [None, "от", "до", None],
            ["Раздел 1", None, None, None],
            [1, "май", "июнь", "все"],
        ):
            sheet.append(row)
        for merged in ("A1:A2", "B1:C1", "D1:D2", "A3:D3"):
            sheet.merge_cells(merged)

    table = next(read(fill).tables())
    assert places(table) == [
        [(0, 1, False), (1, 2, False), (3, 1, False)],
        [(0, 1, True), (1, 1, False), (2, 1, False), (3, 1, True)],
        [(0, 4, False)],
        [(0, 1, False), (1, 1, False), (2, 1, False), (3, 1, False)],
    ]


def test_dates_and_numbers_are_shown_by_their_formats() -> None:
    values: list[tuple[object, str, str]] = [
        (date(2019, 8, 25), "DD.MM.YYYY", "25.08.2019"),
        (date(2019, 8, 25), "mm-dd-yy", "25.08.2019"),
        (date(2019, 8, 25), '[$-FC19]d mmmm yyyy "года"', "25 августа 2019 года"),
        (date(2019, 8, 1), "mmm-yy", "Август 2019"),
        (datetime(2019, 8, 25, 14, 30), "dd.mm.yyyy hh:mm", "25.08.2019 14:30"),  # noqa: DTZ001 - cells know no zone
        (0.25, "0%", "25%"),
        (1234567.5, "#,##0.00", "1 234 567,50"),
        (12, '0" шт."', "12 шт."),
        (1.5, "General", "1,5"),
        (0.1 + 0.2, "General", "0,3"),
        (-3, "0.0;[Red]-0.0", "-3,0"),
        (True, "General", "ИСТИНА"),
    ]

    def fill(sheet: Worksheet) -> None:
        sheet.append(["№", "Дело", "Значение"])
        for number, (value, code, _) in enumerate(values, start=2):
            sheet.append([number, "дело", value])
            sheet.cell(number, 3).number_format = code

    assert [row[2] for row in grids(read(fill))[0][1:]] == [shown for _, _, shown in values]


def test_item_numbers_keep_their_point_and_come_back_from_dates() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["№", "Дело", "Срок"], [1.1, "Сад", "май"], [date(2021, 2, 1), "Полив", "июнь"]):
            sheet.append(row)
        sheet["A3"].number_format = "d-mmm"

    source = read(fill)
    assert [row[0] for row in grids(source)[0]] == ["№", "1.1", "1.2"]
    assert len(source.remarks) == 1


def test_lines_of_a_cell_are_paragraphs() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["№", "Дело", "Кто"])
        sheet.append([1, "Сажать\nполивать", "все"])

    cell = next(read(fill).tables()).rows[1].cells[1]
    assert [paragraph.text for paragraph in cell.paragraphs] == ["Сажать", "поливать"]


def test_hidden_sheets_are_left_out_and_hidden_rows_are_read() -> None:
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    first.title = "Первый"
    first.append(["№", "Дело", "Срок"])
    first.append([1, "Сад", "май"])
    first.row_dimensions[2].hidden = True
    second = workbook.create_sheet("Тайный")
    second.append(["не", "видно", "никому"])
    second.sheet_state = "hidden"
    third = workbook.create_sheet("Третий")
    third.append(["№", "Дело", "Срок"])
    source = load_bytes(saved(workbook), "a.xlsx")
    assert [table.title for table in source.tables()] == ["Первый", "Третий"]
    assert source.remarks == (
        "Скрытый лист «Тайный» не прочитан.",
        "На листе «Первый» есть скрытые строки (1); они прочитаны.",
    )


def test_formulas_are_never_computed() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["№", "Дело", "Сумма"])
        sheet.append([1, "Сад", "=2+2"])

    source = read(fill)
    assert grids(source)[0][1] == ["1", "Сад", ""]
    assert source.remarks[0].startswith("На листе «План» есть формулы без сохранённого значения (1)")


def test_stored_values_of_formulas_and_superscripts() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>№</t></is></c><c r="B1" t="s"><v>0</v></c><c r="C1"><f>1+1</f><v>2</v></c></row>'
        "</sheetData></worksheet>"
    )
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Сад</t></r>'
        '<r><rPr><vertAlign val="superscript"/></rPr><t>4</t></r><rPh><t>шум</t></rPh></si></sst>'
    )
    assert grids(load_bytes(workbook_of(sheet, strings), "a.xlsx")) == [[["№", "Сад⁴", "2"]]]


def workbook_of(sheet: str, strings: str = "") -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    one = '<Relationship Id="rId{}" Type="' + kind + '/{}" Target="{}"/>'
    return zipped(
        {
            "_rels/.rels": relations.format(one.format(1, "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'xmlns:r="{kind}"><sheets><sheet name="Лист" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations.format(
                one.format(1, "worksheet", "worksheets/sheet1.xml")
                + one.format(2, "sharedStrings", "sharedStrings.xml")
            ),
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": strings or "<sst/>",
        }
    )


def test_ten_thousand_rows_are_read_and_a_million_refused() -> None:
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}" t="inlineStr"><is><t>Сад</t></is></c><c r="C{0}"><v>1</v></c></row>'

    def sheet(rows: int) -> str:
        cells = "".join(row.format(number) for number in range(1, rows + 1))
        return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'

    table = next(load_bytes(workbook_of(sheet(10_000)), "a.xlsx").tables())
    assert len(table.rows) == 10_000
    assert table.rows[-1].cells[0].text == "10000"
    assert refusal(workbook_of(sheet(25_000))).code == "file_too_complex"


def test_absurd_merges_and_references_cost_nothing() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="B1048576"><v>3</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="??"/></mergeCells>'
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = workbook_of(f'<worksheet xmlns="{xmlns}"><sheetData>{cells}</sheetData>{merges}</worksheet>')
    assert refusal(data).code == "file_too_complex"


@pytest.mark.parametrize("raw", ["1e400", "NaN", "Infinity", "-5", "99999999999", "1e-300", "12abc"])
@pytest.mark.parametrize("code", ["dd.mm.yyyy", "0%", "#,##0.00", "General", '"', "0" * 400])
def test_absurd_numbers_are_shown_somehow(raw: str, code: str) -> None:
    assert isinstance(Displayer({200: code}, since_1904=False).number(raw, 200, first_column=False), str)
