"""What paragraphs and runs inherit from the styles of a Word document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from kadrost.reading.formats.docx.names import W, number_of, switch, value_of

_HEADING_NAME = re.compile(r"(?:heading|заголовок) ([1-9])", re.IGNORECASE)
_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """The properties that matter here, with those of the styles it is based on; None: nothing is said."""

    bold: bool | None = None
    hidden: bool | None = None
    alignment: str | None = None
    outline: int | None = None
    numbering: int | None = None
    numbering_level: int | None = None
    raised: bool | None = None


_PLAIN = Style()


class Styles:
    """The styles of `styles.xml`, resolved when asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default_paragraph = ""
        if root is None:
            return
        for element in root.iterchildren(W + "style"):
            name = element.get(W + "styleId", "")
            self._elements[name] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true"}:
                self.default_paragraph = name

    def named(self, name: str | None) -> Style:
        """The style with id `name`; a plain one where there is none."""
        if not name:
            return _PLAIN
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Style:
        chain: list[str] = []
        current: str | None = name
        while current in self._elements and current not in chain and len(chain) < _CHAIN:
            chain.append(current)
            current = value_of(self._elements[current], "basedOn")
        style = _PLAIN
        for link in reversed(chain):
            style = _over(style, _own(self._elements[link]))
        return style


def _own(element: etree._Element) -> Style:
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    numbering = paragraph.find(W + "numPr") if paragraph is not None else None
    outline = number_of(paragraph, "outlineLvl")
    if outline is None:
        heading = _HEADING_NAME.fullmatch(value_of(element, "name") or "")
        outline = int(heading[1]) - 1 if heading else None
    alignment = value_of(run, "vertAlign")
    return Style(
        bold=switch(run, "b"),
        hidden=switch(run, "vanish"),
        alignment=value_of(paragraph, "jc"),
        outline=outline,
        numbering=number_of(numbering, "numId"),
        numbering_level=number_of(numbering, "ilvl"),
        raised=None if alignment is None else alignment == "superscript",
    )


def _over(base: Style, own: Style) -> Style:
    return Style(
        *(
            getattr(base, name) if getattr(own, name) is None else getattr(own, name)
            for name in Style.__dataclass_fields__
        )
    )
