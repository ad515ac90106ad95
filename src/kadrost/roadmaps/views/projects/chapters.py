"""What projects add to other pages: the measure's projects and conditions, failed conditions in My work."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.template.loader import render_to_string

from kadrost.region.views.access import acting_of
from kadrost.roadmaps.domain.projects.reading import failed_at_work, failed_kept_by, ties_of_measure
from kadrost.roadmaps.dossier import MeasureChapter, WorkChapter, offer_measure_chapter, offer_work
from kadrost.roadmaps.models import Measure, ProjectTie
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated


def offer_project_chapters() -> None:
    """Offer both to the pages of plans."""
    offer_measure_chapter(MeasureChapter(order=25, render=projects_of_measure))
    offer_work(WorkChapter(order=30, render=failed_conditions, waiting=conditions_failed))


def projects_of_measure(request: PageRequest, measure: Measure) -> str:
    """The projects that the measure belongs to, on what condition; nothing where it belongs to none."""
    ties = ties_of_measure(measure, day=request.today)
    if not ties:
        return ""
    rows = []
    for tie in ties:
        outcome = tie.outcome_by(request.today)
        rows.append((tie, outcome, translated(outcome.label) if outcome else ""))
    context = {"request": request, "rows": rows, "measure": measure}
    return render_to_string("roadmaps/projects/parts/measure_chapter.html", context)


def conditions_failed(request: PageRequest) -> Sequence[QuerySet[ProjectTie]]:
    """For whom My work has this chapter: who keeps or controls a plan with a measure whose condition failed."""
    return [failed_kept_by(acting_of(request), today=request.today)]


def failed_conditions(request: PageRequest) -> str:
    """The measures whose condition failed and that are still on control, for whoever keeps or controls their plan."""
    ties = failed_at_work(acting_of(request), today=request.today)
    if not ties:
        return ""
    return render_to_string("roadmaps/projects/parts/work.html", {"request": request, "ties": ties})
