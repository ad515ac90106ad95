"""A minimal PDF writer: Cyrillic text at places, ruled lines, images; nothing that a test does not need."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595.0, 842.0
_GLYPH = 0.5  # every sign is half its size wide


@dataclass
class Page:
    """Marks of a page; coordinates run from its upper left corner."""

    marks: list[str] = field(default_factory=list)
    image: bool = False

    def text(self, x: float, y: float, text: str, size: float = 10, bold: bool = False) -> Page:
        """Text with its baseline at `y`."""
        codes = "".join(f"{_code(sign):04x}" for sign in text)
        self.marks.append(f"BT /{'F2' if bold else 'F1'} {size} Tf {x} {HEIGHT - y} Td <{codes}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A ruled line."""
        self.marks.append(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Page:
        """All the rulings of a table without merged cells."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def picture(self) -> Page:
        """An image over the page."""
        self.image = True
        self.marks.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I1 Do Q")
        return self


def text_width(text: str, size: float = 10) -> float:
    """The width of `text` in points."""
    return len(text) * size * _GLYPH


def _code(sign: str) -> int:
    return ord(sign)


def pdf(*pages: Page, compress: bool = False, trailer: str = "") -> bytes:
    """The bytes of a PDF with `pages`."""
    objects: list[bytes] = []

    def add(content: str | bytes) -> int:
        objects.append(content.encode() if isinstance(content, str) else content)
        return len(objects)

    def stream(data: bytes, entries: str = "") -> bytes:
        if compress:
            data, entries = zlib.compress(data), entries + " /Filter /FlateDecode"
        return f"<< /Length {len(data)}{entries} >>\nstream\n".encode() + data + b"\nendstream"

    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "1 begincodespacerange <0000> <ffff> endcodespacerange "
        "2 beginbfrange <0000> <00ff> <0000> <0100> <ffff> <0100> endbfrange endcmap end end"
    )
    unicode = add(stream(cmap.encode()))
    fonts = []
    for name in ("Plain", "Plain-Bold"):
        descriptor = add(
            f"<< /Type /FontDescriptor /FontName /{name} /Ascent 800 /Descent -200 /Flags 4 /FontBBox [0 -200 500 800] >>"
        )
        descendant = add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 500 /FontDescriptor {descriptor} 0 R "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        )
        fonts.append(
            add(
                f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>"
            )
        )
    image = add(
        stream(
            b"\x00", " /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        )
    )
    resources = f"<< /Font << /F1 {fonts[0]} 0 R /F2 {fonts[1]} 0 R >> /XObject << /I1 {image} 0 R >> >>"
    root = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        contents = add(stream("\n".join(page.marks).encode()))
        kids.append(
            add(
                f"<< /Type /Page /Parent {root} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources {resources} /Contents {contents} 0 R >>"
            )
        )
    add(f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>")
    catalog = add(f"<< /Type /Catalog /Pages {root} 0 R >>")
    return _file(objects, f"/Root {catalog} 0 R {trailer}")


def _file(objects: list[bytes], trailer: str) -> bytes:
    result = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(result))
        result += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(result)
    result += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        result += f"{place:010d} 00000 n \n".encode()
    result += f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(result)
