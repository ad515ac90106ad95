"""Adding by hand a measure that stands in the document and was not read."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kadrost.kernel.errors import KadrostError
from kadrost.roadmaps.domain.intake import effective_reading
from kadrost.roadmaps.domain.intake.adding import AddedItem, add_item
from kadrost.roadmaps.forms.intake_adding import AddItemForm
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.views.intake.access import ImportRequest, find_intake, importers_only, step_facts


@require_http_methods(["GET", "HEAD", "POST"])
@importers_only
def add(request: ImportRequest, pk: int) -> HttpResponse:
    """The form of a missed measure; once added, it stands in its section and is marked there (422 on a refusal)."""
    intake = find_intake(request, pk)
    if intake.state != Intake.State.DRAFT:
        return redirect("roadmaps-intake-review", pk)
    reading = effective_reading(intake)
    sections = [(one.number, f"{one.number}. {one.title}") for one in reading.reading.sections]
    only = sections[0][0] if len(sections) == 1 else ""
    initial = {"version": intake.version, "section": request.GET.get("section", only)}
    form = AddItemForm(request.POST if request.method == "POST" else None, sections=sections, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            try:
                changed = add_item(
                    intake=intake,
                    added=AddedItem(**words),
                    acting=request.acting,
                    version=form.cleaned_data["version"],
                )
            except KadrostError as refusal:
                form.add_error(None, " ".join(part for part in (refusal.message, refusal.remedy) if part))
            else:
                messages.success(request, _("Мероприятие добавлено."))
                key = next(each.key for each in changed.items if each.item.number == words["number"])
                place = urlencode({"field": f"{key}.title"})
                return redirect(f"{reverse('roadmaps-intake-review', args=(pk,))}?{place}#m-{key}")
        status = 422
    facts = {**step_facts(request, intake, reading, "review"), "form": form}
    return render(request, "roadmaps/intake/add.html", facts, status=status)
