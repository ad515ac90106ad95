"""Signing in: password, second factor, passkey; signing out; the role to act in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kadrost.accounts.forms.factors import FactorCodeForm, PasskeyFactorForm, PasskeySignInForm
from kadrost.accounts.forms.passwords import SignInForm
from kadrost.accounts.standings import StandingError, choose_standing
from kadrost.ui.preferences import safe_back


def tell_waiting(response: HttpResponse, form: Any) -> HttpResponse:
    """The same page as 429 with Retry-After where the form found too many attempts."""
    seconds = getattr(form, "blocked_seconds", 0)
    if seconds:
        response.status_code = 429
        response["Retry-After"] = str(seconds)
    return response


class SignIn(views.LoginView):
    """The page of signing in; 429 with Retry-After where the login or the address has to wait."""

    form_class = SignInForm  # type: ignore[assignment]  # the stubs want AuthenticationForm, LoginView only its get_user
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the further ways to sign in."""
        return super().get_context_data(**kwargs, provider=settings.OIDC_NAME)

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on to the second factor where the person has one, else in."""
        login = Login(user=form.get_user(), redirect_url=self.get_redirect_url() or None)
        return perform_password_login(self.request, {}, login)  # type: ignore[no-any-return]

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form with what is wrong; the password is not sent back."""
        return tell_waiting(super().form_invalid(form), form)


class SecondFactor(AuthenticateView):  # type: ignore[misc]
    """After the password: a code or a passkey."""

    form_class = FactorCodeForm
    webauthn_form_class = PasskeyFactorForm
    template_name = "accounts/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which means the person has."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        person = self.stage.login.user
        return {
            **data,
            "has_codes": is_mfa_enabled(person, [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]),
            "has_passkey": is_mfa_enabled(person, [Authenticator.Type.WEBAUTHN]),
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        """What is wrong; 429 where the person has to wait."""
        return tell_waiting(super().form_invalid(form), form)


second_factor = SecondFactor.as_view()


@never_cache
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """GET: what the browser's passkey has to sign. POST: sign in by what it signed, or say why not."""
    if request.method == "GET":
        return JsonResponse({"request_options": passkeys.begin_authentication(user=None)})
    form = PasskeySignInForm(request.POST)
    if not form.is_valid():
        for words in form.errors.get("credential", []):
            messages.error(request, str(words))
        return redirect("accounts-sign-in")
    authenticator = form.cleaned_data["credential"]
    login = Login(user=authenticator.user, redirect_url=next_of(request))
    return perform_passwordless_login(request, authenticator, login)  # type: ignore[no-any-return]


def next_of(request: HttpRequest) -> str | None:
    """The page of ours that the person was on the way to."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else None


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
