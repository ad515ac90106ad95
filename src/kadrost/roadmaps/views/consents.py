"""Executors named «по согласованию» whose consent nobody has recorded yet."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render

from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.roadmaps.models import Act, Duty, Plan
from kadrost.roadmaps.permissions import require
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest

PER_PAGE = 50


@sign_in_first
def missing_consents(request: PageRequest) -> HttpResponseBase:
    """All of them over the plans under control, by plan."""
    acting = acting_of(request)
    require("roadmaps.see_all", acting)
    page = paginate(request, duties_without_consent(request), per_page=PER_PAGE)
    may_record = {duty.measure.plan for duty in page.object_list}
    changeable = {plan.pk for plan in may_record if allows(request, "roadmaps.change_plan", plan)}
    rows = [(duty, duty.measure.plan_id in changeable) for duty in page.object_list]
    return render(request, "roadmaps/consents.html", {"page": page, "rows": rows})


def duties_without_consent(request: PageRequest) -> QuerySet[Duty]:
    """The duties by agreement that had no consent on the day shown."""
    duties = Duty.objects.inside_for(acting_of(request)).filter(is_by_agreement=True)
    duties = duties.exclude(measure__plan__state=Plan.State.CLOSED).exclude(consent_on__lte=request.today)
    duties = duties.exclude(measure__plan__kind=Act.Kind.TEMPLATE)
    return duties.select_related("measure__plan", "organisation", "group").order_by(
        "measure__plan_id", "measure__position", "position"
    )
