"""What the pages of priorities share: where a number leads, the form's page, lights of a priority's measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from kadrost.region.views.access import acting_of
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.priorities.reading import HOLES, lists_visible_to, priorities_visible_to
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Priority, PriorityIndicator, PriorityList
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.roadmaps.permissions.priorities import require
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated


def visible_list(request: PageRequest, key: int) -> PriorityList:
    """The list, where the person may read it on the day shown; 404 otherwise."""
    return get_object_or_404(lists_visible_to(acting_of(request), day=request.today), pk=key)


def kept_list(request: PageRequest, key: int) -> PriorityList:
    """The same for whoever keeps it; `PermissionRefused` for others who see it."""
    found = visible_list(request, key)
    require("priorities.keep", acting_of(request), found.territory)
    return found


def visible_priority(request: PageRequest, key: int) -> Priority:
    """The priority of such a list."""
    return get_object_or_404(priorities_visible_to(acting_of(request), day=request.today), pk=key)


def kept_priority(request: PageRequest, key: int) -> Priority:
    """The same for whoever keeps the list."""
    found = visible_priority(request, key)
    require("priorities.keep", acting_of(request), found.list.territory)
    return found


def visible_indicator(request: PageRequest, key: int) -> PriorityIndicator:
    """An indicator of such a priority."""
    priorities = priorities_visible_to(acting_of(request), day=request.today).order_by().values("pk")
    indicators = PriorityIndicator.objects.filter(priority__in=priorities)
    return get_object_or_404(
        indicators.select_related("priority__list__territory", "priority__responsible", "responsible"), pk=key
    )


def form_page(
    request: PageRequest,
    form: Any,
    act: Callable[[], str],
    *,
    back: str,
    crumbs: list[tuple[str, str]],
    title: str,
    button: str,
    record: Any = None,
    **further: Any,
) -> HttpResponseBase:
    """A page of one form: carried out it leads `back`, else it is shown with what was typed."""
    status = carry_out(request, form, act, record=record)
    if status == DONE:
        return redirect(back)
    context = {
        "form": form, "back": back, "crumbs": crumbs, "title": title, "button": button, "stale": status == 409,
        "lost_file": status not in (200, DONE) and bool(request.FILES), **further,
    }  # fmt: skip
    return render(request, "roadmaps/priorities/form.html", context, status=status)


def lit(standings: Counter[Standing]) -> list[tuple[Any, str]]:
    """How many checkpoints stand in each way, the urgent first."""
    return [
        (LIGHTS[one], f"{translated(one.label)}: {standings[one]}") for one in STANDINGS_BY_URGENCY if standings[one]
    ]


def holes_shown(holes: list[str]) -> list[str]:
    """What is missing, in words."""
    return [translated(HOLES[one]) for one in holes]
