"""Which measures serve a priority: what is proposed by words, what is found by a search, what was decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.domain.priorities.reading import view_priority
from kadrost.roadmaps.domain.priorities.tying import decide_priority_tie, measures_found, proposals_for
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.models import Measure, Priority, PriorityTie
from kadrost.roadmaps.views.priorities.lists import list_head
from kadrost.roadmaps.views.priorities.shared import kept_priority, lit
from kadrost.roadmaps.views.standard.shared import wanted_number, who_acts
from kadrost.ui.addresses import with_parameters
from kadrost.ui.request import PageRequest

LONGEST_SEARCH = 100


@sign_in_first
def show_ties(request: PageRequest, priority_id: int) -> HttpResponseBase:
    """The measures tied, those proposed with the words that decided, a search; a POST decides about one."""
    priority = kept_priority(request, priority_id)
    if request.method == "POST":
        return _decide(request, priority)
    acting = acting_of(request)
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    line = view_priority(priority, acting=acting, snapshot=snapshot)
    return render(
        request,
        "roadmaps/priorities/ties.html",
        {
            **list_head(request, priority.list, ""),
            "priority": priority,
            "measures": [(one.measure, lit(one.standings)) for one in line.measures],
            "proposals": proposals_for(priority, acting, day=request.today),
            "words": words,
            "found": measures_found(priority, words, acting, day=request.today),
        },
    )


def _decide(request: PageRequest, priority: Priority) -> HttpResponseBase:
    def act() -> str:
        state, measure = _pressed(request)
        decide_priority_tie(priority=priority, measure=measure, state=state, **who_acts(request))
        return _("Мероприятие связано.") if state == PriorityTie.State.CONFIRMED else _("Связи не будет.")

    press(request, act)
    here = reverse("roadmaps-priority-ties", args=(priority.pk,))
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    return redirect(with_parameters(request, q=words) if words else here)


def _pressed(request: PageRequest) -> tuple[PriorityTie.State, Measure]:
    state, _colon, key = request.POST.get("tie", "").partition(":")
    number = wanted_number(key)
    if state not in PriorityTie.State.values or number is None:
        raise PrioritiesRefused(_("Действие не понято."), remedy=_("Обновите страницу и повторите."))
    rows: Any = Measure.objects.visible_to(acting_of(request))
    return PriorityTie.State(state), get_object_or_404(rows.select_related("plan"), pk=number)
