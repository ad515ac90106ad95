"""Inviting people to act for an organisation, and the page that the letter's link opens."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.accounts.throttle import LINK, TooManyAttempts, count_attempt, forgive
from kadrost.accounts.views.links import gone, private
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.domain.inviting import (
    INVITE,
    Invited,
    accept,
    find_invitation,
    invite,
    person_to_be,
    resend,
    revoke,
    roles_to_invite,
)
from kadrost.region.forms.invitations import FirstPasswordForm, InvitationForm
from kadrost.region.models import Invitation, Organisation
from kadrost.region.permissions import require
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.ui.request import PageRequest


@never_cache
@sign_in_first
def invitations(request: PageRequest, organisation_id: int) -> HttpResponseBase:
    """Who was invited to the organisation, and the form to invite another."""
    organisation = get_object_or_404(Organisation.objects.distinct_bodies(), pk=organisation_id)
    acting = acting_of(request)
    require(INVITE, acting, organisation)
    form = InvitationForm(request.POST or None, roles=roles_to_invite(acting, organisation))
    status = carry_out(request, form, lambda: _send(request, organisation, form))
    if status == DONE:
        return redirect("region-invitations", organisation.pk)
    now = timezone.now()
    sent = organisation.invitations.select_related("invited_by")[:200]
    facts = {
        "organisation": organisation,
        "form": form,
        "invitations": [(one, one.is_open(now), one.accepted_at is None and one.revoked_at is None) for one in sent],
    }
    return render(request, "region/invitations.html", facts, status=status)


def _send(request: PageRequest, organisation: Organisation, form: InvitationForm) -> str:
    data: dict[str, Any] = form.cleaned_data
    invite(
        invited=Invited(data["email"], data["surname"], data["given_name"], data["patronymic"]),
        role=Role(data["role"]),
        organisation=organisation,
        acting=acting_of(request),
        today=request.today,
        valid_from=data["valid_from"],
        valid_until=data["valid_until"],
        request_id=request_id_of(request),
    )
    return _("Приглашение отправлено.")


@require_POST
@sign_in_first
def send_again(request: PageRequest, invitation_id: int) -> HttpResponseBase:
    """Send an invitation once more, with a new link."""
    return _answer(request, invitation_id, resend, _("Приглашение отправлено снова."))


@require_POST
@sign_in_first
def take_back(request: PageRequest, invitation_id: int) -> HttpResponseBase:
    """Revoke an invitation."""
    return _answer(request, invitation_id, revoke, _("Приглашение отозвано."))


def _answer(request: PageRequest, invitation_id: int, act: Any, said: str) -> HttpResponseBase:
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), pk=invitation_id)

    def answer() -> str:
        act(invitation=invitation, acting=acting_of(request), today=request.today, request_id=request_id_of(request))
        return said

    press(request, answer)
    return redirect("region-invitations", invitation.organisation_id)


@private
@require_http_methods(["GET", "POST"])
def take(request: PageRequest, token: str) -> HttpResponse:
    """Take an invitation: set a password, or go on without one to a passkey; then the person is in."""
    try:
        subjects = count_attempt(request, purpose=LINK, account=token)
        invitation = find_invitation(token)
    except (RegistryRefused, TooManyAttempts) as refusal:
        return gone(request, refusal, again="")
    forgive(subjects, timezone.now())
    by_passkey = request.POST.get("way") == "passkey"
    form = FirstPasswordForm(
        person_to_be(invitation), request.POST if request.method == "POST" and not by_passkey else None
    )
    if request.method != "POST" or not (by_passkey or form.is_valid()):
        facts = {"invitation": invitation, "form": form}
        return render(request, "region/invitation.html", facts, status=422 if form.is_bound else 200)
    try:
        person = accept(
            invitation=invitation,
            password=None if by_passkey else form.cleaned_data["new_password1"],
            today=timezone.localdate(),
            request_id=request_id_of(request),
        )
    except RegistryRefused as refusal:
        return gone(request, refusal, again="")
    return _sign_in(request, person, by_passkey=by_passkey)


def _sign_in(request: HttpRequest, person: User, *, by_passkey: bool) -> HttpResponse:
    if request.user.is_authenticated:
        from django.contrib.auth import logout

        logout(request)
    record_authentication(request, person, method="invitation")
    wanted = reverse("mfa_add_webauthn") if by_passkey else "/"
    answer: HttpResponse = perform_login(request, Login(user=person, redirect_url=wanted))
    return answer


def receive_by_address(request: HttpRequest, address: str) -> User | None:
    """The person invited under an address that a provider of sign-in has proven; None where nobody is."""
    invitation = Invitation.objects.unanswered().filter(email=address).first()
    if invitation is None or not invitation.is_open(timezone.now()):
        return None
    try:
        return accept(
            invitation=invitation, password=None, today=timezone.localdate(), request_id=request_id_of(request)
        )
    except RegistryRefused:
        return None
