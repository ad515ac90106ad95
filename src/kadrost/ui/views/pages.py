"""Pages of the interface itself: the list of keys, and the small form that keeps a preference."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from kadrost.ui.preferences import keep_preference


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The keys, for those who have no script."""
    return render(request, "ui/keys.html")


@require_POST
def preference(request: HttpRequest) -> HttpResponse:
    """Keep theme or rail and go back."""
    return keep_preference(request, request.POST.get("name", ""), request.POST.get("value", ""))
