"""Groups of organisations: the collective names of documents, and who is in them."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.region.domain.registry import change_group
from kadrost.region.forms.organisations import GroupForm
from kadrost.region.models import OrganisationGroup
from kadrost.region.permissions import require
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.region.views.organisations import MANAGE, handle
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest

PER_PAGE = 50


def list_groups(request: PageRequest) -> HttpResponse:
    """All groups with how many organisations are in each; those with nobody are told apart."""
    groups = OrganisationGroup.objects.select_related("territory").annotate(size=Count("members"))
    page = paginate(request, groups.order_by("name", "pk"), per_page=PER_PAGE)
    return render(request, "region/groups.html", {"page": page, "may_manage": allows(request, MANAGE)})


@sign_in_first
def edit_group(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Say who is in the group."""
    group = get_object_or_404(OrganisationGroup.objects.select_related("territory"), pk=group_id)
    acting = acting_of(request)
    require(MANAGE, acting, group)
    form = GroupForm(request.POST or None, group=group)

    def act() -> str:
        change_group(
            group=group,
            members=form.cleaned_data["members"],
            meaning=form.cleaned_data["meaning"],
            acting=acting,
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Состав группы «%(group)s» сохранён.") % {"group": group}

    return handle(
        request, form, act, title=group.name, button=_("Сохранить состав"), leads_to=lambda: reverse("region-groups")
    )
