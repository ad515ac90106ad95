"""A column that holds two things, «Исполнитель, срок»: its cells are parted into bodies and terms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kadrost.reading.roadmap.drafts import CellDraft, ItemDraft
from kadrost.reading.roadmap.unheaded import begins_body, begins_term
from kadrost.reading.source import Source, Span

_CUT = re.compile(r"[,;(/\n]\s*|\s[–—-]\s")
_EDGES = " \n,;(/–—-"


def part_combined(items: Sequence[ItemDraft], source: Source) -> None:
    """Move the terms out of cells that hold bodies and terms into the column of terms; what shows no term stays."""
    for item in items:
        column, due = item.layout.combined, item.layout.column("due")
        if column is None or due is None or column not in item.cells:
            continue
        bodies, terms = _parted(item.cells[column].spans, source)
        if terms:
            item.cells[column], item.cells[due] = CellDraft(bodies), CellDraft(terms)


def _parted(spans: Sequence[Span], source: Source) -> tuple[list[Span], list[Span]]:
    """The spans before and from the place where a term begins; or those of the bodies after a term that comes first."""
    places = [place for span in spans for place in _beginnings(span, source)]
    first_is_term = bool(places) and begins_term(_piece(places[0], spans, source))
    begins = begins_body if first_is_term else begins_term
    for place in places[1:]:
        if begins(_piece(place, spans, source)):
            before, after = _split(spans, place, source)
            return (after, before) if first_is_term else (before, after)
    return ([], list(spans)) if first_is_term else (list(spans), [])


def _beginnings(span: Span, source: Source) -> list[int]:
    return [span.start, *(match.end() for match in _CUT.finditer(source.text, span.start, span.end))]


def _piece(place: int, spans: Sequence[Span], source: Source) -> str:
    end = next(span.end for span in spans if span.start <= place <= span.end)
    cut = _CUT.search(source.text, place, end)
    return source.text[place : cut.start() if cut else end]


def _split(spans: Sequence[Span], place: int, source: Source) -> tuple[list[Span], list[Span]]:
    before = [_trimmed(Span(span.start, min(span.end, place)), source) for span in spans if span.start < place]
    after = [_trimmed(Span(max(span.start, place), span.end), source) for span in spans if span.end > place]
    return [span for span in before if span.end > span.start], [span for span in after if span.end > span.start]


def _trimmed(span: Span, source: Source) -> Span:
    start, end, text = span.start, span.end, source.text
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if end > start and text[end - 1] == ")" and text.count("(", start, end) < text.count(")", start, end):
        end -= 1
    return Span(start, end)
