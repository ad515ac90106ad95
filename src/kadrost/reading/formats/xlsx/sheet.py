"""One worksheet: its filled cells by row and column, its merged ranges."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from lxml import etree

from kadrost.reading.formats import limits
from kadrost.reading.formats.packages import broken, safe_xml, too_complex
from kadrost.reading.formats.superscripts import raised
from kadrost.reading.formats.xlsx.display import Displayer

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TRUE = frozenset({"1", "true"})
_COLUMNS_OF_EXCEL = 16_384


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; ends are included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """What is filled: row → column → displayed text; rows and columns count from 1."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: bool = False
    formulas_without_value: int = 0


class SheetReader:
    """Reads worksheets with the workbook's strings and formats."""

    def __init__(self, strings: list[str], formats_of_styles: list[int], displayer: Displayer) -> None:
        self._strings = strings
        self._formats = formats_of_styles
        self._displayer = displayer

    def read(self, data: bytes) -> Sheet:
        """The sheet in the XML `data`, read as a stream: a row is forgotten when it is done."""
        sheet = Sheet()
        events = etree.iterparse(
            io.BytesIO(safe_xml(data)), events=("end",), tag=(f"{S}row", f"{S}mergeCell", f"{S}col"),
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        )  # fmt: skip
        filled = number = 0
        try:
            for _, element in events:
                if element.tag == f"{S}row":
                    number = _whole(element.get("r")) or number + 1
                    filled += self._row(element, number, sheet)
                    if len(sheet.cells) > limits.TABLE_ROWS or filled > limits.CELLS:
                        raise too_complex(f"на листе больше {limits.TABLE_ROWS} строк или {limits.CELLS} ячеек")
                elif element.tag == f"{S}mergeCell":
                    _merge(element.get("ref", ""), sheet)
                elif element.get("hidden") in _TRUE:
                    sheet.hidden_columns = True
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise broken() from error
        return sheet

    def _row(self, element: etree._Element, number: int, sheet: Sheet) -> int:
        cells: dict[int, str] = {}
        column = 0
        for cell in element.iterchildren(f"{S}c"):
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            text = self._text(cell, sheet, first_column=column == 1)
            if text.strip() and column <= _COLUMNS_OF_EXCEL:
                cells[column] = text
        if cells:
            sheet.cells[number] = cells
            sheet.hidden_rows += element.get("hidden") in _TRUE
        return len(cells)

    def _text(self, cell: etree._Element, sheet: Sheet, *, first_column: bool) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return "" if inline is None else string_of(inline)
        value = cell.findtext(f"{S}v") or ""
        if not value:
            if kind != "str" and cell.find(f"{S}f") is not None:
                sheet.formulas_without_value += 1
            return ""
        if kind == "s":
            index = _whole(value)
            return self._strings[index] if index is not None and index < len(self._strings) else ""
        if kind == "b":
            return "ИСТИНА" if value == "1" else "ЛОЖЬ"
        if kind == "d":
            return _iso_date(value)
        if kind != "n":
            return value
        style = _whole(cell.get("s")) or 0
        format_id = self._formats[style] if style < len(self._formats) else 0
        return self._displayer.number(value, format_id, first_column=first_column)


def string_of(item: etree._Element) -> str:
    """The text of a shared or inline string; phonetic hints are left out, superscripts are raised."""
    pieces = []
    for child in item:
        if child.tag == f"{S}t":
            pieces.append(child.text or "")
        elif child.tag == f"{S}r":
            text = child.findtext(f"{S}t") or ""
            alignment = child.find(f"{S}rPr/{S}vertAlign")
            up = alignment is not None and alignment.get("val") == "superscript"
            pieces.append(raised(text) if up else text)
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """Excel writes control characters as _x000D_."""
    return text.replace("_x000D_", "") if "_x000D_" in text else text


def _iso_date(value: str) -> str:
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", value)
    return f"{found[3]}.{found[2]}.{found[1]}" if found else value


def _merge(reference: str, sheet: Sheet) -> None:
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if start and end and len(sheet.merges) < limits.CELLS:
        sheet.merges.append(Merge(int(start[2]), _column(start[1]), int(end[2]), _column(end[1])))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _whole(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 10 else None
