"""Notes and footnotes of a document, and the terms that it defines for itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kadrost.reading.grammar.definitions import find_definitions, read_footnote
from kadrost.reading.joining import Joiner
from kadrost.reading.result import Definition, Note
from kadrost.reading.source import Paragraph, Source, Span

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FOOTNOTE = re.compile(r"(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*+)[).]? ?")
_NOTES = re.compile(r"примечани[ея]\s*[:.]?\s*", re.IGNORECASE)
_POINT = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?=[А-ЯЁ«])")
_POINTS = re.compile(
    r"(?:пункт\w*|мероприяти\w*|строк\w*|позици\w*)\s+(?P<list>\d+(?:\.\d+)*(?:\s*[,и–-]\s*\d+(?:\.\d+)*)*)",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(r"\b(?:по|при) согласовани\w+(?! со? )", re.IGNORECASE)
_AGREEMENT_WORDS = 12
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


@dataclass(slots=True)
class NotesReading:
    """What notes say, and which paragraphs say it."""

    definitions: list[Definition] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    agreement: set[str] = field(default_factory=set)
    """Marks whose note says «по согласованию»."""


def read_notes(
    source: Source, paragraphs: Sequence[Span], marks: Mapping[str, Sequence[str]], joiner: Joiner
) -> NotesReading:
    """Footnotes and notes among `paragraphs` and the format's own footnotes.

    `marks` gives for a footnote's mark the numbers of the items that bear it. Paragraphs that are no notes are left out.
    """
    reading = NotesReading()
    in_notes = False
    for span in paragraphs:
        text = source.text[span.start : span.end].replace("\n", " ")
        if footnote := _FOOTNOTE.match(text):
            _footnote(footnote["mark"], [Span(span.start + footnote.end(), span.end)], marks, reading, joiner)
            reading.spans.append(span)
            continue
        heading = _NOTES.match(text)
        if not heading and not in_notes:
            continue
        in_notes = True
        reading.spans.append(span)
        start = heading.end() if heading else 0
        if start < len(text):
            _note(text[start:], Span(span.start + start, span.end), reading, joiner)
    for mark, notes in source.footnotes.items():
        _footnote(mark, [_without_mark(paragraph) for paragraph in notes], marks, reading, joiner)
        reading.spans += [paragraph.span for paragraph in notes]
    return reading


def terms_in(texts: Sequence[tuple[str, tuple[Span, ...]]], known: Sequence[Definition]) -> list[Definition]:
    """The short names that texts give with «(далее – X)», each once, in their order."""
    terms = {definition.term.lower() for definition in known}
    found: list[Definition] = []
    for text, spans in texts:
        if "далее" not in text:
            continue
        for definition in find_definitions(text):
            if definition.term.lower() not in terms:
                terms.add(definition.term.lower())
                found.append(
                    Definition(definition.mark, definition.term, definition.meaning, definition.members, spans)
                )
    return found


def _footnote(
    mark: str, spans: Sequence[Span], marks: Mapping[str, Sequence[str]], reading: NotesReading, joiner: Joiner
) -> None:
    text = joiner.text(spans)
    number = mark.translate(_SUPERSCRIPT)
    definition = read_footnote(number, text)
    if definition is not None:
        reading.definitions.append(
            Definition(number, definition.term, definition.meaning, definition.members, tuple(spans))
        )
    else:
        if _AGREEMENT.search(text) and len(text.split()) <= _AGREEMENT_WORDS:
            reading.agreement.add(mark)
        reading.notes.append(Note(number, text, tuple(dict.fromkeys([*marks.get(mark, ()), *_items(text)]))))


def _without_mark(paragraph: Paragraph) -> Span:
    match = _FOOTNOTE.match(paragraph.text)
    return Span(paragraph.span.start + match.end(), paragraph.span.end) if match else paragraph.span


def _note(text: str, span: Span, reading: NotesReading, joiner: Joiner) -> None:
    point = _POINT.match(text)
    words = joiner.text([Span(span.start + point.end(), span.end)] if point else [span])
    if not point and reading.notes and not words[:1].isupper():
        last = reading.notes[-1]
        whole = f"{last.text} {words}"
        reading.notes[-1] = Note(last.number, whole, _items(whole))
        return
    number = point["number"] if point else str(len(reading.notes) + 1)
    reading.notes.append(Note(number, words, _items(words)))


def _items(text: str) -> tuple[str, ...]:
    """The numbers of the measures that a note names: «Пункты 2.3, 2.4 … реализуются»."""
    named = _POINTS.match(text)
    return tuple(_NUMBER.findall(named["list"])) if named else ()
