"""What the pages of plans and measures say of templates."""

from __future__ import annotations

from typing import Any

from kadrost.region.views.access import allows
from kadrost.roadmaps.domain.templates.comparing import origin_of
from kadrost.roadmaps.domain.templates.filling import count_values
from kadrost.roadmaps.domain.templates.texts import pieces_of
from kadrost.roadmaps.models import Act, Measure, Plan
from kadrost.ui.request import PageRequest


def of_plan(request: PageRequest, plan: Plan) -> dict[str, Any]:
    """What the plan's page says of templates: that it is one, or out of which one it was made and what is open."""
    if plan.kind == Act.Kind.TEMPLATE:
        return {"is_template": not plan.binds, "may_adapt": allows(request, "roadmaps.import")}
    origin = origin_of(plan)
    if origin is None:
        return {}
    return {"origin": origin, "blank_count": count_values(plan)}


def of_measure(measure: Measure) -> dict[str, Any]:
    """What the measure's page says of its blanks: its result cut at them, and their values by the year; two queries."""
    blanks = list(measure.blanks.prefetch_related("values"))
    if not blanks:
        return {}
    return {
        "blanks": blanks,
        "title_pieces": pieces_of(measure, "title", blanks) if any(one.field == "title" for one in blanks) else [],
        "result_pieces": pieces_of(measure, "expected_result", blanks),
    }
