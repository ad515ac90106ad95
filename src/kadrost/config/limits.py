"""What is too much: a body is refused by its announced length, before a byte of it is kept."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from kadrost.ui.views.errors import too_large


def upload_limit_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """413 where more is announced than `KADROST_UPLOAD_MEGABYTES`; a body without a length counts as empty in Django."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        if announced.isdigit() and int(announced) > settings.UPLOAD_LIMIT:
            return too_large(request, allowed=settings.UPLOAD_LIMIT)
        return get_response(request)

    return middleware
