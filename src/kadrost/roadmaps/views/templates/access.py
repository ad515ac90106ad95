"""Who may open the steps of a plan that is made out of a template, and what they have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.roadmaps.models import Adaptation
from kadrost.roadmaps.permissions import require
from kadrost.ui.request import PageRequest
from kadrost.ui.tabs import Tab

Arguments = ParamSpec("Arguments")
Step = Callable[Concatenate[PageRequest, Adaptation, Arguments], HttpResponseBase]


def step(view: Step[Arguments]) -> Callable[..., HttpResponseBase]:
    """A page of an adaptation: for whoever may take plans of its territory under control, while it is open."""

    @sign_in_first
    @wraps(view)
    def opened(
        request: PageRequest, /, adaptation_id: int, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        require("roadmaps.import", acting_of(request))
        adaptation = find_adaptation(request, adaptation_id)
        if adaptation.state == Adaptation.State.MADE and adaptation.plan_id is not None:
            return redirect("roadmaps-plan", adaptation.plan_id)
        return view(request, adaptation, *args, **kwargs)

    return opened


def find_adaptation(request: PageRequest, key: int) -> Adaptation:
    """The adaptation of the person's own territories; one that was given up is not there any more."""
    ours = Adaptation.objects.handled_by(acting_of(request)).exclude(state=Adaptation.State.ABANDONED)
    related = ("template__act", "territory", "coordinator", "controller")
    whole = ours.select_related(*related).defer(
        "template__act__text", "template__act__blocks", "template__act__reading"
    )
    return get_object_or_404(whole, pk=key)


def step_facts(adaptation: Adaptation, current: str, *, count: int | None = None) -> dict[str, Any]:
    """What every step shows: the plan, its template, and the steps; `count` is what is open in the current one."""
    steps = (
        ("facts", _("Чей план"), "roadmaps-adaptation"),
        ("terms", _("Сроки"), "roadmaps-adaptation-terms"),
        ("executors", _("Исполнители"), "roadmaps-adaptation-executors"),
        ("blanks", _("Пропуски"), "roadmaps-adaptation-blanks"),
        ("preview", _("Просмотр и создание"), "roadmaps-adaptation-preview"),
    )
    return {
        "adaptation": adaptation,
        "template": adaptation.template,
        "tabs": [
            Tab(
                title,
                reverse(name, args=(adaptation.pk,)),
                current=key == current,
                count=count if key == current else None,
            )
            for key, title, name in steps
        ],
        "is_outdated": adaptation.template_edition != adaptation.template.edition,
    }


def version_of(request: PageRequest) -> int:
    """The version that a form without fields of its own has sent; 0 where it is no number."""
    written = request.POST.get("version", "")
    return int(written) if written.isascii() and written.isdigit() else 0
