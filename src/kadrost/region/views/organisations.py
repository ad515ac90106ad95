"""Organisations: the list, one with its names and groups and what other apps know of it, and the forms of the registry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.audit import telling
from kadrost.audit.journal import history_of
from kadrost.region import dossier
from kadrost.region.domain.merging import merge_organisations
from kadrost.region.domain.names import name_key
from kadrost.region.domain.registry import (
    add_name,
    add_organisation,
    change_organisation,
    remove_name,
)
from kadrost.region.forms.organisations import (
    ChangedOrganisationForm,
    MergeForm,
    NameForm,
    NewOrganisationForm,
)
from kadrost.region.models import Organisation, OrganisationName
from kadrost.region.permissions import require
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.ui.as_of import with_as_of
from kadrost.ui.choices import Choice, Option
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

MANAGE = "region.manage_organisations"
PER_PAGE = 50


def list_organisations(request: PageRequest) -> HttpResponse:
    """The organisations by kind and words, with what other apps count of them."""
    words, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    found = _found(words)
    kinds = dict(Organisation.Kind.choices)
    by_kind: dict[str, int] = {}
    for value in found.values_list("kind", flat=True):
        by_kind[value] = by_kind.get(value, 0) + 1
    options = [
        Option(value, translated(label).lower(), by_kind[value]) for value, label in kinds.items() if value in by_kind
    ]
    rows = found.filter(kind=kind) if kind in kinds else found
    page = paginate(request, rows.select_related("territory"), per_page=PER_PAGE)
    ids = [organisation.pk for organisation in page.object_list]
    columns = [(column.title, column.count(request, ids)) for column in dossier.counts()]
    return render(
        request,
        "region/organisations.html",
        {
            "page": page,
            "rows": [(one, [(title, counts.get(one.pk)) for title, counts in columns]) for one in page.object_list],
            "columns": [title for title, _ in columns],
            "kind_choice": Choice("kind", _("Вид"), (Option("", _("всех видов")), *options), kind),
            "words": words,
            "notices": dossier.notices(request),
            "may_manage": allows(request, MANAGE),
            "sees_inside": allows(request, "region.see_inside"),
        },
    )


def show_organisation(request: PageRequest, organisation_id: int) -> HttpResponse:
    """An organisation; a merged duplicate leads to the one that is left."""
    organisation = get_object_or_404(Organisation.objects.select_related("territory"), pk=organisation_id)
    if organisation.merged_into_id is not None:
        address = reverse("region-organisation", args=(organisation.merged_into_id,))
        return redirect(with_as_of(address, request.as_of))
    may_manage = allows(request, MANAGE, organisation)
    history = (
        history_of(organisation).filter(on__lte=request.today)[:50]
        if acting_of(request).is_of_region(organisation.territory_id)
        else []
    )
    return render(
        request,
        "region/organisation.html",
        {
            "organisation": organisation,
            "names": organisation.names.all(),
            "groups": organisation.groups.all(),
            "chapters": dossier.chapters_of(request, organisation),
            "may_manage": may_manage,
            "may_manage_people": allows(request, "region.manage_people", organisation),
            "name_form": NameForm() if may_manage else None,
            "reorganisations": organisation.reorganisations.prefetch_related("successors"),
            "arisen_from": organisation.arisen_from.select_related("organisation"),
            "history": telling.tell(list(history)),
        },
    )


@sign_in_first
def new_organisation(request: PageRequest) -> HttpResponseBase:
    """Add an organisation."""
    acting = acting_of(request)
    require(MANAGE, acting)
    form = NewOrganisationForm(request.POST or None, acting=acting)
    made: list[Organisation] = []

    def act() -> str:
        added = add_organisation(
            draft=form.draft(),
            territory=form.cleaned_data["territory"],
            acting=acting,
            today=request.today,
            request_id=request_id_of(request),
        )
        made.append(added)
        return _("Организация добавлена.")

    return handle(
        request, form, act, title=_("Новая организация"), button=_("Добавить"), leads_to=lambda: _address(made[0])
    )


@sign_in_first
def edit_organisation(request: PageRequest, organisation_id: int) -> HttpResponseBase:
    """Mend an organisation; its former name stays among its names."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    acting = acting_of(request)
    require(MANAGE, acting, organisation)
    form = ChangedOrganisationForm(request.POST or None, initial=ChangedOrganisationForm.initial_of(organisation))

    def act() -> str:
        change_organisation(
            organisation=organisation,
            draft=form.draft(),
            version=form.cleaned_data["version"],
            acting=acting,
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Изменения сохранены.")

    return handle(request, form, act, title=_("Изменить организацию"), button=_("Сохранить"), organisation=organisation)


@sign_in_first
def merge_organisation(request: PageRequest, organisation_id: int) -> HttpResponseBase:
    """Merge a duplicate into the organisation that it is."""
    duplicate = get_object_or_404(Organisation.objects.distinct_bodies(), pk=organisation_id)
    acting = acting_of(request)
    require(MANAGE, acting, duplicate)
    form = MergeForm(request.POST or None, duplicate=duplicate)

    def act() -> str:
        into = form.cleaned_data["into"]
        merge_organisations(
            duplicate=duplicate,
            into=into,
            ground=form.cleaned_data["ground"],
            acting=acting,
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("«%(duplicate)s» объединена: обязанности, названия и люди перешли сюда.") % {"duplicate": duplicate}

    return handle(
        request,
        form,
        act,
        title=_("Объединить дубликат"),
        button=_("Объединить"),
        organisation=duplicate,
        leads_to=lambda: _address(form.cleaned_data["into"]),
        explanation=(
            _(
                "Все обязанности, названия, группы и люди организации «%(duplicate)s» перейдут к выбранной. Сама запись останется в истории, но исчезнет из списков. Отменить объединение нельзя."
            )
            % {"duplicate": duplicate}
        ),
    )


@require_POST
@sign_in_first
def new_name(request: PageRequest, organisation_id: int) -> HttpResponseBase:
    """Remember a name that documents give the organisation."""
    organisation = get_object_or_404(Organisation.objects.distinct_bodies(), pk=organisation_id)
    acting = acting_of(request)
    require(MANAGE, acting, organisation)
    form = NameForm(request.POST)

    def act() -> str:
        add_name(
            organisation=organisation,
            printed=form.cleaned_data["printed"],
            acting=acting,
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Название добавлено.")

    return handle(request, form, act, title=_("Новое название"), button=_("Добавить"), organisation=organisation)


@require_POST
@sign_in_first
def drop_name(request: PageRequest, name_id: int) -> HttpResponseBase:
    """Forget a printed name."""
    name = get_object_or_404(OrganisationName.objects.exclude(organisation=None), pk=name_id)
    remove_name(name=name, acting=acting_of(request), today=request.today, request_id=request_id_of(request))
    messages.success(
        request, _("Название «%(printed)s» больше не означает эту организацию.") % {"printed": name.printed}
    )
    return redirect("region-organisation", name.organisation_id)


def handle(
    request: PageRequest,
    form: Any,
    act: Callable[[], str],
    *,
    title: str,
    button: str,
    organisation: Organisation | None = None,
    explanation: str = "",
    leads_to: Callable[[], str] | None = None,
) -> HttpResponseBase:
    """A page of one form: carried out, then on to `leads_to` (else the organisation's page); or shown again."""
    status = carry_out(request, form, act, record=organisation)
    if status == DONE:
        return redirect(leads_to() if leads_to else _address(organisation))
    facts = {
        "form": form,
        "title": title,
        "button": button,
        "organisation": organisation,
        "explanation": explanation,
    }
    return render(request, "region/organisation_form.html", facts, status=status)


def _address(organisation: Organisation | None) -> str:
    return reverse("region-organisation", args=[organisation.pk]) if organisation else reverse("region-organisations")


def _found(words: str) -> QuerySet[Organisation]:
    """The organisations whose name, short name or a printed name holds the words, whatever their case.

    The database's own comparison of letters knows no Cyrillic on SQLite, so names are compared here.
    """
    bodies = Organisation.objects.distinct_bodies()
    if not words:
        return bodies
    asked, key = words.casefold(), name_key(words)
    by_name = [
        pk
        for pk, name, short in bodies.values_list("pk", "name", "short_name")
        if asked in name.casefold() or asked in short.casefold() or (key and key in name_key(name))
    ]
    by_alias = [
        organisation_id
        for organisation_id, printed in OrganisationName.objects.exclude(organisation=None).values_list(
            "organisation_id", "printed"
        )
        if asked in printed.casefold()
    ]
    return bodies.filter(Q(pk__in=by_name) | Q(pk__in=by_alias))
