"""How a person likes the pages: language, theme and width of the rail, kept in cookies, changed by a small form."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

YEAR = 365 * 24 * 3600
ALLOWED = {
    "theme": ("system", "light", "dark"),
    "rail": ("wide", "narrow"),
    settings.LANGUAGE_COOKIE_NAME: tuple(code for code, _ in settings.LANGUAGES),
}


def chosen_language(request: HttpRequest) -> str:
    """The language that the person chose, or Russian.

    The browser's own preference is not asked: English browsers stand in Russian offices, and their owners read Russian.
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in ALLOWED[settings.LANGUAGE_COOKIE_NAME] else settings.LANGUAGE_CODE


def language_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer in the language that the person chose, and say in the headers which it is and what it hangs on."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = chosen_language(request)
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware


def chosen_theme(request: HttpRequest) -> str:
    """light, dark, or an empty text where the system decides."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in {"light", "dark"} else ""


def has_narrow_rail(request: HttpRequest) -> bool:
    """Whether the rail is folded to icons."""
    return request.COOKIES.get("rail") == "narrow"


def keep_preference(request: HttpRequest, name: str, value: str) -> HttpResponse:
    """Back to where the person was, with the cookie set; 400 for a preference that does not exist."""
    if value not in ALLOWED.get(name, ()):
        return HttpResponseBadRequest()
    response = HttpResponseRedirect(safe_back(request))
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE)
    return response


def safe_back(request: HttpRequest) -> str:
    """The page that a form names in `back`, where it is one of ours; else the first page."""
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return back if ours else "/"
