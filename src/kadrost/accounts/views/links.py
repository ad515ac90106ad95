"""Pages that a letter's link opens: its secret leaves them neither by a referrer nor by a cache."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kadrost.accounts.throttle import TooManyAttempts
from kadrost.kernel.errors import KadrostError
from kadrost.ui.request import PageRequest
from kadrost.ui.views.errors import refusal as refusal_page

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[PageRequest, Arguments], HttpResponse]


def private(view: View[Arguments]) -> View[Arguments]:
    """A view whose address is secret: not cached, never told to another page."""

    @wraps(view)
    def guarded(request: PageRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return never_cache(guarded)


def gone(request: PageRequest, refusal: KadrostError, *, again: str) -> HttpResponse:
    """The page that a link opens which opens nothing any more, and where to ask for another."""
    return refusal_page(
        request,
        status=429 if isinstance(refusal, TooManyAttempts) else 404,
        title=_("Ссылка не действует"),
        text=refusal.message,
        advice=refusal.remedy or _("Повторите попытку позже."),
        action=_("Запросить новую ссылку") if again else "",
        action_url=again,
    )
