"""The paragraphs of a protocol, with those that a page break or a converter tore apart joined again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kadrost.reading.protocol.segments import Enumerator, Segment, segments, split_number
from kadrost.reading.source import Paragraph, Source, Span

_ENDINGS = (".", ";", ":", ")", "!", "?")


@dataclass(slots=True)
class Unit:
    """A whole paragraph: the number before it and the stretches of the source that make up its fields."""

    enumerator: Enumerator | None
    parts: list[tuple[Segment, Span]]
    text: str
    page: int | None
    heading: bool = False

    def spans(self, role: str) -> tuple[Span, ...]:
        """The places of the words of a role."""
        return tuple(span for segment, span in self.parts if segment.role == role)

    @property
    def all_spans(self) -> tuple[Span, ...]:
        """The places of all its words."""
        return tuple(span for _, span in self.parts)

    @property
    def only_labels(self) -> bool:
        """True for a line that holds only labelled values («(Срок – …)», «Ответственный: …»)."""
        return bool(self.parts) and all(segment.role != "words" for segment, _ in self.parts)


def read_units(source: Source) -> list[Unit]:
    """The paragraphs outside tables, as whole units in their order."""
    units: list[Unit] = []
    for paragraph in _pieces(source.paragraphs()):
        unit = _unit(paragraph)
        if not unit.parts:
            continue
        if units and _continues(units[-1], unit):
            units[-1].parts += unit.parts
            units[-1].text += "\n" + unit.text
        else:
            units.append(unit)
    return units


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """Paragraphs; a forced line break before a number or a label begins another."""
    for paragraph in paragraphs:
        start = 0
        lines = paragraph.text.split("\n")
        for index, line in enumerate(lines):
            whole = len(lines) == 1
            if line.strip():
                span = Span(paragraph.span.start + start, paragraph.span.start + start + len(line))
                yield Paragraph(
                    line,
                    paragraph.span if whole else span,
                    paragraph.page,
                    paragraph.bold,
                    paragraph.centred,
                    paragraph.heading_level,
                    paragraph.marker if index == 0 else "",
                )
            start += len(line) + 1


def _unit(paragraph: Paragraph) -> Unit:
    enumerator, start = split_number(paragraph.text)
    if paragraph.marker:
        marked, _ = split_number(paragraph.marker + " ")
        enumerator = enumerator if enumerator and enumerator.kind != "bullet" else marked or enumerator
    base = paragraph.span.start
    parts = [(segment, Span(base + segment.start, base + segment.end)) for segment in segments(paragraph.text, start)]
    heading = bool(paragraph.bold or paragraph.centred or paragraph.heading_level)
    return Unit(enumerator, parts, paragraph.text[start:].strip(), paragraph.page, heading)


def _continues(before: Unit, unit: Unit) -> bool:
    """True for the second half of a torn paragraph: no number, a small letter, after words without an end mark."""
    if unit.enumerator is not None or unit.only_labels or before.only_labels:
        return False
    first = unit.text.lstrip('«("')[:1]
    torn = not before.text.rstrip().endswith(_ENDINGS) or before.text.rstrip().endswith("-")
    return torn and (first.islower() or first.isdigit()) and not before.heading
