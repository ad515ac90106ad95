"""A plan as a paper in its own columns: numbers where blanks are filled, blanks where they are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kadrost.roadmaps.domain.account import Column
from kadrost.roadmaps.models import Section
from kadrost.roadmaps.papers import COLUMN_WIDTHS, USUAL_WIDTH
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable

BESIDE = ("section", "other", "unknown", "")

PlanRow = tuple[Section | None, str, Mapping[str, str]]
"""A measure's section, its stage, and its words by the fields of columns."""


def plan_paper(
    *, title: str, subtitle: Sequence[str], columns: Iterable[Column], rows: Iterable[PlanRow]
) -> PaperContent:
    """The plan's table as its document prints it, under its title and requisites."""
    shown = [column for column in columns if column.get("field") not in BESIDE]
    return PaperContent(
        title=title,
        subtitle=tuple(subtitle),
        tables=(
            PaperTable(
                headings=tuple(column["heading"] for column in shown),
                widths=tuple(COLUMN_WIDTHS.get(column["field"], USUAL_WIDTH) for column in shown),
                rows=tuple(_rows(rows, shown)),
                when_empty="В плане нет мероприятий.",
            ),
        ),
    )


def _rows(rows: Iterable[PlanRow], columns: Sequence[Column]) -> Iterable[PaperRow]:
    section: Section | None = None
    stage = ""
    for own_section, own_stage, words in rows:
        if own_section is not None and own_section != section:
            section, stage = own_section, ""
            yield PaperRow((str(section),), kind="section")
        if own_stage and own_stage != stage:
            stage = own_stage
            yield PaperRow((stage,), kind="stage")
        yield PaperRow(tuple(words.get(column["field"], "") for column in columns))
