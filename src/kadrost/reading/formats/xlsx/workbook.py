"""An Excel workbook from its package to a `Source`."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from kadrost.reading.formats import limits
from kadrost.reading.formats.drafts import DraftBlock, assemble
from kadrost.reading.formats.packages import MACROS_REMARK, Package, broken, too_complex
from kadrost.reading.formats.xlsx.display import Displayer
from kadrost.reading.formats.xlsx.layout import blocks_of
from kadrost.reading.formats.xlsx.sheet import S, Sheet, SheetReader, string_of
from kadrost.reading.source import Source

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    part: str
    hidden: bool


def read_xlsx(package: Package, part: str) -> Source:
    """The source of the workbook in `part` of `package`: its visible sheets in their order.

    Formulas give the values that Excel stored; nothing is computed. Hidden sheets are left out, hidden rows and
    columns are read (a forgotten filter hides what counts); remarks say both.

    Raises:
        UnreadableDocument: where the package is broken or exceeds the limits.
    """
    root = package.xml(part)
    relations = package.relations(part)
    by_kind = {kind: target for kind, target in relations.values() if kind in {"sharedStrings", "styles"}}
    properties = root.find(f"{S}workbookPr")
    displayer = Displayer(
        _number_formats(package.optional_xml(by_kind.get("styles", ""))),
        since_1904=properties is not None and properties.get("date1904") in _TRUE,
    )
    reader = SheetReader(
        _strings(package.optional_xml(by_kind.get("sharedStrings", ""))),
        _formats_of_styles(package.optional_xml(by_kind.get("styles", ""))),
        displayer,
    )
    listed = _sheets(root, relations)
    visible = [sheet for sheet in listed if not sheet.hidden]
    remarks = [f"Скрытый лист «{sheet.name}» не прочитан." for sheet in listed if sheet.hidden]
    blocks: list[DraftBlock] = []
    for sheet in visible:
        if sheet.part in package.names:
            content = reader.read(package.read(sheet.part))
            remarks += _remarks(sheet.name, content)
            blocks += blocks_of(content, sheet.name)
    if displayer.dates_as_numbers:
        remarks.append(
            "Номера пунктов, которые Excel принял за даты (1.1 – «01.янв»), прочитаны как номера; проверьте их."
        )
    if package.has_macros():
        remarks.append(MACROS_REMARK)
    return assemble(blocks, "xlsx", remarks=remarks)


def _sheets(root: etree._Element, relations: dict[str, tuple[str, str]]) -> list[_Listed]:
    listed = []
    for sheet in root.iterfind(f"{S}sheets/{S}sheet"):
        kind, part = relations.get(sheet.get(_RELATION_ID, ""), ("", ""))
        if kind == "worksheet":
            listed.append(_Listed(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible"))
    if not listed:
        raise broken("в нём нет листов")
    if len(listed) > limits.XLSX_SHEETS:
        raise too_complex(f"в книге больше {limits.XLSX_SHEETS} листов")
    return listed


def _strings(root: etree._Element | None) -> list[str]:
    return [] if root is None else [string_of(item) for item in root.iterchildren(f"{S}si")]


def _number_formats(root: etree._Element | None) -> dict[int, str]:
    if root is None:
        return {}
    found = root.iterfind(f"{S}numFmts/{S}numFmt")
    return {
        int(number): element.get("formatCode", "")
        for element in found
        if (number := element.get("numFmtId", "")).isascii() and number.isdigit() and len(number) < 8
    }


def _formats_of_styles(root: etree._Element | None) -> list[int]:
    if root is None:
        return []
    numbers = (element.get("numFmtId", "0") for element in root.iterfind(f"{S}cellXfs/{S}xf"))
    return [int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 0 for number in numbers]


def _remarks(name: str, sheet: Sheet) -> list[str]:
    remarks = []
    if sheet.hidden_rows:
        remarks.append(f"На листе «{name}» есть скрытые строки ({sheet.hidden_rows}); они прочитаны.")
    if sheet.hidden_columns:
        remarks.append(f"На листе «{name}» есть скрытые столбцы; они прочитаны.")
    if sheet.formulas_without_value:
        remarks.append(
            f"На листе «{name}» есть формулы без сохранённого значения ({sheet.formulas_without_value}); "
            "откройте книгу в Excel и сохраните, чтобы они прочитались."
        )
    return remarks
