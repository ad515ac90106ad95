"""Printed executors that mean no organisation yet: a person says which, and the platform remembers."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.region.domain.registry import OrganisationDraft, add_group, add_organisation
from kadrost.region.models import Organisation, OrganisationGroup, Territory
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.executors import UnresolvedName, resolve_printed_name, unresolved_names
from kadrost.roadmaps.forms.names import NEW_GROUP, ResolveForm
from kadrost.roadmaps.permissions import require
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import counted

PER_PAGE = 10


@sign_in_first
def names(request: PageRequest) -> HttpResponseBase:
    """The unresolved names, ten a page, a form each; the one that was sent is carried out."""
    acting = acting_of(request)
    require("region.manage_organisations", acting)
    managed = Territory.objects.managed_by(acting, Role.COORDINATOR, Role.ADMINISTRATOR)
    waiting = [
        (territory, name)
        for territory in managed.filter(plans__isnull=False).distinct()
        for name in unresolved_names(territory)
    ]
    page = paginate(request, waiting, per_page=PER_PAGE)
    status = 200
    forms: list[tuple[UnresolvedName, Territory, ResolveForm]] = []
    for territory, name in page.object_list:
        is_sent = request.POST.get("printed") == name.printed and request.POST.get("territory") == str(territory.pk)
        form = ResolveForm(
            request.POST if is_sent else None, name=name, territory=territory, auto_id=f"id{len(forms)}_%s"
        )
        if is_sent:
            status = carry_out(request, form, partial(_resolve, request, acting, form, name, territory))
            if status == DONE:
                return redirect(request.get_full_path())
        forms.append((name, territory, form))
    return render(request, "roadmaps/names.html", {"page": page, "forms": forms}, status=status)


@transaction.atomic
def _resolve(
    request: PageRequest, acting: Acting, form: ResolveForm, name: UnresolvedName, territory: Territory
) -> str:
    """Resolve the name, making a new organisation where one is wanted; gives what is said about it."""
    body = form.body() or _new_body(request, acting, form, territory)
    resolved = resolve_printed_name(
        printed=name.printed,
        territory=territory,
        body=body,
        acting=acting,
        today=request.today,
        remember=form.cleaned_data["remember"],
        request_id=request_id_of(request),
    )
    duties = counted(resolved, _("мероприятии,мероприятиях,мероприятиях"))
    return _("«%(printed)s» теперь означает «%(body)s» в %(duties)s.") % {
        "printed": name.printed,
        "body": body,
        "duties": duties,
    }


def _new_body(
    request: PageRequest, acting: Acting, form: ResolveForm, territory: Territory
) -> Organisation | OrganisationGroup:
    """The organisation or group that the form describes, added to the registry."""
    data = form.cleaned_data
    if data["choice"] == NEW_GROUP:
        return add_group(
            name=data["new_name"],
            members=form.wanted_members(),
            territory=territory,
            acting=acting,
            today=request.today,
            request_id=request_id_of(request),
        )
    return add_organisation(
        draft=OrganisationDraft(name=data["new_name"], kind=data["new_kind"] or "other"),
        territory=territory,
        acting=acting,
        today=request.today,
        request_id=request_id_of(request),
    )
