"""A plan as a paper in its own columns: numbers where blanks are filled, blanks where they are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kadrost.roadmaps.domain.account import USUAL_COLUMNS, Column
from kadrost.roadmaps.domain.templates.planning import PlannedMeasure
from kadrost.roadmaps.models import Adaptation, Section
from kadrost.roadmaps.papers import COLUMN_WIDTHS, USUAL_WIDTH
from kadrost.ui.papers.content import PaperContent, PaperRow, PaperTable
from kadrost.ui.papers.word import lay_out_docx

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


def lay_out_plan(adaptation: Adaptation, planned: Sequence[PlannedMeasure]) -> bytes:
    """The document of a plan that is made out of a template, as docx."""
    return lay_out_docx(
        plan_paper(
            title=adaptation.title,
            subtitle=_requisites(adaptation),
            columns=adaptation.template.columns or USUAL_COLUMNS,
            rows=[(one.source.section, one.source.stage, one.words) for one in planned],
        )
    )


def _requisites(adaptation: Adaptation) -> tuple[str, ...]:
    day = f"от {adaptation.signed_on:%d.%m.%Y}" if adaptation.signed_on else ""
    number = f"№ {adaptation.number}" if adaptation.number else ""
    act = " ".join(part for part in (adaptation.act_type, day, number) if part)
    period = f"{adaptation.starts_on:%d.%m.%Y} – {adaptation.ends_on:%d.%m.%Y}"
    return tuple(line for line in (adaptation.issuer, act, f"{adaptation.territory}, {period}") if line)


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
