"""The document beside its reading: the source's rows and paragraphs in their order, each with what was read from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kadrost.reading.result import Definition, PassportRow, ReadSection
from kadrost.reading.source import Block, Paragraph, Row, Span
from kadrost.roadmaps.domain.intake.effective import EffectiveItem, EffectiveReading

MOST_IN_CHAPTER: Final = 60
"""A longer section is shown in parts, so that no page grows with the document."""
HEAD: Final = "head"
TAIL: Final = "tail"
_ITEM, _SECTION, _PASSPORT, _DEFINITION = "item", "section", "passport", "definition"
QUESTION: Final = "question"
Owner = tuple[str, int]
_NOBODY: Final[Owner] = ("", 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the source that became a field; `name` is "2.3.due_text", empty outside items."""

    span: Span
    owner: Owner
    name: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of the source that belong to the same fields; `names` may be empty."""

    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph as printed, cut at the edges of fields."""

    segments: tuple[Segment, ...]
    marker: str = ""
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class SourceUnit:
    """A paragraph outside tables, or a row of a table with its cells."""

    cells: tuple[tuple[SourceParagraph, ...], ...]
    is_row: bool
    page: int | None = None


@dataclass(slots=True)
class Line:
    """Neighbouring units of the source, and what was read from them."""

    units: list[SourceUnit] = field(default_factory=list)
    item: EffectiveItem | None = None
    continues: EffectiveItem | None = None
    section: ReadSection | None = None
    passport: PassportRow | None = None
    definition: Definition | None = None

    @property
    def is_read(self) -> bool:
        """Whether something of the reading stands beside the words."""
        return any((self.item, self.continues, self.section, self.passport, self.definition))


@dataclass(slots=True)
class Chapter:
    """A section of the document with its lines; `key` names it in addresses."""

    key: str
    number: str
    title: str
    lines: list[Line] = field(default_factory=list)

    @property
    def items(self) -> list[EffectiveItem]:
        """The measures that are read in the chapter."""
        return [line.item for line in self.lines if line.item is not None]

    @property
    def numbers(self) -> str:
        """«2.1–2.7»: the first and the last measure of the chapter; empty without measures."""
        numbers = [item.item.number for item in self.items]
        return "–".join(dict.fromkeys((numbers[0], numbers[-1]))) if numbers else ""

    @property
    def open_questions(self) -> int:
        """How many questions about the chapter's measures wait for an answer."""
        return sum(question.is_open for item in self.items for question in item.questions)


def chapters_of(reading: EffectiveReading, blocks: Sequence[Block], *, asked: Sequence[Span] = ()) -> list[Chapter]:
    """The whole document in chapters: what stands before the measures, each section, what stands after them.

    Every measure stands exactly once, also one whose words are found nowhere in the source. The words `asked` bear
    the name "question".
    """
    questioned = [Mark(span, _NOBODY, QUESTION) for span in asked]
    marks = sorted([*_marks(reading), *questioned], key=lambda mark: (mark.span.start, mark.span.end))
    lines = list(_lines(reading, blocks, marks))
    shown = {line.item.key for line in lines if line.item is not None}
    for each in reading.printed_items:
        if each.key not in shown:
            _insert(lines, each)
    return _chapters(reading, lines)


def _insert(lines: list[Line], item: EffectiveItem) -> None:
    """Put an item whose words stand nowhere in the source behind its section's last one."""
    section = item.item.section
    places = [
        index
        for index, line in enumerate(lines)
        if (owner := line.item or line.continues) is not None and owner.item.section == section
    ]
    lines.insert(places[-1] + 1 if places else len(lines), Line(item=item))


def lines_about(chapters: Iterable[Chapter], key: str) -> list[Line]:
    """The lines that a question is about: those with the words asked about, and those of its item."""
    return [
        line
        for chapter in chapters
        for line in chapter.lines
        if QUESTION in set(_names(line)) or (key and _key_of(line) == key)
    ]


def _key_of(line: Line) -> str:
    owner = line.item or line.continues
    return owner.key if owner is not None else ""


def _names(line: Line) -> Iterator[str]:
    for unit in line.units:
        for cell in unit.cells:
            for paragraph in cell:
                for segment in paragraph.segments:
                    yield from segment.names


def _marks(reading: EffectiveReading) -> list[Mark]:
    marks: list[Mark] = []
    for index, each in enumerate(reading.printed_items):
        for name, spans in each.first_read.place.cells.items():
            marks += [Mark(span, (_ITEM, index), f"{each.key}.{name}") for span in spans]
    others: tuple[tuple[str, Sequence[ReadSection | PassportRow | Definition]], ...] = (
        (_SECTION, reading.reading.sections),
        (_PASSPORT, reading.passport),
        (_DEFINITION, reading.reading.definitions),
    )
    for kind, spanned in others:
        for index, one in enumerate(spanned):
            marks += [Mark(span, (kind, index)) for span in one.spans]
    return marks


