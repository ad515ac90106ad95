"""The secret link of a person's calendar: made, taken back, read by a calendar program."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kadrost.jobs.letters import page_address
from kadrost.notices.domain.feeds import TooOften, calendar_of, feed_of, make_feed, revoke_feed
from kadrost.notices.views.settings import person_of, settings_page
from kadrost.region.views.access import request_id_of, sign_in_first
from kadrost.ui.request import PageRequest

TOO_OFTEN = 429


@require_POST
@never_cache
@sign_in_first
def make_link(request: PageRequest) -> HttpResponseBase:
    """A new link, shown on this page once."""
    token = make_feed(person=person_of(request), today=request.today, request_id=request_id_of(request))
    return settings_page(request, link=page_address("notices-feed", token))


@require_POST
@sign_in_first
def revoke_link(request: PageRequest) -> HttpResponseBase:
    """The link leads nowhere from now on."""
    revoke_feed(person=person_of(request), today=request.today, request_id=request_id_of(request))
    messages.success(request, _("Ссылка отозвана: по ней больше ничего не видно."))
    return redirect("notices-settings")


@never_cache
@require_safe
def read_calendar(request: PageRequest, token: str) -> HttpResponseBase:
    """The calendar as of the present day; 404 for a link that leads nowhere, 429 for one read too often."""
    now = timezone.now()
    try:
        feed = feed_of(token, now)
    except TooOften as refusal:
        return HttpResponse(
            str(refusal), status=TOO_OFTEN, content_type="text/plain; charset=utf-8", headers={"Retry-After": "3600"}
        )
    if feed is None:
        raise Http404
    content = calendar_of(feed.person, today=timezone.localdate(now), stamp=now)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="kadrost.ics"',
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        },
    )
