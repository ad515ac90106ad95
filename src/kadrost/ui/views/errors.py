"""Pages of refusal: what is wrong and what to do, in the person's words; the same for every app."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kadrost.ui.preferences import chosen_theme
from kadrost.ui.typography import number

MEGABYTE = 1024 * 1024


def refusal(
    request: HttpRequest, *, status: int, title: str, text: str, advice: str, action: str = "", action_url: str = ""
) -> HttpResponse:
    """A page that refuses, with the one thing to do next. Asks nothing of the database: it may be the one that fails."""
    facts = {
        "title": title,
        "text": text,
        "advice": advice,
        "action": action,
        "action_url": action_url,
        "theme": chosen_theme(request),
        "LANGUAGE_CODE": get_language(),
    }
    return HttpResponse(render_to_string("ui/errors/refusal.html", facts), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself cannot be understood; 413 where it is only too large."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, allowed=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return too_many_parts(request)
    return refusal(
        request,
        status=400,
        title=_("The request was not understood"),
        text=_("The address or the form holds something that the site cannot read."),
        advice=_("Go back to the previous page and repeat the action. If you followed a link, check that it is whole."),
    )


def too_large(request: HttpRequest, *, allowed: int) -> HttpResponse:
    """413: more was sent than the `allowed` number of bytes."""
    return refusal(
        request,
        status=413,
        title=_("Too much was sent at once"),
        text=_("The site takes at most %(megabytes)s MB in one go. Nothing was saved.")
        % {"megabytes": number(allowed // MEGABYTE)},
        advice=_("Send the files one by one, or save the document with smaller pictures and send it again."),
    )


def too_many_parts(request: HttpRequest) -> HttpResponse:
    """413: the form holds more fields or files than the site takes at once."""
    return refusal(
        request,
        status=413,
        title=_("Too much was sent at once"),
        text=_("The form holds more than %(fields)s fields or more than %(files)s files. Nothing was saved.")
        % {
            "fields": number(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS),
            "files": number(settings.DATA_UPLOAD_MAX_NUMBER_FILES),
        },
        advice=_("Send it in several parts."),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known to the site, but not for this role."""
    return refusal(
        request,
        status=403,
        title=_("This page is not open to you"),
        text=_("The role in which you act does not include this page or this action."),
        advice=_(
            "Choose another role at the top of the page, or ask the administrator of your organisation for access."
        ),
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing at this address."""
    return refusal(
        request,
        status=404,
        title=_("There is no such page"),
        text=_("Nothing is kept at this address: it may be mistyped, or the record was removed."),
        advice=_("Check the address or find what you need from the first page."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours."""
    return refusal(
        request,
        status=500,
        title=_("The site failed"),
        text=_("The fault is on our side. What you had saved before is safe; the last action was not carried out."),
        advice=_("Try again in a few minutes. If the failure repeats, tell the administrator when it happened."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's mark of origin is missing or old."""
    return refusal(
        request,
        status=403,
        title=_("The form has gone stale"),
        text=_("The page was open too long, or you signed in or out in another tab. Nothing was saved."),
        advice=_("Go back, reload the page and send the form again. Cookies must be allowed for this site."),
    )


def too_many_requests(request: HttpRequest, *, until: str, seconds: int) -> HttpResponse:
    """429: asked too often; `until` is the time of day when it may be tried again, `seconds` how long that is."""
    response = refusal(
        request,
        status=429,
        title=_("Too many attempts"),
        text=_("The site was asked too often, so it waits before it answers again."),
        advice=_("Try again at %(until)s.") % {"until": until},
    )
    response["Retry-After"] = str(seconds)
    return response
