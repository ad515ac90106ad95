"""HTML pages: blocks as a browser shows them, tables with merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree, html

from kadrost.reading.formats import limits
from kadrost.reading.formats.drafts import DraftBlock, DraftCell, DraftParagraph, DraftRow, DraftTable, assemble
from kadrost.reading.formats.encoding import decode
from kadrost.reading.formats.packages import broken, too_complex
from kadrost.reading.formats.superscripts import raised
from kadrost.reading.source import Source

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_\-:]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SKIPPED = frozenset(
    {"script", "style", "head", "noscript", "template", "iframe", "object", "svg", "select", "textarea", "title"}
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "footer",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "ul",
     "caption", "td", "th", "tr", "tbody", "thead", "tfoot"}
)  # fmt: skip
_BOLD = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(data: bytes) -> Source:
    """The source of an HTML page; scripts, styles and what is hidden are left out.

    Raises:
        UnreadableDocument: where there is no text, it is broken, or it exceeds the limits.
    """
    text, remarks = _decoded(data)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text).replace("\x00", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise broken() from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # libxml2 would drop the rest of the page without a word.
        raise too_complex("слишком глубокая вложенность")
    return assemble(_Walker().walk(root), "html", remarks=remarks)


def _decoded(data: bytes) -> tuple[str, list[str]]:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode("ascii")), []
        except (LookupError, ValueError):
            pass  # a wrong declaration: the content decides
    return decode(data)


@dataclass(slots=True)
class _Style:
    bold: bool = False
    centred: bool = False
    heading: int | None = None
    preformatted: bool = False
    up: bool = False


@dataclass(slots=True)
class _Gathered:
    blocks: list[DraftBlock] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0


class _Walker:
    """Gathers inline text until a block begins or ends."""

    def __init__(self) -> None:
        self._depth = 0
        self._tables = 0

    def walk(self, root: etree._Element) -> list[DraftBlock]:
        gathered = _Gathered()
        style = _Style()
        self._element(root, gathered, style)
        _end(gathered, style)
        return gathered.blocks

    def _element(self, element: etree._Element, gathered: _Gathered, style: _Style) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _is_hidden(element):
            return
        if tag == "br":
            gathered.pieces.append("\n")
        elif tag == "table":
            _end(gathered, style)
            gathered.blocks += self._table(element)
        elif tag in _BLOCKS:
            _end(gathered, style)
            inner = _inner(element, style)
            marker = _marker(element) if tag == "li" else ""
            first = len(gathered.blocks)
            self._children(element, gathered, inner)
            _end(gathered, inner)
            if marker and len(gathered.blocks) > first and isinstance(block := gathered.blocks[first], DraftParagraph):
                block.marker = marker
        else:
            self._children(element, gathered, _inner(element, style))

    def _children(self, element: etree._Element, gathered: _Gathered, style: _Style) -> None:
        self._depth += 1
        _add(gathered, element.text, style)
        for child in element:
            self._element(child, gathered, style)
            _add(gathered, child.tail, style)
        self._depth -= 1

    def _table(self, table: etree._Element) -> list[DraftBlock]:
        self._tables += 1
        if self._tables > limits.TABLE_NESTING:
            raise too_complex("таблицы вложены друг в друга слишком глубоко")
        caption = [block for child in table.iterchildren("caption") for block in self.walk(child)]
        rows = [(row, list(row.iterchildren("td", "th"))) for row in _rows(table) if not _is_hidden(row)]
        contents = [[self.walk(cell) for cell in cells] for _, cells in rows]
        self._tables -= 1
        nested = any(isinstance(block, DraftTable) for row in contents for cell in row for block in cell)
        if nested and all(len(cells) <= 1 for _, cells in rows):
            return [*caption, *(block for row in contents for cell in row for block in cell)]
        drafts = _placed(
            [
                (row, list(zip(cells, content, strict=True)))
                for (row, cells), content in zip(rows, contents, strict=True)
            ]
        )
        return [*caption, DraftTable(drafts)]


def _rows(table: etree._Element) -> list[etree._Element]:
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            rows += child.iterchildren("tr")
    return rows


def _placed(rows: list[tuple[etree._Element, list[tuple[etree._Element, list[DraftBlock]]]]]) -> list[DraftRow]:
    """Cells in their grid columns: a cell that spans rows takes its columns in the rows below."""
    below: dict[int, tuple[int, int]] = {}  # column → (rows still covered, span)
    drafts = []
    for row, cells in rows:
        draft = DraftRow([], header=_is_header(row))
        column = 0
        covered: dict[int, tuple[int, int]] = {}
        for cell, blocks in cells:
            column = _skip_covered(draft, below, covered, column)
            span = _spans(cell.get("colspan"), limits.TABLE_COLUMNS)
            height = _spans(cell.get("rowspan"), limits.TABLE_ROWS)
            draft.cells.append(DraftCell(_flattened(blocks), column, span))
            if height > 1:
                covered[column] = (height - 1, span)
            column += span
            if column > limits.TABLE_COLUMNS:
                raise too_complex(f"в таблице больше {limits.TABLE_COLUMNS} столбцов")
        while below:
            column = _skip_covered(draft, below, covered, min(below))
        below = covered
        drafts.append(draft)
    return drafts


def _skip_covered(
    draft: DraftRow, below: dict[int, tuple[int, int]], covered: dict[int, tuple[int, int]], column: int
) -> int:
    while column in below:
        rows, span = below.pop(column)
        draft.cells.append(DraftCell([], column, span, merged_above=True))
        if rows > 1:
            covered[column] = (rows - 1, span)
        column += span
    return column


def _is_header(row: etree._Element) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == "thead"


def _spans(value: str | None, most: int) -> int:
    text = (value or "").strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _flattened(blocks: list[DraftBlock]) -> list[DraftParagraph]:
    paragraphs = []
    for block in blocks:
        if isinstance(block, DraftParagraph):
            paragraphs.append(block)
        else:
            paragraphs += [paragraph for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
    return paragraphs


def _add(gathered: _Gathered, text: str | None, style: _Style) -> None:
    if not text:
        return
    shown = text if style.preformatted else _SPACE.sub(" ", text)
    gathered.pieces.append(raised(shown) if style.up else shown)
    printed = len(shown.strip())
    gathered.letters += printed
    gathered.bold_letters += printed if style.bold else 0


def _end(gathered: _Gathered, style: _Style) -> None:
    text = "".join(gathered.pieces)
    if text.strip():
        bold = gathered.letters > 0 and gathered.bold_letters == gathered.letters
        gathered.blocks.append(DraftParagraph(text, bold=bold, centred=style.centred, heading_level=style.heading))
    gathered.pieces, gathered.letters, gathered.bold_letters = [], 0, 0


def _inner(element: etree._Element, style: _Style) -> _Style:
    tag = element.tag
    centred = style.centred or tag == "center" or element.get("align", "").lower() == "center"
    declared = element.get("style", "")
    return _Style(
        bold=style.bold or tag in _BOLD,
        centred=centred or _CENTRED_STYLE.search(declared) is not None,
        heading=_HEADINGS.get(tag, style.heading),
        preformatted=style.preformatted or tag == "pre",
        up=tag == "sup" or (style.up and tag != "sub"),
    )


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style", "")) is not None


def _marker(item: etree._Element) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    start = _spans(parent.get("start"), 100_000)
    return f"{start + sum(1 for _ in item.itersiblings('li', preceding=True))}."
