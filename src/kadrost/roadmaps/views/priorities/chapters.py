"""What priorities add to other pages: indicators that wait for a value in My work, a measure's priorities on its page."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from kadrost.region.views.access import acting_of
from kadrost.roadmaps.domain.priorities.reading import indicators_waiting, lists_visible_to
from kadrost.roadmaps.dossier import MeasureChapter, WorkChapter, offer_measure_chapter, offer_work
from kadrost.roadmaps.models import Measure, Priority, PriorityIndicator, PriorityTie
from kadrost.ui.request import PageRequest


def offer_priority_chapters() -> None:
    """Offer both to the pages of plans."""
    offer_work(WorkChapter(order=25, render=waiting_values, waiting=indicators_without_value))
    offer_measure_chapter(MeasureChapter(order=35, render=priorities_served))


def indicators_without_value(request: PageRequest) -> Sequence[QuerySet[PriorityIndicator]]:
    """For whom My work has a chapter of priorities: whose bodies owe the past year's value of an indicator."""
    waiting = indicators_waiting(acting_of(request), day=request.today)
    return [] if waiting is None else [waiting]


def waiting_values(request: PageRequest) -> str:
    """The indicators of lists in force without a value for the past year; nothing for whoever answers for none."""
    waiting = indicators_waiting(acting_of(request), day=request.today)
    if waiting is None:
        return ""
    rows = list(waiting.select_related("priority__list"))
    if not rows:
        return ""
    context = {"request": request, "rows": rows, "year": request.today.year - 1}
    return render_to_string("roadmaps/priorities/parts/work.html", context)


def priorities_served(request: PageRequest, measure: Measure) -> str:
    """The priorities that the measure serves, of the latest lists that the person sees."""
    lists = lists_visible_to(acting_of(request), day=request.today)
    ties = PriorityTie.objects.filter(
        lineage=measure.lineage, state=PriorityTie.State.CONFIRMED, decided_on__lte=request.today
    )
    in_force = Q(list__replaced_on=None) | Q(list__replaced_on__gt=request.today)
    served = Priority.objects.filter(
        in_force, list__in=lists.order_by().values("pk"), pk__in=ties.values("priority")
    ).select_related("list")
    rows = list(served.order_by("list__year", "position"))
    if not rows:
        return ""
    return render_to_string("roadmaps/priorities/parts/measure_chapter.html", {"request": request, "rows": rows})
