"""Addresses of the page itself with some parameters changed: filters, sorting, pages, the day shown."""

from __future__ import annotations

from django.http import HttpRequest


def with_parameters(request: HttpRequest, **changes: str | int | None) -> str:
    """The page with the changed parameters: `?…`, or its path where none is left.

    None or an empty text takes a parameter away; all others are kept.
    """
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else request.path
