"""Plans without tables: numbered paragraphs whose fields are named in the text («Срок: …», «Исполнитель: …»)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kadrost.reading.grammar.signature import is_signature
from kadrost.reading.headings import Role
from kadrost.reading.joining import Joiner
from kadrost.reading.result import Flag
from kadrost.reading.roadmap.between import FOOTNOTE, heading_of
from kadrost.reading.roadmap.drafts import CellDraft, HeadingDraft, ItemDraft, PlanDraft
from kadrost.reading.roadmap.labels import Labelled, dashed_parts, labelled_parts
from kadrost.reading.roadmap.layout import Layout
from kadrost.reading.roadmap.numbering import cell_number, heading_number, is_child, is_roman
from kadrost.reading.roadmap.sentences import goes_on, starts_small
from kadrost.reading.roadmap.unheaded import begins_body, begins_paper
from kadrost.reading.source import Paragraph, Source, Span

_ROLES: tuple[Role, ...] = (
    "number", "title", "result", "due", "due_start", "due_end", "executors", "co_executors", "evidence", "note",
    "funding",
)  # fmt: skip
_LAYOUT = Layout(roles=dict(enumerate(_ROLES)), headings={}, width=len(_ROLES), assumed=True)
_COLUMN: dict[Role, int] = {role: column for column, role in enumerate(_ROLES)}
_NUMBERED = re.compile(
    r"(?:(?:мероприятие|поручение|шаг|действие)\s*(?:№\s*)?)?"
    r"(?P<number>(?:\d{1,3}|[IVXivxХ]{1,6}(?=[.)\s]))(?:\.\d{1,3})*)(?P<sign>[.):]+\s*|\s+(?=[А-ЯЁ«]))",
    re.IGNORECASE,
)
_BODIES = {"executors", "co_executors"}
_TERMS = {"due", "due_start", "due_end"}
_SHARE = 0.6
_HEADING_WORDS = 20
_LABELLED_WORDS = 60


@dataclass(slots=True)
class _Point:
    """A paragraph with a number, and the unnumbered ones after it."""

    paragraph: Paragraph
    number: str
    number_spans: tuple[Span, ...]
    title: list[Span] = field(default_factory=list)
    parts: dict[Role, list[Span]] = field(default_factory=dict)
    furniture: list[Span] = field(default_factory=list)
    last: list[Span] | None = None

    @property
    def is_measure(self) -> bool:
        return any(role in self.parts for role in (*_BODIES, *_TERMS))


def read_listed(source: Source, joiner: Joiner) -> PlanDraft | None:
    """The plan's measures, or None where numbered paragraphs do not name terms and executors."""
    reader = _ListReader(joiner)
    for paragraph in source.paragraphs():
        reader.paragraph(paragraph)
    return reader.plan()


