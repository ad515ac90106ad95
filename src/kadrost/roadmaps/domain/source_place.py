"""The document's own words around a measure, with those of a chosen field marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

AROUND = 160
SEPARATOR = 40
ELISION = "\n…\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the document's text: marked, part of the measure's row, or of what stands around it."""

    text: str
    is_marked: bool
    is_around: bool


@dataclass(frozen=True, slots=True)
class SourceView:
    """The excerpt, the fields whose words can be marked, and where it stands in the document."""

    pieces: tuple[Piece, ...]
    fields: tuple[str, ...]
    page: int | None
    table: int | None
    row: int | None


def source_view(*, text: str, place: dict[str, Any], field: str) -> SourceView | None:
    """The measure's row in the document's text, in runs where the page broke it; None where the place was not kept or lies outside of the text."""
    cells: dict[str, list[tuple[int, int]]] = {
        name: [(start, end) for start, end in spans if 0 <= start < end <= len(text)]
        for name, spans in place.get("cells", {}).items()
    }
    cells = {name: spans for name, spans in cells.items() if spans}
    everywhere = [span for spans in cells.values() for span in spans]
    if not everywhere:
        return None
    marked = _merged(cells.get(field, ()))
    pieces: list[Piece] = []
    at = 0
    runs = _joined(_merged(everywhere))
    for begin, end in runs:
        gap = max(at, begin - AROUND)
        if pieces and gap > at:
            pieces.append(Piece(ELISION, False, True))
        pieces += _cut(text, gap, begin, [], is_around=True)
        pieces += _cut(text, begin, end, marked, is_around=False)
        at = min(len(text), end + AROUND)
        following = next((start for start, _ in runs if start >= end), at)
        at = min(at, following)
        pieces += _cut(text, end, at, [], is_around=True)
    return SourceView(tuple(pieces), tuple(cells), place.get("page"), place.get("table"), place.get("row"))


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with nothing but a separator between them as one run of the row."""
    runs: list[tuple[int, int]] = []
    for start, end in spans:
        if runs and start - runs[-1][1] <= SEPARATOR:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, begin: int, end: int, marked: Sequence[tuple[int, int]], *, is_around: bool) -> list[Piece]:
    pieces: list[Piece] = []
    at = begin
    within = [(max(start, begin), min(stop, end)) for start, stop in marked]
    for start, stop in within:
        if start >= stop:
            continue
        pieces.append(Piece(text[at:start], False, is_around))
        pieces.append(Piece(text[start:stop], True, is_around))
        at = stop
    pieces.append(Piece(text[at:end], False, is_around))
    return [piece for piece in pieces if piece.text]
