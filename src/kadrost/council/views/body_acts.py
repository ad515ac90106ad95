"""The acts of a body: pointing to one of the region's register, and taking the tie back."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.council.domain.body_acts import bind_act, unbind_act
from kadrost.council.domain.queries import bodies_visible_to
from kadrost.council.forms.bodies import BodyActForm
from kadrost.council.models import BodyAct
from kadrost.council.permissions import require
from kadrost.council.views.access import body_for, form_page
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.models import LegalAct
from kadrost.ui.request import PageRequest


@sign_in_first
def new_act(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Choose an act of the register and say what of the body it settles."""
    body = body_for(request, body_id)
    acting = acting_of(request)
    require("council.change_body", acting, body)
    register = LegalAct.objects.inside_for(acting).filter(territory=body.organisation.territory_id)
    form = BodyActForm(request.POST or None, register=register)

    def act() -> str:
        bind_act(
            body=body, legal_act=form.cleaned_data["legal_act"], part=form.cleaned_data["part"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Документ отнесён к органу.")

    address = reverse("council-body", args=(body.pk,))
    return form_page(
        request, form, act, record=body, title=_("Документ органа"), button=_("Отнести"), back=address,
        lead=_("Документ выбирают из реестра нормативных актов. Если его там нет, сначала внесите его в реестр."),
        crumbs=((body.caption, address),),
    )  # fmt: skip


@require_POST
@sign_in_first
def drop_act(request: PageRequest, body_act_id: int) -> HttpResponseBase:
    """Take the tie to an act back."""
    acting = acting_of(request)
    visible = BodyAct.objects.filter(body__in=bodies_visible_to(acting))
    bound = get_object_or_404(visible.select_related("body__organisation", "legal_act"), pk=body_act_id)

    def act() -> str:
        unbind_act(bound=bound, acting=acting, today=request.today, request_id=request_id_of(request))
        return _("Документ больше не отнесён к органу. В реестре он остался.")

    press(request, act)
    return redirect("council-body", bound.body_id)
