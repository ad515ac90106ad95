"""Rests of markup in plain text: paragraphs, lists and line breaks of HTML, bold of Markdown."""

from __future__ import annotations

import re
from html import unescape

from kadrost.reading.formats.drafts import DraftParagraph
from kadrost.reading.formats.superscripts import raised

_TAGS = r"p|ul|ol|li|br|b|i|u|strong|em|sup|sub|span|div|font|h[1-6]"
_TAG = re.compile(rf"<(/?)({_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"<sup(?:\s[^<>]*)?>([^<>]*)</sup>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])(.+?)(?<=[^\s*_])\1")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BLOCKS = frozenset({"p", "ul", "ol", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6"})


def paragraphs_of(text: str, page: int | None = None) -> list[DraftParagraph]:
    """The paragraphs of one cell or line, markup gone; list items bear the marker that would be printed."""
    pieces = _split_tags(_SUPERSCRIPT.sub(lambda found: raised(found[1]), text)) if "<" in text else [("", text)]
    return [paragraph for marker, piece in pieces if (paragraph := _plain(piece, marker, page)).text.strip()]


def _plain(text: str, marker: str, page: int | None) -> DraftParagraph:
    level = None
    heading = _HEADING.match(text)
    if heading:
        level = len(heading[1])
        text = text[heading.end() :]
    bold = False
    if "**" in text or "__" in text:
        stripped = text.strip()
        whole = _BOLD.fullmatch(stripped)
        bold = whole is not None and whole[1] not in whole[2]
        text = _BOLD.sub(lambda found: found[2] if found[1] == "**" or bold else found[0], text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    return DraftParagraph(text, page=page, bold=bold, heading_level=level, marker=marker)


def _split_tags(text: str) -> list[tuple[str, str]]:
    """Pieces between block tags with the list marker each begins with."""
    pieces: list[tuple[str, str]] = []
    counters: list[int | None] = []
    marker, piece, position = "", "", 0
    for tag in _TAG.finditer(text):
        piece += text[position : tag.start()]
        position = tag.end()
        closing, name = bool(tag[1]), tag[2].lower()
        if name == "br":
            piece += "\n"
        if name not in _BLOCKS:
            continue
        pieces.append((marker, piece))
        marker, piece = "", ""
        if name in {"ul", "ol"}:
            _open_or_close_list(counters, closing=closing, ordered=name == "ol")
        elif name == "li" and not closing:
            marker = _next_marker(counters)
    pieces.append((marker, piece + text[position:]))
    return pieces


def _open_or_close_list(counters: list[int | None], *, closing: bool, ordered: bool) -> None:
    if not closing:
        counters.append(0 if ordered else None)
    elif counters:
        counters.pop()


def _next_marker(counters: list[int | None]) -> str:
    if not counters or counters[-1] is None:
        return "•"
    counters[-1] += 1
    return f"{counters[-1]}."


def join_bold_lines(lines: list[str]) -> list[str]:
    """`lines` where bold that is opened on one line and closed on a later one is marked on each of them."""
    result = list(lines)
    opened: int | None = None
    for index, line in enumerate(lines):
        stripped = line.strip()
        if not stripped:
            opened = None
        elif opened is None and stripped.startswith("**") and stripped.count("**") == 1 and stripped[2:3].strip():
            opened = index
        elif opened is not None and stripped.endswith("**") and stripped.count("**") == 1:
            for inner in range(opened, index + 1):
                result[inner] = f"**{lines[inner].strip().strip('*')}**"
            opened = None
    return result
