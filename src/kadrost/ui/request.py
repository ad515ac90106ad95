"""What every request carries once the middleware has seen it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class PageRequest(HttpRequest):
    """A request with its day: `today` is the day that the page is shown for.

    `as_of` is that day where the person asked for another than today's, else None; then nothing may be changed.
    `request_id` is the request's name in the logs and the journal.
    """

    today: date
    as_of: date | None
    htmx: HtmxDetails
    request_id: str