class _Sweep:
    """Hands out the marks over each paragraph, walking both in the order of the text."""

    def __init__(self, marks: list[Mark]) -> None:
        self._marks = marks
        self._next = 0
        self._active: list[Mark] = []

    def over(self, span: Span) -> list[Mark]:
        """The marks that share a character with the span; spans are asked in ascending order."""
        while self._next < len(self._marks) and self._marks[self._next].span.start < span.end:
            self._active.append(self._marks[self._next])
            self._next += 1
        self._active = [mark for mark in self._active if mark.span.end > span.start]
        return [mark for mark in self._active if mark.span.start < span.end]


def _lines(reading: EffectiveReading, blocks: Sequence[Block], marks: list[Mark]) -> Iterator[Line]:
    sweep = _Sweep(marks)
    current: Line | None = None
    current_owner: Owner | None = None
    hosted: set[Owner] = set()
    for block in blocks:
        for unit, owner in _units(block, sweep):
            if current is None or owner != current_owner:
                if current is not None:
                    yield current
                current, current_owner = _line(reading, owner, repeated=owner in hosted), owner
                if owner is not None:
                    hosted.add(owner)
            current.units.append(unit)
    if current is not None:
        yield current


def _units(block: Block, sweep: _Sweep) -> Iterator[tuple[SourceUnit, Owner | None]]:
    if isinstance(block, Paragraph):
        marks = sweep.over(block.span)
        yield SourceUnit(((_paragraph(block, marks),),), is_row=False, page=block.page), _owner(marks)
        return
    for row in block.rows:
        unit, marks = _row(row, sweep)
        if any(segment.text for cell in unit.cells for paragraph in cell for segment in paragraph.segments):
            yield unit, _owner(marks)


def _row(row: Row, sweep: _Sweep) -> tuple[SourceUnit, list[Mark]]:
    all_marks: list[Mark] = []
    cells = []
    for cell in row.cells:
        paragraphs = []
        for paragraph in cell.paragraphs:
            marks = sweep.over(paragraph.span)
            all_marks += marks
            paragraphs.append(_paragraph(paragraph, marks))
        cells.append(tuple(paragraphs))
    return SourceUnit(tuple(cells), is_row=True, page=row.page), all_marks


def _owner(marks: list[Mark]) -> Owner | None:
    """To whom the unit belongs: the item with most marks in it, else whatever else was read from it."""
    items = Counter(mark.owner for mark in marks if mark.owner[0] == _ITEM)
    if items:
        return items.most_common(1)[0][0]
    return next((mark.owner for mark in marks if mark.owner != _NOBODY), None)


def _paragraph(paragraph: Paragraph, marks: list[Mark]) -> SourceParagraph:
    start, end = paragraph.span.start, paragraph.span.end
    edges = sorted(
        {start, end, *(edge for mark in marks for edge in (mark.span.start, mark.span.end) if start < edge < end)}
    )
    segments = []
    for left, right in pairwise(edges):
        names = dict.fromkeys(
            mark.name for mark in marks if mark.name and mark.span.start <= left and mark.span.end >= right
        )
        segments.append(Segment(paragraph.text[left - start : right - start], tuple(names)))
    return SourceParagraph(tuple(segments), paragraph.marker, paragraph.bold, paragraph.centred)


def _line(reading: EffectiveReading, owner: Owner | None, *, repeated: bool) -> Line:
    if owner is None:
        return Line()
    kind, index = owner
    if kind == _ITEM:
        each = reading.printed_items[index]
        return Line(continues=each) if repeated else Line(item=each)
    if repeated:
        return Line()
    if kind == _SECTION:
        return Line(section=reading.reading.sections[index])
    if kind == _PASSPORT:
        return Line(passport=reading.passport[index])
    return Line(definition=reading.reading.definitions[index])


def _chapters(reading: EffectiveReading, lines: list[Line]) -> list[Chapter]:
    titles = {section.number: section.title for section in reading.reading.sections}
    chapters = [Chapter(HEAD, "", "Начало документа")]
    last_item = max((index for index, line in enumerate(lines) if line.item or line.continues), default=-1)
    opened: set[str] = set()
    for index, line in enumerate(lines):
        number = _section_number(line)
        is_full = line.item is not None and len(chapters[-1].items) >= MOST_IN_CHAPTER
        if number is not None and (number != chapters[-1].number or chapters[-1].key == HEAD or is_full):
            key = f"s{number}" if f"s{number}" not in opened else f"s{number}-{index}"
            opened.add(key)
            chapters.append(Chapter(key, number, titles.get(number, "") or "Мероприятия"))
        elif index == last_item + 1 and not line.section:
            chapters.append(Chapter(TAIL, "", "Конец документа"))
        chapters[-1].lines.append(line)
    return [chapter for chapter in chapters if chapter.lines]


def _section_number(line: Line) -> str | None:
    if line.section is not None:
        return line.section.number
    return line.item.item.section if line.item is not None else None
