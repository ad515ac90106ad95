"""What every request carries once the middleware has seen it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class PageRequest(HttpRequest):
    """A request with its day: `today` is the day that the page is shown for, `present` the day that it is.

    What a person may do is asked of `present`: looking at the past gives nobody back the rights they had then.

    `as_of` is that day where the person asked for another than today's, else None; then nothing may be changed.
    `request_id` is the request's name in the logs and the journal.
    """

    present: date
    today: date
    as_of: date | None
    htmx: HtmxDetails
    request_id: str
