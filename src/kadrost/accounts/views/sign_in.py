"""Signing in and out, the password, and the role to act in."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.accounts.forms import NewPasswordForm, SignInForm
from kadrost.accounts.standings import ActingRequest, StandingError, choose_standing
from kadrost.audit import journal
from kadrost.ui.preferences import safe_back


class SignIn(views.LoginView):
    """The page of signing in; 429 with Retry-After where the login or the address has to wait."""

    form_class = SignInForm  # type: ignore[assignment]  # the stubs want AuthenticationForm, LoginView only its get_user
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form with what is wrong; the password is not sent back."""
        response = super().form_invalid(form)
        if form.blocked_seconds:
            response.status_code = 429
            response["Retry-After"] = str(form.blocked_seconds)
        return response


class PasswordChange(views.PasswordChangeView):
    """The person changes the password; other sessions of theirs end."""

    form_class = NewPasswordForm
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts-password-change")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Change it, journal that it was changed (never to what), and say so."""
        request = cast("ActingRequest", self.request)
        person = form.user
        role = request.standing.role.value if request.standing else ""
        actor = journal.Actor(
            key=str(person.pk), name=str(person), role=role, request_id=getattr(request, "request_id", "")
        )
        with transaction.atomic():
            response = super().form_valid(form)
            if person.must_change_password:
                person.must_change_password = False
                person.save(update_fields=["must_change_password"])
            journal.record(actor=actor, action="password", subject=person, on=request.today)
        messages.success(self.request, _("Пароль изменён. На других устройствах нужно войти заново."))
        return response


@login_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Act in the chosen role and go back; a role that is not held is refused in words."""
    try:
        standing = choose_standing(request, request.POST.get("standing", ""))
    except StandingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Вы действуете в роли: %(standing)s.") % {"standing": standing})
    return HttpResponseRedirect(safe_back(request))
