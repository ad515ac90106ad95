"""Signing in by the provider that the settings name: the way there and back."""

from __future__ import annotations

from typing import cast

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kadrost.accounts.provider import PROVIDER_ID, ProviderRefused, StrictAdapter
from kadrost.accounts.social_adapter import refused
from kadrost.accounts.throttle import PROVIDER, TooManyAttempts, address_of, count_attempt, forgive, network_of
from kadrost.accounts.views.sign_in import next_of


@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the provider's page; 404 where the settings name none."""
    if not settings.OIDC_NAME:
        raise Http404
    provider = get_adapter().get_provider(request, provider=PROVIDER_ID)
    try:
        answer = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=next_of(request), auth_params={}, scope=settings.OIDC_SCOPE
        )
    except (OAuth2Error, requests.RequestException, ValueError) as error:
        answer = failed(request, error)
    return cast("HttpResponse", answer)


@never_cache
@require_safe
def finish(request: HttpRequest) -> HttpResponse:
    """Take the provider's answer: in, or a page that says why not. 404 where the settings name no provider."""
    if not settings.OIDC_NAME:
        raise Http404
    try:
        subjects = count_attempt(request, purpose=PROVIDER, account=f"any at {network_of(address_of(request))}")
    except TooManyAttempts as refusal:
        answer = refused(request, refusal.message)
        answer.status_code = 429
        answer["Retry-After"] = str(refusal.seconds_from(timezone.now()))
        return answer
    view = OAuth2CallbackView.adapter_view(StrictAdapter(request))
    try:
        response = cast("HttpResponse", view(request))
    except (OAuth2Error, requests.RequestException) as error:
        return failed(request, error)
    except (KeyError, TypeError, ValueError) as error:
        return failed(
            request, ProviderRefused(gettext_noop("Удостоверение не читается.")).with_traceback(error.__traceback__)
        )
    if response.status_code < 400:
        forgive(subjects, timezone.now())
    return response


def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page of a failed sign-in."""
    provider = get_adapter().get_provider(request, provider=PROVIDER_ID)
    try:
        return cast("HttpResponse", render_authentication_error(request, provider, exception=error))
    except ImmediateHttpResponse as immediate:
        return cast("HttpResponse", immediate.response)
