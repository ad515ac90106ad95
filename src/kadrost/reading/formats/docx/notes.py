"""Footnotes and endnotes of a Word document: their printed marks, and their texts by mark."""

from __future__ import annotations

from lxml import etree

from kadrost.reading.formats.docx.names import W, value_of
from kadrost.reading.formats.docx.numbering import written
from kadrost.reading.formats.packages import Package
from kadrost.reading.formats.superscripts import raised

_KINDS = (("footnote", "footnotes", "decimal"), ("endnote", "endnotes", "lowerRoman"))
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class Notes:
    """Marks in the order in which the text refers to the notes, and the notes' elements by mark."""

    def __init__(self, package: Package, parts: dict[str, str], body: etree._Element) -> None:
        self.marks: dict[tuple[str, str], str] = {}
        self.elements: dict[str, etree._Element] = {}
        settings = package.optional_xml(parts.get("settings", ""))
        for kind, part, usual in _KINDS:
            root = package.optional_xml(parts.get(part, ""))
            if root is not None:
                form = value_of(None if settings is None else settings.find(f"{W}{kind}Pr"), "numFmt") or usual
                self._number(kind, root, body, form)

    def _number(self, kind: str, root: etree._Element, body: etree._Element, form: str) -> None:
        notes = {
            note.get(W + "id", ""): note
            for note in root.iterchildren(W + kind)
            if note.get(W + "type") not in _SEPARATORS
        }
        number = 0
        for reference in body.iter(f"{W}{kind}Reference"):
            name = reference.get(W + "id", "")
            if name not in notes or (kind, name) in self.marks or _is_deleted(reference):
                continue
            custom = _custom_mark(reference)
            if not custom:
                number += 1
            mark = custom or raised(written(number, form))
            while mark in self.elements:
                mark += "′"
            self.marks[(kind, name)] = mark
            self.elements[mark] = notes[name]


def _is_deleted(reference: etree._Element) -> bool:
    return any(True for _ in reference.iterancestors(W + "del", W + "moveFrom"))


def _custom_mark(reference: etree._Element) -> str:
    """The author's own mark («*»), which follows the reference in the same run."""
    if (reference.get(W + "customMarkFollows") or "0") in {"0", "false", "off"}:
        return ""
    following = reference.getnext()
    return (following.text or "").strip() if following is not None and following.tag == W + "t" else ""