class _ListReader:
    def __init__(self, joiner: Joiner) -> None:
        self._joiner = joiner
        self._entries: list[_Point | HeadingDraft | Paragraph] = []

    def paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text.replace("\n", " ")
        number, start = _number(paragraph, text)
        parts = labelled_parts(text, offset=start) or (dashed_parts(text, offset=start) if number else [])
        point = self._entries[-1] if self._entries and isinstance(self._entries[-1], _Point) else None
        if number and start < len(text) and not _is_heading(text, number, parts):
            self._open(paragraph, number, start, parts)
        elif parts and parts[0].role == "title":
            self._open(paragraph, "", start, parts)
        elif is_signature(text):
            self._entries.append(paragraph)
        elif point is not None and parts and parts[0].label_start == 0:
            self._add(point, paragraph, parts)
        elif point is not None and self._continues(point, text):
            self._extend(point, paragraph, parts)
        elif _is_heading(text, number, parts) or (heading_number(text) and len(text.split()) <= _HEADING_WORDS):
            self._entries.append(heading_of([paragraph], None, None))
        else:
            self._entries.append(paragraph)

    def plan(self) -> PlanDraft | None:
        points = [entry for entry in self._entries if isinstance(entry, _Point)]
        measures = [point for point in points if point.is_measure]
        bodies = [point for point in measures if _BODIES & set(point.parts)]
        if len(measures) < 2 or len(bodies) < len(measures) * _SHARE:
            return None
        return self._drafts(self._entries.index(measures[0]), self._entries.index(measures[-1]))

    def _open(self, paragraph: Paragraph, number: str, start: int, parts: Sequence[Labelled]) -> None:
        base = paragraph.span.start
        spans = (Span(base, base + start),) if start and number else ()
        point = _Point(paragraph, number, spans)
        if parts and parts[0].role == "title":
            first, *rest = parts
            point.title.append(Span(base + first.start, base + first.end))
            point.furniture.append(Span(base + first.label_start, base + first.start))
            parts = rest
        else:
            end = parts[0].label_start if parts else len(paragraph.text)
            point.title.append(_stripped(paragraph, start, end, parted=bool(parts)))
        point.last = point.title
        self._entries.append(point)
        self._add(point, paragraph, parts)

    def _add(self, point: _Point, paragraph: Paragraph, parts: Sequence[Labelled]) -> None:
        base = paragraph.span.start
        for part in parts:
            spans = point.parts.setdefault(part.role, [])
            spans.append(Span(base + part.start, base + part.end))
            point.furniture.append(Span(base + part.label_start, base + part.start))
            point.last = spans

    def _continues(self, point: _Point, text: str) -> bool:
        if FOOTNOTE.match(text):
            return False
        before = self._joiner.raw(point.last or [])
        if point.last is point.parts.get("executors") and (begins_body(text) or text.endswith("(по согласованию)")):
            return True
        if point.last is point.parts.get("evidence") and begins_paper(text):
            return True
        return not before or starts_small(text) or goes_on(before) or text[:1] in "-–—•"

    def _extend(self, point: _Point, paragraph: Paragraph, parts: Sequence[Labelled]) -> None:
        end = parts[0].label_start if parts else len(paragraph.text)
        if point.last is not None and end:
            point.last.append(_stripped(paragraph, 0, end, parted=bool(parts) or point.last is not point.title))
        self._add(point, paragraph, parts)

    def _drafts(self, first: int, last: int) -> PlanDraft:
        plan = PlanDraft()
        section = next((entry for entry in reversed(self._entries[:first]) if not isinstance(entry, Paragraph)), None)
        start = first
        if section is not None and self._entries[first - 1] is section and _leads(section, self._entries[first]):
            start -= 1
        heading: HeadingDraft | None = None
        stage: HeadingDraft | None = None
        for position in range(start, last + 1):
            entry = self._entries[position]
            following = next((e for e in self._entries[position + 1 :] if isinstance(e, _Point)), None)
            if isinstance(entry, _Point) and _leads(entry, following):
                entry = HeadingDraft(entry.number, {}, None, "section", entry.number_spans, tuple(entry.title))
            if isinstance(entry, Paragraph) and len(entry.text.split()) <= _HEADING_WORDS:
                entry = heading_of([entry], None, heading)
            if isinstance(entry, HeadingDraft):
                plan.headings.append(entry)
                heading, stage = (entry, None) if entry.level == "section" else (heading, entry)
            elif isinstance(entry, _Point):
                plan.items.append(_item(entry, heading, stage))
                plan.furniture += entry.furniture
            else:
                plan.flags.append(self._lost(entry))
        plan.notes += [entry.span for entry in self._entries[last + 1 :] if isinstance(entry, Paragraph)]
        return plan

    def _lost(self, paragraph: Paragraph) -> Flag:
        return Flag(
            None,
            "",
            "words_without_field",
            "Абзац между мероприятиями не отнесён ни к одному из них.",
            self._joiner.text([paragraph.span]),
            (paragraph.span,),
        )


def _number(paragraph: Paragraph, text: str) -> tuple[str, int]:
    """The number of a paragraph and where its words begin."""
    if paragraph.marker and (marked := cell_number(paragraph.marker)):
        return marked[0], 0
    match = _NUMBERED.match(text)
    if match is None:
        return "", 0
    number = match["number"]
    return (number.upper() if is_roman(number.upper()) else number), match.end()


def _is_heading(text: str, number: str, parts: Sequence[Labelled]) -> bool:
    if parts or len(text.split()) > _LABELLED_WORDS:
        return False
    heading = heading_number(text)
    return heading is not None and bool(heading.label)


def _leads(entry: _Point | HeadingDraft, following: object) -> bool:
    """True for a heading, and for a numbered paragraph without fields that the numbers after it fall under."""
    if isinstance(entry, HeadingDraft):
        return True
    if entry.is_measure or not isinstance(following, _Point):
        return False
    return is_child(following.number, entry.number) or (is_roman(entry.number) and not is_roman(following.number))


def _stripped(paragraph: Paragraph, start: int, end: int, *, parted: bool) -> Span:
    """Without blanks, and without the sign that parts the words from a label after them; at a line's end it stays."""
    text = paragraph.text
    while start < end and text[start] in " \n":
        start += 1
    while start < end and text[end - 1] in (" \n;(" if parted else " \n"):
        end -= 1
    if (
        parted
        and start < end
        and text[end - 1] == "."
        and not re.search(r"\b(?:г|гг|др|т\.д|т\.п)\.$", text[start:end])
    ):
        end -= 1
    return Span(paragraph.span.start + start, paragraph.span.start + end)


def _item(point: _Point, heading: HeadingDraft | None, stage: HeadingDraft | None) -> ItemDraft:
    cells = {_COLUMN["title"]: CellDraft(list(point.title))}
    cells |= {_COLUMN[role]: CellDraft(list(spans)) for role, spans in point.parts.items() if spans}
    return ItemDraft(
        number=point.number,
        layout=_LAYOUT,
        cells=cells,
        table=None,
        row=None,
        page=point.paragraph.page,
        heading=heading,
        stage=stage,
        number_spans=point.number_spans,
    )
