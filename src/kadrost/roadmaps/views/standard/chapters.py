"""What the Standard adds to other pages: waiting questions in My work; provisions and twins on a measure's page."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from kadrost.region.views.access import acting_of
from kadrost.roadmaps.domain.assessment.reading import parts_answered_by, parts_waiting
from kadrost.roadmaps.domain.queries import plans_visible_to
from kadrost.roadmaps.domain.standard.serving import served_by, ties_until
from kadrost.roadmaps.dossier import MeasureChapter, WorkChapter, offer_measure_chapter, offer_work
from kadrost.roadmaps.models import Alignment, AssessmentPart, Measure, Provision
from kadrost.ui.request import PageRequest


def offer_chapters() -> None:
    """Offer both to the pages of plans."""
    offer_work(WorkChapter(order=20, render=waiting_questions, waiting=open_parts))
    offer_measure_chapter(MeasureChapter(order=30, render=place_in_standard))


def open_parts(request: PageRequest) -> Sequence[QuerySet[AssessmentPart]]:
    """For whom My work has a chapter of the Standard: whose bodies answer for a provision of an open round."""
    return [parts_answered_by(acting_of(request), today=request.today)]


def waiting_questions(request: PageRequest) -> str:
    """The provisions of open rounds that wait for the person's bodies; nothing for whoever answers for none."""
    parts = parts_waiting(acting_of(request), today=request.today)
    if not parts:
        return ""
    return render_to_string("roadmaps/standard/parts/work.html", {"request": request, "parts": parts})


def place_in_standard(request: PageRequest, measure: Measure) -> str:
    """The provisions that the measure serves, and the measures of other plans that people confirmed to be the same."""
    inherited = measure.section.provision if measure.section else None
    ties = ties_until(request.today, lineages=[measure.lineage])
    numbers = served_by(inherited, ties.get(measure.lineage))
    provisions = (
        list(Provision.objects.filter(edition__is_current=True, number__in=numbers).order_by("number"))
        if numbers
        else []
    )
    twins = _twins(request, measure)
    if not provisions and not twins:
        return ""
    context = {"request": request, "provisions": provisions, "twins": twins}
    return render_to_string("roadmaps/standard/parts/measure_chapter.html", context)


def _twins(request: PageRequest, measure: Measure) -> list[Measure]:
    said = Alignment.objects.filter(
        Q(first=measure.lineage) | Q(second=measure.lineage),
        verdict=Alignment.Verdict.SAME,
        decided_on__lte=request.today,
    )
    lineages = {lineage for pair in said.values_list("first", "second") for lineage in pair} - {measure.lineage}
    if not lineages:
        return []
    acting = acting_of(request)
    twins = Measure.objects.visible_to(acting).filter(lineage__in=lineages, plan__in=plans_visible_to(acting))
    return list(twins.select_related("plan").order_by("plan_id", "position"))
