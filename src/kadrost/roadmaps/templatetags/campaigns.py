"""The open gatherings of yearly information on pages that other work fills: {% campaigns_at_work %}."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from kadrost.region.views.access import acting_of
from kadrost.roadmaps.domain.campaigns_at_work import campaign_lines

register = template.Library()


@register.inclusion_tag("roadmaps/parts/campaigns_at_work.html", takes_context=True)
def campaigns_at_work(context: Context) -> dict[str, Any]:
    """A short list, or nothing where no gathering is open or another day is shown."""
    request: Any = context["request"]
    lines = [] if request.as_of else campaign_lines(acting_of(request))
    return {"lines": lines, "request": request}
