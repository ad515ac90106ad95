"""What the base page needs on every request; all of it lazy or cheap, none of it asks the database by itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kadrost.ui.addresses import with_parameters
from kadrost.ui.as_of import PARAMETER
from kadrost.ui.navigation import lines_for, search_url
from kadrost.ui.preferences import chosen_theme, has_narrow_rail


def page(request: HttpRequest) -> dict[str, Any]:
    """Language, theme and rail as the person set them, the rail's lines, and addresses that lead back here."""
    return {
        "LANGUAGE_CODE": get_language(),
        "languages": settings.LANGUAGES,
        "theme": chosen_theme(request),
        "narrow_rail": has_narrow_rail(request),
        "navigation": SimpleLazyObject(lambda: lines_for(request)),
        "search_url": search_url(),
        "back": request.get_full_path(),
        "kept_parameters": [
            (name, value) for name, values in request.GET.lists() if name not in {PARAMETER, "page"} for value in values
        ],
        "today_url": with_parameters(request, **{PARAMETER: None}),
    }
