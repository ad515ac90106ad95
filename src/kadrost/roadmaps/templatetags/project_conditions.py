"""`{% project_conditions measure %}`: the conditions of projects that are not fulfilled, wherever a measure is judged."""

from __future__ import annotations

from typing import Any

from django import template

from kadrost.roadmaps.domain.projects.reading import open_conditions, ties_of_measure
from kadrost.roadmaps.models import Measure, ProjectTie

register = template.Library()


@register.inclusion_tag("roadmaps/projects/parts/conditions.html", takes_context=True)
def project_conditions(context: dict[str, Any], measure: Measure) -> dict[str, Any]:
    """The measure's ties whose condition is awaited or failed on the day shown; one query."""
    day = context["request"].today
    ties = open_conditions(ties_of_measure(measure, day=day), day=day)
    failed = [tie for tie in ties if tie.outcome_by(day) == ProjectTie.Outcome.FAILED]
    return {"failed": failed, "awaited": [tie for tie in ties if tie not in failed], "measure": measure}
