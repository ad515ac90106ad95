"""Whom a person lets act in their place, whom the person replaces, and until when."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.accounts.models import User
from kadrost.region.domain.delegating import delegable_appointments, delegate, withdraw_delegation
from kadrost.region.domain.people import people_known_to
from kadrost.region.forms.delegations import DelegationForm
from kadrost.region.models import Delegation
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.ui.request import PageRequest


@sign_in_first
def own_delegations(request: PageRequest) -> HttpResponseBase:
    """The person's own delegations, and those by which the person replaces others."""
    assert isinstance(request.user, User)  # noqa: S101 signed in
    return _page(request, request.user)


@sign_in_first
def delegations_of(request: PageRequest, person_id: int) -> HttpResponseBase:
    """The same of another person, for an administrator over the territories in which that person acts."""
    person = get_object_or_404(people_known_to(acting_of(request)), pk=person_id)
    return _page(request, person)


@require_POST
@sign_in_first
def withdraw(request: PageRequest, delegation_id: int) -> HttpResponseBase:
    """End a delegation at once."""
    acting = acting_of(request)
    own = Q(appointment__person=acting.user) | Q(appointment__person__in=people_known_to(acting))
    found = get_object_or_404(Delegation.objects.select_related("appointment__person"), own, pk=delegation_id)

    def act() -> str:
        withdraw_delegation(delegation=found, acting=acting, today=request.today, request_id=request_id_of(request))
        return _("Замещение отозвано.")

    press(request, act)
    return _back(request, found.appointment.person)


def _page(request: PageRequest, person: User) -> HttpResponseBase:
    form = DelegationForm(request.POST or None, person=person, today=request.today)
    status = carry_out(request, form, lambda: _delegate_all(request, form))
    if status == DONE:
        return _back(request, person)
    known = Delegation.objects.select_related("appointment__person", "appointment__organisation", "deputy")
    facts = {
        "person": person,
        "is_own": person == request.user,
        "form": form,
        "has_roles": delegable_appointments(person=person, today=request.today).exists(),
        "given": _told(known.filter(appointment__person=person), request),
        "received": _told(known.filter(deputy=person), request),
    }
    return render(request, "region/delegations.html", facts, status=status)


@transaction.atomic
def _delegate_all(request: PageRequest, form: DelegationForm) -> str:
    for appointment in form.cleaned_data["appointments"]:
        delegate(
            appointment=appointment,
            deputy=form.cleaned_data["deputy"],
            valid_from=form.cleaned_data["valid_from"],
            valid_until=form.cleaned_data["valid_until"],
            ground=form.cleaned_data["ground"],
            acting=acting_of(request),
            today=request.today,
            request_id=request_id_of(request),
        )
    return _("Замещение записано.")


def _told(delegations: object, request: PageRequest) -> list[tuple[Delegation, str, bool]]:
    """Each with how it stands, in words, and whether it may still be withdrawn."""
    return [(one, *_standing(one, request)) for one in delegations]  # type: ignore[attr-defined]


def _standing(one: Delegation, request: PageRequest) -> tuple[str, bool]:
    if one.withdrawn_on is not None:
        return _("отозвано"), False
    if one.valid_until < request.today:
        return _("закончилось"), False
    return (_("действует") if one.valid_from <= request.today else _("ещё не началось")), request.as_of is None


def _back(request: PageRequest, person: User) -> HttpResponseBase:
    if person == request.user:
        return redirect("region-delegations")
    return redirect("region-delegations-of", person.pk)
