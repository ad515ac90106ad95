"""Who asks for a page, and what becomes of a refusal: sign in first, or a word that the role does not allow it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

import rules
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from kadrost.accounts.models import User
from kadrost.accounts.standings import ActingRequest
from kadrost.region.domain.people import PUBLIC, Acting, acting_by
from kadrost.region.permissions import PermissionRefused
from kadrost.ui.request import PageRequest

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[PageRequest, Arguments], HttpResponseBase]


def acting_of(request: PageRequest) -> Acting:
    """The person with the roles that they hold at present, whatever day is shown; at most one query a request."""
    known: Acting | None = getattr(request, "_acting", None)
    if known is None:
        standings = cast("ActingRequest", request).standings
        known = acting_by(request.user, standings, request.present) if isinstance(request.user, User) else PUBLIC
        request._acting = known  # type: ignore[attr-defined]
    return known


def allows(request: PageRequest, permission: str, subject: object = None) -> bool:
    """Whether the person may do this now; nothing may be changed while another day is shown."""
    return request.as_of is None and bool(rules.test_rule(permission, acting_of(request), subject))


def sign_in_first(view: View[Arguments]) -> View[Arguments]:
    """A view for people with roles: the public is led to sign in, a refusal of the domain becomes the page of 403."""

    @wraps(view)
    def guarded(request: PageRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except PermissionRefused as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    return guarded


def request_id_of(request: Any) -> str:
    """The name under which logs and the journal know this request; empty where it has none."""
    return str(getattr(request, "request_id", ""))[:36]
