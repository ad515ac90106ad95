"""A plan's terms for the person's own calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from kadrost.roadmaps.domain.plan_calendar import plan_calendar
from kadrost.roadmaps.views.plans import visible_plan
from kadrost.ui.request import PageRequest


def download_calendar(request: PageRequest, plan_id: int) -> HttpResponse:
    """An ics file named after the plan."""
    plan = visible_plan(request, plan_id)
    addresses = {
        pk: request.build_absolute_uri(reverse("roadmaps-measure", args=(pk,)))
        for pk in plan.measures.values_list("pk", flat=True)
    }
    content = plan_calendar(plan=plan, stamp=timezone.now(), address_of=addresses)
    name = f"{slugify(plan.short_title, allow_unicode=True) or 'plan'}.ics"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )
