"""Characters, ruled lines and images of each page, taken from pdfminer in one pass."""

from __future__ import annotations

import io
import itertools
import logging
import threading
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer import pdftypes
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

from kadrost.reading.formats import limits
from kadrost.reading.formats.packages import bomb, broken, protected, too_complex

_THIN = 3.0
_SLANT = 1.0
_TAIL = 8192  # a sound file ends with %%EOF, often with a little after it; one cut short does not
_LOSSES = ("Data-loss", "Cannot render", "Ignoring (part of) ToUnicode")
_BOLD_WORDS = ("bold", "black", "heavy", "semibold", "demi")


@dataclass(slots=True)
class Char:
    """A printed character in points from the page's upper left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool
    upright: bool = True

    @property
    def size(self) -> float:
        """Height of its line."""
        return self.bottom - self.top


@dataclass(slots=True)
class Ruling:
    """A horizontal or vertical line: `at` is its y or x, `start` and `end` its extent along the other axis."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    """All that matters of a page."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    image_area: float = 0.0
    unmapped: int = 0


class _Losses(logging.Handler):
    """Counts, for each thread, what pdfminer says of text that it could not read; its other words go nowhere.

    They would quote the document in the logs, and most are about harmless slips of the programs that write PDFs.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._counts = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        """Count a message about lost text."""
        if str(record.msg).startswith(_LOSSES):
            self._counts.number = self.number + 1

    @property
    def number(self) -> int:
        """How many losses this thread has met so far."""
        return int(getattr(self._counts, "number", 0))


LOSSES = _Losses()
_pdfminer_log = logging.getLogger("pdfminer")
_pdfminer_log.addHandler(LOSSES)
_pdfminer_log.propagate = False


def extract_pages(data: bytes) -> Iterator[PageContent]:
    """The pages of a PDF one after another.

    Raises:
        UnreadableDocument: broken, protected, or beyond the limits. Whatever else pdfminer raises on a broken file
            passes through: the caller of all formats makes a refusal of it.
    """
    if not any(mark in data[-_TAIL:] for mark in (b"%%EOF", b"startxref")):
        raise broken("у него нет конца")
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), password="")
    except PDFPasswordIncorrect as error:
        raise protected() from error
    except PDFEncryptionError as error:
        raise protected() from error
    resources = PDFResourceManager()
    device = _Collector(resources)
    interpreter = PDFPageInterpreter(resources, device)
    number = 0
    for page in PDFPage.create_pages(document):
        number += 1
        if number > limits.PDF_PAGES:
            raise too_complex(f"в нём больше {limits.PDF_PAGES} страниц")
        device.open(number)
        interpreter.process_page(page)
        yield device.content
    if not number:
        raise broken("в нём нет страниц")


class _Collector(PDFLayoutAnalyzer):
    """A pdfminer device that keeps plain figures instead of layout objects."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self._glyphs: dict[tuple[int, int], tuple[str, float, bool]] = {}
        self._fonts: dict[int, tuple[Any, float, bool]] = {}
        self._number = 1
        self.content = PageContent(1, 0, 0)

    def open(self, number: int) -> None:
        """Begin the page `number`."""
        self._number = number

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.content = PageContent(self._number, abs(x1 - x0), abs(y1 - y0))
        self._seen: set[tuple[str, int, int]] = set()

    def end_page(self, page: PDFPage) -> None:
        pass

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        pass

    def end_figure(self, name: str) -> None:
        pass

    def render_image(self, name: str, stream: Any) -> None:
        a, b, c, d, _, _ = self.ctm
        self.content.image_area += abs(a * d - b * c)

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        key = (id(font), cid)
        glyph = self._glyphs.get(key)
        if glyph is None:
            glyph = self._glyphs[key] = self._glyph(font, cid)
        text, width, mapped = glyph
        advance = width * fontsize * scaling
        if not mapped:
            self.content.unmapped += 1
        elif text:
            self._place(text, matrix, font, fontsize, rise, advance)
        return advance

    def _place(self, text: str, matrix: Any, font: Any, fontsize: float, rise: float, advance: float) -> None:
        _, descent, bold = self._font(font)
        a, b, c, d, e, f = matrix
        low = descent * fontsize + rise
        content = self.content
        if b == 0 and c == 0 and a > 0 and d > 0:
            upright, x0, x1 = True, e, e + advance * a
            y0 = f + low * d
            y1 = y0 + fontsize * d
        else:
            x0, y0, x1, y1 = apply_matrix_rect(matrix, (0, low, advance, low + fontsize))
            upright = a > 0 and d > 0 and abs(b) < abs(a)
        if x1 < x0:
            x0, x1 = x1, x0
        if y1 < y0:
            y0, y1 = y1, y0
        top = content.height - y1
        if x1 < 0 or x0 > content.width or top > content.height or y1 < 0:
            return
        # Poor man's bold: the same sign printed twice, a hair apart.
        place = (text, round(x0), round(top))
        if place in self._seen and text != " ":
            return
        self._seen.add(place)
        content.chars.append(Char(text, x0, top, x1, content.height - y0, bold, upright))
        if len(content.chars) > limits.PDF_PAGE_CHARACTERS:
            raise too_complex(f"на странице {content.number} больше {limits.PDF_PAGE_CHARACTERS} знаков")

    def _glyph(self, font: Any, cid: int) -> tuple[str, float, bool]:
        self._font(font)
        width = float(font.char_width(cid))
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            return "", width, False
        return (text, width, True) if isinstance(text, str) and "\x00" not in text else ("", width, False)

    def _font(self, font: Any) -> tuple[Any, float, bool]:
        known = self._fonts.get(id(font))
        if known is None:
            name = str(getattr(font, "fontname", "")).lower()
            bold = any(word in name for word in _BOLD_WORDS)
            # The font itself is kept, so that its id is not given to another one.
            known = self._fonts[id(font)] = (font, float(font.get_descent()), bold)
        return known

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        points: list[tuple[float, float]] = []
        for segment in path:
            operator = segment[0]
            if operator == "m":
                self._outline(points, stroke=stroke)
                points = [self._point(segment)]
            elif operator == "h":
                if points:
                    points.append(points[0])
            else:
                points.append(self._point(segment))
        self._outline(points, stroke=stroke)

    def _point(self, segment: Sequence[Any]) -> tuple[float, float]:
        x, y = apply_matrix_pt(self.ctm, (float(segment[-2]), float(segment[-1])))
        return x, self.content.height - y

    def _outline(self, points: list[tuple[float, float]], *, stroke: bool) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if y1 - y0 <= _THIN < x1 - x0:
            self._add(self.content.horizontal, (y0 + y1) / 2, x0, x1)
        elif x1 - x0 <= _THIN < y1 - y0:
            self._add(self.content.vertical, (x0 + x1) / 2, y0, y1)
        elif stroke:
            for (xa, ya), (xb, yb) in itertools.pairwise(points):
                if abs(ya - yb) <= _SLANT < abs(xa - xb):
                    self._add(self.content.horizontal, (ya + yb) / 2, min(xa, xb), max(xa, xb))
                elif abs(xa - xb) <= _SLANT < abs(ya - yb):
                    self._add(self.content.vertical, (xa + xb) / 2, min(ya, yb), max(ya, yb))

    def _add(self, rulings: list[Ruling], at: float, start: float, end: float) -> None:
        if len(rulings) < limits.PDF_PAGE_RULINGS:
            rulings.append(Ruling(at, start, end))


class _BoundedZlib:
    """zlib for pdfminer: a stream that unpacks beyond the limit is refused before it fills the memory."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """As `zlib.decompress`, bounded."""
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(data, limits.PDF_STREAM_BYTES)
        if unpacker.unconsumed_tail:
            raise bomb()
        if not unpacker.eof:
            raise zlib.error("incomplete or truncated stream")
        return unpacked


# pdfminer unpacks streams without a bound and offers no setting for it.
setattr(pdftypes, "zlib", _BoundedZlib)  # noqa: B010 - a module attribute that mypy rightly calls private
