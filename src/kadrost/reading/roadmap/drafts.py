"""What is known of sections and measures while their rows are still being joined."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kadrost.reading.headings import Role
from kadrost.reading.result import Flag
from kadrost.reading.roadmap.layout import Layout
from kadrost.reading.source import Span


@dataclass(slots=True, eq=False)
class CellDraft:
    """A cell that may go on: on the next page, outside the table, or downwards through merged rows."""

    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class HeadingDraft:
    """A section or a sub-heading. `level` is decided when all are known, for those without a number."""

    number: str
    cells: dict[int, CellDraft]
    layout: Layout | None
    level: Literal["section", "stage", "open"]
    number_spans: tuple[Span, ...] = ()
    title: tuple[Span, ...] = ()
    """Set where the title is only a part of its cell («1. Организационные условия»)."""
    label: str = ""
    """The word before its number: «раздел», «задача»."""
    parent: HeadingDraft | None = None

    def column_spans(self, role: Role) -> tuple[Span, ...]:
        """The words in the columns of a role."""
        if self.layout is None:
            return ()
        return tuple(
            span for column in self.layout.columns(role) if column in self.cells for span in self.cells[column].spans
        )

    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The words of the heading itself."""
        if not self.title:
            return self.column_spans("title")
        extra = [span for column in sorted(self.cells) for span in self.cells[column].spans]
        return (*self.title, *(span for span in extra if span.start > self.title[-1].start))

    @property
    def result_spans(self) -> tuple[Span, ...]:
        """The words of the expected result, where one is printed beside the heading."""
        return () if self.title else self.column_spans("result")


@dataclass(slots=True, eq=False)
class ItemDraft:
    """A measure; cells are by grid column and may be shared with the measure above (merged cells)."""

    number: str
    layout: Layout
    cells: dict[int, CellDraft]
    table: int | None
    row: int | None
    page: int | None
    heading: HeadingDraft | None = None
    stage: HeadingDraft | None = None
    number_spans: tuple[Span, ...] = ()
    marks: frozenset[str] = frozenset()
    inherited: tuple[int, ...] = ()

    def column_spans(self, *roles: Role) -> tuple[Span, ...]:
        """The words in the columns of these roles, from left to right."""
        return tuple(
            span for column in self.layout.columns(*roles) if column in self.cells for span in self.cells[column].spans
        )


@dataclass(slots=True)
class PlanDraft:
    """All that the rows of a document's plans say, before words become fields."""

    headings: list[HeadingDraft] = field(default_factory=list)
    items: list[ItemDraft] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    """Paragraphs that are no part of the plan's rows: footnotes and notes."""
    furniture: list[Span] = field(default_factory=list)
