"""The tree of territories: who lies within whom, and from when to when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kadrost.accounts.roles import Role
from kadrost.region.domain.placing import add_territory, change_territory
from kadrost.region.forms.territories import ChangedTerritoryForm, TerritoryForm
from kadrost.region.models import Territory
from kadrost.region.permissions import require
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.ui.request import PageRequest

MANAGE = "region.manage_people"


@sign_in_first
def list_territories(request: PageRequest) -> HttpResponseBase:
    """The territories of the person's region as a tree; those that are not there on the day are told apart."""
    acting = acting_of(request)
    require("region.see_inside", acting)
    bodies = Count("organisations", filter=Q(organisations__merged_into=None))
    ours = Territory.objects.all() if acting.is_superuser else Territory.objects.filter(pk__in=acting.region)
    rows = list(ours.annotate(bodies=bodies))
    existing = {one.pk for one in Territory.objects.existing(request.today)}
    below: dict[int | None, list[Territory]] = {}
    known = {one.pk for one in rows}
    for one in rows:
        below.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    tree = [(depth, one, one.pk in existing, allows(request, MANAGE, one)) for depth, one in _walk(below, None, 0)]
    return render(request, "region/territories.html", {"tree": tree, "may_add": allows(request, MANAGE)})


@sign_in_first
def new_territory(request: PageRequest) -> HttpResponseBase:
    """Add a territory below one of the person's own."""
    acting = acting_of(request)
    require(MANAGE, acting)
    form = TerritoryForm(request.POST or None, acting=acting)

    def act() -> str:
        made = add_territory(draft=form.draft(), acting=acting, today=request.today, request_id=request_id_of(request))
        return _("Территория «%(name)s» добавлена.") % {"name": made.name}

    return _page(request, form, act, title=_("Новая территория"), button=_("Добавить"))


@sign_in_first
def edit_territory(request: PageRequest, territory_id: int) -> HttpResponseBase:
    """Change a territory's name, place or days."""
    acting = acting_of(request)
    territory = get_object_or_404(Territory.objects.managed_by(acting, Role.ADMINISTRATOR), pk=territory_id)
    initial = ChangedTerritoryForm.initial_of(territory)
    form = ChangedTerritoryForm(request.POST or None, acting=acting, initial=initial)

    def act() -> str:
        change_territory(
            territory=territory,
            draft=form.draft(),
            ground=form.cleaned_data["ground"],
            acting=acting,
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Изменения сохранены.")

    return _page(request, form, act, title=territory.name, button=_("Сохранить"))


def _walk(below: dict[int | None, list[Territory]], above: int | None, depth: int) -> list[tuple[int, Territory]]:
    rows = []
    for one in below.get(above, ()):
        rows += [(depth, one), *_walk(below, one.pk, depth + 1)]
    return rows


def _page(request: PageRequest, form: Any, act: Callable[[], str], *, title: str, button: str) -> HttpResponseBase:
    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("region-territories")
    facts = {"form": form, "title": title, "button": button}
    return render(request, "region/territory_form.html", facts, status=status)
