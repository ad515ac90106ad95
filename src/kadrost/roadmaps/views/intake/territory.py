"""To which territory the plan belongs: asked on the first step, so that its directory opens for the next ones."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.kernel.errors import KadrostError
from kadrost.roadmaps.domain.intake.mending import set_territory
from kadrost.roadmaps.domain.intake.territories import OpenedTerritory, open_territory
from kadrost.roadmaps.forms.intake import TerritoryForm
from kadrost.roadmaps.views.intake.access import ImportRequest, find_intake, importers_only

STEPS = ("review", "questions", "bodies", "confirm")


@require_POST
@importers_only
def choose_territory(request: ImportRequest, pk: int) -> HttpResponse:
    """Keep the territory and return to the step on which it was asked; a refusal is said there."""
    intake = find_intake(request, pk)
    asked_on = request.POST.get("step", "")
    step = asked_on if asked_on in STEPS else STEPS[0]
    form = TerritoryForm(request.POST, acting=request.acting)
    if not form.is_valid():
        messages.error(request, " ".join(str(words) for errors in form.errors.values() for words in errors))
        return redirect(f"roadmaps-intake-{step}", pk)
    version = request.POST.get("version", "")
    try:
        chosen = form.cleaned_data["territory"]
        opened = (
            OpenedTerritory(chosen, request.acting)
            if chosen
            else open_territory(name=form.cleaned_data["new_territory"], acting=request.acting, today=request.today)
        )
        set_territory(
            intake=intake,
            territory=opened.territory,
            acting=opened.acting,
            version=int(version) if version.isascii() and version.isdigit() else 0,
        )
    except KadrostError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Территория плана: %(territory)s.") % {"territory": opened.territory})
    return redirect(f"roadmaps-intake-{step}", pk)
