"""Writing down that an organisation was reorganised."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.reorganising import MANAGE, reorganise
from kadrost.region.forms.reorganisations import ReorganisationForm, SharesForm
from kadrost.region.forms.shared import tell
from kadrost.region.models import Organisation
from kadrost.region.permissions import PermissionRefused, require
from kadrost.region.succession import pieces_of
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.ui.request import PageRequest


@sign_in_first
def reorganise_organisation(request: PageRequest, organisation_id: int) -> HttpResponseBase:
    """The form; with several successors it comes back once, to ask who gets what."""
    organisation = get_object_or_404(Organisation.objects.distinct_bodies(), pk=organisation_id)
    acting = acting_of(request)
    require(MANAGE, acting, organisation)
    form = ReorganisationForm(request.POST or None, organisation=organisation, acting=acting)
    pieces = pieces_of(organisation)
    shares_form: SharesForm | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            heirs = list(form.cleaned_data["successors"])
            is_shared_out = "shared_out" in request.POST
            shares_form = SharesForm(
                request.POST if is_shared_out else None, pieces=pieces if len(heirs) > 1 else [], successors=heirs
            )
            if len(heirs) > 1 and pieces and not is_shared_out:
                status = 200
            elif not is_shared_out or shares_form.is_valid():
                shares = shares_form.shares() if is_shared_out else {}
                try:
                    reorganise(
                        organisation=organisation,
                        draft=form.draft(shares),
                        acting=acting,
                        today=request.today,
                        request_id=request_id_of(request),
                    )
                    messages.success(request, _("Реорганизация записана: обязанности перешли к преемнику."))
                    return redirect("region-organisation", organisation.pk)
                except PermissionRefused:
                    raise
                except KadrostError as error:
                    tell(form, error)
    facts = {"organisation": organisation, "form": form, "shares_form": shares_form, "pieces": len(pieces)}
    return render(request, "region/reorganisation.html", facts, status=status)
