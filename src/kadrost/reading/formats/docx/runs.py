"""The inline content of a Word paragraph: what is printed of it, page breaks and text boxes on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kadrost.reading.formats.docx.names import MATH, MC, W, switch, value_of
from kadrost.reading.formats.docx.styles import Styles
from kadrost.reading.formats.superscripts import raised

_SKIPPED = frozenset(
    W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt", "sdtPr", "sdtEndPr",
                 "fldChar", "commentReference", "annotationRef")
)  # fmt: skip
_TEXT = frozenset({W + "t", MATH + "t"})
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOTE_MARKS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_SYMBOLS = {"b7": "•", "a7": "•", "d8": "•", "2d": "–", "b3": "≥", "a3": "≤", "b1": "±", "b0": "°"}


@dataclass(slots=True)
class Inline:
    """The printed text of a paragraph, gathered run by run."""

    pieces: list[str] = field(default_factory=list)
    page_breaks_before: int = 0
    page_breaks_inside: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    hidden: bool = False

    @property
    def text(self) -> str:
        """All pieces in one string."""
        return "".join(self.pieces)

    @property
    def bold(self) -> bool:
        """Whether all that is printed is bold."""
        return self.letters > 0 and self.bold_letters == self.letters

    def add(self, text: str, *, bold: bool) -> None:
        """Append printed text."""
        self.pieces.append(text)
        printed = len(text.strip())
        self.letters += printed
        self.bold_letters += printed if bold else 0


class InlineReader:
    """Reads paragraphs' content; `note_mark` gives the printed mark of a footnote or endnote by its id."""

    def __init__(self, styles: Styles, note_marks: dict[tuple[str, str], str]) -> None:
        self._styles = styles
        self._note_marks = note_marks

    def read(self, paragraph: etree._Element, *, bold: bool) -> Inline:
        """What is printed of `paragraph`; `bold` is what its style says of runs that say nothing."""
        inline = Inline()
        for child in paragraph:
            self._content(child, inline, bold)
        return inline

    def _content(self, element: etree._Element, inline: Inline, bold: bool) -> None:
        tag = element.tag
        if tag == W + "r":
            self._run(element, inline, bold)
        elif tag == MC + "AlternateContent":
            for child in chosen(element):
                self._content(child, inline, bold)
        elif tag in _TEXT:
            inline.add(element.text or "", bold=bold)
        elif tag == W + "txbxContent":
            inline.boxes.append(element)
        elif tag not in _SKIPPED:
            for child in element:
                self._content(child, inline, bold)

    def _run(self, run: etree._Element, inline: Inline, bold: bool) -> None:
        properties = run.find(W + "rPr")
        up = False
        if properties is not None:
            style = self._styles.named(value_of(properties, "rStyle"))
            own_bold, own_hidden = switch(properties, "b"), switch(properties, "vanish")
            if own_hidden or (own_hidden is None and style.hidden):
                inline.hidden = True
                return
            bold = own_bold if own_bold is not None else style.bold if style.bold is not None else bold
            alignment = value_of(properties, "vertAlign")
            up = alignment == "superscript" if alignment is not None else bool(style.raised)
        for child in run:
            self._run_child(child, inline, bold=bold, up=up)

    def _run_child(self, child: etree._Element, inline: Inline, *, bold: bool, up: bool) -> None:
        tag = child.tag
        if tag in _TEXT:
            text = child.text or ""
            inline.add(raised(text) if up else text, bold=bold)
        elif tag in _SIGNS:
            inline.pieces.append(_SIGNS[tag])
        elif tag == W + "lastRenderedPageBreak":
            if inline.text.strip():
                inline.page_breaks_inside += 1
            else:
                inline.page_breaks_before += 1
        elif tag in _NOTE_MARKS:
            inline.add(self._note_mark(child, _NOTE_MARKS[tag]), bold=bold)
        elif tag == W + "sym":
            inline.add(_symbol(child), bold=bold)
        elif tag != W + "softHyphen":
            self._content(child, inline, bold)

    def _note_mark(self, reference: etree._Element, kind: str) -> str:
        # A custom mark stands in the text itself, after the reference.
        if (reference.get(W + "customMarkFollows") or "0") not in {"0", "false", "off"}:
            return ""
        return self._note_marks.get((kind, reference.get(W + "id", "")), "")


def chosen(alternatives: etree._Element) -> Iterator[etree._Element]:
    """The children of the one branch of `mc:AlternateContent` that is printed: the others repeat it."""
    choice = alternatives.find(MC + "Choice")
    branch = choice if choice is not None and len(choice) else alternatives.find(MC + "Fallback")
    if branch is not None:
        yield from branch


def _symbol(element: etree._Element) -> str:
    code = (element.get(W + "char") or "").lower()
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(code[-2:], "•")
    return chr(number) if 0x20 <= number <= 0xFFFD and not 0xD800 <= number <= 0xDFFF else ""
