"""Nothing is lost: every letter of the tables stands in a field, in a heading, or in a flag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kadrost.reading.joining import Joiner, letters
from kadrost.reading.result import Flag, Reading
from kadrost.reading.source import Source, Span


def words_without_field(reading: Reading, furniture: Iterable[Span], joiner: Joiner) -> tuple[Flag, ...]:
    """Flags for the words of tables that no field, no other flag and no furniture (headings, column numbers) holds."""
    source = reading.source
    covered = _covered(source, [*furniture, *spans_of(reading)])
    return tuple(
        Flag(
            item=None,
            field="",
            code="words_without_field",
            why="Слова таблицы не вошли ни в одно поле.",
            text=joiner.text([span]),
            spans=(span,),
        )
        for span in _left_over(source, covered)
    )


def letters_left(reading: Reading, furniture: Iterable[Span] = ()) -> str:
    """The letters of the tables that neither the reading nor `furniture` holds; empty where nothing is lost."""
    covered = _covered(reading.source, [*furniture, *spans_of(reading)])
    return "".join(letters(reading.source.text[span.start : span.end]) for span in _left_over(reading.source, covered))


def spans_of(reading: Reading) -> list[Span]:
    """All places that the reading's fields and flags name."""
    spans: list[Span] = []
    for row in reading.passport:
        spans += row.spans
    for definition in reading.definitions:
        spans += definition.spans
    for section in reading.sections:
        spans += section.spans
    for item in reading.items:
        for places in item.place.cells.values():
            spans += places
    for flag in reading.flags:
        spans += flag.spans
    return spans


def _covered(source: Source, spans: Sequence[Span]) -> bytearray:
    covered = bytearray(len(source.text))
    for span in spans:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    return covered


def _left_over(source: Source, covered: bytearray) -> list[Span]:
    """The stretches of cells' words that are not covered, each as long as it goes, those without letters left out."""
    left = []
    for table in source.tables():
        for row in table.rows:
            for cell in row.cells:
                for span in cell.spans:
                    left += _gaps(covered, span)
    return [span for span in left if letters(source.text[span.start : span.end])]


def _gaps(covered: bytearray, span: Span) -> list[Span]:
    gaps, position = [], span.start
    while (start := covered.find(0, position, span.end)) >= 0:
        end = covered.find(1, start, span.end)
        end = span.end if end < 0 else end
        gaps.append(Span(start, end))
        position = end
    return gaps
