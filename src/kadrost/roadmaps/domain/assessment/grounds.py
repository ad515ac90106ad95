"""What an answer may rest on: the measures that serve the provision, their documents and reported figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.assessment.answering import document_words, figure_words
from kadrost.roadmaps.domain.queries import plans_visible_to
from kadrost.roadmaps.domain.standard.serving import in_force_on, serves
from kadrost.roadmaps.models import Evidence, Measure, Plan, Provision, ReportFigure

MOST_OFFERED = 40
LONGEST = 160

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Offered:
    """The records that a person may cite for a provision, the latest documents and figures first."""

    measures: Sequence[Measure]
    documents: Sequence[Evidence]
    figures: Sequence[ReportFigure]

    def choices(self) -> dict[str, Choices]:
        """The records as choices of a form, called as they are cited."""
        return {
            "measures": [(str(one.pk), _fit(f"{one.plan.short_title}: {one}")) for one in self.measures],
            "documents": [
                (str(one.pk), _fit(f"{one.checkpoint.measure.number}: {document_words(one)}")) for one in self.documents
            ],
            "figures": [
                (str(one.pk), _fit(f"{one.target.measure.number}: {figure_words(one)}")) for one in self.figures
            ],
        }


def grounds_offered(provision: Provision, acting: Acting, *, day: date) -> Offered:
    """What may be cited on the day; three queries."""
    plans = plans_visible_to(acting).filter(state=Plan.State.ACTIVE)
    measures = Measure.objects.filter(
        serves([provision.number], until=day), in_force_on(day), plan__in=plans
    ).select_related("plan")
    found = list(measures.order_by("plan_id", "position")[: 3 * MOST_OFFERED])
    keys = [one.pk for one in found]
    documents = Evidence.objects.filter(checkpoint__measure__in=keys, added_on__lte=day)
    figures = ReportFigure.objects.filter(target__measure__in=keys, report__reported_on__lte=day)
    return Offered(
        measures=found,
        documents=list(documents.select_related("checkpoint__measure").order_by("-added_on", "-pk")[:MOST_OFFERED]),
        figures=list(figures.select_related("target__measure", "report").order_by("-report__pk")[:MOST_OFFERED]),
    )


def _fit(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
