"""Paragraphs before, between and after a plan's tables: headings, tails of cells, footnotes, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kadrost.reading.grammar.morphology import forms
from kadrost.reading.joining import Joiner
from kadrost.reading.result import Choice, Flag
from kadrost.reading.roadmap.drafts import CellDraft, HeadingDraft, ItemDraft, PlanDraft
from kadrost.reading.roadmap.layout import Layout
from kadrost.reading.roadmap.numbering import NumberedHeading, cell_number, heading_number, is_child, is_roman
from kadrost.reading.roadmap.sentences import is_broken, starts_small
from kadrost.reading.roadmap.tails import is_certain, places_of_tail
from kadrost.reading.source import Paragraph, Span

FOOTNOTE = re.compile(r"(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*+)[).]? ?")
_PAGE_NUMBER = re.compile(r"(?:[-–—] ?)?(?:стр(?:аница|\.)? ?)?\d{1,4}(?: ?[-–—])?(?: из \d+)?", re.IGNORECASE)
NOTE = re.compile(r"примечани[ея]", re.IGNORECASE)
_LONGEST_HEADING = 45
_HEADING_LINES = 6
_TITLE_WORDS = 25


class ParagraphReader:
    """Keeps the paragraphs since the last row and says what they are when the next row, or the end, is seen."""

    def __init__(self, plan: PlanDraft, joiner: Joiner) -> None:
        self._plan = plan
        self._joiner = joiner
        self._pending: list[Paragraph] = []

    @property
    def waits(self) -> bool:
        """True where paragraphs stand between the last row and the next."""
        return bool(self._pending)

    def add(self, paragraph: Paragraph) -> None:
        """Keep a paragraph until it is known what follows."""
        self._pending.append(paragraph)

    def headings_before_table(self, last: ItemDraft | HeadingDraft | None) -> list[HeadingDraft]:
        """The headings that stand right before a table with a heading of its own; what precedes them is settled."""
        pending, self._pending = self._pending, []
        for start in range(max(0, len(pending) - _HEADING_LINES), len(pending)):
            run = pending[start:]
            if self._is_section_heading(run):
                outer = self._outer_headings(pending[:start])
                self._settle(pending[: start - len(outer)], last, None)
                return [*(heading_of([paragraph], None, None) for paragraph in outer), heading_of(run, None, None)]
        if last is None:
            self._plan.notes += [paragraph.span for paragraph in pending]
            return []
        return self._settle(pending, last, None)

    def _outer_headings(self, before: Sequence[Paragraph]) -> Sequence[Paragraph]:
        """The headings that stand right above another one: «Раздел I», «1. Направление» over «Задача 1.1»."""
        count = 0
        while count < len(before) and self._is_section_heading(before[len(before) - count - 1 : len(before) - count]):
            count += 1
        return before[len(before) - count :]

    def settle(self, last: ItemDraft | HeadingDraft | None, next_number: str | None) -> list[HeadingDraft]:
        """What the paragraphs between two rows of one plan are; tails are added to the cells that they finish."""
        pending, self._pending = self._pending, []
        return self._settle(pending, last, next_number) if pending else []

    def finish(self, last: ItemDraft | HeadingDraft | None) -> None:
        """Settle what stands after the last row."""
        pending, self._pending = self._pending, []
        if pending and last is not None and starts_small(pending[0].text) and self._finishes(last, pending[0]):
            self._attach(pending.pop(0), last)
        self._plan.notes += [paragraph.span for paragraph in pending]

    def _finishes(self, last: ItemDraft | HeadingDraft, paragraph: Paragraph) -> bool:
        places = places_of_tail(last, self._text(paragraph), self._joiner)
        return bool(places) and places[0].score >= 3.0

    def _text(self, paragraph: Paragraph) -> str:
        return self._joiner.text([paragraph.span])

    def _is_section_heading(self, run: Sequence[Paragraph]) -> bool:
        """True for «II. План мероприятий …», over one or several lines, that is no point of the act itself."""
        raw = run[0].text.replace("\n", " ")
        number = heading_number(raw)
        if number is None:
            return False
        text = self._joiner.text([paragraph.span for paragraph in run])
        if (
            any(heading_number(paragraph.text.replace("\n", " ")) for paragraph in run[1:])
            or len(text.split()) > _LONGEST_HEADING
        ):
            return False
        if any(paragraph.text.rstrip().endswith((".", ";")) for paragraph in run[:-1]):
            return False
        if number.label or is_roman(number.number):
            return True
        whole = all(starts_small(paragraph.text) for paragraph in run[1:])
        return whole and not text.endswith((".", ";", ":")) and not _is_order(text[number.title_start :])

    def _settle(
        self, pending: Sequence[Paragraph], last: ItemDraft | HeadingDraft | None, next_number: str | None
    ) -> list[HeadingDraft]:
        headings: list[HeadingDraft] = []
        in_note = False
        for paragraph in pending:
            text = paragraph.text.replace("\n", " ")
            target = headings[-1] if headings else last
            number = heading_number(text)
            if _PAGE_NUMBER.fullmatch(text):
                self._plan.furniture.append(paragraph.span)
            elif FOOTNOTE.match(text) or NOTE.match(text) or (in_note and not starts_small(text)):
                self._plan.notes.append(paragraph.span)
                in_note = True
            elif number and self._opens_section(number, next_number):
                headings.append(heading_of([paragraph], None, None))
            elif in_note:
                self._plan.notes.append(paragraph.span)
            elif target is not None and (starts_small(text) or self._broken(target)):
                self._attach(paragraph, target)
            elif paragraph.bold or paragraph.centred or paragraph.heading_level or len(text.split()) <= _TITLE_WORDS:
                headings.append(heading_of([paragraph], None, None))
            else:
                self._flag_lost(paragraph)
        return headings

    def _opens_section(self, number: NumberedHeading, next_number: str | None) -> bool:
        if number.label or next_number is None or is_child(next_number, number.number):
            return True
        known = [heading.number for heading in self._plan.headings if heading.number]
        return (
            bool(known) and number.number.isdigit() and known[-1].isdigit() and int(number.number) == int(known[-1]) + 1
        )

    def _broken(self, last: ItemDraft | HeadingDraft) -> bool:
        return any(is_broken(self._joiner.raw(cell.spans)) for cell in last.cells.values())

    def _attach(self, paragraph: Paragraph, last: ItemDraft | HeadingDraft) -> None:
        """Give a tail to the cell that it finishes, and flag it where another would do as well."""
        text = self._text(paragraph)
        places = places_of_tail(last, text, self._joiner)
        if not places:
            if isinstance(last, HeadingDraft):
                last.cells.setdefault(-1, CellDraft()).spans.append(paragraph.span)
            else:
                self._flag_lost(paragraph)
            return
        if not is_certain(places):
            self._flag_place(paragraph, last, [place.column for place in places[:2]])
        last.cells[places[0].column].spans.append(paragraph.span)

    def _flag_place(self, paragraph: Paragraph, last: ItemDraft | HeadingDraft, columns: Sequence[int]) -> None:
        layout = last.layout
        roles = [str(layout.roles.get(column, "")) if layout else "" for column in columns]
        self._plan.flags.append(
            Flag(
                item=last.number if isinstance(last, ItemDraft) else None,
                field=roles[0],
                code="tail_outside_table",
                why="Окончание графы напечатано вне таблицы; возможны два места, взято первое.",
                text=self._text(paragraph),
                spans=(paragraph.span,),
                choices=tuple(
                    Choice(
                        f"Графа «{layout.headings.get(column, '') if layout else ''}»",
                        self._joiner.text([*last.cells[column].spans, paragraph.span]),
                    )
                    for column in columns
                ),
            )
        )

    def _flag_lost(self, paragraph: Paragraph) -> None:
        self._plan.flags.append(
            Flag(
                item=None,
                field="",
                code="words_without_field",
                why="Абзац между строками плана не отнесён ни к одному мероприятию.",
                text=self._text(paragraph),
                spans=(paragraph.span,),
            )
        )


def heading_of(paragraphs: Sequence[Paragraph], layout: Layout | None, section: HeadingDraft | None) -> HeadingDraft:
    """A section («1. …», «Группа мероприятий 2. …») or a heading without number, whose level is seen later."""
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    number = heading_number(text.replace("\n", " "))
    whole = tuple(paragraph.span for paragraph in paragraphs)
    if number is None:
        marked = cell_number(paragraphs[0].marker) if paragraphs[0].marker else None
        if marked is not None:
            return HeadingDraft(marked[0], {}, layout, "section", title=whole)
        return HeadingDraft("", {}, layout, "open", title=whole)
    if number.is_part_of_section and section is not None:
        return HeadingDraft("", {}, layout, "stage", title=whole)
    before, after = cut_spans(paragraphs, number.title_start)
    return HeadingDraft(
        number.number, {}, layout, "section", number_spans=before, title=after or whole, label=number.label
    )


def cut_spans(paragraphs: Sequence[Paragraph], offset: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans before and after `offset` letters of the paragraphs, joined with one sign between them."""
    before: list[Span] = []
    after: list[Span] = []
    for paragraph in paragraphs:
        start, end = paragraph.span.start, paragraph.span.end
        cut = min(max(start + offset, start), end)
        if cut > start:
            before.append(Span(start, cut))
        if cut < end:
            after.append(Span(cut, end))
        offset -= end - start + 1
    return tuple(before), tuple(after)


def _is_order(text: str) -> bool:
    """True for «Утвердить …»: a point of an act, no heading."""
    words = text.split()
    return bool(words) and any(form.part in {"INFN", "IMPR"} for form in forms(words[0].strip("«»(),"))[:1])
