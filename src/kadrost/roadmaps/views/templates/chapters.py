"""What templates add to My work: the plans of the person's bodies in which values are still to be filled."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q
from django.template.loader import render_to_string

from kadrost.accounts.roles import Role
from kadrost.region.views.access import acting_of
from kadrost.roadmaps.dossier import WorkChapter, offer_work
from kadrost.roadmaps.models import BlankValue, Plan
from kadrost.roadmaps.models.templates import BlankValueQuerySet
from kadrost.ui.request import PageRequest


def offer_template_chapters() -> None:
    """Offer the open values to My work."""
    offer_work(WorkChapter(order=40, render=open_values, waiting=values_to_fill))


def values_to_fill(request: PageRequest) -> Sequence[BlankValueQuerySet]:
    """The open values of the plans that the person coordinates, or administers; none while another day is shown."""
    acting = acting_of(request)
    bodies, places = acting.organisation_ids(Role.COORDINATOR), acting.territory_ids(Role.ADMINISTRATOR)
    if request.as_of is not None or not (bodies or places):
        return []
    mine = Q(plan__coordinator__in=sorted(bodies)) | Q(plan__territory__in=sorted(places))
    return [BlankValue.objects.filter(mine, plan__state=Plan.State.ACTIVE).unfilled()]


def open_values(request: PageRequest) -> str:
    """The plans with their open values, the most first; one query."""
    plans: dict[int, tuple[str, int]] = {}
    for values in values_to_fill(request):
        rows = values.order_by().values_list("plan", "plan__short_title").annotate(total=Count("pk"))
        plans |= {key: (title, total) for key, title, total in rows}
    lines = sorted(((key, *told) for key, told in plans.items()), key=lambda line: (-line[2], line[0]))
    if not lines:
        return ""
    return render_to_string("roadmaps/templates/work.html", {"request": request, "lines": lines})
